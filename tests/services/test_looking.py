import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

from cremeet.models import AuditEntry
from cremeet.services import child_list, child_page, directory, meetings, record
from cremeet.services.child_list import ChildFilter
from cremeet.vault import audit
from tests import factory


@pytest.fixture
def told(session):
    """What the audit was told since the fixtures were made: (action, target, detail)."""
    session.info["noted"] = {}

    def read():
        return [
            (entry.action, entry.target, json.loads(entry.detail or "{}"))
            for entry in session.scalars(sa.select(AuditEntry).order_by(AuditEntry.seq))
        ]

    return read


def end_unit(session):
    audit.note_changes(session)
    session.commit()
    audit.committed(session)


def test_reading_a_childs_page_is_noted_once_and_again_after_a_while(session, told, clock):
    child_id = factory.child(session)
    end_unit(session)
    before = len(told())
    for _ in range(3):
        child_page.child_page(session, child_id)
        end_unit(session)
    assert told()[before:] == [("viewed", f"child/{child_id}", {})]
    clock.advance(timedelta(minutes=15))
    child_page.child_page(session, child_id)
    assert told()[before:] == [("viewed", f"child/{child_id}", {})] * 2


def test_reading_a_meeting_is_noted_as_that_and_its_child_page_is_not_counted_twice(session, told):
    meeting_id = factory.meeting(session)
    session.info["noting"] = {}
    end_unit(session)
    session.info["noted"] = {}
    before = len(told())
    meetings.meeting_view(session, meeting_id)
    record.meeting_record(session, meeting_id)
    assert told()[before:] == [("viewed", f"meeting/{meeting_id}", {})]


def test_looking_through_lists_is_not_a_view_of_a_record(session, told):
    factory.meeting(session)
    before = len(told())
    child_list.children(session, ChildFilter())
    child_list.children(session, ChildFilter(status="none", type="cse"))
    meetings.meetings(session)
    directory.professionals(session)
    assert told()[before:] == []


def test_a_search_is_noted_with_how_many_were_found_and_never_the_words(session, told, clock):
    factory.child(session)
    before = len(told())
    for typed in ("t", "te", "testwood"):
        child_list.children(session, ChildFilter(search=typed))
        clock.advance(timedelta(seconds=5))
    assert told()[before:] == [("searched", "", {"among": "children", "found": 1})]
    clock.advance(timedelta(seconds=30))
    child_list.children(session, ChildFilter(search="nobody of that name"))
    assert told()[-1] == ("searched", "", {"among": "children", "found": 0})
    clock.advance(timedelta(seconds=30))
    directory.professionals(session, search="amira")
    assert told()[-1] == ("searched", "", {"among": "directory", "found": 0})
    kept = repr([tuple(row) for row in session.connection().exec_driver_sql("SELECT * FROM audit")])
    assert not any(word in kept.casefold() for word in ("testwood", "nobody", "amira", "robin"))
