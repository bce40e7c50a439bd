import os
import stat
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.errors import (
    ChoosePersonError,
    KeyFileError,
    NewerVaultError,
    NotAVaultError,
    OpenElsewhereError,
    RecordDamagedError,
    UnwritableError,
    VaultError,
    VaultExistsError,
    WrongPassphraseError,
)
from cremeet.models import Child
from cremeet.vault import connection, keyfile, slots, vault
from cremeet.vault.checking import slices
from cremeet.vault.slots import FLOOR
from tests.vault.made import PASSPHRASE, PERSON, changed


def names(engine: sa.Engine) -> list[str]:
    with Session(engine) as session:
        return list(session.scalars(sa.select(Child.family_name)))


def make(place: Path, **changes: object) -> vault.Vault:
    asked = {"person": PERSON, "role": "chair", "passphrase": PASSPHRASE, "cost": FLOOR}
    return vault.create(place, **(asked | changes))  # type: ignore[arg-type]  # one dict holds arguments of several types


def test_a_made_vault_is_open_and_opens_again_with_what_it_holds(folder):
    assert vault.people(folder)[0].name == PERSON
    with vault.unlock(folder, PASSPHRASE, person=vault.people(folder)[0].id) as opened:
        assert (opened.name, opened.person.name, opened.person.role) == ("Invented", PERSON, "chair")
        assert names(opened.engine) == ["Testwood"]
    assert sorted(path.name for path in folder.iterdir() if path.stat().st_size) == [
        "keys.json",
        "keys.json.copy",
        "record.db",
    ]


def test_a_new_vault_is_open_at_once_and_readable_by_this_account_alone(tmp_path):
    with make(tmp_path / "deep" / "down" / "Ours") as made:
        assert made.folder == tmp_path / "deep" / "down" / "Ours.cremeet"
        assert names(made.engine) == []
        with pytest.raises(OpenElsewhereError):
            vault.unlock(made.folder, PASSPHRASE)
    if os.name == "posix":
        for path in (made.folder, *made.folder.iterdir()):
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path.name


def test_it_is_open_in_one_place_only_and_free_once_closed_whichever_thread_opened_it(folder):
    found: list[vault.Vault] = []
    other = threading.Thread(target=lambda: found.append(vault.unlock(folder, PASSPHRASE)))
    other.start()
    other.join()
    with pytest.raises(OpenElsewhereError, match="open already"):
        vault.unlock(folder, PASSPHRASE)
    found[0].close()
    found[0].close()
    vault.unlock(folder, PASSPHRASE).close()


def test_a_wrong_passphrase_is_said_and_leaves_the_vault_free(folder):
    before = (folder / "keys.json").read_bytes()
    with pytest.raises(WrongPassphraseError, match="passphrase"):
        vault.unlock(folder, "invented-sample-lantern-badger")
    assert (folder / "keys.json").read_bytes() == before
    vault.unlock(folder, PASSPHRASE).close()


def test_the_same_accent_from_another_keyboard_opens(tmp_path):
    with make(tmp_path / "Ours", passphrase="Ffôrdd Llanfair Café nawr") as made:
        pass
    vault.unlock(made.folder, "Ffo\u0302rdd Llanfair Cafe\u0301 nawr").close()
    with pytest.raises(WrongPassphraseError):
        vault.unlock(made.folder, "\udcff broken terminal")


@pytest.mark.parametrize("what", ["nothing", "file", "empty folder"])
def test_what_is_no_vault_is_said_to_be_none(tmp_path, what):
    place = tmp_path / "Elsewhere.cremeet"
    if what == "file":
        place.write_text("not a folder")
    elif what == "empty folder":
        place.mkdir()
    for ask in (vault.people, lambda folder: vault.unlock(folder, PASSPHRASE)):
        with pytest.raises(NotAVaultError):
            ask(place)
    assert not place.is_dir() or not list(place.iterdir())


