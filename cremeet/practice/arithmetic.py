"""The steps from answers to a suggestion, one sentence each, in words that a chair can read aloud."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from cremeet.errors import RuleError
from cremeet.practice.answers import Answers, Given
from cremeet.practice.instrument import Domain, Instrument
from cremeet.practice.level_rules import AnyRule, CountRule
from cremeet.practice.matching import fits, stands
from cremeet.practice.verdicts import Verdict, carried, domain_level, rounded_up, shown

LineKind = Literal["sign", "area", "total", "rule", "result", "caution", "protective"]


@dataclass(frozen=True, slots=True)
class Line:
    """One step of the arithmetic in words that a chair can read aloud, with what it is about."""

    kind: LineKind
    words: str
    indicator: str | None = None
    domain: str | None = None
    points: Decimal | None = None
    level: str | None = None


def domain_lines(instrument: Instrument, domain: Domain, answers: Answers) -> list[Line]:
    """Return a line for each sign that is or was there, the rating, and what the domain comes to."""
    here = answers.of_domain(domain.id)
    lines = [_sign(instrument, each) for each in here.given if each.present]
    for each in here.rated:
        if each.answer is not None and each.known:
            words = f"{domain.title}: rated {each.answer.title}."
            lines.append(Line("area", words, domain=domain.id, level=each.answer.level))
    subtotal = _subtotal(instrument, domain, answers) if lines and here.given else None
    return [*lines, subtotal] if subtotal else lines


def _subtotal(instrument: Instrument, domain: Domain, answers: Answers) -> Line | None:
    points = answers.of_domain(domain.id).points
    said = []
    if instrument.scored or domain.bands:
        said.append(f"{shown(points)} in all" if points else "nothing added to the score")
    level = domain_level(instrument, domain, answers) if instrument.by_domain else None
    if level is not None:
        said.append(f"level {instrument.level_title(level)}")
    if not said:
        return None
    return Line("area", f"{domain.title}: {', '.join(said)}.", domain=domain.id, points=points, level=level)


def total_line(points: Decimal) -> Line:
    """Return the total, and how a fraction of it was rounded."""
    whole = rounded_up(points)
    rounding = "" if points == whole else f", counted as {whole}: a fraction is rounded up, towards concern"
    return Line("total", f"Total score: {shown(points)}{rounding}.", points=points)


def rule_line(verdict: Verdict, *, provisional: bool) -> Line:
    """Return what one rule makes of the answers; while anything is not known, no level stands without saying so."""
    words = verdict.words
    if provisional and verdict.level is not None:
        words = f"{words.removesuffix('.')}, on what is known."
    return Line("rule", words, level=verdict.level)


def protective_lines(instrument: Instrument, chosen: Collection[str]) -> list[Line]:
    """Return what keeps the child safer, if anything was chosen. Raises RuleError for an id that is not offered."""
    offered = {factor.id: factor.title for factor in instrument.protective}
    if not offered.keys() >= set(chosen):
        raise RuleError(f"“{instrument.title}” does not offer one of the protective factors chosen; choose again.")
    if not chosen:
        return []
    titles = "; ".join(title for name, title in offered.items() if name in chosen)
    return [
        Line("protective", f"Keeps the child safer: {titles}. This informs the plan and is not taken off the score.")
    ]


def _sign(instrument: Instrument, each: Given) -> Line:
    indicator = each.question.indicator
    answered = each.now.title if each.now else "not answered for now"
    if each.question.before is not None:
        answered += f"; before: {each.before.title if each.before else 'not answered'}"
    because = []
    if each.points:
        because.append(_weighed(each))
    if each.now is not None and each.now.level is not None:
        because.append(f"rated {instrument.level_title(each.now.level)}")
    level = carried(instrument, each)
    if level is not None and indicator.preset is not None:
        whole = instrument.level_title(indicator.preset)
        below = "" if level == indicator.preset else f", one below its own level of {whole}"
        because.append(f"brings {instrument.level_title(level)} into play{below}")
    if indicator.critical and each.now is not None and each.now.current:
        because.append("a critical sign")
    because += _counted(instrument, each)
    said = "; ".join(because) if because else "shown, adds nothing to the suggestion by itself"
    return Line(
        "sign", f"{indicator.text} ({answered}): {said}.", indicator.id, each.question.domain.id, each.points, level
    )


def _counted(instrument: Instrument, each: Given) -> list[str]:
    """Return how rules that count signs, or need only one, use this answer; critical signs are said by themselves."""
    said = []
    for rule in instrument.rules:
        if not isinstance(rule, CountRule | AnyRule) or not fits(rule.where, each.question, instrument):
            continue
        if stands(rule.where, each.question, each.now, each.before):
            if isinstance(rule, CountRule):
                said.append("counted")
            elif not rule.where.critical:
                said.append(f"enough by itself for {instrument.level_title(rule.level)}")
    return list(dict.fromkeys(said))


def _weighed(each: Given) -> str:
    indicator = each.question.indicator
    parts = [
        str(weight) if answer.factor == 1 else f"{weight} × {shown(Decimal(str(answer.factor)))}"
        for weight, answer in ((indicator.weight, each.now), (indicator.before_weight, each.before))
        if answer is not None and weight and answer.factor
    ]
    total = shown(each.points)
    points = "1 point" if total == "1" else f"{total} points"
    return points if parts == [total] else f"{' + '.join(parts)} = {points}"
