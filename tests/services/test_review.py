from dataclasses import replace
from datetime import date, timedelta

import pytest

from cremeet.clock import london
from cremeet.errors import RuleError
from cremeet.services import (
    actions,
    assessing,
    attendance,
    closing,
    directory,
    holding,
    invitations,
    meetings,
    minutes,
    planning,
    review,
)
from cremeet.services.actions import ReviewDetails
from cremeet.services.minutes import NewEntry
from tests import factory, held


@pytest.fixture
def last(session, clock):
    """An ended meeting with the child and a parent in it."""
    meeting_id = held.live(session, place="Room 2")
    invitations.invite_other(session, meeting_id, "Robin Testwood", "", "child")
    invitations.invite_other(session, meeting_id, "A. Testwood", "Mother", "parent")
    held.complete(session, meeting_id)
    clock.advance(timedelta(minutes=90))
    closing.end(session, meeting_id)
    return meeting_id


def started(session, last):
    return review.start_review(session, last, review.propose_review_plan(session, last))


def test_the_plan_is_filled_from_the_last_meeting(session, last):
    plan = review.propose_review_plan(session, last)
    head = meetings.meeting_head(session, last)
    assert plan.kind == "review"
    assert head.reference in plan.trigger
    assert plan.triggered_on == date(2026, 11, 23)
    assert plan.starts_at == london(held.REVIEW_ON, 9, 30)
    assert (plan.chair, plan.minute_taker, plan.place) == ("Cher Person", "Minnie Taker", "Room 2")
    assert plan.instrument == head.instrument
    assert plan.planned_minutes > 0


def test_without_a_date_set_the_review_is_proposed_for_the_last_day_in_time(session, clock):
    meeting_id = held.complete(session, held.live(session))
    holding.set_review(session, meeting_id, None)
    for line in closing.missing(session, meeting_id):
        closing.override(session, meeting_id, line.check, line.about_id, "To be agreed by telephone")
    closing.end(session, meeting_id)
    plan = review.propose_review_plan(session, meeting_id)
    assert plan.starts_at.date() == closing.propose_review(session, meeting_id).latest


def test_the_hour_stays_the_same_on_english_clocks_when_they_change(session, clock):
    summer = london(date(2026, 10, 19), 9, 30)
    clock.set(summer)
    meeting_id = held.live(
        session,
        factory.episode(session, opened_on=date(2026, 10, 12)),
        starts_at=summer,
        triggered_on=date(2026, 10, 16),
    )
    holding.set_review(session, meeting_id, date(2026, 11, 16))
    assert review.propose_review_plan(session, meeting_id).starts_at == london(date(2026, 11, 16), 9, 30)


def test_everyone_is_invited_again(session, last):
    review_id = started(session, last)
    before, after = (meetings.meeting_view(session, each).people for each in (last, review_id))
    assert [(one.name, one.role, one.agency, one.part) for one in after] == [
        (one.name, one.role, one.agency, one.part) for one in before
    ]
    assert {one.status for one in after} == {"invited"}


def test_open_actions_wait_to_be_heard_by_number_and_done_ones_do_not(session, clock, last):
    held.action(session, last, words="Visit her school")
    review_id = started(session, last)
    waiting = actions.plan(session, review_id).to_review
    assert [(line.number, line.words) for line in waiting] == [(1, "Offer a trusted worker"), (2, "Visit her school")]
    assert all(line.from_earlier for line in waiting)
    clock.set(london(held.REVIEW_ON, 9, 30))
    holding.start(session, review_id)
    actions.review_action(session, review_id, waiting[0].action_id, ReviewDetails("done", "Finished."))
    actions.review_action(session, review_id, waiting[1].action_id, ReviewDetails("in-progress", "A date", "Snow"))
    for line in closing.missing(session, review_id):
        closing.override(session, review_id, line.check, line.about_id, "Next time")
    closing.end(session, review_id)
    (carried,) = actions.plan(session, started(session, review_id)).to_review
    assert (carried.number, carried.action_id) == (2, waiting[1].action_id)


def test_the_assessment_starts_from_the_last_answers(session, clock):
    meeting_id = held.live(session)
    begun = assessing.begin(session, meeting_id)
    question = held_question(session, begun)
    assessing.answer(session, begun.now.assessment_id, question.indicator.id, yes(question))
    assessing.agree_level(session, begun.now.assessment_id, "medium", "What each agency told.")
    for line in closing.missing(session, meeting_id):
        closing.override(session, meeting_id, line.check, line.about_id, "Next time")
    closing.end(session, meeting_id)
    clock.advance(timedelta(days=1))
    found = assessing.assessment_of(session, started(session, meeting_id))
    assert found.now.answers == {question.indicator.id: yes(question)}
    assert found.now.agreed_level == ""
    assert found.before.agreed_level == "medium"


