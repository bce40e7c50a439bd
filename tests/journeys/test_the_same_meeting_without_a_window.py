"""The same meeting through services alone, on a vault on disk, sent out by the command line and read back."""

from __future__ import annotations

import io
import random
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from cremeet import cli
from cremeet.app import make_ready
from cremeet.clock import SteppingClock, london
from cremeet.services import (
    actions,
    assessing,
    attendance,
    capture,
    children,
    closing,
    decisions,
    directory,
    episodes,
    holding,
    invitations,
    meetings,
    minutes,
    planning,
    voice,
)
from cremeet.services.actions import ActionDetails
from cremeet.services.assessing import Answer
from cremeet.services.children import ChildDetails
from cremeet.services.decisions import DecisionDetails
from cremeet.services.directory import ProfessionalDetails
from cremeet.services.episodes import EpisodeDetails
from cremeet.services.meetings import VoiceDetails
from cremeet.services.minutes import NewEntry
from cremeet.services.planning import MeetingPlan
from cremeet.vault import vault as vaults
from cremeet.vault.slots import FLOOR
from cremeet.vault.thread import unit_of_work
from tests import factory
from tests.journeys.readers import office_pages, pdf_pages, word_text
from tests.journeys.told import MARKING, PASSPHRASE, PEOPLE, SECRET, TYPED, missing

ROOT = Path(__file__).parents[2]
AGENCIES = ("police", "social-care", "health", "education")


class Room:
    """A vault that is open; each verb is a unit of work of its own, as it is for the window."""

    def __init__(self, vault: Any, clock: SteppingClock) -> None:
        self._vault, self.clock = vault, clock
        self._context = {"who": vault.person.name, "clock": clock, "random": random.Random(3), "packs": {}}
        self.meeting_id = ""

    def do(self, verb: Callable[..., Any], *given: Any, **named: Any) -> Any:
        with unit_of_work(self._vault.engine, self._context) as session:
            return verb(session, *given, **named)

    def item(self, template: str) -> str:
        view = self.do(meetings.meeting_view, self.meeting_id)
        return next(one.item_id for one in view.items if one.template == template)

    def prepare(self) -> None:
        details = ChildDetails(given_names="Wren", family_name="Inventedson", born_on=date(2012, 5, 4))
        child_id = self.do(children.add_child, details).child_id
        episode_id = self.do(
            episodes.open_episode, child_id, EpisodeDetails(opened_on=date(2026, 11, 20), types=("cse",))
        )
        plan = MeetingPlan(
            kind="initial", trigger="A referral by the school", triggered_on=date(2026, 11, 20),
            starts_at=london(date(2026, 11, 26), 10), planned_minutes=120, place="Room 4",
            chair="Lena Chairwoman", minute_taker="Minnie Taker",
        )  # fmt: skip
        self.meeting_id = self.do(planning.plan_meeting, episode_id, plan)
        known = [
            self.do(directory.add_professional, ProfessionalDetails(name, agency, role)).id
            for (name, _, role), agency in zip(PEOPLE, AGENCIES, strict=True)
        ]
        self.do(invitations.invite, self.meeting_id, tuple(known))
        police = self._people()["police"].attendance_id
        self.do(
            attendance.record_report, police, "The car is known to three forces.", date(2026, 11, 23),
            tag="professionals",
        )  # fmt: skip
        self.do(voice.record_voice, self.meeting_id, VIEWS)

    def hold(self) -> None:
        self.clock.set(london(date(2026, 11, 26), 10))
        self.do(holding.start, self.meeting_id)
        self.do(holding.read_confidentiality, self.meeting_id)
        for person in self._people().values():
            self.do(attendance.mark, person.attendance_id, "present")
        self.clock.advance(timedelta(minutes=20))
        item = self.item("agencies")
        self.do(holding.go_to, item)
        kept = [self.do(capture.keep, item, NewEntry(line)) for line in LINES]
        self.do(minutes.retag, kept[-1].entry.entry_id, "police")
        decided = self.do(meetings.meeting_view, self.meeting_id).decisions[0]
        reason = DecisionDetails(decided.words, reason="The signs have grown since October.", outcome="cre-plan-start")
        self.do(decisions.change_decision, decided.decision_id, reason)
        self.do(decisions.dissent, decided.decision_id, "education", "The school wanted a conference at once.")

    def assess(self) -> None:
        began = self.do(assessing.begin, self.meeting_id, author="Priya Testnair", agency="social-care", carry=False)
        assessment = began.now.assessment_id
        told = Answer("confirmed", evidence="Five late returns are recorded.", source="Home record")
        for sign, answer in (
            ("late-home", told),
            ("missing-overnight", Answer("not-known")),
            ("found-elsewhere", told),
            ("returned-harmed", Answer("suspected")),
        ):
            self.do(assessing.answer, assessment, sign, answer)
        why = "The signs grew, and the school sees Wren every day."
        self.do(assessing.agree_level, assessment, "medium", why)

    def plan(self) -> None:
        (line,) = self.do(meetings.meeting_view, self.meeting_id).actions
        first = ActionDetails(
            words=line.words, pillar="disrupt", outcome="The car no longer comes.", owner_id=line.owner_id,
            owner=line.owner, agency=line.agency, due_on=line.due_on, priority=line.priority,
            measure="The driver is named within two weeks.", indicator="found-elsewhere",
        )  # fmt: skip
        self.do(actions.change_action, line.action_id, first)
        second = ActionDetails(
            words="Offer Wren a worker of her choice", pillar="protect", outcome="Wren has a worker to talk to.",
            owner="Priya Testnair", agency="social-care", due_on=date(2026, 12, 3), measure="They have met twice.",
        )  # fmt: skip
        self.do(actions.add_action, self.item("plan"), second)
        for pillar in ("identify", "prevent", "prosecute", "recover"):
            why = f"Nothing for {pillar} until the police report."
            self.do(actions.no_action_for, self.meeting_id, pillar, why)

    def close(self) -> None:
        for one in self.do(meetings.meeting_view, self.meeting_id).items:
            if one.state == "waiting":
                self.do(holding.go_to, one.item_id)
        self.do(
            holding.set_contingency, self.meeting_id, "Meet again within two working days.",
            "Ring the night team and the police.",
        )  # fmt: skip
        self.do(holding.set_review, self.meeting_id, date(2026, 12, 9))
        circulation = "All who were invited; the informant's words to the police alone."
        self.do(holding.set_circulation, self.meeting_id, circulation)
        (open_line,) = self.do(closing.missing, self.meeting_id)
        assert open_line.about_id == "returned-harmed"
        self.do(
            closing.override, self.meeting_id, open_line.check, open_line.about_id,
            "The nurse sees Wren tomorrow, before the plan begins.",
        )  # fmt: skip
        self.clock.advance(timedelta(minutes=70))
        self.do(closing.end, self.meeting_id)
        assert self.do(closing.approve, self.meeting_id, "Lena Chairwoman").state == "approved"

    def _people(self) -> dict[str, Any]:
        return {one.agency: one for one in self.do(meetings.meeting_view, self.meeting_id).people}


