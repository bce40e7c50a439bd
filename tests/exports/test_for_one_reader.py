"""The documents that are one reader's: an agency's extract, the chair's brief, the assessment, a disclosure pack."""

from dataclasses import replace
from datetime import date

import pytest

from cremeet.exports import issue
from cremeet.exports.document import Heading, Table
from cremeet.exports.reading import plain_text
from cremeet.exports.redacted import MARK
from cremeet.services import closing, decisions, invitations
from cremeet.services.decisions import DecisionDetails
from cremeet.services.record import meeting_record
from tests import factory, held
from tests.exports import told


@pytest.fixture
def ended(session, clock):
    meeting_id = held.ended(session, clock)
    return meeting_record(session, meeting_id)


def said(record, document, audience="chair", reader=None):
    return plain_text(issue.build(record, document, audience=audience, reader=reader))


def test_an_extract_holds_the_agencys_own_actions_and_no_other(session):
    meeting_id = held.live(session)
    held.action(session, meeting_id, words="Ring the invented helpline", agency="health", owner="Lowri Testwyn")
    held.action(session, meeting_id, words="Visit the pretend harbour", agency="police", owner="Amira Testkhan")
    text = said(meeting_record(session, meeting_id), "extract", "agencies", "health")
    assert "Ring the invented helpline" in text
    assert "Visit the pretend harbour" not in text
    assert "Extract for Safeguarding health team" in text
    assert "holds 1 open action" in text
    whole = said(meeting_record(session, meeting_id), "extract", "chair")
    assert "Ring the invented helpline" in whole
    assert "Visit the pretend harbour" in whole


def test_an_extract_tells_what_was_shared_with_the_agency_by_name(record_told):
    named = next(entry for entry in record_told.entries if entry.agencies == ("health",))
    assert named.words in said(record_told, "extract", "agencies", "health")
    assert named.words not in said(record_told, "extract", "agencies", "education")
    assert "Shared with Safeguarding health team by name" in said(record_told, "extract", "agencies", "health")


@pytest.fixture
def record_told(empty_record, pack):
    return told.record(empty_record, pack)


def test_what_is_overdue_leads_an_extract(session, clock):
    meeting_id = held.live(session)
    held.action(session, meeting_id, words="Later thing", due_on=date(2026, 12, 4))
    held.action(session, meeting_id, words="Sooner thing", due_on=date(2026, 11, 27))
    record = meeting_record(session, meeting_id)
    table = next(each for each in issue.build(record, "extract", audience="chair").blocks if isinstance(each, Table))
    assert [row[0][0].text for row in table.rows] == ["A2", "A1"]


def test_the_assessment_says_what_changed_what_is_not_known_and_who_judged(session, clock):
    first = held.ended(session, clock)
    text = said(meeting_record(session, first), "risk")
    assert "There is no earlier assessment" in text
    assert "What is not known" in text
    assert "Who judged" in text
    assert "Level of risk over time" in text
    for audience in ("family", "child", "agencies"):
        withheld = said(meeting_record(session, first), "risk", audience)
        assert "this copy holds none of it" in withheld
        assert "Agreed" not in withheld


def test_a_brief_for_a_planned_meeting_says_who_has_not_answered_and_what_is_due(session):
    meeting_id = factory.meeting(session)
    invitations.invite_other(session, meeting_id, "Dana Testwood", "Mother", "parent")
    text = said(meeting_record(session, meeting_id), "brief")
    assert "Has not answered" in text
    assert "Amira Testkhan" in text
    assert "It was called because: Referral." in text
    assert "This is the first meeting of the episode." in text
    assert "0 actions to review first" in text
    for audience in ("family", "agencies", "professionals", "police"):
        assert "this copy holds none of it" in said(meeting_record(session, meeting_id), "brief", audience)


def test_a_brief_tells_the_last_meeting_and_the_actions_to_review(record_told):
    text = said(record_told, "brief")
    assert "Last time" in text
    assert "actions to review first" in text
    assert "Since the last meeting" in text


def test_a_summary_is_two_pages_at_most_on_a_large_meeting(session):
    import pypdfium2

    meeting_id = held.live(session)
    item = held.item(session, meeting_id)
    for number in range(12):
        held.action(session, meeting_id, words=f"Invented action {number}")
        if number < 6:
            decisions.decide(session, item, DecisionDetails(f"Invented decision {number}", "Because"))
    content = issue.render(issue.build(meeting_record(session, meeting_id), "summary", audience="chair"), "pdf")
    assert len(pypdfium2.PdfDocument(content)) <= 2


def test_a_redacted_copy_marks_what_is_withheld_and_says_nothing_of_it(record_told, pack):
    whole = issue.build(record_told, "redacted", audience="chair")
    assert "Nothing was withheld" in plain_text(whole)
    assert MARK not in plain_text(whole)
    cut = issue.build(record_told, "redacted", audience="family")
    text = plain_text(cut)
    assert text.count(MARK) > 3
    spoken = [entry for entry in record_told.entries if not pack.may_read(entry.tag, "family")]
    assert not [entry for entry in spoken if entry.words in text]
    headings = [block.text for block in cut.blocks if isinstance(block, Heading)]
    assert headings[0] == "About this copy"


def test_a_mark_is_the_same_however_much_is_withheld(record_told):
    entry = next(each for each in record_told.entries if each.tag == "police")
    more = tuple(replace(entry, entry_id=f"more{number}") for number in range(5))
    once = said(record_told, "redacted", "family")
    assert said(replace(record_told, entries=(*record_told.entries, *more)), "redacted", "family") == once


@pytest.mark.parametrize("document", ["extract", "risk", "brief", "summary", "redacted"])
def test_each_stands_on_a_meeting_of_which_nothing_is_known_yet(session, document, pack):
    record = meeting_record(session, factory.meeting(session))
    for audience in pack.audiences:
        for form in issue.FORMATS:
            assert issue.render(issue.build(record, document, audience=audience.id), form)


def test_documents_are_offered_to_those_they_are_made_for(pack):
    offered = {
        audience.id: {document for document in issue.DOCUMENTS if issue.offered(document, audience, pack)}
        for audience in pack.audiences
    }
    assert "read-out" in offered["child"]
    assert not {"brief", "risk", "paper", "extract", "read-out"} & offered["family"]
    assert {"risk", "extract", "paper"} <= offered["police"]
    assert "risk" not in offered["agencies"]
    assert "brief" in offered["chair"]
    assert "brief" not in offered["police"]


def test_approved_minutes_give_an_approved_extract(session, clock):
    meeting_id = held.ended(session, clock)
    closing.approve(session, meeting_id, "Cher Person")
    built = issue.build(meeting_record(session, meeting_id), "extract", audience="agencies", reader="health")
    assert (built.status, built.version) == ("approved", "final")
