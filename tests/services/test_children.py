from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from cremeet.errors import NotFoundError, RuleError
from cremeet.models import History
from cremeet.services import child_page, children
from cremeet.services.children import CarerDetails, ChildDetails
from tests import factory

TOMORROW = factory.MONDAY.date() + timedelta(days=1)


def changes_of(session, thing, field):
    """Return (who, from, to) of every change of this field, oldest first."""
    query = sa.select(History).where(History.thing == thing, History.field == field).order_by(History.at, History.id)
    return [(row.who, row.old, row.new) for row in session.scalars(query)]


def details(**changes):
    return ChildDetails(**{"given_names": "Robin", "family_name": "Testwood", "born_on": date(2012, 5, 4)} | changes)


def test_a_child_is_added_with_a_reference_that_says_nothing_and_stays(session):
    first = children.add_child(session, details())
    second = children.add_child(session, details(given_names="Alix"))
    assert first.reference.startswith("CRE-")
    assert first.reference != second.reference
    assert not set(first.reference.removeprefix("CRE-")) & set("01ILOU")
    changed = children.change_child(session, first.child_id, details(family_name="Testwick"))
    assert (changed.reference, changed.name) == (first.reference, "Robin Testwick")


def test_the_guard_says_name_birth_date_age_and_reference_in_one_line(session):
    found = children.add_child(session, details(preferred_name="Rob"))
    assert found.line == f"Robin Testwood (Rob) · born 4 May 2012, 14 · {found.reference}"
    same = children.add_child(session, details(preferred_name="Robin"))
    assert same.line.startswith("Robin Testwood · born")
    unknown = children.add_child(session, details(given_names="Alix", born_on=None))
    assert unknown.age is None
    assert "birth date not known" in unknown.line


@pytest.mark.parametrize(
    ("born_on", "day", "age"),
    [
        (date(2012, 5, 4), date(2026, 5, 3), 13),
        (date(2012, 5, 4), date(2026, 5, 4), 14),
        (date(2012, 2, 29), date(2026, 2, 28), 13),
        (date(2012, 2, 29), date(2026, 3, 1), 14),
        (date(2026, 5, 4), date(2026, 5, 4), 0),
        (None, date(2026, 5, 4), None),
    ],
)
def test_age_is_counted_in_whole_years(born_on, day, age):
    assert children.age_on(born_on, day) == age


