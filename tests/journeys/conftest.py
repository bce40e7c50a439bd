"""Fixtures for whole journeys: a sitting at the application in a folder of its own, and other people's readers."""

from __future__ import annotations

import logging
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from cremeet import paths
from cremeet.app import make_ready
from cremeet.clock import SteppingClock
from cremeet.vault import vault as vaults
from cremeet.vault.slots import FLOOR
from cremeet.vault.thread import unit_of_work
from tests import factory, held
from tests.journeys.hands import Hands
from tests.journeys.sitting import sit
from tests.journeys.told import PASSPHRASE


@pytest.fixture
def hands(qtbot: Any) -> Hands:
    return Hands(qtbot)


@pytest.fixture
def sitting(
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    clock: SteppingClock,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> Iterator[Callable[..., tuple[int, list[list[str]]]]]:
    """Run the application with its vaults and settings in the test's folder."""
    monkeypatch.setattr(paths, "vaults_folder", lambda: tmp_path / "vaults")

    def run(play: Callable[[], None], vault: Path | None = None) -> tuple[int, list[list[str]]]:
        ended = sit(qapp, monkeypatch, play, clock=clock, settings_folder=tmp_path / "settings", vault=vault)
        unforeseen = [one.getMessage() for one in caplog.records if one.levelno >= logging.WARNING]
        assert not unforeseen, "the window says these in a sentence and goes on, which a test must not"
        return ended

    yield run
    qapp.setStyleSheet("")
    qapp.setPalette(QPalette())


@pytest.fixture(scope="session")
def under_way(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with one meeting under way, made once."""
    folder = tmp_path_factory.mktemp("made") / "North Vale.cremeet"
    person = "Lena Chairwoman"
    with vaults.create(folder, person=person, role="chair", passphrase=PASSPHRASE, cost=FLOOR) as vault:
        context = {"who": person, "clock": SteppingClock(factory.MONDAY), "random": random.Random(5), "packs": {}}
        for verb in (make_ready, held.live):
            with unit_of_work(vault.engine, context) as session:
                verb(session)
    return folder


@pytest.fixture
def vault(under_way: Path, tmp_path: Path) -> Path:
    """A copy of that vault for one test."""
    return Path(shutil.copytree(under_way, tmp_path / under_way.name))
