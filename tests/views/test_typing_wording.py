"""What happens to words while they are typed: underlined, explained, put right on request, and short forms expanded."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from cremeet import spelling
from cremeet.errors import SpellingError
from cremeet.practice import timescales
from cremeet.practice.pack import Pack
from cremeet.views.fields import TextField, down
from cremeet.views.meeting.speller import Speller
from cremeet.views.meeting.wording_lines import WordingDialog
from cremeet.views.navigation import Desk
from cremeet.views.theme import Theme
from tests.views.kept import Kept, Went
from tests.views.meeting_room import Room
from tests.views.typed import CTRL, SHIFT, STYLES, Key, Typing


@pytest.fixture
def typing(theme: Theme, pack: Pack, qtbot: Any) -> Typing:
    return Typing(theme, pack, qtbot)


# -- what is underlined ------------------------------------------------------------------------------------------------
def test_slips_are_underlined_with_a_wave_and_nothing_counts_as_typed_for_it(typing: Typing) -> None:
    typing.type("The organised behaviour was recieved, organized. ")
    before = typing.edits
    typing.slips("recieved", "organized")
    assert typing.edits == before, "a line under a word is no change of the words"
    assert not typing.editor.document().isRedoAvailable()


def test_the_word_being_typed_is_let_alone_until_the_cursor_leaves_it(typing: Typing) -> None:
    typing.type("teh recieve")
    typing.slips("teh")
    typing.press(Key.Key_Left)
    typing.slips("teh", "recieve")
    typing.press(Key.Key_Right)
    typing.type("d ")
    typing.slips("teh", "recieved")


def test_names_of_the_meeting_are_no_slips_as_soon_as_they_are_known(typing: Typing) -> None:
    typing.type("Ask Oughtibridge and Testnair’s team ")
    typing.slips("Oughtibridge", "Testnair’s")
    typing.speller.know(["Oughtibridge Lane", "Priya Testnair"])
    typing.slips()


def test_what_blames_is_underlined_otherwise_quotations_and_the_childs_voice_are_not(typing: Typing) -> None:
    typing.type("She is promiscuous")
    assert typing.underlined(STYLES.DashUnderline) == ["promiscuous"]
    typing.editor.set_value("He said “I am promiscuous")
    assert typing.underlined(STYLES.DashUnderline) == [], "somebody is in the middle of quoting"
    typing.type("” and absconded")
    assert typing.underlined(STYLES.DashUnderline) == ["absconded"]
    typing.editor.proof.set_own_words(own=True)
    assert typing.underlined(STYLES.DashUnderline) == []
    typing.editor.proof.set_own_words(own=False)
    typing.editor.set_value("/v I am promiscuous")
    assert typing.underlined(STYLES.DashUnderline) == []


def test_a_quotation_over_two_paragraphs_is_left_alone(typing: Typing) -> None:
    typing.editor.set_value("He said “I am streetwise\nand promiscuous” and he absconded\nShe is streetwise")
    assert typing.underlined(STYLES.DashUnderline) == ["absconded", "streetwise"]


def test_letters_beyond_sixteen_bits_shift_nothing(typing: Typing) -> None:
    typing.editor.set_value("\N{PARTY POPPER} He was promiscuous \N{PARTY POPPER} and recieved it")
    assert typing.underlined(STYLES.DashUnderline) == ["promiscuous"]
    typing.slips("recieved")
    assert [mark.words for mark in typing.editor.proof.marks()] == ["promiscuous", "recieved"]
    typing.editor.wording.next()
    assert typing.editor.textCursor().selectedText() == "promiscuous"


def test_only_the_paragraph_that_changed_is_looked_at(typing: Typing, monkeypatch: pytest.MonkeyPatch) -> None:
    typing.editor.set_value("One paragraph\nTwo paragraphs\nThree of them ")
    looked: list[str] = []
    read = typing.editor.proof._read
    monkeypatch.setattr(typing.editor.proof, "_read", lambda text, *rest: (looked.append(text), read(text, *rest))[1])
    typing.type("x")
    assert set(looked) == {"Three of them x"}


def test_pasted_words_are_looked_at_and_keep_lines_only(typing: Typing) -> None:
    data = QMimeData()
    data.setText("Recieved\tit\nand promiscuous ")
    QGuiApplication.clipboard().setMimeData(data)
    typing.press(Key.Key_V, CTRL)
    typing.slips("Recieved")
    assert typing.underlined(STYLES.DashUnderline) == ["promiscuous"]


def test_tab_still_leaves_the_editor(typing: Typing) -> None:
    other, window = TextField(), QWidget()
    typing.qtbot.addWidget(window)
    window.setLayout(down(typing.editor, other))
    window.show()
    window.activateWindow()
    typing.wait(window.isActiveWindow)
    typing.editor.setFocus()
    typing.type("sw")
    typing.press(Key.Key_Tab)
    assert typing.words == "sw"
    assert other.hasFocus()
    typing.editor.setParent(None)  # each is closed by itself


# -- going through it --------------------------------------------------------------------------------------------------
def test_f7_goes_round_and_says_why(typing: Typing) -> None:
    typing.type("She recieved it and is promiscuous. ")
    typing.slips("recieved")
    typing.editor.wording.next()
    assert typing.editor.textCursor().selectedText() == "recieved"
    typing.editor.wording.next()
    assert typing.editor.textCursor().selectedText() == "promiscuous"
    assert typing.said[-1].startswith("Instead of “Promiscuous”, consider: ")
    assert "judges the child" in typing.said[-1]
    typing.editor.wording.next()
    assert typing.editor.textCursor().selectedText() == "recieved"
    assert typing.words == "She recieved it and is promiscuous. "


def test_words_are_offered_on_request_and_the_change_can_be_undone(typing: Typing) -> None:
    typing.type("She recieved it. ")
    typing.slips("recieved")
    assert typing.editor.popup.offered == ()
    typing.editor.wording.offer()
    typing.wait(lambda: bool(typing.editor.popup.offered))
    assert typing.editor.popup.offered[0].text == "received"
    before = typing.edits
    typing.press(Key.Key_Return)
    assert typing.words == "She received it. "
    assert typing.edits > before, "and it is saved like anything typed"
    typing.press(Key.Key_Z, CTRL)
    assert typing.words == "She recieved it. "


def test_a_word_can_stay_as_it_is_for_this_sitting(typing: Typing) -> None:
    typing.type("The Zorgle and a zorgle. ")
    typing.slips("Zorgle", "zorgle")
    typing.editor.wording.offer()
    typing.wait(lambda: bool(typing.editor.popup.offered))
    assert typing.editor.popup.offered[-1].words == "Leave “zorgle” as it is"
    typing.press(Key.Key_Up)
    typing.press(Key.Key_Return)
    typing.slips()
    assert typing.words == "The Zorgle and a zorgle. "


def test_words_that_changed_meanwhile_are_not_replaced(typing: Typing) -> None:
    typing.type("She recieved it. ")
    typing.slips("recieved")
    typing.editor.wording.offer()
    typing.wait(lambda: bool(typing.editor.popup.offered))
    chosen = typing.editor.popup.offered[0]
    typing.editor.set_value("Something else")
    typing.editor._taken(chosen)
    assert typing.words == "Something else"


def test_a_pointer_that_rests_on_the_words_is_told_why(typing: Typing, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _, words, __: shown.append(words))
    typing.type("promiscuous words")
    spot = typing.editor.cursorRect(typing.editor.document().find("misc")).center()
    event = QHelpEvent(QHelpEvent.Type.ToolTip, spot, typing.editor.mapToGlobal(spot))
    assert typing.editor.viewportEvent(event)
    assert "Instead of “Promiscuous”" in shown[0]
    away = QPoint(typing.editor.width() - 8, spot.y())
    assert not typing.editor.viewportEvent(QHelpEvent(QHelpEvent.Type.ToolTip, away, away))
    assert len(shown) == 1


def test_the_same_advice_is_announced_once(typing: Typing, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr("cremeet.views.meeting.wording_help.announce", lambda _, words: heard.append(words))
    typing.type("She is promiscuous")
    first = typing.editor.wording.advice()
    typing.type(", so very promiscuous")
    assert typing.editor.wording.advice() == first
    assert heard == [first]
    typing.editor.set_value("Promiscuous")
    typing.editor.wording.advice()
    assert len(heard) == 2


# -- without a dictionary ----------------------------------------------------------------------------------------------
def test_a_missing_dictionary_leaves_typing_alone_and_is_told_once(typing: Typing, theme: Theme, qtbot: Any) -> None:
    told: list[str] = []

    def none() -> spelling.Dictionary:
        raise SpellingError("Spelling is not looked at.")

    speller = Speller(typing.editor, none)
    speller.off.connect(told.append)
    typing.editor.proof.spell_with(speller)
    typing.type("She recieved it. ")
    typing.wait(lambda: bool(told))
    typing.type("And thier car. ")
    QApplication.processEvents()
    assert typing.words == "She recieved it. And thier car. "
    assert told == ["Spelling is not looked at."]
    assert typing.underlined(STYLES.WaveUnderline) == []


# -- in the meeting ----------------------------------------------------------------------------------------------------
@pytest.fixture
def room(desk: Desk, record: Kept, qtbot: Any) -> Room:
    return Room(desk, record, qtbot).begin().open()


def waves(room: Room) -> list[str]:
    return [mark.words for mark in room.editor.proof.marks() if mark.pair is None]


def hint(room: Room) -> str:
    return room.page.minutes.line._hint.text()


def test_a_meeting_brings_its_names_guide_and_short_forms(room: Room, qtbot: Any) -> None:
    room.type("Testnair told the yp of Zorgle. ")
    assert room.editor.toPlainText() == "Testnair told the young person of Zorgle. "
    qtbot.waitUntil(lambda: waves(room) == ["Zorgle"], timeout=10_000)
    room.type("He absconded")
    room.page.minutes.flush()
    assert hint(room).startswith("Instead of “Absconding”, consider: ")
    room.settle()


def test_what_a_meeting_brings_is_there_when_its_page_opens(desk: Desk, record: Kept, qtbot: Any) -> None:
    opened = Room(desk, record, qtbot).begin(here=False)
    opened.settle()  # nothing is announced any more that would have the page read twice
    opened.open()
    opened.type("Testnair told the yp: streetwise. Zorgle ")
    assert "young person" not in opened.editor.toPlainText(), "yp was followed by no space"
    opened.type("yp ")
    assert opened.editor.toPlainText().endswith("Zorgle young person ")
    qtbot.waitUntil(lambda: "Zorgle" in waves(opened), timeout=10_000)
    assert [mark.words for mark in opened.editor.proof.marks() if mark.pair] == ["streetwise"]
    opened.page.minutes.flush()
    opened.settle()


def test_an_entry_that_is_changed_is_looked_at_as_well(room: Room) -> None:
    room.say("She is promiscuous")
    room.press(Key.Key_Up)
    room.press(Key.Key_Return)
    assert room.editor.toPlainText() == "She is promiscuous"
    assert hint(room).startswith("Instead of “Promiscuous”")
    room.press(Key.Key_Escape)
    assert [entry.words for entry in room.view.entries] == ["She is promiscuous"], "nothing is changed unasked"


def test_the_childs_voice_is_no_matter_for_the_guide(room: Room) -> None:
    room.type("/v My boyfriend is a sw of mine")
    room.page.minutes.flush()
    assert hint(room) == ""
    assert room.editor.toPlainText() == "/v My boyfriend is a sw of mine"
    room.settle()


def test_f7_and_shift_f7_are_commands_of_the_window(room: Room, qtbot: Any) -> None:
    room.type("It was recieved. ")
    qtbot.waitUntil(lambda: waves(room) == ["recieved"], timeout=10_000)
    room.press(Key.Key_F7)
    assert room.editor.textCursor().selectedText() == "recieved"
    room.press(Key.Key_F7, SHIFT)
    qtbot.waitUntil(lambda: bool(room.editor.popup.offered), timeout=10_000)
    room.press(Key.Key_Return)
    assert room.editor.toPlainText() == "It was received. "
    room.page.minutes.flush()
    assert dict(room.view.drafts) == {room.page.work.item_id: "It was received."}


def test_the_whole_meeting_is_looked_at_on_a_key_and_a_line_leads_to_its_entry(room: Room, went: Went) -> None:
    room.press(Key.Key_F7, CTRL)
    room.settle()
    assert hint(room) == "The language guide has nothing to say about these minutes."
    room.say("She is promiscuous")
    room.press(Key.Key_F7, CTRL)
    room.settle()
    (dialog,) = room.page.findChildren(WordingDialog)
    assert dialog.accessibleName().startswith("Wording to look at again (1). ")
    assert "promiscuous" in dialog.list.lines[0].accessibleName()
    QTest.keyClick(dialog.list.lines[0], Key.Key_Space)
    entry = room.view.entries[-1]
    assert went.places[-1] == ("meeting", room.meeting_id, f"entry:{entry.entry_id}")
    room.qtbot.waitUntil(room._is_active)
    room.page.go_to(f"entry:{entry.entry_id}")
    assert QApplication.focusWidget() is room.page.minutes.entries
    room.press(Key.Key_Return)
    assert room.editor.toPlainText() == "She is promiscuous"


def test_what_is_said_of_a_line_is_never_drawn_over_it(desk: Desk, record: Kept, qtbot: Any) -> None:
    desk.theme.set_text_percent(200)
    room = Room(desk, record, qtbot, size=(1284, 510)).begin()
    room.open()
    room.say("A first entry, so that the list takes its part of the room.")
    room.say("And a second one.")
    room.type(
        "The young person told the school that she had two new phones; she is streetwise, they said, and it was late. "
    )
    room.page.minutes.flush()
    room.settle()
    room.page.setMinimumSize(1, 1)  # as in the window, which is never made larger than its screen
    room.page.resize(*room.size)
    line = room.page.minutes.line
    qtbot.waitUntil(lambda: line._hint.geometry().top() >= line.editor.geometry().bottom())
    assert line._hint.height() >= line._hint.heightForWidth(line._hint.width())
    assert line._hint.geometry().bottom() <= line.height()


def test_the_first_date_that_is_typed_waits_for_no_calendar(room: Room, qtbot: Any) -> None:
    timescales._bank_holidays.cache_clear()
    room.page.minutes.wording._count_days()
    room.settle()
    before = timescales._bank_holidays.cache_info().misses
    assert before >= 2
    room.type("/a Ask for it by fri ")
    assert timescales._bank_holidays.cache_info().misses == before
    room.page.minutes.flush()
    room.settle()
