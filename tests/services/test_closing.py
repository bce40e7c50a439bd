from datetime import date, timedelta

import pytest

from cremeet.services import (
    actions,
    assessing,
    attendance,
    closing,
    decisions,
    holding,
    invitations,
    meetings,
    minutes,
    voice,
)
from cremeet.services.actions import ActionDetails
from cremeet.services.assessing import Answer
from cremeet.services.decisions import DecisionDetails
from cremeet.services.meetings import VoiceDetails
from cremeet.services.minutes import NewEntry
from cremeet.services.packs import practice
from tests import factory, held


@pytest.fixture
def meeting_id(session):
    """A live meeting that lacks nothing."""
    complete = held.complete(session, held.live(session))
    assert closing.missing(session, complete) == ()
    return complete


def checks(session, meeting_id):
    return [line.check for line in closing.missing(session, meeting_id)]


def the_line(session, meeting_id):
    (line,) = closing.missing(session, meeting_id)
    assert line.what.endswith(".")
    assert line.what.count("\n") == 0
    return line


def test_a_meeting_that_just_began_lacks_nearly_everything(session):
    meeting_id = held.live(session)
    assert set(checks(session, meeting_id)) == {
        "item",
        "confidentiality",
        "quorum",
        "views",
        "level",
        "pillar",
        "contingency",
        "feedback",
        "review-date",
    }


def test_each_mandatory_item_is_held_or_skipped_with_a_reason(session, meeting_id):
    items = held.items(session, meeting_id)
    holding.reopen(session, items["risk"].item_id)
    holding.reopen(session, items["recovery"].item_id)  # not mandatory at the start of a first meeting
    line = the_line(session, meeting_id)
    assert (line.check, line.about_id) == ("item", items["risk"].item_id)
    assert line.place == f"agenda:{items['risk'].item_id}"
    assert items["risk"].title in line.what
    holding.skip(session, items["risk"].item_id, "Assessed at the strategy discussion this morning")
    assert closing.missing(session, meeting_id) == ()


def test_a_meeting_held_late_says_why(session, clock):
    in_time = held.live(session)
    assert "late" not in checks(session, in_time)
    meeting_id = factory.meeting(session)
    clock.advance(timedelta(days=14))
    holding.start(session, meeting_id)
    (line,) = [each for each in closing.missing(session, meeting_id) if each.check == "late"]
    assert (line.place, line.what.startswith("The meeting was held after the day")) == ("review", True)
    closing.override(session, meeting_id, "late", "", "The chair was ill")
    assert [each.reason for each in closing.overrides(session, meeting_id)] == ["The chair was ill"]
    told = held.live(session, starts_at=clock(), late_reason="People were away")
    assert "late" not in checks(session, told)


def test_the_quorum_is_met_or_the_chair_says_why_not(session, meeting_id):
    attendance.leave(session, held.people(session, meeting_id)["police"].attendance_id)
    line = the_line(session, meeting_id)
    assert (line.check, line.place) == ("quorum", "people")
    assert "Police" in line.what
    attendance.go_on_without_quorum(session, meeting_id, "The officer was called away")
    assert closing.missing(session, meeting_id) == ()


def test_the_child_is_heard_or_in_the_room(session, meeting_id):
    kept = meetings.meeting_view(session, meeting_id).voice

    def say(**changes):
        from dataclasses import replace

        voice.record_voice(session, meeting_id, replace(kept, **changes))
        return closing.missing(session, meeting_id)

    assert [line.place for line in say(own_words="")] == ["voice"]
    assert "gathered" in say(gathered_by="")[0].what
    assert say(own_words="", attended="part") == ()
    assert [line.check for line in say(own_words="", attended="no")] == ["views"]
    child = invitations.invite_other(session, meeting_id, "Robin Testwood", "", "child")
    attendance.mark(session, child, "present")
    assert "views" not in [line.check for line in say(own_words="")]


def test_feedback_names_who_and_when(session, meeting_id):
    for told in (VoiceDetails(feedback_by="Priya Testnair"), VoiceDetails(feedback_on=date(2026, 11, 25))):
        voice.give_feedback(session, meeting_id, told)
        assert (the_line(session, meeting_id).check, the_line(session, meeting_id).place) == ("feedback", "voice")
    voice.give_feedback(
        session, meeting_id, VoiceDetails(feedback_by="Priya Testnair", feedback_given_on=date(2026, 11, 23))
    )
    assert closing.missing(session, meeting_id) == ()


def test_the_level_is_agreed(session):
    meeting_id = held.live(session)
    line = next(line for line in closing.missing(session, meeting_id) if line.check == "level")
    assert line.place == "risk:"
    begun = assessing.begin(session, meeting_id)
    assert "level" in checks(session, meeting_id)
    assessing.agree_level(session, begun.now.assessment_id, "low", "As each agency sees it")
    assert "level" not in checks(session, meeting_id)


