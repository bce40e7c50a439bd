"""Draw the live meeting and the shared screen at every size that they promise to fit, into ./screenshots/live/.

Run `make screenshots`, or `python -m tests.screenshots_live FOLDER`: a meeting is played into a fresh vault until it is
in the midst of what each agency knows, with somebody late, a closed part to come and a line half typed.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import timedelta
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cremeet.cli import AS_OF
from cremeet.clock import SteppingClock, london
from cremeet.demo import make
from cremeet.services import attendance, capture, holding, meetings, readings
from cremeet.services.minutes import NewEntry
from cremeet.services.unit import context
from cremeet.settings import Settings
from cremeet.vault.thread import unit_of_work
from cremeet.vault.vault import unlock
from cremeet.views.keeper import Keeper
from cremeet.views.language import speak_english
from cremeet.views.main_window import MainWindow
from cremeet.views.theme import Theme
from tests.screenshots import begin, settle

SIZES = ((1366, 768), (1366, 688), (1920, 1080))
LOOKS = ("light", "dark")
PERCENTS = (100, 150, 200)
SAID = (
    "Three missing reports since 14 October; two returns from the same retail park, phone off on each.",
    "/x Intelligence links an adult to two other young people. Not to be shared outside this meeting.",
    "/a Apply for a Child Abduction Warning Notice by 4/12 !high",
    "/v I like it when people say what is going to happen and then it actually happens.",
    "/r New trainers and a second phone that nobody at home bought.",
    "/p Ask the landlord who holds the keys",
    "Seen at the clinic on ?? with the same adult.",
)
TYPED = "The nurse has met her twise; she was putting herself at risk"


def main(folder: Path) -> None:
    """Draw all sizes, looks and text sizes into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(["cremeet"])
    speak_english(app)
    with TemporaryDirectory() as place:
        made = make.demonstration(Path(place), AS_OF)
        clock = SteppingClock(london(AS_OF, 10) + timedelta(days=1))
        with unlock(made.vault, made.passphrase) as vault:
            info = context(vault.person.name, clock)
            with unit_of_work(vault.engine, info) as session:
                planned = next(line for line in meetings.meetings(session) if line.state == "planned")
                _play(session, planned.meeting_id, clock)
            for look, percent in product(LOOKS, PERCENTS):
                theme = Theme(look, percent)
                theme.apply(app)
                _draw(app, folder, theme, vault, info, planned.meeting_id, Settings(look, percent))


def _play(session: Any, meeting_id: str, clock: SteppingClock) -> None:
    """Hold the first part of the meeting."""
    holding.start(session, meeting_id)
    people = meetings.meeting_view(session, meeting_id).people
    for person in people[:-1]:
        attendance.mark(session, person.attendance_id, "present")
    readings.read_statement(session, meeting_id)
    clock.advance(timedelta(minutes=14))
    attendance.mark(session, people[-1].attendance_id, "present")
    view = meetings.meeting_view(session, meeting_id)
    for item in view.items:
        holding.go_to(session, item.item_id)
        clock.advance(timedelta(minutes=2))
        if item.template == "agencies":
            break
    speakers = [person for person in people if person.part == "professional"]
    for number, words in enumerate(SAID):
        clock.advance(timedelta(minutes=1))
        speaker = speakers[number // 3 % len(speakers)].attendance_id
        capture.keep(session, item.item_id, NewEntry(words, speaker_id=speaker))


def _draw(app: Any, folder: Path, theme: Theme, vault: Any, info: Any, meeting_id: str, chosen: Settings) -> None:
    record, thread = begin(vault.engine, info)
    keeper = Keeper(vault, record, thread)
    window = MainWindow(record, theme, info["clock"], replace(chosen), keeper)
    window.resize(*SIZES[0])
    window.show()
    window.show_meeting(meeting_id)
    settle(app, record)
    page: Any = window.pages.page
    editor = page.minutes.line.editor
    editor.setFocus()
    QTest.keyClicks(editor, TYPED)
    settle(app, record)
    for width, height in SIZES:
        window.resize(width, height)
        settle(app, record)
        name = f"{chosen.theme}-{chosen.text_percent}-{width}x{height}.png"
        window.grab().save(str(folder / f"console-{name}"))
        print(f"console-{name}")
        if chosen.text_percent == PERCENTS[0]:  # the room's screen has its own size of text
            page.toggle_shared()
            settle(app, record)
            page.shared.resize(width, height)
            settle(app, record)
            page.shared.grab().save(str(folder / f"shared-{name}"))
            print(f"shared-{name}")
            page.toggle_shared()
            settle(app, record)
    editor.clear()
    page.leave()
    settle(app, record)
    window.hide()
    keeper.close()
    thread.stop()
    window.deleteLater()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots/live"))
