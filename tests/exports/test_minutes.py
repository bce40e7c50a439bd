import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from cremeet.clock import london
from cremeet.exports import issue
from cremeet.exports.document import Callout, Heading, KeyValue
from cremeet.exports.reading import lines, plain_text
from cremeet.services import (
    attendance,
    closed_part,
    closing,
    decisions,
    holding,
    invitations,
    minutes,
    readings,
    voice,
)
from cremeet.services.decisions import DecisionDetails
from cremeet.services.meetings import VoiceDetails
from cremeet.services.minutes import NewEntry
from cremeet.services.record import meeting_record
from tests import factory, held


@pytest.fixture
def meeting_id(session):
    return held.complete(session, held.live(session, place="Room 2"))


def built(session, meeting_id, audience="chair"):
    return issue.build(meeting_record(session, meeting_id), "minutes", audience=audience)


def text(session, meeting_id, audience="chair"):
    return plain_text(built(session, meeting_id, audience))


def test_the_first_lines_say_who_when_where_and_how_high_the_risk_is(session, meeting_id):
    said = [line.text for line in lines(built(session, meeting_id))]
    shown = dict(reversed(list(pairwise(said))))
    assert shown["Child"] == "Robin Testwood"
    assert shown["Born"] == "Fri 4 May 2012, age 14"
    assert shown["Held"] == "Mon 23 Nov 2026, 09:30, Room 2"
    assert (shown["Chair"], shown["Minute-taker"]) == ("Cher Person", "Minnie Taker")
    assert (shown["Level of risk"], shown["Next review"]) == ("Medium", "Mon 14 Dec 2026")


def test_the_agenda_is_followed_in_order_with_numbers(session, meeting_id):
    tree = built(session, meeting_id)
    headed = [f"{block.number}. {block.text}" for block in tree.blocks if isinstance(block, Heading) and block.number]
    said = plain_text(tree)
    *agenda, last = [f"{item.position}. {item.title}" for item in held.items(session, meeting_id).values()]
    assert headed
    assert headed == [item for item in agenda if item in headed]
    assert f"Nothing to record: {'; '.join(item for item in agenda if item not in headed)}.\n" in said
    assert f"Nothing recorded yet: {last}.\n" in said


def test_an_entry_says_when_and_who_and_a_restricted_one_says_so(session, clock, meeting_id):
    item = held.item(session, meeting_id, "agencies")
    nurse = held.people(session, meeting_id)["health"].attendance_id
    clock.set(london(date(2026, 11, 23), 10, 5))
    minutes.add_entry(session, item, NewEntry("Seen in clinic.", speaker_id=nurse, tag="everyone"))
    minutes.add_entry(session, item, NewEntry("A red car.", kind="risk", tag="police"))
    tree = built(session, meeting_id)
    assert "10:05 Lowri Testwyn, Safeguarding health team: Seen in clinic." in plain_text(tree)
    assert "Risk. A red car." in plain_text(tree)
    restricted = [block for block in tree.blocks if isinstance(block, Callout) and block.kind == "restricted"]
    assert [block.title for block in restricted] == ["Restricted: Police-restricted"]
    assert "A red car" not in text(session, meeting_id, "professionals")


def test_times_are_those_of_english_clocks(session, clock):
    summer = london(date(2026, 7, 6), 9, 30)
    clock.set(summer)
    episode_id = factory.episode(session, opened_on=date(2026, 7, 1))
    meeting_id = held.live(session, episode_id, starts_at=summer, triggered_on=date(2026, 7, 3))
    minutes.add_entry(session, held.item(session, meeting_id, "welcome"), NewEntry("Welcome."))
    assert "Mon 6 Jul 2026, 09:30" in text(session, meeting_id)
    assert "09:30 : Welcome." in text(session, meeting_id) or "09:30: Welcome." in text(session, meeting_id)


def test_what_is_said_on_another_day_of_an_adjourned_meeting_has_its_date(session, clock):
    meeting_id = held.live(session)
    item = held.item(session, meeting_id)
    minutes.add_entry(session, item, NewEntry("Said at first"))
    holding.adjourn(session, meeting_id, "The building closed")
    clock.set(london(date(2026, 11, 24), 9, 30))
    holding.resume(session, meeting_id)
    police = held.people(session, meeting_id)["police"].attendance_id
    attendance.mark(session, police, "present")
    attendance.leave(session, police)
    minutes.add_entry(session, item, NewEntry("Said overnight"))
    holding.read_confidentiality(session, meeting_id)
    said = text(session, meeting_id)
    assert "\n09:30: Said at first" in said
    assert "Tue 24 Nov 2026, 09:30: Said overnight" in said
    assert "until Tue 24 Nov 2026, 09:30" in said
    assert "read out at Tue 24 Nov 2026, 09:30." in said


