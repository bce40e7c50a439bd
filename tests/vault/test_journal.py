"""A damaged journal of an unfinished change costs nothing: the record is taken back whole, or left as it was."""

import contextlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from cremeet.errors import OpenElsewhereError, RecordDamagedError, UnwritableError
from cremeet.vault import connection, journal
from cremeet.vault.connection import connect
from tests.vault.made import KEY

ROOT = Path(__file__).parents[2]
HEADER = range(28)
ROWS = 60

OPENS = """
import os, sys
from pathlib import Path
left = int(sys.argv[1])
def sync(descriptor, real=os.fsync):
    global left
    left -= 1
    if left < 0:
        os._exit(9)
    real(descriptor)
os.fsync = sync
from cremeet.errors import RecordDamagedError
from cremeet.vault.connection import connect
from tests.vault.made import KEY
try:
    connect(Path(sys.argv[2]), KEY).close()
except RecordDamagedError:
    sys.exit(3)
"""


@pytest.fixture(scope="module")
def torn(bare, tmp_path_factory):
    """A record with rows worth keeping, and the journal of a large change that a power cut ended."""
    place, live = tmp_path_factory.mktemp("torn"), tmp_path_factory.mktemp("live") / "record.db"
    shutil.copy(bare, live)
    opened = connect(live, KEY)
    opened.execute("CREATE TABLE kept (words)")
    for _ in range(ROWS):
        opened.execute("INSERT INTO kept VALUES (randomblob(3000))")
    opened.execute("PRAGMA cache_size = 5")
    opened.execute("BEGIN IMMEDIATE")
    opened.execute("CREATE TABLE unfinished (words)")
    opened.execute("DELETE FROM kept WHERE rowid % 7 = 0")
    for _ in range(ROWS):
        opened.execute("INSERT INTO unfinished VALUES (randomblob(3000))")
    for file in (live, live.with_name("record.db-journal")):
        shutil.copy(file, place / file.name)
    opened.close()
    return place


@pytest.fixture
def record(torn, tmp_path):
    """A copy of them, this test's own."""
    return Path(shutil.copytree(torn, tmp_path / "torn")) / "record.db"


def files(record):
    return {file.name: file.read_bytes() for file in record.parent.iterdir()}


def flip(record, at, bit):
    spoilt = record.with_name("record.db-journal")
    raw = bytearray(spoilt.read_bytes())
    raw[at] ^= 1 << bit
    spoilt.write_bytes(raw)


def damage_an_untouched_page(record):
    """Spoil a page of the record that the journal says nothing of: it shows once the change has been taken back."""
    raw, kept = bytearray(record.read_bytes()), record.with_name("record.db-journal").read_bytes()
    journalled = {int.from_bytes(kept[at : at + 4], "big") for at in range(0, len(kept), 8)}
    page = next(page for page in range(len(raw) // 4096, 1, -1) if page not in journalled and page < pages_before(kept))
    raw[page * 4096 - 100] ^= 1
    record.write_bytes(raw)


def pages_before(journal):
    return int.from_bytes(journal[16:20], "big")


def is_whole(record):
    opened = connect(record, KEY)
    try:
        return (
            opened.execute("SELECT count(*) FROM kept").fetchone() == (ROWS,)
            and opened.execute("PRAGMA cipher_integrity_check").fetchall() == []
            and not opened.execute("SELECT 1 FROM sqlite_schema WHERE name = 'unfinished'").fetchall()
        )
    finally:
        opened.close()


def test_a_whole_journal_takes_the_change_back_and_no_copy_stays(record):
    assert is_whole(record)
    assert list(files(record)) == ["record.db"]


def test_whatever_bit_of_the_header_flips_the_record_is_whole_or_both_files_are_as_they_were(torn, record):
    refused = 0
    for at in HEADER:
        for bit in (at % 8, (at + 5) % 8):
            shutil.rmtree(record.parent)
            shutil.copytree(torn, record.parent)
            flip(record, at, bit)
            before = files(record)
            try:
                assert is_whole(record), (at, bit)
            except RecordDamagedError:
                refused += 1
                assert files(record) == before, (at, bit)
    assert refused >= len(HEADER)


@pytest.mark.parametrize("bit", range(6))
def test_a_smaller_page_count_does_not_cut_the_record_off(record, bit):
    """The header's page count is believed by SQLite before anything is checked (security.md, 3)."""
    flip(record, 19, bit)
    before = files(record)
    with pytest.raises(RecordDamagedError, match="both kept"):
        connect(record, KEY)
    assert files(record) == before
    flip(record, 19, bit)
    assert is_whole(record)


def test_without_the_copies_a_flipped_bit_costs_the_record(record, monkeypatch):
    """The control: what the guard is for does happen without it."""
    monkeypatch.setattr(connection, "recovery", lambda *_: contextlib.nullcontext(False))
    size = record.stat().st_size
    pages = int.from_bytes(record.with_name("record.db-journal").read_bytes()[16:20], "big")
    highest = pages.bit_length() - 1
    flip(record, 19 - highest // 8, highest % 8)
    with pytest.raises((RecordDamagedError, sqlcipher.Error)):
        is_whole(record)
    assert record.stat().st_size < size * 2 / 3


@pytest.mark.parametrize(("damaged", "syncs"), [(False, 5), (True, 6)])
def test_killed_at_any_step_of_taking_back_nothing_is_lost(torn, record, damaged, syncs):
    for left in range(syncs + 1):
        shutil.rmtree(record.parent)
        shutil.copytree(torn, record.parent)
        if damaged:
            damage_an_untouched_page(record)
        before = files(record)
        ran = subprocess.run([sys.executable, "-c", OPENS, str(left), record], cwd=ROOT, timeout=60, check=False)
        assert ran.returncode == (9 if left < syncs else 3 if damaged else 0)
        if damaged:
            with pytest.raises(RecordDamagedError, match="both kept"):
                connect(record, KEY)
            assert files(record) == before
        else:
            assert is_whole(record)
            assert list(files(record)) == ["record.db"]


def test_another_programs_unfinished_change_is_left_to_it(bare, tmp_path, monkeypatch):
    monkeypatch.setattr(connection, "PATIENCE", 0.05)
    record = tmp_path / "record.db"
    shutil.copy(bare, record)
    other = connect(record, KEY)
    other.execute("PRAGMA cache_size = 2")
    other.execute("BEGIN EXCLUSIVE")
    other.execute("CREATE TABLE invented (words)")
    other.execute("INSERT INTO invented VALUES (randomblob(90000))")
    assert record.with_name("record.db-journal").stat().st_size
    with pytest.raises(OpenElsewhereError):
        connect(record, KEY)
    assert sorted(files(record)) == ["record.db", "record.db-journal"]
    other.execute("COMMIT")
    other.close()
    again = connect(record, KEY)
    assert again.execute("SELECT length(words) FROM invented").fetchall() == [(90000,)]
    again.close()


def test_where_there_is_no_room_for_the_copies_nothing_is_taken_back(record, monkeypatch):
    before = files(record)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(journal.shutil, "copyfileobj", full)
    with pytest.raises(UnwritableError, match="free some space"):
        connect(record, KEY)
    assert files(record) == before
    monkeypatch.undo()
    assert is_whole(record)
    assert list(files(record)) == ["record.db"]
