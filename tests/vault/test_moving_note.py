"""The note of a hand-over that was cut short is believed only where a hand-over can have written it."""

import json

import pytest

from cremeet.vault import bundle, keyfile, standing


def noted(folder, part, file):
    (folder / standing.NOTE).write_text(json.dumps({"part": str(part), "file": str(file)}), "utf-8")


@pytest.mark.parametrize("handed", [False, True])
@pytest.mark.parametrize("name", ["thesis.odt", "other.cremeet-moving"])
def test_a_note_that_no_hand_over_wrote_moves_and_removes_nothing(folder, tmp_path, handed, name):
    """Whoever can write to the folder must not have a person's other files deleted at the unlock."""
    thesis = tmp_path / "thesis.odt.part"
    thesis.write_text("mine")
    noted(folder, thesis, tmp_path / name)
    standing.finish(folder, handed=handed)
    assert thesis.read_text() == "mine"
    assert not (tmp_path / name).exists()


def test_the_record_itself_cannot_be_named(folder):
    noted(folder, folder / "record.db", folder / "record")
    standing.finish(folder, handed=False)
    assert (folder / "record.db").exists()


@pytest.mark.parametrize("handed", [False, True])
def test_a_file_of_this_vault_is_named_or_removed(folder, tmp_path, handed):
    """The positive control: what a hand-over has written is finished."""
    file = tmp_path / "given.bundle"
    part = file.with_name(file.name + standing.PART)
    bundle.pack(folder / "record.db", keyfile.read(folder / "keys.json"), part)
    noted(folder, part, file)
    standing.finish(folder, handed=handed)
    assert file.exists() is handed
    assert not part.exists()
    assert not (folder / standing.NOTE).exists()
