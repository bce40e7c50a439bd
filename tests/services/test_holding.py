from dataclasses import replace
from datetime import date, timedelta

import pytest

from cremeet.errors import RuleError
from cremeet.services import closing, holding, meetings, planning
from tests import factory, held


def states(session, meeting_id):
    return {item.template: item.state for item in meetings.meeting_view(session, meeting_id).items}


def test_start_makes_the_first_item_current(session, clock):
    meeting_id = factory.meeting(session)
    head = holding.start(session, meeting_id)
    assert (head.state, head.started_at) == ("live", clock())
    assert states(session, meeting_id)["welcome"] == "now"
    with pytest.raises(RuleError, match="begun already"):
        holding.start(session, meeting_id)


def test_start_passes_over_an_item_that_is_skipped(session):
    meeting_id = factory.meeting(session)
    holding.skip(session, held.item(session, meeting_id, "welcome"), "Everybody knows each other")
    holding.start(session, meeting_id)
    assert states(session, meeting_id)["purpose"] == "now"


def test_time_is_counted_for_the_current_item_alone_and_in_any_order(session, clock):
    meeting_id = held.live(session)
    clock.advance(timedelta(minutes=3))
    assert held.items(session, meeting_id)["welcome"].seconds_used == 180
    holding.go_to(session, held.item(session, meeting_id, "risk"))
    clock.advance(timedelta(minutes=10))
    records = {item.template: item for item in holding.go_to(session, held.item(session, meeting_id, "welcome"))}
    assert records["risk"].state == "done"
    clock.advance(timedelta(seconds=30))
    seen = held.items(session, meeting_id)
    assert (seen["risk"].seconds_used, seen["welcome"].seconds_used) == (600, 210)
    assert seen["welcome"].state == "now"


def test_going_to_the_current_item_again_changes_nothing(session, clock):
    meeting_id = held.live(session)
    clock.advance(timedelta(minutes=3))
    holding.go_to(session, held.item(session, meeting_id, "welcome"))
    assert held.items(session, meeting_id)["welcome"].seconds_used == 180


def test_an_adjourned_meeting_counts_no_time_and_resumes_where_it_stopped(session, clock):
    meeting_id = held.live(session)
    clock.advance(timedelta(minutes=5))
    head = holding.adjourn(session, meeting_id, "Fire alarm")
    assert (head.state, head.adjourned_reason) == ("adjourned", "Fire alarm")
    clock.advance(timedelta(hours=2))
    assert held.items(session, meeting_id)["welcome"].seconds_used == 300
    with pytest.raises(RuleError, match="while the meeting is live"):
        holding.go_to(session, held.item(session, meeting_id, "risk"))
    assert holding.resume(session, meeting_id).state == "live"
    clock.advance(timedelta(minutes=1))
    assert held.items(session, meeting_id)["welcome"].seconds_used == 360
    said = [entry.words for entry in meetings.meeting_view(session, meeting_id).entries]
    assert said == ["The meeting was adjourned: Fire alarm", "The meeting was resumed."]


def test_only_a_live_meeting_adjourns_and_only_with_a_reason(session):
    meeting_id = factory.meeting(session)
    with pytest.raises(RuleError, match="live"):
        holding.adjourn(session, meeting_id, "Early")
    holding.start(session, meeting_id)
    with pytest.raises(RuleError, match="reason"):
        holding.adjourn(session, meeting_id, " ")
    with pytest.raises(RuleError, match="adjourned"):
        holding.resume(session, meeting_id)


def test_skipping_the_current_item_moves_to_the_next_and_can_be_undone(session, clock):
    meeting_id = held.live(session)
    clock.advance(timedelta(minutes=2))
    welcome = held.item(session, meeting_id, "welcome")
    with pytest.raises(RuleError, match="reason"):
        holding.skip(session, welcome, "")
    holding.skip(session, welcome, "Done in the corridor")
    seen = held.items(session, meeting_id)
    assert (seen["welcome"].state, seen["welcome"].skip_reason) == ("skipped", "Done in the corridor")
    assert seen["welcome"].seconds_used == 120
    assert seen["purpose"].state == "now"
    holding.reopen(session, welcome)
    seen = held.items(session, meeting_id)
    assert (seen["welcome"].state, seen["welcome"].skip_reason, seen["welcome"].seconds_used) == ("waiting", "", 120)


def test_turning_to_a_skipped_item_takes_the_skip_back(session):
    meeting_id = held.live(session)
    risk = held.item(session, meeting_id, "risk")
    holding.skip(session, risk, "No time")
    holding.go_to(session, risk)
    assert held.items(session, meeting_id)["risk"].state == "now"
    assert held.items(session, meeting_id)["risk"].skip_reason == ""


def test_an_item_skipped_while_adjourned_starts_no_clock(session, clock):
    meeting_id = held.live(session)
    holding.adjourn(session, meeting_id, "Lunch")
    holding.skip(session, held.item(session, meeting_id, "welcome"), "Done")
    clock.advance(timedelta(hours=1))
    assert held.items(session, meeting_id)["purpose"].seconds_used == 0
    assert held.items(session, meeting_id)["purpose"].state == "now"


def test_an_item_that_waits_cannot_be_opened_again(session):
    meeting_id = held.live(session)
    with pytest.raises(RuleError, match="still to come"):
        holding.reopen(session, held.item(session, meeting_id, "risk"))


def test_confidentiality_keeps_the_first_reading_and_minutes_the_second(session, clock):
    meeting_id = held.live(session)
    first = holding.read_confidentiality(session, meeting_id).confidentiality_read_at
    clock.advance(timedelta(minutes=20))
    assert holding.read_confidentiality(session, meeting_id).confidentiality_read_at == first
    assert "read again" in meetings.meeting_view(session, meeting_id).entries[0].words


