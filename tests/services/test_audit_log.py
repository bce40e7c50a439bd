from datetime import UTC, date, datetime, timedelta

import pytest

from cremeet.models import Child, Meeting
from cremeet.services import audit_log, copies, erasing
from cremeet.services.audit_log import About, AuditFilter
from cremeet.services.copies import Order, Terms
from cremeet.vault import audit
from tests import factory, held
from tests.vault import forgeries


def seqs(session, **wanted):
    return [line.seq for line in audit_log.audit_log(session, AuditFilter(**wanted)).lines]


@pytest.fixture
def days(session, clock):
    """Three entries by two people on three days in England; the second half an hour before midnight there."""
    audit.note(session, audit.UNLOCKED)
    clock.set(datetime(2026, 7, 1, 22, 59, tzinfo=UTC))
    session.info["who"] = "Adam Tester"
    audit.note(session, audit.LOCKED, how="locked")
    clock.advance(timedelta(minutes=2))
    audit.note(session, audit.UNLOCKED)


def test_the_newest_comes_first_a_page_at_a_time(session):
    head = forgeries.fill(session, 25)
    first = audit_log.audit_log(session, AuditFilter(limit=10))
    assert [line.seq for line in first.lines] == list(range(25, 15, -1))
    assert (first.total, first.head) == (25, head)
    second = audit_log.audit_log(session, AuditFilter(limit=10, before=first.lines[-1].seq))
    assert [line.seq for line in second.lines] == list(range(15, 5, -1))
    assert second.total == 25
    assert seqs(session, limit=10, before=1) == []


def test_by_day_in_england_person_and_action(session, days):
    assert seqs(session) == [3, 2, 1]
    assert seqs(session, since=date(2026, 7, 1), until=date(2026, 7, 1)) == [2]
    assert seqs(session, since=date(2026, 7, 2), until=date(2026, 7, 2)) == [3]
    assert seqs(session, until=date(2026, 7, 2)) == [3, 2]
    assert seqs(session, since=date(2026, 11, 23)) == [1]
    assert seqs(session, who="Adam Tester") == [3, 2]
    assert seqs(session, who="Adam Tester", action=audit.UNLOCKED) == [3]
    assert audit_log.people_in_log(session) == ("Adam Tester", "Minnie Taker")
    line = audit_log.audit_log(session, AuditFilter()).lines[1]
    assert (line.who, line.action, line.detail) == ("Adam Tester", "locked", {"how": "locked"})
    assert line.at == datetime(2026, 7, 1, 22, 59, tzinfo=UTC)
    assert line.about == About()


def test_a_record_is_told_by_its_references_and_never_by_a_name(session):
    meeting_id = held.live(session)
    audit.note_changes(session)
    copies.prepare(session, meeting_id, [Order("plan", "word", "chair", "Cher Person")], Terms("post", "the plan"))
    meeting = session.get(Meeting, meeting_id)
    child = session.query(Child).one()
    page = audit_log.audit_log(session, AuditFilter())
    assert page.lines[0].about == About("meeting", meeting.reference, child.reference, child.id, meeting_id)
    audit.note(session, audit.VIEWED, f"child/{child.id}")
    audit.note(session, audit.CHANGED, f"episode/{meeting.episode_id}")
    newest = audit_log.audit_log(session, AuditFilter(limit=2)).lines
    assert newest[1].about == About("child", child.reference, child.reference, child.id)
    assert (newest[0].about.kind, newest[0].about.child_reference) == ("episode", child.reference)
    assert child.family_name not in repr(audit_log.audit_log(session, AuditFilter()))


def test_what_was_done_to_a_child_includes_its_episodes_and_meetings(session):
    meeting_id = held.live(session)
    other = factory.child(session, family_name="Testother")
    session.info["noting"] = {}
    meeting = session.get(Meeting, meeting_id)
    child_id = session.query(Child).filter(Child.id != other).one().id
    first = [
        audit.note(session, audit.VIEWED, target).seq
        for target in (f"child/{child_id}", f"episode/{meeting.episode_id}", f"meeting/{meeting_id}")
    ]
    audit.note(session, audit.VIEWED, f"child/{other}")
    assert seqs(session, target=f"child/{child_id}", limit=3) == first[::-1]
    assert set(seqs(session, target=f"meeting/{meeting_id}")) >= {first[2]}
    assert first[0] not in seqs(session, target=f"meeting/{meeting_id}")
    assert len(seqs(session, target=f"child/{other}")) == 1


def test_of_an_erased_child_the_log_knows_that_it_is_gone(session):
    child_id = factory.child(session)
    erasing.erase_child(session, child_id, "court-order")
    line = audit_log.audit_log(session, AuditFilter(action=audit.ERASED)).lines[0]
    assert line.about == About(audit_log.GONE)
    assert line.detail["reference"].startswith("CRE-")


def test_a_forged_entry_is_shown_as_far_as_it_can_be(session):
    forgeries.fill(session, 2)
    for name in forgeries.TRIGGERS:
        session.connection().exec_driver_sql(f"DROP TRIGGER {name}")
    session.connection().exec_driver_sql("UPDATE audit SET at = 'yesterday', detail = '[' WHERE seq = 1")
    session.connection().exec_driver_sql("UPDATE audit SET detail = '[1]' WHERE seq = 2")
    second, first = audit_log.audit_log(session, AuditFilter()).lines
    assert (first.at, first.detail, second.detail) == (None, {}, {})
