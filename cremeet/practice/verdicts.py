"""What each rule of an instrument makes of the answers. Rules only raise a level; the highest one is suggested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from cremeet.counting import counted
from cremeet.practice.answers import Answers, Given
from cremeet.practice.instrument import Domain, Instrument
from cremeet.practice.level_rules import (
    AnyRule,
    Band,
    CountRule,
    DomainCountRule,
    DomainRule,
    LevelRule,
    PresetRule,
    ScoreRule,
    Where,
)
from cremeet.practice.matching import fits, stands


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule suggests (None: this rule says nothing) and why, in words to be read aloud."""

    rule: str
    level: str | None
    words: str


def verdicts(instrument: Instrument, answers: Answers) -> tuple[Verdict, ...]:
    """Return what each rule makes of `answers`, in the instrument's order."""
    return tuple(_verdict(instrument, rule, answers) for rule in instrument.rules)


def highest(instrument: Instrument, found: Sequence[Verdict]) -> str:
    """Return the highest level among `found`, or the instrument's least one where no rule says more."""
    levels = [verdict.level for verdict in found if verdict.level is not None]
    return max(levels, key=instrument.rank, default=instrument.levels[0].id)


def rounded_up(points: Decimal) -> int:
    """Return a whole score: a fraction is rounded up, towards concern."""
    return int(points.to_integral_value(ROUND_CEILING))


def shown(points: Decimal) -> str:
    """Return a number as people write it: 2, 1.5, 0.33."""
    return f"{points.normalize():f}"


def matching(instrument: Instrument, where: Where, answers: Answers) -> tuple[Given, ...]:
    """Return the answers that a rule looks at and that stand as it asks."""
    return tuple(
        each
        for each in answers.given
        if fits(where, each.question, instrument) and stands(where, each.question, each.now, each.before)
    )


def carried(instrument: Instrument, each: Given) -> str | None:
    """Return the level that this answer brings into play from its indicator's preset, or None.

    One below never means the least level of all, unless the preset is that level itself: a sign is still a sign.
    """
    preset = each.question.indicator.preset
    if preset is None or each.now is None or each.now.preset == "nothing":
        return None
    whole = instrument.rank(preset)
    rank = max(whole - 1, min(whole, 1)) if each.now.preset == "one-below" else whole
    return instrument.levels[rank].id


def domain_level(instrument: Instrument, domain: Domain, answers: Answers) -> str | None:
    """Return the level of one domain: its rating, or the most its indicators or subtotal say; None: not known."""
    here = answers.of_domain(domain.id)
    if not here.says_something:
        return None
    found = [instrument.levels[0].id]
    found += [each.answer.level for each in here.rated if each.answer is not None and each.answer.level]
    found += [each.now.level for each in here.given if each.now is not None and each.now.level]
    found += [level for each in here.given if (level := carried(instrument, each))]
    band = _band(domain.bands, rounded_up(here.points))
    if band is not None:
        found.append(band.level)
    return max(found, key=instrument.rank)


def domains_from(instrument: Instrument, level: str, only: Sequence[str], answers: Answers) -> int:
    """Return how many domains (among the ids `only`, or all for none) are known to be at `level` or above."""
    least = instrument.rank(level)
    return sum(instrument.rank(found) >= least for _, found in _levels(instrument, only, answers))


def _verdict(instrument: Instrument, rule: LevelRule, answers: Answers) -> Verdict:
    match rule:
        case ScoreRule():
            score = rounded_up(answers.points)
            return _banded(instrument, rule.id, rule.title, rule.bands, score, f"a score of {score}")
        case CountRule():
            found = matching(instrument, rule.where, answers)
            return _banded(instrument, rule.id, rule.title, rule.bands, len(found), counted(len(found), "sign"))
        case AnyRule():
            return _any(instrument, rule, answers)
        case PresetRule():
            return _preset(instrument, rule, answers)
        case DomainRule():
            return _by_domain(instrument, rule, answers)
        case DomainCountRule():
            count = domains_from(instrument, rule.level_at_least, rule.domains, answers)
            said = f"{counted(count, 'area')} at {instrument.level_title(rule.level_at_least)} or above"
            return _banded(instrument, rule.id, rule.title, rule.bands, count, said)


def _banded(instrument: Instrument, rule: str, title: str, bands: Sequence[Band], number: int, said: str) -> Verdict:
    band = _band(bands, number)
    if band is None:
        return Verdict(rule, None, f"{title}: {said}, below the first band, which starts at {bands[0].at_least}.")
    above = next((each.at_least for each in bands if each.at_least > band.at_least), None)
    span = f"{band.at_least} or more" if above is None else f"{band.at_least} to {above - 1}"
    if above is not None and above - 1 == band.at_least:
        span = str(band.at_least)
    return Verdict(rule, band.level, f"{title}: {said}. The band {span} suggests {instrument.level_title(band.level)}.")


def _any(instrument: Instrument, rule: AnyRule, answers: Answers) -> Verdict:
    found = matching(instrument, rule.where, answers)
    if not found:
        return Verdict(rule.id, None, f"{rule.title}: none found so far.")
    signs = "; ".join(
        f"“{each.question.indicator.text}” ({each.now.title if each.now else 'in the past'})" for each in found
    )
    return Verdict(rule.id, rule.level, f"{rule.title}: {signs}. Suggests {instrument.level_title(rule.level)}.")


def _preset(instrument: Instrument, rule: PresetRule, answers: Answers) -> Verdict:
    levels = [(level, each) for each in answers.given if (level := carried(instrument, each))]
    if not levels:
        return Verdict(rule.id, None, f"{rule.title}: no sign brings its own level into play.")
    top = max((level for level, _ in levels), key=instrument.rank)
    signs = "; ".join(f"“{each.question.indicator.text}”" for level, each in levels if level == top)
    return Verdict(rule.id, top, f"{rule.title}: {instrument.level_title(top)}, from {signs}.")


def _by_domain(instrument: Instrument, rule: DomainRule, answers: Answers) -> Verdict:
    levels = _levels(instrument, rule.domains, answers)
    if not levels:
        return Verdict(rule.id, None, f"{rule.title}: no area has a known level yet.")
    top = max((level for _, level in levels), key=instrument.rank)
    names = "; ".join(domain.title for domain, level in levels if level == top)
    return Verdict(rule.id, top, f"{rule.title}: {instrument.level_title(top)}, from {names}.")


def _levels(instrument: Instrument, only: Sequence[str], answers: Answers) -> list[tuple[Domain, str]]:
    return [
        (domain, level)
        for domain in instrument.domains
        if (not only or domain.id in only) and (level := domain_level(instrument, domain, answers)) is not None
    ]


def _band(bands: Sequence[Band], number: int) -> Band | None:
    return next((band for band in reversed(bands) if number >= band.at_least), None)
