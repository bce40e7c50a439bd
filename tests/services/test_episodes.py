from datetime import date, timedelta

import pytest

from cremeet.errors import NotFoundError, RuleError
from cremeet.services import child_page, episodes, holding
from cremeet.services.episodes import EpisodeDetails
from tests import factory, held
from tests.services.test_children import changes_of

TODAY = factory.MONDAY.date()


def the_episode(session, child_id):
    return child_page.child_page(session, child_id).episodes[0]


def test_an_episode_says_what_it_is_about_in_the_words_of_the_pack(session):
    child_id = factory.child(session)
    details = EpisodeDetails(TODAY, ("cse", "county-lines"), source="police", factors=("missing",), summary="Invented.")
    episodes.open_episode(session, child_id, details)
    record = the_episode(session, child_id)
    assert record.reference.startswith("EP-")
    assert record.type_titles == ("Child sexual exploitation", "County lines")
    assert record.factor_titles == ("Missing",)
    assert (record.status_title, record.summary, record.level) == ("Open", "Invented.", "")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"types": ()}, "at least one type"),
        ({"types": ("cse", "nonsense")}, "not in the practice pack"),
        ({"opened_on": TODAY + timedelta(days=1)}, "to come"),
    ],
)
def test_an_episode_that_will_not_do_is_refused(session, wrong, words):
    child_id = factory.child(session)
    details = EpisodeDetails(**{"opened_on": TODAY, "types": ("cse",)} | wrong)
    with pytest.raises(RuleError, match=words):
        episodes.open_episode(session, child_id, details)
    assert child_page.child_page(session, child_id).episodes == ()
    opened = factory.episode(session, child_id)
    with pytest.raises(RuleError, match=words):
        episodes.change_episode(session, opened, details)


def test_a_child_has_one_open_episode_at_a_time(session):
    child_id = factory.child(session)
    first = factory.episode(session, child_id)
    with pytest.raises(RuleError, match="already"):
        factory.episode(session, child_id)
    episodes.close_episode(session, first, TODAY, "Safe with her aunt")
    second = factory.episode(session, child_id, types=("cce",))
    newest, oldest = child_page.child_page(session, child_id).episodes
    assert (newest.episode_id, oldest.episode_id) == (second, first)
    assert (oldest.status, oldest.closed_on, oldest.closing_reason) == ("closed", TODAY, "Safe with her aunt")


def test_closing_needs_a_reason_and_a_day_that_can_be(session):
    episode_id = factory.episode(session)
    for on, reason in ((TODAY, " "), (date(2026, 11, 15), "Safe"), (TODAY + timedelta(days=1), "Safe")):
        with pytest.raises(RuleError):
            episodes.close_episode(session, episode_id, on, reason)
    with pytest.raises(NotFoundError):
        episodes.close_episode(session, "nothing", TODAY, "Safe")


def test_an_episode_is_not_closed_under_a_meeting(session):
    episode_id = factory.episode(session)
    meeting_id = held.live(session, episode_id)
    with pytest.raises(RuleError, match="under way"):
        episodes.close_episode(session, episode_id, TODAY, "Safe")
    holding.adjourn(session, meeting_id, "The fire alarm")
    with pytest.raises(RuleError, match="under way"):
        episodes.close_episode(session, episode_id, TODAY, "Safe")


def test_a_closed_episode_stands_as_it_is(session):
    child_id = factory.child(session)
    episode_id = factory.episode(session, child_id)
    episodes.close_episode(session, episode_id, TODAY, "Moved to another authority", status="transferred")
    with pytest.raises(RuleError, match="closed"):
        episodes.change_episode(session, episode_id, EpisodeDetails(TODAY, ("cce",)))
    with pytest.raises(RuleError, match="closed"):
        episodes.close_episode(session, episode_id, TODAY, "Another reason")
    assert the_episode(session, child_id).closing_reason == "Moved to another authority"
    assert the_episode(session, child_id).status_title == "Transferred"


def test_history_says_what_the_episode_was_about_before(session):
    episode_id = factory.episode(session)
    episodes.change_episode(session, episode_id, EpisodeDetails(date(2026, 11, 16), ("cse", "cce")))
    assert changes_of(session, "Episode", "types") == [
        ("Minnie Taker", None, '["cse"]'),
        ("Minnie Taker", '["cse"]', '["cse", "cce"]'),
    ]