def test_each_high_sign_that_is_there_now_has_an_action(session, meeting_id, pack):
    instrument = pack.instrument("")
    asked = {question.indicator.id: question for question in instrument.questions()}
    critical = next(name for name, question in asked.items() if question.indicator.critical)
    slight = next(name for name, question in asked.items() if question.indicator.weight == 1)
    weighty = next(name for name, each in asked.items() if each.indicator.weight == 3 and not each.indicator.critical)
    assessment_id = assessing.assessment_of(session, meeting_id).now.assessment_id
    for name in (critical, slight, weighty):
        assessing.answer(session, assessment_id, name, Answer("historic", evidence="Told us."))
    assert closing.missing(session, meeting_id) == ()
    for name in (critical, slight, weighty):
        assessing.answer(session, assessment_id, name, Answer("suspected", evidence="Told us."))
    lines = closing.missing(session, meeting_id)
    assert [(line.check, line.place) for line in lines] == [
        ("high-indicator", f"risk:{name}") for name in asked if name in {critical, weighty}
    ]
    assert {line.about_id for line in lines} == {critical, weighty}
    held.action(session, meeting_id, words="Keep safe", indicator=critical)
    held.action(session, meeting_id, words="Look into it", indicator=weighty)
    assert closing.missing(session, meeting_id) == ()


def test_each_decision_has_a_reason_and_dissent_was_asked(session, meeting_id):
    made = decisions.decide(session, held.item(session, meeting_id), DecisionDetails("Refer on"))
    lines = closing.missing(session, meeting_id)
    assert [line.check for line in lines] == ["decision-reason", "dissent"]
    assert {line.place for line in lines} == {f"decision:{made.decision_id}"}
    decisions.change_decision(session, made.decision_id, DecisionDetails("Refer on", reason="Threshold met"))
    assert checks(session, meeting_id) == ["dissent"]
    decisions.dissent(session, made.decision_id, "health", "Threshold not met")
    assert closing.missing(session, meeting_id) == ()


def test_each_action_has_owner_date_and_measure(session, meeting_id):
    line = held.action(session, meeting_id, owner="", due_on=None, measure="")
    lines = closing.missing(session, meeting_id)
    assert [each.check for each in lines] == ["action-owner", "action-date", "action-measure"]
    assert {each.place for each in lines} == {f"plan:{line.action_id}"}
    assert all("A2" in each.what for each in lines)
    actions.change_action(
        session, line.action_id, ActionDetails("x", owner="Priya Testnair", due_on=held.DUE_ON, measure="Met")
    )
    assert closing.missing(session, meeting_id) == ()


def test_a_withdrawn_action_or_decision_lacks_nothing(session, meeting_id):
    decisions.decide(session, held.item(session, meeting_id), DecisionDetails("Refer on"))
    held.action(session, meeting_id, owner="")
    for entry in meetings.meeting_view(session, meeting_id).entries[-2:]:
        minutes.withdraw(session, entry.entry_id)
    assert closing.missing(session, meeting_id) == ()


def test_each_pillar_has_an_action_or_a_reason(session, meeting_id):
    actions.no_action_for(session, meeting_id, "recover", "")
    line = the_line(session, meeting_id)
    assert (line.check, line.about_id, line.place) == ("pillar", "recover", "plan:")


def test_earlier_actions_are_reviewed(session, clock):
    episode_id = factory.episode(session)
    first = held.ended(session, clock, episode_id)
    action_id = meetings.meeting_view(session, first).actions[0].action_id
    clock.advance(timedelta(days=21))
    review = held.live(session, episode_id, kind="review", triggered_on=clock().date(), starts_at=clock())
    line = next(line for line in closing.missing(session, review) if line.check == "previous-actions")
    assert (line.about_id, line.place) == (action_id, f"plan:{action_id}")
    actions.review_action(session, review, action_id, actions.ReviewDetails("done"))
    assert "previous-actions" not in checks(session, review)


@pytest.mark.parametrize(("level", "asked"), [("none", False), ("low", False), ("medium", True), ("high", True)])
def test_a_raised_level_needs_a_contingency(session, pack, level, asked):
    meeting_id = held.live(session)
    held.assess(session, meeting_id, level, **held.all_absent(pack))
    assert ("contingency" in checks(session, meeting_id)) is asked


@pytest.mark.parametrize("level", ["none", "low"])
def test_a_low_level_beside_unknown_answers_needs_a_contingency_too(session, level):
    meeting_id = held.live(session)
    held.assess(session, meeting_id, level)
    (line,) = [each for each in closing.missing(session, meeting_id) if each.check == "contingency"]
    assert line.what.startswith("While answers that are not known could mean")


