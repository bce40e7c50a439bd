"""Close a meeting: one list of what is missing, each line with its place; end, approve, amend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.counting import counted
from cremeet.errors import RuleError
from cremeet.models import AgendaItem, Amendment, Assessment, Episode, Meeting, Override
from cremeet.services import closing_checks, entries, holding, reading
from cremeet.services.actions import plan
from cremeet.services.assessing import assessment_of
from cremeet.services.closing_checks import Held
from cremeet.services.meeting_records import MeetingHead
from cremeet.services.meetings import meeting_view
from cremeet.services.packs import pack_of
from cremeet.services.states import changeable, only
from cremeet.services.titles import title
from cremeet.services.unit import find, next_number, now, who

AMENDMENT_TAG = "professionals"
"""Who may read an amendment unless somebody says otherwise, where the pack has this tag."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A line of the close list.

    `check` names the rule: item, late, confidentiality, closed-part, quorum, views, previous-actions, level,
    high-indicator, decision-reason, dissent, action-owner, action-date, action-measure, pillar, contingency, feedback,
    review-date, restricted-handling, parked, gap, drafts. `about_id` is the record that it is about (an indicator,
    pillar or draft's place for those rules). `place` is where a screen leads: agenda:<item id>, people, voice,
    risk:<indicator or empty>, plan:<action id or empty>, decision:<id>, review, contingency, entry:<id>, or a form's
    name. `overridden` is the reason it was closed with, or empty; `tag` the handling tag of what it is about, or empty.
    """

    check: str
    about_id: str
    place: str
    what: str
    """One sentence: what is missing and what to do."""
    overridden: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class OverrideRecord:
    """A line that was closed with a reason, as the minutes show it; `tag` as in `Missing`."""

    check: str
    what: str
    reason: str
    at: datetime
    by: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class AmendmentRecord:
    """A dated amendment to approved minutes."""

    number: int
    about: str
    words: str
    reason: str
    tag: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ReviewProposal:
    """The review date that the pack's timescale gives for the agreed level: the latest working day, and why."""

    latest: date
    why: str


def missing(session: Session, meeting_id: str) -> tuple[Missing, ...]:
    """Return everything that is missing, overridden lines included (last)."""
    reasons = {(row.check, row.about_id): row.reason for row in _overrides(session, meeting_id)}
    lines = [
        Missing(
            line.check, line.about_id, line.place, line.what, reasons.get((line.check, line.about_id), ""), line.tag
        )
        for line in closing_checks.every_line(_held(session, meeting_id))
    ]
    return tuple(sorted(lines, key=lambda line: bool(line.overridden)))


def override(session: Session, meeting_id: str, check: str, about_id: str, reason: str) -> tuple[Missing, ...]:
    """Close a line of the list with a reason that the minutes show, and return the list.

    Raises RuleError without a reason, for a line that is not on the list, or once the minutes are approved.
    """
    changeable(session, meeting_id)
    if not reason.strip():
        raise RuleError("Closing a line of the list needs a reason; the minutes will show it.")
    line = next(
        (each for each in missing(session, meeting_id) if (each.check, each.about_id) == (check, about_id)), None
    )
    if line is None:
        raise RuleError("That line is no longer on the list, so there is nothing to override.")
    row = _override(session, meeting_id, check, about_id)
    if row is None:
        row = Override(meeting_id=meeting_id, check=check, about_id=about_id)
        session.add(row)
    row.tag = line.tag
    row.what, row.reason, row.at, row.by = line.what, reason.strip(), now(session), who(session)
    session.flush()
    return missing(session, meeting_id)


def take_back_override(session: Session, meeting_id: str, check: str, about_id: str) -> tuple[Missing, ...]:
    """Open a line again. Raises RuleError once the minutes are approved."""
    changeable(session, meeting_id)
    row = _override(session, meeting_id, check, about_id)
    if row is not None:
        session.delete(row)
        session.flush()
    return missing(session, meeting_id)


def overrides(session: Session, meeting_id: str) -> tuple[OverrideRecord, ...]:
    """Return the lines that were closed with a reason, oldest first: what the minutes show.

    While the meeting is under way, a line that was filled since is left out; once it has ended, what was overridden to
    end it stands, whatever is corrected afterwards.
    """
    over = find(session, Meeting, meeting_id, "meeting").ended_at is not None
    tags = {(line.check, line.about_id): line.tag for line in missing(session, meeting_id)}
    return tuple(
        OverrideRecord(row.check, row.what, row.reason, row.at, row.by, tags.get((row.check, row.about_id), row.tag))
        for row in _overrides(session, meeting_id)
        if over or (row.check, row.about_id) in tags
    )


def end(session: Session, meeting_id: str) -> MeetingHead:
    """End a live or adjourned meeting: the minutes are a draft.

    Raises RuleError in any other state, or while a line is neither filled nor overridden.
    """
    meeting = changeable(session, meeting_id)
    if meeting.state not in {"live", "adjourned"}:
        raise RuleError("Only a meeting that is live or adjourned can be ended.")
    _check_complete(session, meeting_id, "The meeting cannot end yet")
    for row in session.scalars(sa.select(AgendaItem).where(AgendaItem.meeting_id == meeting_id)):
        if row.state == "now":
            holding.stop(row, now(session), "done")
    meeting.state, meeting.ended_at = "ended", now(session)
    child = find(session, Episode, meeting.episode_id, "episode").child
    meeting.enrolled_then = child.enrolled
    session.flush()
    return reading.head(meeting, pack_of(session, meeting.practice_id))


def approve(session: Session, meeting_id: str, by: str) -> MeetingHead:
    """Approve ended minutes: they and the assessment are locked; only dated amendments follow.

    Raises RuleError in any other state, without a name, or while a line is neither filled nor overridden.
    """
    meeting = changeable(session, meeting_id)
    if meeting.state != "ended":
        raise RuleError("Only the minutes of a meeting that has ended can be approved; end it first.")
    if not by.strip():
        raise RuleError("Please name who approves the minutes.")
    _check_complete(session, meeting_id, "The minutes cannot be approved yet")
    meeting.state, meeting.approved_at, meeting.approved_by = "approved", now(session), by.strip()
    for row in session.scalars(sa.select(Assessment).where(Assessment.meeting_id == meeting_id)):
        row.locked_at = now(session)
    session.flush()
    return reading.head(meeting, pack_of(session, meeting.practice_id))


def amend(session: Session, meeting_id: str, about: str, words: str, reason: str, *, tag: str = "") -> AmendmentRecord:
    """Add a dated amendment to approved minutes; raises RuleError before approval, or without words or a reason.

    An empty `tag` means the professionals of the meeting, or the pack's narrowest tag where it has no such tag.
    """
    meeting = find(session, Meeting, meeting_id, "meeting")
    if meeting.state != "approved":
        raise RuleError("Only approved minutes are amended; these can still be corrected directly.")
    if not words.strip() or not reason.strip():
        raise RuleError("An amendment needs its words and its reason; please enter both.")
    pack = pack_of(session, meeting.practice_id)
    usual = AMENDMENT_TAG if any(each.id == AMENDMENT_TAG for each in pack.tags) else pack.narrowest_tag().id
    row = Amendment(
        meeting_id=meeting_id,
        number=next_number(session, Amendment.number, Amendment.meeting_id == meeting_id),
        about=about.strip(),
        words=words.strip(),
        reason=reason.strip(),
        tag=entries.check_tag(pack, tag or usual),
        at=now(session),
        by=who(session),
    )
    session.add(row)
    session.flush()
    return _amendment(row)


def amendments(session: Session, meeting_id: str) -> tuple[AmendmentRecord, ...]:
    """Return every amendment by number."""
    query = sa.select(Amendment).where(Amendment.meeting_id == meeting_id).order_by(Amendment.number)
    return tuple(_amendment(row) for row in session.scalars(query))


def propose_review(session: Session, meeting_id: str) -> ReviewProposal:
    """Return the latest review date by the timescale for the agreed level (or the level before it)."""
    meeting = find(session, Meeting, meeting_id, "meeting")
    pack = pack_of(session, meeting.practice_id)
    level = meeting.level_after or meeting.level_before
    scales = pack.timescales
    latest = scales.review_due(level, meeting.ended_at or reading.moment(meeting))
    step = scales.for_review(level)
    within = (step.within if step is not None else scales.review_at_most).words()
    at = f"At {title(pack, 'levels', level).lower()} risk" if step is not None else "At the latest"
    return ReviewProposal(latest, f"{at}, a review is due within {within} of the meeting, on a working day.")


def _held(session: Session, meeting_id: str) -> Held:
    view = meeting_view(session, meeting_id)
    found = assessment_of(session, meeting_id)
    assessment = found.now if found is not None else None
    instrument = (
        pack_of(session, assessment.practice_id).instrument(assessment.instrument) if assessment is not None else None
    )
    return Held(
        view=view,
        plan=plan(session, meeting_id),
        assessment=assessment,
        instrument=instrument,
        pack=pack_of(session, view.head.practice_id),
        latest_review=propose_review(session, meeting_id).latest,
    )


def _check_complete(session: Session, meeting_id: str, start: str) -> None:
    count = sum(not line.overridden for line in missing(session, meeting_id))
    if count:
        lines = counted(count, "line of the close list is", "lines of the close list are")
        raise RuleError(f"{start}: {lines} still open. Fill each one, or override it with a reason.")


def _overrides(session: Session, meeting_id: str) -> list[Override]:
    query = sa.select(Override).where(Override.meeting_id == meeting_id).order_by(Override.at, Override.id)
    return list(session.scalars(query))


def _override(session: Session, meeting_id: str, check: str, about_id: str) -> Override | None:
    about = (Override.check == check, Override.about_id == about_id)
    return only(session, Override, Override.meeting_id == meeting_id, *about)


def _amendment(row: Amendment) -> AmendmentRecord:
    return AmendmentRecord(row.number, row.about, row.words, row.reason, row.tag, row.at, row.by)
