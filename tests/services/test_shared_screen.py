"""What the room may see of a meeting: the pack's words, numbers and dates, and never what anyone typed."""

from __future__ import annotations

import dataclasses

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cremeet.errors import NotFoundError
from cremeet.models import Base
from cremeet.services import attendance, meetings, planning
from cremeet.services.minutes import NewEntry, add_entry, withdraw
from cremeet.services.shared_screen import shared_view, spoken_now
from tests import held

LEADS = {
    "kind", "mode", "state", "part", "status", "tag", "template", "instrument", "level_before", "level_after",
    "thing", "field", "content", "format", "pillar", "indicator",
}  # fmt: skip
"""Columns of ids that lead from row to row or choose a state; all other text is somebody's typing."""


def typed_columns() -> list[sa.Column[str]]:
    return [
        column
        for table in Base.metadata.sorted_tables
        if table.name not in {"practice", "history", "audit"}  # nobody types into these, and the last cannot be changed
        for column in table.columns
        if isinstance(column.type, sa.String)
        and not column.primary_key
        and not column.foreign_keys
        and not column.unique
        and column.name not in LEADS
        and not column.name.endswith("_id")
    ]


def words_in(value) -> str:
    return repr(dataclasses.asdict(value))


@pytest.fixture
def meeting_id(session):
    made = held.live(session)
    held.complete(session, made)
    planning.add_item(session, made, "About the silver car", minutes=5)
    add_entry(session, held.item(session, made), NewEntry("He waits at the gate", "note"))
    return made


def test_agenda_and_prompts_are_the_packs(session, meeting_id, pack):
    view = shared_view(session, meeting_id)
    agenda = pack.agenda("initial")
    assert view.kind == agenda.title
    assert [item.title for item in view.items if item.title] == [item.title for item in agenda.items]
    assert view.now is not None
    assert view.now.prompts


def test_an_added_item_has_a_number_and_no_title(session, meeting_id):
    added = shared_view(session, meeting_id).items[-1]
    assert added.title == ""
    assert added.prompts == ()
    assert added.number == len(shared_view(session, meeting_id).items)


def test_an_action_is_its_number_agency_and_date(session, meeting_id, pack):
    (shown,) = shared_view(session, meeting_id).actions
    assert (shown.label, shown.agency, shown.due_on) == ("A1", pack.agency("social-care").title, held.DUE_ON)


@pytest.mark.parametrize(("tag", "family", "shown"), [
    ("everyone", False, True), ("everyone", True, True), ("not-family", False, True), ("not-family", True, False),
    ("professionals", False, True), ("professionals", True, False), ("police", False, False),
    ("named-agencies", False, False),
])  # fmt: skip
def test_an_action_that_the_room_may_not_read_is_not_even_counted(session, meeting_id, tag, family, shown):
    held.action(session, meeting_id, tag=tag)
    if family:
        attendance.add_arrival(session, meeting_id, "Una Testwood", "Mother", "", part="parent")
    assert ("A2" in {action.label for action in shared_view(session, meeting_id).actions}) is shown


def test_what_is_not_there_is_said(session):
    with pytest.raises(NotFoundError):
        shared_view(session, "nowhere")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_nothing_that_was_typed_is_in_it(session, meeting_id, data):
    columns = typed_columns()
    chosen = data.draw(st.lists(st.sampled_from(columns), min_size=1, max_size=len(columns), unique=True))
    nested = session.begin_nested()
    for column in chosen:
        session.connection().execute(sa.update(column.table).values({column.name: "SENTINEL-" + column.name}))
    session.expire_all()
    assert "SENTINEL" not in words_in(shared_view(session, meeting_id))
    nested.rollback()
    session.expire_all()


def test_the_search_finds_what_was_typed_where_it_may_stand(session, meeting_id):
    """The positive control: the private view does hold the sentinels."""
    nested = session.begin_nested()
    for column in typed_columns():
        session.connection().execute(sa.update(column.table).values({column.name: "SENTINEL-" + column.name}))
    session.expire_all()
    found = words_in(meetings.meeting_view(session, meeting_id))
    nested.rollback()
    assert {"SENTINEL-words", "SENTINEL-title", "SENTINEL-name"} <= set(found.replace("'", " ").split())


def test_who_has_spoken_on_the_item_now_is_told_alone_as_in_the_whole(session, meeting_id):
    before = meetings.meeting_view(session, meeting_id)
    person = before.people[0].attendance_id
    now = next(item.item_id for item in before.items if item.state == "now")
    assert spoken_now(session, meeting_id) == frozenset()
    entry = add_entry(session, now, NewEntry("He waits at the gate", "note", person))
    whole = {seat.attendance_id for seat in shared_view(session, meeting_id).seats if seat.has_spoken}
    assert spoken_now(session, meeting_id) == whole == {person}
    withdraw(session, entry.entry_id)
    assert spoken_now(session, meeting_id) == frozenset()
