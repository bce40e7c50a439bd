"""Our own check of the page seals says what SQLCipher's says, of every page, in slices that hold nothing up."""

import random
import shutil

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from cremeet.vault import checking, pages
from cremeet.vault.connection import connect, make_engine
from cremeet.vault.pages import PAGE, damaged_pages, is_sealed, seal_key
from tests.vault.made import KEY

FLIPS = 200


@pytest.fixture(scope="module")
def pattern(bare, tmp_path_factory):
    """A record with pages of every kind: trees of two levels, overflowing rows, an index, freed pages."""
    made = tmp_path_factory.mktemp("pages") / "record.db"
    shutil.copy(bare, made)
    opened = connect(made, KEY)
    opened.execute("CREATE TABLE kept (words, other)")
    opened.execute("CREATE INDEX kept_by_words ON kept (words)")
    opened.execute("BEGIN")
    for number in range(120):
        opened.execute("INSERT INTO kept VALUES (hex(randomblob(600)), hex(randomblob(?)))", (9000 * (number == 7),))
    opened.execute("DELETE FROM kept WHERE rowid > 90")
    opened.execute("COMMIT")
    opened.close()
    return made


@pytest.fixture
def record(pattern, tmp_path):
    return shutil.copy(pattern, tmp_path / "record.db")


def found(record, key=KEY, batch=pages.BATCH):
    return [page for page in damaged_pages(record, lambda: key, batch) if page is not None]


def theirs(record):
    """What SQLCipher says itself, with a connection that has read nothing yet."""
    opened = sqlcipher.connect(str(record))
    try:
        opened.execute("PRAGMA cipher_log_level = NONE")
        opened.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
        return [int(words.split()[-1]) for (words,) in opened.execute("PRAGMA cipher_integrity_check")]
    finally:
        opened.close()


def flip(record, at, bit=0):
    with record.open("r+b") as file:
        file.seek(at)
        (byte,) = file.read(1)
        file.seek(at)
        file.write(bytes([byte ^ 1 << bit]))


def test_a_whole_record_carries_its_seals_and_both_checks_say_so(record):
    assert found(record) == found(record, batch=1) == theirs(record) == []


