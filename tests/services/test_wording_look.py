"""Where a meeting's record says what the language guide words otherwise, and the names that a meeting knows."""

from __future__ import annotations

import pytest

from cremeet.services import circumstances, closing, decisions, holding, meetings, minutes, voice
from cremeet.services.circumstances import ConcernDetails
from cremeet.services.decisions import DecisionDetails
from cremeet.services.known_names import known_names
from cremeet.services.meetings import VoiceDetails
from cremeet.services.minutes import NewEntry
from cremeet.services.wording_look import wording_of
from cremeet.spelling import words_in
from tests import factory, held


@pytest.fixture
def meeting_id(session):
    return held.live(session)


@pytest.fixture
def item_id(session, meeting_id):
    return held.item(session, meeting_id, "agencies")


def found(session, meeting_id):
    return [(line.place.partition(":")[0], line.found) for line in wording_of(session, meeting_id)]


def test_nothing_is_found_in_minutes_that_blame_nobody(session, meeting_id, item_id):
    minutes.add_entry(session, item_id, NewEntry("The school saw the car on three Mondays."))
    assert wording_of(session, meeting_id) == ()


def test_each_place_is_found_with_what_to_say_instead_and_why(session, meeting_id, item_id):
    entry = minutes.add_entry(session, item_id, NewEntry("She is promiscuous, and absconded."))
    first, second = wording_of(session, meeting_id)
    assert (first.place, first.found, second.found) == (f"entry:{entry.entry_id}", "promiscuous", "absconded")
    assert first.avoid == "Promiscuous"
    assert first.prefer
    assert first.why
    item = next(one for one in meetings.meeting_view(session, meeting_id).items if one.item_id == item_id)
    assert first.where == f"Item {item.position}, 09:30, Note"


def test_quotations_the_childs_voice_and_withdrawn_entries_are_left_alone(session, meeting_id, item_id):
    minutes.add_entry(session, item_id, NewEntry("He said: “They call me streetwise.”"))
    minutes.add_entry(session, item_id, NewEntry("I am streetwise and he is my boyfriend", "voice"))
    gone = minutes.add_entry(session, item_id, NewEntry("She is streetwise"))
    minutes.withdraw(session, gone.entry_id)
    voice.record_voice(session, meeting_id, VoiceDetails(own_words="He is my boyfriend", parents_views="Her boyfriend"))
    assert wording_of(session, meeting_id) == ()


def test_an_action_or_decision_is_found_once_and_what_was_added_to_it_too(session, meeting_id, item_id):
    minutes.add_entry(session, item_id, NewEntry("Stop her absconding", "action"))
    decided = decisions.decide(session, item_id, DecisionDetails("Hold a plan", reason="It is a lifestyle choice"))
    held.action(session, meeting_id, words="Help with challenging behaviour", measure="No more absconding")
    holding.set_contingency(session, meeting_id, "If he absconds, call", "He keeps going missing")
    voice.record_voice(session, meeting_id, VoiceDetails(voice="She refused to engage"))
    kinds = found(session, meeting_id)
    assert kinds == [
        ("entry", "absconding"),
        ("entry", "challenging behaviour"),
        ("decision", "lifestyle choice"),
        ("plan", "absconding"),
        ("voice", "refused to engage"),
        ("contingency", "absconds"),
        ("contingency", "keeps going missing"),
    ]
    assert f"decision:{decided.decision_id}" in {line.place for line in wording_of(session, meeting_id)}


def test_it_never_keeps_a_meeting_open(session, meeting_id, item_id):
    before = closing.missing(session, meeting_id)
    minutes.add_entry(session, item_id, NewEntry("She is promiscuous"))
    assert wording_of(session, meeting_id)
    assert closing.missing(session, meeting_id) == before


def test_a_meeting_knows_the_names_of_its_people_child_places_and_agencies(session):
    child_id = factory.child(session, given_names="Robyn", family_name="Tésztwood", aliases="Rozzle")
    episode_id = factory.episode(session, child_id)
    circumstances.record_concern(
        session, episode_id, ConcernDetails("place", "the yard behind Brambleford Arcade, wehre cars stop")
    )
    known = words_in(" ".join(known_names(session, held.live(session, episode_id))))
    assert {"Robyn", "Tésztwood", "Rozzle", "Brambleford", "Arcade", "Testnair", "CAWN"} <= known
    assert not {"wehre", "stop"} & known, "a description's own words are looked at like any others"
