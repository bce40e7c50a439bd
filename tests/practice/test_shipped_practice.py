"""Every practice file that ships: it loads, it says what the domain asks for, and its words are kind."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from cremeet import paths
from cremeet.practice import loader
from cremeet.practice.agenda import Agenda
from cremeet.practice.disruption import Measure
from cremeet.practice.pack import Pack
from tests.practice.folders import FILES, content

KINDS = ["initial", "review", "strategy", "transition", "closure"]
PILLARS = ["identify", "prevent", "protect", "disrupt", "prosecute", "recover"]


@pytest.mark.parametrize("file", FILES)
def test_each_file_is_read_into_the_pack(file: str, pack: Pack) -> None:
    raw = content(file)
    ids = {entry["id"] for entry in entries(raw) if "remove" not in entry}
    kept = loader.dump(pack)
    assert ids or file == "about.toml"
    assert [name for name in sorted(ids) if f'"id":"{name}"' not in kept] == []


def entries(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "id" in value:
            yield value
        for each in value.values():
            yield from entries(each)
    elif isinstance(value, list):
        for each in value:
            yield from entries(each)


def test_it_says_that_it_is_not_local_policy(pack: Pack) -> None:
    assert "not local policy" in pack.about.notice


def test_the_kinds_of_meeting_in_their_order(pack: Pack) -> None:
    assert [agenda.id for agenda in pack.agendas] == KINDS
    assert [agenda.id for agenda in pack.agendas if agenda.statutory] == ["strategy"]
    assert [agenda.id for agenda in pack.agendas if agenda.follows_meeting] == ["review", "transition", "closure"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_agenda_can_be_held(kind: str, pack: Pack) -> None:
    agenda = pack.agenda(kind)
    assert 45 <= agenda.minutes <= 150
    for item in agenda.items:
        assert item.purpose
        assert item.prompts
        assert item.minutes > 0
        assert item.closed is (item.tag == "police")
    captured = {capture for item in agenda.items for capture in item.captures}
    assert {
        "notes",
        "confidentiality",
        "attendance",
        "quorum",
        "views",
        "risk",
        "decision",
        "plan",
        "next_date",
    } <= captured
    assert agenda.items[0].script
    assert agenda.item("nothing-like-it") is None


def mandatory(agenda: Agenda, *conditions: str) -> set[str]:
    return {item.id for item in agenda.items if item.is_mandatory(conditions)}


def test_what_the_default_agenda_asks_for(pack: Pack) -> None:
    initial = pack.agenda("initial")
    assert len(initial.items) == 25
    always = mandatory(initial)
    assert {"previous-actions", "contexts", "restricted", "recovery", "education", "out-of-area", "transition"} == {
        item.id for item in initial.items
    } - always
    assert mandatory(initial, "review") - always == {"previous-actions"}
    assert mandatory(initial, "medium_or_high") - always == {"contexts"}
    assert mandatory(initial, "out_of_area") - always == {"out-of-area"}
    assert mandatory(initial, "from_16") - always == {"transition"}


def test_a_review_builds_on_the_initial_agenda(pack: Pack) -> None:
    initial, review = pack.agenda("initial"), pack.agenda("review")
    assert {item.id for item in review.items} == {item.id for item in initial.items}
    assert [item.id for item in review.items].index("previous-actions") == 3
    assert review.item("nrm") == initial.item("nrm")
    assert review.item("risk") != initial.item("risk")


def test_the_strategy_is_held_as_data(pack: Pack) -> None:
    assert [priority.number for priority in pack.priorities] == list(range(1, 9))
    assert len(pack.behaviours) == 10
    assert all(behaviour.types or behaviour.factors for behaviour in pack.behaviours)
    assert [pillar.id for pillar in pack.pillars] == PILLARS
    served = {priority for pillar in pack.pillars for priority in pillar.priorities}
    assert served == {priority.id for priority in pack.priorities}
    types = {choice.id for choice in pack.choices.exploitation_types}
    assert types == {name for behaviour in pack.behaviours for name in behaviour.types}
    assert {choice.id for choice in pack.choices.linked_factors} == {"mental-health", "missing", "homelessness"}


def test_every_measure_thinks_of_the_child_and_every_statement_of_law_has_a_source(pack: Pack) -> None:
    assert len(pack.disruption) >= 25
    assert {"cawn", "sro", "shpo", "stro", "hotel-notice", "taxi-licensing", "nrm"} <= {m.id for m in pack.disruption}
    orders = [measure for measure in pack.disruption if re.search(r"\border\b|notice", measure.title, re.IGNORECASE)]
    assert [measure.id for measure in orders if not measure.law] == []
    for measure in pack.disruption:
        assert len(measure.victim_impact) > 30
        assert _statements(measure)


def _statements(measure: Measure) -> bool:
    return all(re.search(r"\b(19|20)\d\d\b", each.source) and each.dated.year >= 2026 for each in measure.law)


def test_guidance_is_at_hand_with_its_sources(pack: Pack) -> None:
    assert {note.topic for note in pack.guidance} >= {"Strategy discussion", "Missing", "Modern slavery", "Transition"}
    assert [aspect.id for aspect in pack.voice] == ["space", "voice", "audience", "influence"]
    assert [panel.id for panel in pack.panels] == ["locality-panel", "tasking", "high-risk-group"]
    assert {panel.id for panel in pack.panels} <= {outcome.id for outcome in pack.outcomes}


def test_outcomes_and_the_closure_test(pack: Pack) -> None:
    assert [outcome.id for outcome in pack.outcomes if outcome.closes] == ["close"]
    assert len(pack.closure_tests) == 7


def test_the_reference_shelf_holds_the_strategys_reports(pack: Pack) -> None:
    assert len(pack.references) >= 20
    assert not any(reference.address.startswith("http") for reference in pack.references)


def test_the_packs_own_words_heed_its_own_guide(pack: Pack) -> None:
    spoken = [
        text
        for agenda in pack.agendas
        for item in agenda.items
        for text in (item.title, item.purpose, item.script, *item.prompts)
    ]
    spoken += [text for pillar in pack.pillars for text in (pillar.meaning, pillar.question, *pillar.examples)]
    spoken += [text for measure in pack.disruption for text in (measure.fits, measure.victim_impact)]
    spoken += [pair.prefer for pair in pack.language if pair.id not in {"boyfriend", "sexually-active"}]
    assert [(hint.pair.id, text) for text in spoken for hint in pack.hints(text)] == []
    assert pack.hints("The child refuses to engage.")  # the guide does see what it looks for


def test_each_file_points_editors_to_its_schema() -> None:
    folder = paths.shipped_practice()
    for file in FILES:
        first = (folder / file).read_text("utf-8").splitlines()[0]
        if first.startswith("#:schema"):
            assert ((folder / file).parent / first.split()[1]).is_file()
    assert tomllib.loads("#:schema x\n") == {}
