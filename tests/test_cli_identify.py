"""A copy issued from the command line, and known again."""

import io
import shutil
import sys
from pathlib import Path

import docx
import pytest

from cremeet import cli
from cremeet.exports.protect import is_protected, opened
from tests.demonstrated import demonstration, run


@pytest.fixture
def made(tmp_path_factory):
    """The demonstration's folder and what the command answered."""
    return demonstration(tmp_path_factory)


@pytest.fixture
def vault(made, tmp_path):
    """The demonstration's vault as this test's own copy, and what the demonstration said."""
    folder, answer = made
    return shutil.copytree(folder / "northmere-demo.cremeet", tmp_path / "copy.cremeet"), answer.told


def typed(monkeypatch, words):
    monkeypatch.setattr(sys, "stdin", io.StringIO(words))


def failed(answer, status=cli.FORESEEN):
    """The command failed in one clear line, said on stderr alone."""
    assert (answer.status, answer.out) == (status, "")
    assert answer.err.count("\n") == 1
    assert answer.err.strip()
    assert "Traceback" not in answer.err
    return answer.err


def test_a_copy_is_protected_and_known_again_whole_altered_and_superseded(vault, tmp_path, monkeypatch):
    folder, told = vault

    def said(*given):
        typed(monkeypatch, told["passphrase"])
        return run(*given, "--passphrase-stdin")

    asked = ("export", folder, "--meeting", told["meeting"], "--document", "plan", "--to", tmp_path)
    asked = (*asked, "--audience", "chair", "--reader", "Rhiannon Pretend-Owen", "--format")
    file, password = said(*asked, "word").out.splitlines()
    content = Path(file).read_bytes()
    assert is_protected(content)
    plain = opened(content, "word", password.removeprefix("password: "))
    known = said("identify", file, "--vault", folder)
    assert (known.status, known.err) == (0, "")
    assert "exactly as it was issued" in known.out
    assert "Copy 1 of meeting" in known.out
    assert "Rhiannon Pretend-Owen" in known.out
    (tmp_path / "plain.docx").write_bytes(plain)
    assert "without the password" in said("identify", tmp_path / "plain.docx", "--vault", folder).out
    docx.Document(io.BytesIO(plain)).save(tmp_path / "edited.docx")
    assert "altered" in said("identify", tmp_path / "edited.docx", "--vault", folder).out
    assert said(*asked, "word").status == 0
    assert "superseded: copy 2" in said("identify", file, "--vault", folder).out
    (tmp_path / Path(file).name).write_bytes(content[:-1])
    by_name = said("identify", file, "--vault", folder)
    assert (by_name.status, "By its name alone" in by_name.out) == (cli.FORESEEN, True)
    (tmp_path / "else.pdf").write_bytes(b"%PDF-1.7 nothing")
    assert "No copy of this vault" in said("identify", tmp_path / "else.pdf", "--vault", folder).out
    assert "cannot be read" in failed(said("identify", tmp_path / "none.pdf", "--vault", folder))
