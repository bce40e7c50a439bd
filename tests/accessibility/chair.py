"""The main job, done by somebody who sees nothing: by names and roles, and by what is spoken and announced.

Stage by stage, as a chair does it: a vault with its recovery code, a child, an episode, a meeting that is planned,
held, minuted, assessed, read back, closed and issued. Every name is invented.
"""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

from tests.accessibility.reader import LostError, Reader
from tests.accessibility.tree import called
from tests.journeys.told import HURT, LATE, PASSPHRASE, PEOPLE

NOTE = "The school saw the silver car on three Mondays."
DECISION, WHY = "Hold a multi-agency plan for Wren", "The signs have grown since October."
ACTION = "Ask for the shop's camera records"
TYPED = (
    "Wren Inventedson", "Room 4", NOTE, DECISION, WHY, ACTION, HURT, *(name for name, _, _ in PEOPLE),
    "I want to stay at my school.", "The signs grew, and the school sees Wren every day.",
    "Nothing for recover until the report.", "Meet again within two working days.",
)  # fmt: skip
"""What the minutes that are issued must hold."""


def day(from_today: int) -> str:
    """Return a day as it is typed."""
    found = time.localtime(time.time() + from_today * 86_400)
    return f"{found.tm_mday}/{found.tm_mon}/{found.tm_year}"


