"""A meeting in which every word says who may read it: `tagged:T` under handling tag T, `professional:x` under none.

The words are letters alone, so that no abbreviation, link or date is seen in them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.clock import SteppingClock
from cremeet.practice.audiences import Audience
from cremeet.practice.pack import Pack
from cremeet.services import (
    actions,
    assessing,
    attendance,
    circumstances,
    closing,
    decisions,
    holding,
    invitations,
    meetings,
    minutes,
    planning,
    readback,
    review,
    voice,
)
from cremeet.services.actions import ReviewDetails
from cremeet.services.assessing import Answer
from cremeet.services.decisions import DecisionDetails
from cremeet.services.meetings import VoiceDetails
from cremeet.services.minutes import NewEntry
from cremeet.services.packs import practice
from cremeet.services.record import MeetingRecord, meeting_record
from tests import factory, held

CHILD_WORDS, PARENT_WORDS = "zzownwordsofthechild", "zzownwordsofaparent"
PRIVATE = "zzprivatenoteofthechair"


def tagged(tag: str, place: str) -> str:
    """Return the word that stands in a `place` under a handling tag."""
    return f"zztagged{tag.replace('-', '')}{place}zz"


def professional(place: str) -> str:
    """Return the word that stands in a `place` without a tag, which only professionals may read."""
    return f"zzprofessional{place}zz"


PLACES = ("entry", "decision", "decisionreason", "action", "heard", "progress", "reviewreason", "concern", "measure")
"""What stands under every tag."""

REVIEWED = ("progress", "reviewreason")
"""Those of them that only readers of what carries no tag get: what a review heard of an action."""

PROFESSIONAL = (
    "adjourned", "absence", "analysis", "cannotshare", "contingency", "evidence", "override", "quorum", "skipped",
    "trigger", "triggerplan", "reviewreason", "dissent", "nonereason", "levelreason", "strengths", "escalated", "late",
    "actioncontingency", "circulation", "missing", "nrm", "toldby",
)  # fmt: skip


def reads_untagged(audience: Audience) -> bool:
    """Say who may read what carries no tag: the professionals of the meeting, and no agency in its extract."""
    return audience.id in {"professionals", "police", "chair"}


_READ: list[MeetingRecord] = []


def record(empty_record: sa.Engine, pack: Pack) -> MeetingRecord:
    """Return that meeting's record, held once for all tests: it is frozen, and holding it takes seconds."""
    if not _READ:
        clock = SteppingClock(factory.MONDAY)
        with empty_record.connect() as connection, Session(connection, info=factory.context(clock)) as session:
            _READ.append(meeting_record(session, meeting(session, clock, pack)))
    return _READ[0]


def meeting(session: Session, clock: SteppingClock, pack: Pack) -> str:
    """Hold a review in which every place has its own word, end it, and return its id."""
    first = held.live(session)
    for tag in pack.tags:
        held.action(session, first, words=tagged(tag.id, "heard"), tag=tag.id)
    held.assess(session, first, "low")
    for line in closing.missing(session, first):
        closing.override(session, first, line.check, line.about_id, "Next time")
    closing.end(session, first)
    clock.advance(timedelta(days=21))
    plan = review.propose_review_plan(session, first)
    review_id = review.start_review(
        session, first, replace(plan, trigger=professional("trigger"), late_reason=professional("late"))
    )
    mother = invitations.invite_other(session, review_id, "A. Testwood", "Mother", "parent")
    holding.start(session, review_id)
    held.arrive(session, review_id)
    attendance.mark(session, mother, "apologies", reason=professional("absence"))
    for line in actions.plan(session, review_id).to_review:
        heard = tagged(line.tag, "progress")
        details = ReviewDetails(
            "in-progress", heard, tagged(line.tag, "reviewreason"), factory.MONDAY.date() + timedelta(days=60)
        )
        actions.review_action(session, review_id, line.action_id, details)
    _talk(session, review_id, pack)
    _around(session, review_id, pack)
    _weigh(session, review_id)
    _close(session, clock, review_id)
    return review_id


