"""What changed between two assessments, even where the instrument was reworded or rebuilt in between."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cremeet.practice.instrument import Instrument
from cremeet.practice.scoring import Response, compare
from tests.practice.instruments_made import answered, instruments, responses_to, shipped, small


def made(**changes: object) -> Instrument:
    return Instrument.model_validate(small(**changes))


@pytest.mark.parametrize(
    ("then", "now", "kind"),
    [
        ("no", "yes", "new"),
        ("not-known", "maybe", "new"),
        (None, "past", "new"),
        ("maybe", "yes", "worse"),
        ("past", "maybe", "worse"),
        ("yes", "maybe", "better"),
        ("yes", "no", "better"),
        ("maybe", "past", "better"),
        ("yes", "yes", "same"),
        ("not-known", None, "same"),
        ("yes", "not-known", "lost-sight"),
        ("no", None, "lost-sight"),
        ("not-known", "no", "now-known"),
    ],
)
def test_one_sign_then_and_now(then, now, kind):
    changes = compare(made(), {"late": Response("late", then)}, made(), {"late": Response("late", now)})
    assert {change.id: change.kind for change in changes} == {"late": kind, "away": "same", "told": "same"}


def test_a_new_version_may_ask_other_things():
    data = small(version="2")
    del data["domains"][0]["indicators"][1]
    data["domains"][0]["indicators"][0]["text"] = "Back later than agreed"
    data["domains"][0]["indicators"] += [
        {"id": "lifts", "text": "Lifts from strangers", "help": "h", "weight": 2},
        {"id": "trips", "text": "Trips away", "help": "h", "weight": 2},
    ]
    newer = Instrument.model_validate(data)
    changes = compare(made(), answered(late="yes", away="yes"), newer, answered(late="maybe", lifts="yes", trips="no"))
    assert [(change.id, change.kind) for change in changes] == [
        ("late", "better"),
        ("lifts", "new"),
        ("trips", "newly-asked"),
        ("told", "same"),
        ("away", "no-longer-asked"),
    ]
    late, lifts, *_, away = changes
    assert (late.text, late.then, late.now) == ("Back later than agreed", "Yes", "Possible")
    assert (lifts.then, lifts.now, lifts.points_then, lifts.points_now) == (None, "Yes", 0, 2)
    assert (away.text, away.then, away.now, away.domain) == ("Away overnight", "Yes", None, "missing")


@pytest.mark.parametrize(("then", "now", "kind"), [("yes", "some", "better"), ("maybe", "strong", "worse")])
def test_another_scale_is_compared_by_what_its_answers_mean(then, now, kind):
    answers = [
        {"id": "nil", "title": "0"},
        {"id": "some", "title": "1", "present": True, "current": True, "factor": 1},
        {"id": "strong", "title": "3", "present": True, "current": True, "factor": 3},
    ]
    newer = made(scales=[{"id": "sure", "title": "0 to 3", "answers": answers}], evidence_from=None)
    assert compare(made(), answered(late=then), newer, answered(late=now))[0].kind == kind


def test_the_past_breaks_a_tie():
    data = small()
    data["domains"][0]["before_scale"] = "sure"
    asked = Instrument.model_validate(data)
    then, now = {"late": Response("late", "yes", "maybe")}, {"late": Response("late", "yes", "yes")}
    change = compare(asked, then, asked, now)[0]
    assert (change.kind, change.now) == ("worse", "Yes; before: Yes")


def test_what_moved_from_now_into_the_past_is_better_and_a_past_learned_of_is_new():
    data = small()
    data["domains"][0]["before_scale"] = "sure"
    asked = Instrument.model_validate(data)

    def kind(then: Response, now: Response) -> str:
        return compare(asked, {"late": then}, asked, {"late": now})[0].kind

    assert kind(Response("late", "yes", "no"), Response("late", "no", "yes")) == "better"
    assert kind(Response("late", "not-known", "no"), Response("late", "no", "yes")) == "new"
    assert kind(Response("late", None, "yes"), Response("late", "yes", "yes")) == "new"
    assert kind(Response("late", None, "yes"), Response("late")) == "lost-sight"


def test_rated_areas_are_compared_too():
    instrument = shipped("areas-rated")
    changes = compare(
        instrument,
        {},
        instrument,
        {},
        domain_levels_then={"missing": "high", "online": "none", "family": "low", "health": "low"},
        domain_levels_now={"missing": "medium", "online": "low", "family": "not-known", "health": "low"},
    )
    kinds = {change.id: change.kind for change in changes if change.then or change.now}
    assert kinds == {"missing": "better", "online": "new", "family": "lost-sight", "health": "same"}
    assert all(change.rated_domain for change in changes)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_comparing_answers_with_themselves_finds_no_change_and_turns_round(data):
    instrument = data.draw(instruments())
    first, ratings = data.draw(responses_to(instrument))
    second, others = data.draw(responses_to(instrument))
    still = compare(instrument, first, instrument, first, domain_levels_then=ratings, domain_levels_now=ratings)
    assert {change.kind for change in still} <= {"same"}
    there = compare(instrument, first, instrument, second, domain_levels_then=ratings, domain_levels_now=others)
    back = compare(instrument, second, instrument, first, domain_levels_then=others, domain_levels_now=ratings)
    for go, come in zip(there, back, strict=True):
        assert go.id == come.id
        assert go.kind != "worse" or come.kind in {"better", "lost-sight"}
        assert go.kind != "same" or come.kind == "same"
