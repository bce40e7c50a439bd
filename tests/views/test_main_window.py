"""The window: going places, what it says, leaving safely, the keyboard."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QToolButton, QWidget
from shiboken6 import isValid

from cremeet.errors import RuleError
from cremeet.settings import Settings
from cremeet.views.fields import AutoSave, Form, LineField, Page, TextField, button
from cremeet.views.shell import screens
from tests.views.conftest import on_children


class Note(Page):
    """A page with something to type, saved as it is typed."""

    def __init__(self, desk, note_id="n1"):
        super().__init__("Note", "Something to type.")
        self.desk, self.saved, self.went = desk, [], []
        self.keys = (("Enter", "new entry"),)
        self.text = TextField()
        self.keeper = AutoSave(self, self.text.edited, self.save, quiet_ms=60_000, ceiling_ms=60_000)
        self.text.edited.connect(self.unsaved)
        form = Form()
        form.add("Words", self.text)
        form.add("Who", LineField())
        self.content.addWidget(form)
        self.add_action(button("Close the note", "primary"))

    def save(self):
        self.desk.record.do(self, lambda _: None, self.keep, self.text.value(), urgent=True)

    def keep(self, session, words):
        if words == "refused":
            raise RuleError("This meeting is approved; write an amendment instead.")
        self.saved.append(words)

    def leave(self):
        self.keeper.flush()

    def go_to(self, place_id):
        self.went.append(place_id)


@pytest.fixture
def pages(monkeypatch):
    """Stand-ins for the screens, so that the window is tested without them."""
    made = []

    def make(screen, desk, *ids):
        page = Note(desk)
        page.set_title(f"{screen} {' '.join(one for one in ids if one)}".strip())
        page.place = f"Place of {screen}"
        made.append(page)
        return page

    monkeypatch.setattr(screens, "make", make)
    monkeypatch.setattr(screens, "exists", lambda screen: True)
    return made


@pytest.fixture
def window(pages, bench, theme, standing_clock, qtbot):
    return on_children(bench, theme, standing_clock, qtbot)


def title(window):
    return window.pages.page.title


def test_going_on_and_back(window, pages):
    window.show_child("c1")
    window.show_planner("c1")
    assert title(window) == "planner c1"
    window.back()
    assert title(window) == "child c1"
    window.back()
    window.back()
    assert title(window) == "children"
    assert window.top.back.isHidden()


def test_a_page_is_not_opened_twice_and_one_place_on_it_can_be_led_to(window, pages, qtbot):
    window.show_meeting("m1")
    window.show_close("m1")
    closing = pages[-1]
    window.show_meeting("m1", "item-5")
    assert title(window) == "meeting m1"
    assert pages[-2].went == ["item-5"]
    assert len(pages) == 3
    qtbot.waitUntil(lambda: not isValid(closing))
    window.show_meeting("m2")
    assert title(window) == "meeting m2"


def test_leaving_a_page_makes_its_words_safe(window, pages, qtbot):
    window.show_meeting("m1")
    QTest.keyClicks(pages[-1].text, "Seen")
    saved = pages[-1].saved
    window.back()
    assert saved == ["Seen"]


def test_a_new_section_closes_what_was_open(window, pages, qtbot):
    window.show_meeting("m1")
    QTest.keyClicks(pages[-1].text, "Seen")
    saved = pages[-1].saved
    window.show_meetings()
    assert (title(window), window.pages.behind, saved) == ("meetings", 0, ["Seen"])


def test_the_title_and_the_bars_hold_no_name_and_the_strip_does(window, pages):
    window.show_child("c1")
    pages[-1].set_identity("Robin Testwood, born Fri 4 May 2012 (14), CRE-7F3K", "Child’s record")
    assert window.windowTitle() == "cremeet"
    assert window.top.place.text() == "Child’s record"
    assert window.strip.text.startswith("Robin Testwood")
    assert window.top.marking.text() == "OFFICIAL-SENSITIVE"
    window.back()
    assert window.strip.text == ""


def test_saved_is_said_only_once_the_record_has_answered(window, pages, bench, standing_clock, qtbot):
    page = pages[-1]
    assert window.top.save.state == "none"
    QTest.keyClicks(page.text, "Seen")
    assert window.top.save.state == "unsaved"
    bench.worker.hold()
    page.leave()
    assert window.top.save.state == "saving"
    bench.worker.release()
    bench.worker.announce(frozenset({("MinuteEntry", "1")}))
    qtbot.waitUntil(lambda: window.top.save.state == "saved")
    assert window.top.save.text == "Saved 10:34:07"
    standing_clock.advance(timedelta(minutes=1))
    bench.worker.announce(frozenset())
    QApplication.processEvents()
    assert window.top.save.text == "Saved 10:34:07"


def test_saved_is_not_said_of_words_typed_since(window, pages, bench, qtbot):
    page = pages[-1]
    QTest.keyClicks(page.text, "Seen")
    page.leave()
    qtbot.waitUntil(lambda: window.top.save.state == "saved")
    QTest.keyClicks(page.text, " at school")
    bench.worker.announce(frozenset({("MinuteEntry", "1")}))  # of what was handed over before
    QApplication.processEvents()
    assert window.top.save.state == "unsaved"
    bench.worker.hold()
    page.leave()
    bench.worker.announce(frozenset({("MinuteEntry", "1")}))
    QApplication.processEvents()
    assert window.top.save.state == "saving"
    bench.worker.release()
    qtbot.waitUntil(lambda: window.top.save.state == "saved")
    QTest.keyClicks(page.text, "s\b")  # words taken out again change nothing, and are not called unsaved for ever
    page.leave()
    qtbot.waitUntil(lambda: window.top.save.state == "saved")


def test_a_save_that_failed_stays_said_until_one_succeeds(window, pages, bench, qtbot):
    page = pages[-1]
    page.text.set_value("refused")
    page.save()
    qtbot.waitUntil(lambda: window.top.save.state == "failed")
    assert window.message.text == "This meeting is approved; write an amendment instead."
    window.set_saved("unsaved")
    assert window.top.save.text == "Not saved"
    bench.worker.announce(frozenset({("MinuteEntry", "1")}))
    qtbot.waitUntil(lambda: window.top.save.state == "saved")


@pytest.mark.parametrize("how", ["lock", "close"])
def test_leaving_blanks_the_window_at_once_and_waits_for_every_word(window, pages, bench, qtbot, how):
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    QTest.keyClicks(pages[-1].text, "Last words")
    bench.worker.hold()
    left = []
    window.left.connect(left.append)
    window.lock() if how == "lock" else window.close()
    assert window._leaving._cover.isVisible()
    assert window._leaving._cover.size() == window.size()
    assert not other.isVisible()
    QApplication.processEvents()
    assert left == []
    bench.worker.release()
    qtbot.waitUntil(lambda: left == [how])
    assert pages[-1].saved == ["Last words"]


def test_words_that_could_not_be_kept_stop_the_lock_until_the_person_decides(window, pages, bench, qtbot):
    left = []
    window.left.connect(left.append)
    pages[-1].text.set_value("refused")
    pages[-1].text.edited.emit()
    window.lock()
    cover = window._leaving._cover
    qtbot.waitUntil(cover._back.isVisible)
    assert left == []
    cover._back.click()
    assert not cover.isVisible()
    assert pages[-1].text.value() == "refused"
    pages[-1].text.edited.emit()
    window.lock()
    qtbot.waitUntil(cover._on.isVisible)
    cover._on.click()
    assert left == ["lock"]


def test_a_window_that_comes_up_while_leaving_is_not_seen_and_others_come_back(window, pages, bench, qtbot):
    other, late = QWidget(), QWidget()
    qtbot.addWidget(other)
    qtbot.addWidget(late)
    other.show()
    said = []
    window.leaving.connect(said.append)
    pages[-1].text.set_value("refused")
    pages[-1].text.edited.emit()
    bench.worker.hold()
    window.lock()
    late.show()
    assert [one for one in late.findChildren(QWidget) if one.objectName() == "Door" and one.size() == late.size()]
    qtbot.waitUntil(lambda: not late.isVisible())
    bench.worker.release()
    qtbot.waitUntil(window._leaving._cover._back.isVisible)
    window._leaving._cover._back.click()
    assert other.isVisible()
    assert said == [True, False]
    late.show()
    QApplication.processEvents()
    assert late.isVisible()


# -- keyboard and screen reader --------------------------------------------------------------------------------------
def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
    QApplication.processEvents()


def test_keys(window, pages, qtbot):
    window.show_child("c1")
    press(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert title(window) == "meetings"
    press(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert title(window) == "children"
    press(window, Qt.Key.Key_F1)
    assert window.panel.isVisible()
    press(window, Qt.Key.Key_Escape)
    assert not window.panel.isVisible()
    assert QApplication.focusWidget() is pages[-1].text
    with qtbot.waitSignal(window.left) as left:
        press(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert left.args == ["lock"]


def test_f6_walks_through_the_parts_of_the_window(window, pages):
    assert QApplication.focusWidget() is pages[-1].text
    press(window, Qt.Key.Key_F6)
    assert isinstance(QApplication.focusWidget(), QToolButton)
    press(window, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is pages[-1].text
    press(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.rail.isAncestorOf(QApplication.focusWidget())


def test_text_is_made_larger_by_key_and_kept(window, theme, qtbot):
    with qtbot.waitSignal(window.look_changed) as changed:
        press(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert changed.args == [Settings("light", 110)]
    assert theme.text_percent == 110
    with qtbot.waitSignal(window.look_changed) as changed:
        press(window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert changed.args == [Settings("light", 100)]


def test_the_look_is_chosen_in_settings(window, theme, qtbot):
    press(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    dark = next(one for one in window.panel.findChildren(QAbstractButton) if one.text() == "Dark")
    assert window.panel.isAncestorOf(QApplication.focusWidget())
    with qtbot.waitSignal(window.look_changed) as changed:
        dark.click()
    assert changed.args == [Settings("dark", 100)]
    assert theme.name == "dark"


@pytest.fixture(params=[("light", 100), ("dark", 100), ("light", 200)], ids=["light", "dark", "200"])
def dressed(request, window, theme, qtbot):
    look, percent = request.param
    theme.choose(look)
    theme.set_text_percent(percent)
    window.show_children()
    window.show_child("c1")
    window.pages.page.set_identity("Robin Testwood, born Fri 4 May 2012 (14), CRE-7F3K")
    window.set_saved("saved")
    QApplication.processEvents()
    window.pages.focus_page()
    return window


def tab_walk(window):
    """Return the widgets that Tab goes round, once."""
    walked = []
    start = QApplication.focusWidget()
    for _ in range(80):
        here = QApplication.focusWidget()
        walked.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is start:
            return walked
        assert QApplication.focusWidget() is not here, f"the Tab key is caught in {here.accessibleName()}"
    pytest.fail("Tab never came back")


def different(before, after):
    one, other = (image.convertToFormat(QImage.Format.Format_RGB32) for image in (before, after))
    assert one.size() == other.size()
    first, second = bytes(one.constBits()), bytes(other.constBits())
    return sum(first[place : place + 4] != second[place : place + 4] for place in range(0, len(first), 4))


def test_tab_goes_round_shows_where_it_is_and_every_stop_has_a_name(dressed):
    stops = tab_walk(dressed)
    assert len(stops) >= 5
    for stop in stops:
        spoken = QAccessible.queryAccessibleInterface(stop).text(QAccessible.Text.Name)
        assert spoken.strip(), stop.metaObject().className()
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        focused = stop.grab().toImage()
        stop.clearFocus()
        assert different(stop.grab().toImage(), focused) >= 40, spoken


def test_everything_that_is_pressed_is_24_pixels_or_more_and_nothing_is_cut(dressed):
    for one in (
        dressed.findChildren(QAbstractButton) + dressed.findChildren(QComboBox) + dressed.findChildren(QLineEdit)
    ):
        if one.isVisible() and one.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert one.width() >= 24, one.accessibleName()
            assert one.height() >= 24, one.accessibleName()
            assert one.width() + 2 >= min(one.sizeHint().width(), dressed.width() // 2), one.accessibleName()
    for words in dressed.findChildren(QLabel):
        if words.isVisible() and words.text() and words is not dressed.top.place:
            needed = words.heightForWidth(words.width()) if words.wordWrap() else words.sizeHint().height()
            assert words.height() + 2 >= needed, words.text()
            assert words.wordWrap() or words.width() + 2 >= words.sizeHint().width(), words.text()


def test_large_text_folds_the_rail_into_a_menu_and_the_window_still_fits(dressed, theme):
    compact = theme.text_percent == 200
    assert dressed.rail.isVisible() is not compact
    assert dressed.top.menu.isVisible()
    assert dressed.width() == 1366
    dressed.top.menu.menu().aboutToShow.emit()
    places = next(one.menu() for one in dressed.top.menu.menu().actions() if one.text() == "Go to")
    assert [action.text().split("\t")[0] for action in places.actions()] == [
        "Children", "Meetings", "Actions", "Directory", "Practice", "Back",
    ]  # fmt: skip


def test_shortcuts_do_not_collide(window):
    keys = [one.keys for one in window.commands()]
    assert len(keys) > 8
    assert len(keys) == len(set(keys))


def foot(window):
    return {one.text(): one.toolTip() for one in window.keys.findChildren(QLabel)}


def test_what_the_check_of_the_record_found_is_shown_when_it_is_whole_too(window, bench, qtbot):
    assert "Encrypted on this device" in foot(window)
    bench.record.tell_checked("ok")
    qtbot.waitUntil(lambda: "Encrypted; checked whole at 10:34" in foot(window))
    assert not window.message.isVisible()


def test_a_damaged_record_is_said_with_what_to_do_and_stays_said(window, bench, qtbot):
    bench.record.tell_checked("damaged: page 7 is not as cremeet wrote it; restore the vault from a backup.")
    qtbot.waitUntil(window.message.isVisible)
    told = "Page 7 is not as cremeet wrote it; restore the vault from a backup."
    assert window.message.text == told
    assert foot(window)["Record damaged"] == told