def test_a_late_meeting_says_why_to_professionals(session):
    meeting_id = held.live(session, kind="strategy", triggered_on=date(2026, 11, 2), late_reason="Nobody could come")
    said = [line.text for line in lines(built(session, meeting_id))]
    assert said[said.index("Held after its due date because") + 1] == "Nobody could come"
    for audience in ("family", "child", "agencies"):
        assert "due date because" not in text(session, meeting_id, audience)


def test_a_decision_shows_its_reason_outcome_dissent_and_escalation(session, meeting_id):
    details = DecisionDetails("Hold a plan", "Known risk", "cre-plan-start", escalated_to="Head of service")
    decided = decisions.decide(session, held.item(session, meeting_id, "decisions"), details)
    decisions.dissent(session, decided.decision_id, "education", "The school wants to wait", "Mark Testbell")
    said = text(session, meeting_id)
    assert "Reason: Known risk" in said
    assert "The school wants to wait" in said
    assert "(Mark Testbell)" in said
    assert "Escalated to: Head of service" in said
    assert "Dissent: asked for; none." in said  # of the first decision
    assert said.index("Dissent: School or college.") < said.index("What was said")  # the summary says it too


def test_attendance_says_who_came_who_was_late_and_why_not(session, clock, meeting_id):
    people = held.people(session, meeting_id)
    attendance.mark(session, people["health"].attendance_id, "apologies", reason="On leave")
    clock.advance(timedelta(minutes=20))
    attendance.leave(session, people["education"].attendance_id)
    attendance.record_report(
        session, people["health"].attendance_id, "Seen in clinic.", date(2026, 11, 23), cannot_share="Her address"
    )
    said = text(session, meeting_id)
    assert "Apologies; report received. On leave" in said
    assert "until 09:50" in said
    assert "Report from Lowri Testwyn, received Mon 23 Nov 2026: Seen in clinic." in said
    assert "Lowri Testwyn cannot share here: Her address" in said
    assert "Confidentiality statement: read out at 09:30." in said
    family = text(session, meeting_id, "family")
    assert "Apologies" in family
    assert "On leave" not in family


def test_the_childs_words_stand_in_quotes_of_their_own(session, meeting_id):
    tree = built(session, meeting_id)
    (own,) = [block for block in tree.blocks if isinstance(block, Callout) and block.kind == "voice"]
    assert own.title == "The child’s own words"
    assert "“I want to stay at my school.”" in plain_text(tree)
    voice.record_voice(session, meeting_id, VoiceDetails(own_words="“Leave me be.”", gathered_by="Priya Testnair"))
    assert "“Leave me be.”" in text(session, meeting_id)
    assert "““" not in text(session, meeting_id)


def test_an_item_says_whether_it_was_held_reached_or_skipped_and_why(session, meeting_id):
    item = held.item(session, meeting_id, "recovery")
    holding.skip(session, item, "Told to everyone last week")
    said = text(session, meeting_id)
    assert "Not held. Told to everyone last week" in said
    assert "Nothing to record: " in said
    assert "Not held." in text(session, meeting_id, "family")
    assert "Told to everyone" not in text(session, meeting_id, "family")
    holding.reopen(session, item)
    assert "Not reached: " in text(session, meeting_id)


def test_items_of_which_a_reader_gets_nothing_are_named_together_and_once(session, meeting_id):
    tree = built(session, meeting_id, "family")
    headed = [f"{block.number}. {block.text}" for block in tree.blocks if isinstance(block, Heading) and block.number]
    (bare,) = [line for line in plain_text(tree).splitlines() if line.startswith("Nothing in this copy: ")]
    assert headed == ["17. The multi-agency plan"]
    assert "1. Welcome and confidentiality; 2. Why we are meeting; " in bare
    assert "17." not in bare


def test_the_item_that_a_live_meeting_is_at_is_neither_held_nor_missed(session):
    said = text(session, held.live(session)).splitlines()
    assert "Nothing recorded yet: 1. Welcome and confidentiality." in said
    (missed,) = [line for line in said if line.startswith("Not reached: 2. Why we are meeting; ")]
    assert "Welcome" not in missed


def test_what_was_missing_shows_the_chairs_reason(session, meeting_id):
    holding.set_contingency(session, meeting_id, "", "")
    line = closing.missing(session, meeting_id)[0]
    assert "Still to be filled in" in text(session, meeting_id)
    closing.override(session, meeting_id, line.check, line.about_id, "By telephone tonight")
    said = text(session, meeting_id)
    assert f"{line.what} By telephone tonight (Minnie Taker)" in said
    assert "Still to be filled in" not in said
    for audience in ("family", "child"):
        assert "By telephone tonight" not in text(session, meeting_id, audience)


