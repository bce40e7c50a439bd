from datetime import date, timedelta

import pytest

from cremeet.errors import RuleError
from cremeet.services import actions, closing, decisions, directory, meetings, minutes
from cremeet.services.actions import ActionDetails, ReviewDetails
from cremeet.services.decisions import DecisionDetails
from cremeet.services.directory import ProfessionalDetails
from tests import factory, held

JAN = date(2027, 1, 11)


@pytest.fixture
def episode_id(session):
    return factory.episode(session)


@pytest.fixture
def first(session, episode_id):
    """A live meeting on 23 November with one action, due on 4 December."""
    meeting_id = held.live(session, episode_id)
    held.action(session, meeting_id)
    return meeting_id


def later(session, clock, episode_id, days=21):
    """A live review, by default on 14 December."""
    clock.advance(timedelta(days=days))
    return held.live(session, episode_id, kind="review", triggered_on=clock().date(), starts_at=clock())


def only_line(session, meeting_id):
    (line,) = meetings.meeting_view(session, meeting_id).actions
    return line


def test_an_action_is_minuted_and_numbered_within_the_episode(session, clock, episode_id, first):
    entry = meetings.meeting_view(session, first).entries[0]
    line = only_line(session, first)
    assert (entry.label, entry.about_id, entry.words) == ("A1", line.action_id, "Offer a trusted worker")
    assert (line.pillar_title, line.agency_title) == ("Protect", "Children's social care")
    assert (line.status, line.from_earlier, line.age_days, line.tag) == ("not-started", False, 0, "everyone")
    review = later(session, clock, episode_id)
    assert held.action(session, review, words="Second").label == "A2"
    assert held.action(session, held.live(session), words="Elsewhere").label == "A1"


def test_an_action_typed_in_the_editor_takes_its_draft_with_it(session, first):
    item_id = held.item(session, first)
    speaker = held.people(session, first)["police"].attendance_id
    minutes.save_draft(session, first, item_id, "/a Call the school")
    actions.add_action(session, item_id, ActionDetails("Call the gym"))
    decisions.decide(session, item_id, DecisionDetails("Call more"))
    assert len(meetings.meeting_view(session, first).drafts) == 1
    actions.add_action(session, item_id, ActionDetails("Call the school"), speaker_id=speaker, from_draft=True)
    seen = meetings.meeting_view(session, first)
    assert (seen.drafts, seen.entries[-1].speaker) == ((), "Amira Testkhan")
    minutes.save_draft(session, first, item_id, "/d Refer on")
    decisions.decide(session, item_id, DecisionDetails("Refer on"), speaker_id=speaker, from_draft=True)
    seen = meetings.meeting_view(session, first)
    assert (seen.drafts, seen.entries[-1].initials) == ((), "AT")


def test_an_owner_in_the_directory_lends_name_role_and_agency(session, first):
    known = directory.add_professional(session, ProfessionalDetails("Ines Testsilva", "health", "Nurse", "Trust"))
    line = actions.add_action(session, held.item(session, first), ActionDetails("Call", owner_id=known.id))
    assert (line.owner, line.role, line.agency) == ("Ines Testsilva", "Nurse", "health")


@pytest.mark.parametrize(
    "wrong",
    [
        {"words": " "},
        {"pillar": "moon"},
        {"agency": "moon"},
        {"priority": "moon"},
        {"tag": "moon"},
        {"indicator": "moon"},
    ],
)
def test_an_action_must_be_one_that_the_pack_knows(session, first, wrong):
    with pytest.raises(RuleError):
        held.action(session, first, **wrong)
    with pytest.raises(RuleError):
        actions.change_action(session, only_line(session, first).action_id, ActionDetails(**{"words": "x"} | wrong))
    assert only_line(session, first).words == "Offer a trusted worker"


def test_a_moved_date_is_counted_and_the_first_one_kept(session, first):
    line = only_line(session, first)
    changed = actions.change_action(session, line.action_id, ActionDetails("Offer a worker", due_on=JAN))
    assert (changed.moved, changed.first_due_on, changed.due_on) == (1, held.DUE_ON, JAN)
    assert meetings.meeting_view(session, first).entries[0].words == "Offer a worker"
    same = actions.change_action(session, line.action_id, ActionDetails("Offer a worker", due_on=JAN))
    assert same.moved == 1


def test_a_withdrawn_action_cannot_change(session, first):
    action_id = only_line(session, first).action_id
    minutes.withdraw(session, meetings.meeting_view(session, first).entries[0].entry_id)
    with pytest.raises(RuleError, match="withdrawn"):
        actions.change_action(session, action_id, ActionDetails("x"))


