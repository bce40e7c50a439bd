"""Play one scripted meeting through the services, as a chair and a minute-taker would."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from cremeet.clock import SteppingClock, in_london, london, london_date
from cremeet.demo.script import Agreed, Decided, Heard, Said, Script
from cremeet.services import (
    actions,
    assessing,
    attendance,
    closed_part,
    closing,
    decisions,
    directory,
    holding,
    invitations,
    meetings,
    minutes,
    planning,
    readings,
    review,
    voice,
)
from cremeet.services.actions import ActionDetails, ReviewDetails
from cremeet.services.decisions import DecisionDetails
from cremeet.services.meeting_records import MeetingView
from cremeet.services.minutes import NewEntry
from cremeet.services.packs import pack_of, practice
from cremeet.services.planning import MeetingPlan

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

NOTICE = timedelta(days=5)
"""How long before a meeting it is planned; its reports come in between."""

SHORT_NOTICE = timedelta(hours=3)
"""A strategy discussion is held on the day."""

GOES_ON = "Goes on as agreed."
MOVED = "The day first set turned out to be a holiday."
OVERTAKEN = "Other steps for his safety came first."


@dataclass(frozen=True, slots=True)
class Stage:
    """What a scene is played on: the session, its clock, and the working day on which the demonstration stands."""

    session: Session
    clock: SteppingClock
    day: date

    def at(self, script: Script) -> datetime:
        """Return when a script's meeting begins: so many weeks before the day, moved on to a working day."""
        timescales = practice(self.session).timescales
        return london(timescales.next_working(self.day - timedelta(weeks=script.weeks)), script.hour)


def play(stage: Stage, episode_id: str, script: Script, previous_id: str | None = None) -> str:
    """Play `script` from planning to approval (or to its draft) and return the meeting's id."""
    starts = stage.at(script)
    stage.clock.set(starts - (SHORT_NOTICE if script.kind == "strategy" else NOTICE))
    meeting_id = _plan(stage, episode_id, script, starts, previous_id)
    _before(stage, meeting_id, script)
    stage.clock.set(starts)
    _open(stage, meeting_id, script)
    _talk(stage, meeting_id, script)
    _conclude(stage, meeting_id, script)
    closing.end(stage.session, meeting_id)
    if script.approved:
        stage.clock.advance(timedelta(days=4))
        closing.approve(stage.session, meeting_id, script.chair)
    return meeting_id


def _plan(stage: Stage, episode_id: str, script: Script, starts: datetime, previous_id: str | None) -> str:
    session = stage.session
    triggered = london_date(stage.clock())
    plan = MeetingPlan(
        kind=script.kind,
        trigger=script.trigger,
        triggered_on=triggered,
        starts_at=starts,
        planned_minutes=90,
        place=script.place,
        chair=script.chair,
        chair_role="Independent chair, Northmere Council (invented)",
        minute_taker=script.minute_taker,
        late_reason=script.late_reason,
    )
    if previous_id is not None and script.kind == "review":
        proposed = review.propose_review_plan(session, previous_id)
        due_on = planning.propose(session, episode_id, script.kind, proposed.triggered_on, starts).due_on
        late = script.late_reason or ("" if london_date(starts) <= due_on else MOVED)
        plan = replace(
            plan, triggered_on=proposed.triggered_on, planned_minutes=proposed.planned_minutes, late_reason=late
        )
        return review.start_review(session, previous_id, plan)
    proposal = planning.propose(session, episode_id, script.kind, triggered, starts)
    plan = replace(plan, planned_minutes=proposal.planned_minutes)
    meeting_id = planning.plan_meeting(session, episode_id, plan, proposal.items, previous_id=previous_id)
    people = {person.details.name: person.id for person in directory.professionals(session)}
    invitations.invite(session, meeting_id, tuple(people[name] for name in script.circle.professionals))
    for name, role, part in script.circle.others:
        invitations.invite_other(session, meeting_id, name, role, part)
    return meeting_id


