from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from cremeet.errors import NotFoundError
from cremeet.services import closing, meetings
from cremeet.services.minutes import NewEntry, add_entry
from tests import factory, held


def queries(session, run):
    """Return how many statements `run` sends, on a session that remembers nothing."""
    session.commit()
    session.expunge_all()
    sent = []
    engine = session.get_bind()

    def note(*_):
        sent.append(1)

    sa.event.listen(engine, "before_cursor_execute", note)
    run()
    sa.event.remove(engine, "before_cursor_execute", note)
    return len(sent)


def test_the_view_costs_the_same_handful_of_queries_however_much_there_is(session):
    meeting_id = held.live(session)
    few = queries(session, lambda: meetings.meeting_view(session, meeting_id))
    speaker = held.people(session, meeting_id)["health"].attendance_id
    for number in range(12):
        for kind in ("note", "action", "decision"):
            place = held.item(session, meeting_id, "agencies" if number % 2 else "plan")
            add_entry(session, place, NewEntry(f"Said {number}", kind=kind, speaker_id=speaker))
    many = queries(session, lambda: meetings.meeting_view(session, meeting_id))
    assert len(meetings.meeting_view(session, meeting_id).entries) == 36
    assert many <= few + 1  # dissents are asked for only where there is a decision
    assert many <= 20


def test_the_head_speaks_the_words_of_the_meetings_own_pack(session):
    meeting_id = factory.meeting(session)
    head = meetings.meeting_head(session, meeting_id)
    assert (head.kind, head.state, head.chair) == ("initial", "planned", "Cher Person")
    assert head.kind_title != head.kind
    assert head == meetings.meeting_view(session, meeting_id).head


def test_an_item_has_the_packs_prompts_and_one_added_by_hand_has_none(session):
    from cremeet.services import planning

    meeting_id = factory.meeting(session)
    planning.add_item(session, meeting_id, "Parking lot", 5)
    items = held.items(session, meeting_id)
    assert items["risk"].prompts
    assert items["welcome"].script
    assert (items[""].title, items[""].prompts, items[""].script) == ("Parking lot", (), "")


def test_a_meeting_held_after_it_was_due_is_late(session):
    late = factory.meeting(session, starts_at=datetime(2027, 1, 20, 10, tzinfo=UTC), late_reason="No room before")
    assert meetings.meeting_head(session, late).is_late
    assert not meetings.meeting_head(session, factory.meeting(session)).is_late


def test_a_reference_is_found_in_any_case(session):
    head = meetings.meeting_head(session, factory.meeting(session))
    assert meetings.meeting_by_reference(session, f" {head.reference.lower()} ") == head
    with pytest.raises(NotFoundError, match="M-7F3K"):
        meetings.meeting_by_reference(session, "x")


def test_the_list_shows_what_comes_then_what_was(session, clock):
    def on(day, **changes):
        return factory.meeting(session, starts_at=datetime(2026, 11, day, 10, tzinfo=UTC), **changes)

    child_id = factory.child(session, given_names="Ola")
    second, first = on(27), on(26, episode_id=factory.episode(session, child_id))
    older = held.ended(session, clock)
    clock.advance(timedelta(days=1))
    newer = held.ended(session, clock, starts_at=clock())
    listed = meetings.meetings(session)
    assert [line.meeting_id for line in listed] == [first, second, newer, older]
    assert (listed[0].child_name, listed[0].state) == ("Ola Testwood", "planned")
    assert listed[2].level_after_title == "Medium"
    assert [line.meeting_id for line in meetings.meetings(session, child_id=child_id)] == [first]
    assert [line.meeting_id for line in meetings.meetings(session, state="ended")] == [newer, older]
    window = meetings.meetings(session, since=date(2026, 11, 24), until=date(2026, 11, 26))
    assert [line.meeting_id for line in window] == [first, newer]
    assert len(meetings.meetings(session, limit=1)) == 1


def test_a_meeting_of_another_vault_is_not_found(session):
    for ask in (meetings.meeting_view, meetings.meeting_head, closing.missing):
        with pytest.raises(NotFoundError, match="meeting"):
            ask(session, "nowhere")
