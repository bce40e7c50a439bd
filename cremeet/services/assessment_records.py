"""An assessment as screens and documents read it: answers, what they suggest, what was agreed, what changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.models import Assessment, Episode
from cremeet.practice.answers import Response
from cremeet.practice.instrument import Instrument
from cremeet.practice.pack import Pack
from cremeet.practice.scoring import Change, Suggestion, compare, suggest
from cremeet.services.children import age_on
from cremeet.services.packs import pack_of
from cremeet.services.titles import title
from cremeet.services.unit import find

TREND_WORDS = {
    "up": "Higher than at the last assessment",
    "same": "The same as at the last assessment",
    "down": "Lower than at the last assessment",
    "first": "The first agreed level",
    "": "Not agreed yet",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one indicator as entered; `answer`, `historic`: ids of its scales; `basis`: fact or judgement."""

    answer: str = ""
    historic: str = ""
    last_seen_on: date | None = None
    evidence: str = ""
    source: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class AssessmentRecord:
    """An assessment as screens and documents need it.

    `answers` are by indicator id; `analysis_by_domain` and `rating_by_domain` (answer ids of the domain's scale) by
    domain id. `trend`: up, same, down, or first where there is no level before it. `agreed_as_suggested` says whether
    the agreed level is what the answers suggest as they stand now; `reason_wanted` is a sentence while the agreed level
    needs a reason and has none, else empty.
    """

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
    rating_by_domain: dict[str, str]
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
    agreed_as_suggested: bool
    reason_wanted: str
    agreed_at: datetime | None
    trend: str
    trend_words: str
    locked: bool


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """This assessment, the one before it, and what changed by indicator id."""

    now: AssessmentRecord
    before: AssessmentRecord | None
    changes: tuple[Change, ...]


def assessment_view(session: Session, row: Assessment) -> AssessmentView:
    """Return an assessment beside the last one before it, with what changed by indicator."""
    last = earlier(session, row)
    changes: tuple[Change, ...] = ()
    if last is not None:
        changes = compare(
            instrument_of(session, last),
            _responses(last),
            instrument_of(session, row),
            _responses(row),
            domain_levels_then=_ratings(last),
            domain_levels_now=_ratings(row),
        )
    return AssessmentView(
        now=assessment_record(session, row),
        before=assessment_record(session, last) if last is not None else None,
        changes=changes,
    )


def assessment_record(session: Session, row: Assessment) -> AssessmentRecord:
    """Return one assessment with what its answers suggest; RuleError for an answer that the instrument lacks."""
    pack = pack_of(session, row.practice_id)
    instrument = instrument_of(session, row)
    born_on = find(session, Episode, row.episode_id, "episode").child.born_on
    ratings = _ratings(row)
    suggestion = suggest(
        instrument,
        _responses(row),
        domain_levels=ratings,
        protective=row.protective,
        age=age_on(born_on, row.assessed_on),
    )
    unexplained = bool(row.agreed_level) and not row.agreed_reason.strip()
    return AssessmentRecord(
        assessment_id=row.id,
        episode_id=row.episode_id,
        meeting_id=row.meeting_id,
        practice_id=row.practice_id,
        instrument=row.instrument,
        instrument_title=instrument.title,
        assessed_on=row.assessed_on,
        author=row.author,
        agency=row.agency,
        answers={
            each.indicator: Answer(
                each.answer, each.historic, each.last_seen_on, each.evidence, each.source, each.basis
            )
            for each in row.responses
        },
        analysis_by_domain={each.domain: each.words for each in row.domains if each.words},
        rating_by_domain=ratings,
        protective=tuple(row.protective),
        strengths=row.strengths,
        analysis=row.analysis,
        child_aware=row.child_aware,
        parent_aware=row.parent_aware,
        suggestion=suggestion,
        suggested_title=suggestion.level_title,
        agreed_level=row.agreed_level,
        agreed_title=title(pack, "levels", row.agreed_level),
        agreed_reason=row.agreed_reason,
        agreed_as_suggested=bool(row.agreed_level) and row.agreed_level == suggestion.level,
        reason_wanted=reason_wanted(pack, suggestion, row.agreed_level) if unexplained else "",
        agreed_at=row.agreed_at,
        trend=row.trend,
        trend_words=TREND_WORDS[row.trend],
        locked=row.locked_at is not None,
    )


def reason_wanted(pack: Pack, suggestion: Suggestion, level: str) -> str:
    """Say in a sentence why agreeing `level` needs a reason, or return an empty text.

    It does where it differs from the suggestion, and where it is below the level from which a concern counts as raised
    while what is not known could still mean a higher one: not known is never no risk.
    """
    agreed = title(pack, "levels", level)
    if level != suggestion.level:
        now = title(pack, "levels", suggestion.level or "")
        suggests = f"suggest {now}" if now else "suggest no level yet"
        return f"The answers now {suggests}, but {agreed} is agreed without a reason: agree again, or say why."
    if could_be_raised(pack, suggestion, level):
        worst = title(pack, "levels", suggestion.could_be)
        return (
            f"{agreed} is agreed without a reason while {suggestion.unknown_count} of {suggestion.asked_count} answers "
            f"are not known and could mean {worst}: find them out, or say why."
        )
    return ""


def could_be_raised(pack: Pack, suggestion: Suggestion, level: str) -> bool:
    """Say whether `level` is below what counts as raised, while what is not known could mean a higher level."""
    agreed, worst = pack.levels.get(level), pack.levels.get(suggestion.could_be)
    if agreed is None or worst is None or not suggestion.provisional:
        return False
    return agreed.rank < pack.level(pack.elevated_level).rank and worst.rank > agreed.rank


def earlier(session: Session, row: Assessment) -> Assessment | None:
    """Return the last assessment of the same episode before this one that a level was agreed in, or None."""
    before = sa.or_(
        Assessment.assessed_on < row.assessed_on,
        sa.and_(Assessment.assessed_on == row.assessed_on, Assessment.started_at < row.started_at),
    )
    query = sa.select(Assessment).where(
        Assessment.episode_id == row.episode_id, Assessment.id != row.id, Assessment.agreed_level != "", before
    )
    return session.scalar(query.order_by(Assessment.assessed_on.desc(), Assessment.started_at.desc()).limit(1))


def later_agreed(session: Session, row: Assessment) -> bool:
    """Say whether a level was agreed in an assessment of the same episode after this one."""
    after = sa.or_(
        Assessment.assessed_on > row.assessed_on,
        sa.and_(Assessment.assessed_on == row.assessed_on, Assessment.started_at > row.started_at),
    )
    query = sa.select(Assessment.id).where(
        Assessment.episode_id == row.episode_id, Assessment.id != row.id, Assessment.agreed_level != "", after
    )
    return session.scalar(query.limit(1)) is not None


def instrument_of(session: Session, row: Assessment) -> Instrument:
    """Return the instrument that an assessment was made with, from its own pack."""
    return pack_of(session, row.practice_id).instrument(row.instrument)


def _ratings(row: Assessment) -> dict[str, str]:
    return {each.domain: each.level for each in row.domains if each.level}


def _responses(row: Assessment) -> dict[str, Response]:
    return {
        each.indicator: Response(
            each.indicator, each.answer or None, each.historic or None, has_evidence=bool(each.evidence.strip())
        )
        for each in row.responses
    }
