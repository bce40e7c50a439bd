"""Draw every screen on the demonstration's vault, light and dark, at 100 and 200 per cent, into ./screenshots/.

Run `make screenshots`, or `python -m tests.screenshots FOLDER`.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from cremeet.cli import AS_OF
from cremeet.clock import SteppingClock, london
from cremeet.demo import make
from cremeet.services import child_list, meetings
from cremeet.services.child_list import ChildFilter
from cremeet.services.unit import context
from cremeet.settings import Settings
from cremeet.vault.slots import FLOOR
from cremeet.vault.thread import RecordThread, unit_of_work
from cremeet.vault.vault import unlock
from cremeet.views.keeper import Keeper
from cremeet.views.language import speak_english
from cremeet.views.main_window import MainWindow
from cremeet.views.record import Record
from cremeet.views.theme import Theme
from cremeet.views.unlock.door import VaultDoor
from cremeet.views.unlock.recovery_sheet import RecoverySheet
from cremeet.views.unlock.window import UnlockWindow

SIZE = (1366, 768)
TABS = ("people", "backups", "moving", "settings", "log")
CODE = "7F3K9-Q2M4X-TP0RH-W8BNC-3VYZ6-JDG2T"
LOOKS = (("light", 100), ("dark", 100), ("light", 200))


def main(folder: Path) -> None:
    """Draw them all into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(["cremeet"])
    speak_english(app)
    with TemporaryDirectory() as place:
        made = make.demonstration(Path(place), AS_OF)
        clock = SteppingClock(london(AS_OF, 10, 34) + timedelta(days=1))
        draw_door(app, folder, made.vault)
        with unlock(made.vault, made.passphrase) as vault:
            info = context(vault.person.name, clock)
            with unit_of_work(vault.engine, info) as session:
                lines = meetings.meetings(session)
                rows = child_list.children(session, ChildFilter()).rows
            held = next(line for line in lines if line.reference == made.reference)
            adjourned = next(line for line in lines if line.state == "adjourned")
            planned = next(line for line in lines if line.state == "planned")
            screens: dict[str, Callable[[MainWindow], Any]] = {
                "children": lambda window: window.show_children(),
                "meetings": lambda window: window.show_meetings(),
                "actions": lambda window: window._start("actions"),
                "directory": lambda window: window._start("directory"),
                "practice": lambda window: window._start("practice"),
                "library": lambda window: window.show_library(),
                "help": lambda window: (window.show_meeting(held.meeting_id), window._beside.toggle_help()),
                **{f"vault-{tab}": partial(MainWindow.show_vault, part=tab) for tab in TABS},
                "child": lambda window: window.show_child(held.child_id),
                "planner": lambda window: window.show_planner(planned.child_id, planned.meeting_id),
                "plan-new": lambda window: window.show_planner(rows[0].child_id),
                "meeting": lambda window: window.show_meeting(held.meeting_id),
                "meeting-adjourned": lambda window: window.show_meeting(adjourned.meeting_id),
                "risk": lambda window: window.show_risk(held.meeting_id),
                "plan": lambda window: window.show_plan(held.meeting_id),
                "read-back": lambda window: window.show_read_back(adjourned.meeting_id),
                "close": lambda window: window.show_close(held.meeting_id),
                "close-adjourned": lambda window: window.show_close(adjourned.meeting_id),
                "send": lambda window: window.show_send(held.meeting_id),
            }
            for look, percent in LOOKS:
                theme = Theme(look, percent)
                theme.apply(app)
                for name, show in screens.items():
                    record, thread = begin(vault.engine, info)
                    keeper = Keeper(vault, record, thread)
                    window = MainWindow(record, theme, clock, Settings(look, percent), keeper)
                    window.resize(*SIZE)
                    window.show()
                    try:
                        show(window)
                    except (ModuleNotFoundError, AttributeError) as error:
                        print(f"{name}: not drawn ({type(error).__name__})")
                        continue
                    settle(app, record)
                    window.grab().save(str(folder / f"{name}-{look}-{percent}.png"))
                    window.hide()
                    keeper.close()
                    thread.stop()
                    window.deleteLater()
                    print(f"{name}-{look}-{percent}.png")


def begin(engine: Any, info: Any) -> tuple[Record, RecordThread]:
    """Start the record's thread, and return what the screens hold of it."""
    threads: list[RecordThread] = []

    def start(announce: Callable[[Any], None]) -> RecordThread:
        threads.append(RecordThread(engine, info, announce))
        threads[0].start()
        return threads[0]

    return Record(start), threads[0]


def draw_door(app: Any, folder: Path, vault: Path) -> None:
    """Draw what is seen before a vault is open."""
    for look, percent in LOOKS:
        theme = Theme(look, percent)
        theme.apply(app)
        window = UnlockWindow(VaultDoor(FLOOR), theme, vault, vault.parent)
        window.resize(*SIZE)
        window.show()
        sheet = RecoverySheet("North Vale", lambda then, _: then(CODE), lambda: AS_OF, first=True)
        doors: dict[str, Callable[[], Any]] = {
            "open": lambda: None,
            "first-run": window.show_first_run,
            "recover": partial(window.show_recover, vault),
            "card": window.show_card,
            "receive": window.show_receive,
            "code-offered": partial(window.put, sheet),
            "code": sheet.show_code.click,
        }
        for name, show in doors.items():
            show()
            for _ in range(25):
                app.processEvents()
                time.sleep(0.02)
            window.grab().save(str(folder / f"door-{name}-{look}-{percent}.png"))
            print(f"door-{name}-{look}-{percent}.png")
        window.background.close()
        window.hide()
        window.deleteLater()


def settle(app: Any, record: Record) -> None:
    """Let every question be answered and every page be laid out."""
    quiet = 0
    end = time.monotonic() + 20
    while quiet < 12 and time.monotonic() < end:
        app.processEvents()
        time.sleep(0.02)
        quiet = quiet + 1 if record.pending == 0 else 0


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"))
