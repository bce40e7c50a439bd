import json
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from cremeet.errors import ExportError, NotFoundError, RuleError
from cremeet.models import AuditEntry, IssuedCopy, IssuedWords
from cremeet.services import approvals, attendance, circulation, closing, comments, copies, readers
from cremeet.services.copies import Order, Terms, Written
from cremeet.services.record import meeting_record
from cremeet.vault import audit
from tests import factory, held

TERMS = Terms(channel="secure e-mail", purpose="to do their part of the plan")
AMIRA = Order("minutes", "pdf", "police", "Amira Testkhan", "police")


def written(name="file.pdf", sha="a" * 64, lines=("Minutes", "Said")):
    return Written(name, 1000, sha, "b" * 64, ("everyone", "police"), lines)


def send(session, meeting_id, order=AMIRA, terms=TERMS, **kept):
    (prepared,) = copies.prepare(session, meeting_id, [order], terms)
    return prepared, copies.issued(session, prepared.copy_id, written(**kept))


def audited(session):
    return session.scalar(sa.select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(1))


def test_a_copy_takes_its_number_and_its_entry_in_the_audit_before_it_is_made(session):
    meeting_id = factory.meeting(session)
    (prepared,) = copies.prepare(session, meeting_id, [AMIRA], TERMS)
    entry = audited(session)
    assert (entry.action, entry.target) == ("exported", f"meeting/{meeting_id}")
    told = {"document": "minutes", "format": "pdf", "audience": "police", "copy": 1}
    assert json.loads(entry.detail) == told
    assert prepared.record.entry == audit.head(session).short
    assert meeting_record(session, meeting_id).entry == ""
    (line,) = copies.register(session)
    assert (line.number, line.state, line.held, line.entry) == (1, "making", False, prepared.record.entry)


def test_copies_are_numbered_within_their_meeting(session):
    one, other = factory.meeting(session), factory.meeting(session)
    orders = [AMIRA, Order("plan", "word", "chair", "Cher Person")]
    assert [each.number for each in copies.prepare(session, one, orders, TERMS)] == [1, 2]
    assert [each.number for each in copies.prepare(session, one, orders, TERMS)] == [3, 4]
    assert [each.number for each in copies.prepare(session, other, orders, TERMS)] == [1, 2]
    assert len(copies.register(session)) == 6
    assert len(copies.register(session, other)) == 2


def test_what_cannot_be_issued_takes_no_number_and_leaves_no_entry(session):
    meeting_id = factory.meeting(session)
    for orders, terms, words in (
        ([AMIRA, Order("minutes", "pdf", "newspapers", "Somebody")], TERMS, "no audience"),
        ([Order("minutes", "pdf", "chair", " ")], TERMS, "whom it is for"),
        ([AMIRA], Terms("post", "asked for", protected=False), "needs a reason"),
    ):
        with pytest.raises(ExportError, match=words):
            copies.prepare(session, meeting_id, orders, terms)
    with pytest.raises(NotFoundError):
        copies.prepare(session, "nothing", [AMIRA], TERMS)
    assert copies.register(session) == ()
    assert "exported" not in set(session.scalars(sa.select(AuditEntry.action)))


def test_the_register_keeps_what_a_copy_is_and_how_it_went_out(session, clock):
    meeting_id = factory.meeting(session)
    terms = Terms(
        "by hand", "no e-mail", protected=False, unprotected_reason="Read in the room", recall_on=date(2026, 12, 1)
    )
    _, line = send(session, meeting_id, terms=terms, sha="c" * 64)
    assert (line.recipient, line.agency_title, line.audience_title) == ("Amira Testkhan", "Police", "Police")
    assert (line.sha256, line.size, line.file_name, line.tags) == ("c" * 64, 1000, "file.pdf", ("everyone", "police"))
    assert (line.channel, line.purpose, line.protected, line.unprotected_reason) == (
        *("by hand", "no e-mail", False, "Read in the room"),
    )
    assert (line.issued_at, line.issued_by, line.recall_on) == (clock(), "Minnie Taker", date(2026, 12, 1))
    assert line.held
    assert copies.with_seal(session, "c" * 64) == copies.with_seal(session, "b" * 64) == (line,)
    assert copies.with_seal(session, "d" * 64) == ()
    assert copies.with_entry(session, line.entry) == line
    assert copies.with_entry(session, "1-AAAA-AAAA") is None
    assert copies.known_files(session) == {"c" * 64}


def test_a_reason_is_kept_only_where_there_is_no_password(session):
    _, line = send(session, factory.meeting(session), terms=Terms("post", "plan", unprotected_reason="left over"))
    assert (line.protected, line.unprotected_reason) == (True, "")


