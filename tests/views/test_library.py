"""Looking something up: found as it is typed, walked and read by keys, and back to the field where one was."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from cremeet.errors import NotFoundError
from cremeet.services import packs, shelf
from cremeet.views.help.topics import find_topic, topics
from cremeet.views.library import LibraryPage
from cremeet.views.send import printing
from tests.views.children_here import show

__all__ = ["show"]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(show, desk, record, pack):
    record.ask(packs.adopt, pack)
    return show(LibraryPage(desk))


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def found(page):
    return [one.entry.title for one in page.table.rows]


def test_it_holds_help_and_the_practice_in_force(page, pack):
    kinds = {one.entry.kind for one in page.table.rows}
    assert {"help", "strategy", "guidance", "report"} <= kinds
    assert len(page.table.rows) == len(topics()) + sum(one.entry.kind != "help" for one in page.table.rows)
    assert {one.title for one in pack.references} <= set(found(page))


def test_words_are_found_in_any_case_and_shown_where_they_stand(page):
    QTest.keyClicks(page.search, "LICENCE taxi")
    assert found(page) == ["5. Prevention and early intervention", "Taxi and private hire licensing action"]
    assert "taxi drivers" in page.table.rows[0].context
    assert page.count.text() == "2 found"
    said = page.reading.toPlainText()
    assert "The strategy" in said
    assert "section headed priority 4" in said
    cursor = page.reading.document().find("taxi")
    cursor.setPosition(cursor.selectionStart() + 1)
    assert cursor.charFormat().fontUnderline()


def test_the_arrows_walk_while_the_line_keeps_the_focus_and_enter_reads(page):
    QTest.keyClicks(page.search, "section 47")
    first, second = page.table.rows[:2]
    press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.search
    assert page.table.current() is second
    assert second.entry.paragraphs[0] in page.reading.toPlainText()
    press(Qt.Key.Key_Up)
    assert page.table.current() is first
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.reading
    assert page.reading.accessibleName() == first.entry.title
    press(Qt.Key.Key_F, CONTROL)
    assert QApplication.focusWidget() is page.search
    assert page.search.selectedText() == "section 47"


def test_one_kind_alone_can_be_looked_through(page):
    page.kind.set_value("strategy")
    page.kind.edited.emit()
    assert len(page.table.rows) == 8
    assert page.table.rows[0].entry.points[0] in page.reading.toPlainText()


def test_nothing_found_is_said_and_nothing_is_read(page):
    QTest.keyClicks(page.search, "zebra")
    assert found(page) == []
    assert page.count.text() == "Nothing here has all of these words."
    assert page.reading.toPlainText() == ""
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.search


def test_help_can_be_read_where_the_record_has_no_practice(show, desk, monkeypatch):
    def none(_):
        raise NotFoundError("This vault has no practice pack yet.")

    monkeypatch.setattr(shelf, "shelf", none)
    page = show(LibraryPage(desk))
    assert set(found(page)) == {topic.title for topic in topics().values()}
    QTest.keyClicks(page.search, "passphrase lost")
    assert find_topic("recovery-code").title in found(page)


def test_the_crib_sheet_is_saved_under_the_name_chosen_and_said(page, record, qtbot, tmp_path, monkeypatch):
    chosen = tmp_path / "on paper"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), ""))
    page.search.setFocus()
    press(Qt.Key.Key_S, CONTROL)
    record.settle(qtbot)
    qtbot.waitUntil(lambda: page.crib.said.text() == "Saved as on paper.pdf", timeout=20_000)
    assert (tmp_path / "on paper.pdf").read_bytes().startswith(b"%PDF-")
    assert QApplication.focusWidget() is page.search


@pytest.mark.parametrize(("sent", "told"), [(True, "Sent to the printer"), (False, "")])
def test_the_crib_sheet_is_printed_from_the_practice_in_force(page, record, qtbot, monkeypatch, sent, told):
    asked = []
    monkeypatch.setattr(printing, "print_copies", lambda _, files: asked.append(files) or sent)
    press(Qt.Key.Key_P, CONTROL)
    record.settle(qtbot)
    qtbot.waitUntil(lambda: bool(asked), timeout=20_000)
    assert [[content[:5] for content in files] for files in asked] == [[b"%PDF-"]]
    assert page.crib.said.text() == told


def test_a_place_that_cannot_be_written_is_said_among_the_faults(page, record, qtbot, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "file" / "crib.pdf"), ""))
    page.crib.save.click()
    record.settle(qtbot)
    qtbot.waitUntil(page.errors.isVisible, timeout=20_000)
    assert page.crib.said.text() == ""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    page.crib.save.click()
    assert page.crib.said.text() == "", "nobody chose a place"


def test_esc_asks_to_go_back_from_wherever_the_focus_is(page, qtbot):
    for place in (page.search, page.table, page.reading):
        place.setFocus()
        with qtbot.waitSignal(page.left):
            press(Qt.Key.Key_Escape)