@pytest.mark.parametrize(
    "spoil", [b"", b"{}", b"\x00" * 4000, b"[" * 100_000, b'{"format":"cremeet-keys","version":1}']
)
def test_one_damaged_copy_of_the_keys_is_mended_from_the_other(folder, spoil):
    good = (folder / "keys.json").read_bytes()
    for copy in keyfile.copies(folder / "keys.json"):
        copy.write_bytes(spoil)
        vault.unlock(folder, PASSPHRASE).close()
        assert [path.read_bytes() for path in keyfile.copies(folder / "keys.json")] == [good, good]
    for copy in keyfile.copies(folder / "keys.json"):
        copy.write_bytes(spoil)
    with pytest.raises(KeyFileError, match="key file is damaged"):
        vault.people(folder)
    with pytest.raises(KeyFileError, match="key file is damaged"):
        vault.unlock(folder, PASSPHRASE)


def test_a_missing_copy_of_the_keys_is_written_again(folder):
    for copy in keyfile.copies(folder / "keys.json"):
        copy.unlink()
        vault.unlock(folder, PASSPHRASE).close()
        assert copy.is_file()


def test_a_newer_key_file_is_refused_and_never_written_over(folder):
    main, spare = keyfile.copies(folder / "keys.json")
    changed([spare], lambda content: content.update(version=2))
    newer = spare.read_bytes()
    vault.unlock(folder, PASSPHRASE).close()  # a newer program stopped between the copies: the old one still opens
    assert spare.read_bytes() == newer
    changed([main], lambda content: content.update(version=2))
    with pytest.raises(NewerVaultError, match="newer"):
        vault.people(folder)
    with pytest.raises(NewerVaultError, match="newer"):
        vault.unlock(folder, PASSPHRASE)


def flip(path: Path, at: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[at] ^= 1
    path.write_bytes(raw)


@pytest.mark.parametrize("at", [0, 17, 100, 4095])
def test_a_damaged_first_page_is_not_called_a_wrong_passphrase(folder, at):
    flip(folder / "record.db", at)
    with pytest.raises(RecordDamagedError, match="damaged"):
        vault.unlock(folder, PASSPHRASE)


@pytest.mark.parametrize("kept", [None, 0, 1, 4095, 4096 + 17])
def test_a_record_missing_or_cut_short_is_damaged_not_made_anew(folder, kept):
    record = folder / "record.db"
    if kept is None:
        record.unlink()
    else:
        record.write_bytes(record.read_bytes()[:kept])
    with pytest.raises(RecordDamagedError):
        vault.unlock(folder, PASSPHRASE)
    assert (record.stat().st_size if record.exists() else None) == kept


def test_the_check_in_slices_finds_a_damaged_page_and_reports_progress(folder):
    with vault.unlock(folder, PASSPHRASE) as opened:
        said = list(opened.integrity())
        assert said[-1] == "ok"
        assert len(said) > 10
        assert set(said[:-1]) == {""}
    pages = (folder / "record.db").stat().st_size // 4096
    good = (folder / "record.db").read_bytes()
    key = keyfile.open_with(keyfile.read(folder / "keys.json"), PASSPHRASE).key
    for page in range(1, pages, 4):
        flip(folder / "record.db", page * 4096 + 7 * page % 4096)
        engine = connection.make_engine(folder / "record.db", key)
        said = list(slices(engine, folder / "record.db", lambda: key))[-1]
        assert said.startswith(f"damaged: page {page + 1} "), page
        engine.dispose()
        (folder / "record.db").write_bytes(good)


def test_another_program_in_the_record_is_said(folder, monkeypatch):
    key = keyfile.open_with(keyfile.read(folder / "keys.json"), PASSPHRASE).key
    monkeypatch.setattr(connection, "PATIENCE", 0.05)
    other = connection.connect(folder / "record.db", key)
    try:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OpenElsewhereError):
            vault.unlock(folder, PASSPHRASE)
    finally:
        other.close()
    vault.unlock(folder, PASSPHRASE).close()


