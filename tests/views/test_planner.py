"""Planning a meeting and preparing it, with the keyboard, on a real record; and the list of meetings."""

import threading
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from cremeet.clock import london
from cremeet.services import child_page, holding, meetings
from cremeet.views.planner import MeetingsPage, PlannerPage
from tests import factory
from tests.views.asked import Asked

Key = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def press(key, modifier=Qt.KeyboardModifier.NoModifier, on=None):
    there = on or QApplication.focusWidget()
    assert there is not None, "nothing has the focus"
    QTest.keyClick(there, key, modifier)


def write(words, on):
    on.setFocus()
    press(Key.Key_A, CONTROL, on)
    QTest.keyClicks(on, words)


def save(dialog):
    press(Key.Key_Return, CONTROL, on=dialog)


def field(dialog, name):
    return dialog._form.field(name)


def choose(box, value):
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


class Planning:
    """The planner page, shown, with the record behind it in reach."""

    def __init__(self, desk, record, qtbot):
        self.desk, self.record, self.qtbot = desk, record, qtbot
        self.child = record.ask(factory.child)
        self.episode = record.ask(factory.episode, self.child)

    def open(self, meeting_id=None):
        self.page = PlannerPage(self.desk, self.child, meeting_id)
        self.qtbot.addWidget(self.page)
        self.page.resize(1284, 690)
        self.page.show()
        self.qtbot.waitExposed(self.page)
        self.page.activateWindow()
        self.settle()
        return self.page

    def settle(self):
        for _ in range(3):
            self.record.settle(self.qtbot)
            QApplication.processEvents()

    def fill(self):
        plan = self.page.plan
        for name, words in (("trigger", "New referral"), ("chair", "Cher Person"), ("minute_taker", "Minnie Taker")):
            write(words, plan.field(name))

    def head(self):
        return self.view().head

    def view(self):
        return self.record.ask(meetings.meeting_view, self.page._meeting_id)

    def lines(self):
        return self.record.ask(meetings.meetings)


@pytest.fixture
def planning(desk, record, qtbot):
    return Planning(desk, record, qtbot)


def test_a_plan_that_is_not_shown_yet_can_be_neither_kept_nor_begun(desk, record, qtbot):
    child = record.ask(factory.child)
    meeting_id, disk = record.ask(factory.meeting, record.ask(factory.episode, child)), threading.Event()
    record.thread.submit(lambda _: disk.wait(20))
    try:
        page = PlannerPage(desk, child, meeting_id)
        qtbot.addWidget(page)
        page.show()
        assert (page.save.isEnabled(), page.start.isEnabled()) == (False, False)
    finally:
        disk.set()
    record.settle(qtbot)
    assert (page.save.isEnabled(), page.start.isEnabled()) == (True, True)


def test_the_proposal_follows_the_kind_and_the_day_from_which_the_timescale_counts(planning):
    page = planning.open()
    first = page.plan.due.text()
    assert first.startswith("Due by ")
    items = len(page.agenda.items)
    choose(page.plan.field("kind"), "strategy")
    planning.settle()
    assert page.plan.due.text() != first
    assert len(page.agenda.items) != items
    second = page.plan.due.text()
    write("16/11/2026", page.plan.field("triggered_on").line)
    planning.settle()
    assert page.plan.due.text() != second


def test_the_moment_is_read_back_and_a_day_on_which_nobody_works_is_said(planning):
    page = planning.open()
    starts = page.plan.field("starts_at")
    write("26/11/2026", starts.day.line)
    assert "in 3 working days" in starts.day.line.accessibleDescription()
    write("sat", starts.day.line)
    assert starts.day.value() == date(2026, 11, 28), "a short day of a meeting lies ahead"
    assert "not a working day" in starts.day.line.accessibleDescription()
    write("25/12/2026", starts.day.line)
    assert "Christmas" in starts.day.line.accessibleDescription()


def test_why_it_is_late_is_asked_only_when_it_is(planning):
    page = planning.open()
    assert not page.plan.late.isVisible()
    planning.fill()
    write("21/12/2026", page.plan.field("starts_at").day.line)
    planning.settle()
    assert page.plan.late.isVisible()
    press(Key.Key_Return, CONTROL, on=page)
    assert "Say why the meeting is after its due date." in page.errors.accessibleName()
    assert planning.lines() == ()
    write("26/11/2026", page.plan.field("starts_at").day.line)
    planning.settle()
    assert not page.plan.late.isVisible()
    press(Key.Key_Return, CONTROL, on=page)
    planning.settle()
    assert len(planning.lines()) == 1


