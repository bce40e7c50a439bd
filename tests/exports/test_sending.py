import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from cremeet.errors import ExportError
from cremeet.exports import identify, issue, issuing, placing, protect, sending
from cremeet.exports.leaks import Finding, LeakError
from cremeet.exports.sending import Sending
from cremeet.exports.word.template import read_template
from cremeet.services import approvals, closing, copies, letterhead
from cremeet.services.copies import PAPER, Order, Terms
from cremeet.services.letterhead import Letterhead
from tests import held
from tests.exports import word_reader
from tests.exports.test_template import council

TERMS = Terms(channel="secure e-mail", purpose="their part of the plan")
AMIRA = Order("actions", "word", "police", "Amira Testkhan", "police")
ORDERS = (AMIRA, replace(AMIRA, form="pdf"), Order("actions", "pdf", "professionals", "Lowri Testwyn", "health"))


@pytest.fixture
def meeting_id(session):
    found = held.complete(session, held.live(session))
    closing.end(session, found)
    return found


@pytest.fixture
def work(session):
    return lambda verb, *args, **given: verb(session, *args, **given)


@pytest.fixture
def quick(monkeypatch):
    """Draw, search and protect in no time: what becomes of the copies is tried here."""
    monkeypatch.setattr(
        issue, "render", lambda document, form, _=None: f"{form} {document.copy} {document.entry}".encode()
    )
    monkeypatch.setattr(issuing.leaks, "search", lambda *_: ())
    monkeypatch.setattr(issuing.protect, "protect", lambda content, form, password: f"{password}|".encode() + content)
    monkeypatch.setattr(issue, "lost_letters", lambda *_: ())


def sent(work, meeting_id, folder, orders=ORDERS, terms=TERMS, **given):
    going = Sending(work, meeting_id, orders, terms)
    going.make()
    return going.write(folder, **given)


def test_every_reader_gets_a_folder_and_a_password_of_their_own(session, work, meeting_id, tmp_path, quick):
    outcomes = sent(work, meeting_id, tmp_path)
    assert all(each.done for each in outcomes)
    amira, also, lowri = outcomes
    assert amira.password == also.password != lowri.password
    reference = amira.prepared.record.head.reference
    assert [str(each.path.relative_to(tmp_path)) for each in outcomes] == [
        f"{reference}-c01/{reference}-actions-c01.docx",
        f"{reference}-c01/{reference}-actions-c02.pdf",
        f"{reference}-c03/{reference}-actions-c03.pdf",
    ]
    for outcome, line in zip(outcomes, reversed(copies.register(session)), strict=True):
        content = outcome.path.read_bytes()
        assert (line.state, line.protected, line.sha256) == ("issued", True, placing.seal(content))
        assert content.startswith(outcome.password.encode())
        assert line.plain_sha256 == placing.seal(content.partition(b"|")[2])
        assert f"Copy {line.number} for {line.recipient}".encode() in content
        assert line.entry.encode() in content
        assert line.file_name == outcome.path.name


def test_a_covering_note_lies_beside_each_readers_files_and_names_no_child(work, meeting_id, tmp_path, quick):
    terms = replace(TERMS, recall_on=date(2027, 3, 1))
    outcomes = sent(work, meeting_id, tmp_path, terms=terms)
    notes = sorted(tmp_path.rglob(sending.NOTE))
    assert [note.parent.name for note in notes] == sorted({each.path.parent.name for each in outcomes})
    said = notes[0].read_text(encoding="utf-8")
    assert "Amira Testkhan" in said
    assert all(each.path.name in said for each in outcomes[:2])
    assert "1 Mar 2027" in said
    assert "Testwood" not in said


def test_a_file_is_protected_searched_and_known_again(session, work, meeting_id, tmp_path):
    (outcome,) = sent(work, meeting_id, tmp_path, [AMIRA])
    assert protect.is_protected(outcome.path.read_bytes())
    assert outcome.password not in outcome.path.read_bytes().decode("latin-1")
    found = identify.identify(work, outcome.path)
    assert (found.copy.number, found.unaltered) == (1, True)


def test_the_child_and_the_family_are_not_named_on_their_copy(session, work, meeting_id, tmp_path, quick):
    approvals.approve_for_family(session, meeting_id, "actions", "family")
    terms = Terms("by hand", "to know the plan", protected=False, unprotected_reason="Asked for on paper")
    (outcome,) = sent(work, meeting_id, tmp_path, [Order("actions", "pdf", "family", "Dana Testwood")], terms)
    said = outcome.path.read_text()
    assert "Copy 1 for: Parents and carers" in said
    assert "Dana" not in said
    assert outcome.password == ""


