"""Assess risk: answer the meeting's instrument beside the last assessment, hear what it suggests, agree a level with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from cremeet.practice.scoring import Change, Suggestion


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one indicator as entered; `answer` and `historic` are ids of its scale, `basis` fact or judgement."""

    answer: str = ""
    historic: str = ""
    last_seen_on: date | None = None
    evidence: str = ""
    source: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class AssessmentRecord:
    """An assessment as the screen and the documents need it; `answers` by indicator id, `analysis_by_domain` by domain id."""

    assessment_id: str
    episode_id: str
    meeting_id: str | None
    practice_id: str
    instrument: str
    instrument_title: str
    assessed_on: date
    author: str
    agency: str
    answers: dict[str, Answer]
    analysis_by_domain: dict[str, str]
    level_by_domain: dict[str, str]
    protective: tuple[str, ...]
    strengths: str
    analysis: str
    child_aware: str
    parent_aware: str
    suggestion: Suggestion
    suggested_title: str
    agreed_level: str
    agreed_title: str
    agreed_reason: str
    agreed_at: datetime | None
    trend: str
    """up, same, down, or first."""
    trend_words: str
    locked: bool


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """This assessment, the one before it, and what changed by indicator id; the instrument is `packs.pack_of(...)`'s."""

    now: AssessmentRecord
    before: AssessmentRecord | None
    changes: tuple[Change, ...]


def begin(
    session: Session, meeting_id: str, *, author: str = "", agency: str = "", carry: bool = True
) -> AssessmentView:
    """Begin (or go on with) the assessment of a meeting, in advance or at the table; `carry` starts from the last answers."""
    raise NotImplementedError


def answer(session: Session, assessment_id: str, indicator: str, given: Answer) -> AssessmentView:
    """Answer one indicator (an empty answer clears it). Raises RuleError for an id the instrument lacks, or once locked."""
    raise NotImplementedError


def analyse(session: Session, assessment_id: str, domain: str, words: str, level: str = "") -> AssessmentView:
    """Keep what the meeting makes of one domain, and its level where the instrument rates domains."""
    raise NotImplementedError


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
    """Keep protective factors, strengths, the overall analysis, and whether child and parents know of the assessment."""
    raise NotImplementedError


def agree_level(session: Session, assessment_id: str, level: str, reason: str) -> AssessmentView:
    """Keep the meeting's agreed level; it becomes the episode's. Raises RuleError without a reason where it differs from the
    suggestion, or for a level that the pack does not know.
    """
    raise NotImplementedError


def assessment_of(session: Session, meeting_id: str) -> AssessmentView | None:
    """Return the meeting's assessment beside the last one before it, or None while there is none."""
    raise NotImplementedError


def assessments(session: Session, episode_id: str) -> tuple[AssessmentRecord, ...]:
    """Return an episode's assessments, oldest first."""
    raise NotImplementedError
