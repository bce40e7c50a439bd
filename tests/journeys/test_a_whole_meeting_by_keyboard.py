"""A chair's whole job, from a first vault to minutes, action sheet and plan in other people's readers, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt

from cremeet.clock import SteppingClock
from tests.journeys.hands import ALT, CONTROL, SHIFT, Hands, named

Key = Qt.Key
PASSPHRASE = "otter-lemon-brick-tide"
CHILD = "Wren Inventedson"
PEOPLE = (
    ("Amira Testkhan", "Police", "Detective sergeant"),
    ("Priya Testnair", "Children's social care", "Social worker"),
    ("Lowri Testwyn", "Safeguarding health team", "Safeguarding nurse"),
    ("Mark Testbell", "School or college", "Designated safeguarding lead"),
)
THURSDAY = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)


class Chair:
    """A person at the keyboard who chairs the meeting, stage by stage."""

    def __init__(self, hands: Hands, clock: SteppingClock, folder: Path) -> None:
        self.hands, self.clock, self.folder = hands, clock, folder

    # -- before the meeting --------------------------------------------------------------------------------------------
    def make_a_vault(self) -> None:
        hands = self.hands
        hands.enter("Name of the vault", "North Vale")
        hands.enter("Your name", "Lena Chairwoman")
        hands.choose("Your role", "Chair")
        hands.enter("Passphrase", PASSPHRASE)
        hands.enter("The same passphrase again", PASSPHRASE)
        hands.tick("I have a safe copy of the passphrase, away from this computer")
        hands.push("Make the vault")
        hands.wait_words("No child is in this vault yet.", 20_000)

    def fill_the_directory(self) -> None:
        hands = self.hands
        hands.press(Key.Key_4, ALT)
        hands.wait_words("Nobody yet. Add the first")
        for number, person in enumerate(PEOPLE, 1):
            hands.answering(lambda: hands.press(Key.Key_N, CONTROL), lambda person=person: self._add_person(*person))
            hands.wait_words("1 person" if number == 1 else f"{number} people")

    def _add_person(self, name: str, agency: str, role: str) -> None:
        hands = self.hands
        hands.enter("Name", name)
        hands.choose("Agency", agency)
        hands.enter("Role (optional)", role)
        hands.save()

    def add_the_child(self) -> None:
        hands = self.hands
        hands.press(Key.Key_1, ALT)
        hands.reach("Add the first child")
        hands.answering(lambda: hands.press(Key.Key_Space), self._describe_the_child)
        hands.wait_words("No episode is open.")
        hands.reach("Open an episode")
        hands.answering(lambda: hands.press(Key.Key_Space), self._describe_the_episode)
        hands.wait_words("Two men in a silver car wait near school.")

    def _describe_the_child(self) -> None:
        hands = self.hands
        hands.enter("Given names", "Wren")
        hands.enter("Family name", "Inventedson")
        hands.enter("Date of birth", "4/5/2012")
        hands.enter("School, college or training (optional)", "Invented Academy")
        hands.save()

    def _describe_the_episode(self) -> None:
        hands = self.hands
        hands.enter("Opened on", "20/11/2026")
        hands.tick("What is suspected: Child sexual exploitation")
        hands.enter("Summary of concern", "Two men in a silver car wait near school.")
        hands.save()

    def plan_the_meeting(self) -> None:
        hands = self.hands
        hands.press(Key.Key_M, CONTROL)
        hands.wait_words("Due by ")
        hands.enter("What brings it about", "A referral by the school")
        hands.enter("Since", "20/11/2026")
        hands.enter("Date and time of the meeting", "26/11/2026")
        hands.enter("Date and time of the meeting: time", "10:00")
        hands.enter("Place or link (optional)", "Room 4")
        hands.enter("Chair", "Lena Chairwoman")
        hands.enter("Minute-taker", "Minnie Taker")
        hands.press(Key.Key_Return, CONTROL)
        hands.wait_words("Core agencies not invited yet")

    def invite(self) -> None:
        hands = self.hands
        hands.answering(lambda: hands.press(Key.Key_I, CONTROL), self._invite_all)
        hands.row("People invited", "Amira Testkhan")
        hands.answering(lambda: hands.press(Key.Key_Return), self._write_a_report)
        hands.turn_to_tab("The child's views")
        hands.enter("In the child's own words", "I want to stay at my school.")
        hands.enter("Asked by", "Priya Testnair")
        hands.push("Keep the views")

    def _invite_all(self) -> None:
        for name, agency, _ in PEOPLE:
            self.hands.tick(f"From the directory: {name} ({agency})")
        self.hands.save()

    def _write_a_report(self) -> None:
        self.hands.enter("The report", "The car is known to three forces.")
        self.hands.save()

    # -- the meeting ---------------------------------------------------------------------------------------------------
    def start(self) -> None:
        self.clock.set(THURSDAY)
        self.hands.press(Key.Key_Return, CONTROL | SHIFT)
        self.hands.wait_words("Not quorate")

    def mark_who_is_here(self) -> None:
        """Read the statement, and mark everybody who was invited as here."""
        hands = self.hands
        hands.push("Confidentiality statement read")
        hands.wait_names("Statement read 10:00: read again")
        hands.turn_to_tab("People")
        hands.push("All invited are here")
        hands.wait_words("Quorate")

    def take_minutes(self) -> None:
        hands = self.hands
        self._turn_to("What each agency knows")
        self._minute("The school saw the silver car on three Mondays.")
        self._minute("/v I felt scared and nobody asked me.")
        self._minute("/r Two new phones that nobody bought for Wren.")
        self._minute("/a Ask for the shop's camera records @Testkhan by 30/11/2026 !high")
        self._minute("/d Hold a multi-agency plan for Wren")
        self._minute("/x An informant named the driver.")
        hands.turn_to_tab("Decisions")
        hands.reach("Reason and outcome…")
        hands.answering(lambda: hands.press(Key.Key_Space), self._give_the_reason)
        hands.reach("Dissent…")
        hands.answering(lambda: hands.press(Key.Key_Space), self._dissent)

    def _turn_to(self, title: str) -> None:
        """Go on, item by item, until the minutes of `title` are being taken."""
        hands = self.hands

        def on() -> bool:
            if title in named(hands.reach("Minutes for item…")):
                return True
            self.clock.advance(timedelta(minutes=2))
            hands.press(Key.Key_Down, CONTROL)
            return False

        hands.wait(on)

    def _minute(self, words: str) -> None:
        hands = self.hands
        hands.reach("Minutes for item…")
        hands.add(words)
        hands.press(Key.Key_Escape)  # puts suggestions away
        hands.press(Key.Key_Return)

    def _give_the_reason(self) -> None:
        hands = self.hands
        hands.enter("Why was this decided?", "The signs have grown since October.")
        hands.choose("Outcome", "CRE plan starts")
        hands.save()

    def _dissent(self) -> None:
        hands = self.hands
        hands.choose("Agency", "School or college")
        hands.enter("Why does it not agree?", "The school wanted a conference at once.")
        hands.save()


def test_a_chair_runs_a_meeting_with_the_keyboard_alone(
    hands: Hands, clock: SteppingClock, sitting: Callable[..., tuple[int, list[list[str]]]], tmp_path: Path
) -> None:
    chair = Chair(hands, clock, tmp_path / "documents")

    def play() -> None:
        for stage in (
            chair.make_a_vault,
            chair.fill_the_directory,
            chair.add_the_child,
            chair.plan_the_meeting,
            chair.invite,
            chair.start,
            chair.mark_who_is_here,
            chair.take_minutes,
        ):
            stage()
        hands.press(Key.Key_L, CONTROL)

    code, begun = sitting(play)
    assert code == 0
    assert begun == [["open", str(tmp_path / "vaults" / "North Vale.cremeet")]]
