from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cremeet.errors import ExportError
from cremeet.exports import issue, placing
from cremeet.exports.document import Document
from cremeet.exports.reading import plain_text
from cremeet.services import closing, holding, minutes, review
from cremeet.services.minutes import NewEntry
from cremeet.services.record import meeting_record
from tests import held
from tests.exports import told
from tests.exports.told import professional, tagged

TOLD = {
    "minutes": ("entry", "decision", "decisionreason", "action", "heard", "progress", "reviewreason", "report"),
    "actions": ("decision", "action", "heard"),
    "plan": ("action", "heard", "progress"),
    "extract": ("decision",),
    "risk": (),
    "brief": (),
    "summary": ("decision",),
    "agenda": (),
    "paper": (),
    "read-out": (),
}
TOLD["redacted"] = TOLD["minutes"]
"""Which tagged places each document tells."""

TOLD_PROFESSIONALS = {
    "minutes": (
        "absence", "analysis", "cannotshare", "contingency", "evidence", "override", "quorum", "skipped", "triggerplan",
        "reviewreason", "dissent", "nonereason", "levelreason", "strengths", "escalated", "circulation",
    ),
    "actions": (),
    "plan": ("contingency", "triggerplan", "nonereason", "actioncontingency"),
    "extract": (),
    "risk": ("analysis", "evidence", "levelreason", "strengths"),
    "brief": ("cannotshare", "trigger"),
    "summary": ("analysis", "levelreason", "trigger"),
    "agenda": (),
    "paper": (),
    "read-out": (),
}  # fmt: skip
TOLD_PROFESSIONALS["redacted"] = TOLD_PROFESSIONALS["minutes"]
"""Which places without a tag each document tells professionals."""


@pytest.fixture
def record(empty_record, pack):
    return told.record(empty_record, pack)


@pytest.mark.parametrize("document", issue.DOCUMENTS)
def test_each_copy_tells_what_its_reader_may_have_and_nothing_else(record, pack, document):
    whole = repr(record)
    for audience in pack.audiences:
        built = issue.build(record, document, audience=audience.id)
        tree, text = repr(built), plain_text(built)
        for tag in pack.tags:
            for place in (*told.PLACES, "report"):
                word = tagged(tag.id, place)
                withheld = place in told.REVIEWED and not told.reads_untagged(audience)
                if withheld or not pack.may_read(tag.id, audience.id):
                    assert word not in tree, (audience.id, tag.id, place)
                elif place in TOLD[document] and word in whole:
                    assert word in text, (audience.id, tag.id, place)
        leaked = [place for place in told.PROFESSIONAL if professional(place) in tree]
        assert told.reads_untagged(audience) or not leaked
        assert told.PRIVATE not in tree


@pytest.mark.parametrize("document", issue.DOCUMENTS)
def test_the_chairs_copy_tells_everything_that_the_document_is_for(record, document):
    text = plain_text(issue.build(record, document, audience="chair"))
    assert not [place for place in TOLD_PROFESSIONALS[document] if professional(place) not in text]


@pytest.mark.parametrize("document", issue.DOCUMENTS)
def test_a_document_says_what_it_is_for_whom_and_in_which_state(record, pack, document):
    for audience in pack.audiences:
        built = issue.build(record, document, audience=audience.id)
        assert built.marking == pack.marking.line
        assert built.audience == audience.title
        made_before = document in {"agenda", "brief", "paper"}
        assert (built.status, built.version) == (("issued", "14 Dec 2026") if made_before else ("draft", "1"))
        assert built.reference == record.head.reference
        assert built.created == date(2026, 12, 14)
        plain_words = document == "read-out" or (document == "agenda" and not audience.professional)
        if not plain_words:
            assert built.handling == pack.marking.handling
            assert pack.confidentiality.statement.split(".")[0] in plain_text(built)


@pytest.mark.parametrize("document", issue.DOCUMENTS)
def test_what_stands_on_every_page_names_no_child(record, document):
    built = issue.build(record, document, audience="chair")
    for words in (built.kind, built.reference, built.neutral_title, built.marking, built.version):
        assert "Robin" not in words
        assert "Testwood" not in words
    assert "Testwood" in plain_text(built)


def test_unless_somebody_is_named_it_is_the_copy_of_those_who_may_read_least(record, pack):
    assert issue.build(record, "minutes").audience == pack.narrowest_audience().title


def test_an_agencys_copy_holds_what_names_it(record):
    word = tagged("named-agencies", "entry")
    assert word in plain_text(issue.build(record, "minutes", audience="agencies", reader="health"))
    assert word not in repr(issue.build(record, "minutes", audience="agencies", reader="education"))


@pytest.mark.parametrize("kind", ["action", "decision"])
def test_what_was_agreed_for_a_named_agency_reaches_it_and_no_other(session, clock, kind):
    meeting_id = held.live(session)
    entry = NewEntry("Zzfortheschool", kind=kind, tag="named-agencies", agencies=("education",))
    minutes.add_entry(session, held.item(session, meeting_id), entry)
    for document in ("minutes", "actions", *(["plan"] if kind == "action" else [])):

        def copy(audience, reader=None, document=document):
            return plain_text(
                issue.build(meeting_record(session, meeting_id), document, audience=audience, reader=reader)
            )

        assert "Zzfortheschool" in copy("agencies", "education")
        assert "Zzfortheschool" in copy("chair")
        for audience, reader in (("agencies", "health"), ("agencies", None), ("police", None), ("family", "education")):
            assert "Zzfortheschool" not in copy(audience, reader)