def test_a_new_copy_for_the_same_reader_takes_the_place_of_the_old_and_knows_what_it_said(session):
    meeting_id = factory.meeting(session)
    _, first = send(session, meeting_id, lines=("Minutes", "Early"))
    send(session, meeting_id, Order("minutes", "word", "police", "Amira Testkhan", "police"))
    send(session, meeting_id, Order("minutes", "pdf", "police", "Bo Testbo", "police"))
    again, line = send(session, meeting_id, lines=("Minutes", "Late"))
    assert again.supersedes is not None
    assert (again.supersedes.number, again.supersedes.lines) == (1, ("Minutes", "Early"))
    assert (line.number, line.supersedes) == (4, 1)
    newest, *_, oldest = copies.register(session)
    assert (newest.superseded_by, oldest.superseded_by) == (0, 4)
    assert oldest.held, "it is out of date, and still in somebody's hands"
    assert first.superseded_by == 0


def test_a_copy_that_was_stopped_or_could_not_be_written_says_why_and_takes_no_place(session):
    meeting_id = factory.meeting(session)
    send(session, meeting_id)
    one, two = copies.prepare(session, meeting_id, [AMIRA, AMIRA], TERMS)
    copies.stopped(session, one.copy_id, "Something was found on page 3.")
    copies.stopped(session, two.copy_id, "The disk is full.", failed=True)
    two_line, one_line, first = copies.register(session)
    assert (one_line.state, one_line.stopped_why) == ("stopped", "Something was found on page 3.")
    assert (two_line.state, two_line.held) == ("failed", False)
    assert first.superseded_by == 0
    with pytest.raises(RuleError, match="already"):
        copies.issued(session, one.copy_id, written())
    for verb in (
        copies.receipt,
        lambda *given: copies.end(*given, "lost"),
        lambda *given: copies.ask_back(*given, None),
    ):
        with pytest.raises(RuleError, match="never went out"):
            verb(session, one.copy_id)


def test_what_becomes_of_a_copy_is_kept(session, clock):
    _, line = send(session, factory.meeting(session))
    copies.password_sent(session, line.copy_id)
    copies.receipt(session, line.copy_id)
    copies.ask_back(session, line.copy_id, date(2027, 1, 4))
    (now,) = copies.register(session)
    assert (now.password_sent_at, now.receipt_on, now.recall_on) == (clock(), clock().date(), date(2027, 1, 4))
    copies.end(session, line.copy_id, "lost")
    assert copies.register(session)[0].held, "a lost copy is in somebody's hands"
    copies.end(session, line.copy_id, "destroyed", clock().date() - timedelta(days=1))
    (now,) = copies.register(session)
    assert (now.ended_how, now.ended_on, now.held) == ("destroyed", clock().date() - timedelta(days=1), False)
    copies.password_sent(session, line.copy_id, sent=False)
    assert copies.register(session)[0].password_sent_at is None
    with pytest.raises(RuleError, match="please choose"):
        copies.end(session, line.copy_id, "burnt")
    with pytest.raises(RuleError, match="not come yet"):
        copies.receipt(session, line.copy_id, clock().date() + timedelta(days=1))


@pytest.mark.parametrize("audience", ["child", "family"])
def test_the_childs_and_the_familys_copies_need_the_chairs_approval_of_this_version(session, clock, audience):
    meeting_id = held.complete(session, held.live(session))
    order = Order("minutes", "word", audience, "At home")
    with pytest.raises(RuleError, match="once the meeting has ended"):
        copies.prepare(session, meeting_id, [order], TERMS)
    with pytest.raises(RuleError, match="once the meeting has ended"):
        approvals.approve_for_family(session, meeting_id, "minutes", audience)
    closing.end(session, meeting_id)
    with pytest.raises(ExportError, match="approval"):
        copies.prepare(session, meeting_id, [order], TERMS)
    approvals.approve_for_family(session, meeting_id, "minutes", audience, by="Cher Person")
    assert approvals.approved_for_family(session, meeting_id) == {("minutes", audience)}
    _, line = send(session, meeting_id, order)
    assert line.approved_by == "Cher Person"
    with pytest.raises(ExportError, match="approval"):
        copies.prepare(session, meeting_id, [Order("plan", "word", audience, "At home")], TERMS)
    clock.advance(timedelta(minutes=5))
    held.action(session, meeting_id)
    assert approvals.approved_for_family(session, meeting_id) == frozenset(), "what was approved is no longer what goes"
    with pytest.raises(ExportError, match="approval"):
        copies.prepare(session, meeting_id, [order], TERMS)
    with pytest.raises(RuleError, match="Only copies"):
        approvals.approve_for_family(session, meeting_id, "minutes", "chair")


