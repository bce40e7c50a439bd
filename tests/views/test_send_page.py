"""Issuing documents by keyboard, against a real record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cremeet.exports import issue, issuing, protect
from cremeet.exports.leaks import Finding
from cremeet.exports.placing import seal
from cremeet.services import approvals, circulation, closing, comments, copies, invitations
from cremeet.services.copies import PAPER, CopyLine
from cremeet.views.navigation import Desk
from cremeet.views.send import SendPage, issue_part
from cremeet.views.send.outcomes import Outcomes
from tests import factory, held
from tests.views.asked import Asked
from tests.views.conftest import focusable
from tests.views.kept import Kept, Went

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def opened(desk: Desk, record: Kept, qtbot: Any, meeting_id: str) -> SendPage:
    page = SendPage(desk, meeting_id)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.shown()
    record.settle(qtbot)
    return page


@pytest.fixture
def ended(record: Kept) -> str:
    return record.ask(held.ended, record.clock)


@pytest.fixture
def page(desk: Desk, record: Kept, qtbot: Any, ended: str, tmp_path: Path) -> SendPage:
    page = opened(desk, record, qtbot, ended)
    page.issue.folder.set_value(str(tmp_path))
    page.issue.forms.set_value(("word",))
    page.issue.signed.setChecked(True)
    return page


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw, search and protect in no time: what the screen does is tried here."""
    monkeypatch.setattr(issue, "render", lambda document, form, _=None: f"{form} {document.copy}".encode())
    monkeypatch.setattr(issuing.leaks, "search", lambda *_: ())
    monkeypatch.setattr(issuing.protect, "protect", lambda content, form, password: content)
    monkeypatch.setattr(issue, "lost_letters", lambda *_: ())


def in_front(page: SendPage, qtbot: Any) -> None:
    """Give the window back what a dialog took: the test platform has no window manager to do it."""
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow, timeout=5000)


def choose(page: SendPage, *names: str) -> None:
    table = page.issue.table
    assert table is not None
    for number, row in enumerate(table.rows):
        if row.reader.name in names:
            table.selectRow(number)
            table.setFocus()
            QTest.keyClick(table, Qt.Key.Key_Space)


def register(record: Kept, meeting_id: str) -> tuple[CopyLine, ...]:
    return record.ask(copies.register, meeting_id)


def send(page: SendPage, record: Kept, qtbot: Any, *answers: Any) -> list[Any]:
    """Press Ctrl+D, answer what is asked, and return the outcomes that were shown last."""
    shown: list[Any] = []

    def last(dialog: Outcomes) -> None:
        shown.append(dialog)
        for tick in dialog.ticks:
            tick.click()
        QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)

    with Asked(*answers, last), qtbot.waitSignal(page.issue.busy, timeout=15_000, check_params_cb=lambda on: not on):
        QTest.keyClick(page, Qt.Key.Key_D, CTRL)
        qtbot.waitUntil(lambda: bool(shown), timeout=15_000)
    record.settle(qtbot)
    return shown


def test_readers_are_shown_against_what_they_will_get(page: SendPage) -> None:
    table = page.issue.table
    assert table is not None
    rows = {row.reader.name: row for row in table.rows}
    assert rows["Cher Person"].audience.id == "chair"
    assert rows["Amira Testkhan"].audience.id == "police"
    said = [
        table.model().index(number, 0).data(Qt.ItemDataRole.AccessibleTextRole) for number in range(len(table.rows))
    ]
    police = next(words for words in said if "Amira Testkhan" in words)
    assert "Police: yes" in police
    chair = next(words for words in said if "Cher Person" in words)
    assert "Named: yes" in chair
    assert page.first_focus() is table


def test_copies_are_issued_by_keyboard_protected_registered_and_shown_once(
    page: SendPage, record: Kept, qtbot: Any, ended: str, tmp_path: Path
) -> None:
    choose(page, "Amira Testkhan")
    assert page.issue.chosen.text() == "1 reader, 1 copy."
    send(page, record, qtbot)
    (line,) = register(record, ended)
    (file,) = tmp_path.rglob("*.docx")
    content = file.read_bytes()
    assert protect.is_protected(content)
    assert (line.state, line.recipient, line.sha256) == ("issued", "Amira Testkhan", seal(content))
    assert (line.judged_by, line.password_sent_at is not None) == ("Cher Person", True)
    assert line.channel == "Secure e-mail"
    page.tabs.setCurrentIndex(1)
    assert page.register.table.rows == (line,)
    assert "Its password is not noted" not in page.register.detail.text()