@pytest.mark.parametrize(
    "wrong",
    [
        {"given_names": " "},
        {"family_name": ""},
        {"born_on": TOMORROW},
        {"carers": (CarerDetails("A. Testwood"), CarerDetails("  "))},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_what_cannot_be_is_refused_in_a_sentence_without_what_was_typed(session, wrong):
    child_id = factory.child(session)
    for attempt in (
        lambda: children.add_child(session, details(**wrong)),
        lambda: children.change_child(session, child_id, details(**wrong)),
    ):
        with pytest.raises(RuleError) as refusal:
            attempt()
        assert str(refusal.value).endswith(".")
        assert "Testwood" not in str(refusal.value)
    assert children.identity(session, child_id).name == "Robin Testwood"


def test_a_child_born_today_can_be_added(session):
    assert children.add_child(session, details(born_on=factory.MONDAY.date())).age == 0


def test_everything_that_was_entered_is_read_back(session):
    entered = details(
        preferred_name="Rob",
        name_in_own_script="罗宾",
        aliases="Robbie",
        gender="girl",
        first_language="Polish",
        interpreter="Yes",
        address="1 Invented Row",
        address_withheld=True,
        enrolled=False,
        out_of_area=True,
        carers=(
            CarerDetails("A. Testwood", "mother", parental_responsibility=True, contact="none", note="Works days"),
        ),
    )
    added = children.add_child(session, entered)
    assert child_page.child_page(session, added.child_id).details == entered


def test_carers_are_changed_added_and_taken_away_in_order(session):
    one, two, three = (CarerDetails(name) for name in ("First Testwood", "Second Testwood", "Third Testwood"))

    def kept(*carers):
        children.change_child(session, child_id, details(carers=carers))
        return child_page.child_page(session, child_id).details.carers

    child_id = children.add_child(session, details(carers=(one, two))).child_id
    assert kept(one, three, two) == (one, three, two)
    assert kept(two) == (two,)
    assert kept() == ()


def test_same_names_are_pointed_out_whatever_their_accents(session):
    first = children.add_child(session, details(given_names="Łukasz", family_name="Żółkowski"))
    assert first.same_name == ()
    (warned,) = children.same_named(session, "lukasz", "ZOLKOWSKI")
    assert warned.reference == first.reference
    assert children.same_named(session, "lukasz", "ZOLKOWSKI", but=first.child_id) == ()
    second = children.add_child(session, details(given_names="Lukasz", family_name="Zolkowski", born_on=None))
    assert second.same_name == (first.reference,)
    assert children.identity(session, first.child_id).same_name == (second.reference,)


def test_twins_are_pointed_out_and_children_without_a_birth_date_are_not_taken_for_twins(session):
    first = children.add_child(session, details(given_names="Robin"))
    twin = children.add_child(session, details(given_names="Alix"))
    assert twin.same_name == (first.reference,)
    one = children.add_child(session, details(given_names="Sam", family_name="Testley", born_on=None))
    other = children.add_child(session, details(given_names="Kit", family_name="Testley", born_on=None))
    assert (children.identity(session, one.child_id).same_name, other.same_name) == ((), ())


def test_a_link_is_read_from_both_children(session):
    robin, alix = factory.child(session), factory.child(session, given_names="Alix")
    children.link_children(session, robin, alix, "sibling", "Live together")
    (there,), (back,) = children.links(session, robin), children.links(session, alix)
    assert (there.child_id, there.name, there.relation, there.note) == (
        alix,
        "Alix Testwood",
        "sibling",
        "Live together",
    )
    assert (back.child_id, back.link_id) == (robin, there.link_id)
    children.link_children(session, alix, robin, "friend")
    assert [link.relation for link in children.links(session, robin)] == ["friend"]
    children.unlink_children(session, there.link_id)
    assert children.links(session, robin) == children.links(session, alix) == ()


def test_a_child_is_not_linked_with_themselves_or_with_nobody(session):
    robin = factory.child(session)
    with pytest.raises(RuleError, match="other child"):
        children.link_children(session, robin, robin, "sibling")
    for pair in ((robin, "nobody"), ("nobody", robin)):
        with pytest.raises(NotFoundError):
            children.link_children(session, *pair, "sibling")
    with pytest.raises(NotFoundError):
        children.unlink_children(session, "nothing")


def test_history_says_who_changed_which_field_from_what_to_what(session, clock):
    child_id = factory.child(session, first_language="English")
    clock.advance(timedelta(hours=1))
    children.change_child(session, child_id, details(first_language="Polish"))
    assert changes_of(session, "Child", "first_language") == [
        ("Minnie Taker", None, '"English"'),
        ("Minnie Taker", '"English"', '"Polish"'),
    ]
    assert changes_of(session, "Child", "born_on") == [("Minnie Taker", None, '"2012-05-04"')]


def test_history_keeps_what_was_taken_away(session):
    child_id = factory.child(session, carers=(CarerDetails("A. Testwood", note="Works days"),))
    children.change_child(session, child_id, details())
    assert changes_of(session, "Carer", "note")[-1] == ("Minnie Taker", '"Works days"', None)


def test_a_change_that_changes_nothing_leaves_no_history(session):
    child_id = factory.child(session)
    before = session.scalar(sa.select(sa.func.count()).select_from(History))
    children.change_child(session, child_id, details())
    assert session.scalar(sa.select(sa.func.count()).select_from(History)) == before
