"""The program is killed in the midst of writing: what was said to be saved is there, and the vault opens."""

import itertools
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.errors import NotAVaultError, RecordDamagedError
from cremeet.models import Child, History
from cremeet.vault import keyfile, vault
from cremeet.vault.checking import slices
from cremeet.vault.connection import connect, make_engine
from cremeet.vault.slots import FLOOR
from tests.vault.made import KEY, PASSPHRASE, PERSON

ROOT = Path(__file__).parents[2]

WRITES = """
import itertools, sys
from pathlib import Path
from cremeet.vault.connection import make_engine
from cremeet.vault.thread import RecordThread
from tests import factory
from tests.vault.made import KEY, child
thread = RecordThread(make_engine(Path(sys.argv[1]), KEY), factory.context(), lambda _: None)
thread.start()
for n in itertools.count():
    thread.submit(lambda session: session.add(child(f"CRE-{n}", address="x" * 9000)), urgent=n % 3 == 0).result()
    print(f"CRE-{n}", flush=True)
"""

DIES = """
import json, os, sys
from pathlib import Path
from cremeet.vault import keyfile
left = int(sys.argv[1])
def sync(descriptor, real=os.fsync):
    global left
    left -= 1
    if left < 0:
        os._exit(9)
    real(descriptor)
os.fsync = sync
"""

SAVES = (
    DIES
    + """
keyfile.save(Path(sys.argv[2]), json.loads(sys.argv[3]))
"""
)

MAKES = (
    DIES
    + """
from cremeet.vault import vault
from cremeet.vault.slots import FLOOR
from tests.vault.made import PASSPHRASE, PERSON
vault.create(Path(sys.argv[2]), person=PERSON, role="chair", passphrase=PASSPHRASE, cost=FLOOR).close()
"""
)


def run(code, *arguments):
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, timeout=120, check=False, capture_output=True).returncode


@pytest.mark.parametrize("answers", [2, 40])
def test_killed_while_writing_every_confirmed_save_is_there(engine, file, answers):
    engine.dispose()
    writing = subprocess.Popen([sys.executable, "-c", WRITES, str(file)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with writing:
        confirmed = [line.strip() for line in itertools.islice(writing.stdout, answers)]
        writing.kill()  # in the midst of the next one
        confirmed += [line.strip() for line in writing.stdout if line.endswith("\n")]
    again = make_engine(file, KEY)
    with Session(again) as session:
        kept = set(session.scalars(sa.select(Child.reference)))
        told = set(session.scalars(sa.select(History.new).where(History.field == "reference")))
    assert len(confirmed) >= answers
    assert set(confirmed) <= kept
    assert len(kept) <= len(confirmed) + 1  # the last may have been saved without its answer being heard
    assert {json.dumps(reference) for reference in kept} == told
    assert list(slices(again, file, lambda: KEY))[-1] == "ok"
    again.dispose()


@pytest.fixture
def halfway(engine, file, tmp_path):
    """A record and its journal as a power cut in the midst of a large change would leave them."""
    engine.dispose()
    place = tmp_path / "halfway"
    place.mkdir()
    opened = connect(file, KEY)
    opened.execute("PRAGMA cache_size = 2")
    opened.execute("BEGIN IMMEDIATE")
    opened.execute("CREATE TABLE invented (words)")
    opened.execute(
        "INSERT INTO invented SELECT hex(randomblob(50000)) FROM child_link UNION ALL SELECT hex(randomblob(90000))"
    )
    for path in (file, file.with_name(file.name + "-journal")):
        shutil.copy(path, place / path.name)
    opened.close()
    return place / file.name


def test_a_change_that_was_not_finished_is_taken_back_from_the_journal(halfway, file):
    good = file.read_bytes()  # where the same change was taken back by closing
    assert halfway.read_bytes() != good
    again = connect(halfway, KEY)
    assert not again.execute("SELECT 1 FROM sqlite_schema WHERE name = 'invented'").fetchall()
    assert again.execute("PRAGMA cipher_integrity_check").fetchall() == []
    again.close()
    assert halfway.stat().st_size == len(good)


@pytest.mark.parametrize(("at", "what"), [(16, "pages at the start"), (24, "page size")])
def test_a_journal_that_would_blow_the_record_up_is_refused_and_nothing_is_touched(halfway, at, what):
    """The journal's header is not authenticated: one flipped bit made SQLite write gigabytes (security.md, 3)."""
    journal = halfway.with_name(halfway.name + "-journal")
    raw = bytearray(journal.read_bytes())
    raw[at] ^= 0x40
    journal.write_bytes(raw)
    before = halfway.read_bytes()
    with pytest.raises(RecordDamagedError, match="unfinished"):
        connect(halfway, KEY)
    assert halfway.read_bytes() == before, what
    assert journal.read_bytes() == bytes(raw)
    raw[at] ^= 0x40
    journal.write_bytes(raw)
    connect(halfway, KEY).close()


@pytest.mark.parametrize("syncs", range(4))
def test_killed_while_saving_the_keys_the_old_or_the_new_ones_open(pattern, tmp_path, syncs):
    old = keyfile.read(pattern / "keys.json")
    key = keyfile.open_with(old, PASSPHRASE).key
    new = keyfile.fresh(key, old["slots"], old["vault"], generation=old["gen"] + 1)
    keyfile.save(tmp_path / "keys.json", old)
    assert run(SAVES, syncs, tmp_path / "keys.json", json.dumps(new)) == 9
    for content in keyfile.candidates(tmp_path / "keys.json"):
        assert content in (old, new)
    assert run(SAVES, 99, tmp_path / "keys.json", json.dumps(new)) == 0
    assert keyfile.candidates(tmp_path / "keys.json") == [new]


@pytest.mark.parametrize("syncs", [0, 4])
def test_killed_while_a_vault_is_made_there_is_a_whole_one_or_none(tmp_path, syncs):
    place = tmp_path / "Ours.cremeet"
    assert run(MAKES, syncs, place) == 9
    if place.exists():
        vault.unlock(place, PASSPHRASE).close()
        return
    with pytest.raises(NotAVaultError):
        vault.people(place)
    vault.create(place, person=PERSON, role="chair", passphrase=PASSPHRASE, cost=FLOOR).close()
