from datetime import date, timedelta

import pytest

from cremeet.errors import NotFoundError
from cremeet.services import child_page, children, episodes
from cremeet.services.circumstances import ConcernDetails, record_concern
from tests import factory, held


def test_a_page_shows_the_child_in_the_words_of_the_pack(session):
    child_id = factory.child(session, gender="female", legal_status="cp", authority="derby")
    page = child_page.child_page(session, child_id)
    assert page.identity == children.identity(session, child_id)
    assert page.titles == {
        "gender": "Girl or woman",
        "legal_status": "Child protection plan",
        "authority": "Derby City",
    }
    assert (page.links, page.episodes) == ((), ())


def test_a_page_shows_meetings_newest_first_levels_oldest_first_and_open_actions(session, clock):
    child_id = factory.child(session)
    episode_id = factory.episode(session, child_id)
    first = held.live(session, episode_id)
    held.assess(session, first, "high")
    held.action(session, first, due_on=date(2026, 11, 24))
    held.action(session, first)
    planned = factory.meeting(session, episode_id, starts_at=factory.MONDAY + timedelta(days=4))
    record_concern(session, episode_id, ConcernDetails("person", "Man in a red car"))
    clock.advance(timedelta(days=2))
    (episode,) = child_page.child_page(session, child_id).episodes
    assert [line.meeting_id for line in episode.meetings] == [planned, first]
    assert [line.state for line in episode.meetings] == ["planned", "live"]
    assert [point.level for point in episode.levels] == ["high"]
    assert (episode.open_actions, episode.overdue_actions) == (2, 1)
    assert [concern.details.descriptor for concern in episode.concerns] == ["Man in a red car"]


def test_the_current_episode_comes_first(session):
    child_id = factory.child(session)
    first = factory.episode(session, child_id)
    episodes.close_episode(session, first, date(2026, 11, 20), "Safe with her aunt")
    second = factory.episode(session, child_id, opened_on=date(2026, 11, 10))
    shown = child_page.child_page(session, child_id).episodes
    assert [episode.episode_id for episode in shown] == [second, first]
    assert shown[1].closing_reason == "Safe with her aunt"


def test_a_late_meeting_is_marked(session):
    child_id = factory.child(session)
    start = factory.MONDAY + timedelta(days=21)
    factory.meeting(session, factory.episode(session, child_id), starts_at=start, late_reason="Snow")
    ((line,),) = [episode.meetings for episode in child_page.child_page(session, child_id).episodes]
    assert line.late


def test_a_child_who_is_not_here_is_not_found(session):
    with pytest.raises(NotFoundError):
        child_page.child_page(session, "nobody")
