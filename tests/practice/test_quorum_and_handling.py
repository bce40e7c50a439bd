"""Who must be there, and who may read what."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cremeet import paths
from cremeet.errors import NotFoundError
from cremeet.practice import loader
from cremeet.practice.pack import Pack


@cache
def pack() -> Pack:
    return loader.load(paths.shipped_practice())


@pytest.mark.parametrize(
    ("present", "enrolled", "missing"),
    [
        ({"social-care", "police", "health", "education"}, True, ()),
        ({"social-care", "police", "school-nursing", "virtual-school"}, True, ()),
        ({"social-care", "police", "camhs"}, False, ()),
        ({"social-care", "police", "health"}, True, ("Education",)),
        ({"social-care", "police", "health"}, None, ("Education",)),
        ({"police", "education"}, True, ("Children's social care", "Health")),
        (set(), False, ("Children's social care", "Police", "Health")),
    ],
)
def test_quorum_is_a_rule_about_agencies(present: set[str], enrolled: bool | None, missing: tuple[str, ...]) -> None:
    result = pack().quorum.check(present, enrolled=enrolled)
    assert (result.met, result.missing) == (not missing, missing)
    assert all(name in result.why for name in missing)


@given(st.sets(st.sampled_from([agency.id for agency in pack().agencies])), st.sampled_from([True, False, None]))
@settings(max_examples=50, deadline=None)
def test_one_more_agency_never_breaks_a_quorum(present: set[str], enrolled: bool | None) -> None:
    before = set(pack().quorum.check(present, enrolled=enrolled).missing)
    after = set(pack().quorum.check(present | {"health"}, enrolled=enrolled).missing)
    assert after <= before


MATRIX = {
    "everyone": {"family", "child", "agencies", "professionals", "police", "chair"},
    "not-family": {"agencies", "professionals", "police", "chair"},
    "professionals": {"professionals", "police", "chair"},
    "named-agencies": {"chair"},
    "police": {"police", "chair"},
}


def test_each_tag_is_read_by_its_audiences_and_nobody_else() -> None:
    may = {
        tag.id: {audience.id for audience in pack().audiences if pack().may_read(tag.id, audience.id)}
        for tag in pack().tags
    }
    assert may == MATRIX


@given(st.text(max_size=12), st.sampled_from([audience.id for audience in pack().audiences]))
@settings(max_examples=50, deadline=None)
def test_an_unknown_tag_or_audience_is_read_by_nobody(word: str, audience: str) -> None:
    unknown = f"{word}?"
    assert not pack().may_read(unknown, audience, agencies=("police",), reader="police")
    assert not pack().may_read("everyone", unknown)


def test_named_agencies_read_what_names_them_in_their_own_copy() -> None:
    read = pack().may_read
    assert read("named-agencies", "agencies", agencies=("health", "housing"), reader="health")
    assert not read("named-agencies", "agencies", agencies=("housing",), reader="health")
    assert not read("named-agencies", "agencies", agencies=("health",))
    assert read("named-agencies", "police", agencies=("police",))
    assert not read("named-agencies", "police", agencies=("health",))
    assert not read("named-agencies", "family", agencies=("health",), reader="health")
    assert not read("police", "agencies", agencies=("health",), reader="health")


def test_the_narrowest_copy_is_the_familys_whatever_the_order() -> None:
    assert pack().narrowest_audience().id == "family"
    turned = pack().model_copy(update={"audiences": tuple(reversed(pack().audiences))})
    assert turned.narrowest_audience().id == "family"
    assert pack().narrowest_tag().id == "named-agencies"


@pytest.mark.parametrize(
    "look_up",
    ["agenda", "instrument", "level", "agency", "pillar", "priority", "outcome", "measure", "tag", "audience"],
)
def test_a_look_up_says_what_there_is(look_up: str) -> None:
    with pytest.raises(NotFoundError, match=r"has no such .+; it has: [a-z]"):
        getattr(pack(), look_up)("not-there")


def test_look_ups_find() -> None:
    assert pack().agenda("review").follows_meeting
    assert pack().instrument().id == pack().default_instrument
    assert pack().level("high").rank > pack().level("low").rank
    assert [priority.id for priority in pack().priorities_of("recover")] == [
        "support-to-25",
        "participation",
        "recovery",
    ]
    assert pack().choices.title("legal_statuses", "s20") != "s20"
    assert pack().choices.title("legal_statuses", "from-an-older-pack") == "from-an-older-pack"
    with pytest.raises(KeyError):
        pack().choices.of("model_fields")


def conditions(**changes: object) -> frozenset[str]:
    known: dict[str, object] = {"age": 14, "level": "low", "out_of_area": False, "enrolled": False} | changes
    return pack().conditions(pack().agenda("initial"), **known)  # type: ignore[arg-type]  # a table of plain values


def test_what_is_mandatory_follows_the_child() -> None:
    initial = pack().agenda("initial")
    assert conditions() == frozenset()
    assert conditions(age=16) == {"from_16"}
    assert conditions(age=17, level="medium") == {"from_16", "from_17", "medium_or_high"}
    assert conditions(age=None, level=None, enrolled=None) == {"from_16", "from_17", "medium_or_high", "enrolled"}
    assert conditions(out_of_area=True, in_care=True) == {"out_of_area", "in_care"}
    transition = initial.item("transition")
    assert transition is not None
    assert not transition.is_mandatory(conditions())
    assert transition.is_mandatory(conditions(age=16))
    assert "16" in transition.why_mandatory(conditions(age=16))
    assert transition.why_mandatory(conditions()) == ""
    assert "review" in pack().conditions(pack().agenda("review"), age=12, level="none", out_of_area=False)
