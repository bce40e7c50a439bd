"""The building blocks: names, faults, keyboard, and what a screen reader is told."""

from datetime import date, time

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from cremeet.views import fields
from cremeet.views.fields import (
    AutoSave,
    ChoiceField,
    Column,
    DateField,
    Form,
    LineField,
    ListTable,
    ManyOf,
    OneOf,
    Page,
    TextField,
    TimeField,
)
from cremeet.views.fields.dialogs import Question

TYPES = (("cse", "Sexual exploitation"), ("cce", "Criminal & county lines"), ("rad", "Radicalisation"))


@pytest.fixture
def spoken(monkeypatch):
    """What was announced, with whether it interrupts."""
    said = []

    def hear(event):
        if event.type() == QAccessible.Event.Announcement:
            said.append((event.message(), event.politeness() == QAccessible.AnnouncementPoliteness.Assertive))

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    return said


@pytest.fixture
def shown(qtbot, theme):
    def show(widget, size=(700, 700)):
        qtbot.addWidget(widget)
        widget.resize(*size)
        widget.show()
        qtbot.waitExposed(widget)
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        return widget

    return show


def spoken_name(widget):
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def spoken_description(widget):
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Description)


# -- forms ----------------------------------------------------------------------------------------------------------
def test_a_row_names_its_field_and_describes_it_by_hint_and_fault(shown):
    form = Form()
    row = form.add("Reason", LineField(), hint="In a few words.", required="Give the reason.")
    shown(form)
    assert spoken_name(row.target) == "Reason"
    assert spoken_description(row.target) == "In a few words."
    assert form.faults() == [("Give the reason.", row.target)]
    assert spoken_description(row.target) == "Error: Give the reason. In a few words."
    row.field.set_value("They asked for it.")
    assert form.faults() == []
    assert spoken_description(row.target) == "In a few words."


def test_a_label_is_tied_to_what_is_typed_into(shown):
    form = Form()
    row = form.add("Date", DateField(lambda: date(2026, 11, 23)))
    shown(form)
    tied = [one for one in row.findChildren(QLabel) if one.buddy() is row.target]
    assert [one.text() for one in tied] == ["Date"]


def test_every_tick_and_radio_is_named_with_its_question(shown):
    form = Form()
    form.add("Types", ManyOf(TYPES))
    form.add("Seen alone?", OneOf((("yes", "Yes"), ("no", "No"))), hint="By anyone.")
    shown(form)
    names = {spoken_name(one) for one in form.findChildren(QAbstractButton)}
    assert "Types: Criminal & county lines" in names
    assert "Seen alone?: No" in names


def test_a_hidden_row_is_not_checked(shown):
    form = Form()
    row = form.add("Reason", LineField(), required="Give the reason.")
    shown(form)
    row.hide()
    assert form.faults() == []


def test_the_list_of_faults_takes_the_focus_is_announced_and_leads_to_each_field(shown, spoken, qtbot):
    page = Page("Plan a meeting")
    form = Form()
    form.add("Place", LineField(), required="Say where it is held.")
    for number in range(30):
        form.add(f"Filler {number}", LineField())
    last = form.add("Chair", LineField(), required="Name the chair & their agency.")
    page.content.addWidget(form)
    shown(page, (600, 400))
    assert page.show_faults(form.faults())
    assert QApplication.focusWidget() is page.errors
    assert spoken == [("There is a problem. Say where it is held. Name the chair & their agency.", True)]
    links = page.errors.findChildren(QPushButton)
    assert [spoken_name(link) for link in links] == ["Say where it is held.", "Name the chair & their agency."]
    links[1].setFocus()
    QTest.keyClick(links[1], Qt.Key.Key_Space)
    assert QApplication.focusWidget() is last.target
    qtbot.waitUntil(lambda: last.target.visibleRegion().boundingRect().height() > 10)
    assert not page.show_faults([])
    assert page.errors.isHidden()


def test_a_long_fault_wraps_and_is_not_cut(shown):
    summary = fields.ErrorSummary()
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.addWidget(summary)
    column.addStretch(1)
    shown(holder, (360, 500))
    summary.show_faults([("That passphrase does not open this vault; check it and try again. " * 3, holder)])
    QApplication.processEvents()
    link = summary.findChildren(QPushButton)[0]
    words = link.findChild(QLabel)
    assert words.height() >= words.heightForWidth(words.width())
    assert link.width() <= holder.width()


