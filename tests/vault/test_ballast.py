"""A full disk: what is being typed is saved in room that was kept for it, and the person is told."""

import os
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
import sqlalchemy as sa

from cremeet.errors import DiskFullError
from cremeet.models import Child
from cremeet.vault import ballast, connection
from cremeet.vault.ballast import AGAIN, FULL, NAME, SIZE, Ballast
from cremeet.vault.thread import RecordThread
from tests import factory
from tests.vault.made import KEY, child

MUCH = "x" * 500_000


@pytest.fixture
def told():
    return []


def pages(engine, more=None):
    """Let the record grow by `more` pages only, or as it likes: SQLite then says itself that the disk is full."""
    with engine.connect() as opened:
        now = opened.exec_driver_sql("PRAGMA page_count").scalar()
        opened.exec_driver_sql(f"PRAGMA max_page_count = {now + more if more is not None else 2**30}")


class Room(Ballast):
    """A ballast whose room is real to a record that may not grow: giving it up lets the record grow."""

    def __init__(self, engine, *given, more=None):
        super().__init__(*given)
        self._engine, self._more = engine, more

    def give_up(self):
        freed = super().give_up()
        if freed:
            pages(self._engine, self._more)
        return freed


def running(engine, kept):
    thread = RecordThread(engine, factory.context(), lambda _: None, kept)
    thread.start()
    return thread


def references(session):
    return sorted(session.scalars(sa.select(Child.reference)))


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_unit_that_meets_a_full_disk_is_saved_in_the_room_that_was_kept_and_the_person_told(engine, tmp_path, told):
    kept = Room(engine, tmp_path, told.append)
    assert list(kept.fill())
    pages(engine, 0)
    thread = running(engine, kept)
    thread.submit(lambda session: session.add(child("CRE-MUCH", address=MUCH))).result(20)
    assert thread.submit(references).result(20) == ["CRE-MUCH"]
    assert told == [FULL]
    assert NAME not in names(tmp_path)
    thread.stop()


def test_without_it_the_same_unit_is_refused_and_nothing_lost(engine, tmp_path, told):
    thread = running(engine, Room(engine, tmp_path, told.append))
    thread.submit(lambda session: session.add(child("CRE-BEFORE"))).result(20)
    pages(engine, 0)
    with pytest.raises(DiskFullError, match="free some space"):
        thread.submit(lambda session: session.add(child("CRE-MUCH", address=MUCH))).result(20)
    pages(engine)
    assert thread.submit(references).result(20) == ["CRE-BEFORE"]
    assert told == []
    thread.stop()


def test_it_is_given_up_once_and_where_it_is_too_little_nobody_is_told_that_words_are_saved(engine, tmp_path, told):
    kept = Room(engine, tmp_path, told.append, more=1)
    list(kept.fill())
    pages(engine, 0)
    thread = running(engine, kept)
    for _ in range(2):
        with pytest.raises(DiskFullError):
            thread.submit(lambda session: session.add(child("CRE-MUCH", address=MUCH))).result(20)
    assert told == []
    assert NAME not in names(tmp_path)
    pages(engine)
    assert thread.submit(references).result(20) == []
    thread.stop()


def test_another_failure_leaves_it_alone(engine, tmp_path, told):
    kept = Ballast(tmp_path, told.append)
    list(kept.fill())
    thread = running(engine, kept)
    with pytest.raises(ZeroDivisionError):
        thread.submit(lambda _: 1 / 0).result(20)
    assert NAME in names(tmp_path)
    thread.stop()


def test_it_is_made_again_after_a_while_when_there_is_room_again(engine, tmp_path, told):
    free = [100 * SIZE]
    kept = Room(engine, tmp_path, told.append, lambda _: free[0])
    list(kept.fill())
    pages(engine, 0)
    thread = running(engine, kept)
    thread.submit(lambda session: session.add(child("CRE-MUCH", address=MUCH))).result(20)
    free[0] = SIZE
    for _ in range(AGAIN):
        thread.submit(references).result(20)
    thread.stop()
    assert kept.given_up
    assert NAME not in names(tmp_path)  # there is no room yet
    free[0] = 100 * SIZE
    thread = running(engine, kept)
    for _ in range(AGAIN):
        thread.submit(references).result(20)
    thread.run_between(iter(()))
    while kept.given_up:
        thread.submit(references).result(20)
    thread.stop()
    assert (tmp_path / NAME).stat().st_size == SIZE


