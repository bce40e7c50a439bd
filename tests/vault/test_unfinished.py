"""A journal is believed when a crash can leave it so, and only then: what SQLite itself does not look at included."""

import random
import shutil
from dataclasses import dataclass

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from cremeet.errors import RecordDamagedError
from cremeet.vault import journal as taking_back
from cremeet.vault.connection import connect
from cremeet.vault.unfinished import HEADER, believable
from tests.vault.made import KEY

SECTOR, ONE = 512, 4 + 4096 + 4
EDITED = 40


@dataclass
class Torn:
    """What lies on the disk before a change, in the midst of it, and its journal; and the words before and after."""

    before: bytes
    midst: bytes
    journal: bytes
    old: list
    new: list


def words(opened):
    return opened.execute("SELECT words FROM kept ORDER BY rowid").fetchall()


@pytest.fixture(scope="module")
def torn(bare, tmp_path_factory):
    """An edit of words that no index holds, stopped while its pages went into the record."""
    record = tmp_path_factory.mktemp("edited") / "record.db"
    shutil.copy(bare, record)
    opened = connect(record, KEY)
    opened.execute("CREATE TABLE kept (words)")
    for _ in range(EDITED):
        opened.execute("INSERT INTO kept VALUES (hex(randomblob(1500)))")
    old, before = words(opened), record.read_bytes()
    opened.execute("PRAGMA cache_size = 5")
    opened.execute("BEGIN IMMEDIATE")
    opened.execute("UPDATE kept SET words = hex(randomblob(1500))")
    new = words(opened)
    kept = Torn(before, record.read_bytes(), record.with_name("record.db-journal").read_bytes(), old, new)
    opened.close()
    assert kept.midst != kept.before
    return kept


@pytest.fixture
def opened_with(tmp_path):
    """Put a record and a journal down and open them; gives the words, or None where they were refused and kept."""

    def run(record, journal):
        path = tmp_path / "record.db"
        path.write_bytes(record)
        path.with_name("record.db-journal").write_bytes(journal)
        try:
            opened = connect(path, KEY)
        except RecordDamagedError:
            assert path.read_bytes() == record
            assert path.with_name("record.db-journal").read_bytes() == journal
            return None
        try:
            return words(opened)
        finally:
            opened.close()

    return run


def flipped(raw, at, bit):
    spoilt = bytearray(raw)
    spoilt[at] ^= 1 << bit
    return bytes(spoilt)


def test_a_whole_journal_takes_the_whole_edit_back(torn, opened_with):
    assert opened_with(torn.midst, torn.journal) == torn.old


@pytest.mark.parametrize("bit", [0, 3, 7])
def test_whatever_bit_of_the_header_flips_no_half_edit_is_taken_for_a_whole_one(torn, opened_with, bit):
    for at in range(HEADER.size):
        assert opened_with(torn.midst, flipped(torn.journal, at, bit)) in (torn.old, None), at


@pytest.mark.parametrize("place", [0, 1, 2, 3, 4, 2000, 4099, 4100, 4103])
def test_neither_a_page_nor_its_number_nor_its_sum_may_be_another(torn, opened_with, place):
    (counted,) = {int.from_bytes(torn.journal[8:12], "big")}
    for number in (0, counted // 2, counted - 1):
        assert opened_with(torn.midst, flipped(torn.journal, SECTOR + number * ONE + place, 4)) is None, number


def test_without_this_reading_half_an_edit_is_taken_for_the_whole(torn, opened_with, monkeypatch):
    """The control: by its nonce's bit alone SQLite believes that the journal ends before it began, and says nothing."""
    monkeypatch.setattr(taking_back, "believable", lambda *_: True)
    found = opened_with(torn.midst, flipped(torn.journal, 13, 2))
    assert found is not None
    assert found not in (torn.old, torn.new)


def test_a_journal_that_no_disk_was_asked_to_hold_yet_is_passed_over_however_torn(torn, opened_with):
    """A power cut before the record was touched: the count still says none, any piece of the rest may be missing."""
    source = random.Random(3)
    uncounted = torn.journal[:8] + bytes(4) + torn.journal[12:]
    for _ in range(40):
        left = bytearray(uncounted[: source.randrange(1, len(uncounted))])
        for at in range(0, len(left), SECTOR):
            if source.random() < 0.3:
                left[at : at + SECTOR] = bytes(len(left[at : at + SECTOR]))
        assert opened_with(torn.before, bytes(left)) == torn.old


def test_a_count_that_flipped_to_none_is_found_by_what_the_record_says_now(torn, opened_with):
    uncounted = torn.journal[:8] + bytes(4) + torn.journal[12:]
    assert opened_with(torn.midst, uncounted) is None


def test_a_header_that_is_gone_is_found_by_what_the_record_says_now(torn, opened_with):
    assert opened_with(torn.midst, b"\x01" + bytes(SECTOR - 1) + torn.journal[SECTOR:]) is None
    assert opened_with(torn.before, b"\x01" + bytes(SECTOR - 1) + torn.journal[SECTOR:]) == torn.old


def test_the_journal_of_another_record_is_refused(torn, opened_with, tmp_path):
    other = tmp_path / "other.db"
    opened = sqlcipher.connect(str(other), isolation_level=None)
    opened.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    opened.execute("CREATE TABLE kept (words)")
    opened.execute("BEGIN IMMEDIATE")
    opened.execute("INSERT INTO kept VALUES (1)")
    opened.execute("PRAGMA cache_size = 1")
    opened.execute("CREATE TABLE more AS SELECT randomblob(90000) AS words")
    foreign = other.with_name("other.db-journal").read_bytes()
    opened.close()
    assert len(foreign) > SECTOR
    assert opened_with(torn.before, foreign) is None


@pytest.mark.parametrize("raw", [b"", b"\x01", b"\xd9\xd5", bytes(600), bytes(range(256)) * 20])
def test_what_says_nothing_of_any_page_is_believed_and_changes_nothing(torn, tmp_path, raw):
    record, journal = tmp_path / "record.db", tmp_path / "record.db-journal"
    record.write_bytes(torn.before)
    journal.write_bytes(raw)
    assert believable(record, journal, KEY)
