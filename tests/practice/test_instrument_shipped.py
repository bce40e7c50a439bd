"""The instruments and levels that ship: whole, sourced, kind in their words, and each able to reach every level."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

import pytest
from pydantic import BaseModel, ValidationError

from cremeet import paths
from cremeet.practice.instrument import Instrument
from cremeet.practice.levels import Levels
from cremeet.practice.scoring import Response, suggest
from tests.practice.instruments_made import SHIPPED, shipped, small

BLAMING = re.compile(
    r"putting (themsel|him|her)|risky behavio|promiscuous|streetwise|lifestyle|prostitut|drug (dealer|runner)|mule\b|"
    r"abscond|attention.seeking|manipulat|mature for|failed to disclose|alleges|claims that|consented|child porn|"
    r"gang member|entrenched|willing|provocative|uncooperative|hard to reach|refus(es|ing) to|boyfriend|girlfriend",
    re.IGNORECASE,
)


def levels() -> Levels:
    return Levels.model_validate(tomllib.loads((paths.shipped_practice() / "levels.toml").read_text(encoding="utf-8")))


def _texts(shape: BaseModel) -> Iterator[str]:
    for value in shape.model_dump().values():
        yield from _strings(value)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _strings(each)


def test_every_file_in_the_folder_is_tested_here():
    found = {path.stem for path in (paths.shipped_practice() / "instruments").glob("*.toml")}
    assert found == set(SHIPPED)
    assert {shipped(name).id for name in SHIPPED} == found


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_instrument_suggests_levels_that_exist(name):
    assert levels().faults(shipped(name)) == ()


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_instrument_can_reach_none_and_high(name):
    instrument = shipped(name)
    for place, wanted in ((0, "none"), (-1, "high")):
        responses = {
            q.indicator.id: Response(q.indicator.id, q.scale.known()[place].id, q.before and q.before.known()[place].id)
            for q in instrument.questions()
        }
        scales = {domain.id: instrument.scale_called(domain.rating) for domain in instrument.domains}
        ratings = {name: scale.known()[place].id for name, scale in scales.items() if scale is not None}
        suggestion = suggest(instrument, responses, domain_levels=ratings, age=15)
        assert (suggestion.level, suggestion.provisional) == (wanted, False)
        assert suggestion.asked_count > 10


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_instrument_can_reach_every_level_by_growing_concern(name):
    """Answer one question after another with its gravest answer, lightest questions first."""
    instrument = shipped(name)
    heavy = sorted(
        instrument.questions(),
        key=lambda q: (q.indicator.critical, q.indicator.weight, instrument.rank(q.indicator.preset or "none")),
    )
    scale = instrument.scales[0]
    reached: list[str | None] = []
    responses: dict[str, Response] = {}
    for question in heavy:
        responses[question.indicator.id] = Response(question.indicator.id, question.scale.known()[-1].id)
        reached.append(suggest(instrument, responses).level)
    if not heavy:
        rated = instrument.domains[0].id
        reached += [suggest(instrument, {}, domain_levels={rated: answer.id}).level for answer in scale.known()]
    assert set(reached) >= {"low", "medium", "high"}
    ranks = [instrument.rank(level) for level in reached if level]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_words_never_blame(name):
    found = [text for text in _texts(shipped(name)) if BLAMING.search(text)]
    assert found == []


def test_the_search_for_blaming_words_finds_them():
    said = Instrument.model_validate(small(summary="Shows risky behaviour with a boyfriend"))
    assert [text for text in _texts(said) if BLAMING.search(text)] == ["Shows risky behaviour with a boyfriend"]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_statement_of_law_has_its_source_and_its_day(name):
    instrument = shipped(name)
    law = re.compile(r"\bAct \d{4}\b|\bduty to\b")
    carried = [*instrument.prompts, *instrument.statements]
    carried += [each for q in instrument.questions() for each in q.indicator.statements]
    assert all(each.source and each.dated for each in carried)
    sourced = {each.text for each in carried} | {each.source for each in carried}
    assert [text for text in _texts(instrument) if law.search(text) and text not in sourced] == []


def test_the_default_instrument_holds_the_whole_of_its_design():
    instrument = shipped("cre")
    scored = [q for q in instrument.questions() if q.domain.id != "vulnerability"]
    vulnerable = [q for q in instrument.questions() if q.domain.id == "vulnerability"]
    critical = {q.indicator.id for q in scored if q.indicator.critical}
    assert (len(instrument.domains), len(vulnerable), len(scored)) == (15, 13, 56)
    assert all(q.indicator.weight == 0 and q.before is not None for q in vulnerable)
    assert all(1 <= q.indicator.weight <= 3 for q in scored)
    assert all(q.indicator.weight == 3 for q in scored if q.indicator.critical)
    assert critical == {
        "returned-harmed", "taken-abroad-fear", "known-exploiter", "papers-withheld", "blackmail-or-livestream",
        "sexual-assault", "internal-concealment", "kidnap-or-serious-assault", "debt-bond", "tells-of-exploitation",
    }  # fmt: skip
    assert len(instrument.protective) == 6
    bands = [band for rule in instrument.rules if rule.kind == "score" for band in rule.bands]
    assert {band.level: band.at_least for band in bands} == {"none": 0, "low": 1, "medium": 7, "high": 16}


def test_between_them_the_shipped_instruments_use_every_kind_of_rule():
    kinds = {rule.kind for name in SHIPPED for rule in shipped(name).rules}
    assert kinds == {"score", "count", "any", "highest-preset", "highest-domain", "count-domains"}


def test_vulnerability_alone_scores_nothing_and_leaves_the_level_at_none():
    instrument = shipped("cre")
    responses = {
        q.indicator.id: Response(q.indicator.id, q.scale.known()[-1 if q.before else 0].id, q.before and "yes")
        for q in instrument.questions()
    }
    suggestion = suggest(instrument, responses)
    assert (suggestion.score, suggestion.level, suggestion.provisional) == (0, "none", False)
    assert sum("shown, adds nothing" in line.words for line in suggestion.arithmetic) == 13


def test_levels_say_what_each_sets_going():
    ours = levels()
    assert [(level.id, level.rank) for level in ours.levels] == [("none", 0), ("low", 1), ("medium", 2), ("high", 3)]
    assert len({level.symbol for level in ours.levels}) == 4
    assert all(level.triggers and level.meaning for level in ours.levels)
    high = ours.get("high")
    assert high is not None
    assert next(t.id for t in high.triggers if t.urgent) == "immediate-strategy-discussion"
    assert "separate statement" in ours.exploitation_confirmed.meaning
    assert ours.exploitation_confirmed.id not in {level.id for level in ours.levels}
    assert [text for text in _texts(ours) if BLAMING.search(text)] == []


def test_levels_name_timescales_that_exist():
    known = tomllib.loads((paths.shipped_practice() / "timescales.toml").read_text(encoding="utf-8"))
    ids = {entry["id"] for part in known.values() if isinstance(part, list) for entry in part if "id" in entry}
    assert {t.timescale for level in levels().levels for t in level.triggers if t.timescale} <= ids


def test_trend_and_unknown_levels():
    ours = levels()
    assert [ours.trend(*pair) for pair in (("low", "high"), ("high", "low"), ("low", "low"))] == ["up", "down", "same"]
    assert ours.get("severe") is None
    with pytest.raises(KeyError):
        ours.rank("severe")


def test_an_instrument_that_names_other_levels_is_told_which_there_are():
    named = [{"id": level, "title": level} for level in ("low", "none", "severe")]
    odd = Instrument.model_validate(
        small(
            levels=named,
            rules=[
                small()["rules"][1] | {"level": "severe"},
                small()["rules"][0] | {"bands": [{"at_least": 0, "level": "low"}]},
            ],
        )
    )
    faults = {fault.at: fault.message for fault in levels().faults(odd)}
    assert set(faults) == {("levels", 1, "id"), ("levels", 2, "id")}
    assert "use one of: none, low, medium, high" in faults["levels", 2, "id"]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"rank": 0}, ("levels", 1, "rank")),
        ({"symbol": "ring"}, ("levels", 1, "symbol")),
        ({"id": "none"}, ("levels", 1, "id")),
        ({"symbol": "star"}, ("levels", 1, "symbol")),
        ({"colour": "red"}, ("levels", 1, "colour")),
    ],
)
def test_faults_in_levels_are_named_at_their_place(change, named):
    data = levels().model_dump()
    data["levels"] = [dict(level) for level in data["levels"]]
    data["levels"][1] |= change
    with pytest.raises(ValidationError) as refused:
        Levels.model_validate(data)
    assert [error["loc"] for error in refused.value.errors()] == [named]