def test_an_agreed_level_that_new_answers_contradict_is_agreed_again_or_explained(session, pack):
    meeting_id = held.live(session)
    held.assess(session, meeting_id, "none", **held.all_absent(pack))
    assessment_id = assessing.assessment_of(session, meeting_id).now.assessment_id
    assessing.agree_level(session, assessment_id, "none", "")
    assert "level" not in checks(session, meeting_id)
    critical = next(q.indicator.id for q in pack.instrument("").questions() if q.indicator.critical)
    assessing.answer(session, assessment_id, critical, Answer("confirmed", evidence="Told us."))
    (line,) = [each for each in closing.missing(session, meeting_id) if each.check == "level"]
    assert line.place == "risk:"
    assert line.what == ("The answers now suggest High, but None is agreed without a reason: agree again, or say why.")
    assessing.agree_level(session, assessment_id, "none", "Known to be another child")
    assert "level" not in checks(session, meeting_id)


@pytest.mark.parametrize(
    ("on", "reason", "said"),
    [
        (None, "", "No review date"),
        (date(2026, 12, 13), "", "not a working day"),
        (date(2026, 12, 28), "", "Boxing Day"),
        (date(2027, 6, 7), "", "later than the timescale"),
        (date(2027, 6, 7), "The family is abroad until then", ""),
        (date(2026, 12, 15), "", ""),
    ],
)
def test_the_review_is_set_on_a_working_day_in_time(session, meeting_id, on, reason, said):
    holding.set_review(session, meeting_id, on, reason)
    if not said:
        assert closing.missing(session, meeting_id) == ()
        return
    line = the_line(session, meeting_id)
    assert (line.check, line.place) == ("review-date", "review")
    assert said in line.what


def test_an_episode_that_closes_needs_no_review_date(session, meeting_id):
    holding.set_review(session, meeting_id, None)
    closes = next(outcome.id for outcome in practice(session).outcomes if outcome.closes)
    details = DecisionDetails("Close", reason="Low at two reviews", outcome=closes, dissent_asked=True)
    decisions.decide(session, held.item(session, meeting_id), details)
    assert closing.missing(session, meeting_id) == ()


def test_restricted_entries_say_for_whom_they_are(session, meeting_id):
    agencies = held.item(session, meeting_id, "agencies")
    entry = minutes.add_entry(session, agencies, NewEntry("Seen with an adult", tag="named-agencies"))
    lines = closing.missing(session, meeting_id)
    assert [(line.check, line.place) for line in lines] == [
        ("restricted-handling", f"entry:{entry.entry_id}"),
        ("restricted-handling", "review"),
    ]
    minutes.retag(session, entry.entry_id, "named-agencies", ("police",))
    holding.set_circulation(session, meeting_id, "Police entries are left out of every copy but the police's")
    assert closing.missing(session, meeting_id) == ()


def test_an_entry_wider_than_its_restricted_item_is_confirmed(session, meeting_id):
    holding.set_circulation(session, meeting_id, "Agreed")
    restricted = held.item(session, meeting_id, "restricted")
    minutes.add_entry(session, restricted, NewEntry("A vehicle"))
    assert closing.missing(session, meeting_id) == ()
    wide = minutes.add_entry(session, restricted, NewEntry("A street", tag="professionals"))
    line = the_line(session, meeting_id)
    assert (line.place, line.tag) == (f"entry:{wide.entry_id}", "professionals")
    assert "A street" not in line.what
    minutes.retag(session, wide.entry_id, "named-agencies", ("education",))
    assert the_line(session, meeting_id).place == f"entry:{wide.entry_id}"
    minutes.retag(session, wide.entry_id, "named-agencies", ("police",))
    assert closing.missing(session, meeting_id) == ()


def test_words_still_being_typed_are_not_lost(session, meeting_id):
    item_id = held.item(session, meeting_id, "risk")
    minutes.save_draft(session, meeting_id, item_id, "zebra")
    line = the_line(session, meeting_id)
    assert (line.check, line.place) == ("drafts", f"agenda:{item_id}")
    assert "zebra" not in line.what
    minutes.add_entry(session, item_id, NewEntry("zebra"))
    minutes.save_draft(session, meeting_id, "voice", "zebra")
    assert the_line(session, meeting_id).place == "voice"


def test_a_parked_point_is_taken_up_or_said_to_wait(session, meeting_id):
    entry = minutes.add_entry(session, held.item(session, meeting_id, "risk"), NewEntry("zebra", "parked"))
    line = the_line(session, meeting_id)
    assert (line.check, line.place) == ("parked", f"entry:{entry.entry_id}")
    assert "zebra" not in line.what
    minutes.turn_into(session, entry.entry_id, "note")
    assert closing.missing(session, meeting_id) == ()


def test_a_gap_in_an_entry_is_filled_before_the_end(session, meeting_id):
    entry = minutes.add_entry(session, held.item(session, meeting_id, "risk"), NewEntry("zebra ??"))
    line = the_line(session, meeting_id)
    assert (line.check, line.place) == ("gap", f"entry:{entry.entry_id}")
    assert "zebra" not in line.what
    minutes.reword(session, entry.entry_id, "A zebra?")
    assert closing.missing(session, meeting_id) == ()