def test_readers_are_proposed_the_audience_that_is_theirs(session):
    meeting_id = held.live(session, chair="Priya Testnair")
    people = held.people(session, meeting_id)
    attendance.mark(session, people["health"].attendance_id, "present")
    attendance.add_arrival(session, meeting_id, "Robin Testwood", "", "", part="child")
    attendance.add_arrival(session, meeting_id, "Dana Testwood", "", "", part="parent")
    found = {reader.name: (reader.audience, reader.agency) for reader in readers.readers(session, meeting_id)}
    assert found == {
        "Priya Testnair": ("chair", "social-care"),
        "Amira Testkhan": ("police", "police"),
        "Lowri Testwyn": ("professionals", "health"),
        "Mark Testbell": ("agencies", "education"),
        "Robin Testwood": ("child", ""),
        "Dana Testwood": ("family", ""),
    }


def test_the_chair_is_a_reader_who_was_not_invited(session):
    found = readers.readers(session, factory.meeting(session))
    assert (found[0].name, found[0].audience) == ("Cher Person", "chair")
    assert {reader.audience for reader in found[1:]} == {"police", "professionals"}, "before it, all are expected"


def test_the_two_stage_clock_tells_who_waits_and_what_is_late_and_why(session, clock):
    meeting_id = held.complete(session, held.live(session))
    assert circulation.circulation(session, meeting_id) == ()
    closing.end(session, meeting_id)
    actions, minutes = circulation.circulation(session, meeting_id)
    assert (actions.document, minutes.document) == ("actions", "minutes")
    assert (actions.due_on - clock().date()).days == 1
    assert (actions.sent, actions.of, actions.last_on, actions.days_late) == (0, 5, None, 0)
    everybody = readers.readers(session, meeting_id)
    for reader in everybody[:-1]:
        send(
            session,
            meeting_id,
            Order("actions", "pdf", reader.audience, reader.name, reader.agency, reader.attendance_id),
        )
    clock.advance(timedelta(days=3))
    actions, _ = circulation.circulation(session, meeting_id)
    assert (actions.sent, actions.waiting, actions.days_late) == (4, (everybody[-1].name,), 2)
    assert [stage.document for _, stage in circulation.late_stages(session)] == ["actions"]
    circulation.give_reason(session, meeting_id, "actions", "Her address was wrong.")
    last = everybody[-1]
    send(session, meeting_id, Order("actions", "pdf", last.audience, last.name, last.agency, last.attendance_id))
    clock.advance(timedelta(days=3))
    actions, _ = circulation.circulation(session, meeting_id)
    assert (actions.last_on, actions.days_late, actions.reason) == (
        *((clock() - timedelta(days=3)).date(), 2, "Her address was wrong."),
    )
    assert circulation.late_stages(session) == ()
    with pytest.raises(RuleError):
        circulation.give_reason(session, meeting_id, "plan", "x")
    with pytest.raises(RuleError):
        circulation.give_reason(session, meeting_id, "minutes", " ")


def test_comments_on_the_draft_are_taken_in_or_answered(session):
    meeting_id = held.complete(session, held.live(session))
    with pytest.raises(RuleError, match="no draft"):
        comments.add_comment(session, meeting_id, "Lowri Testwyn", "Too early.")
    closing.end(session, meeting_id)
    first = comments.add_comment(
        session, meeting_id, "Lowri Testwyn", "It was Tuesday.", about="Item 3", agency="health"
    )
    assert (first.number, first.agency_title, first.outcome) == (1, "Safeguarding health team", "")
    with pytest.raises(RuleError, match="fill in both"):
        comments.add_comment(session, meeting_id, "", "Words")
    with pytest.raises(RuleError, match="needs the reason"):
        comments.answer_comment(session, first.comment_id, "not-taken")
    assert comments.open_comments(session, meeting_id) == 1
    done = comments.answer_comment(session, first.comment_id, "taken", "Corrected.")
    assert (done.outcome, done.answered_by) == ("taken", "Minnie Taker")
    assert comments.open_comments(session, meeting_id) == 0
    assert comments.comments(session, meeting_id) == (done,)
    closing.approve(session, meeting_id, "Cher Person")
    with pytest.raises(RuleError, match="amendment"):
        comments.add_comment(session, meeting_id, "Lowri Testwyn", "Too late.")


def test_what_a_copy_said_goes_with_an_erased_child(session):
    from cremeet.services import erasing

    child_id = factory.child(session)
    meeting_id = factory.meeting(session, factory.episode(session, child_id))
    send(session, meeting_id)
    erasing.erase_child(session, child_id, "court-order")
    assert session.scalars(sa.select(IssuedWords)).all() == session.scalars(sa.select(IssuedCopy)).all() == []
