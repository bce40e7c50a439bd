"""Meetings that are under way, complete, ended or approved, through the verbs that a chair uses."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from cremeet.clock import SteppingClock
from cremeet.practice.pack import Pack
from cremeet.services import actions, assessing, attendance, closed_part, closing, decisions, holding, meetings, voice
from cremeet.services.actions import ActionDetails, ReviewDetails
from cremeet.services.assessing import Answer
from cremeet.services.decisions import DecisionDetails
from cremeet.services.meetings import ItemRecord, PersonRecord, VoiceDetails
from cremeet.services.packs import pack_of
from tests import factory

REVIEW_ON = date(2026, 12, 14)
DUE_ON = date(2026, 12, 4)


def live(session: Session, episode_id: str | None = None, **changes: Any) -> str:
    """Plan and start an invented meeting and return the id."""
    meeting_id = factory.meeting(session, episode_id, **changes)
    holding.start(session, meeting_id)
    return meeting_id


def items(session: Session, meeting_id: str) -> dict[str, ItemRecord]:
    """Return the agenda by template id."""
    return {item.template: item for item in meetings.meeting_view(session, meeting_id).items}


def item(session: Session, meeting_id: str, template: str = "plan") -> str:
    """Return the id of the item made from `template`."""
    return items(session, meeting_id)[template].item_id


def people(session: Session, meeting_id: str) -> dict[str, PersonRecord]:
    """Return the professionals by agency."""
    return {person.agency: person for person in meetings.meeting_view(session, meeting_id).people}


def arrive(session: Session, meeting_id: str) -> None:
    """Mark everybody who was invited as present."""
    for person in meetings.meeting_view(session, meeting_id).people:
        attendance.mark(session, person.attendance_id, "present")


def action(session: Session, meeting_id: str, **changes: Any) -> Any:
    """Agree an invented, complete action."""
    details: dict[str, Any] = {
        "words": "Offer a trusted worker",
        "pillar": "protect",
        "owner": "Priya Testnair",
        "agency": "social-care",
        "due_on": DUE_ON,
        "measure": "Robin has met the worker twice",
    }
    return actions.add_action(session, item(session, meeting_id), ActionDetails(**details | changes))


def assess(session: Session, meeting_id: str, level: str = "medium", **answers: str) -> Any:
    """Assess with these answers (by indicator id, _ for -) and agree a level."""
    view = assessing.begin(session, meeting_id, author="Priya Testnair", agency="social-care", carry=False)
    for indicator, given in answers.items():
        assessing.answer(
            session, view.now.assessment_id, indicator.replace("_", "-"), Answer(given, evidence="Told us.")
        )
    return assessing.agree_level(session, view.now.assessment_id, level, "What each agency told the meeting.")


def all_absent(pack: Pack) -> dict[str, str]:
    """Return, as `assess` takes them, answers by which no sign of the default instrument is there."""
    return {
        question.indicator.id.replace("-", "_"): next(
            each.id for each in question.scale.answers if each.known and not each.present
        )
        for question in pack.instrument("").questions()
    }


def complete(session: Session, meeting_id: str) -> str:
    """Do all that the close list asks for, so that nothing is missing; return the meeting's id."""
    arrive(session, meeting_id)
    holding.read_confidentiality(session, meeting_id)
    for each in meetings.meeting_view(session, meeting_id).items:
        holding.go_to(session, each.item_id)
        if each.closed_part:
            _close_the_door(session, meeting_id, each.item_id)
    for line in actions.plan(session, meeting_id).to_review:
        actions.review_action(session, meeting_id, line.action_id, ReviewDetails("done", "Finished."))
    views = VoiceDetails(
        own_words="I want to stay at my school.",
        gathered_by="Priya Testnair",
        feedback_by="Priya Testnair",
        feedback_on=date(2026, 11, 25),
    )
    voice.record_voice(session, meeting_id, views)
    assess(session, meeting_id)
    decided = decisions.decide(session, item(session, meeting_id), DecisionDetails("Hold a plan", reason="Known risk"))
    decisions.no_dissent(session, decided.decision_id)
    action(session, meeting_id)
    for pillar in actions.plan(session, meeting_id).pillars:
        if not pillar.actions:
            actions.no_action_for(session, meeting_id, pillar.pillar, "Nothing more is needed now.")
    holding.set_contingency(session, meeting_id, "Meet again within two days", "Call the out-of-hours team")
    holding.set_review(session, meeting_id, REVIEW_ON)
    return meeting_id


def _close_the_door(session: Session, meeting_id: str, item_id: str) -> None:
    view = meetings.meeting_view(session, meeting_id)
    if closed_part.who_leaves(view, pack_of(session, view.head.practice_id)):
        closed_part.leave(session, item_id)
        closed_part.back(session, meeting_id)


def ended(session: Session, clock: SteppingClock, episode_id: str | None = None, **changes: Any) -> str:
    """Hold an invented meeting to its end and return the id."""
    meeting_id = complete(session, live(session, episode_id, **changes))
    clock.advance(timedelta(minutes=90))
    closing.end(session, meeting_id)
    return meeting_id


def approved(session: Session, clock: SteppingClock, episode_id: str | None = None) -> str:
    """Hold an invented meeting, end and approve it, and return the id."""
    meeting_id = ended(session, clock, episode_id)
    clock.advance(timedelta(days=1))
    closing.approve(session, meeting_id, "Cher Person")
    return meeting_id
