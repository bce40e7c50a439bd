"""The child's read-out: only what the child may have, in large print and words of a nine-year-old's reading."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from cremeet.exports import issue, pdf, word
from cremeet.exports.reading import plain_text
from cremeet.services import decisions
from cremeet.services.decisions import DecisionDetails
from cremeet.services.record import meeting_record
from tests import held
from tests.exports import pdf_reader, test_pdf, test_word, told, word_reader
from tests.exports.told import professional, tagged


@pytest.fixture
def record(empty_record, pack):
    return told.record(empty_record, pack)


def built(record, audience="child"):
    return issue.build(record, "read-out", audience=audience)


def test_whoever_it_is_made_for_it_holds_what_the_child_may_have_and_nothing_else(record, pack):
    for audience in pack.audiences:
        tree = repr(built(record, audience.id))
        for tag in pack.tags:
            for place in (*told.PLACES, "report"):
                told_of = place in {"decision", "action", "heard"}
                shown = told_of and all(pack.may_read(tag.id, reader) for reader in ("child", audience.id))
                assert (tagged(tag.id, place) in tree) is shown, (audience.id, tag.id, place)
        assert not [place for place in told.PROFESSIONAL if professional(place) in tree]
        assert told.PARENT_WORDS not in tree
        assert told.PRIVATE not in tree


def test_the_childs_own_words_are_quoted_to_the_child_and_never_to_the_family(record):
    assert f"“{told.CHILD_WORDS}”" in plain_text(built(record))
    for audience in ("family", "agencies"):
        said = plain_text(built(record, audience))
        assert told.CHILD_WORDS not in said
        assert record.pack.read_out.not_heard not in said, "what is withheld is not said to be missing"


def test_it_is_in_large_print_with_plain_words_for_how_to_keep_it(record, pack):
    made = built(record)
    assert made.large
    assert made.handling == pack.read_out.handling
    assert "Child sexual exploitation" not in plain_text(made)
    assert pack.confidentiality.statement not in plain_text(made)


def test_it_tells_what_grown_ups_will_do_who_and_by_when(session, clock):
    meeting_id = held.ended(session, clock)
    held.action(session, meeting_id, words="Take you to boxing", tag="everyone")
    said = plain_text(built(meeting_record(session, meeting_id)))
    assert "Take you to boxing Priya Testnair, Children's social care, by Fri 4 Dec 2026." in said
    assert "Priya Testnair will talk with you about this by Wed 25 Nov 2026." in said
    assert "Mon 14 Dec 2026: The grown-ups will meet again." in said
    assert "Robin Testwood, some people met" in said


def test_what_is_late_done_or_dropped_is_said_to_be_so(record, pack):
    line = next(line for pillar in record.plan.pillars for line in pillar.actions if line.tag == "everyone")
    lines = (
        replace(line, action_id="1", words="Find you a bike", overdue_days=3),
        replace(line, action_id="2", words="Ring you", status="done"),
        replace(line, action_id="3", words="Move your room", status="cancelled", cancel_reason="zzwhy"),
    )
    pillars = (replace(record.plan.pillars[0], actions=lines),)
    plan = replace(record.plan, pillars=pillars, unplaced=(), to_review=(), reviewed=())
    said = plain_text(built(replace(record, plan=plan)))
    assert "This is late. You can ask why." in said
    places = [said.index(words) for words in ("Find you a bike", pack.read_out.done, "Ring you", pack.read_out.dropped)]
    assert sorted(places) == places
    assert said.index(pack.read_out.dropped) < said.index("Move your room")
    assert "zzwhy" not in said


def test_before_the_end_of_the_meeting_it_says_only_whom_to_ask(session, pack):
    record = meeting_record(session, held.complete(session, held.live(session)))
    said = plain_text(built(record))
    assert pack.read_out.not_yet in said
    assert pack.read_out.decided not in said
    assert pack.read_out.safe in said


def test_a_tiny_and_a_huge_record_make_a_whole_paper(record):
    line = next(line for pillar in record.plan.pillars for line in pillar.actions if line.tag == "everyone")
    many = tuple(replace(line, action_id=f"a{n}", number=n, words=f"Do thing {n}") for n in range(500))
    pillar = replace(record.plan.pillars[0], actions=many)
    empty = replace(record.plan, pillars=(), unplaced=(), to_review=(), reviewed=())
    for plan, decided in ((empty, ()), (replace(empty, pillars=(pillar,)), record.decisions)):
        made = built(replace(record, plan=plan, decisions=decided))
        assert pdf_reader.read(pdf.render(made)).lines == test_pdf.said(made)
        reading = word_reader.read(word.render(made))
        assert reading.lines == test_word.said(made)
        assert reading.faults == []
    assert "Do thing 499" in plain_text(made)


def test_short_forms_that_it_cannot_avoid_are_explained(session, clock):
    meeting_id = held.complete(session, held.live(session))
    item = held.item(session, meeting_id, "plan")
    decided = decisions.decide(session, item, DecisionDetails("Ask CAMHS to help", reason="zzwhy", tag="everyone"))
    decisions.no_dissent(session, decided.decision_id)
    record = meeting_record(session, meeting_id)
    said = plain_text(built(replace(record, head=replace(record.head, state="ended"))))
    assert "Child and Adolescent Mental Health Services" in said
    assert "zzwhy" not in said


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade, with syllables counted as groups of vowels (a silent e left out)."""
    sentences = [part for part in re.split(r"[.!?:]+", text) if part.strip()]
    words = re.findall(r"[A-Za-z’']+", text)
    vowels = [re.findall(r"[aeiouy]+", re.sub(r"(?<=[^aeiouyl])e$", "", word.lower())) for word in words]
    syllables = sum(max(1, len(groups)) for groups in vowels)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def test_the_packs_own_sentences_read_at_nine_to_eleven_and_blame_nobody(pack):
    assert grade("The cat sat on the mat.") < 1
    assert grade("Multi-agency professionals subsequently considered proportionate intervention.") > 12
    invitation = pack.invitation
    to_child = [
        invitation.why_child,
        *invitation.agenda_child, *invitation.bring_child, invitation.answer_child, invitation.participation_child,
        invitation.handling_child,
    ]  # fmt: skip
    sentences = [*(words for name, words in pack.read_out if name != "title"), *to_child]
    whole = " ".join(words if words.endswith(".") else f"{words}." for words in sentences)
    assert grade(whole) <= 5
    assert max(grade(words) for words in sentences if len(words.split()) > 8) <= 6
    assert max(len(part.split()) for words in sentences for part in re.split(r"[.!?:]", words)) <= 20
    assert pack.hints(whole) == ()