def _before(stage: Stage, meeting_id: str, script: Script) -> None:
    there = _by_name(meetings.meeting_view(stage.session, meeting_id))
    if script.reports:
        stage.clock.advance(timedelta(days=2))
    for report in script.reports:
        attendance.record_report(
            stage.session,
            there[report.by],
            report.words,
            london_date(stage.clock()),
            tag=report.tag,
            cannot_share=report.cannot_share,
        )


def _open(stage: Stage, meeting_id: str, script: Script) -> None:
    session = stage.session
    holding.start(session, meeting_id)
    view = meetings.meeting_view(session, meeting_id)
    starts = stage.clock()
    for person in view.people:
        if person.name in script.absent:
            status, reason = script.absent[person.name]
            attendance.mark(session, person.attendance_id, status, reason=reason)
        elif person.part == "child" and script.voice.attended not in {"all", "part"}:
            attendance.mark(session, person.attendance_id, "apologies", reason=script.voice.absence_reason)
        else:
            late = timedelta(minutes=script.late.get(person.name, 0))
            attendance.mark(session, person.attendance_id, "present", at=starts + late)
    holding.read_confidentiality(session, meeting_id)
    if not attendance.quorum(session, meeting_id).met and script.quorum_reason:
        attendance.go_on_without_quorum(session, meeting_id, script.quorum_reason)


def _talk(stage: Stage, meeting_id: str, script: Script) -> None:
    """Go through the agenda; each thing is said at the first item that captures what it is about."""
    session = stage.session
    view = meetings.meeting_view(session, meeting_id)
    people = _by_name(view)
    places = {said.at: _place(view, said.at) for said in script.said}
    numbers = {heard.number for heard in script.heard}
    open_still = [line for line in view.actions if line.from_earlier and line.number not in numbers]
    for heard in (*script.heard, *(Heard(line.number, "in-progress", GOES_ON) for line in open_still)):
        _hear(stage, meeting_id, view, heard)
    for item in view.items:
        if item.template in script.skipped:
            holding.skip(session, item.item_id, script.skipped[item.template])
            continue
        holding.go_to(session, item.item_id)
        for said in script.said:
            if places[said.at] == item.item_id:
                stage.clock.advance(timedelta(minutes=1))
                _say(session, item.item_id, said, people)
        outside = item.closed_part and _leave(session, meeting_id, item.item_id)
        stage.clock.advance(timedelta(minutes=max(item.minutes_planned - 1, 1)))
        if outside:
            closed_part.back(session, meeting_id)
        if readings.latecomers(meetings.meeting_view(session, meeting_id)):
            readings.read_statement(session, meeting_id)
    for person in view.people:
        if person.part == "child" and script.voice.attended == "part":
            attendance.leave(session, person.attendance_id, view.head.starts_at + timedelta(minutes=40))


def _leave(session: Session, meeting_id: str, item_id: str) -> bool:
    """Have those leave who must for a closed part; say whether anybody had to."""
    view = meetings.meeting_view(session, meeting_id)
    leaves = bool(closed_part.who_leaves(view, pack_of(session, view.head.practice_id)))
    if leaves:
        closed_part.leave(session, item_id)
    return leaves


def _say(session: Session, item_id: str, said: Said, people: dict[str, str]) -> None:
    entry = NewEntry(
        words=said.words,
        kind=said.kind,
        speaker_id=people[said.by] if said.by else None,
        tag=said.tag,
        agencies=said.agencies,
    )
    minutes.add_entry(session, item_id, entry)


def _hear(stage: Stage, meeting_id: str, view: MeetingView, heard: Heard) -> None:
    """Review the earlier action with this number."""
    session = stage.session
    action = next(line for line in view.actions if line.number == heard.number)
    day = in_london(stage.clock()).date()
    due_on = practice(session).timescales.add_working(day, heard.days) if heard.days is not None else None
    late = action.due_on is not None and action.due_on < day and heard.status in {"in-progress", "not-started"}
    details = ReviewDetails(
        status=heard.status,
        progress=heard.progress,
        reason=heard.reason or (OVERTAKEN if late else ""),
        due_on=due_on,
        completed_on=day if heard.status == "done" else None,
        impact=heard.impact,
        escalated_to=heard.escalated_to,
    )
    actions.review_action(session, meeting_id, action.action_id, details)


