from dataclasses import replace
from datetime import date, timedelta

import pytest

from cremeet.errors import NotFoundError, RuleError
from cremeet.services import circumstances
from cremeet.services.circumstances import ConcernDetails, DisruptionDetails, MissingDetails, NrmDetails
from tests import factory
from tests.services.test_children import changes_of

NOW = factory.MONDAY
HOUR = timedelta(hours=1)
TODAY = NOW.date()


@pytest.fixture
def episode_id(session):
    return factory.episode(session)


def around(session, episode_id):
    return circumstances.circumstances(session, episode_id)


def missing(session, episode_id, days_ago=1, hours=5, **changes):
    start = NOW - timedelta(days=days_ago)
    details = MissingDetails(missing_from=start, found_at=start + hours * HOUR, **changes)
    return circumstances.record_missing(session, episode_id, details)


def test_a_missing_episode_says_how_long_and_when_the_interview_is_due(session, episode_id):
    record = missing(session, episode_id, police_grade="medium", where_found="A friend's flat")
    assert record.hours_missing == 5
    assert record.interview_due_at == NOW - timedelta(days=1) + 5 * HOUR + 72 * HOUR
    assert record.interview_in_time is None
    assert around(session, episode_id).missing == (record,)


@pytest.mark.parametrize(
    ("days_ago", "after", "in_time"),
    [(1, 10, True), (5, 72, True), (5, 73, False), (5, None, False), (2, None, None)],
)
def test_an_interview_is_in_time_late_or_not_yet_decided(session, episode_id, days_ago, after, in_time):
    found = NOW - timedelta(days=days_ago) + 5 * HOUR
    at = None if after is None else found + after * HOUR
    assert missing(session, episode_id, days_ago, interview_at=at).interview_in_time is in_time


def test_a_child_who_is_still_missing_has_no_interview_due(session, episode_id):
    record = circumstances.record_missing(session, episode_id, MissingDetails(NOW - HOUR))
    assert (record.hours_missing, record.interview_due_at, record.interview_in_time) == (None, None, None)
    back = replace(record.details, found_at=NOW)
    again = circumstances.record_missing(session, episode_id, back, record.missing_id)
    assert (again.missing_id, again.hours_missing) == (record.missing_id, 1)
    assert len(around(session, episode_id).missing) == 1


def test_times_that_cannot_be_are_refused(session, episode_id):
    for wrong in (MissingDetails(NOW + HOUR), MissingDetails(NOW - HOUR, found_at=NOW - 2 * HOUR)):
        with pytest.raises(RuleError, match="check"):
            circumstances.record_missing(session, episode_id, wrong)
    assert around(session, episode_id).missing == ()


def test_missing_episodes_are_listed_newest_first(session, episode_id):
    for days in (3, 1, 2):
        missing(session, episode_id, days)
    starts = [record.details.missing_from for record in around(session, episode_id).missing]
    assert starts == sorted(starts, reverse=True)


def test_three_missing_episodes_in_thirty_days_call_for_a_meeting(session, episode_id):
    missing(session, episode_id, 30)
    missing(session, episode_id, 29)
    missing(session, episode_id, 1)
    assert around(session, episode_id).missing_trigger == ""
    missing(session, episode_id, 10)
    assert around(session, episode_id).missing_trigger.startswith("Missing 3 times in the last 30 days")


def test_a_concern_is_for_the_police_until_somebody_widens_it(session, episode_id):
    record = circumstances.record_concern(session, episode_id, ConcernDetails("person", "Man in a red car"))
    assert (record.tag, record.details.tag) == ("police", "police")
    wider = replace(record.details, tag="professionals")
    assert circumstances.record_concern(session, episode_id, wider, record.concern_id).tag == "professionals"
    assert [one.concern_id for one in around(session, episode_id).concerns] == [record.concern_id]


@pytest.mark.parametrize("wrong", [ConcernDetails("person", " "), ConcernDetails("dragon", "Green")])
def test_a_concern_needs_words_and_a_known_kind(session, episode_id, wrong):
    with pytest.raises(RuleError):
        circumstances.record_concern(session, episode_id, wrong)


def test_the_national_referral_mechanism_is_used_or_it_is_said_why_not(session, episode_id):
    for wrong in (NrmDetails(TODAY, referred=False, reason=" "), NrmDetails(TODAY, referred=True)):
        with pytest.raises(RuleError):
            circumstances.record_nrm(session, episode_id, wrong)
    none = circumstances.record_nrm(session, episode_id, NrmDetails(TODAY, referred=False, reason="No indicator"))
    made = NrmDetails(date(2026, 11, 24), referred=True, first_responder="Testshire Council", nrm_reference="N-1")
    circumstances.record_nrm(session, episode_id, made)
    assert [one.details for one in around(session, episode_id).nrm] == [made, none.details]


def test_a_measure_has_a_stage_of_its_own_and_weighs_the_child(session, episode_id, pack):
    concern = circumstances.record_concern(session, episode_id, ConcernDetails("person", "Man in a red car"))
    details = DisruptionDetails(
        measure="cawn",
        stage="issued",
        stage_on=TODAY,
        agency="police",
        concern_id=concern.concern_id,
        victim_impact="Robin was told first.",
    )
    record = circumstances.record_disruption(session, episode_id, details)
    assert (record.tag, record.about) == ("police", "Man in a red car")
    assert record.measure_title == next(each.title for each in pack.disruption if each.id == "cawn")
    assert (record.stage_title, record.agency_title) == ("Issued or in force", "Police")
    assert around(session, episode_id).disruption == (record,)
    for wrong in ({"measure": "magic"}, {"stage": "dreamt-of"}, {"victim_impact": "  "}):
        with pytest.raises(RuleError):
            circumstances.record_disruption(session, episode_id, replace(details, **wrong))


def test_what_belongs_to_another_episode_is_changed_from_there(session, episode_id):
    other = factory.episode(session, factory.child(session, given_names="Alix"))
    record = missing(session, other)
    with pytest.raises(RuleError, match="another episode"):
        circumstances.record_missing(session, episode_id, record.details, record.missing_id)
    with pytest.raises(NotFoundError):
        circumstances.record_missing(session, "nothing", record.details)
    with pytest.raises(NotFoundError):
        circumstances.record_missing(session, episode_id, record.details, "nothing")


def test_history_says_how_a_concern_was_widened(session, episode_id):
    record = circumstances.record_concern(session, episode_id, ConcernDetails("person", "Man in a red car"))
    circumstances.record_concern(session, episode_id, replace(record.details, tag="everyone"), record.concern_id)
    assert changes_of(session, "Concern", "tag")[-1] == ("Minnie Taker", '"police"', '"everyone"')
