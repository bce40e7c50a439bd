"""Agreeing the plan by keyboard, against a real record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from cremeet.services import actions, closing, holding, meetings, review
from cremeet.services.actions import Plan
from cremeet.services.meetings import ActionLine
from cremeet.views.fields.asking import AskDialog
from cremeet.views.navigation import Desk
from cremeet.views.plan import PlanPage
from tests import factory, held
from tests.views.asked import Asked
from tests.views.conftest import focusable
from tests.views.kept import Kept, Went

CTRL = Qt.KeyboardModifier.ControlModifier


def opened(desk: Desk, record: Kept, qtbot: Any, meeting_id: str) -> PlanPage:
    page = PlanPage(desk, meeting_id)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.shown()
    record.settle(qtbot)
    return page


def plan(record: Kept, meeting_id: str) -> Plan:
    return record.ask(actions.plan, meeting_id)


def agreed(record: Kept, meeting_id: str) -> list[ActionLine]:
    return [line for pillar in plan(record, meeting_id).pillars for line in pillar.actions if not line.from_earlier]


def words_on(widget: Any) -> str:
    return " | ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


@pytest.fixture
def meeting(record: Kept) -> str:
    meeting_id = record.ask(held.live)
    record.ask(held.arrive, meeting_id)
    return meeting_id


@pytest.fixture
def page(desk: Desk, record: Kept, qtbot: Any, meeting: str) -> Iterator[PlanPage]:
    made = opened(desk, record, qtbot, meeting)
    yield made
    made.leave()
    record.settle(qtbot)


@pytest.fixture
def second(record: Kept) -> str:
    """A review under way, with one action of the first meeting that is overdue by now."""
    first = record.ask(held.ended, record.clock)
    record.clock.advance(timedelta(days=1))
    record.ask(closing.approve, first, "Cher Person")
    record.clock.advance(timedelta(days=20))
    again = record.ask(review.start_review, first, record.ask(review.propose_review_plan, first))
    record.ask(holding.start, again)
    return again


def test_an_action_is_added_by_keyboard(page: PlanPage, record: Kept, qtbot: Any, meeting: str) -> None:
    def fill(dialog: AskDialog) -> None:
        form: Any = dialog._form
        QTest.keyClicks(dialog.focusWidget(), "Meet Robin at school")
        choose(form.field("pillar"), "Prevent")
        choose(form.field("who"), "Priya Testnair, Social worker, Children's social care (here)")
        assert form.field("role").value() == "Social worker"
        assert form.field("agency").value() == "social-care"
        QTest.keyClicks(form.field("due_on").line, "4/12/2026")
        assert "9 working days from today" in form.field("due_on").line.accessibleDescription()
        QTest.keyClicks(form.field("measure"), "Robin says who they would ring")
        QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)

    with Asked(fill):
        QTest.keyClick(page, Qt.Key.Key_N, CTRL)
    record.settle(qtbot)
    (line,) = agreed(record, meeting)
    assert (line.words, line.pillar, line.owner, line.role) == (
        "Meet Robin at school",
        "prevent",
        "Priya Testnair",
        "Social worker",
    )
    assert line.owner_id is not None
    assert line.due_on == date(2026, 12, 4)
    entry = next(one for one in record.ask(meetings.meeting_view, meeting).entries if one.about_id == line.action_id)
    assert entry.item_id == record.ask(held.item, meeting)
    assert line.words in words_on(page.pillars["prevent"])
    assert not page.pillars["prevent"].reason.isVisible()
    assert page.pillars["prevent"].isAncestorOf(page.focusWidget()), "the keyboard stands on the new action"


def test_a_bank_holiday_is_said_beside_the_date(page: PlanPage) -> None:
    def look(dialog: AskDialog) -> None:
        form: Any = dialog._form
        QTest.keyClicks(form.field("due_on").line, "25/12/2026")
        assert "Christmas" in form.field("due_on").line.accessibleDescription()
        dialog.done(0)

    with Asked(look):
        page.add.click()


def test_somebody_outside_the_directory_can_own_one(page: PlanPage, record: Kept, qtbot: Any, meeting: str) -> None:
    def fill(dialog: AskDialog) -> None:
        form: Any = dialog._form
        QTest.keyClicks(form.field("words"), "Drive Robin home")
        assert form.field("pillar").value() == "protect", "the pillar whose button was pressed"
        QTest.keyClicks(form.field("name"), "Robin's grandmother")
        dialog.save.click()

    with Asked(fill):
        page.pillars["protect"].add_button.click()
    record.settle(qtbot)
    (line,) = agreed(record, meeting)
    assert (line.owner, line.owner_id) == ("Robin's grandmother", None)
    shown = words_on(page.pillars["protect"])
    assert "No date" in shown
    assert "No measure" in shown
    assert "No owner" not in shown


def test_an_action_without_words_is_not_kept(page: PlanPage, record: Kept, qtbot: Any, meeting: str) -> None:
    def hurry(dialog: AskDialog) -> None:
        dialog.save.click()
        assert dialog.isVisible()
        assert "what will be done" in dialog.errors.accessibleName()
        dialog.reject()

    with Asked(hurry):
        page.add.click()
    record.settle(qtbot)
    assert not agreed(record, meeting)


def test_an_action_is_changed(page: PlanPage, record: Kept, qtbot: Any, meeting: str) -> None:
    line = record.ask(held.action, meeting)
    record.settle(qtbot)

    def change(dialog: AskDialog) -> None:
        form: Any = dialog._form
        assert form.field("words").value() == line.words
        assert form.field("name").value() or form.field("who").value(), "the owner stands in the form"
        form.field("measure").selectAll()
        QTest.keyClicks(form.field("measure"), "Met twice a week")
        dialog.save.click()

    qtbot.waitUntil(lambda: bool(page.pillars["protect"].cards), timeout=5000)
    page.go_to(line.action_id)
    with Asked(change):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Space)
    record.settle(qtbot)
    (changed,) = agreed(record, meeting)
    assert changed.measure == "Met twice a week"
    assert (changed.owner, changed.agency, changed.due_on) == (line.owner, line.agency, line.due_on)


def test_a_pillar_with_none_says_why(page: PlanPage, record: Kept, qtbot: Any, meeting: str) -> None:
    card = page.pillars["disrupt"]
    card.reason.setFocus()
    QTest.keyClicks(card.reason, "Police lead on this elsewhere")
    page.leave()
    record.settle(qtbot)
    found = next(one for one in plan(record, meeting).pillars if one.pillar == "disrupt")
    assert found.none_reason == "Police lead on this elsewhere"
    assert page.focusWidget() is card.reason, "a save moves nobody"


def test_an_overdue_action_goes_on_only_with_its_reason(desk: Desk, record: Kept, qtbot: Any, second: str) -> None:
    page = opened(desk, record, qtbot, second)
    (line,) = plan(record, second).to_review
    assert "Overdue" in words_on(page.earlier)
    card = page.earlier.cards[0]
    assert page.focusWidget() is card.buttons[0], "earlier actions come first"

    def carry(dialog: AskDialog) -> None:
        form: Any = dialog._form
        dialog.save.click()
        assert "overdue" in dialog.errors.accessibleName()
        QTest.keyClicks(form.field("reason"), "The worker was off sick")
        QTest.keyClicks(form.field("due_on").line, "31/12/2026")
        QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)

    with Asked(carry):
        QTest.keyClick(card.buttons[3], Qt.Key.Key_Space)
    record.settle(qtbot)
    (kept,) = plan(record, second).reviewed
    assert (kept.action_id, kept.status, kept.due_on) == (line.action_id, "not-started", date(2026, 12, 31))
    assert kept.carried == 1
    assert "Carried once" in words_on(page.earlier)
    assert "All are reviewed" in words_on(page.earlier)


def test_done_and_no_longer_needed(desk: Desk, record: Kept, qtbot: Any, second: str) -> None:
    page = opened(desk, record, qtbot, second)

    def done(dialog: AskDialog) -> None:
        form: Any = dialog._form
        assert form.field("completed_on").value() == desk.today()
        QTest.keyClicks(form.field("impact"), "Robin rang first")
        dialog.save.click()

    with Asked(done):
        page.earlier.cards[0].buttons[0].click()
    record.settle(qtbot)
    (kept,) = plan(record, second).reviewed
    assert (kept.status, kept.impact, kept.completed_on) == ("done", "Robin rang first", desk.today())

    def drop(dialog: AskDialog) -> None:
        form: Any = dialog._form
        dialog.save.click()
        assert dialog.isVisible(), "cancelling needs its reason"
        QTest.keyClicks(form.field("reason"), "Another team does it")
        dialog.save.click()

    with Asked(drop):
        page.earlier.cards[0].buttons[4].click()
    record.settle(qtbot)
    (dropped,) = plan(record, second).reviewed
    assert (dropped.status, dropped.cancel_reason) == ("cancelled", "Another team does it")


def test_before_the_start_and_after_approval_nothing_can_be_changed(
    desk: Desk, record: Kept, qtbot: Any, went: Went
) -> None:
    planned = opened(desk, record, qtbot, record.ask(factory.meeting))
    assert not planned.add.isEnabled()
    assert "not started" in words_on(planned)
    approved = opened(desk, record, qtbot, record.ask(held.approved, record.clock))
    assert not approved.add.isEnabled()
    assert not [button for card in approved._cards() for button in card.buttons]
    approved.close_check.click()
    assert went.places[-1][0] == "close"


def test_go_to_waits_for_the_record(desk: Desk, record: Kept, qtbot: Any, meeting: str) -> None:
    record.ask(held.action, meeting, words="First")
    last = record.ask(held.action, meeting, words="Second", pillar="prevent")
    page = PlanPage(desk, meeting)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    page.shown()
    page.go_to(last.action_id)
    record.settle(qtbot)
    card = next(one for one in page._cards() if one.line.action_id == last.action_id)
    assert card.isAncestorOf(page.focusWidget())


def test_pillars_are_walked_with_the_keyboard_and_every_field_is_named(page: PlanPage) -> None:
    names = list(page.pillars)
    page.pillars[names[0]].add_button.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Down, CTRL)
    assert page.focusWidget() is page.pillars[names[1]].add_button
    assert not [one for one in focusable(page) if not (one.accessibleName() or getattr(one, "text", str)())]


def choose(combo: Any, words: str) -> None:
    """Choose from a list by keyboard."""
    combo.setFocus()
    wanted = combo.findText(words)
    assert wanted > 0, [combo.itemText(row) for row in range(combo.count())]
    for _ in range(wanted):
        QTest.keyClick(combo, Qt.Key.Key_Down)
    assert combo.currentIndex() == wanted