def held_question(session, begun):
    from cremeet.services.packs import practice

    return next(iter(practice(session).instrument(begun.now.instrument).questions()))


def yes(question):
    answer = next(each for each in question.scale.answers if each.present)
    return assessing.Answer(answer.id, evidence="Seen by her school.", source="School", basis="fact")


def test_items_added_by_hand_and_items_not_reached_come_back(session, clock):
    meeting_id = held.live(session)
    hand = planning.add_item(session, meeting_id, "The dog", 5)
    held.complete(session, meeting_id)
    not_reached = next(item for item in meetings.meeting_view(session, meeting_id).items if item.template == "recovery")
    holding.reopen(session, not_reached.item_id)
    closing.end(session, meeting_id)
    clock.advance(timedelta(days=1))
    items = meetings.meeting_view(session, started(session, meeting_id)).items
    names = [item.title for item in items]
    assert names.count("The dog") == 1
    assert names.count(not_reached.title) == 1
    assert names.index("The dog") < len(names) - 3
    assert next(item for item in items if item.title == "The dog").item_id != hand.item_id


def test_a_review_waits_for_the_end_of_the_last_meeting_and_is_planned_once(session, clock):
    meeting_id = held.live(session)
    plan = review.propose_review_plan(session, meeting_id)
    with pytest.raises(RuleError, match="not ended"):
        review.start_review(session, meeting_id, plan)
    assert review.review_of(session, meeting_id) is None


def test_a_review_is_planned_once(session, last):
    review_id = started(session, last)
    plan = review.propose_review_plan(session, last)
    assert review.review_of(session, last) == (review_id, plan.starts_at)
    assert meetings.meeting_head(session, review_id).previous_id == last
    with pytest.raises(RuleError, match="already"):
        review.start_review(session, last, plan)


def test_a_closing_meeting_follows_too_and_begins_no_assessment_by_itself(session, last):
    plan = replace(review.propose_review_plan(session, last), kind="closure")
    closing_id = review.start_review(session, last, plan)
    assert assessing.assessment_of(session, closing_id) is None
    assert meetings.meeting_head(session, closing_id).previous_id == last


def test_somebody_who_was_put_out_of_use_is_not_invited_again(session, last):
    gone = next(each for each in directory.professionals(session) if each.details.agency == "education")
    directory.change_professional(session, gone.id, gone.details, active=False)
    invited = {person.professional_id for person in meetings.meeting_view(session, started(session, last)).people}
    assert gone.id not in invited
    assert len(invited) > 3


def test_a_child_kept_from_one_meeting_is_invited_to_the_next_and_a_parent_kept_away_is_not(session, clock):
    meeting_id = held.complete(session, held.live(session))
    kept_out = invitations.invite_other(session, meeting_id, "Robin Testwood", "", "child")
    invitations.uninvite(session, kept_out, "Not safe today")
    kept_away = invitations.invite_other(session, meeting_id, "A. Testwood", "Father", "parent")
    invitations.uninvite(session, kept_away, "A court order")
    gone = invitations.invite_other(session, meeting_id, "Ola Another", "Mentor", "advocate")
    attendance.mark(session, gone, "withdrew")
    clock.advance(timedelta(hours=1))
    closing.end(session, meeting_id)
    people = {person.name: person for person in meetings.meeting_view(session, started(session, meeting_id)).people}
    again = people["Robin Testwood"]
    assert (again.part, again.status, again.reason) == ("child", "invited", "")
    assert {"Ola Another", "A. Testwood"}.isdisjoint(people)


def test_what_was_left_parked_comes_back_under_its_own_handling_when_the_review_begins(session, clock):
    meeting_id = held.complete(session, held.live(session))
    item = held.item(session, meeting_id, "agencies")
    minutes.add_entry(session, item, NewEntry("Ask about the phone", "parked", tag="police"))
    done = minutes.add_entry(session, item, NewEntry("Ask about the car", "parked"))
    minutes.turn_into(session, done.entry_id, "note")
    for line in closing.missing(session, meeting_id):
        closing.override(session, meeting_id, line.check, line.about_id, "The phone is not here yet")
    closing.end(session, meeting_id)
    review_id = started(session, meeting_id)
    title = f"Points parked at {meetings.meeting_head(session, meeting_id).reference}"
    view = meetings.meeting_view(session, review_id)
    assert [item.title for item in view.items if "parked" in item.title] == [title]
    assert view.entries == ()
    holding.start(session, review_id)
    view = meetings.meeting_view(session, review_id)
    assert [(one.kind, one.words, one.tag) for one in view.entries] == [("parked", "Ask about the phone", "police")]
    assert next(one for one in view.items if one.item_id == view.entries[0].item_id).title == title


def test_nothing_parked_makes_no_item_for_it(session, last):
    view = meetings.meeting_view(session, started(session, last))
    assert not any("parked" in item.title for item in view.items)
