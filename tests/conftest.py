"""Fixtures for every room: a clock that stands still, the shipped practice pack, and a unit of work on an empty record."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # so that `tests.factory` is found however pytest is started

from cremeet import paths
from cremeet.clock import SteppingClock
from cremeet.models import Base
from cremeet.practice import loader
from cremeet.practice.pack import Pack
from cremeet.services import packs
from cremeet.vault.history import watch
from tests import factory


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The practice pack that ships with the program."""
    return loader.load(paths.shipped_practice())


@pytest.fixture
def clock() -> SteppingClock:
    """A clock standing at a working Monday morning."""
    return SteppingClock(factory.MONDAY)


@pytest.fixture
def session(clock: SteppingClock, pack: Pack) -> Iterator[Session]:
    """A unit of work on an empty record in memory, with history kept and the shipped pack adopted."""
    engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool)
    sa.event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys=ON"))
    Base.metadata.create_all(engine)
    with Session(engine, info=factory.context(clock)) as opened:
        watch(opened)
        packs.adopt(opened, pack)
        yield opened
    engine.dispose()
