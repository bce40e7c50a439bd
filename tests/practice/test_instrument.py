"""What a council may write, and what it is told when something does not hold together."""

from __future__ import annotations

import copy
import tomllib
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from cremeet import paths
from cremeet.practice.instrument import Instrument
from cremeet.practice.levels import Levels
from cremeet.practice.scoring import suggest
from tests.practice.instruments_made import SHIPPED, instruments, shipped, shipped_data, small

JUNK = (
    st.none()
    | st.booleans()
    | st.integers(-(10**400), 10**400)
    | st.integers(-2, 5)
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(("none", "high", "yes", "no-such-thing", "score", "any", "a" * 300, "Not An Id", ""))
    | st.dates()
    | st.lists(st.integers(0, 3) | st.text(max_size=4), max_size=3)
    | st.dictionaries(st.text(max_size=6), st.integers(0, 3), max_size=2)
)


def test_what_was_written_is_what_is_read():
    instrument = Instrument.model_validate(small())
    assert instrument.dated == date(2026, 11, 23)
    assert [question.indicator.id for question in instrument.questions()] == ["late", "away", "told"]
    assert {question.scale.id for question in instrument.questions()} == {"sure"}
    assert [question.evidence_from for question in instrument.questions()] == ["maybe"] * 3
    assert (instrument.scored, instrument.by_domain) == (True, False)
    assert (instrument.level_title("high"), instrument.level_title("other")) == ("High", "other")
    assert instrument.scales[0].concern("not-known") is None
    assert [instrument.scales[0].concern(name) for name in ("no", "past", "maybe", "yes")] == [0, 1, 2, 3]


def test_nearer_settings_win_over_general_ones():
    data = small()
    near = {"id": "near", "title": "Near", "answers": [{"id": "no", "title": "No"}, {"id": "so", "title": "So"}]}
    near["answers"][1] |= {"present": True, "current": True, "factor": 1, "help": "General words"}
    data["scales"].append(near)
    data["domains"][0] |= {"scale": "near", "evidence_from": "so", "types": ["cce"]}
    data["domains"][0]["indicators"][0]["anchors"] = [{"answer": "so", "text": "Own words"}]
    late, away, told = Instrument.model_validate(data).questions()
    assert (late.scale.id, late.evidence_from, late.types, late.anchors) == (
        "near",
        "so",
        ("cce",),
        {"so": "Own words"},
    )
    assert (away.types, away.anchors) == (("cse",), {"so": "General words"})
    assert (told.scale.id, told.evidence_from, told.types) == ("sure", "maybe", ())


def test_a_shape_never_changes_once_read():
    with pytest.raises(ValidationError, match="frozen"):
        Instrument.model_validate(small()).title = "Other"  # type: ignore[misc]  # the very point of the test


def levels_data() -> dict[str, Any]:
    return tomllib.loads((paths.shipped_practice() / "levels.toml").read_text(encoding="utf-8"))


DOMAIN = ("domains", 0)
LATE = ("domains", 0, "indicators", 0)
YES = ("scales", 0, "answers", 4)
SCORE, CRITICAL = ("rules", 0), ("rules", 1)
BARE = {"id": "bare", "title": "Bare", "answers": [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]}