def test_both_checks_name_the_same_page_for_every_flipped_bit(record):
    source = random.Random(5)
    size = record.stat().st_size
    for _ in range(FLIPS):
        at, bit = source.randrange(PAGE, size), source.randrange(8)
        flip(record, at, bit)
        assert found(record) == theirs(record) == [at // PAGE + 1], (at, bit)
        flip(record, at, bit)


def test_every_damaged_page_is_named_one_a_slice(record):
    """SQLCipher names them all at once; here the first of each slice is enough to act on."""
    for page in (3, 8, 20):
        flip(record, page * PAGE - 1)
    assert found(record, batch=1) == theirs(record) == [3, 8, 20]
    assert found(record) == [3]


@pytest.mark.parametrize("bit", range(8))
def test_every_byte_of_the_first_page_counts(record, bit):
    """SQLCipher cannot open the record then, and says the same as of a wrong key."""
    for at in range(0, PAGE, 37):
        flip(record, at, bit)
        assert found(record)[0] == 1, at
        flip(record, at, bit)


def test_a_page_put_in_anothers_place_is_damaged(record):
    raw = bytearray(record.read_bytes())
    raw[4 * PAGE : 5 * PAGE], raw[5 * PAGE : 6 * PAGE] = raw[5 * PAGE : 6 * PAGE], raw[4 * PAGE : 5 * PAGE]
    record.write_bytes(raw)
    assert found(record, batch=1) == theirs(record) == [5, 6]


def test_a_page_of_nothing_but_zeros_is_damaged(record):
    """Reading, SQLCipher lets it pass as a page past the end of the file."""
    raw = bytearray(record.read_bytes())
    raw[9 * PAGE : 10 * PAGE] = bytes(PAGE)
    record.write_bytes(raw)
    assert found(record) == theirs(record) == [10]


@pytest.mark.parametrize("kept", [0, 1, 15, 16, 100, PAGE - 1])
def test_a_record_that_is_no_page_long_is_damaged(record, kept):
    record.write_bytes(record.read_bytes()[:kept])
    assert found(record) == [1]


def test_a_part_of_a_page_at_the_end_is_damaged(record):
    whole = record.stat().st_size // PAGE
    record.write_bytes(record.read_bytes() + b"x" * 100)
    assert found(record) == [whole + 1]


def test_a_record_that_is_gone_or_is_a_folder_is_damaged(tmp_path):
    assert found(tmp_path / "record.db") == found(tmp_path) == [1]


def test_a_wrong_key_fits_no_page(record):
    assert found(record, bytes(32))[0] == 1


def test_pages_that_are_added_while_it_runs_are_checked_too(record):
    before = record.stat().st_size // PAGE
    checking_it = damaged_pages(record, lambda: KEY, 4)
    assert next(checking_it) is None
    opened = connect(record, KEY)
    opened.execute("CREATE TABLE more AS SELECT randomblob(900000) AS words")
    opened.close()
    assert record.stat().st_size // PAGE > before
    slices = 1 + len(list(checking_it))
    assert slices == -(-(record.stat().st_size // PAGE) // 4)
    flip(record, record.stat().st_size - 5)
    assert found(record) == [record.stat().st_size // PAGE]


def test_where_the_key_changes_meanwhile_it_begins_again(record):
    keys = [KEY]
    checking_it = damaged_pages(record, lambda: keys[-1], 8)
    assert [next(checking_it) for _ in range(3)] == [None] * 3
    keys.append(bytes(reversed(KEY)))
    opened = sqlcipher.connect(str(record))
    opened.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    opened.execute(f"PRAGMA rekey = \"x'{keys[-1].hex()}'\"")
    opened.close()
    rest = list(checking_it)
    assert set(rest) == {None}
    assert len(rest) == -(-(record.stat().st_size // PAGE) // 8)


def test_a_seal_is_bound_to_its_page_its_place_and_its_record(record):
    raw = record.read_bytes()
    key = seal_key(KEY, raw[:16])
    page = raw[2 * PAGE : 3 * PAGE]
    assert is_sealed(page, 3, key)
    assert not is_sealed(page, 4, key)
    assert not is_sealed(page, 3, seal_key(KEY, bytes(16)))
    assert not is_sealed(page[:-1], 3, key)


def test_the_page_that_sqlite_locks_is_passed_over(record, monkeypatch):
    """At one gigabyte there is a page that nobody writes."""
    raw = bytearray(record.read_bytes())
    raw[4 * PAGE : 5 * PAGE] = bytes(PAGE)
    record.write_bytes(raw)
    assert found(record) == [5]
    monkeypatch.setattr(pages, "LOCKING_PAGE", 5)
    assert found(record) == []


def test_what_reads_without_the_seals_says_nothing_of_a_flipped_bit(record):
    """The control: the seal is what finds it, for SQLite itself does not look at what stands in a row."""
    unsealed = record.with_name("unsealed.db")

    def opened():
        made = sqlcipher.connect(str(unsealed))
        made.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
        made.execute("PRAGMA cipher_use_hmac = OFF")
        return made

    first = opened()
    first.execute("CREATE TABLE kept (words)")
    first.execute("INSERT INTO kept VALUES (hex(randomblob(3000)))")
    first.close()
    flip(unsealed, unsealed.stat().st_size - 600)
    again = opened()
    assert again.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    again.close()


def test_a_save_waits_for_one_slice_at_most(record):
    """Each slice of the whole check is a transaction of its own: another connection writes between any two."""
    engine = make_engine(record, KEY)
    other = connect(record, KEY)
    for number, said in enumerate(checking.slices(engine, record, lambda: KEY)):
        other.execute("INSERT INTO kept VALUES (?, '')", (f"between {number}",))
        assert said in {"", "ok"}
    assert number > 10
    other.close()
    engine.dispose()


def test_an_old_page_that_a_disk_put_back_carries_its_seal_and_is_found_by_its_table(record):
    """What the seals cannot see, the check of the tables does."""
    before = record.read_bytes()
    opened = connect(record, KEY)
    opened.execute("DELETE FROM kept WHERE rowid < 60")
    opened.close()
    after = bytearray(record.read_bytes())
    changed = [at for at in range(PAGE, len(before), PAGE) if before[at : at + PAGE] != after[at : at + PAGE]]
    caught = 0
    for at in changed[::6]:
        spoilt = bytearray(after)
        spoilt[at : at + PAGE] = before[at : at + PAGE]
        record.write_bytes(spoilt)
        assert found(record) == []
        engine = make_engine(record, KEY)
        caught += list(checking.slices(engine, record, lambda: KEY))[-1].startswith("damaged")
        engine.dispose()
    assert caught > 0
