"""Forms made from questions, the dialog around them, and tabs and columns that fit their window."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea, QTextEdit, QVBoxLayout, QWidget

from cremeet.errors import RuleError
from cremeet.views.fields.asking import Ask, AskDialog, AskForm
from cremeet.views.fields.flow import flowing
from cremeet.views.fields.moment import MomentField
from cremeet.views.fields.number import NumberField
from cremeet.views.fields.tabs import FittingTabs
from cremeet.views.fields.two_columns import TwoColumns
from tests.views.asked import Asked

Key = Qt.Key
EVERY = (
    Ask("", "About", "heading"),
    Ask("name", "Name", required="Enter the name."),
    Ask("note", "Note", "text"),
    Ask("minutes", "Minutes", "number"),
    Ask("on", "On", "day"),
    Ask("at", "At", "moment"),
    Ask("level", "Level", "choice", choices=(("low", "Low"), ("high", "High"))),
    Ask("types", "Types", "many", choices=(("a", "One"), ("b", "Another"))),
    Ask("confirmed", "Confirmed", "yes"),
)
FULL = {
    "name": "Robin", "note": "Likes trains.", "minutes": 45, "on": date(2026, 11, 20),
    "at": datetime(2026, 7, 1, 9, 30, tzinfo=UTC), "level": "high", "types": ("b",), "confirmed": True,
}  # fmt: skip


def today():
    return date(2026, 11, 23)


@pytest.fixture
def form(theme, qtbot):
    made = AskForm(EVERY, today)
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_is_filled_in_is_answered_unchanged(form):
    form.fill(FULL | {"somebody else's": 1})
    assert form.values() == FULL
    assert form.field("at").hour.line.text() == "10:30", "times are shown on English clocks"
    assert form.faults() == []


def test_an_empty_form_answers_emptiness_and_says_what_is_missing(form):
    assert form.values() == {
        "name": "", "note": "", "minutes": None, "on": None, "at": None, "level": "", "types": (), "confirmed": False,
    }  # fmt: skip
    assert [sentence for sentence, _ in form.faults()] == ["Enter the name."]


def test_every_question_has_a_name_for_a_screen_reader_the_time_too(form):
    for name, row in form.row_of.items():
        assert row.target.accessibleName().startswith(row.text), name
    assert form.field("at").hour.line.accessibleName() == "At: time"


def test_every_answer_that_is_typed_is_told_and_filling_in_is_not(form, qtbot):
    told = []
    form.typed.connect(lambda: told.append(1))
    form.fill(FULL)
    assert told == []
    for field in (form.field("name"), form.field("note"), form.field("at").hour.line, form.field("minutes")):
        before = len(told)
        QTest.keyClicks(field, "1")
        assert len(told) > before
    QTest.keyClick(form.field("confirmed"), Key.Key_Space)
    assert len(told) == 5


@pytest.mark.parametrize(
    ("day", "hour", "said"),
    [
        ("", "", ""),
        ("20/11/2026", "9:30", ""),
        ("20/11/2026", "", "Enter the time too"),
        ("", "9:30", "Enter the day too"),
    ],
)
def test_a_moment_is_whole_or_it_is_a_fault(theme, qtbot, day, hour, said):
    moment = MomentField(today)
    qtbot.addWidget(moment)
    moment.day.line.setText(day)
    moment.hour.line.setText(hour)
    assert moment.fault().startswith(said)
    assert bool(moment.fault()) == bool(said)
    assert moment.value() == (datetime(2026, 11, 20, 9, 30, tzinfo=UTC) if day and hour else None)
    assert moment.is_empty() == (not day and not hour)


@pytest.mark.parametrize("typed", ["0", "-5", "ninety", "1.5", "٣"])
def test_a_number_is_written_in_figures(theme, qtbot, typed):
    field = NumberField()
    qtbot.addWidget(field)
    field.setText(typed)
    assert "whole number" in field.fault()
    assert field.value() is None
    field.setText(" 90 ")
    assert (field.fault(), field.value()) == ("", 90)


# -- the dialog --------------------------------------------------------------------------------------------------------


@dataclass
class Keeper:
    """What a record does with the answers: it waits until it is told."""

    values: dict | None = None
    done: object = None
    refused: object = None

    def __call__(self, values, done, refused):
        self.values, self.done, self.refused = values, done, refused


@pytest.fixture
def asked(theme, qtbot):
    """A dialog that is open, with what it hands its answers to."""
    ground = QWidget()
    ground.resize(1000, 700)
    qtbot.addWidget(ground)
    ground.show()
    keeper, form = Keeper(), AskForm(EVERY, today)
    dialog = AskDialog(ground, "Ask", form, keeper)
    dialog.open()
    yield dialog, form, keeper
    ground.hide()


def save(dialog):
    QTest.keyClick(dialog, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_the_dialog_closes_only_when_the_record_has_taken_the_answers(asked, qtbot):
    dialog, form, keeper = asked
    save(dialog)
    assert keeper.values is None
    assert "Enter the name." in dialog.errors.accessibleName()
    QTest.keyClicks(form.field("name"), "Robin")
    save(dialog)
    assert keeper.values["name"] == "Robin"
    assert dialog.isVisible()
    QTest.keyClick(dialog, Key.Key_Escape)
    assert dialog.isVisible(), "what is being kept cannot be turned back"
    with qtbot.waitSignal(dialog.accepted):
        keeper.done()


def test_what_the_record_refuses_is_said_and_may_be_tried_again(asked):
    dialog, form, keeper = asked
    QTest.keyClicks(form.field("name"), "Robin")
    save(dialog)
    keeper.refused(RuleError("That name cannot be used."))
    assert dialog.isVisible()
    assert "That name cannot be used." in dialog.errors.accessibleName()
    assert form.field("name").value() == "Robin"
    keeper.values = None
    save(dialog)
    assert keeper.values is not None


def test_a_late_answer_to_a_dialog_that_is_gone_does_nothing(asked, qtbot):
    dialog, form, keeper = asked
    QTest.keyClicks(form.field("name"), "Robin")
    save(dialog)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.done(0)
    keeper.done()
    keeper.refused(RuleError("Too late."))


def test_going_on_writing_is_what_a_hasty_enter_chooses(asked):
    dialog, form, _ = asked
    QTest.keyClicks(form.field("name"), "Robin")
    with Asked(lambda question: QTest.keyClick(question, Key.Key_Return)):
        QTest.keyClick(dialog, Key.Key_Escape)
    assert dialog.isVisible()
    assert form.field("name").value() == "Robin"
    dialog.done(0)


# -- tabs and columns --------------------------------------------------------------------------------------------------


def test_a_long_tab_behind_does_not_make_a_short_one_scroll(theme, qtbot):
    tabs, area, long = FittingTabs("Parts"), QScrollArea(), QWidget()
    column = QVBoxLayout(long)
    for _ in range(30):
        column.addWidget(QTextEdit())
    tabs.addTab(QLabel("Short"), "Short")
    tabs.addTab(long, "Long")
    area.setWidgetResizable(True)
    area.setWidget(tabs)
    area.resize(500, 300)
    qtbot.addWidget(area)
    area.show()
    qtbot.waitExposed(area)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)
    tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 1000)
    tabs.setCurrentIndex(0)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)


def test_columns_stand_under_each_other_where_there_is_no_room(theme, qtbot):
    first, second = QLabel("First"), QLabel("Second")
    columns = TwoColumns(first, second)
    qtbot.addWidget(columns)
    columns.resize(1200, 300)
    columns.show()
    qtbot.waitUntil(lambda: second.x() > first.x() and second.y() == first.y())
    columns.resize(500, 300)
    qtbot.waitUntil(lambda: second.y() > first.y() and second.x() == first.x())


def test_a_flow_stands_low_pieces_in_the_middle_of_their_line_and_never_beyond_the_edge(theme, qtbot):
    tall, low, wide = QTextEdit(), QLabel("Low"), QLabel("Wide " * 60)
    tall.setFixedSize(80, 60)
    row = flowing(tall, low, wide)
    qtbot.addWidget(row)
    row.resize(300, 200)
    row.show()
    qtbot.waitExposed(row)
    assert abs(low.geometry().center().y() - tall.geometry().center().y()) <= 1
    assert wide.y() > tall.y()