WRONG: list[tuple[tuple[str | int, ...], Any, tuple[str | int, ...], str]] = [
    # at, what is put there, where the fault is named, what it says
    ((), {"colour": "red"}, ("colour",), "not permitted"),
    (LATE, {"wieght": 2}, (*LATE, "wieght"), "not permitted"),
    (CRITICAL, {"where": {"critcal": True}}, (*CRITICAL, "any", "where", "critcal"), "not permitted"),
    (LATE, {"weight": "2"}, (*LATE, "weight"), "valid integer"),
    (LATE, {"weight": True}, (*LATE, "weight"), "valid integer"),
    (LATE, {"weight": -1}, (*LATE, "weight"), "greater than or equal to 0"),
    (LATE, {"critical": "yes"}, (*LATE, "critical"), "valid boolean"),
    (LATE, {"text": " "}, (*LATE, "text"), "at least 1 character"),
    (LATE, {"id": "Late Home"}, (*LATE, "id"), "match pattern"),
    ((), {"dated": 5}, ("dated",), "year-month-day"),
    (YES, {"factor": float("inf")}, (*YES, "factor"), "finite"),
    (YES, {"factor": 0.333}, (*YES, "factor"), "multiple"),
    (SCORE, {"kind": "average"}, SCORE, "does not match any of the expected tags"),
    ((), {"scale": "nope"}, ("scale",), "There is no scale “nope” here; use one of: sure"),
    ((), {"scale": None}, (*LATE, "scale"), "Name the scale that answers this"),
    (LATE, {"scale": "nope"}, (*LATE, "scale"), "There is no scale “nope”"),
    (LATE, {"before_scale": "nope"}, (*LATE, "before_scale"), "There is no scale “nope”"),
    (LATE, {"before_weight": 1}, (*LATE, "before_weight"), "The past is not asked here"),
    (LATE, {"types": ["csa"]}, (*LATE, "types", 0), "use one of: cse, cce"),
    (LATE, {"preset": "severe"}, (*LATE, "preset"), "use one of: none, low, medium, high"),
    (LATE, {"preset": "high"}, (*LATE, "preset"), "brings a preset level into play"),
    (LATE, {"evidence_from": "not-known"}, (*LATE, "evidence_from"), "is not a known answer here"),
    (LATE, {"anchors": [{"answer": "si", "text": "x"}]}, (*LATE, "anchors", 0, "answer"), "There is no answer “si”"),
    (LATE, {"id": "told"}, ("domains", 1, "indicators", 0, "id"), "already an indicator of “Missing”"),
    (LATE, {"id": "away"}, ("domains", 0, "indicators", 1, "id"), "already an indicator"),
    ((), {"evidence_from": "certain"}, ("evidence_from",), "No indicator here can be answered “certain”"),
    (DOMAIN, {"evidence_from": "certain"}, (*DOMAIN, "evidence_from"), "No indicator here can be answered “certain”"),
    (DOMAIN, {"id": "voice"}, ("domains", 1, "id"), "used twice"),
    (DOMAIN, {"indicators": []}, (*DOMAIN, "indicators"), "so that it asks something"),
    (DOMAIN, {"anchors": [{"answer": "no", "text": "x"}]}, (*DOMAIN, "anchors"), "the domain has none"),
    (DOMAIN, {"rating": "sure"}, (*DOMAIN, "rating"), "names a level"),
    (DOMAIN, {"bands": [{"at_least": 1, "level": "low"}]}, (*DOMAIN, "bands"), "No rule reads domain levels"),
    (("scales", 0, "answers", 0), {"factor": 1}, ("scales", 0, "answers", 0, "known"), "cannot also count"),
    (("scales", 0, "answers", 1), {"factor": 1}, ("scales", 0, "answers", 1, "present"), "must say present = true"),
    (("scales", 0, "answers", 1), {"level": "low"}, ("scales", 0, "answers", 1, "present"), "must say present = true"),
    (("scales", 0, "answers", 1), {"current": True}, ("scales", 0, "answers", 1, "present"), "add present = true"),
    (YES, {"factor": 0.25}, (*YES, "factor"), "comes after “Possible” but has a smaller factor"),
    (YES, {"current": False}, (*YES, "current"), "is not current"),
    (("scales", 0, "answers", 3), {"level": "high"}, (*YES, "level"), "has a lower level or none"),
    (("scales", 0, "answers", 3), {"preset": "whole"}, (*YES, "preset"), "brings less of the preset level"),
    (("scales", 0), {"answers": BARE["answers"] + BARE["answers"]}, ("scales", 0, "answers", 2, "id"), "used twice"),
    (
        ("scales", 0),
        {"answers": [BARE["answers"][0], BARE["answers"][1] | {"known": False}]},
        ("scales", 0, "answers"),
        "at least two answers that are known",
    ),
    ((), {"scales": [BARE | {"id": "sure"}], "evidence_from": None}, (*LATE, "weight"), "would add nothing"),
    ((*SCORE, "bands", 1), {"level": "severe"}, (*SCORE, "bands", 1, "level"), "There is no level “severe”"),
    ((*SCORE, "bands", 2), {"at_least": 1}, (*SCORE, "bands", 2, "at_least"), "List bands upwards"),
    ((*SCORE, "bands", 2), {"level": "low"}, (*SCORE, "bands", 2, "level"), "must suggest a higher level"),
    (CRITICAL, {"level": "severe"}, (*CRITICAL, "level"), "There is no level “severe”"),
    (CRITICAL, {"id": "bands"}, (*CRITICAL, "id"), "used twice"),
    (
        CRITICAL,
        {"where": {"indicators": ["lat"]}},
        (*CRITICAL, "where", "indicators", 0),
        "There is no indicator “lat”",
    ),
    (CRITICAL, {"where": {"domains": ["x"]}}, (*CRITICAL, "where", "domains", 0), "There is no domain “x”"),
    (CRITICAL, {"where": {"types": ["x"]}}, (*CRITICAL, "where", "types", 0), "There is no type “x”"),
    (CRITICAL, {"where": {"preset_at_least": "x"}}, (*CRITICAL, "where", "preset_at_least"), "There is no level “x”"),
    (CRITICAL, {"where": {"answer": "certain"}}, (*CRITICAL, "where"), "No indicator could ever match this"),
    (CRITICAL, {"where": {"types": ["cce"]}}, (*CRITICAL, "where"), "No indicator could ever match this"),
    (CRITICAL, {"where": {}}, ("domains", 1, "indicators", 0, "critical"), "No rule looks at critical signs"),
    ((), {"rules": [small()["rules"][1]]}, (*LATE, "weight"), "No rule adds weights up"),
]


@pytest.mark.parametrize(
    ("at", "put", "named", "says"), WRONG, ids=[f"{'.'.join(map(str, w[2]))}: {w[3]}" for w in WRONG]
)
def test_each_fault_is_named_at_its_place(at, put, named, says):
    data = copy.deepcopy(small())
    place: Any = data
    for key in at:
        place = place[key]
    place.update(copy.deepcopy(put))
    with pytest.raises(ValidationError) as refused:
        Instrument.model_validate(data)
    found = {error["loc"]: error["msg"] for error in refused.value.errors()}
    assert named in found, found
    assert says in found[named]