# -- fields ---------------------------------------------------------------------------------------------------------
def test_a_date_is_read_back_and_settled_when_left(shown, qtbot):
    field = DateField(lambda: date(2026, 11, 23), remark=lambda day: "a bank holiday" if day.day == 25 else "")
    form = Form()
    row = form.add("Date", field)
    form.add("Next", LineField())
    shown(form)
    row.target.setFocus()
    with qtbot.waitSignal(field.edited):
        QTest.keyClicks(row.target, "25/12")
    assert row.target.accessibleDescription() == "Fri 25 Dec 2026 – a bank holiday"
    QTest.keyClick(row.target, Qt.Key.Key_Tab)
    assert row.target.text() == "Fri 25 Dec 2026"
    assert field.value() == date(2026, 12, 25)


def test_a_date_outside_its_limits_is_a_fault_in_words(theme, qtbot):
    field = DateField(lambda: date(2026, 11, 23), not_before=date(2026, 11, 23), not_after=date(2026, 12, 31))
    qtbot.addWidget(field)
    for typed, fault in (
        ("22/11", "Give a day on or after Mon 23 Nov 2026."),
        ("1/1/27", "Give a day on or before Thu 31 Dec 2026."),
        ("banana", "Type the date as day, month and year, such as 1/12/2026 or 1 Dec."),
        ("", ""),
    ):
        field.line.setText(typed)
        assert field.fault() == fault
        assert field.value() is None


def test_a_time_is_read_back(theme, qtbot):
    field = TimeField()
    qtbot.addWidget(field)
    field.line.setText("2pm")
    assert field.value() == time(14)
    field.set_value(time(9, 5))
    assert field.line.text() == "09:05"
    field.line.setText("25")
    assert field.value() is None
    assert "0 to 23" in field.fault()