def test_what_is_missing_is_listed_and_nothing_is_issued(page: SendPage, record: Kept, qtbot: Any, ended: str) -> None:
    page.issue.folder.set_value("")
    page.issue.signed.setChecked(False)
    page.issue.protection.set_value("no")
    QTest.keyClick(page, Qt.Key.Key_D, CTRL)
    record.settle(qtbot)
    assert page.errors.isVisible()
    assert register(record, ended) == ()
    assert page.issue.go.isEnabled()


def test_a_copy_without_a_password_keeps_its_reason(
    page: SendPage, record: Kept, qtbot: Any, ended: str, tmp_path: Path, quick: None
) -> None:
    page.issue.protection.set_value("no")
    page.issue.reason.set_value("Read in the room")
    choose(page, "Amira Testkhan")
    send(page, record, qtbot)
    (line,) = register(record, ended)
    assert (line.protected, line.unprotected_reason) == (False, "Read in the room")


def test_the_familys_copy_asks_for_the_chairs_approval_and_keeps_it(
    desk: Desk, record: Kept, qtbot: Any, tmp_path: Path, quick: None
) -> None:
    meeting_id = record.ask(held.complete, record.ask(held.live))
    record.ask(invitations.invite_other, meeting_id, "Dana Testwood", "Mother", "parent")
    record.ask(closing.end, meeting_id)
    page = opened(desk, record, qtbot, meeting_id)
    page.issue.folder.set_value(str(tmp_path))
    page.issue.forms.set_value(("word",))
    page.issue.signed.setChecked(True)
    choose(page, "Dana Testwood")

    def approve(dialog: Any) -> None:
        assert "Parents and carers" in dialog.findChildren(type(page.issue.chosen))[1].text()
        QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)

    send(page, record, qtbot, approve)
    (line,) = register(record, meeting_id)
    assert (line.audience, line.approved_by) == ("family", "Cher Person")
    assert record.ask(approvals.approved_for_family, meeting_id) == {("minutes", "family")}


def test_words_to_judge_are_shown_and_a_copy_that_is_not_ticked_does_not_go(
    page: SendPage, record: Kept, qtbot: Any, ended: str, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding = Finding("page 2", "a decision", "words in question", "another part of this reader's copy")
    monkeypatch.setattr(issuing.leaks, "search", lambda *_: (finding,))
    choose(page, "Amira Testkhan", "Cher Person")

    def judge(dialog: Any) -> None:
        first, second = dialog._ticks.values()
        assert not first.isChecked()
        second.click()
        QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)

    send(page, record, qtbot, judge)
    second, first = register(record, ended)
    assert (first.state, second.state, second.judged) == ("stopped", "issued", 1)


def test_the_words_that_one_reader_gets_are_shown_before_anything_is_issued(
    page: SendPage, record: Kept, qtbot: Any, ended: str
) -> None:
    table = page.issue.table
    assert table is not None
    table.setFocus()
    table.selectRow(0)

    def look(dialog: Any) -> None:
        qtbot.waitUntil(lambda: "What was said" in dialog.words.toPlainText(), timeout=5000)
        assert dialog.words.isReadOnly()
        QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)

    with Asked(look):
        QTest.keyClick(table, Qt.Key.Key_V)
    assert register(record, ended) == ()


def test_a_reader_can_be_given_another_audiences_copy(page: SendPage, qtbot: Any) -> None:
    table = page.issue.table
    assert table is not None
    table.setFocus()
    number = next(at for at, row in enumerate(table.rows) if row.reader.name == "Amira Testkhan")
    table.selectRow(number)

    def narrower(dialog: Any) -> None:
        dialog._form.field("audience").set_value("agencies")
        QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)

    with Asked(narrower):
        QTest.keyClick(table, Qt.Key.Key_C)
    row = next(row for row in table.rows if row.reader.name == "Amira Testkhan")
    assert (row.audience.id, row.reader.agency) == ("agencies", "police")


