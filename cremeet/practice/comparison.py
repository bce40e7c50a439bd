"""How the answers moved between two assessments, indicator by indicator, even across versions.

Losing sight of something is its own kind of change. It is never counted as better.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from cremeet.practice.answers import Given, Rated, Response, read, weighed
from cremeet.practice.instrument import Answer, Instrument, Scale

ChangeKind = Literal["new", "worse", "better", "same", "lost-sight", "now-known", "newly-asked", "no-longer-asked"]
"""What happened to one question.

`new`: there now and not before (not asked, not known or no). `lost-sight`: known then, not known now. `now-known`: not
known then, and now known not to be there. `newly-asked`: not asked then, and not there now.
"""


@dataclass(frozen=True, slots=True)
class Change:
    """One indicator (or one domain rated as a whole) then and now, in words; None where there was no answer."""

    id: str
    text: str
    domain: str
    rated_domain: bool
    kind: ChangeKind
    then: str | None
    now: str | None
    points_then: Decimal
    points_now: Decimal


@dataclass(frozen=True, slots=True)
class _Side:
    """One question at one of the two times, whether an indicator or a rated domain."""

    text: str
    domain: str
    rated: bool
    asked: tuple[tuple[Scale, Answer | None], ...]
    points: Decimal

    @property
    def words(self) -> str | None:
        """The answers in words: now, then the past where that is asked."""
        now = self.asked[0][1]
        said = [now.title] if now else []
        said += [f"before: {answer.title}" for _, answer in self.asked[1:] if answer]
        return "; ".join(said) or None


def compare(
    instrument_then: Instrument,
    responses_then: Mapping[str, Response],
    instrument_now: Instrument,
    responses_now: Mapping[str, Response],
    *,
    domain_levels_then: Mapping[str, str | None] | None = None,
    domain_levels_now: Mapping[str, str | None] | None = None,
) -> tuple[Change, ...]:
    """Return every question's change: as asked now in reading order, then what is no longer asked.

    Raises RuleError for an answer that its own instrument does not offer.
    """
    then = _sides(instrument_then, responses_then, domain_levels_then)
    now = _sides(instrument_now, responses_now, domain_levels_now)
    changes = [_change(name, then.get(name), side) for name, side in now.items()]
    changes += [_change(name, side, None) for name, side in then.items() if name not in now]
    return tuple(changes)


def _sides(
    instrument: Instrument, responses: Mapping[str, Response], ratings: Mapping[str, str | None] | None
) -> dict[tuple[bool, str], _Side]:
    answers = read(instrument, responses, ratings)
    sides: dict[tuple[bool, str], _Side] = {}
    for domain in instrument.domains:
        here = answers.of_domain(domain.id)
        sides |= {(True, each.domain.id): _of_rating(each) for each in here.rated}
        sides |= {(False, each.question.indicator.id): _of_given(each) for each in here.given}
    return sides


def _of_given(each: Given) -> _Side:
    question = each.question
    asked: tuple[tuple[Scale, Answer | None], ...] = ((question.scale, each.now),)
    if question.before is not None:
        asked = (*asked, (question.before, each.before))
    return _Side(question.indicator.text, question.domain.id, False, asked, each.points)


def _of_rating(each: Rated) -> _Side:
    return _Side(each.domain.title, each.domain.id, True, ((each.scale, each.answer),), weighed(0, each.answer))


def _change(name: tuple[bool, str], then: _Side | None, now: _Side | None) -> Change:
    side = now or then
    assert side is not None  # a name comes from one of the two
    return Change(
        id=name[1],
        text=side.text,
        domain=side.domain,
        rated_domain=side.rated,
        kind=_kind(then, now),
        then=then.words if then else None,
        now=now.words if now else None,
        points_then=then.points if then else Decimal(0),
        points_now=now.points if now else Decimal(0),
    )


def _kind(then: _Side | None, now: _Side | None) -> ChangeKind:
    """Judge by the answer about now; the past speaks where that has nothing to tell."""
    if now is None:
        return "no-longer-asked"
    before = then.asked if then is not None else ()
    parts = [
        _part(before[place] if place < len(before) else None, scale, answer)
        for place, (scale, answer) in enumerate(now.asked)
    ]
    if then is None:
        return "new" if "new" in parts else "newly-asked"
    told = parts[0] in {"same", "now-known"}
    return parts[1] if told and len(parts) > 1 and parts[1] != "same" else parts[0]


def _part(then: tuple[Scale, Answer | None] | None, scale_now: Scale, now: Answer | None) -> ChangeKind:
    scale_then, before = then or (scale_now, None)
    was_known = before is not None and before.known
    if now is not None and now.present and not (before is not None and before.present):
        return "new"
    if now is None or not now.known:
        return "lost-sight" if was_known else "same"
    if before is None or not was_known:
        return "now-known"
    was, is_now = _concern(scale_then, before), _concern(scale_now, now)
    if [each.id for each in scale_then.known()] == [each.id for each in scale_now.known()]:
        was, is_now = (scale_then.concern(before.id) or 0,), (scale_now.concern(now.id) or 0,)
    return "worse" if is_now > was else "better" if is_now < was else "same"


def _concern(scale: Scale, answer: Answer) -> tuple[float, ...]:
    """Return how much an answer says on any scale, for scales that do not offer the same answers."""
    top = max(each.factor for each in scale.answers)
    return (answer.current, answer.present, answer.factor / top if top else 0.0)