VIEWS = VoiceDetails(
    own_words="I want to stay at my school.",
    gathered_by="Priya Testnair",
    feedback_by="Priya Testnair",
    feedback_on=date(2026, 11, 27),
)
LINES = (
    "The school saw the silver car on three Mondays.",
    "/v I felt scared and nobody asked me.",
    "/r Two new phones that nobody bought for Wren.",
    "/a Ask for the shop's camera records @Testkhan by 30/11/2026 !high",
    "/d Hold a multi-agency plan for Wren",
    f"/x {SECRET}",
)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault with the meeting in it, closed again, and the meeting's reference."""
    folder = tmp_path_factory.mktemp("vaults") / "North Vale.cremeet"
    clock = SteppingClock(factory.MONDAY)
    with vaults.create(folder, person="Lena Chairwoman", role="chair", passphrase=PASSPHRASE, cost=FLOOR) as vault:
        room = Room(vault, clock)
        room.do(make_ready)
        for stage in (room.prepare, room.hold, room.assess, room.plan, room.close):
            stage()
        reference = room.do(meetings.meeting_head, room.meeting_id).reference
    return folder, reference


def arguments(held: tuple[Path, str], document: str, form: str, to: Path) -> list[str]:
    folder, reference = held
    return [
        "export", str(folder), "--meeting", reference, "--document", document, "--format", form,
        "--audience", "professionals", "--to", str(to), "--passphrase-stdin", "--unprotected", "Invented",
    ]  # fmt: skip


@pytest.mark.parametrize("document", TYPED)
def test_exported_word_files_hold_what_was_said(
    held: tuple[Path, str], document: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSPHRASE}\n"))
    assert cli.run(arguments(held, document, "word", tmp_path)) == 0
    (file,) = tmp_path.glob("*.docx")
    body, heads = word_text(file)
    assert missing(body, document) == []
    assert SECRET not in body
    assert all(MARKING in head for head in heads)


def test_the_program_itself_writes_the_minutes_for_libreoffice_and_for_poppler(
    held: tuple[Path, str], tmp_path: Path
) -> None:
    for form in ("word", "pdf"):
        done = subprocess.run(
            [sys.executable, "-m", "cremeet", *arguments(held, "minutes", form, tmp_path)],
            input=f"{PASSPHRASE}\n",
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert Path(done.stdout.strip()).is_file()
    (word,), (pdf,) = tmp_path.glob("*.docx"), tmp_path.glob("*.pdf")
    for pages in (pdf_pages(pdf), office_pages([word], tmp_path / "office")[word.name]):
        assert missing(" ".join(pages), "minutes") == []
        assert SECRET not in " ".join(pages)
        assert all(page.count(MARKING) >= 2 for page in pages)


def test_nothing_of_the_meeting_can_be_read_in_the_vault_without_its_key(held: tuple[Path, str]) -> None:
    folder, _ = held
    kept = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    assert b"Lena Chairwoman" in kept, "who can open the vault is no secret: what is not encrypted would be found"
    for words in (SECRET, "Inventedson", "silver car", PASSPHRASE):
        assert words.encode() not in kept