def test_tab_leaves_a_text_and_what_is_pasted_is_plain(shown):
    form = Form()
    text, after = TextField(), LineField()
    form.add("Notes", text)
    form.add("After", after)
    shown(form)
    text.setFocus()
    rich = QMimeData()
    rich.setHtml("<h1><b>Two</b></h1>")
    rich.setText("Two")
    text.insertFromMimeData(rich)
    assert text.document().toHtml().count("<h1") == 0
    assert text.value() == "Two"
    QTest.keyClick(text, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after


def test_a_refresh_with_the_same_words_leaves_the_cursor_of_someone_typing(theme, qtbot):
    text = TextField("One two")
    qtbot.addWidget(text)
    cursor = text.textCursor()
    cursor.setPosition(3)
    text.setTextCursor(cursor)
    with qtbot.assertNotEmitted(text.edited):
        text.set_value("One two")
        assert text.textCursor().position() == 3
        text.set_value("Other")
    assert text.value() == "Other"


def test_a_choice_starts_empty_keeps_its_value_and_ignores_the_wheel(shown, qtbot):
    choice = ChoiceField(TYPES, prompt="Choose a type")
    shown(choice)
    assert choice.value() is None
    assert choice.is_empty()
    choice.setFocus()
    with qtbot.waitSignal(choice.edited):
        QTest.keyClicks(choice, "r")
    assert choice.value() == "rad"
    choice.set_choices(reversed(TYPES))
    assert choice.value() == "rad"
    choice.set_value("gone")
    assert choice.value() is None
    assert not choice.isEditable()


def test_many_and_one(shown, qtbot):
    many, one = ManyOf(TYPES, columns=2), OneOf((("yes", "Yes"), ("no", "No")))
    for group in (many, one):
        shown(group)
    many.set_value(("rad", "cse"))
    assert many.value() == ("cse", "rad")
    assert one.value() is None
    with qtbot.waitSignal(one.edited):
        QTest.keyClick(one.target, Qt.Key.Key_Space)
    assert one.value() == "yes"
    one.set_value(None)
    assert one.is_empty()


# -- saving what is typed -------------------------------------------------------------------------------------------
def test_typed_text_is_saved_after_a_pause_and_never_later_than_the_ceiling(theme, qtbot):
    text, saved = TextField(), []
    qtbot.addWidget(text)
    keeper = AutoSave(text, text.edited, lambda: saved.append(text.value()), quiet_ms=30, ceiling_ms=60_000)
    text.insertPlainText("Seen")
    assert keeper.waiting
    qtbot.waitUntil(lambda: saved == ["Seen"])
    assert not keeper.waiting
    busy, held = TextField(), []
    qtbot.addWidget(busy)
    keeper = AutoSave(busy, busy.edited, lambda: held.append(busy.value()), quiet_ms=60_000, ceiling_ms=30)
    busy.insertPlainText("a")
    busy.insertPlainText("b")
    qtbot.waitUntil(lambda: held == ["ab"])


def test_leaving_hands_over_what_waits_and_nothing_twice(theme, qtbot):
    text, saved = TextField(), []
    qtbot.addWidget(text)
    keeper = AutoSave(text, text.edited, lambda: saved.append(text.value()))
    keeper.flush()
    assert saved == []
    text.insertPlainText("Seen")
    keeper.flush()
    keeper.flush()
    assert saved == ["Seen"]


# -- tables ---------------------------------------------------------------------------------------------------------
ROWS = (("k1", "Robin Testwood", "High"), ("k2", "Sam Invented", "Medium"), ("k3", "Wen Fiction", ""))


@pytest.fixture
def table(shown, theme):
    columns = (Column("Name", lambda r: r[1], strong=True), Column("Level", lambda r: r[2], 120, lambda r: "bad"))
    made = ListTable(theme, "Children", columns)
    made.set_rows(ROWS, key=lambda r: r[0])
    return shown(made)


def test_a_row_says_everything_to_a_screen_reader(table):
    assert spoken_name(table) == "Children"
    index = table.model().index(1, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "2 of 3, Sam Invented, Level: Medium"
    assert table.model().index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "3 of 3, Wen Fiction"


def test_rows_are_walked_and_chosen_by_keyboard_and_tab_leaves(table, qtbot):
    table.setFocus()
    with qtbot.waitSignal(table.moved) as moved:
        QTest.keyClick(table, Qt.Key.Key_Down)
    assert moved.args == [ROWS[1]]
    with qtbot.waitSignal(table.chosen) as chosen:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert chosen.args == [ROWS[1]]
    assert not table.tabKeyNavigation()


def test_a_refresh_keeps_the_row_a_person_is_on(table):
    table.go_to("k2")
    table.set_rows((("k0", "Ada Newly", ""), *ROWS))
    assert table.current() == ROWS[1]
    table.set_rows(ROWS[:1])
    assert table.current() == ROWS[0]
    table.set_rows(())
    assert table.current() is None
    assert not table.go_to("k1")


def test_focus_changes_the_look_of_a_table(table, shown):
    other = shown(QPushButton("Elsewhere"))
    other.setFocus()
    other.activateWindow()
    QApplication.processEvents()
    before = table.grab().toImage()
    table.activateWindow()
    table.setFocus()
    QApplication.processEvents()
    assert table.grab().toImage() != before


# -- pages and questions --------------------------------------------------------------------------------------------
def test_a_page_says_why_it_is_empty_and_shows_its_content_when_ready(shown, spoken):
    page = Page("Children", "Everyone in this vault.")
    page.content.addWidget(LineField())
    shown(page)
    add = fields.button("Add a child", "primary")
    page.set_state("empty", "No child has been added yet.", add)
    assert add.isVisible()
    assert page.first_focus() is None
    page.set_state("error", "The list could not be read.")
    assert spoken == [("The list could not be read.", True)]
    page.set_state("ready")
    assert isinstance(page.first_focus(), LineField)


def test_a_quick_answer_flashes_no_message(shown, qtbot):
    page = Page("Children")
    shown(page)
    page.set_state("loading", "Fetching the list.")
    words = next(one for one in page.findChildren(QLabel) if one.text() == "Fetching the list.")
    assert not words.isVisible()
    qtbot.waitUntil(words.isVisible)
    page.set_state("ready")
    assert not words.isVisible()


def test_a_reason_is_never_blank_and_turning_back_gives_none(theme, qtbot, monkeypatch):
    steps = []

    def act(dialog):
        dialog.show()
        qtbot.waitExposed(dialog)
        steps.append(dialog.windowTitle())
        dialog.yes.click()
        assert dialog.isVisible()
        QTest.keyClicks(dialog.field, "The police could not attend.")
        dialog.yes.click()
        return dialog.result()

    monkeypatch.setattr(QDialog, "exec", act)
    assert fields.ask_reason(None, "Not quorate", "Why does the meeting go ahead?") == "The police could not attend."
    assert steps == ["cremeet"]
    monkeypatch.setattr(QDialog, "exec", lambda dialog: QDialog.DialogCode.Rejected)
    assert fields.ask_reason(None, "Not quorate", "Why does the meeting go ahead?") is None


def test_a_dangerous_question_defaults_to_turning_back(theme, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr(Question, "exec", lambda dialog: asked.append(dialog) or QDialog.DialogCode.Rejected)
    assert not fields.confirm(None, "Remove the link?", "Both records stay.", yes="Remove the link", danger=True)
    assert asked[0].no.isDefault()
    assert not asked[0].yes.isDefault()


@pytest.mark.parametrize(("width", "named"), [(900, 776), (250, 150)])
def test_a_sharing_column_takes_what_is_left_but_stays_readable(table, qtbot, width, named):
    table.resize(width, 400)
    heading = table.horizontalHeader()
    qtbot.waitUntil(lambda: abs(heading.sectionSize(0) - named) <= 6)
    assert heading.sectionSize(1) == 120
