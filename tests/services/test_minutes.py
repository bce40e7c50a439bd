import random
from datetime import timedelta

import pytest
import sqlalchemy as sa

from cremeet.errors import NotFoundError, RuleError
from cremeet.models import Draft, History
from cremeet.services import actions, holding, meetings, minutes
from cremeet.services.actions import ActionDetails, ReviewDetails
from cremeet.services.minutes import NewEntry
from tests import factory, held


@pytest.fixture
def meeting_id(session):
    return held.live(session)


@pytest.fixture
def item_id(session, meeting_id):
    return held.item(session, meeting_id, "agencies")


def view(session, meeting_id):
    return meetings.meeting_view(session, meeting_id)


def labels(session, meeting_id):
    seen = view(session, meeting_id)
    return [line.label for line in seen.actions], [f"D{row.number}" for row in seen.decisions]


def test_words_being_typed_survive_and_leave_no_history(session, meeting_id, item_id):
    minutes.save_draft(session, meeting_id, item_id, "Half a sent")
    minutes.save_draft(session, meeting_id, item_id, "Half a sentence")
    minutes.save_draft(session, meeting_id, "voice", "I want")
    assert dict(view(session, meeting_id).drafts) == {item_id: "Half a sentence", "voice": "I want"}
    assert session.scalar(sa.select(sa.func.count()).where(History.thing == "Draft")) == 0
    minutes.save_draft(session, meeting_id, "voice", "")
    assert dict(view(session, meeting_id).drafts) == {item_id: "Half a sentence"}


def test_a_form_is_drafted_before_the_meeting_begins(session):
    meeting_id = factory.meeting(session)
    minutes.save_draft(session, meeting_id, "voice", "I want")
    assert view(session, meeting_id).drafts == (("voice", "I want"),)


def test_committing_an_entry_clears_its_draft(session, meeting_id, item_id, clock):
    speaker = held.people(session, meeting_id)["health"].attendance_id
    minutes.save_draft(session, meeting_id, item_id, "Seen twice")
    record = minutes.add_entry(session, item_id, NewEntry(" Seen twice. ", speaker_id=speaker))
    assert session.scalar(sa.select(sa.func.count()).select_from(Draft)) == 0
    assert (record.words, record.at, record.speaker, record.agency) == (
        "Seen twice.",
        clock(),
        "Lowri Testwyn",
        "health",
    )
    assert (record.kind, record.tag, record.label, record.about_id) == ("note", "professionals", "", "")
    assert view(session, meeting_id).entries == (record,)


def test_entries_read_by_agenda_then_by_order(session, meeting_id, item_id):
    for words in ("first", "second"):
        minutes.add_entry(session, item_id, NewEntry(words))
    minutes.add_entry(session, held.item(session, meeting_id, "welcome"), NewEntry("welcome"))
    assert [entry.words for entry in view(session, meeting_id).entries] == ["welcome", "first", "second"]


@pytest.mark.parametrize(
    "entry",
    [
        NewEntry("  "),
        NewEntry("x", kind="gossip"),
        NewEntry("x", tag="secret"),
        NewEntry("x", tag="named-agencies", agencies=("moon",)),
    ],
)
def test_an_entry_must_be_one_that_the_pack_knows(session, item_id, entry):
    with pytest.raises(RuleError):
        minutes.add_entry(session, item_id, entry)


def test_only_a_person_of_this_meeting_can_speak(session, item_id):
    other = held.people(session, factory.meeting(session))["police"].attendance_id
    with pytest.raises(RuleError, match="no place in this meeting"):
        minutes.add_entry(session, item_id, NewEntry("x", speaker_id=other))


def test_minutes_are_taken_from_the_start_until_they_are_approved(session, clock):
    planned = factory.meeting(session)
    with pytest.raises(RuleError, match="not begun"):
        minutes.add_entry(session, held.item(session, planned), NewEntry("x"))
    holding.start(session, planned)
    holding.adjourn(session, planned, "Lunch")
    minutes.add_entry(session, held.item(session, planned), NewEntry("While adjourned"))
    holding.resume(session, planned)
    approved = held.approved(session, clock)
    entry_id = view(session, approved).entries[0].entry_id
    for change in (
        lambda: minutes.add_entry(session, held.item(session, approved), NewEntry("x")),
        lambda: minutes.save_draft(session, approved, "voice", "x"),
        lambda: minutes.reword(session, entry_id, "x"),
        lambda: minutes.retag(session, entry_id, "police"),
        lambda: minutes.turn_into(session, entry_id, "note"),
        lambda: minutes.set_speaker(session, entry_id, None),
        lambda: minutes.withdraw(session, entry_id),
        lambda: minutes.restore(session, entry_id),
    ):
        with pytest.raises(RuleError, match="approved and locked"):
            change()


