"""The headless doors: what they answer, with which status, and that nothing bad ends in a traceback."""

import io
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cremeet import __version__, cli, paths
from cremeet.exports import issue
from cremeet.views import screen
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


def export(vault, meeting, to, *more, document="actions", form="word"):
    return run(
        "export", vault, "--meeting", meeting, "--document", document, "--format", form, "--to", to,
        *("--passphrase-stdin", "--audience", "chair", "--unprotected", "Invented"), *more,
    )  # fmt: skip


def told_by(file):
    """Return the words of a Word file's body but for what names the copy, and how often its audit entry is named."""
    with zipfile.ZipFile(file) as package:
        held = {name: package.read(name).decode() for name in package.namelist() if name.endswith(".xml")}
    lines = ["".join(re.findall(r"<w:t[ >][^<]*", line)) for line in held["word/document.xml"].split("</w:p>")]
    entries = sum(len(re.findall(r"Record entry \d+-[0-9A-Z]{4}-[0-9A-Z]{4}", raw)) for raw in held.values())
    return [line for line in lines if "Reference M-" not in line], entries


def failed(answer, status=cli.FORESEEN):
    """The command failed in one clear line, said on stderr alone."""
    assert (answer.status, answer.out) == (status, "")
    assert answer.err.count("\n") == 1
    assert answer.err.strip()
    assert "Traceback" not in answer.err
    return answer.err


def test_the_demonstration_says_where_its_vault_is_and_its_passphrase(made):
    folder, answer = made
    assert (answer.status, answer.err) == (0, "")
    assert answer.told["vault"] == str(folder / "northmere-demo.cremeet")
    assert answer.told["passphrase"]
    documents = [
        f"{answer.told['meeting']}-{document}-chair.{ending}"
        for document in issue.DOCUMENTS
        for ending in ("docx", "pdf")
    ]
    assert sorted(file.name for file in folder.iterdir()) == sorted([*documents, "northmere-demo.cremeet"])


def test_a_second_demonstration_takes_the_place_of_the_first_byte_by_byte_and_of_nothing_else(made, tmp_path):
    folder = shutil.copytree(made[0], tmp_path / "demo")
    (folder / "mine.txt").write_text("mine")

    def files():
        return {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}

    before = files()
    answer = run("demo", "--folder", folder, "--no-window")
    after = files()
    assert (answer.status, answer.told["meeting"]) == (0, made[1].told["meeting"])
    assert set(after) - {Path("northmere-demo.cremeet/open.lock")} == set(before) - {
        Path("northmere-demo.cremeet/open.lock")
    }
    changed = {str(name) for name in before if before[name] != after.get(name)}
    keys = {f"northmere-demo.cremeet/{name}" for name in ("keys.json", "keys.json.copy", "record.db")}
    assert changed == keys  # encrypted anew, and never the same twice; the documents are the same


def test_a_demonstration_that_cannot_be_written_says_so(tmp_path):
    (tmp_path / "file").write_text("mine")
    failed(run("demo", "--folder", tmp_path / "file", "--no-window"))


def test_a_document_is_exported_with_the_passphrase_from_standard_input(vault, tmp_path, monkeypatch):
    folder, told = vault
    typed(monkeypatch, told["passphrase"] + "\r\n")
    answer = export(folder, told["meeting"], tmp_path / "out")
    assert (answer.status, answer.err) == (0, "")
    (written,) = (tmp_path / "out").iterdir()
    assert answer.out == f"{written}\n"
    assert written.read_bytes().startswith(b"PK")


@pytest.mark.parametrize("document", sorted({*issue.DOCUMENTS} - {"agenda", "paper"}))  # they say when they were made
def test_an_export_for_the_chair_is_the_document_that_the_demonstration_left(
    vault, made, tmp_path, monkeypatch, document
):
    folder, told = vault
    typed(monkeypatch, told["passphrase"])
    answer = export(folder, told["meeting"].lower(), tmp_path, "--audience", "chair", document=document)
    assert answer.status == 0
    issued, entries = told_by(tmp_path / f"{told['meeting']}-{document}-c01.docx")
    assert (issued, 0) == told_by(made[0] / f"{told['meeting']}-{document}-chair.docx")
    assert entries > 1  # an issued copy names its entry of the audit, a specimen none


def test_unless_somebody_is_named_the_narrowest_copy_is_asked_for_which_the_chair_approves(
    vault, tmp_path, monkeypatch
):
    folder, told = vault
    for more in ((), ("--audience", "family")):
        typed(monkeypatch, told["passphrase"])
        given = ("--document", "actions", "--format", "word", "--to", tmp_path / "out", "--passphrase-stdin", *more)
        assert "approval" in failed(run("export", folder, "--meeting", told["meeting"], *given))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("words", ["not-the-right-passphrase", "", "\n", "\udcff\udcfe"])
def test_a_wrong_passphrase_is_one_clear_line(vault, tmp_path, monkeypatch, words):
    folder, told = vault
    typed(monkeypatch, words)
    said = failed(export(folder, told["meeting"], tmp_path / "out"))
    assert "passphrase" in said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("reference", ["M-0000", "", "nonsense", "'; DROP TABLE child"])