def test_a_review_is_later_than_the_meeting(session):
    meeting_id = held.live(session)
    with pytest.raises(RuleError, match="later day"):
        holding.set_review(session, meeting_id, date(2026, 11, 23))
    assert holding.set_review(session, meeting_id, held.REVIEW_ON, "As agreed").review_reason == "As agreed"
    assert holding.set_review(session, meeting_id, None).review_on is None


def test_the_minutes_are_handed_over_by_name_but_never_to_the_chair(session):
    meeting_id = held.live(session)
    with pytest.raises(RuleError, match="chair"):
        holding.hand_over_minutes(session, meeting_id, "cher person")
    assert holding.hand_over_minutes(session, meeting_id, "Rhys Testdavies").minute_taker == "Rhys Testdavies"
    words = meetings.meeting_view(session, meeting_id).entries[0].words
    assert words == "Minnie Taker handed the minutes to Rhys Testdavies."


def test_the_chairs_notes_are_kept_apart_by_item_and_stay_out_of_the_view(session):
    meeting_id = held.live(session)
    risk = held.item(session, meeting_id, "risk")
    holding.keep_chair_note(session, meeting_id, "zebra overall")
    holding.keep_chair_note(session, meeting_id, "zebra risk", risk)
    assert holding.chair_note(session, meeting_id) == "zebra overall"
    assert holding.chair_note(session, meeting_id, risk) == "zebra risk"
    assert holding.chair_note(session, meeting_id, held.item(session, meeting_id, "plan")) == ""
    assert "zebra" not in repr(meetings.meeting_view(session, meeting_id))


def test_nothing_of_the_meeting_moves_once_approved(session, clock):
    meeting_id = held.approved(session, clock)
    risk = held.item(session, meeting_id, "risk")
    for change in (
        lambda: holding.go_to(session, risk),
        lambda: holding.skip(session, risk, "Late"),
        lambda: holding.reopen(session, risk),
        lambda: holding.adjourn(session, meeting_id, "Late"),
        lambda: holding.read_confidentiality(session, meeting_id),
        lambda: holding.set_review(session, meeting_id, date(2026, 12, 21)),
        lambda: holding.set_contingency(session, meeting_id, "x", "y"),
        lambda: holding.set_circulation(session, meeting_id, "x"),
        lambda: holding.hand_over_minutes(session, meeting_id, "Rhys Testdavies"),
        lambda: holding.keep_chair_note(session, meeting_id, "x"),
        lambda: closing.end(session, meeting_id),
        lambda: closing.approve(session, meeting_id, "Cher Person"),
    ):
        with pytest.raises(RuleError, match="approved and locked"):
            change()


def test_an_ended_meeting_may_still_say_why_an_item_was_left(session, clock):
    meeting_id = held.ended(session, clock)
    with pytest.raises(RuleError, match="has ended"):
        holding.reopen(session, held.item(session, meeting_id, "risk"))
    holding.skip(session, held.item(session, meeting_id, "education"), "Held outside")
    assert held.items(session, meeting_id)["education"].skip_reason == "Held outside"


def test_why_a_meeting_was_adjourned_is_for_professionals_until_somebody_widens_it(session):
    meeting_id = held.live(session)
    holding.adjourn(session, meeting_id, "Fire alarm")
    holding.resume(session, meeting_id)
    why, resumed = meetings.meeting_view(session, meeting_id).entries
    assert (why.tag, resumed.tag) == ("professionals", held.items(session, meeting_id)["welcome"].tag)
    holding.go_to(session, held.item(session, meeting_id, "restricted"))
    holding.adjourn(session, meeting_id, "A call from the officer")
    assert meetings.meeting_view(session, meeting_id).entries[-1].tag == "police"


def test_the_reason_for_adjourning_is_minuted_when_no_item_is_current(session, clock):
    meeting_id = held.live(session)
    holding.go_to(session, held.item(session, meeting_id, "risk"))
    for item in meetings.meeting_view(session, meeting_id).items:
        if item.template != "risk":
            holding.skip(session, item.item_id, "No time")
    clock.advance(timedelta(minutes=1))
    holding.skip(session, held.item(session, meeting_id, "risk"), "No time")
    assert not any(item.state == "now" for item in meetings.meeting_view(session, meeting_id).items)
    holding.adjourn(session, meeting_id, "Fire alarm")
    holding.resume(session, meeting_id)
    under = held.item(session, meeting_id, "risk")
    assert [(entry.words, entry.item_id) for entry in meetings.meeting_view(session, meeting_id).entries] == [
        ("The meeting was adjourned: Fire alarm", under),
        ("The meeting was resumed.", under),
    ]


def test_what_is_minuted_before_any_item_was_current_stands_under_the_last(session):
    meeting_id = factory.meeting(session)
    last = planning.agenda_of(session, meeting_id)[-1].item_id
    planning.set_agenda(
        session,
        meeting_id,
        tuple(replace(item, skip_reason="No time") for item in planning.agenda_of(session, meeting_id)),
    )
    holding.start(session, meeting_id)
    holding.adjourn(session, meeting_id, "Fire alarm")
    (entry,) = meetings.meeting_view(session, meeting_id).entries
    assert (entry.words, entry.item_id) == ("The meeting was adjourned: Fire alarm", last)


def test_handing_over_before_the_meeting_begins_is_not_minuted(session):
    meeting_id = factory.meeting(session)
    assert holding.hand_over_minutes(session, meeting_id, "Ola Another").minute_taker == "Ola Another"
    assert meetings.meeting_view(session, meeting_id).entries == ()
