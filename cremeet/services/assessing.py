"""Assess risk: answer the instrument beside the last assessment, hear what it suggests, agree a level with a reason."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.clock import london_date
from cremeet.errors import RuleError
from cremeet.models import Assessment, DomainAnalysis, Episode, IndicatorResponse, Meeting
from cremeet.practice.instrument import Instrument
from cremeet.services import reading
from cremeet.services.assessment_records import (
    Answer,
    AssessmentRecord,
    AssessmentView,
    assessment_record,
    assessment_view,
    could_be_raised,
    earlier,
    instrument_of,
    later_agreed,
)
from cremeet.services.packs import pack_of
from cremeet.services.titles import known
from cremeet.services.unit import find, now, today, who

__all__ = [
    "Answer",
    "AssessmentRecord",
    "AssessmentView",
    "agree_level",
    "analyse",
    "answer",
    "assessment_of",
    "assessments",
    "begin",
    "hold",
    "weigh",
]


def begin(
    session: Session, meeting_id: str, *, author: str = "", agency: str = "", carry: bool = True
) -> AssessmentView:
    """Begin (or go on with) the assessment of a meeting, in advance or at the table.

    `carry` starts from the last answers, as far as the meeting's instrument still asks the same on the same scale.
    Raises RuleError once the minutes are approved, or when the meeting's instrument was changed after answers to it.
    """
    meeting = find(session, Meeting, meeting_id, "meeting")
    row = session.scalar(sa.select(Assessment).where(Assessment.meeting_id == meeting_id))
    if row is None:
        if meeting.state == "approved":
            raise RuleError("The minutes are approved, so an assessment can no longer be added; use an amendment.")
        row = Assessment(
            episode_id=meeting.episode_id,
            meeting_id=meeting_id,
            practice_id=meeting.practice_id,
            instrument=meeting.instrument,
            started_at=now(session),
            assessed_on=london_date(reading.moment(meeting)),
            author=author or who(session),
            agency=agency,
        )
        session.add(row)
        session.flush()
        last = earlier(session, row)
        if carry and last is not None:
            _carry(session, last, row)
        _suggest(session, row)
    else:
        _fit(session, row, meeting)
        if author or agency:
            row = _unlocked(session, row.id)
            row.author, row.agency = author or row.author, agency or row.agency
            session.flush()
    return assessment_view(session, row)


def hold(session: Session, meeting: Meeting) -> None:
    """Bring an assessment that was begun in advance to the day and the instrument of the meeting that now begins.

    Raises RuleError when the instrument was changed after answers were given to the one before.
    """
    row = session.scalar(sa.select(Assessment).where(Assessment.meeting_id == meeting.id))
    if row is not None:
        row.assessed_on = london_date(reading.moment(meeting))
        session.flush()
        _fit(session, row, meeting)


def answer(session: Session, assessment_id: str, indicator: str, given: Answer) -> AssessmentView:
    """Answer one indicator (an empty answer clears it).

    Raises RuleError for an indicator or answer that the instrument does not have, a day to come, or once locked.
    """
    row = _unlocked(session, assessment_id)
    question = next((each for each in instrument_of(session, row).questions() if each.indicator.id == indicator), None)
    if question is None:
        raise RuleError("This instrument does not ask about that indicator; choose one that it lists.")
    if given.last_seen_on is not None and given.last_seen_on > today(session):
        raise RuleError("An indicator cannot have been seen on a day to come; please check the date.")
    response = next((each for each in row.responses if each.indicator == indicator), None)
    if given == Answer():
        if response is not None:
            row.responses.remove(response)
            session.delete(response)
    else:
        if response is None:
            response = IndicatorResponse(assessment=row, indicator=indicator)
            session.add(response)
        response.answer, response.historic = given.answer, given.historic
        response.last_seen_on, response.evidence = given.last_seen_on, given.evidence
        response.source, response.basis = given.source, given.basis
    _suggest(session, row)
    return assessment_view(session, row)


def analyse(session: Session, assessment_id: str, domain: str, words: str, rating: str = "") -> AssessmentView:
    """Keep what the meeting makes of one domain, and its rating where the instrument rates whole domains.

    Raises RuleError for a domain or rating that the instrument does not have, or once locked.
    """
    row = _unlocked(session, assessment_id)
    if domain not in {each.id for each in instrument_of(session, row).domains}:
        raise RuleError("This instrument does not have that area; choose one that it lists.")
    found = next((each for each in row.domains if each.domain == domain), None)
    if found is None:
        found = DomainAnalysis(assessment=row, domain=domain)
        session.add(found)
    found.words, found.level = words, rating
    _suggest(session, row)
    return assessment_view(session, row)


def weigh(
    session: Session,
    assessment_id: str,
    *,
    protective: tuple[str, ...],
    strengths: str,
    analysis: str,
    child_aware: str = "",
    parent_aware: str = "",
) -> AssessmentView:
    """Keep protective factors, strengths, the analysis, and whether child and parents know of the assessment."""
    row = _unlocked(session, assessment_id)
    offered = {factor.id for factor in instrument_of(session, row).protective}
    if not set(protective) <= offered:
        raise RuleError("One of the protective factors is not on this instrument's list; choose from the list.")
    if list(protective) != row.protective:
        row.protective = list(protective)
    row.strengths, row.analysis = strengths, analysis
    row.child_aware, row.parent_aware = child_aware, parent_aware
    session.flush()
    return assessment_view(session, row)


def agree_level(session: Session, assessment_id: str, level: str, reason: str) -> AssessmentView:
    """Keep the meeting's agreed level; it becomes the meeting's, and the episode's unless a later one was agreed.

    Raises RuleError before the meeting begins, once the episode is closed, for a level that the pack does not know, or
    without a reason where it differs from the suggestion, or is low while answers not known could mean more.
    """
    row = _unlocked(session, assessment_id)
    episode = _agreeing(session, row)
    pack = pack_of(session, row.practice_id)
    known(pack, "levels", level, "level of risk")
    if level != row.suggested_level and not reason.strip():
        raise RuleError("The agreed level differs from what the answers suggest; please say why.")
    if not reason.strip() and could_be_raised(pack, assessment_record(session, row).suggestion, level):
        raise RuleError("What is not known yet could mean a higher level than the one agreed; please say why.")
    row.agreed_level, row.agreed_reason, row.agreed_at = level, reason.strip(), now(session)
    last = earlier(session, row)
    before = last.agreed_level if last is not None else ""
    comparable = before and pack.levels.get(before) is not None
    row.trend = pack.levels.trend(before, level) if comparable else "first"
    if not later_agreed(session, row):  # a corrected draft does not undo what a later meeting agreed
        episode.level, episode.level_on = level, row.assessed_on
    if row.meeting_id is not None:
        find(session, Meeting, row.meeting_id, "meeting").level_after = level
    session.flush()
    return assessment_view(session, row)


def assessment_of(session: Session, meeting_id: str) -> AssessmentView | None:
    """Return the meeting's assessment beside the last one before it, or None while there is none."""
    row = session.scalar(sa.select(Assessment).where(Assessment.meeting_id == meeting_id))
    return None if row is None else assessment_view(session, row)


