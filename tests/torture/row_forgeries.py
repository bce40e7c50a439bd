"""Forged records of who did what: every one is found with the anchor, whatever was edited, cut, put in or moved."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from cremeet.vault import audit
from cremeet.vault.connection import make_engine
from cremeet.vault.upgrading import bring_up_to_date
from tests import factory
from tests.torture.frame import Row, Trial
from tests.vault import forgeries
from tests.vault.made import KEY

SIZES = (7, 40, 150)


Made = list[tuple[Path, audit.Head]]
"""Records with a chain in each, and their heads."""


def prepare(folder: Path) -> Made:
    """Fill a record of each size."""
    chains = []
    for size in SIZES:
        record = folder / f"chain{size}.db"
        engine = make_engine(record, KEY, create=True)
        bring_up_to_date(engine)
        with Session(engine, info=factory.context()) as session:
            chains.append((record, forgeries.fill(session, size)))
        engine.dispose()
    return chains


def _trial(made: Made, trial: Trial) -> str | None:
    record, anchor = made[trial.number % len(SIZES)]
    kind = forgeries.KINDS[trial.number // len(SIZES) % len(forgeries.KINDS)]
    trial.count(kind)
    own = trial.folder / "record.db"
    own.write_bytes(record.read_bytes())
    engine = make_engine(own, KEY)
    try:
        with Session(engine, info=factory.context()) as session:
            if not audit.check(session, [anchor]).ok:
                return "a true record was taken for a forged one"
            with forgeries.forged(session, kind, trial.random):
                return None if not audit.check(session, [anchor]).ok else f"a forgery was not found: {kind}"
    finally:
        engine.dispose()


def _control(made: Made, trial: Trial) -> bool:
    """Check without the anchor: a tail that was cut off must pass."""
    record, _ = made[1]
    engine = make_engine(record, KEY)
    try:
        with Session(engine, info=factory.context()) as session, forgeries.forged(session, "cut", trial.random):
            return audit.check(session).ok
    finally:
        engine.dispose()


ROWS = (
    Row(
        name="forgeries",
        target=10_000,
        promise="a forged record of who did what (edit, delete, insert, swap, cut tail): found with the anchor",
        prepare=prepare,
        trial=_trial,
        control=_control,
        short=60,
    ),
)
