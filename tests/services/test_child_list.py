from datetime import date, timedelta

import pytest

from cremeet.services import child_list, episodes
from cremeet.services.child_list import ChildFilter
from tests import factory, held


def shown(session, **wanted):
    """Return the given names on the list, in its order."""
    return [row.name.split()[0] for row in child_list.children(session, ChildFilter(**wanted)).rows]


@pytest.fixture
def cast(session):
    """Three invented children with names of several scripts."""
    return {
        "lukasz": factory.child(session, given_names="Łukasz", family_name="Żółkowski", born_on=date(2010, 1, 1)),
        "ali": factory.child(
            session, given_names="Ali", family_name="Khantest", name_in_own_script="علی", aliases="Lucky", born_on=None
        ),
        "wen": factory.child(
            session, given_names="Wen", family_name="Litest", name_in_own_script="李文", born_on=date(2014, 1, 1)
        ),
    }


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lukasz", ["Łukasz"]),
        ("ŁUKASZ", ["Łukasz"]),
        ("zolk", ["Łukasz"]),
        ("łukasz żółkowski", ["Łukasz"]),
        ("zolkowski lukasz", ["Łukasz"]),
        ("  lukasz   zolkowski ", ["Łukasz"]),
        ("علی", ["Ali"]),
        ("李", ["Wen"]),
        ("lucky", ["Ali"]),
        ("test", ["Ali", "Wen"]),
        ("", ["Ali", "Wen", "Łukasz"]),
        ("%", []),
        ("_", []),
        ("' OR 1=1 --", []),
    ],
)
def test_search_finds_names_aliases_and_own_scripts_without_accents_or_case(session, cast, typed, found):
    assert sorted(shown(session, search=typed)) == sorted(found)


def test_search_finds_a_reference_in_either_case(session, cast):
    row = child_list.children(session, ChildFilter(search="wen")).rows[0]
    assert shown(session, search=row.reference.lower()) == ["Wen"]
    assert shown(session, search=row.reference[2:]) == ["Wen"]


def test_the_list_is_sorted_by_family_name_without_accents(session, cast):
    assert shown(session) == ["Ali", "Wen", "Łukasz"]


def test_the_list_narrows_by_type_level_and_status(session, cast):
    first = episodes.open_episode(
        session, cast["lukasz"], episodes.EpisodeDetails(date(2026, 11, 16), ("cse", "cce"), status="open")
    )
    second = factory.episode(session, cast["ali"], types=("cce",))
    held.assess(session, held.live(session, first), "high")
    assert shown(session, type="cse") == ["Łukasz"]
    assert shown(session, type="cce") == ["Ali", "Łukasz"]
    assert shown(session, level="high") == ["Łukasz"]
    assert shown(session, level="low") == []
    assert shown(session, status="open") == ["Ali", "Łukasz"]
    assert shown(session, status="none") == ["Wen"]
    episodes.close_episode(session, second, date(2026, 11, 23), "Support goes on elsewhere")
    assert shown(session, status="none") == ["Ali", "Wen"]
    assert shown(session, type="cce", search="zol", level="high") == ["Łukasz"]


def test_a_row_says_level_types_next_meeting_and_actions(session, clock, cast):
    meeting_id = held.live(session, factory.episode(session, cast["wen"]))
    held.assess(session, meeting_id, "medium")
    held.action(session, meeting_id)
    held.action(session, meeting_id, due_on=date(2026, 11, 30))
    clock.advance(timedelta(days=8))
    row = child_list.children(session, ChildFilter(search="wen")).rows[0]
    assert (row.level, row.level_title, row.status) == ("medium", "Medium", "open")
    assert row.types
    assert row.next_meeting_at == factory.MONDAY
    assert (row.open_actions, row.overdue_actions) == (2, 1)
    other = child_list.children(session, ChildFilter(search="ali")).rows[0]
    assert (other.level, other.types, other.status, other.status_title) == ("", (), "none", "No open episode")
    assert (other.next_meeting_at, other.open_actions, other.overdue_actions, other.age) == (None, 0, 0, None)


def test_the_list_sorts_by_level_age_next_meeting_and_overdue_actions(session, clock, cast):
    low = factory.episode(session, cast["ali"])
    high = factory.episode(session, cast["wen"])
    later = held.live(session, high, starts_at=factory.MONDAY + timedelta(days=2), late_reason="People were away")
    soon = held.live(session, low)
    held.assess(session, soon, "low")
    held.assess(session, later, "high")
    held.action(session, later, due_on=date(2026, 11, 24))
    clock.advance(timedelta(days=3))
    assert shown(session, sort="level") == ["Wen", "Ali", "Łukasz"]
    assert shown(session, sort="age") == ["Wen", "Łukasz", "Ali"]
    assert shown(session, sort="next-meeting") == ["Ali", "Wen", "Łukasz"]
    assert shown(session, sort="overdue")[0] == "Wen"


def test_a_page_is_part_of_the_list_and_the_total_is_of_all(session):
    for number in range(7):
        factory.child(session, given_names=f"Child{number}")
    pages = [child_list.children(session, ChildFilter(limit=3, offset=offset)) for offset in (0, 3, 6, 9)]
    assert [len(page.rows) for page in pages] == [3, 3, 1, 0]
    assert {page.total for page in pages} == {7}
    assert [row.name for page in pages for row in page.rows] == [f"Child{number} Testwood" for number in range(7)]


def test_same_names_are_marked(session):
    factory.child(session)
    factory.child(session, given_names="RÓBIN")
    factory.child(session, given_names="Alix")
    rows = child_list.children(session, ChildFilter()).rows
    assert {row.name: row.same_name for row in rows} == {
        "Robin Testwood": True,
        "RÓBIN Testwood": True,
        "Alix Testwood": False,
    }


def test_a_closed_episode_is_not_the_current_one(session):
    child_id = factory.child(session)
    first = factory.episode(session, child_id)
    episodes.close_episode(session, first, date(2026, 11, 20), "Safe with her aunt")
    factory.episode(session, child_id, types=("cce",))
    result = child_list.children(session, ChildFilter())
    assert result.total == len(result.rows) == 1
    assert shown(session, type="cse") == []


def test_ended_meetings_are_not_next(session, clock):
    held.ended(session, clock)
    row = child_list.children(session, ChildFilter()).rows[0]
    assert row.next_meeting_at is None
    assert row.open_actions == 1