def test_earlier_actions_wait_to_be_reviewed_oldest_due_first(session, clock, episode_id, first):
    held.action(session, first, words="Sooner", due_on=date(2026, 11, 30))
    held.action(session, first, words="No date", due_on=None)
    review = later(session, clock, episode_id)
    plan = actions.plan(session, review)
    assert [line.words for line in plan.to_review] == ["Sooner", "Offer a trusted worker", "No date"]
    line = plan.to_review[1]
    assert (line.from_earlier, line.overdue_days, line.age_days, line.carried) == (True, 10, 21, 0)
    assert plan.reviewed == ()


def test_an_overdue_action_says_why_it_is_carried_forward(session, clock, episode_id, first):
    action_id = only_line(session, first).action_id
    review = later(session, clock, episode_id)
    with pytest.raises(RuleError, match="overdue"):
        actions.review_action(session, review, action_id, ReviewDetails("in-progress"))
    line = actions.review_action(
        session, review, action_id, ReviewDetails("in-progress", "One visit.", "Worker was ill", due_on=JAN)
    )
    assert (line.carried, line.moved, line.due_on, line.first_due_on) == (1, 1, JAN, held.DUE_ON)
    assert (line.progress, line.review_reason, line.reviewed, line.overdue_days) == (
        "One visit.",
        "Worker was ill",
        True,
        0,
    )
    plan = actions.plan(session, review)
    assert (len(plan.to_review), len(plan.reviewed)) == (0, 1)
    assert next(pillar for pillar in plan.pillars if pillar.pillar == "protect").actions == plan.reviewed


def test_a_review_said_anew_replaces_the_one_before(session, clock, episode_id, first):
    action_id = only_line(session, first).action_id
    review = later(session, clock, episode_id)
    actions.review_action(session, review, action_id, ReviewDetails("in-progress", reason="Ill", due_on=JAN))
    line = actions.review_action(session, review, action_id, ReviewDetails("done", impact="Feels safer"))
    assert (line.status, line.moved, line.due_on, line.carried) == ("done", 0, held.DUE_ON, 0)
    assert (line.completed_on, line.impact) == (clock().date(), "Feels safer")
    again = actions.review_action(session, review, action_id, ReviewDetails("not-started", reason="Not held after all"))
    assert (again.status, again.completed_on) == ("not-started", None)


def test_cancelling_needs_a_reason_and_nothing_is_done_tomorrow(session, clock, episode_id, first):
    action_id = only_line(session, first).action_id
    review = later(session, clock, episode_id, days=1)
    for refused in (
        ReviewDetails("cancelled"),
        ReviewDetails("asleep"),
        ReviewDetails("done", completed_on=clock().date() + timedelta(days=1)),
    ):
        with pytest.raises(RuleError):
            actions.review_action(session, review, action_id, refused)
    line = actions.review_action(session, review, action_id, ReviewDetails("cancelled", reason="Family has moved"))
    assert (line.status, line.cancel_reason) == ("cancelled", "Family has moved")


def test_an_older_meeting_shows_an_action_as_it_stood_then(session, clock, episode_id, first):
    action_id = only_line(session, first).action_id
    second = later(session, clock, episode_id)
    actions.review_action(session, second, action_id, ReviewDetails("in-progress", reason="Ill", due_on=JAN))
    third = later(session, clock, episode_id)
    actions.review_action(session, third, action_id, ReviewDetails("done"))
    assert [
        (line.status, line.due_on, line.moved, line.carried)
        for line in (only_line(session, meeting_id) for meeting_id in (first, second, third))
    ] == [("not-started", held.DUE_ON, 0, 0), ("in-progress", JAN, 1, 1), ("done", JAN, 1, 1)]
    with pytest.raises(RuleError, match="later meeting"):
        actions.review_action(session, second, action_id, ReviewDetails("done"))
    fourth = later(session, clock, episode_id)
    assert meetings.meeting_view(session, fourth).actions == ()
    with pytest.raises(RuleError, match="closed already"):
        actions.review_action(session, fourth, action_id, ReviewDetails("done"))


def test_only_earlier_actions_of_the_same_episode_are_reviewed(session, first):
    action_id = only_line(session, first).action_id
    for meeting_id in (first, held.live(session)):
        with pytest.raises(RuleError, match="earlier meeting of this episode"):
            actions.review_action(session, meeting_id, action_id, ReviewDetails("done"))


def test_an_empty_pillar_says_why_until_it_has_an_action(session, first):
    actions.no_action_for(session, first, "recover", "Too early")
    actions.no_action_for(session, first, "recover", "Not yet wanted")

    def recover():
        return next(each for each in actions.plan(session, first).pillars if each.pillar == "recover")

    assert (recover().none_reason, recover().actions) == ("Not yet wanted", ())
    assert recover().priorities
    held.action(session, first, pillar="recover")
    assert (recover().none_reason, len(recover().actions)) == ("", 1)
    actions.no_action_for(session, first, "prevent", "x")
    actions.no_action_for(session, first, "prevent", "")
    assert not any(each.none_reason for each in actions.plan(session, first).pillars)
    with pytest.raises(RuleError, match="pillar"):
        actions.no_action_for(session, first, "moon", "x")