def _conclude(stage: Stage, meeting_id: str, script: Script) -> None:
    session = stage.session
    view = meetings.meeting_view(session, meeting_id)
    day = london_date(stage.clock())
    timescales = pack_of(session, view.head.practice_id).timescales
    feedback = timescales.add_working(day, 1)
    voice.record_voice(
        session, meeting_id, replace(script.voice, gathered_on=timescales.add_working(day, -2), feedback_on=feedback)
    )
    _assess(session, meeting_id, script)
    decide_at, plan_at = _place(view, "decision"), _place(view, "plan")
    for decided in script.decided:
        _decide(session, decide_at, decided)
    for agreed in script.agreed:
        _agree(session, plan_at, agreed, timescales.add_working(day, agreed.days))
    for pillar, reason in script.none_because.items():
        actions.no_action_for(session, meeting_id, pillar, reason)
    holding.set_contingency(session, meeting_id, script.contingency, script.trigger_plan)
    holding.set_circulation(
        session, meeting_id, "Those present and those who sent apologies; family copy by the chair."
    )
    if script.review_weeks is not None:
        latest = closing.propose_review(session, meeting_id).latest
        wanted = timescales.next_working(day + timedelta(weeks=script.review_weeks))
        holding.set_review(
            session, meeting_id, min(wanted, latest) if wanted > latest else wanted, script.review_reason
        )
    for line in closing.missing(session, meeting_id):
        if line.check in script.overrides and not line.overridden:
            closing.override(session, meeting_id, line.check, line.about_id, script.overrides[line.check])


def _assess(session: Session, meeting_id: str, script: Script) -> None:
    begun = assessing.begin(session, meeting_id, author="Priya Example-Nair", agency="social-care").now
    for indicator, given in script.answers.items():
        assessing.answer(session, begun.assessment_id, indicator, given)
    assessing.weigh(
        session,
        begun.assessment_id,
        protective=script.protective,
        strengths=script.strengths,
        analysis=script.analysis,
        child_aware="yes",
        parent_aware="yes",
    )
    assessing.agree_level(session, begun.assessment_id, script.level, script.level_reason)


def _decide(session: Session, item_id: str, decided: Decided) -> None:
    details = DecisionDetails(
        words=decided.words,
        reason=decided.reason,
        outcome=decided.outcome,
        dissent_asked=True,
        escalated_to=decided.escalated_to,
        tag=decided.tag,
    )
    record = decisions.decide(session, item_id, details)
    for agency, person, reason in decided.dissents:
        decisions.dissent(session, record.decision_id, agency, reason, person)


def _agree(session: Session, item_id: str, agreed: Agreed, due_on: date) -> None:
    owner = next(each for each in directory.professionals(session) if each.details.name == agreed.owner)
    details = ActionDetails(
        words=agreed.words,
        pillar=agreed.pillar,
        outcome=agreed.outcome,
        owner_id=owner.id,
        owner=owner.details.name,
        role=owner.details.role,
        agency=owner.details.agency,
        due_on=due_on,
        priority=agreed.priority,
        measure=agreed.measure,
        contingency=agreed.contingency,
        indicator=agreed.indicator,
        tag=agreed.tag,
    )
    actions.add_action(session, item_id, details)


def _place(view: MeetingView, capture: str) -> str:
    """Return the first item that captures this, else the first that takes notes."""
    for wanted in (capture, "notes"):
        for item in view.items:
            if wanted in item.captures:
                return item.item_id
    return view.items[0].item_id


def _by_name(view: MeetingView) -> dict[str, str]:
    return {person.name: person.attendance_id for person in view.people}
