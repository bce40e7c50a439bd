import errno

import pytest

from cremeet.errors import ExportError
from cremeet.exports import placing
from cremeet.exports.placing import file_name, folder_name, place, seal

NAME = "M-7F3K-minutes-c07.docx"


def test_a_name_says_which_document_and_which_copy_and_nothing_else():
    assert file_name("M-7F3K", "minutes", 7, "word") == NAME
    assert file_name("M-7F3K", "read-out", 112, "pdf") == "M-7F3K-read-out-c112.pdf"
    assert file_name("../M 7/F", "minutes", 1, "word") == "-M-7-F-minutes-c01.docx"
    assert folder_name("M-7F3K", 7) == "M-7F3K-c07"


def test_a_file_is_written_whole_and_alone_in_a_folder_that_is_made(tmp_path):
    target = place(tmp_path / "a" / "b", NAME, b"words")
    assert target.read_bytes() == b"words"
    assert [each.name for each in target.parent.iterdir()] == [NAME]


def test_only_what_was_issued_and_is_unchanged_is_replaced(tmp_path):
    target = place(tmp_path, NAME, b"first")
    with pytest.raises(ExportError, match="somebody changed"):
        place(tmp_path, NAME, b"second")
    assert place(tmp_path, NAME, b"second", {seal(b"first")}).read_bytes() == b"second"
    target.write_bytes(b"edited by hand")
    with pytest.raises(ExportError, match="somebody changed"):
        place(tmp_path, NAME, b"third", {seal(b"first"), seal(b"second")})
    assert target.read_bytes() == b"edited by hand"
    assert place(tmp_path, NAME, b"specimen", None).read_bytes() == b"specimen"


@pytest.mark.parametrize("lock", [f"~${NAME[2:]}", f".~lock.{NAME}#"])
def test_a_file_that_is_open_in_word_or_libreoffice_is_left_alone(tmp_path, lock):
    place(tmp_path, NAME, b"first")
    (tmp_path / lock).write_bytes(b"")
    with pytest.raises(ExportError, match="open in Word or LibreOffice"):
        place(tmp_path, NAME, b"second", {seal(b"first")})
    assert (tmp_path / NAME).read_bytes() == b"first"


def test_another_programs_part_is_neither_overwritten_nor_followed_nor_removed(tmp_path):
    (tmp_path / "mine").write_bytes(b"mine")
    (tmp_path / f"{NAME}.part").symlink_to(tmp_path / "mine")
    place(tmp_path, NAME, b"first")
    with pytest.raises(ExportError, match="somebody changed"):
        place(tmp_path, NAME, b"second")
    assert (tmp_path / f"{NAME}.part").read_bytes() == b"mine"
    assert {each.name for each in tmp_path.iterdir()} == {"mine", NAME, f"{NAME}.part"}


def test_what_is_saved_by_hand_while_the_copy_is_written_is_kept(tmp_path, monkeypatch):
    sync = placing.os.fsync

    def saved_meanwhile(number):
        sync(number)
        (tmp_path / NAME).write_bytes(b"edited by hand")

    monkeypatch.setattr(placing.os, "fsync", saved_meanwhile)
    with pytest.raises(ExportError, match="somebody changed"):
        place(tmp_path, NAME, b"words")
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [(NAME, b"edited by hand")]


def test_what_is_no_file_is_not_replaced(tmp_path):
    (tmp_path / NAME).mkdir()
    with pytest.raises(ExportError, match="no document"):
        place(tmp_path, NAME, b"words")
    (tmp_path / "elsewhere").write_bytes(b"mine")
    (tmp_path / "M-1-plan-c01.pdf").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ExportError, match="no document"):
        place(tmp_path, "M-1-plan-c01.pdf", b"words", {seal(b"mine")})
    assert (tmp_path / "elsewhere").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "free some space"),
        (errno.EACCES, "close it where it is open"),
        (errno.EROFS, "choose another folder"),
        (errno.ENAMETOOLONG, "too long"),
        (errno.EIO, "choose another folder"),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_write_that_fails_says_why_and_leaves_what_was_there(tmp_path, monkeypatch, number, words, step):
    place(tmp_path, NAME, b"first")

    def refuse(*_):
        raise OSError(number, "invented")

    monkeypatch.setattr(placing.os, step, refuse)
    with pytest.raises(ExportError, match=words) as failed:
        place(tmp_path, NAME, b"second", {seal(b"first")})
    assert str(failed.value).count(".") == 1
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [(NAME, b"first")]


def test_a_folder_that_is_a_file_and_a_path_that_is_too_long_are_one_sentence(tmp_path):
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(ExportError, match="folder is a file"):
        place(tmp_path / "file", NAME, b"words")
    with pytest.raises(ExportError, match="too long"):
        place(tmp_path, f"{'x' * 300}.docx", b"words")