def test_a_plan_with_gaps_is_not_made_and_each_gap_leads_to_its_field(planning):
    page = planning.open()
    write("", page.plan.field("starts_at").hour.line)
    press(Key.Key_Delete, on=page.plan.field("starts_at").hour.line)
    write("ninety", page.plan.field("planned_minutes"))
    press(Key.Key_Return, CONTROL, on=page)
    said = page.errors.accessibleName()
    for sentence in ("Say what brings the meeting about.", "Enter the time too", "whole number", "Name the chair."):
        assert sentence in said
    assert QApplication.focusWidget() is page.errors
    press(Key.Key_Tab)
    press(Key.Key_Space)
    assert QApplication.focusWidget() is page.plan.field("trigger")
    assert planning.lines() == ()


def test_what_the_record_refuses_is_shown_and_what_was_typed_stays(planning):
    page = planning.open()
    planning.fill()
    write("Cher Person", page.plan.field("minute_taker"))
    press(Key.Key_Return, CONTROL, on=page)
    planning.qtbot.waitUntil(page.errors.isVisible)
    assert "cannot also take the minutes" in page.errors.accessibleName()
    assert page.plan.field("trigger").value() == "New referral"
    assert page.save.isEnabled()


def test_agenda_items_are_moved_skipped_added_and_taken_away_by_keyboard(planning):
    page = planning.open()
    page.tabs.setCurrentIndex(1)
    editor = page.agenda
    before = [item.title for item in editor.items]
    editor.table.setFocus()
    press(Key.Key_Down, ALT)
    assert [item.title for item in editor.items][:2] == [before[1], before[0]]
    press(Key.Key_Up, ALT)
    assert [item.title for item in editor.items] == before

    said = []
    planning.record.record.trouble.connect(said.append)
    button = {one.text(): one for one in editor.findChildren(type(page.save))}
    assert editor.items[0].mandatory
    button["Take away"].click()
    assert "mandatory: skip it with a reason" in said[0]
    assert [item.title for item in editor.items] == before

    with Asked(lambda dialog: (QTest.keyClicks(dialog.field, "Read out already."), dialog.yes.click())):
        button["Skip or hold"].click()
    assert editor.items[0].skip_reason == "Read out already."
    button["Skip or hold"].click()
    assert editor.items[0].skip_reason == ""

    def add(dialog):
        write("Family time", field(dialog, "title"))
        write("many", field(dialog, "minutes"))
        save(dialog)
        assert dialog.isVisible()
        write("7", field(dialog, "minutes"))
        save(dialog)

    with Asked(add):
        button["Add an item"].click()
    assert (editor.items[1].title, editor.items[1].minutes) == ("Family time", 7)
    editor.table.selectRow(1)
    button["Take away"].click()
    assert [item.title for item in editor.items] == before


def test_a_changed_agenda_is_kept_with_the_plan(planning):
    page = planning.open()
    page.agenda.table.setFocus()
    page.agenda._move(1)
    planning.fill()
    wanted = [item.title for item in page.agenda.items]
    press(Key.Key_Return, CONTROL, on=page)
    planning.settle()
    assert [item.title for item in planning.view().items] == wanted


def test_plan_invite_report_views_and_start(planning, went):
    people = planning.record.ask(factory.professionals)
    page = planning.open()
    assert not page.tabs.isTabEnabled(2)
    planning.fill()
    press(Key.Key_Return, CONTROL, on=page)
    planning.settle()
    assert page.tabs.currentIndex() == 2
    assert planning.head().state == "planned"

    def invite(dialog):
        for one in people[:2]:
            field(dialog, "chosen").boxes[one].setFocus()
            press(Key.Key_Space)
        save(dialog)

    with Asked(invite):
        press(Key.Key_I, CONTROL, on=page)
        planning.settle()
    planning.qtbot.waitUntil(lambda: len(page.people.table.rows) == 2)
    assert "Core agencies not invited yet" in page.people.missing.text()

    def child(dialog):
        write("Robin", field(dialog, "name"))
        choose(field(dialog, "part"), "child")
        save(dialog)

    with Asked(child):
        page.people.other.click()
    planning.qtbot.waitUntil(lambda: len(page.people.table.rows) == 3)

    def report(dialog):
        QTest.keyClicks(field(dialog, "words"), "Two missing episodes this month.")
        save(dialog)

    with Asked(report):
        press(Key.Key_Return, on=page.people.table)
    planning.settle()
    assert [one.report for one in planning.view().people if one.report] == ["Two missing episodes this month."]

    page.tabs.setCurrentIndex(3)
    QTest.keyClicks(page.voice.field("own_words"), "I want to stay at my school.")
    page.activateWindow()
    planning.qtbot.waitUntil(page.isActiveWindow)
    press(Key.Key_Return, CONTROL | Qt.KeyboardModifier.ShiftModifier, on=page)
    planning.settle()
    view = planning.view()
    assert view.voice.own_words == "I want to stay at my school."
    assert view.head.state == "live"
    assert went.places == [("meeting", view.head.meeting_id)]


