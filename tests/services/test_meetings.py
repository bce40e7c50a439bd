from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from cremeet.errors import NotFoundError
from cremeet.services import attendance, capture, closing, decisions, holding, meetings, minutes, planning
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


def test_a_view_read_after_changes_is_the_one_that_is_read_whole(session, clock):
    """Whatever is done in a meeting: what was kept of the view before, and what was read anew, make the same whole."""
    meeting_id = held.live(session)
    held.arrive(session, meeting_id)
    first, second = held.item(session, meeting_id, "agencies"), held.item(session, meeting_id, "plan")
    police = held.people(session, meeting_id)["police"].attendance_id
    said = [add_entry(session, first, NewEntry(f"Said {kind}", kind=kind)) for kind in ("note", "action", "decision")]
    note, action, decision = said
    steps = (
        lambda: add_entry(session, second, NewEntry("On the plan", speaker_id=police)),
        lambda: add_entry(session, first, NewEntry("Between the others")),
        lambda: capture.keep(session, first, NewEntry("/a Ring the school @Testbell by fri")),
        lambda: minutes.reword(session, action.entry_id, "Said otherwise"),
        lambda: minutes.turn_into(session, note.entry_id, "decision"),
        lambda: minutes.turn_into(session, note.entry_id, "note"),
        lambda: minutes.withdraw(session, action.entry_id),
        lambda: minutes.restore(session, action.entry_id),
        lambda: minutes.set_speaker(session, note.entry_id, police),
        lambda: decisions.dissent(session, decision.about_id, "education", "It came too soon."),
        lambda: attendance.mark(session, police, "part"),
        lambda: attendance.leave(session, police),
        lambda: planning.move_item(session, first, 9),
        lambda: holding.go_to(session, second),
        lambda: minutes.save_draft(session, meeting_id, second, "Still being"),
        lambda: holding.adjourn(session, meeting_id, "A fire drill"),
    )
    before = meetings.meeting_view(session, meeting_id)
    for number, step in enumerate(steps):
        session.commit()
        session.info["touched"] = set()
        clock.advance(timedelta(seconds=20))
        step()
        session.flush()
        touched = frozenset(session.info["touched"])
        session.expunge_all()
        before = meetings.meeting_view(session, meeting_id, before, touched)
        assert before == meetings.meeting_view(session, meeting_id), f"step {number}"
    assert len({entry.words for entry in before.entries}) == len(before.entries) > 6


def test_a_line_that_is_committed_reads_no_other_line_again(session):
    meeting_id = held.live(session)
    place = held.item(session, meeting_id)
    for number in range(3):
        add_entry(session, place, NewEntry(f"Said {number}"))
    before = meetings.meeting_view(session, meeting_id)
    entry = add_entry(session, place, NewEntry("And this"))
    session.expunge_all()
    after = meetings.meeting_view(session, meeting_id, before, frozenset({("MinuteEntry", entry.entry_id)}))
    assert after.entries[:3] == before.entries
    assert all(now is then for now, then in zip(after.entries, before.entries, strict=False))
    assert after.entries[3].words == "And this"