def test_what_is_withheld_stops_its_copy_and_no_other(session, work, meeting_id, tmp_path, quick, monkeypatch):
    finding = Finding("page 1", "a minute entry", "the withheld words themselves")
    monkeypatch.setattr(issuing.leaks, "search", lambda _, content, __: (finding,) if b"Lowri" in content else ())
    first, second, third = sent(work, meeting_id, tmp_path)
    assert (first.done, second.done, third.done) == (True, True, False)
    assert "page 1" in third.why
    assert "withheld words themselves" not in third.why
    assert third.path is None
    (line, *_) = copies.register(session)
    assert (line.state, line.stopped_why) == ("stopped", third.why)
    assert len(list(tmp_path.rglob("*.pdf"))) == 1


def test_what_is_to_be_judged_waits_for_a_person(session, work, meeting_id, tmp_path, quick, monkeypatch):
    finding = Finding("the text", "a decision", "some words", "another part of this reader's copy")
    monkeypatch.setattr(issuing.leaks, "search", lambda *_: (finding,))
    going = Sending(work, meeting_id, ORDERS, TERMS)
    going.make()
    assert len(going.doubts) == 3
    assert list(tmp_path.iterdir()) == []
    refused = going.doubts[0].prepared.copy_id
    one, two, _ = going.write(tmp_path, judged_by="Cher Person", refused=[refused])
    assert (one.done, two.done) == (False, True)
    lines = copies.register(session)
    assert [(line.state, line.judged, line.judged_by) for line in lines[:2]] == [("issued", 1, "Cher Person")] * 2
    assert lines[-1].state == "stopped"
    assert not any(each.done for each in sent(work, meeting_id, tmp_path / "later"))
    assert not (tmp_path / "later").exists()


def test_a_batch_that_is_cancelled_keeps_what_is_done_and_says_so_of_the_rest(
    session, work, meeting_id, tmp_path, quick
):
    steps = []
    going = Sending(work, meeting_id, ORDERS, TERMS)
    going.make(lambda at, of: steps.append((at, of)))
    outcomes = going.write(tmp_path, progress=lambda at, of: steps.append((at, of)), cancelled=lambda: len(steps) > 3)
    assert [each.done for each in outcomes] == [True, False, False]
    assert steps == [(at, 6) for at in range(1, 7)]
    assert [line.state for line in copies.register(session)] == ["failed", "failed", "issued"]
    again = Sending(work, meeting_id, ORDERS, TERMS)
    again.make(cancelled=lambda: True)
    assert [each.why for each in again.write(tmp_path)] == [sending.CANCELLED] * 3


def test_a_copy_that_cannot_be_written_says_why_and_the_others_go(
    session, work, meeting_id, tmp_path, quick, monkeypatch
):
    real = placing.place

    def full(folder, name, *rest, **more):
        if name.endswith("c02.pdf"):
            raise ExportError("The disk is full.")
        return real(folder, name, *rest, **more)

    monkeypatch.setattr(sending, "place", full)
    assert [each.why for each in sent(work, meeting_id, tmp_path)] == ["", "The disk is full.", ""]
    assert copies.register(session)[1].state == "failed"


def test_a_copy_that_the_register_cannot_keep_does_not_lie_about(work, meeting_id, tmp_path, quick):
    def failing(verb, *args, **given):
        if verb is copies.issued:
            raise ExportError("The record cannot be written.")
        return work(verb, *args, **given)

    (outcome,) = sent(failing, meeting_id, tmp_path, [AMIRA])
    assert outcome.why == "The record cannot be written."
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []


def test_a_printed_copy_is_registered_and_leaves_no_file(session, work, meeting_id, tmp_path, quick):
    terms = Terms("printed", "read in the room", protected=False, unprotected_reason="On paper")
    (outcome,) = sent(work, meeting_id, tmp_path, [replace(AMIRA, form=PAPER)], terms)
    assert outcome.content.startswith(b"pdf Copy 1")
    assert list(tmp_path.iterdir()) == []
    assert copies.register(session)[0].form == PAPER


def test_the_next_version_says_what_changed_since_the_readers_last_copy(session, work, meeting_id, tmp_path):
    order = replace(AMIRA, document="plan")
    sent(work, meeting_id, tmp_path, [order])
    held.action(session, meeting_id, words="Ask the invented youth club")
    going = Sending(work, meeting_id, [order], TERMS)
    going.make()
    (outcome,) = going.write(tmp_path)
    said = "\n".join(
        line[2] for line in word_reader.read(protect.opened(outcome.path.read_bytes(), "word", outcome.password)).lines
    )
    assert "Ask the invented youth club" in said.partition("What changed since copy 1")[2]
    assert outcome.prepared.supersedes.number == 1


