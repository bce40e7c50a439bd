"""Draw the pictures of the user guide and the README from the real windows, into docs/pictures/.

Run `make screenshots`, or `python -m tests.pictures`. Beside the pictures lies `words.json`: a hash of what each screen
says, to its words and never to its pixels, which the tests hold against the screen of today. Only what went stale is
drawn anew, or all of it with `--all`.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from cremeet.settings import Settings
from cremeet.vault.thread import unit_of_work
from cremeet.views.keeper import Keeper
from cremeet.views.language import speak_english
from cremeet.views.main_window import MainWindow
from cremeet.views.theme import Theme
from cremeet.views.unlock.window import UnlockWindow
from tests import screenshots_live
from tests.views.demonstration import Demonstration
from tests.views.doors import Door
from tests.views.vault_room import opened_vault

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
WORDS = FOLDER / "words.json"
SIZE = (1366, 768)
GROUNDS, MARKS = 24, 24
"""How many colours: grounds and lines, which are kept exactly, and the shades of letters and marks."""
LARGEST = 60_000
"""The largest picture in bytes."""

OF_WAYS = {
    "children": "children",
    "child": "child",
    "planner": "planner",
    "risk": "risk, held",
    "plan": "plan, held",
    "read-back": "read-back, held",
    "close": "close, held",
    "send": "send",
    "library": "library",
}
"""Which way of the demonstration leads to the screen of each picture."""
LIVE, LIVE_WAY, FIRST = "meeting", "meeting, held", "first-run"


def told(of: QWidget) -> str:
    """Return what a screen says, widget by widget: the words that a picture of it shows, without what is typed."""
    seen = (one for one in (of, *of.findChildren(QWidget)) if one.isVisible())
    return "\n".join(words for one in seen for words in _words(one) if words)


def _words(one: QWidget) -> Iterator[str]:
    if isinstance(one, QLabel):
        yield one.text()
    elif isinstance(one, QAbstractButton):
        yield one.text() or one.accessibleName()
    elif isinstance(one, QComboBox):
        yield f"{one.accessibleName()}: {one.currentText()}"
    elif isinstance(one, QLineEdit):
        yield f"{one.accessibleName()} ({one.placeholderText()})"
    elif isinstance(one, QTextEdit):
        yield one.accessibleName()
    elif isinstance(one, QTabBar):
        yield from (one.tabText(number) for number in range(one.count()))
    elif isinstance(one, QAbstractItemView) and one.model() is not None:
        model = one.model()
        for row in range(model.rowCount()):
            index = model.index(row, 0)
            yield str(index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data() or "")


def seal(words: str) -> str:
    """Return the hash that is kept of a screen's words."""
    return hashlib.sha256(words.encode("utf-8")).hexdigest()


def seals(ways: dict[str, str]) -> dict[str, str]:
    """Return the hash for each picture, by what was told on each way; ways without a picture are left out.

    The live meeting is played, so the same screen after the meeting stands for it, with what is played.
    """
    found = {name: seal(ways[way]) for name, way in OF_WAYS.items() if way in ways}
    if LIVE_WAY in ways:
        found[LIVE] = seal("\n".join((ways[LIVE_WAY], *screenshots_live.SAID, screenshots_live.TYPED)))
    return found


def first_run(theme: Theme) -> UnlockWindow:
    """Return the window on a first run."""
    window = UnlockWindow(Door(), theme, None, Path("Documents"))
    window.resize(*SIZE)
    window.show()
    return window


def kept() -> dict[str, str]:
    """Return the hashes that lie beside the pictures."""
    return dict(json.loads(WORDS.read_text(encoding="utf-8"))) if WORDS.exists() else {}


def main(*, every: bool = False) -> None:
    """Draw what went stale."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(["cremeet"])
    speak_english(app)
    theme = Theme("light", 100)
    theme.apply(app)
    before, now = ({} if every else kept()), {}

    def keep(name: str, words: str, window: QWidget) -> None:
        now[name] = words
        if before.get(name) != words or not (FOLDER / f"{name}.png").exists():
            _draw(name, window)

    door = first_run(theme)
    _wait(app)
    keep(FIRST, seal(told(door)), door)
    door.background.close()
    door.hide()
    made = Demonstration()
    with TemporaryDirectory() as place, opened_vault(Path(place)) as vault:
        record = made.record()
        keeper = Keeper(vault, record, made.thread)
        window = MainWindow(record, theme, made.clock, Settings("light", 100), keeper)
        window.resize(*SIZE)
        window.show()
        for name, way in OF_WAYS.items():
            _go(made, window, way)
            _wait(app, record)
            keep(name, seals({way: told(window.pages.page)})[name], window)
        _go(made, window, LIVE_WAY)
        _wait(app, record)
        live = seals({LIVE_WAY: told(window.pages.page)})[LIVE]
        with unit_of_work(made.engine, made.info) as session:
            screenshots_live._play(session, made.planned.meeting_id, made.clock)
        window.show_children()
        window.show_meeting(made.planned.meeting_id)
        _wait(app, record)
        page: Any = window.pages.page
        page.minutes.line.editor.setFocus()
        QTest.keyClicks(page.minutes.line.editor, screenshots_live.TYPED)
        _wait(app, record)
        keep(LIVE, live, window)
        page.minutes.line.editor.clear()
        page.leave()
        _wait(app, record)
        window.hide()
        keeper.close()
        made.thread.stop()
    made.engine.dispose()
    WORDS.write_text(json.dumps(now, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _go(made: Demonstration, window: MainWindow, way: str) -> None:
    if way in made.ways:
        made.ways[way](window)
    else:
        window._start(way)


def _wait(app: Any, record: Any = None) -> None:
    """Let every question be answered and every page be laid out."""
    quiet, end = 0, time.monotonic() + 20
    while quiet < 12 and time.monotonic() < end:
        app.processEvents()
        time.sleep(0.02)
        quiet = quiet + 1 if record is None or record.pending == 0 else 0


def _draw(name: str, window: QWidget) -> None:
    path = FOLDER / f"{name}.png"
    window.grab().save(str(path))
    with Image.open(path) as picture:
        few = _fewer(picture.convert("RGB"))
    few.save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size:,} bytes")


def _fewer(picture: Image.Image) -> Image.Image:
    """Return a picture in few colours: those of its grounds as they are, and the best for letters and marks."""
    counted = sorted(picture.getcolors(picture.width * picture.height) or (), reverse=True)
    grounds = [colour for _, colour in counted[:GROUNDS]]
    rest = Image.new("RGB", (len(counted) - GROUNDS, 1))
    rest.putdata([colour for _, colour in counted[GROUNDS:]])
    marks = rest.quantize(MARKS, method=Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([*(part for colour in grounds for part in colour), *marks[: 3 * MARKS]])
    return picture.quantize(palette=palette, dither=Image.Dither.NONE)


if __name__ == "__main__":
    main(every="--all" in sys.argv)