def test_an_action_without_a_pillar_is_unplaced(session, first):
    held.action(session, first, words="Somewhere", pillar="")
    assert [line.words for line in actions.plan(session, first).unplaced] == ["Somewhere"]


def test_open_actions_over_all_children(session, clock, first):
    held.action(session, first, words="Police task", agency="police", due_on=date(2026, 11, 27))
    held.action(session, first, words="Undated", due_on=None)
    other = held.live(session, factory.episode(session, factory.child(session, given_names="Ola")))
    held.action(session, other, words="Elsewhere", due_on=JAN)
    clock.advance(timedelta(days=14))
    everything = actions.open_actions(session)
    assert [line.words for line in everything] == ["Police task", "Offer a trusted worker", "Elsewhere", "Undated"]
    assert [line.overdue_days for line in everything] == [10, 3, 0, 0]
    assert (everything[2].child_name, everything[0].age_days) == ("Ola Testwood", 14)
    assert [line.words for line in actions.open_actions(session, agency="police")] == ["Police task"]
    assert len(actions.open_actions(session, overdue_only=True)) == 2
    child_id = everything[2].child_id
    assert [line.words for line in actions.open_actions(session, child_id=child_id)] == ["Elsewhere"]
    assert len(actions.open_actions(session, limit=1)) == 1


def test_an_approved_plan_is_locked_but_goes_on_at_the_review(session, clock, episode_id):
    meeting_id = held.approved(session, clock, episode_id)
    action_id = only_line(session, meeting_id).action_id
    for change in (
        lambda: held.action(session, meeting_id),
        lambda: actions.change_action(session, action_id, ActionDetails("x")),
        lambda: actions.no_action_for(session, meeting_id, "protect", "x"),
    ):
        with pytest.raises(RuleError, match="approved and locked"):
            change()
    review = later(session, clock, episode_id, days=7)
    assert actions.review_action(session, review, action_id, ReviewDetails("done")).status == "done"
    assert closing.missing(session, meeting_id) == ()


def test_a_typo_put_right_in_an_earlier_draft_leaves_what_the_review_heard(session, clock, episode_id, first):
    action_id = only_line(session, first).action_id
    review = later(session, clock, episode_id)
    actions.review_action(session, review, action_id, ReviewDetails("in-progress", reason="Ill", due_on=JAN))
    changed = ActionDetails("Offer a trusted worker soon", owner="Priya Testnair", due_on=held.DUE_ON)
    actions.change_action(session, action_id, changed)
    before, after = only_line(session, first), only_line(session, review)
    assert (before.words, before.due_on, before.moved) == ("Offer a trusted worker soon", held.DUE_ON, 0)
    assert (after.words, after.due_on, after.moved) == ("Offer a trusted worker soon", JAN, 1)


@pytest.mark.parametrize("due_on", [date(2026, 12, 7), JAN, None])
def test_the_first_date_of_a_reviewed_action_is_no_longer_changed_at_its_meeting(
    session, clock, episode_id, first, due_on
):
    action_id = only_line(session, first).action_id
    review = later(session, clock, episode_id)
    actions.review_action(session, review, action_id, ReviewDetails("in-progress", reason="Ill", due_on=JAN))
    with pytest.raises(RuleError, match="change its date there"):
        actions.change_action(session, action_id, ActionDetails("Other words", due_on=due_on))
    assert (only_line(session, first).words, only_line(session, first).due_on) == (
        "Offer a trusted worker",
        held.DUE_ON,
    )
    assert (only_line(session, review).due_on, only_line(session, review).moved) == (JAN, 1)


def test_what_a_review_heard_is_told_from_that_meeting_on(session, clock, episode_id, first):
    action_id = only_line(session, first).action_id
    second, third = later(session, clock, episode_id), later(session, clock, episode_id)
    actions.review_action(session, second, action_id, ReviewDetails("in-progress", reason="Ill", due_on=JAN))
    heard = ReviewDetails("in-progress", impact="Robin sleeps better", escalated_to="The panel")
    actions.review_action(session, third, action_id, heard)
    for earlier in (first, second):
        assert (only_line(session, earlier).impact, only_line(session, earlier).escalated_to) == ("", "")
    line = only_line(session, third)
    assert (line.impact, line.escalated_to) == ("Robin sleeps better", "The panel")
    assert actions.open_actions(session)[0].escalated_to == "The panel"