def test_a_copy_whose_words_are_the_same_says_that_nothing_changed(work, meeting_id, tmp_path):
    sent(work, meeting_id, tmp_path, [AMIRA])
    (outcome,) = sent(work, meeting_id, tmp_path, [AMIRA])
    plain = protect.opened(outcome.path.read_bytes(), "word", outcome.password)
    assert "Nothing has changed." in [line[2] for line in word_reader.read(plain).lines]


def test_word_copies_wear_the_councils_template(session, work, meeting_id, tmp_path):
    taken = read_template(council())
    letterhead.set_letterhead(session, Letterhead("northmere.docx", taken.to_json()))
    (outcome,) = sent(work, meeting_id, tmp_path, [AMIRA])
    plain = protect.opened(outcome.path.read_bytes(), "word", outcome.password)
    with zipfile.ZipFile(io.BytesIO(plain)) as file:
        assert b"Georgia" in file.read("word/styles.xml")


def test_what_stops_a_copy_is_told_like_any_foreseen_failure():
    assert issubclass(LeakError, ExportError)


class UnforeseenError(Exception):
    """A fault of ours whose text may hold a value."""


@pytest.mark.parametrize("breaks", ["make", "finish", "place", "register"])
def test_an_unforeseen_error_in_one_copy_ends_that_copy_and_the_others_go(
    session, work, meeting_id, tmp_path, quick, monkeypatch, breaks
):
    def second(real, is_second):
        def run(*args, **given):
            if is_second(*args):
                raise UnforeseenError("zzvaluezz")
            return real(*args, **given)

        return run

    doing = work
    if breaks == "make":
        real = issuing.Maker.make
        monkeypatch.setattr(issuing.Maker, "make", second(real, lambda _, prepared: prepared.number == 2))
    elif breaks == "finish":
        monkeypatch.setattr(sending, "finish", second(sending.finish, lambda made: made.prepared.number == 2))
    elif breaks == "place":
        monkeypatch.setattr(sending, "place", second(sending.place, lambda _, name, *__: name.endswith("c02.pdf")))
    else:
        doing = second(work, lambda verb, *args: verb is copies.issued and args[1].file_name.endswith("c02.pdf"))
    first, broken, third = sent(doing, meeting_id, tmp_path)
    assert (first.done, broken.done, third.done) == (True, False, True)
    assert "UnforeseenError at" in broken.why
    assert "zzvaluezz" not in broken.why
    assert [line.state for line in copies.register(session)] == ["issued", "failed", "issued"]
    assert not list(tmp_path.rglob("*c02.pdf"))


def test_a_file_that_no_register_knows_and_that_cannot_be_removed_is_named(
    session, work, meeting_id, tmp_path, quick, monkeypatch
):
    def failing(verb, *args, **given):
        if verb is copies.issued:
            raise ExportError("The record cannot be written.")
        return work(verb, *args, **given)

    def held_open(path, missing_ok=False):
        raise PermissionError(13, "in use", str(path))

    monkeypatch.setattr(type(tmp_path), "unlink", held_open)
    (outcome,) = sent(failing, meeting_id, tmp_path, [AMIRA])
    assert "c01.docx could not be removed" in outcome.why
    assert copies.register(session)[0].state == "failed"


@pytest.mark.parametrize("when", ["make", "write"])
def test_a_batch_that_is_broken_off_leaves_no_copy_being_made(session, work, meeting_id, tmp_path, quick, when):
    def broken_off(at, _):
        raise KeyboardInterrupt

    going = Sending(work, meeting_id, ORDERS, TERMS)
    if when == "write":
        going.make()
    with pytest.raises(KeyboardInterrupt):
        going.make(broken_off) if when == "make" else going.write(tmp_path, progress=broken_off)
    assert "making" not in {line.state for line in copies.register(session)}


def test_a_template_that_cannot_be_read_takes_no_number(session, work, meeting_id, monkeypatch):
    letterhead.set_letterhead(session, Letterhead("northmere.docx", read_template(council()).to_json()))

    def unreadable(_):
        raise UnforeseenError

    monkeypatch.setattr(sending.Template, "from_json", unreadable)
    with pytest.raises(UnforeseenError):
        Sending(work, meeting_id, ORDERS, TERMS)
    assert copies.register(session) == ()


def test_a_note_that_fails_loses_no_outcome_and_no_password(work, meeting_id, tmp_path, quick, monkeypatch):
    def failing(*_):
        raise UnforeseenError

    monkeypatch.setattr(sending, "covering", failing)
    assert all(each.done and each.password for each in sent(work, meeting_id, tmp_path))


def test_no_copy_is_laid_into_a_vault(session, work, meeting_id, tmp_path, quick):
    outcomes = sent(work, meeting_id, tmp_path / "North.CREMEET")
    assert all("in a vault" in each.why for each in outcomes)
    assert list(tmp_path.iterdir()) == []
