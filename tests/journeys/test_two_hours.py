"""A two-hour meeting typed from its script, with the process killed twice in it: the minutes hold every line."""

from __future__ import annotations

import io
import re
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from cremeet import cli
from cremeet.app import make_ready
from cremeet.clock import SteppingClock, in_london
from cremeet.services import meetings
from cremeet.services.meetings import MeetingView
from cremeet.services.unit import context
from cremeet.vault import vault as vaults
from cremeet.vault.slots import FLOOR
from cremeet.vault.thread import unit_of_work
from tests import factory
from tests.journeys import played
from tests.journeys.readers import one_line, word_text
from tests.journeys.script import lines
from tests.journeys.told import PASSPHRASE

ROOT = Path(__file__).parents[2]
SCRIPT = lines()
TYPED = [line for line in SCRIPT if line.typed]
OWNER = re.compile(r"\s+@.*$")
PRIYA, AMIRA, LOWRI, MARK = "Priya Testnair", "Amira Testkhan", "Lowri Testwyn", "Mark Testbell"
ACTIONS = (
    ("Ask Robin again about an advocate", PRIYA, date(2026, 11, 27)),
    ("Give the aunt a number that is answered at night", PRIYA, date(2026, 11, 24)),
    ("Have the stop of 3 October reviewed", AMIRA, date(2026, 11, 30)),
    ("Offer the return interview with a worker whom Robin chooses", PRIYA, date(2026, 12, 4)),
    ("Bring the dates of the visits together with the school register", LOWRI, date(2026, 12, 7)),
    ("Let the form tutor be told what she may say", MARK, date(2026, 11, 27)),
    ("Ask the bus company for the times of the pass", AMIRA, date(2026, 12, 3)),
    ("Ask for the lights of the car park to be mended", PRIYA, date(2026, 12, 7)),
    ("Have the account taken down", AMIRA, date(2026, 11, 26)),
    ("Visit the flat with the licensing officer", AMIRA, date(2026, 11, 27)),
    ("Make a referral for each of the two friends", MARK, date(2026, 11, 25)),
    ("Walk with Robin to the aunt's car every day", MARK, date(2026, 11, 24)),
    ("Apply for the warning notice", AMIRA, date(2026, 12, 11)),
    ("Write the page together with Robin", PRIYA, date(2026, 12, 7)),
    ("Book that appointment on a day that is not a Monday", LOWRI, date(2026, 12, 4)),
    ("Keep her place in the team through the winter", MARK, date(2026, 12, 18)),
)
DECISIONS = (
    ("Hold a strategy discussion within one working day", "The signs have grown since October and a second child", 0),
    ("Make a referral to the National Referral Mechanism", "Her journeys were arranged and paid for by others.", 1),
    ("Keep Priya Testnair as the one worker whom Robin asked for", "Robin asked for it in her own words.", 0),
)
"""What was decided, why, and how many agencies dissent."""
SKIPPED = {
    "out-of-area": "Robin lives in this county and stays here.",
    "transition": "She is fourteen; it is on the agenda of the review.",
}
AROUND = (
    "from 09:52",
    "until 11:08",
    "read out at 09:32",
    "The meeting was adjourned: A fire alarm, and everybody left the building.",
    "The meeting was resumed.",
    "The school asks to wait for Robin's own account.",
    "Those who were here; the restricted part to the police alone.",
    "Tue 15 Dec 2026",
)
SECRET = "An informant named the driver"


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault in which the meeting was planned, and then played from its script to the end, killed twice on the way."""
    place = tmp_path_factory.mktemp("played")
    folder = place / "North Vale.cremeet"
    with vaults.create(folder, person="Lena Chairwoman", role="chair", passphrase=PASSPHRASE, cost=FLOOR) as made:
        info = context(made.person.name, SteppingClock(factory.MONDAY))
        for verb in (make_ready, lambda session: factory.meeting(session, planned_minutes=120)):
            with unit_of_work(made.engine, info) as session:
                verb(session)
    begin = 0
    for number in (*(number for number, line in enumerate(SCRIPT) if line.kills), None):
        command = [sys.executable, "-m", played.__name__, str(folder), str(place / "settings"), str(begin)]
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
        assert ended.returncode == (0 if number is None else -signal.SIGKILL), ended.stderr[-4000:]
        begin = number or begin
    return folder


@pytest.fixture(scope="module")
def view(vault: Path) -> MeetingView:
    """The meeting as its record has it afterwards."""
    with vaults.unlock(vault, PASSPHRASE) as opened:
        info = context(opened.person.name, SteppingClock(SCRIPT[-1].at))
        with unit_of_work(opened.engine, info) as session:
            (line,) = meetings.meetings(session)
            return meetings.meeting_view(session, line.meeting_id)


def words_of(typed: str) -> str:
    """Return what the minutes hold of a typed line: without its command, and an action without owner and date."""
    words = re.sub(r"^/\w+ ", "", typed)
    return OWNER.sub("", words) if typed.startswith("/a ") else words


def exported(vault: Path, view: MeetingView, audience: str, to: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the text of the minutes as Word, in the copy for an audience."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSPHRASE}\n"))
    given = ["--meeting", view.head.reference, "--document", "minutes", "--format", "word", "--audience", audience]
    assert (
        cli.run(["export", str(vault), *given, "--to", str(to), "--passphrase-stdin", "--unprotected", "Invented"]) == 0
    )
    (file,) = to.glob("*.docx")
    return word_text(file)[0]


def test_the_script_is_a_whole_meeting() -> None:
    assert len(SCRIPT) >= 150
    assert (SCRIPT[-1].at - SCRIPT[0].at).total_seconds() >= 2 * 3600
    assert sum(line.kills for line in SCRIPT) == 2


def test_the_record_holds_every_line_once_at_its_time_and_nothing_else(view: MeetingView) -> None:
    expected = [(words_of(line.typed), line.at.strftime("%H:%M")) for line in TYPED]
    by_hand = [entry for entry in view.entries if not entry.words.startswith("The meeting was ")]
    assert sorted((entry.words, f"{in_london(entry.at):%H:%M}") for entry in by_hand) == sorted(expected)
    kinds = {"a": "action", "d": "decision", "r": "risk", "v": "voice"}
    kind = {words_of(line.typed): kinds.get(line.typed[1:2] if line.typed[0] == "/" else "", "note") for line in TYPED}
    assert {entry.words: entry.kind for entry in by_hand} == kind


def test_actions_have_their_owners_and_dates(view: MeetingView) -> None:
    assert tuple((line.words, line.owner, line.due_on) for line in view.actions) == ACTIONS
    assert [line.label for line in view.actions if line.priority == "high"] == ["A2", "A9", "A12", "A13"]


def test_decisions_have_their_reasons_and_dissent(view: MeetingView) -> None:
    assert len(view.decisions) == len(DECISIONS)
    for decision, (words, reason, dissents) in zip(view.decisions, DECISIONS, strict=True):
        assert decision.words == words
        assert decision.reason.startswith(reason)
        assert (len(decision.dissents), decision.dissent_asked) == (dissents, True)


def test_the_agenda_and_the_people_are_as_they_were(view: MeetingView) -> None:
    assert {item.template: item.skip_reason for item in view.items if item.state == "skipped"} == SKIPPED
    assert {item.state for item in view.items if item.state != "skipped"} == {"done", "now"}
    came = {person.name: person.arrived_at and f"{in_london(person.arrived_at):%H:%M}" for person in view.people}
    assert came == {AMIRA: "09:31", PRIYA: "09:31", LOWRI: "09:31", MARK: "09:52"}
    left = {person.name: f"{in_london(person.left_at):%H:%M}" for person in view.people if person.left_at}
    assert left == {LOWRI: "11:08"}
    assert {person.name for person in view.people if person.late} == {MARK}


def test_what_was_said_in_the_closed_part_is_for_the_police_alone(view: MeetingView) -> None:
    closed = {item.item_id for item in view.items if item.closed_part}
    assert {entry.tag for entry in view.entries if entry.item_id in closed} == {"police"}


def test_the_minutes_in_word_hold_every_line(
    vault: Path, view: MeetingView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = exported(vault, view, "chair", tmp_path, monkeypatch)
    assert [line.typed for line in TYPED if one_line(words_of(line.typed)) not in text] == []
    for words, owner, _ in ACTIONS:
        assert words in text
        assert owner in text
    expected = (*AROUND, *SKIPPED.values(), *(reason for _, reason, _ in DECISIONS))
    assert [words for words in expected if words not in text] == []


def test_a_copy_for_the_professionals_holds_nothing_of_the_closed_part(
    vault: Path, view: MeetingView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = exported(vault, view, "professionals", tmp_path, monkeypatch)
    closed = {item.item_id for item in view.items if item.closed_part}
    hidden = [entry.words for entry in view.entries if entry.item_id in closed]
    assert [words for words in (SECRET, *hidden) if words in text] == []
    assert "Robin draws, plays in the second team" in text
