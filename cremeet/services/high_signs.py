"""Which signs of an assessment are high or critical now, so that the plan must answer each of them."""

from __future__ import annotations

from cremeet.practice.answers import Given, Rated, Response, read
from cremeet.practice.instrument import Instrument
from cremeet.services.assessment_records import AssessmentRecord


def high_signs(instrument: Instrument, assessment: AssessmentRecord) -> list[tuple[str, str]]:
    """Return (id, words) of each sign, or area rated as a whole, that is there now and counts as high or critical."""
    responses = {
        indicator: Response(indicator, given.answer or None, given.historic or None)
        for indicator, given in assessment.answers.items()
    }
    answers = read(instrument, responses, assessment.rating_by_domain)
    signs = [
        (each.question.indicator.id, each.question.indicator.text) for each in answers.given if _high(instrument, each)
    ]
    return signs + [(each.domain.id, each.domain.title) for each in answers.rated if _rated_high(instrument, each)]


def _high(instrument: Instrument, each: Given) -> bool:
    """Say whether a sign is there now and is critical, at the highest level, or of the instrument's highest weight.

    An instrument that tells its signs apart by none of these is read by its scale: the most concerning answer is high.
    """
    if each.now is None or not each.now.current:
        return False
    indicator, highest = each.question.indicator, instrument.levels[-1].id
    whole = indicator.preset == highest and each.now.preset == "whole"
    if indicator.critical or whole or each.now.level == highest:
        return True
    weights = {question.indicator.weight for question in instrument.questions()} - {0}
    if len(weights) > 1:
        return indicator.weight == max(weights)
    told_apart = any(q.indicator.critical or q.indicator.preset for q in instrument.questions())
    levels = any(answer.level for answer in each.question.scale.answers)
    return not told_apart and not levels and each.now.id == each.question.scale.known()[-1].id


def _rated_high(instrument: Instrument, each: Rated) -> bool:
    return each.answer is not None and each.answer.level == instrument.levels[-1].id