class Chair:
    """Somebody with a screen reader who chairs one meeting and takes its minutes."""

    def __init__(self, reader: Reader, folder: Path) -> None:
        """`folder` takes the copies that are issued."""
        self.reader, self.folder = reader, folder

    # -- before the meeting --------------------------------------------------------------------------------------------
    def make_a_vault(self) -> None:
        """Make a vault with a passphrase."""
        reader = self.reader
        reader.enter("Name of the vault", "North Vale")
        reader.enter("Your name", "Lena Chairwoman")
        reader.choose("Your role", "Chair")
        for name in ("Passphrase", "The same passphrase again"):
            reader.enter(name, PASSPHRASE, "password text")
        reader.tick("I have a safe copy of the passphrase, away from this computer")
        reader.push("Make the vault")
        reader.hears("This takes a few seconds.")

    def lock_the_recovery_code_away(self) -> None:
        """Make the recovery code, and say that it is locked away."""
        reader = self.reader
        reader.hears("A recovery code for this vault")
        reader.push("Make the recovery code")
        reader.hears("Making the recovery code.")
        reader.hears("Lock this recovery code away")
        spelt = called(reader.tab_to("panel", "Recovery code: …"))
        assert len(re.sub(r"[^0-9A-Z]", "", spelt.partition(": ")[2])) == 30, "the code is spelt, letter by letter"
        reader.tick("I have locked it away")
        reader.push("Go on")
        for step in ("Step 2 of 4: Your council", "Step 3 of 4: Practice"):
            reader.hears(step)
            reader.push("Go on")
        reader.hears("Step 4 of 4: Text size and colours")
        reader.push("Open the vault")
        reader.sees("No child is in this vault yet.")
        reader.hears("Children")

    def fill_the_directory(self) -> None:
        """Write down the people who will be invited."""
        reader = self.reader
        reader.press("Alt+4")
        reader.hears("Directory")
        for number, (name, agency, role) in enumerate(PEOPLE, 1):
            reader.press("Ctrl+N")
            with reader.dialog("Add a person"):
                reader.enter("Name", name)
                reader.choose("Agency", agency)
                reader.enter("Role (optional)", role)
                reader.press("Ctrl+Return")
            reader.sees("1 person" if number == 1 else f"{number} people")
        row = reader.row("People", "Mark Testbell")
        assert called(row).endswith("Role: Designated safeguarding lead, Agency: School or college"), called(row)

    def use_no_keys(self) -> None:
        """Do by the tree alone what speech or a switch does: give the focus, write, read back, press."""
        reader, search = self.reader, "Find a person by name, role or organisation"
        field = reader.find("text", search)
        assert field.grab_focus(), "the focus cannot be given"
        reader.hears(search, "focus", since=len(reader.heard) - 1)
        field.set_text_contents("Bell")
        reader.sees("1 person")
        assert field.get_text(0, -1) == "Bell"
        field.set_text_contents("")
        reader.sees(f"{len(PEOPLE)} people")
        button = reader.find("push button", "Add a person")
        assert button.get_n_actions(), "the button has no action"
        button.do_action(0)
        with reader.dialog("Add a person"):
            reader.find("push button", "Cancel").do_action(0)

    def add_the_child(self) -> None:
        """Add a child and open an episode."""
        reader = self.reader
        reader.press("Alt+1")
        reader.push("Add the first child")
        with reader.dialog("Add a child"):
            reader.enter("Given names", "Wren")
            reader.enter("Family name", "Inventedson")
            reader.enter("Date of birth", "4/5/2012")
            reader.enter("School, college or training (optional)", "Invented Academy")
            reader.press("Ctrl+Return")
        reader.hears("Record of Wren Inventedson")
        reader.push("Open an episode")
        with reader.dialog("Open an episode"):
            reader.enter("Opened on", day(-3))
            reader.tick("What is suspected: Child sexual exploitation")
            reader.enter("Summary of concern", "Two men in a silver car wait near school.")
            reader.press("Ctrl+Return")
        reader.sees("Two men in a silver car wait near school.")

    def plan_the_meeting(self) -> None:
        """Plan a meeting for today."""
        reader = self.reader
        reader.press("Ctrl+M")
        reader.hears("Plan a meeting")
        reader.sees("Due by ")
        reader.enter("What brings it about", "A referral by the school")
        reader.enter("Since", day(-3))
        reader.enter("Date and time of the meeting", day(0))
        reader.enter("Date and time of the meeting: time", time.strftime("%H:%M"))
        reader.enter("Place or link (optional)", "Room 4")
        reader.enter("Chair", "Lena Chairwoman")
        reader.enter("Minute-taker", "Minnie Taker")
        reader.press("Ctrl+Return")
        reader.hears("The meeting is planned.")

    def invite(self) -> None:
        """Invite everybody, and write down the child's views."""
        reader = self.reader
        reader.press("Ctrl+I")
        for name, agency, _ in PEOPLE:
            reader.tick(f"From the directory: {name} ({agency})")
        reader.press("Ctrl+Return")
        reader.row("People invited", "Amira Testkhan")
        reader.tab_page("The child's views")
        reader.enter("In the child's own words", "I want to stay at my school.")
        reader.enter("Asked by", "Priya Testnair")
        reader.push("Keep the views")

    # -- the meeting ---------------------------------------------------------------------------------------------------
    def begin(self) -> None:
        """Begin the meeting, read the statement, and mark who is here."""
        reader = self.reader
        reader.press("Ctrl+Shift+Return")
        reader.hears("Meeting")
        reader.find("panel", "Not quorate…")
        reader.push("Confidentiality statement read")
        reader.find("push button", "Statement read…")
        reader.tab_page("People")
        reader.push("All invited are here")
        for name, _, _ in PEOPLE:
            reader.hears(f"{name}: Present")
        reader.hears("Quorate. Children's social care, Police")
        assert "here" in called(reader.row("People", "Lowri Testwyn"))

    def take_minutes(self) -> None:
        """Type a note, a decision with its reason, and an action with its owner."""
        reader = self.reader
        reader.tab_to("text", "Minutes for item…")
        self._minute(NOTE, "")
        self._minute(f"/d {DECISION}", "Why? Type the reason for this decision")
        self._minute(WHY, "The reason for D1 is kept.")
        self._minute(f"/a {ACTION} @Testkhan by 1w !high", "Action A1 added.")
        for words in (NOTE, f"Decision D1: {DECISION}", f"Action A1: {ACTION}"):
            reader.find("list item", f"…{words}")
        reader.tab_page("Decisions")
        reader.push("Nobody dissents")
        reader.hears("Noted that nobody dissents from D1.")

    def _minute(self, words: str, answer: str) -> None:
        reader, since = self.reader, len(self.reader.heard)
        reader.type(words)
        if words.startswith("/"):
            reader.press("Escape")  # puts suggestions away
        reader.press("Return")
        if answer:
            reader.hears(answer, since=since)

    def assess_the_risk(self) -> None:
        """Answer for a few signs, and agree a level."""
        reader = self.reader
        self._turn_to("Risk, strengths and level")
        reader.press("Alt+R")
        reader.push("Begin the assessment")
        reader.mark("The child is lonely, bullied or thinks little of themselves", "Yes")
        reader.press("Ctrl+Down")
        reader.mark(LATE, "Confirmed")
        reader.enter(f"Evidence: {LATE}", "Five late returns are recorded.")
        reader.enter(f"Source: {LATE}", "Home record")
        reader.mark(HURT, "Suspected")
        reader.choose("Level", "Medium")
        reader.enter("Reason", "The signs grew, and the school sees Wren every day.")
        reader.press("Ctrl+G")
        reader.hears("Level agreed: Medium.")
        reader.press("Alt+Left")

    def _turn_to(self, title: str) -> None:
        """Go on, item by item, until the minutes of `title` are being taken; each item says its name."""
        reader = self.reader
        for _ in range(30):
            line = reader.tab_to("text", "Minutes for item…")
            before, since = called(line), len(reader.heard)
            if title in before:
                return
            reader.press("Ctrl+Down")
            reader.wait(lambda line=line, before=before: called(line) != before, "the next item")
            item = called(line).partition(", ")[2]
            reader.hears(item, since=since)
            reader.find("list item", f"…, {item}, current item…")
        raise LostError(f"the meeting never comes to “{title}”")

    def agree_the_plan(self) -> None:
        """Complete the action, and say why the other pillars have none."""
        reader = self.reader
        self._turn_to("The multi-agency plan")
        reader.press("Alt+P")
        reader.push("Change A1")
        with reader.dialog("Change action A1"):
            reader.choose("Pillar of the plan", "Disrupt")
            reader.enter("Outcome for the child (optional)", "The car no longer comes.")
            reader.enter("How we will know that it helped", "The driver is named within two weeks.")
            reader.choose("The sign that it answers (optional)", f"High now: {HURT}")
            reader.press("Ctrl+Return")
        reader.hears("Action A1 saved.")
        for pillar in ("Identify", "Prevent", "Protect", "Prosecute", "Recover"):
            reader.enter(f"No action under {pillar}? Say why", f"Nothing for {pillar.lower()} until the report.")
        reader.press("Alt+Left")

    def read_back(self) -> None:
        """Read the actions back to their owner, who agrees."""
        reader = self.reader
        self._turn_to("Next date, circulation and close")
        reader.press("Ctrl+R")
        reader.hears("Read back the actions")
        row = reader.row("Owners and decisions", "Amira Testkhan")
        assert ACTION in called(row), called(row)
        reader.press("space")
        reader.hears("Amira Testkhan, Detective sergeant, Police agrees.")
        reader.press("Alt+Left")

    # -- after the meeting ---------------------------------------------------------------------------------------------
    def close(self) -> None:
        """Fill what the list says is missing, end the meeting, and approve its minutes."""
        reader = self.reader
        reader.tab_to("text", "Minutes for item…")
        reader.press("Alt+C")
        reader.hears("Close the meeting")
        reader.find("push button", "No review date is set…")
        reader.enter("Contingency", "Meet again within two working days.")
        reader.enter("Trigger plan", "Ring the night team and the police.")
        reader.enter("Review date", day(14))
        reader.enter("Circulation", "All who were invited.")
        reader.enter("Who tells the child", "Priya Testnair")
        reader.enter("By when", day(1))
        reader.press("Tab")
        reader.hears("Nothing is missing")
        reader.press("Ctrl+E")
        with reader.dialog("End the meeting?…"):
            reader.push("End the meeting")
        reader.hears("The meeting has ended. The minutes are a draft.")
        reader.find("push button", "Approve…")
        reader.press("Ctrl+E")
        with reader.dialog("Approve the minutes"):
            assert reader.find("text", "Approved by").get_text(0, -1) == "Lena Chairwoman"
            reader.press("Ctrl+Return")
        reader.hears("The minutes are approved and locked.")
        reader.sees("Approved by Lena Chairwoman")

    def issue(self) -> None:
        """Issue the minutes to a professional, as Word and PDF."""
        reader = self.reader
        reader.press("Ctrl+D")
        reader.hears("Issue documents")
        reader.row("Who gets a copy", "Professionals at the meeting")
        reader.press("space")
        reader.sees("1 reader, ")
        reader.mark("Protection", "Without a password, with a reason")
        reader.enter("Why without a password", "Read back by another program in a test")
        reader.enter("Folder", str(self.folder))
        reader.tick("I have thought about what can be worked out from what each reader gets")
        reader.press("Ctrl+D")
        reader.hears("2 of 2 copies issued.")
        reader.push("Close")

    def leave(self, running: Any) -> None:
        """Leave the program by its key, and wait until it has gone."""
        self.reader.press("Ctrl+Q")
        ends = time.monotonic() + 30
        while running.poll() is None and time.monotonic() < ends:
            self.reader.listen(0.1)
        assert running.returncode == 0, f"the program ended with {running.returncode}"


STAGES = (
    Chair.make_a_vault, Chair.lock_the_recovery_code_away, Chair.fill_the_directory, Chair.use_no_keys,
    Chair.add_the_child,
    Chair.plan_the_meeting, Chair.invite, Chair.begin, Chair.take_minutes, Chair.assess_the_risk, Chair.agree_the_plan,
    Chair.read_back, Chair.close, Chair.issue,
)  # fmt: skip