def test_an_action_for_a_named_agency_reaches_it_after_later_meetings_too(session, clock):
    first = held.live(session)
    entry = NewEntry("Zzfortheschool", kind="action", tag="named-agencies", agencies=("education",))
    minutes.add_entry(session, held.item(session, first), entry)
    for line in closing.missing(session, first):
        closing.override(session, first, line.check, line.about_id, "Next time")
    closing.end(session, first)
    clock.advance(timedelta(days=7))
    later = review.start_review(session, first, review.propose_review_plan(session, first))
    holding.start(session, later)
    for reader, reads in (("education", True), ("health", False)):
        copy = issue.build(meeting_record(session, later), "actions", audience="agencies", reader=reader)
        assert ("Zzfortheschool" in plain_text(copy)) is reads


def test_an_unknown_document_form_or_audience_is_refused_with_those_that_there_are(record):
    with pytest.raises(ExportError, match="minutes, actions, plan"):
        issue.build(record, "letter")
    with pytest.raises(ExportError, match="word, pdf"):
        issue.render(issue.build(record, "plan"), "papyrus")
    with pytest.raises(ExportError, match="family"):
        issue.build(record, "plan", audience="everybody")


def test_the_version_and_status_follow_the_minutes(session, clock):
    meeting_id = held.ended(session, clock)

    def shown():
        built = issue.build(meeting_record(session, meeting_id), "minutes", audience="chair")
        return built.status, built.version

    assert shown() == ("draft", "1")
    clock.advance(timedelta(hours=1))
    held.action(session, meeting_id, words="Agreed afterwards")
    assert shown() == ("draft", "2")
    closing.approve(session, meeting_id, "Cher Person")
    assert shown() == ("approved", "final")
    closing.amend(session, meeting_id, "Attendance", "The nurse was there.", "Left out")
    assert shown() == ("approved", "final, with 1 amendment")


@pytest.fixture
def quick(monkeypatch):
    """Render in no time: what is written is tried here, not how it looks."""
    monkeypatch.setattr(issue, "render", lambda document, form: f"{form} {document.kind}".encode())


@pytest.mark.parametrize(("form", "ending"), [("word", "docx"), ("pdf", "pdf")])
def test_a_document_is_written_whole_under_a_name_that_says_nothing_of_the_child(record, tmp_path, quick, form, ending):
    target = issue.write(record, "minutes", form, tmp_path / "new" / "place", audience="chair")
    assert target == tmp_path / "new" / "place" / f"{record.head.reference}-minutes-chair.{ending}"
    assert target.read_bytes() == f"{form} Minutes: {record.head.kind_title}".encode()
    assert [file.name for file in target.parent.iterdir()] == [target.name]
    assert issue.write(record, "minutes", form, target.parent, audience="chair") == target
    assert issue.write(record, "minutes", form, target.parent) != target, "another reader's copy stands beside it"


@pytest.mark.parametrize(("error", "words"), [(PermissionError, "close it"), (OSError, "free some space")])
def test_a_write_that_fails_leaves_what_was_there(record, tmp_path, quick, monkeypatch, error, words):
    target = issue.write(record, "plan", "pdf", tmp_path)
    before = target.read_bytes()

    def refuse(*_):
        raise error

    monkeypatch.setattr(placing.os, "replace", refuse)
    monkeypatch.setattr(issue, "render", lambda *_: b"another")
    with pytest.raises(ExportError, match=words):
        issue.write(record, "plan", "pdf", tmp_path)
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [(target.name, before)]


def test_a_folder_that_is_a_file_is_refused_in_a_sentence(record, tmp_path, quick):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(ExportError):
        issue.write(record, "plan", "pdf", tmp_path / "file")
    assert (tmp_path / "file").read_text() == "mine"


TEXT = st.text(max_size=60)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_any_meeting_makes_every_document_for_every_reader(record, pack, data):
    """Whatever was typed, taken away or left empty, a tree stands, and holds nothing that its reader may not have."""
    tags = [tag.id for tag in pack.tags]
    entries = tuple(
        replace(
            entry, words=f"{entry.words}{data.draw(TEXT)}", kind=data.draw(st.sampled_from(["note", "risk", "voice"]))
        )
        for entry in record.entries
        if data.draw(st.booleans())
    )
    people = tuple(replace(person, name=data.draw(TEXT), role=data.draw(TEXT)) for person in record.people)
    items = tuple(
        replace(item, title=data.draw(TEXT), state=data.draw(st.sampled_from(["waiting", "done", "skipped"])))
        for item in record.items[: data.draw(st.integers(0, 6))]
    )
    decisions = tuple(
        replace(one, tag=data.draw(st.sampled_from(tags)), words=data.draw(TEXT)) for one in record.decisions
    )
    head = replace(
        record.head, place=data.draw(TEXT), chair=data.draw(TEXT), review_on=data.draw(st.none() | st.dates())
    )
    changed = replace(
        record,
        entries=entries,
        people=people,
        items=items,
        decisions=decisions,
        head=head,
        assessment=data.draw(st.sampled_from([None, record.assessment])),
    )
    audience = data.draw(st.sampled_from(pack.audiences))
    for document in issue.DOCUMENTS:
        built = issue.build(changed, document, audience=audience.id)
        assert isinstance(built, Document)
        tree = repr(built)
        for tag in tags:
            if not pack.may_read(tag, audience.id):
                assert tagged(tag, "entry") not in tree


def test_letters_that_the_pdf_cannot_show_are_told_and_word_shows_them_all(record):
    child = replace(record.child, identity=replace(record.child.identity, name_in_own_script="ਨਮੂਨਾ محمد 示例"))
    named = issue.build(replace(record, child=child), "minutes", audience="chair")
    assert set(issue.lost_letters(named, "pdf")) == set("ਨਮੂਨਾ")
    assert issue.lost_letters(named, "word") == ()
    assert issue.lost_letters(issue.build(record, "minutes", audience="chair"), "pdf") == ()