def assessments(session: Session, episode_id: str) -> tuple[AssessmentRecord, ...]:
    """Return an episode's assessments, oldest first."""
    query = sa.select(Assessment).where(Assessment.episode_id == episode_id)
    rows = session.scalars(query.order_by(Assessment.assessed_on, Assessment.started_at))
    return tuple(assessment_record(session, row) for row in rows)


def _unlocked(session: Session, assessment_id: str) -> Assessment:
    row = find(session, Assessment, assessment_id, "assessment")
    if row.locked_at is not None:
        raise RuleError("This assessment was approved with its minutes and can no longer change; use an amendment.")
    return row


def _agreeing(session: Session, row: Assessment) -> Episode:
    """Return the episode if its level can be agreed now; raise RuleError otherwise."""
    meeting = find(session, Meeting, row.meeting_id, "meeting") if row.meeting_id is not None else None
    if meeting is not None and meeting.state == "planned":
        raise RuleError("The level is agreed by the meeting, which has not begun yet; start it first.")
    episode = find(session, Episode, row.episode_id, "episode")
    if episode.closed_on is not None:
        raise RuleError("This episode is closed, so its level can no longer change; open a new one for new concern.")
    return episode


def _fit(session: Session, row: Assessment, meeting: Meeting) -> None:
    """Begin again with the meeting's instrument if another was chosen since, unless answers were given already."""
    if row.locked_at is not None or row.instrument == meeting.instrument:
        return
    last = earlier(session, row)
    if _has_own(session, row, last):
        raise RuleError(
            "This assessment has answers to another instrument than the one the meeting now has; choose the earlier "
            "instrument again in the plan, or clear those answers first."
        )
    carried = bool(row.responses)
    for response in list(row.responses):
        row.responses.remove(response)
        session.delete(response)
    session.flush()
    row.instrument = meeting.instrument
    offered = {factor.id for factor in instrument_of(session, row).protective}
    row.protective = [each for each in row.protective if each in offered]
    if last is not None and carried:
        _carry(session, last, row)
        session.expire(row, ["responses"])
    _suggest(session, row)


def _has_own(session: Session, row: Assessment, last: Assessment | None) -> bool:
    """Say whether anything was answered or written at this assessment itself, beyond what was carried over."""
    then = assessment_record(session, last).answers if last is not None else {}
    given = assessment_record(session, row)
    own = any(then.get(indicator) != answer for indicator, answer in given.answers.items())
    return own or bool(given.rating_by_domain or given.analysis_by_domain or given.analysis or given.agreed_level)


def _suggest(session: Session, row: Assessment) -> None:
    """Keep what the instrument suggests from the answers as they now stand; refused answers undo the change."""
    session.flush()
    suggestion = assessment_record(session, row).suggestion
    row.score, row.suggested_level = suggestion.score, suggestion.level or ""
    session.flush()


def _carry(session: Session, last: Assessment, row: Assessment) -> None:
    """Start from the last answers, as far as this instrument still asks the same things in the same way."""
    then, now_asked = _asked(instrument_of(session, last)), _asked(instrument_of(session, row))
    for old in last.responses:
        if now_asked.get(old.indicator) == then.get(old.indicator) is not None:
            session.add(
                IndicatorResponse(
                    assessment=row,
                    indicator=old.indicator,
                    answer=old.answer,
                    historic=old.historic,
                    last_seen_on=old.last_seen_on,
                    evidence=old.evidence,
                    source=old.source,
                    basis=old.basis,
                )
            )
    offered = {factor.id for factor in instrument_of(session, row).protective}
    row.protective = [each for each in last.protective if each in offered]
    row.strengths = last.strengths
    session.flush()


def _asked(instrument: Instrument) -> dict[str, tuple[str, str]]:
    """Return the scales that each indicator is answered on: (now, past or empty) by indicator id."""
    return {
        question.indicator.id: (
            ",".join(each.id for each in question.scale.answers),
            ",".join(each.id for each in question.before.answers) if question.before else "",
        )
        for question in instrument.questions()
    }