def test_the_small_instrument_that_the_faults_are_put_into_is_itself_sound():
    assert Instrument.model_validate(small()).id == "small"


def prompted(**prompt: Any) -> dict[str, Any]:
    whole = {"id": "p", "text": "Say it.", "source": "Invented", "dated": "2026-11-23"}
    return small(prompts=[whole | prompt])


@pytest.mark.parametrize(
    ("prompt", "named", "says"),
    [
        ({"age_at_least": 16, "age_at_most": 13}, ("prompts", 0), "no child would ever be met"),
        ({"where": {"weight_at_least": 9}}, ("prompts", 0, "where"), "No indicator could ever match"),
        ({"domain_level_at_least": "x"}, ("prompts", 0, "domain_level_at_least"), "There is no level “x”"),
        ({"domain_level_at_least": "low", "where": {"critical": True}}, ("prompts", 0, "where"), "only domains"),
        (
            {"domain_level_at_least": "low", "where": {"domains": ["x"]}},
            ("prompts", 0, "where", "domains", 0),
            "no domain",
        ),
        ({"dated": None}, ("prompts", 0, "dated"), "year-month-day"),
        ({"source": ""}, ("prompts", 0, "source"), "at least 1 character"),
    ],
)
def test_faults_in_prompts(prompt, named, says):
    with pytest.raises(ValidationError) as refused:
        Instrument.model_validate(prompted(**prompt))
    found = {error["loc"]: error["msg"] for error in refused.value.errors()}
    assert says in found[named]


def _places(node: Any, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inside: list[tuple[Any, Any]] = []
    if isinstance(node, dict):
        inside = list(node.items())
    elif isinstance(node, list):
        inside = list(enumerate(node))
    return [place for key, child in inside for place in ((*at, key), *_places(child, (*at, key)))]


def _harm(data: st.DataObject, whole: dict[str, Any]) -> None:
    """Damage one place of `whole`: put junk there, take it out, rename it, or put it somewhere else."""
    places = _places(whole)
    at = data.draw(st.sampled_from(places))
    node: Any = whole
    for key in at[:-1]:
        node = node[key]
    how = data.draw(st.sampled_from(("junk", "remove", "rename", "transplant")))
    if how == "junk":
        node[at[-1]] = data.draw(JUNK)
    elif how == "transplant":
        other: Any = whole
        for key in data.draw(st.sampled_from(places)):
            other = other[key]
        node[at[-1]] = copy.deepcopy(other)
    elif how == "rename" and isinstance(node, dict):
        node[data.draw(st.text(min_size=1, max_size=6))] = node.pop(at[-1])
    else:
        node.pop(at[-1])


def _is_refused_in_words(shape: type[BaseModel], whole: dict[str, Any]) -> bool:
    """Read `whole`; say whether it was refused. Anything raised but a ValidationError fails the test by itself."""
    try:
        shape.model_validate(whole)
    except ValidationError as refused:
        errors = refused.errors()
    else:
        return False
    assert errors
    for error in errors:
        assert error["loc"], "a fault names its key"
        assert error["msg"].strip()
    return True


@settings(max_examples=500, deadline=None)
@given(data=st.data(), name=st.sampled_from((*SHIPPED, "small")))
def test_a_damaged_instrument_is_refused_in_words_or_still_holds(data, name):
    whole = small() if name == "small" else shipped_data(name)
    for _ in range(data.draw(st.integers(1, 3))):
        _harm(data, whole)
    if not _is_refused_in_words(Instrument, whole):
        assert suggest(Instrument.model_validate(whole), {}).level is None


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_damaged_levels_are_refused_in_words_or_still_hold(data):
    whole = levels_data()
    _harm(data, whole)
    _is_refused_in_words(Levels, whole)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_detector_of_damage_sees_a_removed_key_and_an_unknown_one(name):
    without = {key: value for key, value in shipped_data(name).items() if key != "rules"}
    assert _is_refused_in_words(Instrument, without)
    assert _is_refused_in_words(Instrument, shipped_data(name) | {"ruels": []})
    assert not _is_refused_in_words(Instrument, shipped_data(name))


@settings(max_examples=40, deadline=None)
@given(instrument=instruments())
def test_a_stored_instrument_reads_back_the_same(instrument):
    assert Instrument.model_validate(instrument.model_dump(mode="json")) == instrument
    assert Instrument.model_validate_json(instrument.model_dump_json(exclude_defaults=True)) == instrument


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_instrument_reads_back_the_same(name):
    instrument = shipped(name)
    assert Instrument.model_validate_json(instrument.model_dump_json()) == instrument


def test_an_editor_can_be_told_the_shape():
    schema = Instrument.model_json_schema()
    assert schema["additionalProperties"] is False
    needed = {"id", "title", "version", "summary", "source", "dated", "levels", "scales", "domains", "rules"}
    assert set(schema["required"]) == needed