def test_a_batch_can_be_cancelled(
    page: SendPage, record: Kept, qtbot: Any, ended: str, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cancelling(document: Any, form: str, _: object = None) -> bytes:
        page.issue._sender.cancel()
        return f"{form} {document.copy}".encode()

    monkeypatch.setattr(issue, "render", cancelling)
    page.issue.table.setFocus()  # type: ignore[union-attr]  # it was read
    QTest.keyClick(page.issue.table, Qt.Key.Key_A)
    send(page, record, qtbot)
    lines = register(record, ended)
    assert len(lines) == 5
    assert {line.state for line in lines} == {"failed"}
    assert page.issue.go.isEnabled()
    assert not page.issue.stop.isVisible()


def test_a_batch_that_cannot_begin_says_why_and_can_be_tried_again(
    page: SendPage, record: Kept, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise issue.ExportError("Nothing can be issued just now.")

    monkeypatch.setattr(copies, "prepare", refuse)
    choose(page, "Amira Testkhan")
    QTest.keyClick(page, Qt.Key.Key_D, CTRL)
    qtbot.waitUntil(page.errors.isVisible, timeout=5000)
    assert page.issue.go.isEnabled()


def test_a_copy_on_paper_is_registered_and_printed(
    page: SendPage, record: Kept, qtbot: Any, ended: str, quick: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    printed: list[bytes] = []
    monkeypatch.setattr(issue_part, "print_copies", lambda _, files: bool(printed.extend(files)) or True)
    page.issue.forms.set_value((PAPER,))
    choose(page, "Amira Testkhan")
    send(page, record, qtbot)
    (line,) = register(record, ended)
    assert (line.form, line.channel, line.protected) == (PAPER, "printed", False)
    assert printed == [b"pdf Copy 1 for Amira Testkhan, Police"]
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []


def test_the_register_keeps_what_becomes_of_a_copy(
    page: SendPage, record: Kept, qtbot: Any, ended: str, quick: None
) -> None:
    choose(page, "Amira Testkhan")
    send(page, record, qtbot)
    page.tabs.setCurrentIndex(1)
    in_front(page, qtbot)
    table = page.register.table
    table.setFocus()
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_R)
    record.settle(qtbot)
    assert register(record, ended)[0].receipt_on == record.clock().date()

    def destroyed(dialog: Any) -> None:
        dialog._form.field("how").set_value("destroyed")
        QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
        record.settle(qtbot)

    table.setFocus()
    with Asked(destroyed):
        QTest.keyClick(table, Qt.Key.Key_E)
    record.settle(qtbot)
    (line,) = register(record, ended)
    assert (line.ended_how, line.held) == ("destroyed", False)
    assert "0 with its reader" in page.register.count.text()


def test_a_comment_on_the_draft_is_added_and_answered(page: SendPage, record: Kept, qtbot: Any, ended: str) -> None:
    page.tabs.setCurrentIndex(2)

    def add(dialog: Any) -> None:
        dialog._form.fill({"person": "Lowri Testwyn", "words": "It was Tuesday."})
        QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
        record.settle(qtbot)

    with Asked(add):
        QTest.keyClick(page, Qt.Key.Key_C, ALT)
    record.settle(qtbot)

    def answer(dialog: Any) -> None:
        dialog._form.fill({"outcome": "taken", "answer": "Corrected."})
        QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
        record.settle(qtbot)

    page.comments.table.setFocus()
    page.comments.table.selectRow(0)
    with Asked(answer):
        QTest.keyClick(page.comments.table, Qt.Key.Key_Return)
    record.settle(qtbot)
    (kept,) = record.ask(comments.comments, ended)
    assert (kept.person, kept.outcome, kept.answer) == ("Lowri Testwyn", "taken", "Corrected.")


def test_what_is_late_is_said_and_why_is_kept(desk: Desk, record: Kept, qtbot: Any, ended: str) -> None:
    from datetime import timedelta

    record.clock.advance(timedelta(days=3))
    page = opened(desk, record, qtbot, ended)
    said = page.issue.stages.itemAt(0).widget().text()
    assert "0 of 5 readers" in said
    assert "late" in said

    def why(dialog: Any) -> None:
        dialog.field.set_value("The printer was broken.")
        dialog.yes.click()

    with Asked(why):
        QTest.keyClick(page, Qt.Key.Key_L, ALT)
    record.settle(qtbot)
    assert record.ask(circulation.circulation, ended)[0].reason == "The printer was broken."


def test_a_meeting_before_it_is_held_and_one_without_readers_can_be_looked_at(
    desk: Desk, record: Kept, qtbot: Any
) -> None:
    page = opened(desk, record, qtbot, record.ask(factory.meeting))
    assert page.issue.isVisible()
    page.tabs.setCurrentIndex(2)
    assert not page.comments.add.isEnabled()


def test_the_passwords_are_not_lost_by_one_key(page: SendPage, record: Kept, qtbot: Any, quick: None) -> None:
    choose(page, "Amira Testkhan")
    closed: list[bool] = []

    def stay(dialog: Any) -> None:
        with Asked(lambda question: question.no.click()):
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
        closed.append(not dialog.isVisible())
        dialog.ticks[0].click()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    with Asked(stay):
        QTest.keyClick(page, Qt.Key.Key_D, CTRL)
        qtbot.waitUntil(lambda: bool(closed), timeout=10_000)
    record.settle(qtbot)
    assert closed == [False]


def test_every_field_has_a_name(page: SendPage, went: Went) -> None:
    for tab in range(3):
        page.tabs.setCurrentIndex(tab)
        assert not [one for one in focusable(page) if not (one.accessibleName() or getattr(one, "text", str)())]
    QTest.keyClick(page, Qt.Key.Key_M, ALT)
    assert went.places[0][0] == "close"
