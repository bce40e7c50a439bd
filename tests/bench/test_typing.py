"""What the slow disk's benchmark rests on: syncs are slowed and counted, keys are measured, no Saved comes early."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cremeet.clock import SteppingClock
from cremeet.views.shell.top_bar import SaveStatus
from cremeet.views.theme import Theme
from tests import factory
from tests.bench import bench_typing
from tests.bench.typing_hand import KEYS_A_SECOND, Measured
from tests.torture import shims

pytestmark = pytest.mark.skipif(bool(shims.missing()), reason=shims.missing() or "all is here")


def test_a_short_sitting_on_a_slow_disk(tmp_path: Path) -> None:
    library = shims.built("slow_disk", tmp_path)
    found = bench_typing.typed(tmp_path / "one", library, 1)
    assert len(found["waits"]) == KEYS_A_SECOND
    assert found["early"] == 0
    assert found["saved"] >= 1
    assert found["syncs"] >= found["commits"] >= 1


def test_a_saved_that_is_said_too_early_is_counted(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured = Measured(tmp_path / "count")
    measured.watch(monkeypatch)
    status = SaveStatus(Theme("light", 100), SteppingClock(factory.MONDAY))
    status.set_state("saving")
    measured.commits += 1
    status.set_state("saved")
    assert (measured.saved, measured.early) == (1, 0)
    status.set_state("saving")
    status.set_state("saved")
    assert (measured.saved, measured.early) == (2, 1)
