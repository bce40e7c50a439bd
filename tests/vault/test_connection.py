import sqlite3
import sys
from contextlib import suppress
from pathlib import Path

import pytest
import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.orm import Session

from cremeet.errors import RecordDamagedError
from cremeet.models import Child
from cremeet.vault.connection import SMALLEST, connect
from cremeet.vault.thread import unit_of_work
from tests import factory
from tests.vault.made import KEY, child

SENTINEL = "Zyxwabsentinelchild"


def ask(engine, question):
    with engine.connect() as connection:
        return connection.exec_driver_sql(question).scalar()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("journal_mode", "truncate"),
        ("synchronous", 3),
        ("foreign_keys", 1),
        ("temp_store", 2),
        ("secure_delete", 1),
        ("recursive_triggers", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("cipher_memory_security", "1"),
        ("cipher_page_size", "4096"),
    ],
)
def test_the_measured_settings_hold(engine, setting, value):
    assert ask(engine, f"PRAGMA {setting}") == value


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH DATABASE 'plain.db' AS plain KEY ''",
        "VACUUM INTO 'copy.db'",
        "PRAGMA key = 'other'",
        "PRAGMA rekey = 'other'",
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = OFF",
        "PRAGMA temp_store = FILE",
        "PRAGMA secure_delete = OFF",
        "PRAGMA Recursive_Triggers = OFF",
        "PRAGMA writable_schema = ON",
        "PRAGMA cipher_plaintext_header_size = 32",
        "SELECT sqlcipher_export('main')",
        "SELECT load_extension('x')",
    ],
)
def test_what_could_write_plaintext_or_change_the_key_is_denied(engine, file, statement, monkeypatch):
    monkeypatch.chdir(file.parent)
    before = sorted(path.name for path in file.parent.iterdir())
    driver = engine.raw_connection()
    try:
        with pytest.raises(Exception, match=r"authoriz|prohibited"):
            driver.driver_connection.execute(statement).fetchall()
    finally:
        driver.close()
    assert sorted(path.name for path in file.parent.iterdir()) == before


def test_a_wrong_key_never_opens_and_changes_nothing(engine, file):
    engine.dispose()
    before = file.read_bytes()
    with pytest.raises(RecordDamagedError):
        connect(file, bytes(32))
    with pytest.raises(RecordDamagedError):
        connect(file, bytes(32), create=True)
    assert file.read_bytes() == before
    connect(file, KEY).close()


@pytest.mark.parametrize("size", [None, 0, 1, SMALLEST - 1])
def test_an_empty_or_short_file_is_not_taken_for_a_new_record(file, size):
    if size is not None:
        file.write_bytes(bytes(size))
    with pytest.raises(RecordDamagedError):
        connect(file, KEY)
    assert (file.stat().st_size if file.exists() else None) == size


def test_making_a_table_can_be_undone_and_savepoints_hold(engine):
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE invented (id)")
        connection.rollback()
    assert not sa.inspect(engine).has_table("invented")
    with Session(engine) as session:
        session.add(child("CRE-OUTER"))
        inner = session.begin_nested()
        session.add(child("CRE-INNER"))
        session.flush()
        inner.rollback()
        session.commit()
        assert list(session.scalars(sa.select(Child.reference))) == ["CRE-OUTER"]


def test_an_error_names_no_value(engine):
    with Session(engine) as session:
        session.add_all([child("CRE-TWIN", given_names=SENTINEL), child("CRE-TWIN", given_names=SENTINEL)])
        with pytest.raises(sa.exc.IntegrityError) as refused:
            session.flush()
    assert SENTINEL not in repr(refused.value) + str(refused.value) + str(refused.value.__cause__)


def test_the_engine_keeps_no_key_in_reach(engine):
    assert KEY.hex() not in repr(engine) + str(engine.url) + repr(engine.pool)


def traces(folder, words):
    """Return which files below `folder` hold `words` in plain text, in either of the usual encodings."""
    wanted = (words.encode("utf-8"), words.encode("utf-16-le"))
    return [
        path.name
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(each in path.read_bytes() for each in wanted)
    ]


def test_no_name_lies_in_the_folder_in_plain_text_while_writing_or_after(engine, file):
    with unit_of_work(engine, factory.context()) as session:
        session.add_all([child(f"CRE-{n}", given_names=f"{SENTINEL}{n}", address=SENTINEL * 40) for n in range(60)])
    with unit_of_work(engine, factory.context()) as session:
        session.connection().exec_driver_sql("PRAGMA cache_size = 5")  # so that pages spill before the commit
        for row in session.scalars(sa.select(Child)):
            row.address = SENTINEL * 41
            session.flush()
        journal = file.with_name(file.name + "-journal")
        assert journal.stat().st_size > SMALLEST
        assert traces(file.parent, SENTINEL) == []
        session.connection().exec_driver_sql("CREATE TEMP TABLE sorted AS SELECT * FROM child ORDER BY address, id")
        assert traces(file.parent, SENTINEL) == []
    assert traces(file.parent, SENTINEL) == []


def test_the_search_for_plain_text_finds_it_where_it_is(tmp_path):
    plain = sqlite3.connect(tmp_path / "plain.db")
    plain.execute("CREATE TABLE child (name)")
    plain.execute("INSERT INTO child VALUES (?)", (SENTINEL,))
    plain.commit()
    plain.close()
    assert traces(tmp_path, SENTINEL) == ["plain.db"]


# Twelve thousand long words, sorted: more than the cache holds.
SORT = """
    SELECT hex(randomblob(500)) AS words FROM (
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000) SELECT i FROM n
    ) ORDER BY words
"""


def temporary_files_during_a_sort(connection):
    """Return the temporary files that this process has open in the midst of it; SQLite unlinks them at once."""
    cursor = connection.execute(SORT)
    cursor.fetchone()
    found = []
    for opened in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            found.append(str(opened.readlink()))
    cursor.close()
    return [name for name in found if "etilqs" in name]


@pytest.mark.skipif(sys.platform != "linux", reason="looks at what the process has open, in /proc")
def test_a_large_sort_opens_no_temporary_file(file, tmp_path, monkeypatch):
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path))
    guarded = connect(file, KEY, create=True)
    assert temporary_files_during_a_sort(guarded) == []
    guarded.close()
    bare = sqlcipher.connect(str(tmp_path / "bare.db"))
    bare.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    bare.execute("PRAGMA temp_store = FILE")
    assert temporary_files_during_a_sort(bare) != []  # without the setting, the detector sees one
    bare.close()
