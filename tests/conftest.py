"""Fixtures for every room: a clock that stands still, the shipped pack, and a unit of work on an empty record."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(
    0, str(Path(__file__).resolve().parent.parent)
)  # so that `tests.factory` is found however pytest is started

from cremeet import paths
from cremeet.clock import SteppingClock
from cremeet.models import Base
from cremeet.practice import loader
from cremeet.practice.pack import Pack
from cremeet.services import packs
from cremeet.vault.history import watch
from tests import factory


@pytest.fixture(scope="session", autouse=True)
def state_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let the programs that a test starts keep their fault log in a folder of the tests, never in the person's own."""
    os.environ["XDG_STATE_HOME"] = str(tmp_path_factory.mktemp("state"))


@pytest.fixture(scope="session")
def qapp(qapp: Any) -> Any:
    """The application as it starts: in British English, whatever this machine speaks."""
    from cremeet.views.language import speak_english

    speak_english(qapp)
    return qapp


@pytest.fixture(autouse=True)
def nothing_seen() -> None:
    """Let this machine have seen no vault before each test: another one may have opened a copy of the same."""
    (paths.state_folder() / "marks.json").unlink(missing_ok=True)


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The practice pack that ships with the program."""
    return loader.load(paths.shipped_practice())


@pytest.fixture
def clock() -> SteppingClock:
    """A clock standing at a working Monday morning."""
    return SteppingClock(factory.MONDAY)


@pytest.fixture(scope="session")
def empty_record(pack: Pack) -> Iterator[sa.Engine]:
    """An engine whose every connection is a fresh record in memory, with the shipped pack adopted.

    One engine for all tests, because compiled statements are kept with it, and one record to copy, because making the
    tables and reading the pack takes longer than most tests.
    """
    template = sqlite3.connect(":memory:")

    def copy() -> sqlite3.Connection:
        fresh = sqlite3.connect(":memory:", check_same_thread=False)
        template.backup(fresh)
        fresh.execute("PRAGMA foreign_keys=ON")
        return fresh

    maker = sa.create_engine("sqlite://", poolclass=sa.StaticPool, creator=lambda: template)
    Base.metadata.create_all(maker)
    with Session(maker, info=factory.context(SteppingClock(factory.MONDAY))) as opened:
        packs.adopt(opened, pack)
        opened.commit()
    yield sa.create_engine("sqlite://", poolclass=sa.NullPool, creator=copy)
    template.close()


@pytest.fixture
def session(clock: SteppingClock, pack: Pack, empty_record: sa.Engine) -> Iterator[Session]:
    """A unit of work on an empty record in memory, with history kept and the shipped pack adopted."""
    with empty_record.connect() as connection, Session(connection, info=factory.context(clock)) as opened:
        watch(opened)
        opened.info["packs"][packs.adoptions(opened)[0].id] = pack
        yield opened
