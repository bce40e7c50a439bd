"""Fixtures for the vault: one made once, and a copy of it for each test to spoil."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from cremeet.vault import vault
from cremeet.vault.connection import make_engine
from cremeet.vault.slots import FLOOR
from cremeet.vault.thread import unit_of_work
from cremeet.vault.upgrading import bring_up_to_date
from tests import factory
from tests.vault.made import KEY, PASSPHRASE, PERSON, child


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed vault with one child in it."""
    place = tmp_path_factory.mktemp("pattern")
    with vault.create(place / "Invented", person=PERSON, role="chair", passphrase=PASSPHRASE, cost=FLOOR) as opened:
        with unit_of_work(opened.engine, factory.context()) as session:
            session.add(child())
        return opened.folder


@pytest.fixture
def folder(pattern: Path, tmp_path: Path) -> Path:
    """A copy of that vault, this test's own."""
    return Path(shutil.copytree(pattern, tmp_path / pattern.name))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a bare record may be made."""
    return tmp_path / "record.db"


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with this program's tables, without a vault around it."""
    made = tmp_path_factory.mktemp("bare") / "record.db"
    engine = make_engine(made, KEY, create=True)
    bring_up_to_date(engine)
    engine.dispose()
    return made


@pytest.fixture
def engine(file: Path, bare: Path) -> Iterator[sa.Engine]:
    """A copy of the bare record, open."""
    shutil.copy(bare, file)
    opened = make_engine(file, KEY)
    yield opened
    opened.dispose()
