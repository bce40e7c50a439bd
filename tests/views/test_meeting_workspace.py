"""The workspace around the minutes: agenda, people, decisions, views, places, room and the keyboard."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from cremeet.services import attendance, decisions, holding
from cremeet.services.decisions import DecisionDetails
from cremeet.views.meeting import MeetingPage
from tests.views.meeting_room import Key, Room


@pytest.fixture
def room(desk, record, qtbot):
    return Room(desk, record, qtbot).begin().open()


def said(widget, row=0):
    return widget.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)


# -- before the meeting ------------------------------------------------------------------------------------------------
def test_a_meeting_that_has_not_begun_is_started_from_its_page(desk, record, qtbot):
    room = Room(desk, record, qtbot).open()
    assert QApplication.focusWidget().text() == "Start the meeting"
    room.press(Key.Key_Space)
    room.settle()
    assert room.view.head.state == "live"
    assert QApplication.focusWidget() is room.editor


def test_a_meeting_that_has_not_begun_leads_to_its_plan_and_assessment(desk, record, qtbot, went):
    room = Room(desk, record, qtbot).open()
    room.page._before.prepare.click()
    room.page._before.assess.click()
    assert [place[0] for place in went.places] == ["planner", "risk"]
    assert went.places[0][2] == went.places[1][1] == room.meeting_id


# -- the agenda --------------------------------------------------------------------------------------------------------
def test_the_next_item_and_its_minutes(room, record):
    record.clock.advance(timedelta(minutes=6))
    room.control(Key.Key_Down)
    view = room.view
    assert [item.state for item in view.items[:3]] == ["done", "now", "waiting"]
    assert room.page.work.item_id == view.items[1].item_id
    assert room.page.head.title.text().startswith("2. ")
    assert "done, took 6 of 4 minutes" in said(room.page.agenda.items)
    assert room.page.agenda._drift.text() == "2 min behind"


def test_the_item_timer_says_in_words_when_it_is_over(room, record):
    record.clock.advance(timedelta(minutes=6, seconds=5))
    room.page.work.tick.emit()
    assert room.page.head.timer.text() == "6:05 of 4 min, 2 over"
    assert room.page.head.timer.property("role") == "chip-warn"
    assert room.page.head.timer.accessibleName() == "Item timer: 6 of 4 minutes"


def test_looking_at_an_item_does_not_move_the_meeting_on(room):
    third = room.page.work.view.items[2]
    room.page.agenda.items.setFocus()
    for _ in range(2):
        room.press(Key.Key_Down)
    room.press(Key.Key_Return)
    assert room.page.work.item_id == third.item_id
    assert room.view.items[0].state == "now"
    assert room.page.head.here.isVisible()
    room.page.head.here.click()
    assert room.view.items[2].state == "now"


def test_an_item_is_skipped_with_a_reason_only(room):
    item = room.page.work.view.items[0]
    room.page.chairing.skip(item)
    dialog = room.dialog()
    QTest.keyClick(dialog, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    assert room.view.items[0].state == "now"
    room.answer(words="Everybody knows one another.")
    assert (room.view.items[0].state, room.view.items[0].skip_reason) == ("skipped", "Everybody knows one another.")
    assert "skipped: Everybody" in said(room.page.agenda.items)


def test_the_screen_goes_on_with_the_meeting_from_an_item_that_was_over_before_it_was_read(room, record):
    second = room.page.work.view.items[1]
    room.page.chairing.next_item()
    record.ask(holding.skip, second.item_id, "Said at the door.")  # on a slow disk, before the answer to the first
    room.settle()
    assert room.page.work.item_id == room.page.work.now.item_id == room.view.items[2].item_id


def test_adjourning_asks_why_and_resuming_goes_on(room):
    room.page.agenda.pause.click()
    room.answer(words="The fire alarm rang.")
    assert room.view.head.state == "adjourned"
    assert room.page.agenda._drift.text() == "Adjourned"
    assert not room.page.agenda.next.isEnabled()
    room.page.agenda.pause.click()
    assert room.view.head.state == "live"


def test_an_item_is_added_and_moved(room):
    first = room.page.work.view.items[0]
    room.page.chairing.add_after(first)
    room.answer(title="A late question", minutes=7)
    assert room.view.items[1].title == "A late question"
    room.page.chairing.move(room.page.work.view.items[1], 1)
    assert room.view.items[2].title == "A late question"


def test_reading_the_statement_is_noted_once_and_minuted_again(room):
    button = next(one for one in room.page.head._buttons if "statement" in one.text().lower())
    button.click()
    assert room.view.head.confidentiality_read_at is not None
    assert any("09:30" in one.text() for one in room.page.head._buttons)
    room.page.chairing.read_statement()
    assert "read again" in room.view.entries[-1].words


def test_the_review_date_is_proposed_with_its_reason(room):
    room.page.chairing.set_review()
    assert room.dialog().findChildren(QLineEdit)[0].text()
    room.answer(on=date(2026, 12, 14))
    assert room.view.head.review_on == date(2026, 12, 14)


def test_prompts_and_script(room):
    prompts = room.page.prompts
    first = room.page.work.item.prompts[0]
    assert first in prompts.text
    prompts.all.click()
    assert all(prompt in prompts.text for prompt in room.page.work.item.prompts)
    prompts.script.click()
    assert prompts.text == room.page.work.pack.confidentiality.script
    room.control(Key.Key_H)
    assert prompts.text == ""
    assert room.page.head.prompt.isVisible()
    room.control(Key.Key_H)
    assert prompts.text


def test_the_right_form_opens_beside_each_item(room):
    beside = {}
    for item in room.page.work.view.items:
        room.page.work.show_item(item.item_id)
        beside[item.template] = room.page.inspector.tabs.tabText(room.page.inspector.tabs.currentIndex()).split()[0]
    assert (beside["welcome"], beside["views"], beside["decisions"], beside["plan"]) == (
        "People",
        "Views",
        "Decisions",
        "Actions",
    )


# -- people ------------------------------------------------------------------------------------------------------------
def test_people_are_marked_by_space_and_the_quorum_follows(desk, record, qtbot):
    room = Room(desk, record, qtbot).begin(here=False).open()
    assert "Not quorate" in room.page.inspector.quorum.accessibleName()
    panel = room.page.inspector.open("people")
    panel.people.setFocus()
    for _ in panel.people.rows:
        room.press(Key.Key_Space)
        room.settle()
        room.press(Key.Key_Down)
    assert {person.status for person in room.view.people} == {"present"}
    assert room.page.inspector.quorum.accessibleName().startswith("Quorate")


def test_going_on_without_a_quorum_needs_a_reason(desk, record, qtbot):
    room = Room(desk, record, qtbot).begin(here=False).open()
    room.page.inspector.quorum.go_on.click()
    room.answer(reason="The police have sent a report.")
    assert room.view.quorum.reason == "The police have sent a report."
    assert room.page.inspector.quorum.accessibleName().startswith("Going on without a quorum")


def test_leaving_times_and_somebody_who_came_unasked(room, record):
    panel = room.page.inspector.open("people")
    record.clock.advance(timedelta(minutes=30))
    panel.left.click()
    assert room.view.people[0].left_at is not None
    panel.times.click()
    room.answer(came="9.35", left="9:50")
    person = room.view.people[0]
    assert [f"{at:%H:%M}" for at in (person.arrived_at, person.left_at)] == ["09:35", "09:50"]
    assert "09:35 to 09:50" in said(panel.people)
    panel.add.click()
    room.answer(name="Una Invented", agency="housing", role="Officer")
    assert (room.view.people[-1].name, room.view.people[-1].status) == ("Una Invented", "present")


def test_a_time_that_is_none_is_refused_and_nothing_changes(room):
    panel = room.page.inspector.open("people")
    before = room.view.people[0]
    panel.times.click()
    dialog = room.dialog()
    dialog._form.fill({"came": "noonish"})
    dialog.save.click()
    room.settle()
    assert dialog.isVisible()
    assert dialog.errors.isVisible()
    assert room.view.people[0].arrived_at == before.arrived_at
    dialog.accept()


def test_apologies_keep_their_reason(room):
    panel = room.page.inspector.open("people")
    panel.apologies.click()
    room.answer(reason="In court")
    assert (room.view.people[0].status, room.view.people[0].reason) == ("apologies", "In court")


# -- decisions, actions, views -----------------------------------------------------------------------------------------
def test_a_decision_gets_its_reason_and_dissent(room):
    room.say("/d Hold a plan")
    room.page.inspector.tabs.setCurrentIndex(1)
    panel = room.page.inspector.decisions
    assert "No reason yet" in said(panel.decisions)
    panel.reason.click()
    room.answer(reason="What four agencies told us.")
    panel.dissent.click()
    room.answer(agency="police", reason="Too soon.")
    decision = room.view.decisions[0]
    assert (decision.reason, decision.dissents[0].reason) == ("What four agencies told us.", "Too soon.")
    panel.nobody.click()
    assert room.view.decisions[0].dissents == ()
    assert "Dissent not asked" not in said(panel.decisions)


def test_an_action_made_in_haste_is_mended_and_opened(room, went):
    room.say("/a Ring home")
    assert room.page.minutes.line._hint.text() == "No owner yet. No due date yet."
    panel = room.page.inspector.open("actions")
    panel.mend.click()
    owner = next(person for person in room.view.people if person.agency == "health")
    room.answer(owner=owner.attendance_id, due_on=date(2026, 12, 4), priority="high")
    action = room.view.actions[0]
    assert (action.owner, action.agency, action.due_on) == (owner.name, "health", date(2026, 12, 4))
    panel.lines.setFocus()
    room.press(Key.Key_Return)
    assert went.places[-1] == ("plan", room.meeting_id, action.action_id)


def test_views_are_safe_as_typed_and_kept_when_the_form_is_left(room):
    room.page.inspector.open("views")
    form = room.page.inspector.views
    field = form._form.row_of["own_words"].target
    field.setFocus()
    room.type("I want to stay")
    room.qtbot.waitUntil(lambda: any("I want to stay" in words for _, words in room.view.drafts), timeout=3000)
    assert room.view.voice.own_words == ""
    room.editor.setFocus()
    assert room.view.voice.own_words == "I want to stay"
    assert room.view.drafts == ()


def test_views_half_typed_are_there_on_reopening(room):
    room.page.inspector.open("views")
    room.page.inspector.views._form.row_of["own_words"].target.setFocus()
    room.type("I like")
    room.page.inspector.views._save.flush()
    room.settle()
    room.page.close()
    again = room.open()
    again.page.inspector.open("views")
    assert again.page.inspector.views._form.values()["own_words"] == "I like"


# -- places, room, keyboard --------------------------------------------------------------------------------------------
def test_the_close_lists_places_are_found(room, record):
    room.say("Something said")
    entry = room.view.entries[0]
    decided = record.ask(decisions.decide, room.view.items[3].item_id, DecisionDetails("Hold a plan"))
    room.settle()
    other = room.page.work.view.items[5]
    room.page.go_to(other.item_id)
    assert room.page.work.item_id == other.item_id
    room.page.go_to(f"entry:{entry.entry_id}")
    assert room.page.work.item_id == entry.item_id
    assert QApplication.focusWidget() is room.page.minutes.entries
    room.page.go_to(f"decision:{decided.decision_id}")
    assert QApplication.focusWidget() is room.page.inspector.decisions.decisions
    room.page.go_to("people")
    assert QApplication.focusWidget() is room.page.inspector.open("people").people
    room.page.go_to("voice")
    assert room.page.inspector.views.isVisible()


def test_the_other_screens_are_one_key_away(room, went):
    for key in (Key.Key_R, Key.Key_P, Key.Key_C):
        room.alt(key)
    assert [place[0] for place in went.places] == ["risk", "plan", "close"]


@pytest.mark.parametrize(
    ("size", "percent", "agenda", "both", "picker"),
    [
        ((1284, 640), 100, True, True, False),
        ((1284, 640), 200, False, False, True),
        ((900, 640), 100, True, True, False),
    ],
)
def test_panes_fold_by_letters(desk, record, qtbot, theme, size, percent, agenda, both, picker):
    theme.set_text_percent(percent)
    room = Room(desk, record, qtbot, size=size).begin().open()
    page = room.page
    assert page.agenda.isVisible() is agenda
    assert (page.centre.isVisible() and page.inspector.isVisible()) is both
    assert page.compact.isVisible() is picker
    assert page.minutes.line.isVisible()
    assert page.width() == size[0], "nothing forces the window wider"
    if picker:
        page.compact.show_side(1)
        assert page.inspector.isVisible()
        assert not page.centre.isVisible()


def test_larger_text_folds_the_panes_at_once(room, theme):
    assert not room.page.compact.isVisible()
    theme.set_text_percent(200)
    QApplication.processEvents()
    assert room.page.compact.isVisible()
    assert room.page.minutes.line.isVisible()
    theme.set_text_percent(100)
    QApplication.processEvents()
    assert room.page.agenda.isVisible()


def test_a_written_report_is_read_and_taken_in_at_the_table(room):
    panel = room.page.inspector.open("people")
    panel.report.click()
    room.answer(words="Seen twice this month.", tag="professionals")
    person = room.view.people[0]
    assert (person.report, person.report_tag, person.report_received_on) == (
        "Seen twice this month.",
        "professionals",
        date(2026, 11, 23),
    )


def test_every_control_is_named_and_tab_goes_round_without_a_trap(room):
    room.say("Something said")
    for name in ("decisions", "people", "views", "actions"):
        room.page.inspector.open(name)
    unnamed = [
        one
        for one in room.page.findChildren(QWidget)
        if one.isVisible()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (one.accessibleName() or (isinstance(one, QAbstractButton) and one.text()))
        and one is not room.page.inspector.tabs  # a tab bar's name is always its current tab
    ]
    assert not unnamed
    room.editor.setFocus()
    seen = []
    for _ in range(80):
        room.press(Key.Key_Tab)
        seen.append(QApplication.focusWidget())
        if seen[-1] is room.editor:
            break
    assert seen[-1] is room.editor, "Tab comes round to where it began"
    assert {room.page.agenda.items, room.page.minutes.entries, room.page.inspector.tabs} <= set(seen)


def test_the_line_shows_where_the_keyboard_is(room):
    line = room.page.minutes.line
    held_picture = line.grab().toImage()
    room.page.agenda.items.setFocus()
    assert line.grab().toImage() != held_picture


def test_another_pane_follows_what_the_record_hears(room, record):
    record.ask(attendance.mark, room.view.people[0].attendance_id, "apologies")
    record.ask(holding.go_to, held_item(room, 4))
    room.settle()
    assert room.page.work.item_id == held_item(room, 4)
    assert room.page.work.view.people[0].status == "apologies"


def held_item(room, number):
    return room.page.work.view.items[number].item_id


def test_a_meeting_that_is_not_there_says_so(desk, record, qtbot):
    page = MeetingPage(desk, "nothing")
    qtbot.addWidget(page)
    page.show()
    record.settle(qtbot)
    assert "not in this vault" in page._message._text.text()
