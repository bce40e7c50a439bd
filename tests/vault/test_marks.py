import json
import os
import random

import pytest

from cremeet import paths
from cremeet.errors import MarksError
from cremeet.vault import marks
from cremeet.vault.marks import Mark

FIRST, SECOND = "ab" * 16, "cd" * 16


def test_what_was_seen_is_read_again_for_each_vault(tmp_path):
    assert marks.read(tmp_path) == {}
    marks.keep(FIRST, Mark(7, "0" * 64, 3), tmp_path / "deep" / "down")
    marks.keep(SECOND, Mark(1, "1" * 64, 1), tmp_path / "deep" / "down")
    marks.keep(FIRST, Mark(9, "2" * 64, 4), tmp_path / "deep" / "down")
    assert marks.read(tmp_path / "deep" / "down") == {SECOND: Mark(1, "1" * 64, 1), FIRST: Mark(9, "2" * 64, 4)}
    assert [file.name for file in (tmp_path / "deep" / "down").iterdir()] == ["marks.json"]


def test_it_lies_where_this_machine_alone_remembers():
    marks.keep(FIRST, Mark(7, "0" * 64, 3))
    assert (paths.state_folder() / "marks.json").is_file()
    assert marks.read()[FIRST].seq == 7


def test_the_vaults_seen_longest_ago_are_forgotten_first(tmp_path):
    for number in range(marks.MOST + 3):
        marks.keep(f"{number:032x}", Mark(1, "0" * 64, 1), tmp_path)
    kept = list(marks.read(tmp_path))
    assert len(kept) == marks.MOST
    assert kept[0] == f"{3:032x}"
    assert (tmp_path / "marks.json").stat().st_size < marks.MAX_BYTES


def damaged(whole):
    """Yield what the file may hold after an accident, or a visit."""
    mark = {"seq": 7, "mac": "0" * 64, "gen": 3}
    yield from (
        b"",
        b"{}",
        b"null",
        b"[" * 40_000,
        b"\x00" * 100,
        b"\xff\xfe",
        whole[:-2],
        whole + b" " * marks.MAX_BYTES,
    )
    for found in (
        {"format": "cremeet-marks-2", "marks": {}},
        {"format": "cremeet-marks-1", "marks": []},
        {"format": "cremeet-marks-1", "marks": {}, "more": 1},
        {"format": "cremeet-marks-1", "marks": {"name of a vault": mark}},
        {"format": "cremeet-marks-1", "marks": {FIRST: [1, 2, 3]}},
        {"format": "cremeet-marks-1", "marks": {f"{n:032x}": mark for n in range(marks.MOST + 1)}},
        *(
            {"format": "cremeet-marks-1", "marks": {FIRST: mark | wrong}}
            for wrong in (
                {"seq": -1},
                {"seq": True},
                {"seq": 1 << 60},
                {"seq": "7"},
                {"mac": "0"},
                {"gen": 1.0},
                {"x": 1},
            )
        ),
    ):
        yield json.dumps(found).encode()


def test_a_damaged_file_is_said_and_then_begun_anew(tmp_path):
    marks.keep(FIRST, Mark(7, "0" * 64, 3), tmp_path)
    file = tmp_path / "marks.json"
    for raw in list(damaged(file.read_bytes())):
        file.write_bytes(raw)
        with pytest.raises(MarksError, match="remembers anew"):
            marks.read(tmp_path)
        marks.keep(SECOND, Mark(1, "1" * 64, 1), tmp_path)
        assert marks.read(tmp_path) == {SECOND: Mark(1, "1" * 64, 1)}


def test_no_mutation_of_the_file_is_more_than_a_damaged_one(tmp_path):
    marks.keep(FIRST, Mark(7, "0" * 64, 3), tmp_path)
    file, source = tmp_path / "marks.json", random.Random(5)
    whole = file.read_bytes()
    seen = set()
    for _ in range(500):
        raw = bytearray(whole)
        for _ in range(source.randrange(1, 4)):
            raw[source.randrange(len(raw))] = source.randrange(256)
        file.write_bytes(bytes(raw[: source.choice((None, source.randrange(len(raw))))]))
        try:
            seen.add(type(marks.read(tmp_path)))
        except MarksError:
            seen.add(MarksError)
    assert seen == {dict, MarksError}  # a changed digit is another mark: what it says is compared, never trusted


def test_a_write_that_fails_leaves_what_was_there(tmp_path, monkeypatch):
    marks.keep(FIRST, Mark(7, "0" * 64, 3), tmp_path)

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        marks.keep(FIRST, Mark(9, "0" * 64, 3), tmp_path)
    assert marks.read(tmp_path)[FIRST].seq == 7
    assert [file.name for file in tmp_path.iterdir()] == ["marks.json"]
