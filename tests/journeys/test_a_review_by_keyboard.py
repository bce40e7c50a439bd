"""A review by keyboard: it is started from the last meeting, each earlier action is answered, then the read-back."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from sqlalchemy.orm import Session

from cremeet.app import make_ready
from cremeet.clock import SteppingClock, london
from cremeet.services import actions, closing, meetings, readback
from cremeet.vault import vault as vaults
from cremeet.vault.slots import FLOOR
from cremeet.vault.thread import unit_of_work
from tests import factory, held
from tests.journeys.hands import ALT, CONTROL, SHIFT, Hands, named
from tests.journeys.told import PASSPHRASE
from tests.journeys.writer import LINE, Writer

Key = Qt.Key
PERSON = "Lena Chairwoman"


def context(clock: SteppingClock) -> dict[str, object]:
    return {"who": PERSON, "clock": clock, "random": random.Random(5), "packs": {}}


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A vault with a meeting that has ended and left three actions, one of them due on 4 December."""
    folder, clock = tmp_path / "North Vale.cremeet", SteppingClock(factory.MONDAY)

    def first(session: Session) -> None:
        meeting_id = held.live(session)
        for words in ("Call the school", "Offer a health check"):
            held.action(session, meeting_id, words=words, due_on=date(2027, 1, 11))
        held.complete(session, meeting_id)
        clock.advance(timedelta(minutes=90))
        closing.end(session, meeting_id)

    with vaults.create(folder, person=PERSON, role="chair", passphrase=PASSPHRASE, cost=FLOOR) as vault:
        for verb in (make_ready, first):
            with unit_of_work(vault.engine, context(clock)) as session:
                verb(session)
    return folder


class Reviewer:
    """A chair who reviews what was agreed, with the keys that the screens name."""

    def __init__(self, hands: Hands, clock: SteppingClock) -> None:
        self.hands, self.clock = hands, clock

    def start(self) -> None:
        hands = self.hands
        hands.press(Key.Key_2, ALT)
        hands.row("Meetings", "Robin Testwood")
        hands.press(Key.Key_Return)
        hands.wait_names("Start the review")  # a meeting that has ended opens at its close
        hands.answering(lambda: hands.press(Key.Key_R, CONTROL | SHIFT), hands.save)
        hands.wait_words("Due by ")
        hands.press(Key.Key_Return, CONTROL | SHIFT)
        hands.wait_words("Not quorate")
        hands.turn_to_tab("People")
        hands.push("All invited are here")
        hands.wait_words("Quorate")

    def turn_to_the_earlier_actions(self) -> None:
        hands = self.hands
        pressed: dict[str, float] = {}

        def on() -> bool:
            here = named(hands.reach(LINE))
            if "Earlier minutes and actions" in here:
                return True
            if time.monotonic() > pressed.get(here, 0) + 1:
                pressed[here] = time.monotonic()
                hands.press(Key.Key_Down, CONTROL)
            return False

        hands.wait(on, 40_000)

    def review(self) -> None:
        hands = self.hands
        hands.press(Key.Key_A, ALT)
        hands.wait_words("0 of 3 earlier actions reviewed")
        hands.answering(lambda: hands.press(Key.Key_O), self._say_why_it_is_late)
        hands.wait_words("1 of 3 earlier actions reviewed")
        hands.press(Key.Key_F)
        hands.wait_words("2 of 3 earlier actions reviewed")
        hands.answering(lambda: hands.press(Key.Key_E), self._escalate)
        hands.wait_words("3 of 3 earlier actions reviewed")
        hands.press(Key.Key_Z, CONTROL)
        hands.wait_words("2 of 3 earlier actions reviewed")
        hands.answering(lambda: hands.press(Key.Key_D), hands.save)
        hands.wait_words("3 of 3 earlier actions reviewed")

    def _say_why_it_is_late(self) -> None:
        self.hands.enter("Why it is not done", "The worker was ill")
        self.hands.enter("New date", "18/12/2026")
        self.hands.save()

    def _escalate(self) -> None:
        self.hands.enter("Escalated to", "Head of service")
        self.hands.enter("Why it is escalated", "No room in the team")
        self.hands.save()

    def read_back(self) -> None:
        hands = self.hands
        hands.press(Key.Key_R, CONTROL)
        hands.wait_words("0 of 1 owner agreed or to be told")
        hands.reach("Owners and decisions")
        hands.press(Key.Key_Space)
        hands.wait_words("1 of 1 owner agreed or to be told")
        hands.press(Key.Key_Return)
        hands.press(Key.Key_Space)  # the way on has the keyboard now
        hands.wait_words("things are missing")


def test_a_review_goes_from_the_last_meeting_to_its_close_list_by_keyboard(
    hands: Hands, clock: SteppingClock, sitting: Callable[..., tuple[int, list[list[str]]]], vault: Path
) -> None:
    clock.set(london(date(2026, 12, 14), 9, 30))
    chair = Reviewer(hands, clock)

    def play() -> None:
        Writer(hands).unlock()
        for stage in (chair.start, chair.turn_to_the_earlier_actions, chair.review, chair.read_back):
            stage()
        assert not any("was not reviewed" in line for line in hands.lines()), "the close list asks for nothing of that"
        hands.press(Key.Key_L, CONTROL)

    code, _ = sitting(play, vault)
    assert code == 0
    with vaults.unlock(vault, PASSPHRASE) as opened, unit_of_work(opened.engine, context(clock)) as session:
        (last,) = (one for one in meetings.meetings(session) if one.kind == "review")
        reviewed = {line.words: line for line in actions.plan(session, last.meeting_id).reviewed}
        late, on, done = (
            reviewed[words] for words in ("Offer a trusted worker", "Call the school", "Offer a health check")
        )
        assert (late.review_reason, late.due_on, late.moved) == ("The worker was ill", date(2026, 12, 18), 1)
        assert (on.status, on.carried) == ("not-started", 1)
        assert (done.status, done.escalated_to) == ("done", "")
        view = meetings.meeting_view(session, last.meeting_id)
        assert all(one.agreed_at for one in readback.by_owner(view, readback.told_of(session, last.meeting_id)))