def test_an_unknown_meeting_is_one_clear_line(vault, tmp_path, monkeypatch, reference):
    folder, told = vault
    typed(monkeypatch, told["passphrase"])
    failed(export(folder, reference, tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_an_unknown_audience_is_told_who_there_is(vault, tmp_path, monkeypatch):
    folder, told = vault
    typed(monkeypatch, told["passphrase"])
    assert "family" in failed(export(folder, told["meeting"], tmp_path / "out", "--audience", "everybody"))


def test_a_person_is_named_and_an_unknown_one_is_refused(vault, tmp_path, monkeypatch):
    folder, told = vault
    typed(monkeypatch, told["passphrase"])
    assert export(folder, told["meeting"], tmp_path / "out", "--person", "dominic placeholder").status == 0
    typed(monkeypatch, told["passphrase"])
    failed(export(folder, told["meeting"], tmp_path / "out", "--person", "Nobody"))


def test_what_is_no_vault_is_one_clear_line(tmp_path, monkeypatch):
    (tmp_path / "plain").mkdir()
    for place in ("plain", "nothing"):
        typed(monkeypatch, "words")
        assert ".cremeet" in failed(export(tmp_path / place, "M-1", tmp_path / "out"))


def test_a_place_that_cannot_be_written_is_one_clear_line(vault, tmp_path, monkeypatch):
    folder, told = vault
    (tmp_path / "file").write_text("mine")
    typed(monkeypatch, told["passphrase"])
    failed(export(folder, told["meeting"], tmp_path / "file"))


def test_without_a_terminal_the_passphrase_is_asked_for_on_standard_input(vault, tmp_path, monkeypatch):
    folder, told = vault
    typed(monkeypatch, told["passphrase"])
    answer = run(
        "export", folder, "--meeting", told["meeting"], "--document", "plan", "--format", "pdf", "--to", tmp_path
    )
    assert "--passphrase-stdin" in failed(answer)


@pytest.mark.parametrize(
    "arguments",
    [
        ("dance",),
        ("export",),
        ("export", "x", "--meeting", "M-1", "--document", "letter", "--format", "word", "--to", "y"),
        ("export", "x", "--meeting", "M-1", "--document", "plan", "--format", "papyrus", "--to", "y"),
        (
            "export",
            "x",
            "--meeting",
            "M-1",
            "--document",
            "plan",
            "--format",
            "pdf",
            "--to",
            "y",
            "--passphrase",
            "words",
        ),
        ("demo", "--as-of", "tomorrow"),
        ("demo", "--as-of", "2026-02-30"),
        ("demo", "--as-of", "0001-01-01"),
        ("demo", "--as-of", "9999-12-31"),
        ("demo", "--as-of", "1999-12-31"),
        ("demo", "--as-of", "2100-01-01"),
        ("export", "x", "--meeting", "M-1", "--document", "plan", "--format", "pdf", "--to", ""),
        ("practice",),
        ("practice", "check"),
        ("open", "one", "two"),
        ("--nonsense",),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_status_2_and_says_how(arguments):
    answer = run(*arguments)
    assert (answer.status, answer.out) == (cli.USAGE, "")
    assert "usage: cremeet" in answer.err
    assert "Traceback" not in answer.err


def test_help_and_version_are_answers():
    assert run("--help").status == 0
    for door in ("open", "demo", "export", "practice", "self-test"):
        assert door in run("--help").out
    assert run("--version").out.splitlines()[0] == f"cremeet {__version__}"


def test_a_practice_folder_is_checked(tmp_path):
    good = run("practice", "check", paths.shipped_practice())
    assert (good.status, good.err) == (0, "")
    assert good.out.splitlines()[-1] == "No fault found."
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "levels.toml").write_text("levels = 3\nnonsense = 1\n")
    bad = run("practice", "check", tmp_path / "bad")
    assert (bad.status, bad.out) == (1, "")
    assert "levels.toml" in bad.err
    assert "Traceback" not in bad.err
    (tmp_path / "torn").mkdir()
    (tmp_path / "torn" / "levels.toml").write_bytes(b"\xff[[[")
    torn = run("practice", "check", tmp_path / "torn")
    assert (torn.status, "levels.toml" in torn.err) == (1, True)
    assert run("practice", "check", tmp_path / "nothing").status == 1


@pytest.fixture
def self_testing(made, tmp_path, monkeypatch):
    """The self-test in a folder of this test's own, on a copy of the demonstration that was made already."""
    from cremeet.demo import self_test
    from cremeet.demo.make import Made

    def again(folder, _):
        shutil.copytree(made[0], folder)
        documents = tuple(sorted(file for file in folder.iterdir() if file.is_file()))
        told = made[1].told
        return Made(folder / "northmere-demo.cremeet", told["passphrase"], told["meeting"], documents)

    monkeypatch.setattr(self_test, "demonstration", again)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    return tmp_path / "temporary"


def test_the_self_test_says_what_it_tried_and_leaves_nothing(self_testing):
    answer = run("self-test")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.splitlines()[-2:] == ["the dictionary is read", "self-test passed"]
    assert answer.out.count("written: ") == 2 * len(issue.DOCUMENTS)
    assert list(self_testing.iterdir()) == []


def test_the_self_test_finds_a_document_that_is_none(self_testing, made, monkeypatch):
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"nothing of the kind")
    answer = run("self-test")
    assert answer.status == 1
    assert "neither Word nor PDF" in answer.err
    assert list(self_testing.iterdir()) == []


def test_opening_hands_the_vault_to_the_window_and_its_status_back(monkeypatch, vault):
    from cremeet import app

    asked = []
    monkeypatch.setattr(app, "run", lambda opened: asked.append(opened) or 0)
    assert run().status == run("open").status == run("open", vault[0]).status == 0
    assert asked == [None, None, vault[0]]


def screenless(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")


def test_without_a_screen_opening_says_so_in_one_line(monkeypatch, vault, tmp_path):
    screenless(monkeypatch)
    for arguments in ((), ("open",), ("open", vault[0])):
        assert "There is no screen here" in failed(run(*arguments))
    assert ".cremeet" in failed(run("open", tmp_path / "nothing"))


def test_a_screen_that_does_not_answer_is_found_out_and_never_fails_the_demonstration(monkeypatch, tmp_path):
    from cremeet.demo import make

    assert screen.answers()  # offscreen, as these tests run
    screenless(monkeypatch)
    monkeypatch.setenv("DISPLAY", ":77")
    monkeypatch.setattr(make, "demonstration", lambda *_: make.Made(tmp_path / "v.cremeet", "words", "M-1", ()))
    answer = run("demo", "--folder", tmp_path)
    assert (answer.status, answer.err) == (0, "")


def test_a_document_is_never_put_into_a_vault(vault, monkeypatch):
    folder, told = vault
    for to in (folder, folder / "sub", folder / "sub" / ".."):
        typed(monkeypatch, told["passphrase"])
        assert "in a vault" in failed(export(folder, told["meeting"], to))
    assert not list(folder.rglob("*.docx"))
    assert not (folder / "sub").exists()


def test_a_passphrase_that_is_no_text_is_one_clear_line(vault, tmp_path, monkeypatch):
    folder, told = vault
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe\n"), "utf-8", errors="strict"))
    assert "UTF-8" in failed(export(folder, told["meeting"], tmp_path / "out"))


def test_an_unforeseen_fault_is_one_line_in_a_process_of_its_own():
    code = (
        "import sys; from cremeet import cli\n"
        "def fail(_): raise ValueError('Robin')\n"
        "cli._check = fail\n"
        "sys.exit(cli.run(['practice', 'check', 'x']))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (answer.returncode, answer.stderr.count("\n")) == (1, 1)
    assert "ValueError" in answer.stderr


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (KeyboardInterrupt(), "Stopped."),
        (OSError(28, "No space left on device", "/secret/Robin"), "No space left on device"),
        (ValueError("Robin Testwood"), "ValueError at test_cli.py"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "Robin"), "UnicodeDecodeError"),
    ],
)
def test_what_nobody_foresaw_is_one_line_without_its_words(monkeypatch, error, words):
    def fail(_):
        raise error

    monkeypatch.setattr(cli, "_check", fail)
    said = failed(run("practice", "check", "x"))
    assert words in said
    assert "Robin" not in said


def test_the_module_is_the_same_door():
    answer = subprocess.run(
        [sys.executable, "-m", "cremeet", "--version"], capture_output=True, text=True, timeout=60, check=False
    )
    assert (answer.returncode, answer.stdout.splitlines()[0]) == (0, f"cremeet {__version__}")


def test_a_backup_is_made_verified_and_restored(vault, tmp_path, monkeypatch):
    folder, told = vault
    typed(monkeypatch, f"{told['passphrase']}\n")
    made = run("backup", folder, "--to", tmp_path / "copies", "--passphrase-stdin")
    assert (made.status, made.err) == (0, "")
    file = Path(made.out.strip())
    assert file.parent == tmp_path / "copies"
    for what in (file, folder):
        typed(monkeypatch, f"{told['passphrase']}\n")
        answer = run("verify", what, "--passphrase-stdin")
        assert (answer.status, answer.err) == (0, "")
        assert "holds together" in answer.out
    typed(monkeypatch, f"{told['passphrase']}\n")
    restored = run("restore", file, "--to", tmp_path / "there", "--passphrase-stdin")
    assert (restored.status, restored.err) == (0, "")
    assert Path(restored.out.strip()).is_dir()
    typed(monkeypatch, f"{told['passphrase']}\n")
    failed(run("restore", file, "--to", tmp_path / "there", "--passphrase-stdin"))


def test_what_is_no_backup_is_said_in_one_line(tmp_path, monkeypatch):
    (tmp_path / "letter").write_text("not a backup")
    for command in (("restore", tmp_path / "letter", "--to", tmp_path), ("verify", tmp_path / "letter")):
        typed(monkeypatch, "some-invented-words-here\n")
        assert "no backup" in failed(run(*command, "--passphrase-stdin"))
