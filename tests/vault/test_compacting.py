"""Writing the record anew: what was deleted is gone, and a kill in the middle loses nothing."""

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from cremeet.models import Child
from cremeet.vault.connection import connect, make_engine
from cremeet.vault.thread import unit_of_work
from tests import factory
from tests.vault.made import KEY, child
from tests.vault.plainpages import plain

ROOT = Path(__file__).resolve().parents[2]
WRITE_ANEW = """
import sys
from pathlib import Path
from cremeet.vault.connection import connect
connection = connect(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), guarded=False)
print("begun", flush=True)
connection.execute("VACUUM")
print("done", flush=True)
"""


@pytest.fixture
def full(engine, file):
    """A record of some megabytes, of which half was deleted."""
    with unit_of_work(engine, factory.context()) as session:
        session.add_all(child(f"CRE-{n}", address=f"{'gone' if n % 2 else 'kept'} {n:05} " * 150) for n in range(600))
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM child WHERE address LIKE 'gone%'")
        connection.exec_driver_sql("DELETE FROM history WHERE new LIKE '\"gone%'")
    engine.dispose()
    return file


def children(file):
    engine = make_engine(file, KEY)
    with unit_of_work(engine, factory.context()) as session:
        found = session.execute(sa.select(sa.func.count(), sa.func.sum(sa.func.length(Child.address)))).one()
        whole = session.connection().exec_driver_sql("PRAGMA integrity_check").all() == [("ok",)]
    engine.dispose()
    return tuple(found), whole


def test_a_kill_in_the_middle_leaves_a_record_that_opens_whole(full, tmp_path):
    before, source, cut_short = children(full), random.Random(3), 0
    assert before[1]
    longest = 0.4
    for number in range(8):
        copy = Path(shutil.copy(full, tmp_path / f"copy{number}.db"))
        command = [sys.executable, "-c", WRITE_ANEW, str(copy), KEY.hex()]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writing:
            assert writing.stdout.readline() == "begun\n"
            time.sleep(source.uniform(0, longest))  # at a random moment, not for anything
            writing.kill()
            finished = writing.stdout.read() == "done\n"
        cut_short += not finished
        longest = longest * (0.5 if finished else 1)
        assert children(copy) == before
    assert cut_short


def test_what_is_left_of_deleted_rows_goes_and_the_file_gets_smaller(full):
    before = full.stat().st_size
    connection = connect(full, KEY, guarded=False)
    connection.execute("VACUUM")
    connection.close()
    assert full.stat().st_size < before
    pages = plain(full, KEY)
    assert b"kept 00002" in pages
    assert b"gone 0000" not in pages
