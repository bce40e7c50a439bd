"""For any instrument that holds together: more concern never lowers anything, and not known is never safe."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cremeet.practice.instrument import Instrument, Scale
from cremeet.practice.scoring import Response, Suggestion, suggest
from tests.practice.instruments_made import SHIPPED, instruments, responses_to, shipped

MODEST = settings(max_examples=60, deadline=None)


@st.composite
def _answered(draw: st.DrawFn) -> tuple[Instrument, dict[str, Response], dict[str, str | None]]:
    """Draw an instrument, a shipped one now and then, with answers."""
    one_of_ours = st.sampled_from(SHIPPED).map(shipped)
    instrument = draw(instruments() if draw(st.integers(0, 14)) else one_of_ours)
    return (instrument, *draw(responses_to(instrument)))


def _rank(instrument: Instrument, level: str | None) -> int:
    return -1 if level is None else instrument.rank(level)


def _worse(scale: Scale, answer: str | None) -> str | None:
    """Return the next answer of more concern; the least one for what is not known; None at the top."""
    known = [each.id for each in scale.known()]
    if answer is None or answer not in known:
        return known[0]
    return known[known.index(answer) + 1] if answer != known[-1] else None


def _nowhere_lower(instrument: Instrument, less: Suggestion, more: Suggestion) -> None:
    assert _rank(instrument, more.level) >= _rank(instrument, less.level)
    assert (more.score or 0) >= (less.score or 0)
    assert more.points >= less.points
    for kind in ("domains", "types"):
        for before, after in zip(getattr(less, kind), getattr(more, kind), strict=True):
            assert after.points >= before.points
            assert _rank(instrument, after.level) >= _rank(instrument, before.level)
    assert _rank(instrument, more.shared.level) >= _rank(instrument, less.shared.level)
    assert {prompt.id for prompt in more.prompts} >= {prompt.id for prompt in less.prompts}


@MODEST
@given(case=_answered(), data=st.data())
def test_more_concern_about_one_sign_lowers_nothing(case, data):
    instrument, responses, ratings = case
    question = data.draw(st.sampled_from([*instrument.questions()] or [None]))
    assume(question is not None)
    name = question.indicator.id
    response = responses.get(name) or Response(name)
    past = question.before is not None and data.draw(st.booleans())
    scale = question.before if past else question.scale
    worse = _worse(scale, response.historic if past else response.answer)
    assume(worse is not None)
    changed = replace(response, historic=worse) if past else replace(response, answer=worse)
    less = suggest(instrument, responses, domain_levels=ratings)
    more = suggest(instrument, responses | {name: changed}, domain_levels=ratings)
    _nowhere_lower(instrument, less, more)


@MODEST
@given(case=_answered(), data=st.data())
def test_a_higher_rating_of_a_domain_lowers_nothing(case, data):
    instrument, responses, ratings = case
    assume(ratings)
    name = data.draw(st.sampled_from(sorted(ratings)))
    domain = next(each for each in instrument.domains if each.id == name)
    worse = _worse(instrument.scale_called(domain.rating), ratings[name])
    assume(worse is not None)
    less = suggest(instrument, responses, domain_levels=ratings)
    more = suggest(instrument, responses, domain_levels=ratings | {name: worse})
    _nowhere_lower(instrument, less, more)


@MODEST
@given(case=_answered())
def test_not_known_is_never_zero_risk(case):
    instrument, responses, ratings = case
    made = suggest(instrument, responses, domain_levels=ratings)
    assert made.unknown_count == len(made.unanswered) + len(made.not_known) + len(made.unrated)
    assert made.provisional == (made.unknown_count > 0) == bool(made.caution)
    assert _rank(instrument, made.could_be) >= _rank(instrument, made.level)
    if made.provisional:
        assert "known" in made.level_title
        assert "Not known is not the same as no risk" in made.caution
        assert made.level is None or made.reads.startswith("On what is known")
        for line in made.arithmetic:
            if line.kind == "rule" and line.level is not None:
                assert line.words.endswith("on what is known.")
    else:
        assert made.could_be == made.level
    if made.level is None:
        assert made.score is None


@MODEST
@given(case=_answered(), data=st.data())
def test_forgetting_an_answer_keeps_every_danger_open(case, data):
    instrument, responses, ratings = case
    assume(responses)
    name = data.draw(st.sampled_from(sorted(responses)))
    full = suggest(instrument, responses, domain_levels=ratings)
    forgotten = suggest(instrument, {k: v for k, v in responses.items() if k != name}, domain_levels=ratings)
    assert _rank(instrument, forgotten.could_be) >= _rank(instrument, full.could_be)
    assert forgotten.unknown_count >= full.unknown_count
    assert name in forgotten.unanswered


@MODEST
@given(case=_answered(), seed=st.integers(0, 2**16))
def test_the_order_of_answers_never_matters(case, seed):
    instrument, responses, ratings = case
    shuffled = list(responses.items())
    random.Random(seed).shuffle(shuffled)
    again = suggest(instrument, dict(shuffled), domain_levels=dict(reversed(ratings.items())))
    assert again == suggest(instrument, responses, domain_levels=ratings)


@MODEST
@given(case=_answered())
def test_no_part_is_above_the_whole_and_the_parts_add_up(case):
    instrument, responses, ratings = case
    made = suggest(instrument, responses, domain_levels=ratings)
    for part in (*made.types, made.shared):
        assert _rank(instrument, part.level) <= _rank(instrument, made.level)
        assert 0 <= part.points <= made.points
        assert part.unknown_count <= made.unknown_count
    assert sum((part.points for part in made.domains), Decimal(0)) == made.points
    assert sum(part.asked_count for part in made.domains) == made.asked_count
    assert sum(part.unknown_count for part in made.domains) == made.unknown_count
    signs = [line.points for line in made.arithmetic if line.kind == "sign" and line.points is not None]
    assert sum(signs, Decimal(0)) == made.points
    if made.score is not None:
        assert 0 <= made.score - made.points < 1


@MODEST
@given(case=_answered())
def test_the_suggestion_is_the_highest_rule_that_is_read_aloud(case):
    instrument, responses, ratings = case
    made = suggest(instrument, responses, domain_levels=ratings)
    assume(made.level is not None)
    ranks = [instrument.rank(line.level) for line in made.arithmetic if line.kind == "rule" and line.level is not None]
    assert instrument.rank(made.level) == max(ranks, default=0)


@MODEST
@given(case=_answered())
def test_evidence_in_hand_is_never_asked_for_again(case):
    instrument, responses, ratings = case
    made = suggest(instrument, responses, domain_levels=ratings)
    assert not any(responses[name].has_evidence for name in made.missing_evidence)
    full = {name: replace(each, has_evidence=True) for name, each in responses.items()}
    assert suggest(instrument, full, domain_levels=ratings).missing_evidence == ()