def test_the_suggested_and_the_agreed_level_stand_with_the_reason(session, meeting_id):
    said = text(session, meeting_id)
    assert "What each agency told the meeting." in said
    assert "The first agreed level" in said
    assert "Not known yet" in said
    assert "What each agency told the meeting." not in text(session, meeting_id, "family")


def test_amendments_and_approval_are_dated_and_named(session, clock):
    meeting_id = held.approved(session, clock)
    closing.amend(session, meeting_id, "Attendance", "The nurse was there.", "Left out", tag="everyone")
    closing.amend(session, meeting_id, "Plan", "For the officer.", "Left out", tag="police")
    said = text(session, meeting_id)
    assert "Approved: by Cher Person, Tue 24 Nov 2026, 11:00." in said
    assert "Amendment 1, Tue 24 Nov 2026, 11:00, by Minnie Taker" in said
    assert "Attendance: The nurse was there." in said
    family = text(session, meeting_id, "family")
    assert "The nurse was there." in family
    assert "For the officer." not in family


def test_abbreviations_that_are_used_are_explained_and_others_are_not(session, meeting_id, pack):
    minutes.add_entry(session, held.item(session, meeting_id, "agencies"), NewEntry("The NRM was considered."))
    tree = built(session, meeting_id)
    (listed,) = [
        block for block in tree.blocks if isinstance(block, KeyValue) and block.caption == "What short forms stand for"
    ]
    explained = {short: "".join(run.text for run in long) for short, long in listed.items}
    meaning = {each.short: each.long for each in pack.abbreviations}
    assert explained["NRM"] == meaning["NRM"]
    body = plain_text(tree).split("\nAbbreviations\n")[0]
    assert set(explained) == {short for short in meaning if re.search(rf"\b{short}\b", body)}


def test_a_meeting_that_has_not_begun_makes_minutes_that_say_so(session):
    record = meeting_record(session, factory.meeting(session))
    tree = issue.build(record, "minutes", audience="chair")
    assert tree.version == "Before the meeting"
    assert "Not reached: 1. " in plain_text(tree)
    assert "What was said" in plain_text(issue.build(replace(record, items=(), people=()), "minutes"))


def test_what_was_minuted_under_an_item_before_it_was_skipped_stays_in_the_minutes(session):
    meeting_id = held.live(session)
    for item in held.items(session, meeting_id).values():
        holding.skip(session, item.item_id, "No time")
    minutes.add_entry(session, held.item(session, meeting_id, "risk"), NewEntry("Seen near the station"))
    holding.adjourn(session, meeting_id, "Fire alarm")
    said = text(session, meeting_id)
    for words in ("Not held in full. No time", "Seen near the station", "The meeting was adjourned: Fire alarm"):
        assert words in said
    assert "Not held. No time" in said


def test_what_everybody_heard_and_was_asked_is_told_with_its_time_to_those_who_may_know(session, clock, meeting_id):
    clock.set(london(date(2026, 11, 23), 10, 5))
    late = held.people(session, meeting_id)["health"]
    attendance.mark(session, late.attendance_id, "invited")
    attendance.mark(session, late.attendance_id, "present")
    readings.read_statement(session, meeting_id)
    readings.ask(session, meeting_id, readings.SHARING)
    readings.ask(session, meeting_id, readings.CONFLICT, "A teacher of the brother", tag="police")
    readings.read_script(session, held.item(session, meeting_id, "agencies"))
    said = text(session, meeting_id)
    assert "again at 10:05" in said
    assert "asked at 10:05: nobody had any." in said
    assert "asked at 10:05: A teacher of the brother" in said
    assert "Read aloud at 10:05." in said
    for audience in ("family", "professionals"):
        assert "teacher of the brother" not in text(session, meeting_id, audience)


def test_who_was_out_of_the_room_is_told_to_professionals_alone(session, clock, meeting_id):
    child = invitations.invite_other(session, meeting_id, "Robin Testwood", "", "child")
    attendance.mark(session, child, "present")
    clock.set(london(date(2026, 11, 23), 10, 20))
    closed_part.leave(session, held.item(session, meeting_id, "restricted"))
    clock.set(london(date(2026, 11, 23), 10, 31))
    closed_part.back(session, meeting_id)
    assert "Out of the room from 10:20 to 10:31: Robin Testwood." in text(session, meeting_id)
    for audience in ("family", "child", "agencies"):
        assert "Out of the room" not in text(session, meeting_id, audience)