def _talk(session: Session, meeting_id: str, pack: Pack) -> None:
    people = list(held.people(session, meeting_id).values())
    item = held.item(session, meeting_id, "agencies")
    for place, tag in enumerate(pack.tags):
        named = ("health",) if tag.named else ()
        minutes.add_entry(session, item, NewEntry(tagged(tag.id, "entry"), tag=tag.id, agencies=named))
        details = DecisionDetails(
            tagged(tag.id, "decision"),
            tagged(tag.id, "decisionreason"),
            escalated_to=professional("escalated"),
            tag=tag.id,
        )
        decided = decisions.decide(session, item, details)
        decisions.dissent(session, decided.decision_id, "police", professional("dissent"), "Amira Testkhan")
        held.action(
            session,
            meeting_id,
            words=tagged(tag.id, "action"),
            contingency=professional("actioncontingency"),
            tag=tag.id,
        )
        if place < len(people) - 1:
            person = people[place].attendance_id
            attendance.record_report(
                session,
                person,
                tagged(tag.id, "report"),
                factory.MONDAY.date(),
                tag=tag.id,
                cannot_share=professional("cannotshare"),
            )


def _around(session: Session, meeting_id: str, pack: Pack) -> None:
    episode_id = meetings.meeting_head(session, meeting_id).episode_id
    for tag in pack.tags:
        concern = circumstances.ConcernDetails("person", tagged(tag.id, "concern"), tag=tag.id)
        circumstances.record_concern(session, episode_id, concern)
        measure = circumstances.DisruptionDetails(
            "cawn", "issued", factory.MONDAY.date(), victim_impact=tagged(tag.id, "measure"), tag=tag.id
        )
        circumstances.record_disruption(session, episode_id, measure)
    gone = circumstances.MissingDetails(factory.MONDAY - timedelta(days=2), where_found=professional("missing"))
    circumstances.record_missing(session, episode_id, gone)
    circumstances.record_nrm(
        session, episode_id, circumstances.NrmDetails(factory.MONDAY.date(), referred=False, reason=professional("nrm"))
    )


def _weigh(session: Session, meeting_id: str) -> None:
    view = assessing.begin(session, meeting_id)
    question = next(iter(practice(session).instrument("").questions()))
    yes = max(question.scale.answers, key=lambda each: (each.current, each.factor)).id
    now = view.now.assessment_id
    assessing.answer(session, now, question.indicator.id, Answer(yes, evidence=professional("evidence")))
    assessing.weigh(session, now, protective=(), strengths=professional("strengths"), analysis=professional("analysis"))
    assessing.agree_level(session, now, "medium", professional("levelreason"))


def _close(session: Session, clock: SteppingClock, meeting_id: str) -> None:
    holding.keep_chair_note(session, meeting_id, PRIVATE)
    for item in meetings.meeting_view(session, meeting_id).items:
        holding.keep_chair_note(session, meeting_id, PRIVATE, item.item_id)
    added = planning.add_item(session, meeting_id, "An item added by hand", 5)
    holding.skip(session, added.item_id, professional("skipped"))
    holding.set_contingency(session, meeting_id, professional("contingency"), professional("triggerplan"))
    holding.set_circulation(session, meeting_id, professional("circulation"))
    holding.adjourn(session, meeting_id, professional("adjourned"))
    holding.resume(session, meeting_id)
    holding.set_review(session, meeting_id, (clock() + timedelta(days=20)).date(), professional("reviewreason"))
    attendance.go_on_without_quorum(session, meeting_id, professional("quorum"))
    for agency in ("police", "social-care"):
        attendance.leave(session, held.people(session, meeting_id)[agency].attendance_id)
    readback.tell(session, meeting_id, "Priya Testnair", "social-care", professional("toldby"))
    clock.advance(timedelta(minutes=10))
    actions.no_action_for(session, meeting_id, "recover", professional("nonereason"))
    views = VoiceDetails(own_words=CHILD_WORDS, parents_views=PARENT_WORDS, gathered_by="Priya Testnair")
    voice.record_voice(session, meeting_id, views)
    for line in closing.missing(session, meeting_id):
        closing.override(session, meeting_id, line.check, line.about_id, professional("override"))
    closing.end(session, meeting_id)
