"""What the answers suggest, with every step shown. The meeting decides: nothing here is an agreed level.

What is not known is never counted as safe: it lowers nothing, it is listed, the suggestion says that it stands on what
is known alone, and beside it stands the level that the unknown could still turn out to mean.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cremeet.counting import counted
from cremeet.practice.answers import Answers, Given, Response, read
from cremeet.practice.arithmetic import Line, domain_lines, protective_lines, rule_line, total_line
from cremeet.practice.comparison import Change, compare
from cremeet.practice.instrument import Domain, Instrument
from cremeet.practice.level_rules import Prompt
from cremeet.practice.verdicts import (
    Verdict,
    domain_level,
    domains_from,
    highest,
    matching,
    rounded_up,
    shown,
    verdicts,
)

__all__ = ["Change", "Line", "Prompted", "Response", "SubResult", "Suggestion", "compare", "shown", "suggest"]


@dataclass(frozen=True, slots=True)
class SubResult:
    """What one domain, or one type of exploitation, comes to by itself. `level` None: nothing known, or not rated.

    `score` is rounded up like the whole (None: nothing known, or nothing is added up); `points` is exact. Never above
    the result of the whole.
    """

    id: str
    title: str
    points: Decimal
    score: int | None
    level: str | None
    level_title: str
    present_count: int
    unknown_count: int
    asked_count: int


@dataclass(frozen=True, slots=True)
class Prompted:
    """Something to say to the meeting because of the answers and the child's age, with its source and its day."""

    id: str
    text: str
    source: str
    dated: date


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What an instrument suggests on the answers so far.

    `level` is a level id, or None while nothing is known. `level_title` is safe to show alone: it says so when it rests
    only on what is known. `score` is None where the instrument adds nothing up, or nothing is known. `could_be` is the
    level if everything unknown turned out as the most concerning answer. `unanswered`, `not_known` and
    `missing_evidence` hold indicator ids, `unrated` domain ids. `types` count only signs that name the type; `shared`
    is what may go with any type.
    """

    instrument: str
    version: str
    level: str | None
    level_title: str
    reads: str
    caution: str
    score: int | None
    points: Decimal
    could_be: str
    asked_count: int
    unknown_count: int
    unanswered: tuple[str, ...]
    not_known: tuple[str, ...]
    unrated: tuple[str, ...]
    missing_evidence: tuple[str, ...]
    arithmetic: tuple[Line, ...]
    domains: tuple[SubResult, ...]
    types: tuple[SubResult, ...]
    shared: SubResult
    prompts: tuple[Prompted, ...]

    @property
    def provisional(self) -> bool:
        """Whether anything asked is still not known, so that the level is a floor and not a finding."""
        return self.unknown_count > 0


def suggest(
    instrument: Instrument,
    responses: Mapping[str, Response],
    *,
    domain_levels: Mapping[str, str | None] | None = None,
    protective: Collection[str] = (),
    age: int | None = None,
) -> Suggestion:
    """Return what `instrument` suggests for `responses` (by indicator id) and `domain_levels` (rating by domain id).

    `protective` holds ids of protective factors, shown and never subtracted. `age` is in whole years; None is treated
    as any age, so that no prompt is kept back. Raises RuleError for an answer that this instrument does not offer.
    """
    answers = read(instrument, responses, domain_levels)
    found = verdicts(instrument, answers)
    level = highest(instrument, found) if answers.says_something else None
    could_be = highest(instrument, verdicts(instrument, answers.at_worst()))
    score = rounded_up(answers.points) if instrument.scored and level is not None else None
    reads = _reads(instrument, level, score, answers)
    caution = _caution(instrument, level, could_be, answers)
    said = [Line("result", f"{reads} The meeting decides the level.", level=level)]
    said += [Line("caution", caution, level=could_be)] if caution else []
    lists = _lists(answers)
    return Suggestion(
        instrument=instrument.id,
        version=instrument.version,
        level=level,
        level_title=_level_title(instrument, level, answers),
        reads=reads,
        caution=caution,
        score=score,
        points=answers.points,
        could_be=could_be,
        asked_count=answers.asked_count,
        unknown_count=answers.unknown_count,
        unanswered=lists["unanswered"],
        not_known=lists["not_known"],
        unrated=lists["unrated"],
        missing_evidence=lists["missing_evidence"],
        arithmetic=(*_steps(instrument, answers, found), *said, *protective_lines(instrument, protective)),
        domains=tuple(_of_domain(instrument, domain, answers) for domain in instrument.domains),
        types=tuple(_alone(instrument, kind.id, kind.title, answers.of_type(kind.id)) for kind in instrument.types),
        shared=_alone(instrument, "any", "May go with any type", answers.of_any_type()),
        prompts=tuple(
            _prompted(prompt, age) for prompt in instrument.prompts if _applies(instrument, prompt, answers, age)
        ),
    )


def _lists(answers: Answers) -> dict[str, tuple[str, ...]]:
    """Return what still needs someone: ids of indicators by what they lack, and of domains not rated."""
    asked = [(each.question.indicator.id, each) for each in answers.given]
    return {
        "unanswered": tuple(name for name, each in asked if not each.answered),
        "not_known": tuple(name for name, each in asked if each.answered and not each.known),
        "unrated": tuple(each.domain.id for each in answers.rated if not each.known),
        "missing_evidence": tuple(name for name, each in asked if _lacks_evidence(each)),
    }


def _steps(instrument: Instrument, answers: Answers, found: Sequence[Verdict]) -> list[Line]:
    """Return each sign and area, the total and what every rule makes of it; nothing while nothing is known."""
    if not answers.says_something:
        return []
    lines = [line for domain in instrument.domains for line in domain_lines(instrument, domain, answers)]
    lines += [total_line(answers.points)] if instrument.scored else []
    return lines + [rule_line(verdict, provisional=answers.unknown_count > 0) for verdict in found]


def _level_title(instrument: Instrument, level: str | None, answers: Answers) -> str:
    if level is None:
        return "Not known yet"
    title = instrument.level_title(level)
    return f"{title} (on what is known)" if answers.unknown_count else title


def _reads(instrument: Instrument, level: str | None, score: int | None, answers: Answers) -> str:
    if level is None:
        return (
            f"No level can be suggested yet: none of the {counted(answers.asked_count, 'question')} has a known answer."
        )
    on = "" if score is None else f", with a score of {score}"
    named = f"the suggested level is {instrument.level_title(level)}{on}."
    return f"On what is known, {named}" if answers.unknown_count else named[0].upper() + named[1:]


def _caution(instrument: Instrument, level: str | None, could_be: str, answers: Answers) -> str:
    if not answers.unknown_count:
        return ""
    are = counted(answers.unknown_count, f"of {answers.asked_count} is", f"of {answers.asked_count} are")
    said = f"{are} not known. Not known is not the same as no risk"
    if level == could_be:
        return f"{said}; nothing unknown could raise the suggested level, but it may change the plan."
    return f"{said}: once known, the suggested level could be as high as {instrument.level_title(could_be)}."


def _lacks_evidence(each: Given) -> bool:
    wanted = each.question.evidence_from
    if each.has_evidence or wanted is None or each.now is None:
        return False
    needed, given = each.question.scale.concern(wanted), each.question.scale.concern(each.now.id)
    return needed is not None and given is not None and given >= needed


def _applies(instrument: Instrument, prompt: Prompt, answers: Answers, age: int | None) -> bool:
    too_young = age is not None and prompt.age_at_least is not None and age < prompt.age_at_least
    too_old = age is not None and prompt.age_at_most is not None and age > prompt.age_at_most
    if too_young or too_old:
        return False
    if prompt.domain_level_at_least is None:
        return len(matching(instrument, prompt.where, answers)) >= prompt.at_least
    return domains_from(instrument, prompt.domain_level_at_least, prompt.where.domains, answers) >= prompt.at_least


def _prompted(prompt: Prompt, age: int | None) -> Prompted:
    by_age = prompt.age_at_least is not None or prompt.age_at_most is not None
    unsure = "The child's age is not recorded, so check first whether this applies. " if by_age and age is None else ""
    return Prompted(prompt.id, f"{unsure}{prompt.text}", prompt.source, prompt.dated)


def _of_domain(instrument: Instrument, domain: Domain, answers: Answers) -> SubResult:
    """Return one domain by itself; its level is the domain's own, not what the rules would make of it alone."""
    here = answers.of_domain(domain.id)
    level = domain_level(instrument, domain, answers) if _has_level(domain, here) else None
    return _sub_result(instrument, domain.id, domain.title, here, level)


def _has_level(domain: Domain, here: Answers) -> bool:
    """Say whether anything in a domain could give it a level of its own."""
    presets = any(indicator.preset is not None for indicator in domain.indicators)
    rating = any(answer.level for each in here.given for answer in each.question.scale.answers)
    return bool(domain.rating or domain.bands or presets or rating)


def _alone(instrument: Instrument, name: str, title: str, only: Answers) -> SubResult:
    """Return what the rules would make of these answers if they were all that is known."""
    level = highest(instrument, verdicts(instrument, only)) if only.says_something else None
    return _sub_result(instrument, name, title, only, level)


def _sub_result(instrument: Instrument, name: str, title: str, only: Answers, level: str | None) -> SubResult:
    return SubResult(
        id=name,
        title=title,
        points=only.points,
        score=rounded_up(only.points) if instrument.adds_up and only.says_something else None,
        level=level,
        level_title=_level_title(instrument, level, only) if only.says_something else "Not known yet",
        present_count=only.present_count,
        unknown_count=only.unknown_count,
        asked_count=only.asked_count,
    )
