"""The invitation with its agenda, and the paper agenda: everything needed to come, nothing about the case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cremeet.clock import london
from cremeet.exports import issue, pdf, word
from cremeet.exports.document import Table, WritingSpace
from cremeet.exports.reading import plain_text
from cremeet.services import attendance, circumstances, invitations, meetings, voice
from cremeet.services.meetings import VoiceDetails
from cremeet.services.record import meeting_record
from tests import factory, held
from tests.exports import pdf_reader, test_pdf, test_word, told, word_reader

FORMS = ("agenda", "paper")
KEPT_OUT = ("zzwords", "zzconcern", "zztrigger", "zzreport", "Child sexual exploitation")


@pytest.fixture
def planned(session):
    """A meeting to come, with case detail in every place that has it before a meeting."""
    starts_at = london(date(2026, 12, 2), 14, 0)
    meeting_id = factory.meeting(session, starts_at=starts_at, place="Room 2", trigger="zztrigger")
    voice.record_voice(session, meeting_id, VoiceDetails(own_words="zzwords", gathered_by="Priya Testnair"))
    episode = meetings.meeting_head(session, meeting_id).episode_id
    circumstances.record_concern(session, episode, circumstances.ConcernDetails("person", "zzconcern", tag="everyone"))
    person = held.people(session, meeting_id)["police"].attendance_id
    attendance.record_report(session, person, "zzreport", factory.MONDAY.date(), tag="everyone")
    invitations.invite_other(session, meeting_id, "A. Testwood", "", "parent")
    return meeting_record(session, meeting_id)


def text(record, document="agenda", audience="professionals"):
    return plain_text(issue.build(record, document, audience=audience))


def test_it_says_when_where_why_what_to_bring_and_how_to_answer(planned, pack):
    said = text(planned)
    assert "Wed 2 Dec 2026, 14:00 to 15:30" in said
    assert "Room 2" in said
    assert "Robin Testwood, born Fri 4 May 2012, age 14" in said
    assert "Cher Person" in said
    assert "Answer to: Minnie Taker." in said
    for words in (pack.invitation.why, *pack.invitation.bring, pack.invitation.answer, pack.invitation.participation):
        assert words in said
    assert pack.confidentiality.statement in said


def test_reports_are_asked_for_by_the_packs_working_days(planned):
    assert "Please send your written report by Mon 30 Nov 2026." in text(planned)
    close = replace(planned, made_at=london(date(2026, 12, 1), 9, 0))
    assert "Please send your written report as soon as you can" in text(close)
    for audience in ("family", "child"):
        assert "written report" not in text(planned, audience=audience)


def test_each_item_has_its_time_and_closed_ones_say_so(planned):
    rows = next(b for b in issue.build(planned, "agenda", audience="chair").blocks if isinstance(b, Table)).rows
    said = [["".join(run.text for run in cell) for cell in row] for row in rows]
    assert [row[0] for row in said] == [str(item.position) for item in planned.items]
    assert said[0][1] == "14:00"
    first, second = planned.items[:2]
    assert said[1][1] == f"14:{first.minutes_planned:02}"
    assert second.title in said[1][2]
    closed = [row[2] for row, item in zip(said, planned.items, strict=True) if item.closed_part]
    assert closed
    assert all("wait outside" in words for words in closed)


@pytest.mark.parametrize("document", FORMS)
def test_the_familys_holds_no_closed_item_and_no_gap_where_one_was(planned, document):
    said = text(planned, document, "family")
    for item in planned.items:
        assert (item.title in said) is not item.closed_part, item.title
    if document == "agenda":
        rows = next(b for b in issue.build(planned, "agenda", audience="family").blocks if isinstance(b, Table)).rows
        assert [row[0][0].text for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
        assert not any(item.purpose in said for item in planned.items if item.purpose)


def test_the_childs_names_no_harm_and_no_role(planned, pack):
    said = text(planned, audience="child")
    assert not [item.title for item in planned.items if item.title in said]
    assert all(words in said for words in pack.invitation.agenda_child)
    assert "Amira Testkhan" in said
    assert "Detective sergeant" not in said
    assert "Detective sergeant" in text(planned)


def test_each_reader_is_spoken_to_in_their_own_words(planned, pack):
    words = pack.invitation
    for audience, why, others in (
        ("professionals", words.why, (words.why_family, words.why_child)),
        ("family", words.why_family, (words.why, words.why_child)),
        ("child", words.why_child, (words.why, words.why_family)),
    ):
        said = text(planned, audience=audience)
        assert why in said
        assert not [other for other in others if other in said]
    assert issue.build(planned, "agenda", audience="child").handling == words.handling_child
    assert planned.child.identity.reference not in text(planned, audience="family")


@pytest.mark.parametrize("document", FORMS)
@pytest.mark.parametrize("audience", ["family", "child", "agencies", "professionals", "police", "chair"])
def test_nothing_about_the_case_is_in_it(planned, pack, document, audience):
    assert all(word in repr(planned) for word in KEPT_OUT)
    tree = repr(issue.build(planned, document, audience=audience))
    assert not [word for word in KEPT_OUT if word in tree]


@pytest.mark.parametrize("document", FORMS)
def test_a_held_meetings_form_holds_nothing_that_was_said_at_it(empty_record, pack, document):
    record = told.record(empty_record, pack)
    for audience in pack.audiences:
        tree = repr(issue.build(record, document, audience=audience.id))
        assert "zz" not in tree


def test_a_reader_without_a_place_a_chair_or_an_agenda_gets_a_whole_paper(planned):
    bare = replace(
        planned, items=(), people=(), head=replace(planned.head, place="", mode="", chair="", minute_taker="")
    )
    for document in FORMS:
        made = issue.build(bare, document, audience="chair")
        assert "to be told" in plain_text(made)
        assert pdf_reader.read(pdf.render(made)).faults == []
        assert word_reader.read(word.render(made)).faults == []


def test_a_huge_meeting_is_told_whole(planned):
    first = planned.items[0]
    items = tuple(replace(first, item_id=str(number), position=number) for number in range(1, 201))
    people = tuple(replace(planned.people[0], name=f"Person {n}") for n in range(200))
    made = issue.build(replace(planned, items=items, people=people), "agenda", audience="chair")
    assert pdf_reader.read(pdf.render(made)).lines == test_pdf.said(made)
    assert word_reader.read(word.render(made)).lines == test_word.said(made)
    assert "Person 199" in plain_text(made)


def test_the_paper_has_room_for_everything_that_the_meeting_asks(planned, pack):
    made = issue.build(planned, "paper", audience="professionals")
    said = plain_text(made)
    for item in planned.items:
        assert item.title in said
        assert all(prompt in said for prompt in item.prompts)
    assert pack.confidentiality.script in said
    assert pack.closed_part.script in said
    for each in (*pack.voice, *pack.levels.levels):
        assert each.title in said
    spaces = [block.label for block in made.blocks if isinstance(block, WritingSpace)]
    assert sum(label.startswith("Notes") for label in spaces) == len(planned.items)
    assert sum(label == "Decision" for label in spaces) == sum("decision" in item.captures for item in planned.items)
    assert any(label.startswith("The child’s own words") for label in spaces)
    assert "Reason for the level, and which way it is moving" in spaces


def test_the_papers_tables_are_written_in_by_hand(planned, pack):
    tables = [block for block in issue.build(planned, "paper", audience="chair").blocks if isinstance(block, Table)]
    attendance, actions, questions = tables
    assert all(table.written for table in tables)
    names = ["".join(run.text for run in row[1]) for row in attendance.rows]
    assert names == [*(person.name for person in planned.people), "", "", "", ""]
    assert attendance.columns[-1].title == "Signature"
    assert all(row[0][0].text for table in tables for row in table.rows), "every row has its heading"
    assert [column.title for column in actions.columns[1:]] == [
        "Action", "Owner and agency", "By when", "How we will know",
    ]  # fmt: skip
    asked = {"".join(run.text for run in row[0]).rpartition(": ")[2] for row in questions.rows}
    assert asked == {each.indicator.text.rpartition(": ")[2] for each in pack.instrument("").questions()}


@pytest.mark.parametrize("audience", ["family", "child", "agencies"])
def test_risk_questions_are_on_the_paper_of_those_who_assess_risk_alone(planned, pack, audience):
    said = text(planned, "paper", audience)
    assert "Risk questions" not in said
    assert "Level of risk: tick one" not in said
    first = next(pack.instrument("").questions())
    assert first.indicator.text not in said


def test_both_files_of_the_paper_say_all_of_it(planned):
    made = issue.build(planned, "paper", audience="professionals")
    for reading, said in (
        (pdf_reader.read(pdf.render(made)), test_pdf.said(made)),
        (word_reader.read(word.render(made)), test_word.said(made)),
    ):
        assert reading.lines == said
        assert reading.faults == []