def test_nothing_is_written_over_and_nothing_is_left_of_a_vault_that_could_not_be_made(tmp_path, monkeypatch):
    there = tmp_path / "Ours.cremeet"
    there.mkdir()
    (there / "kept").write_text("kept")
    with pytest.raises(VaultExistsError, match=r"Ours\.cremeet"):
        make(tmp_path / "Ours")
    assert (there / "kept").read_text() == "kept"
    (tmp_path / "file").write_text("")
    before = sorted(tmp_path.rglob("*"))
    for place in (tmp_path / "file" / "New", tmp_path / ("n" * 300), tmp_path / "a\0b"):
        with pytest.raises(UnwritableError):
            make(place)
    for weak in ("short", "aaaaaaaaaaaaaaaa", "Password123456"):
        with pytest.raises(VaultError, match="passphrase"):
            make(tmp_path / "New", passphrase=weak)
    for nobody in ("", "  ", "line\nbreak", "x" * 201):
        with pytest.raises(VaultError, match="name"):
            make(tmp_path / "New", person=nobody)
    with pytest.raises(VaultError, match="role"):
        make(tmp_path / "New", role="owner")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(keyfile, "save", full)
        with pytest.raises(UnwritableError):
            make(tmp_path / "deep" / "down" / "New")
    with monkeypatch.context() as patch:
        patch.setattr(keyfile, "open_with", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            make(tmp_path / "New")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_vault_that_cannot_be_written_is_said(folder):
    (folder / "open.lock").unlink(missing_ok=True)
    (folder / "open.lock").mkdir()
    with pytest.raises(UnwritableError, match="cannot be written"):
        vault.unlock(folder, PASSPHRASE)


def test_several_people_open_the_same_record_each_with_their_own_passphrase(folder):
    file = folder / "keys.json"
    content = keyfile.read(file)
    opened = keyfile.open_with(content, PASSPHRASE)
    second = slots.make_slot("Adam Tester", "manager", "another-invented-one", FLOOR)
    keyfile.save(file, keyfile.fresh(opened.key, [*content["slots"], second], content["vault"], generation=2))
    assert [person.name for person in vault.people(folder)] == ["Adam Tester", PERSON]
    with pytest.raises(ChoosePersonError, match="choose your name"):
        vault.unlock(folder, PASSPHRASE)
    with pytest.raises(ChoosePersonError, match="no longer"):
        vault.unlock(folder, PASSPHRASE, person="nobody")
    with pytest.raises(WrongPassphraseError):
        vault.unlock(folder, PASSPHRASE, person=second["id"])
    with vault.unlock(folder, "another-invented-one", person=second["id"]) as theirs:
        assert theirs.person == vault.Person(second["id"], "Adam Tester", "manager")
        assert names(theirs.engine) == ["Testwood"]


def test_a_tampered_newer_copy_gives_way_to_the_older_good_one(folder):
    main, spare = keyfile.copies(folder / "keys.json")
    good = main.read_bytes()
    changed([spare], lambda content: content.update(gen=9))
    vault.unlock(folder, PASSPHRASE).close()
    assert [main.read_bytes(), spare.read_bytes()] == [good, good]


def test_a_passphrase_that_was_changed_does_not_open_by_the_older_copy(folder):
    main, spare = keyfile.copies(folder / "keys.json")
    old = keyfile.read(main)
    key = keyfile.open_with(old, PASSPHRASE).key
    slot = slots.make_slot(PERSON, "chair", "another-invented-one", FLOOR)
    keyfile.save(main, keyfile.fresh(key, [slot], old["vault"], generation=2))
    spare.write_bytes(slots.canonical(old))  # stopped between the copies
    with pytest.raises(WrongPassphraseError):
        vault.unlock(folder, PASSPHRASE)
    vault.unlock(folder, "another-invented-one").close()
    assert spare.read_bytes() == main.read_bytes()


def test_nobody_elses_slot_may_ask_for_an_absurd_derivation_either(folder):
    def absurd(content):
        other = slots.make_slot("Adam Tester", "manager", "another-invented-one", FLOOR)
        other["kdf"]["m"] = 2**40
        content["slots"].append(other)
        content["current"]["sealed"][other["id"]] = ""

    changed(keyfile.copies(folder / "keys.json"), absurd)
    with pytest.raises(KeyFileError):
        vault.people(folder)
