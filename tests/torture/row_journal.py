"""Single-bit flips in a hot journal: the change is taken back whole, or refused with both files as they were."""

from __future__ import annotations

import hashlib
import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from cremeet.errors import RecordDamagedError
from cremeet.vault import journal as taking_back
from cremeet.vault.connection import connect
from tests.torture.frame import Row, Trial
from tests.torture.killing import killed
from tests.vault.made import KEY

JOURNAL = "record.db-journal"
ROWS_KEPT, SAMPLES = 160, 24
SECTOR, ONE, HEADER = 512, 4 + 4096 + 4, 28


@dataclass(frozen=True, slots=True)
class Torn:
    """A record and its hot journal as a kill left them, and what the record says once the change is taken back."""

    record: bytes
    journal: bytes
    state: str


def prepare(folder: Path) -> list[Torn]:
    """Kill a large change at random moments until there are enough hot journals: of commits, and of full caches."""
    pattern = folder / "pattern.db"
    opened = connect(pattern, KEY, create=True)
    opened.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, words TEXT, turn INTEGER)")
    opened.execute("CREATE INDEX kept_by_turn ON kept (turn)")
    with opened:
        for number in range(ROWS_KEPT):
            opened.execute("INSERT INTO kept VALUES (?, hex(randomblob(700)), 0)", (number,))
    opened.close()
    found: list[Torn] = []
    moments = random.Random(7)
    while len(found) < SAMPLES:
        place = folder / "live"
        place.mkdir()
        record = place / "record.db"
        shutil.copy(pattern, record)
        small = len(found) % 2 == 0
        killed(lambda record=record, small=small: _change(record, small=small), moments, f"journal{small}")
        journal = place / JOURNAL
        if journal.exists() and journal.stat().st_size > HEADER:
            torn = (record.read_bytes(), journal.read_bytes())
            if torn[0] != pattern.read_bytes():  # else the journal says nothing that the record does not
                found.append(Torn(*torn, _taken_back(record)))
        shutil.rmtree(place)
    return found


def _change(record: Path, *, small: bool) -> None:
    """Change every row in its place as an edit does, and add some; from a `small` cache pages go out before the end."""
    opened = connect(record, KEY)
    if small:
        opened.execute("PRAGMA cache_size = 9")
    for _ in range(2):
        opened.execute("BEGIN IMMEDIATE")
        opened.execute("UPDATE kept SET words = hex(randomblob(700))")
        opened.execute("INSERT INTO kept (words, turn) SELECT hex(randomblob(700)), turn FROM kept WHERE id % 9 = 0")
        opened.execute("COMMIT")


def _taken_back(record: Path) -> str:
    opened = _keyed(record)
    try:
        return _state(opened)
    finally:
        opened.close()


def _state(opened: sqlcipher.Connection) -> str:
    rows = opened.execute("SELECT id, words, turn FROM kept ORDER BY id").fetchall()
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def _trial(made: list[Torn], trial: Trial) -> str | None:
    torn, source = made[trial.number % len(made)], trial.random
    raw = bytearray(torn.journal)
    at = source.randrange(len(raw))
    if source.random() < 0.4:  # a journal is mostly pages: the header and the numbers beside the pages get their share
        one = SECTOR + ONE * source.randrange(1 + len(raw) // ONE) + source.choice((0, 1, 2, 3, ONE - 4, ONE - 1))
        at = source.choice((source.randrange(HEADER), min(one, len(raw) - 1)))
    raw[at] ^= 1 << source.randrange(8)
    return wrong_with(torn, bytes(raw), trial)


def wrong_with(torn: Torn, journal: bytes, trial: Trial) -> str | None:
    """Open a torn record with this journal, and say what is wrong with what came of it."""
    record = trial.folder / "record.db"
    record.write_bytes(torn.record)
    record.with_name(JOURNAL).write_bytes(journal)
    try:
        opened = connect(record, KEY)
    except RecordDamagedError:
        trial.count("refused, both kept")
        kept = {file.name: file.read_bytes() for file in trial.folder.iterdir()}
        return None if kept == {"record.db": torn.record, JOURNAL: journal} else "refused, but the files were changed"
    try:
        if record.stat().st_size > 2 * len(torn.record):
            return "the record was blown up"
        whole = opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        trial.count("taken back")
        return None if whole and _state(opened) == torn.state else "a half change was taken for a whole one"
    finally:
        opened.close()


def _control(made: list[Torn], trial: Trial) -> bool:
    """Take journals back without reading them first, and let a log take a journal's place: both must lose something."""
    return _unread(made, trial) and _logged(trial)


def _unread(made: list[Torn], trial: Trial) -> bool:
    known, taking_back.believable = taking_back.believable, lambda *_: True
    try:
        for number in range(400):
            again = Trial(number, trial.random, trial.folder / str(number))
            again.folder.mkdir()
            if "half" in (_trial(made, again) or ""):
                return True
        return False
    finally:
        taking_back.believable = known


def _logged(trial: Trial) -> bool:
    """Flip a bit in a write-ahead log: commits must be gone without a word."""
    record = trial.folder / "logged.db"
    writing = _keyed(record)
    writing.execute("PRAGMA journal_mode = WAL")
    writing.execute("CREATE TABLE kept (words)")
    for _ in range(40):
        writing.execute("INSERT INTO kept VALUES (hex(randomblob(700)))")
    copy = trial.folder / "copy.db"
    for ending in ("", "-wal"):
        shutil.copy(f"{record}{ending}", f"{copy}{ending}")
    writing.close()
    log = Path(f"{copy}-wal")
    raw = bytearray(log.read_bytes())
    raw[len(raw) // 2] ^= 1
    log.write_bytes(raw)
    reading = _keyed(copy)
    whole = reading.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    (left,) = reading.execute("SELECT count(*) FROM kept").fetchone()
    reading.close()
    return whole and left < 40


def _keyed(record: Path) -> sqlcipher.Connection:
    opened = sqlcipher.connect(str(record), isolation_level=None)
    opened.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    return opened


ROWS = (
    Row(
        name="journal",
        target=5000,
        promise="a flipped bit in a hot journal: taken back whole, or refused with both files kept; no blow-up",
        prepare=prepare,
        trial=_trial,
        control=_control,
        short=240,
    ),
)