def test_views_are_kept_as_they_are_typed_and_coming_back_do_not_disturb_the_typist(planning):
    page = planning.open(planning.record.ask(factory.meeting, planning.episode))
    page.tabs.setCurrentIndex(3)
    words = page.voice.field("own_words")
    words.setFocus()
    QTest.keyClicks(words, "I want ")
    planning.qtbot.waitUntil(lambda: planning.view().voice.own_words == "I want")
    planning.settle()
    QTest.keyClicks(words, "to stay.")
    page.leave()
    planning.settle()
    assert planning.view().voice.own_words == "I want to stay."


def test_a_changed_plan_is_kept_when_the_page_is_left_and_before_the_meeting_starts(planning, went):
    page = planning.open(planning.record.ask(factory.meeting, planning.episode))
    assert not page.plan.field("kind").isEnabled()
    write("Room 4", page.plan.field("place"))
    page.leave()
    planning.settle()
    assert planning.head().place == "Room 4"
    write("Room 5", page.plan.field("place"))
    page.start.click()
    planning.settle()
    assert (planning.head().place, planning.head().state) == ("Room 5", "live")
    assert went.places == [("meeting", page._meeting_id)]


def test_apologies_and_taking_an_invitation_back_ask_why(planning):
    page = planning.open(planning.record.ask(factory.meeting, planning.episode))
    page.tabs.setCurrentIndex(2)
    first = page.people.table.rows[0].attendance_id
    with Asked(lambda dialog: (QTest.keyClicks(dialog.field, "In court."), dialog.yes.click())):
        page.people.apologies.click()
    planning.settle()
    person = next(one for one in planning.view().people if one.attendance_id == first)
    assert person.status == "apologies"
    page.people.table.selectRow(3)
    with Asked(lambda dialog: (QTest.keyClicks(dialog.field, "Invited twice."), dialog.yes.click())):
        page.people.uninvite.click()
    planning.settle()
    assert len(page.people.table.rows) == 3


def test_without_an_open_episode_nothing_can_be_planned_and_it_is_said(planning, desk, record, qtbot):
    planning.child = record.ask(factory.child, given_names="Alex")
    page = planning.open()
    assert not page.tabs.isVisible()
    assert record.ask(child_page.child_page, planning.child).episodes == ()


def test_the_plan_stands_in_two_columns_and_does_not_scroll_at_the_usual_size(planning):
    page = planning.open()
    page.resize(1284, 668)  # what the bars leave of 1366 x 768
    kind, mode = page.plan.field("kind"), page.plan.field("mode")
    planning.qtbot.waitUntil(lambda: mode.mapTo(page, mode.rect().topLeft()).x() > kind.width())
    area = page.findChild(QScrollArea)
    planning.qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)


# -- the list of meetings ----------------------------------------------------------------------------------------------


@pytest.fixture
def listed(desk, record, qtbot):
    def shown():
        page = MeetingsPage(desk)
        qtbot.addWidget(page)
        page.resize(1284, 690)
        page.show()
        qtbot.waitExposed(page)
        page.activateWindow()
        record.settle(qtbot)
        return page

    return shown


def test_meetings_open_by_their_state_and_are_narrowed_by_it(listed, record, went, qtbot):
    child = record.ask(factory.child)
    episode = record.ask(factory.episode, child)
    begun = record.ask(factory.meeting, episode)
    record.ask(holding.start, begun)
    planned = record.ask(factory.meeting, episode, starts_at=london(date(2026, 11, 26), 10))
    page = listed()
    assert {line.meeting_id for line in page.table.rows} == {begun, planned}
    for meeting_id in (planned, begun):
        page.table.setFocus()
        assert page.table.go_to(meeting_id)
        press(Key.Key_Return)
    assert went.places == [("planner", child, planned), ("meeting", begun)]
    choose(page.state, "live")
    record.settle(qtbot)
    assert [line.meeting_id for line in page.table.rows] == [begun]
    assert page.count.text() == "1 meeting"


def test_a_vault_without_meetings_leads_to_the_children_and_the_list_follows_the_record(listed, record, went, qtbot):
    page = listed()
    assert not page.table.isVisible()
    QTest.keyClick(page.first_focus(), Key.Key_Space)
    assert went.places == [("children",)]
    record.ask(factory.meeting)
    qtbot.waitUntil(lambda: len(page.table.rows) == 1 and page.table.isVisible())
    choose(page.state, "approved")
    record.settle(qtbot)
    assert page.count.text() == "No meeting is in this state."
    assert page.state.isVisible()