def test_an_action_entry_makes_its_action_and_both_move_together(session, meeting_id, item_id):
    record = minutes.add_entry(session, item_id, NewEntry("Visit the home", kind="action"))
    assert record.label == "A1"
    minutes.reword(session, record.entry_id, "Visit the home twice")
    minutes.retag(session, record.entry_id, "named-agencies", ("police",))
    seen = view(session, meeting_id)
    assert (seen.actions[0].words, seen.actions[0].tag) == ("Visit the home twice", "named-agencies")
    assert seen.entries[0].agencies == ("police",)
    minutes.withdraw(session, record.entry_id)
    seen = view(session, meeting_id)
    assert (seen.entries, seen.actions) == ((), ())
    with pytest.raises(RuleError, match="withdrawn"):
        minutes.reword(session, record.entry_id, "x")
    assert minutes.restore(session, record.entry_id).label == "A1"
    assert labels(session, meeting_id) == (["A1"], [])


def test_turning_an_entry_and_back_gives_the_same_action_again(session, meeting_id, item_id):
    made = minutes.add_entry(session, item_id, NewEntry("Visit the home", kind="action"))
    actions.change_action(session, made.about_id, ActionDetails("Visit the home", owner="Priya Testnair"))
    as_decision = minutes.turn_into(session, made.entry_id, "decision")
    assert (as_decision.label, labels(session, meeting_id)) == ("D1", ([], ["D1"]))
    minutes.reword(session, made.entry_id, "Visit at school")
    as_note = minutes.turn_into(session, made.entry_id, "note")
    assert (as_note.label, as_note.about_id, labels(session, meeting_id)) == ("", "", ([], []))
    again = minutes.turn_into(session, made.entry_id, "action")
    assert (again.about_id, again.label) == (made.about_id, "A1")
    line = view(session, meeting_id).actions[0]
    assert (line.owner, line.words) == ("Priya Testnair", "Visit at school")
    assert minutes.turn_into(session, made.entry_id, "decision").about_id == as_decision.about_id


def test_rewording_keeps_the_earlier_words_in_history(session, meeting_id, item_id):
    record = minutes.add_entry(session, item_id, NewEntry("Seen once."))
    minutes.reword(session, record.entry_id, "Seen twice.")
    told = session.scalars(
        sa.select(History).where(History.thing_id == record.entry_id, History.field == "words").order_by(History.id)
    ).all()
    assert ("Seen once." in told[-1].old, "Seen twice." in told[-1].new, told[-1].who) == (True, True, "Minnie Taker")
    with pytest.raises(RuleError, match="withdraw"):
        minutes.reword(session, record.entry_id, " ")


def test_a_speaker_is_corrected_and_taken_away(session, meeting_id, item_id):
    record = minutes.add_entry(session, item_id, NewEntry("Seen twice."))
    police = held.people(session, meeting_id)["police"].attendance_id
    assert minutes.set_speaker(session, record.entry_id, police).initials == "AT"
    assert minutes.set_speaker(session, record.entry_id, None).speaker == ""


def test_an_action_that_a_later_meeting_reviewed_stays(session, clock):
    episode_id = factory.episode(session)
    first = held.live(session, episode_id)
    record = minutes.add_entry(session, held.item(session, first), NewEntry("Visit the home", kind="action"))
    clock.advance(timedelta(days=1))
    second = held.live(session, episode_id, kind="review", starts_at=clock())
    actions.review_action(session, second, record.about_id, ReviewDetails("in-progress"))
    with pytest.raises(RuleError, match="stays on the record"):
        minutes.withdraw(session, record.entry_id)
    assert view(session, first).entries[0].entry_id == record.entry_id


def test_an_entry_of_another_vault_is_not_found(session):
    with pytest.raises(NotFoundError, match="entry"):
        minutes.reword(session, "nowhere", "x")


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_done_to_entries_each_keeps_step_with_its_action_or_decision(session, meeting_id, item_id, seed):
    chance = random.Random(seed)
    known: list[str] = []
    gone: set[str] = set()
    for step in range(60):
        entry_id = chance.choice(known) if known else ""
        act = chance.choice(("add", "turn", "reword", "retag", "withdraw", "restore"))
        if act == "add" or not entry_id:
            kind = chance.choice(("note", "action", "decision"))
            known.append(minutes.add_entry(session, item_id, NewEntry(f"Said {step}", kind=kind)).entry_id)
        elif entry_id in gone or act == "restore":
            minutes.restore(session, entry_id)
            gone.discard(entry_id)
        elif act == "turn":
            minutes.turn_into(session, entry_id, chance.choice(("note", "action", "decision", "risk")))
        elif act == "reword":
            minutes.reword(session, entry_id, f"Reworded {step}")
        elif act == "retag":
            minutes.retag(session, entry_id, chance.choice(("everyone", "police", "not-family")))
        else:
            minutes.withdraw(session, entry_id)
            gone.add(entry_id)
    seen = view(session, meeting_id)
    assert {entry.entry_id for entry in seen.entries} == set(known) - gone
    made = {entry.about_id: (entry.words, entry.tag) for entry in seen.entries if entry.kind in {"action", "decision"}}
    kept = {line.action_id: (line.words, line.tag) for line in seen.actions}
    kept |= {row.decision_id: (row.words, row.tag) for row in seen.decisions}
    assert made == kept
    assert len({line.label for line in seen.actions}) == len(seen.actions)
