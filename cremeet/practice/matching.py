"""Whether an indicator, and the answer given to it, is one that a rule looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the shapes import the checks, which import this module
    from cremeet.practice.instrument import Answer, Instrument, Question
    from cremeet.practice.level_rules import Where


def fits(where: Where, question: Question, instrument: Instrument) -> bool:
    """Say whether `where` looks at this indicator at all, whatever the answer may be."""
    indicator = question.indicator
    preset = where.preset_at_least
    return (
        (not where.indicators or indicator.id in where.indicators)
        and (not where.domains or question.domain.id in where.domains)
        and (not where.types or not set(where.types).isdisjoint(question.types))
        and (indicator.critical or not where.critical)
        and indicator.weight >= where.weight_at_least
        and (
            preset is None
            or (indicator.preset is not None and instrument.rank(indicator.preset) >= instrument.rank(preset))
        )
    )


def stands(where: Where, question: Question, now: Answer | None, before: Answer | None) -> bool:
    """Say whether the answers given, None where there is none, are of the standing that `where` asks for.

    A named answer means that one or a more concerning one on the same scale. A sign that stood only in the past counts
    where the rule asks for `present`.
    """
    if where.answer is not None:
        wanted = question.scale.concern(where.answer)
        given = None if now is None else question.scale.concern(now.id)
        return wanted is not None and given is not None and given >= wanted
    if where.standing == "current":
        return now is not None and now.current
    return any(answer is not None and answer.present for answer in (now, before))
