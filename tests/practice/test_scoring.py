"""Each kind of rule by an example small enough to check by hand, and what a chair would read aloud."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cremeet.errors import RuleError
from cremeet.practice.instrument import Instrument
from cremeet.practice.scoring import Response, suggest
from tests.practice.instruments_made import answered, shipped, small


def made(**changes: object) -> Instrument:
    return Instrument.model_validate(small(**changes))


def words(suggestion, kind: str) -> list[str]:
    return [line.words for line in suggestion.arithmetic if line.kind == kind]


@pytest.mark.parametrize(
    ("answers", "score", "level"),
    [
        ({"late": "no", "away": "no", "told": "no"}, 0, "none"),
        ({"late": "yes", "away": "no", "told": "no"}, 1, "low"),
        ({"late": "maybe", "away": "no", "told": "no"}, 1, "low"),
        ({"late": "yes", "away": "yes", "told": "no"}, 4, "medium"),
        ({"late": "yes", "away": "past", "told": "past"}, 1, "low"),
        ({"late": "no", "away": "no", "told": "maybe"}, 2, "high"),
    ],
)
def test_bands_and_a_critical_sign(answers, score, level):
    suggestion = suggest(made(), answered(**answers))
    assert (suggestion.score, suggestion.level, suggestion.provisional) == (score, level, False)


def test_every_step_is_said_in_words():
    suggestion = suggest(made(), answered(late="maybe", away="yes", told="past"))
    assert words(suggestion, "sign") == [
        "Late home (Possible): 1 × 0.5 = 0.5 points.",
        "Away overnight (Yes): 3 points.",
        "Has told someone (In the past): shown, adds nothing to the suggestion by itself.",
    ]
    assert words(suggestion, "area") == ["Missing: 3.5 in all.", "Voice: nothing added to the score."]
    assert words(suggestion, "total") == ["Total score: 3.5, counted as 4: a fraction is rounded up, towards concern."]
    assert words(suggestion, "rule") == [
        "Score: a score of 4. The band 4 to 6 suggests Medium.",
        "Critical: none found so far.",
    ]
    assert words(suggestion, "result") == [
        "The suggested level is Medium, with a score of 4. The meeting decides the level."
    ]
    assert words(suggestion, "caution") == []


def test_a_critical_sign_is_named_by_the_rule_that_it_sets_off():
    suggestion = suggest(made(), answered(told="yes"))
    assert words(suggestion, "sign") == ["Has told someone (Yes): 3 points; a critical sign."]
    assert words(suggestion, "rule")[1] == "Critical: “Has told someone” (Yes). Suggests High, on what is known."


def test_nothing_answered_suggests_nothing_at_all():
    suggestion = suggest(made(), {})
    assert (suggestion.level, suggestion.score, suggestion.level_title) == (None, None, "Not known yet")
    assert suggestion.unanswered == ("late", "away", "told")
    assert suggestion.could_be == "high"
    assert words(suggestion, "rule") == words(suggestion, "total") == []
    assert suggestion.reads == "No level can be suggested yet: none of the 3 questions has a known answer."
    assert "3 of 3 are not known. Not known is not the same as no risk" in suggestion.caution


def test_none_is_never_said_plainly_while_something_is_not_known():
    suggestion = suggest(made(), answered(late="no", away="not-known"))
    assert suggestion.level == "none"
    assert suggestion.level_title == "None (on what is known)"
    assert suggestion.reads.startswith("On what is known, the suggested level is None")
    assert (suggestion.not_known, suggestion.unanswered) == (("away",), ("told",))
    assert "could be as high as High" in suggestion.caution


def test_what_is_not_known_can_no_longer_raise_the_highest_level():
    suggestion = suggest(made(), answered(told="yes"))
    assert (suggestion.level, suggestion.could_be) == ("high", "high")
    assert "nothing unknown could raise the suggested level" in suggestion.caution


def test_an_empty_answer_is_no_answer():
    suggestion = suggest(made(), {"late": Response("late", "", ""), "away": Response("away", None)})
    assert suggestion.unanswered == ("late", "away", "told")


def test_types_count_what_names_them_and_the_rest_is_shared():
    suggestion = suggest(made(), answered(late="yes", away="yes", told="no"))
    by_type = {part.id: (part.points, part.level, part.level_title) for part in suggestion.types}
    assert by_type == {"cse": (3, "low", "Low"), "cce": (0, None, "Not known yet")}
    assert (suggestion.shared.points, suggestion.shared.level) == (1, "low")
    assert suggestion.level == "medium"


def test_count_rule_counts_now_or_now_and_before():
    bands = [{"at_least": 1, "level": "low"}, {"at_least": 2, "level": "medium"}]
    where = {"standing": "present", "indicators": ["late", "away"]}
    rule = {"kind": "count", "id": "c", "title": "Signs", "where": where, "bands": bands}
    instrument = made(
        rules=[rule, small()["rules"][1], small()["rules"][0] | {"bands": [{"at_least": 9, "level": "high"}]}]
    )
    suggestion = suggest(instrument, answered(late="past", away="past", told="no"))
    assert suggestion.level == "medium"
    assert words(suggestion, "rule")[0] == "Signs: 2 signs. The band 2 or more suggests Medium."
    assert words(suggestion, "rule")[2] == "Score: a score of 0, below the first band, which starts at 9."


def test_any_rule_takes_the_named_answer_or_a_more_concerning_one():
    rule = {
        "kind": "any",
        "id": "a",
        "title": "Any",
        "where": {"indicators": ["late"], "answer": "maybe"},
        "level": "high",
    }
    instrument = made(rules=[rule, *small()["rules"]])
    levels = {answer: suggest(instrument, answered(late=answer)).level for answer in ("no", "past", "maybe", "yes")}
    assert levels == {"no": "none", "past": "none", "maybe": "high", "yes": "high"}


def test_presets_and_one_level_below():
    scale = {
        "id": "sure",
        "title": "How sure?",
        "answers": [
            {"id": "no", "title": "No"},
            {"id": "maybe", "title": "Possible", "present": True, "current": True, "preset": "one-below"},
            {"id": "yes", "title": "Yes", "present": True, "current": True, "preset": "whole"},
        ],
    }
    indicator = {"id": "late", "text": "Late home", "help": "Look.", "preset": "high"}
    domain = {"id": "missing", "title": "Missing", "help": "Away.", "indicators": [indicator]}
    rule = {"kind": "highest-preset", "id": "own", "title": "Own level"}
    instrument = made(scales=[scale], domains=[domain], rules=[rule])
    maybe, sure = (suggest(instrument, answered(late=answer)) for answer in ("maybe", "yes"))
    assert (maybe.level, sure.level, maybe.score, sure.score) == ("medium", "high", None, None)
    assert words(maybe, "sign") == ["Late home (Possible): brings Medium into play, one below its own level of High."]
    assert words(sure, "rule") == ["Own level: High, from “Late home”."]


def test_a_possible_sign_never_counts_as_none():
    suggestion = suggest(shipped("preset-signs"), answered(late_home="possible"))
    assert suggestion.level == "low"
    assert words(suggestion, "sign") == ["Home late without a known reason (Possible): brings Low into play."]


def test_signs_say_how_they_are_counted():
    suggestion = suggest(shipped("quick-count"), answered(images="yes", distress="yes", tells="yes"))
    said = {line.indicator: line.words.rpartition("): ")[2] for line in suggestion.arithmetic if line.indicator}
    assert said == {
        "images": "counted; enough by itself for Medium.",
        "distress": "counted.",
        "tells": "a critical sign; counted; enough by itself for Medium.",
    }
    assert all(part.score is None for part in (*suggestion.domains, *suggestion.types, suggestion.shared))


def test_the_past_is_asked_and_scored_beside_the_present():
    indicator = {"id": "late", "text": "Late home", "help": "Look.", "weight": 3, "before_weight": 2}
    domain = {"id": "missing", "title": "Missing", "help": "h", "before_scale": "sure", "indicators": [indicator]}
    instrument = made(domains=[domain], rules=small()["rules"][:1])
    both = suggest(instrument, {"late": Response("late", "maybe", "yes")})
    assert (both.points, both.score, both.level, both.provisional) == (Decimal("3.5"), 4, "medium", False)
    assert words(both, "sign") == ["Late home (Possible; before: Yes): 3 × 0.5 + 2 = 3.5 points."]
    half = suggest(instrument, {"late": Response("late", "maybe")})
    assert (half.not_known, half.provisional) == (("late",), True)


def test_highest_area_and_areas_together():
    instrument = shipped("areas-rated")
    ratings = dict.fromkeys((domain.id for domain in instrument.domains), "none")
    assert suggest(instrument, {}, domain_levels=ratings).level_title == "None"
    mediums = ratings | dict.fromkeys(("missing", "family", "online"), "medium")
    assert suggest(instrument, {}, domain_levels=mediums).level == "medium"
    four = suggest(instrument, {}, domain_levels=mediums | {"education": "medium"})
    assert four.level == "high"
    assert "Areas of concern together: 4 areas at Medium or above. The band 4 or more suggests High." in words(
        four, "rule"
    )
    one = suggest(instrument, {}, domain_levels=ratings | {"control": "high"})
    assert "The highest area: High, from Coercion, gangs and crime." in words(one, "rule")
    assert {part.id: part.level for part in one.types} == {"cse": "none", "cce": "high", "online": "none"}
    missing = suggest(instrument, {}, domain_levels={"missing": "low"})
    assert len(missing.unrated) == 11
    assert missing.level_title == "Low (on what is known)"


def test_an_area_has_a_level_by_its_subtotal():
    instrument = shipped("evidence-scale")
    away = answered(missing_episodes="score-3", journeys="score-3", places="score-2")
    suggestion = suggest(instrument, away)
    area = next(part for part in suggestion.domains if part.id == "time-away")
    assert (area.score, area.level) == (8, "high")
    assert suggestion.score == 8
    assert suggestion.level == "medium"  # by the area; the total alone would be low
    assert words(suggestion, "area") == ["Time away from those who care: 8 in all, level High."]
    assert suggestion.missing_evidence == ("missing-episodes", "journeys", "places")


def test_evidence_is_asked_for_from_its_answer_on():
    responses = answered(late="maybe", away="past", told="yes")
    responses["told"] = Response("told", "yes", has_evidence=True)
    assert suggest(made(), responses).missing_evidence == ("late",)


@pytest.mark.parametrize(("age", "shown"), [(12, True), (13, True), (14, False), (17, False)])
def test_a_young_child_and_one_weighty_sign(age, shown):
    suggestion = suggest(shipped("cre"), answered(found_elsewhere="suspected"), age=age)
    assert ("young-child" in {prompt.id for prompt in suggestion.prompts}) is shown


def test_an_unknown_age_keeps_no_prompt_back_and_says_so():
    prompts = {each.id: each for each in suggest(shipped("cre"), answered(found_elsewhere="suspected")).prompts}
    assert prompts["young-child"].text.startswith("The child's age is not recorded")
    assert not prompts["consider-nrm"].text.startswith("The child's age")
    assert all(prompt.source and prompt.dated.year >= 2026 for prompt in prompts.values())


def test_a_light_sign_prompts_nothing():
    assert suggest(shipped("cre"), answered(late_home="confirmed"), age=11).prompts == ()


def test_a_prompt_by_area():
    instrument = shipped("areas-rated")
    prompts = [
        {prompt.id for prompt in suggest(instrument, {}, domain_levels=ratings, age=12).prompts}
        for ratings in ({"control": "low"}, {"control": "medium"}, {"family": "high"}, {"control": "high"})
    ]
    assert prompts == [set(), {"consider-nrm"}, {"young-child"}, {"consider-nrm", "young-child"}]


def test_protective_factors_are_said_and_take_nothing_off():
    instrument = shipped("cre")
    answers = answered(found_elsewhere="confirmed", missing_overnight="confirmed", gifts="no")
    del answers["gifts"]
    alone = suggest(instrument, answers)
    held = suggest(instrument, answers, protective=("trusted-adult", "safe-home"))
    assert (held.score, held.level) == (alone.score, alone.level)
    assert words(held, "protective") == [
        "Keeps the child safer: A trusted adult; A safe home. This informs the plan and is not taken off the score."
    ]


@pytest.mark.parametrize(
    ("responses", "ratings", "protective", "says"),
    [
        ({"gone": Response("gone", "yes")}, {}, (), "does not ask"),
        ({}, {"missing": "high"}, (), "does not ask"),
        ({"late": Response("late", "perhaps")}, {}, (), "choose one of: Not known, No, In the past, Possible, Yes"),
        ({"late": Response("late", "no", "yes")}, {}, (), "does not ask about the past"),
        ({}, {}, ("luck",), "protective factors"),
    ],
)
def test_what_the_instrument_does_not_offer_is_refused_in_one_sentence(responses, ratings, protective, says):
    with pytest.raises(RuleError, match=says) as refused:
        suggest(made(), responses, domain_levels=ratings, protective=protective)
    assert "perhaps" not in str(refused.value)


def test_the_worst_answers_to_the_default_instrument():
    instrument = shipped("cre")
    worst = {
        question.indicator.id: Response(
            question.indicator.id, question.scale.known()[-1].id, question.before and question.before.known()[-1].id
        )
        for question in instrument.questions()
    }
    suggestion = suggest(instrument, worst)
    assert (suggestion.level_title, suggestion.score, suggestion.unknown_count) == ("High", 130, 0)
    levels = {part.id: part.level for part in suggestion.types}
    assert levels == dict.fromkeys(levels, "high") | {"radicalisation": "medium"}  # it has no critical sign of its own


def test_a_rule_about_some_areas_looks_at_those_alone():
    where = {"domains": ["missing"]}
    rule = {"kind": "any", "id": "away", "title": "Away", "where": where, "level": "medium"}
    instrument = made(rules=[*small()["rules"], rule])
    assert suggest(instrument, answered(late="maybe", away="no", told="no")).level == "medium"
    assert words(suggest(instrument, answered(told="maybe")), "rule")[-1] == "Away: none found so far."


def test_a_prompt_for_older_young_people():
    prompt = {"id": "adult", "text": "Ask adult care.", "age_at_least": 17, "source": "Invented", "dated": "2026-11-23"}
    instrument = made(prompts=[prompt])
    shown = {age: bool(suggest(instrument, answered(late="yes"), age=age).prompts) for age in (None, 16, 17, 22)}
    assert shown == {None: True, 16: False, 17: True, 22: True}


def test_a_rating_that_is_not_known_is_no_step_of_the_arithmetic():
    suggestion = suggest(shipped("areas-rated"), {}, domain_levels={"missing": "low", "online": "not-known"})
    assert words(suggestion, "area") == ["Missing: rated Low."]
    assert "online" in suggestion.unrated


def test_areas_show_their_points_where_points_are_added_up():
    suggestion = suggest(shipped("cre"), answered(late_home="confirmed"))
    scores = {part.id: part.score for part in suggestion.domains}
    assert scores == dict.fromkeys(scores) | {"missing": 1}


def test_one_unknown_is_spoken_of_as_one():
    suggestion = suggest(made(), answered(late="no", away="no"))
    assert suggestion.caution.startswith("1 of 3 is not known. Not known is not the same as no risk")


def test_signs_rated_by_level_give_their_area_its_level():
    answers = [
        {"id": "none", "title": "None", "level": "none"},
        {"id": "low", "title": "Low", "level": "low", "present": True, "current": True},
        {"id": "high", "title": "High", "level": "high", "present": True, "current": True},
    ]
    data = small(scales=[{"id": "sure", "title": "How grave?", "answers": answers}], evidence_from=None)
    for indicator in (sign for domain in data["domains"] for sign in domain["indicators"]):
        indicator.pop("weight")
        indicator.pop("critical", None)
    data["rules"] = [{"kind": "highest-domain", "id": "top", "title": "The highest area"}]
    suggestion = suggest(Instrument.model_validate(data), answered(late="low", away="high", told="none"))
    assert (suggestion.level, suggestion.score) == ("high", None)
    assert {part.id: (part.level, part.present_count) for part in suggestion.domains} == {
        "missing": ("high", 2),
        "voice": ("none", 0),
    }
    assert words(suggestion, "sign") == ["Late home (Low): rated Low.", "Away overnight (High): rated High."]
    assert words(suggestion, "area") == ["Missing: level High."]


def test_rated_areas_are_counted_as_present_or_not_known():
    suggestion = suggest(shipped("areas-rated"), {}, domain_levels={"missing": "low", "online": "none"})
    counts = {part.id: (part.present_count, part.unknown_count) for part in suggestion.domains}
    assert counts == dict.fromkeys(counts, (0, 1)) | {"missing": (1, 0), "online": (0, 0)}
    assert (suggestion.unknown_count, suggestion.asked_count) == (10, 12)
