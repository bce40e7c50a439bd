"""A chair at the keyboard, who makes a vault, plans a meeting, holds it, closes it and sends out its documents."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt

from cremeet.clock import SteppingClock
from tests.journeys.hands import ALT, CONTROL, SHIFT, Hands, named
from tests.journeys.told import AWAY, HURT, LATE, PASSPHRASE, PEOPLE

Key = Qt.Key
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
        hands.wait_words("A recovery code for this vault", 20_000)
        hands.push("Later")
        hands.wait_words("Step 2 of 4")
        hands.push("Skip the rest and open the vault")
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
        hands.press(Key.Key_Return)  # its reason is given in the form, below
        self._minute("/x An informant named the driver.")
        hands.turn_to_tab("Decisions")
        hands.reach("Reason and outcome…")
        hands.answering(lambda: hands.press(Key.Key_Space), self._give_the_reason)
        hands.reach("Dissent…")
        hands.answering(lambda: hands.press(Key.Key_Space), self._dissent)

    def _turn_to(self, title: str) -> None:
        """Go on, item by item, until the minutes of `title` are being taken."""
        hands = self.hands

        turned: dict[str, float] = {}

        def on() -> bool:
            here = named(hands.reach("Minutes for item…"))
            if title in here:
                return True
            if time.monotonic() > turned.get(here, 0) + 1:  # the clock must not run ahead of a busy machine by days
                turned[here] = time.monotonic()
                self.clock.advance(timedelta(minutes=2))
                hands.press(Key.Key_Down, CONTROL)
            return False

        hands.wait(on, 40_000)  # item by item, each found by Tab

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

    def assess_the_risk(self) -> None:
        hands = self.hands
        self._turn_to("Risk, strengths and level")
        hands.press(Key.Key_R, ALT)
        hands.wait_words("The first assessment of this episode.")
        hands.push("Begin the assessment")
        hands.mark("The child is lonely, bullied or thinks little of themselves", "Yes")
        self._answer(LATE, "Confirmed", area="missing")
        self._answer("Missing overnight, with nobody knowing where", "Not known")
        self._answer(AWAY, "Confirmed")
        self._answer(HURT, "Suspected")
        hands.choose("Level", "Medium")
        hands.enter("Reason", "The signs grew, and the school sees Wren every day.")
        hands.press(Key.Key_G, CONTROL)
        hands.wait_names("Agreed")
        hands.press(Key.Key_Left, ALT)

    def _answer(self, sign: str, answer: str, area: str = "") -> None:
        hands = self.hands
        if area:
            hands.press(Key.Key_Down, CONTROL)
        hands.mark(sign, answer)
        if answer == "Confirmed":
            hands.enter(f"Evidence: {sign}", "Five late returns are recorded.")
            hands.enter(f"Source: {sign}", "Home record")

    def agree_the_plan(self) -> None:
        hands = self.hands
        self._turn_to("The multi-agency plan")
        hands.press(Key.Key_P, ALT)
        hands.reach("Change A1")
        hands.answering(lambda: hands.press(Key.Key_Space), self._complete_the_action)
        hands.wait_words("We will know it helped when: The driver is named within two weeks.")
        hands.answering(lambda: hands.press(Key.Key_N, CONTROL), self._add_an_action)
        hands.wait_words("Wren has a worker to talk to.")
        for pillar in ("Identify", "Prevent", "Prosecute", "Recover"):
            hands.enter(f"No action under {pillar}? Say why", f"Nothing for {pillar.lower()} until the police report.")
        hands.press(Key.Key_Left, ALT)

    def _complete_the_action(self) -> None:
        hands = self.hands
        hands.choose("Pillar of the plan", "Disrupt")
        hands.enter("Outcome for the child (optional)", "The car no longer comes.")
        hands.enter("How we will know that it helped", "The driver is named within two weeks.")
        hands.choose("The sign that it answers (optional)", f"High now: {AWAY}")
        hands.save()

    def _add_an_action(self) -> None:
        hands = self.hands
        hands.enter("What will be done", "Offer Wren a worker of her choice")
        hands.choose("Pillar of the plan", "Protect")
        hands.enter("Outcome for the child (optional)", "Wren has a worker to talk to.")
        hands.choose("Owner", "Priya Testnair")
        hands.enter("Due", "1w")
        hands.enter("How we will know that it helped", "They have met twice.")
        hands.save()

    def go_through_the_rest(self) -> None:
        """Give every item that is left its turn, and say what is agreed at the end."""
        hands = self.hands
        self._turn_to("Next date, circulation and close")
        hands.press(Key.Key_C, ALT)
        hands.wait_words("missing")
        hands.enter("Contingency", "Meet again within two working days.")
        hands.enter("Trigger plan", "Ring the night team and the police.")
        hands.enter("Review date", "9/12/2026")
        hands.enter("Who tells the child", "Priya Testnair")
        hands.enter("By when", "27/11/2026")

    def close(self) -> None:
        """Go through the list: one line is followed and mended, one closed with a reason; then end and approve."""
        hands = self.hands
        hands.wait_words("2 things are missing")
        hands.push("The minutes hold 1 restricted entry…")
        hands.enter("Circulation", "All who were invited; the informant's words to the police alone.")
        hands.wait_words("1 thing is missing")
        hands.reach(f"Close with a reason: “{HURT}”…")
        hands.answering(lambda: hands.press(Key.Key_Space), self._say_why)
        hands.wait_words("Nothing is missing")
        hands.answering(lambda: hands.press(Key.Key_E, CONTROL), lambda: hands.press(Key.Key_Return))
        hands.wait_words("Ended: draft minutes")
        hands.answering(lambda: hands.press(Key.Key_E, CONTROL), hands.save)
        hands.wait_words("Approved by Lena Chairwoman")

    def _say_why(self) -> None:
        self.hands.add("The nurse sees Wren tomorrow, before the plan begins.")
        self.hands.push("Save the reason")

    def make_the_documents(self) -> None:
        """Issue minutes, action sheet and plan to one professional, in both formats, to be read by other programs."""
        hands = self.hands
        hands.press(Key.Key_D, CONTROL)
        hands.wait_words("Who gets a copy")
        hands.row("Who gets a copy", "Professionals at the meeting")
        hands.press(Key.Key_Space)
        hands.wait_words("1 reader")
        for document in ("Action sheet", "Plan"):
            hands.tick(f"Documents: {document}")
        hands.mark("Protection", "Without a password, with a reason")
        hands.enter("Why without a password", "Read back by other programs in a test")
        hands.enter("Folder", str(self.folder))
        hands.tick("I have thought about what can be worked out…")
        hands.wait_words("1 reader, 6 copies")
        hands.answering(lambda: hands.press(Key.Key_D, CONTROL), lambda: hands.press(Key.Key_Return, CONTROL))
        hands.wait(lambda: len(list(self.folder.rglob("*.docx"))) == 3 and len(list(self.folder.rglob("*.pdf"))) == 3)
