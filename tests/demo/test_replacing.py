"""What a new demonstration may take the place of, and what it never touches."""

import shutil
from pathlib import Path

import pytest

from cremeet import cli
from tests.demonstrated import demonstration, run


@pytest.fixture
def made(tmp_path_factory):
    """The demonstration's folder and what the command answered."""
    return demonstration(tmp_path_factory)


def failed(answer, status=cli.FORESEEN):
    """The command failed in one clear line, said on stderr alone."""
    assert (answer.status, answer.out) == (status, "")
    assert answer.err.count("\n") == 1
    assert answer.err.strip()
    assert "Traceback" not in answer.err
    return answer.err


def contents(folder):
    return {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_demonstration_that_fails_leaves_the_earlier_one(made, tmp_path, monkeypatch):
    from cremeet.demo import records

    def fail(*_):
        raise ValueError

    folder = shutil.copytree(made[0], tmp_path / "demo")
    before = set(contents(folder))
    monkeypatch.setattr(records, "fill", fail)
    assert "nothing was changed" not in failed(run("demo", "--folder", folder, "--no-window"))
    assert set(contents(folder)) | {Path("northmere-demo.cremeet/open.lock")} == before | {
        Path("northmere-demo.cremeet/open.lock")
    }
    from cremeet.vault.vault import unlock

    unlock(folder / "northmere-demo.cremeet", made[1].told["passphrase"]).close()


def test_a_demonstration_that_is_open_is_not_replaced(made, tmp_path):
    from cremeet.vault.vault import unlock

    folder = shutil.copytree(made[0], tmp_path / "demo")
    with unlock(folder / "northmere-demo.cremeet", made[1].told["passphrase"]):
        before = contents(folder)
        assert "open already" in failed(run("demo", "--folder", folder, "--no-window"))
        assert contents(folder) == before


@pytest.mark.parametrize("spoil", ["mine", "no vault", "file"])
def test_what_is_not_a_demonstration_is_never_replaced(made, tmp_path, spoil):
    folder = shutil.copytree(made[0], tmp_path / "demo")
    there = folder / "northmere-demo.cremeet"
    if spoil == "mine":
        (there / "keep.txt").write_text("mine")
    else:
        shutil.rmtree(there)
        there.write_text("mine") if spoil == "file" else there.mkdir()
    before = contents(folder)
    assert "not a demonstration" in failed(run("demo", "--folder", folder, "--no-window"))
    assert contents(folder) == before
    assert there.exists()
