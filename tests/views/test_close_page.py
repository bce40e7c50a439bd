"""Closing a meeting by keyboard, against a real record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cremeet.services import closing, decisions, holding, meetings, minutes, review, voice
from cremeet.services.decisions import DecisionDetails
from cremeet.services.meetings import MeetingHead
from cremeet.services.minutes import NewEntry
from cremeet.views.close import ClosePage
from cremeet.views.fields.asking import AskDialog
from cremeet.views.navigation import Desk
from tests import factory, held
from tests.views.asked import Asked
from tests.views.conftest import focusable
from tests.views.kept import Kept, Went

CTRL = Qt.KeyboardModifier.ControlModifier


def opened(desk: Desk, record: Kept, qtbot: Any, meeting_id: str) -> ClosePage:
    page = ClosePage(desk, meeting_id)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.shown()
    record.settle(qtbot)
    return page


def in_front(page: ClosePage, qtbot: Any) -> None:
    """Give the window back what a dialog took: the test platform has no window manager to do it."""
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow, timeout=5000)


def head(record: Kept, meeting_id: str) -> MeetingHead:
    return record.ask(meetings.meeting_head, meeting_id)


def follow(page: ClosePage, check: str) -> None:
    """Go where the first line of a check leads, with the keyboard."""
    line = next(one for one in page.missing.lines if one.line.check == check)
    line.goes.setFocus()
    QTest.keyClick(line.goes, Qt.Key.Key_Space)


@pytest.fixture
def meeting(record: Kept) -> str:
    return record.ask(held.live)


@pytest.fixture
def page(desk: Desk, record: Kept, qtbot: Any, meeting: str) -> Iterator[ClosePage]:
    made = opened(desk, record, qtbot, meeting)
    yield made
    made.leave()
    record.settle(qtbot)


def test_each_line_leads_to_its_place(desk: Desk, record: Kept, qtbot: Any, meeting: str, went: Went) -> None:
    item = record.ask(held.item, meeting, "threshold")
    decided = record.ask(decisions.decide, item, DecisionDetails("Hold a plan"))
    action = record.ask(held.action, meeting, measure="")
    page = opened(desk, record, qtbot, meeting)
    for check, place in (
        ("quorum", ("meeting", meeting, "people")),
        ("views", ("meeting", meeting, "voice")),
        ("level", ("risk", meeting, None)),
        ("decision-reason", ("meeting", meeting, f"decision:{decided.decision_id}")),
        ("action-measure", ("plan", meeting, action.action_id)),
        ("pillar", ("plan", meeting, None)),
    ):
        follow(page, check)
        assert went.places[-1] == place
    follow(page, "item")
    line = next(one.line for one in page.missing.lines if one.line.check == "item")
    assert went.places[-1] == ("meeting", meeting, f"agenda:{line.about_id}")
    before = len(went.places)
    for check, field in (
        ("contingency", page.form.contingency),
        ("review-date", page.form.review_on.line),
        ("feedback", page.form.feedback_by),
    ):
        follow(page, check)
        assert page.focusWidget() is field
    assert len(went.places) == before, "what is edited on this page leads nowhere else"


def test_a_line_is_closed_with_a_reason_and_opened_again(
    page: ClosePage, record: Kept, qtbot: Any, meeting: str
) -> None:
    before = len(record.ask(closing.missing, meeting))
    line = next(one for one in page.missing.lines if one.line.check == "quorum")

    def reason(dialog: Any) -> None:
        dialog.yes.click()
        assert dialog.isVisible(), "a reason is never blank"
        QTest.keyClicks(dialog.field, "Health sent a full report")
        dialog.yes.click()

    line.other.setFocus()
    with Asked(reason):
        QTest.keyClick(line.other, Qt.Key.Key_Space)
    record.settle(qtbot)
    (kept,) = record.ask(closing.overrides, meeting)
    assert kept.reason == "Health sent a full report"
    last = page.missing.lines[-1]
    assert last.line.check == "quorum", "what is closed comes last"
    assert f"{before - 1} things" in page.missing.accessibleName()
    last.other.setFocus()
    QTest.keyClick(last.other, Qt.Key.Key_Space)
    record.settle(qtbot)
    assert not record.ask(closing.overrides, meeting)


def test_what_is_typed_is_kept_and_leaves_the_list(page: ClosePage, record: Kept, qtbot: Any, meeting: str) -> None:
    form = page.form
    QTest.keyClicks(form.contingency, "Meet again within two days")
    QTest.keyClicks(form.trigger_plan, "Ring the night team")
    QTest.keyClicks(form.circulation, "All who were invited")
    QTest.keyClicks(form.feedback_by, "Priya Testnair")
    QTest.keyClicks(form.feedback_on.line, "25/11/2026")
    form.review_on.line.setFocus()
    QTest.keyClicks(form.review_on.line, "14/12/2026")
    page.leave()
    record.settle(qtbot)
    kept = head(record, meeting)
    assert (kept.contingency, kept.trigger_plan) == ("Meet again within two days", "Ring the night team")
    assert (kept.circulation, kept.review_on) == ("All who were invited", date(2026, 12, 14))
    said = record.ask(meetings.meeting_view, meeting).voice
    assert (said.feedback_by, said.feedback_on) == ("Priya Testnair", date(2026, 11, 25))
    left = {one.line.check for one in page.missing.lines}
    assert not left & {"contingency", "feedback", "review-date"}
    assert page.focusWidget() is form.review_on.line, "saving moves nobody"


def test_feedback_keeps_the_childs_views(page: ClosePage, record: Kept, qtbot: Any, meeting: str) -> None:
    record.ask(voice.record_voice, meeting, meetings.VoiceDetails(own_words="I want to stay at my school."))
    QTest.keyClicks(page.form.feedback_by, "Priya Testnair")
    page.leave()
    record.settle(qtbot)
    said = record.ask(meetings.meeting_view, meeting).voice
    assert (said.own_words, said.feedback_by) == ("I want to stay at my school.", "Priya Testnair")


@pytest.mark.parametrize(
    ("typed", "remark"),
    [("14/12/2026", "within the timescale"), ("25/12/2026", "Christmas"), ("14/12/2027", "later than the timescale")],
)
def test_the_review_date_is_read_back(page: ClosePage, typed: str, remark: str) -> None:
    QTest.keyClicks(page.form.review_on.line, typed)
    assert remark in page.form.review_on.line.accessibleDescription()


def test_a_review_before_the_meeting_is_refused_beside_its_field(
    page: ClosePage, record: Kept, qtbot: Any, meeting: str
) -> None:
    QTest.keyClicks(page.form.review_on.line, "20/11/2026")
    page.leave()
    record.settle(qtbot)
    assert "later day" in page.form._review_row.fault
    assert head(record, meeting).review_on is None


def test_a_meeting_with_open_lines_does_not_end(page: ClosePage, record: Kept, qtbot: Any, meeting: str) -> None:
    QTest.keyClick(page, Qt.Key.Key_E, CTRL)
    record.settle(qtbot)
    assert head(record, meeting).state == "live"
    assert "still open" in page.notice.text
    assert page.focusWidget() is page.missing.lines[0].goes


def test_end_approve_and_amend_by_keyboard(desk: Desk, record: Kept, qtbot: Any, meeting: str) -> None:
    record.ask(held.complete, meeting)
    page = opened(desk, record, qtbot, meeting)
    assert page.missing.accessibleName() == "Nothing is missing"
    assert page.focusWidget() is page.state.end_button

    with Asked(lambda dialog: dialog.yes.click()):
        QTest.keyClick(page, Qt.Key.Key_E, CTRL)
    record.settle(qtbot)
    assert head(record, meeting).state == "ended"
    in_front(page, qtbot)

    def approve(dialog: AskDialog) -> None:
        form: Any = dialog._form
        assert form.field("by").value() == "Cher Person", "the chair stands there already"
        QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)

    with Asked(approve):
        QTest.keyClick(page, Qt.Key.Key_E, CTRL)
    record.settle(qtbot)
    assert head(record, meeting).approved_by == "Cher Person"
    assert not page.missing.isVisible()
    assert not page.form.contingency.isEnabled()
    assert page.form.feedback_by.isEnabled(), "feedback is given afterwards"
    in_front(page, qtbot)

    def amend(dialog: AskDialog) -> None:
        form: Any = dialog._form
        QTest.keyClicks(form.field("words"), "The nurse's name is Lowri")
        QTest.keyClicks(form.field("reason"), "Misheard")
        QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)

    with Asked(amend):
        QTest.keyClick(page, Qt.Key.Key_E, CTRL)
    record.settle(qtbot)
    (kept,) = record.ask(closing.amendments, meeting)
    assert (kept.words, kept.reason) == ("The nurse's name is Lowri", "Misheard")


@pytest.fixture
def ended(record: Kept) -> str:
    return record.ask(held.ended, record.clock)


def test_the_documents_are_one_key_away_and_the_card_says_how_far_they_are(
    desk: Desk, record: Kept, qtbot: Any, ended: str, went: Went
) -> None:
    page = opened(desk, record, qtbot, ended)
    assert "Decisions and actions sent out: 0 of" in page.send.said.text()
    QTest.keyClick(page, Qt.Key.Key_D, CTRL)
    assert went.places == [("send", ended)]


def test_the_review_is_started_and_then_opened(desk: Desk, record: Kept, qtbot: Any, ended: str, went: Went) -> None:
    page = opened(desk, record, qtbot, ended)

    def plan(dialog: AskDialog) -> None:
        form: Any = dialog._form
        assert form.field("kind").value() == "review"
        assert form.field("starts_at").day.value() == held.REVIEW_ON
        QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)

    with Asked(plan):
        page.review.start.click()
        record.settle(qtbot)
        qtbot.waitUntil(lambda: bool(went.places), timeout=5000)
    record.settle(qtbot)
    planned = record.ask(review.review_of, ended)
    assert planned is not None
    child_id = record.ask(meetings.meeting_view, ended).identity.child_id
    assert went.places == [("planner", child_id, planned[0])]
    page.shown()
    record.settle(qtbot)
    page.review.start.click()
    assert went.places[-1] == ("planner", child_id, planned[0])
    assert len(went.places) == 2


def test_a_planned_meeting_can_neither_be_ended_nor_reviewed(desk: Desk, record: Kept, qtbot: Any) -> None:
    page = opened(desk, record, qtbot, record.ask(factory.meeting))
    assert not page.state.end_button.isVisible()
    assert not page.review.start.isEnabled()


def test_the_adjourned_can_be_ended(desk: Desk, record: Kept, qtbot: Any, meeting: str) -> None:
    record.ask(holding.adjourn, meeting, "A fire alarm")
    assert opened(desk, record, qtbot, meeting).state.end_button.isVisible()


def test_every_field_has_a_name(page: ClosePage) -> None:
    assert not [one for one in focusable(page) if not (one.accessibleName() or getattr(one, "text", str)())]


def test_wording_is_looked_at_again_where_there_is_any(
    desk: Desk, record: Kept, qtbot: Any, meeting: str, page: ClosePage, went: Went
) -> None:
    assert page.wording.isHidden()
    item = record.ask(held.item, meeting, "threshold")
    entry = record.ask(minutes.add_entry, item, NewEntry("He absconded & was streetwise"))
    record.ask(holding.set_contingency, meeting, "If he absconds", "")
    record.settle(qtbot)
    assert page.wording.fold.head.accessibleName() == "Wording to look at again (3)"
    assert not page.wording.list.isVisible(), "it stays out of the way until it is asked for"
    QTest.keyClick(page.wording.fold.head, Qt.Key.Key_Space)
    assert page.wording.list.isVisible()
    first, _, last = page.wording.list.lines
    assert first.accessibleName().endswith(": “absconded”")
    assert first.accessibleDescription().startswith("Consider: ")
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert went.places[-1] == ("meeting", meeting, f"entry:{entry.entry_id}")
    QTest.keyClick(last, Qt.Key.Key_Space)
    assert page.form.contingency.hasFocus()
    record.ask(minutes.reword, entry.entry_id, "He is missing")
    record.ask(holding.set_contingency, meeting, "If he is missing", "")
    record.settle(qtbot)
    assert page.wording.isHidden()
