"""Single-bit flips in the record: opening it or its check names the damaged page, and nothing wrong is ever read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher

from cremeet.errors import RecordDamagedError
from cremeet.models import Child
from cremeet.vault import pages
from cremeet.vault.checking import slices
from cremeet.vault.connection import make_engine, plain_words
from cremeet.vault.pages import PAGE
from cremeet.vault.thread import unit_of_work
from cremeet.vault.upgrading import bring_up_to_date
from tests import factory
from tests.torture.frame import Row, Trial
from tests.vault.made import KEY

CHILDREN = 60


@dataclass(slots=True)
class Made:
    """A whole record, what it says."""

    whole: bytes
    said: str

    def spoil(self, place: Path, at: int, bit: int) -> Path:
        """Return a copy with one bit flipped."""
        record = place / "record.db"
        raw = bytearray(self.whole)
        raw[at] ^= 1 << bit
        record.write_bytes(raw)
        return record


def prepare(folder: Path) -> Made:
    """Make a record with this program's tables and some children in it."""
    record = folder / "record.db"
    engine = make_engine(record, KEY, create=True)
    bring_up_to_date(engine)
    with unit_of_work(engine, factory.context()) as session:
        for number in range(CHILDREN):
            names = {"given_names": "Robin", "family_name": f"Testwood{number}", "sort_name": "x", "search_name": "x"}
            session.add(Child(reference=f"CRE-{number:04}", **names))
    said = _said(engine)
    engine.dispose()
    return Made(record.read_bytes(), said)


def _trial(made: Made, trial: Trial) -> str | None:
    at = trial.random.randrange(PAGE if trial.random.random() < 0.1 else len(made.whole))
    record = made.spoil(trial.folder, at, trial.random.randrange(8))
    engine = make_engine(record, KEY)
    try:
        return _wrong_with(engine, made.said, record, at // PAGE + 1, trial.count)
    finally:
        engine.dispose()


def _wrong_with(engine: sa.Engine, said: str, record: Path, page: int, count: Callable[[str], None]) -> str | None:
    """Read everything and run the check: say whether a wrong word was given out, or the page not named."""
    try:
        if _said(engine) != said:
            return "the record gave out what was never written into it"
    except RecordDamagedError:
        count("refused when read")
    except sa.exc.OperationalError:
        return "the record gave out letters that are no text"
    found = list(slices(engine, record, lambda: KEY))[-1]
    count("named by the check")
    return None if found.startswith(f"damaged: page {page} ") else f"page {page} was not named: {found[:60]}"


def _said(engine: sa.Engine) -> str:
    """Return a digest of all that stands in every table, read as the program reads."""
    told = hashlib.sha256()
    with plain_words(), engine.connect() as opened:
        for (table,) in opened.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1").all():
            told.update(repr(opened.exec_driver_sql(f'SELECT * FROM "{table}"').all()).encode())
    return told.hexdigest()


def _control(made: Made, trial: Trial) -> bool:
    """Leave the seals out, in the pages and in the check: a flip must then pass, or a wrong word be given out."""
    record = trial.folder / "unsealed.db"
    known, pages.is_sealed = pages.is_sealed, lambda *_: True
    try:
        for number in range(60):
            record.unlink(missing_ok=True)
            _write_unsealed(record)
            raw = bytearray(record.read_bytes())
            at = trial.random.randrange(PAGE, len(raw))
            raw[at] ^= 1 << number % 8
            engine = sa.create_engine("sqlite://", creator=lambda: _unsealed(record), module=sqlcipher)
            said = _said(engine)
            engine.dispose()
            record.write_bytes(raw)
            wrong = _wrong_with(engine, said, record, at // PAGE + 1, trial.count)
            engine.dispose()
            if wrong:
                return True
        return False
    finally:
        pages.is_sealed = known


def _unsealed(record: Path) -> sqlcipher.Connection:
    opened = sqlcipher.connect(str(record), isolation_level=None, check_same_thread=False)
    opened.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    opened.execute("PRAGMA cipher_use_hmac = OFF")
    return opened


def _write_unsealed(record: Path) -> None:
    opened = _unsealed(record)
    opened.execute("CREATE TABLE kept (words)")
    for _ in range(40):
        opened.execute("INSERT INTO kept VALUES (hex(randomblob(700)))")
    opened.close()


ROWS = (
    Row(
        name="flips",
        target=10_000,
        promise="a flipped bit in the record: the damaged page is named, and nothing wrong is read",
        prepare=prepare,
        trial=_trial,
        control=_control,
        short=60,
    ),
)