def test_it_is_as_large_as_it_says_and_cannot_be_kept_for_less(tmp_path):
    list(Ballast(tmp_path, print).fill())
    raw = (tmp_path / NAME).read_bytes()
    assert len(raw) == SIZE
    assert len(zlib.compress(raw)) > SIZE * 0.99
    assert names(tmp_path) == {NAME}
    list(Ballast(tmp_path, print).fill())
    assert (tmp_path / NAME).read_bytes() == raw  # it is there: nothing is written


@pytest.mark.parametrize("left", ["part", "short", "both"])
def test_what_a_kill_left_of_it_is_made_whole(tmp_path, left):
    if left != "short":
        (tmp_path / f"{NAME}.part").write_bytes(b"x" * 1000)
    if left != "part":
        (tmp_path / NAME).write_bytes(b"x" * 1000)
    list(Ballast(tmp_path, print).fill())
    assert names(tmp_path) == {NAME}
    assert (tmp_path / NAME).stat().st_size == SIZE


def test_it_takes_no_room_that_is_scarce_and_never_raises(tmp_path, monkeypatch):
    list(Ballast(tmp_path, print, lambda _: 2 * SIZE).fill())
    assert names(tmp_path) == set()
    list(Ballast(tmp_path / "gone", print).fill())

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ballast.os, "fsync", full)
    list(Ballast(tmp_path, print).fill())
    assert names(tmp_path) == set()
    assert not Ballast(tmp_path, print).give_up()


SMALL_DISK = """
import os, sys
from pathlib import Path
from cremeet.errors import DiskFullError
from cremeet.vault.ballast import Ballast
from cremeet.vault.connection import make_engine
from cremeet.vault.thread import RecordThread
from tests import factory
from tests.vault.made import KEY, child
place, told = Path(sys.argv[1]), []
engine = make_engine(place / "record.db", KEY)
kept = Ballast(place, told.append)
list(kept.fill())
assert kept._file.exists()
thread = RecordThread(engine, factory.context(), lambda _: None, kept)
thread.start()
def save(name, size):
    thread.submit(lambda session: session.add(child(name, address="x" * size)), urgent=True).result(60)
save("CRE-BEFORE", 100)
with open(place / "filler", "wb") as filler:
    try:
        while True:
            filler.write(bytes(4096)); filler.flush()
    except OSError:
        pass
    try:
        filler.close()
    except OSError:
        pass
for n in range(1000):
    try:
        save(f"CRE-{n}", 20_000)
    except DiskFullError as error:
        print("refused", n, flush=True)
        break
print("told", len(told), kept._file.exists(), flush=True)
(place / "filler").unlink()
save("CRE-AFTER", 20_000)
thread.stop()
engine.dispose()
"""


@pytest.fixture
def small_disk(tmp_path):
    """A real file system of 24 MiB, where this account may mount one."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m,mode=700", "cremeet-test", str(place)]
    try:
        ran = subprocess.run(mount, capture_output=True, check=False)
    except OSError:
        pytest.skip("there is no mount here")
    if ran.returncode:
        pytest.skip("this account may not mount a small disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.skipif(not sys.platform.startswith("linux") or os.geteuid() != 0, reason="only root mounts a small disk")
def test_on_a_disk_that_is_really_full_typing_goes_on_in_the_room_that_was_kept(small_disk, bare):
    (small_disk / "record.db").write_bytes(bare.read_bytes())
    command = [sys.executable, "-c", SMALL_DISK, str(small_disk)]
    ran = subprocess.run(
        command, cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=120, check=False
    )
    refused, told = ran.stdout.splitlines()
    assert told == "told 1 False", ran.stderr
    saved = int(refused.removeprefix("refused "))
    assert saved > 20  # far beyond what a full disk would have taken
    again = connection.make_engine(small_disk / "record.db", KEY)
    with again.connect() as opened:
        kept = {row[0] for row in opened.exec_driver_sql("SELECT reference FROM child")}
        assert opened.exec_driver_sql("PRAGMA cipher_integrity_check").fetchall() == []
    again.dispose()
    assert kept == {"CRE-BEFORE", "CRE-AFTER"} | {f"CRE-{n}" for n in range(saved)}
