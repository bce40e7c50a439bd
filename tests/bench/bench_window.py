"""The window: from nothing to the unlock screen, beside a bare window with the same imports of Qt."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable

from tests.bench.harness import Row, at_most, told

TIMES_BARE = 2.5
TIMES = 7

# Both end once the window has been painted: the first event after its paint closes it.
_CREMEET = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from cremeet import app
from cremeet.views.unlock.window import UnlockWindow
shown = UnlockWindow.showEvent
def show(self, event):
    shown(self, event)
    QTimer.singleShot(0, lambda: (self.repaint(), print(*sorted(
        name for name in sys.modules if name.startswith("PySide6.Qt"))), sys.stdout.flush(), __import__("os")._exit(0)))
UnlockWindow.showEvent = show
app.run(None, settings_folder=Path(sys.argv[1]))
"""
_BARE = """
import importlib, os, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
application = QApplication([])
window = QWidget()
layout = QVBoxLayout(window)
layout.addWidget(QLabel("bare"))
window.resize(1366, 768)
window.show()
QTimer.singleShot(0, lambda: (window.repaint(), os._exit(0)))
application.exec()
"""


def bench_unlock_screen() -> Iterable[Row]:
    """Measure both in fresh processes, by turns, and compare the best of each."""
    import time

    with tempfile.TemporaryDirectory(prefix="cremeet-bench-") as place:
        modules = _run(_CREMEET, place).split()

        def seconds(program: str, *arguments: str) -> float:
            before = time.perf_counter()
            _run(program, *arguments)
            return time.perf_counter() - before

        ours, bare = [], []
        for _ in range(TIMES):
            ours.append(seconds(_CREMEET, place))
            bare.append(seconds(_BARE, *modules))
    yield at_most("window to unlock screen, beside a bare window", min(ours) / min(bare), "times", TIMES_BARE)
    yield told("window to unlock screen", min(ours) * 1000, "ms")
    yield told("bare window with the same imports of Qt", min(bare) * 1000, "ms")


def _run(program: str, *arguments: str) -> str:
    answer = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, timeout=60, check=True
    )
    return answer.stdout
