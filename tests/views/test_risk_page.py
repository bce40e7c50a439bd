"""Assessing risk by keyboard, against a real record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from cremeet.services import assessing, closing, review
from cremeet.services.assessing import Answer
from cremeet.views.navigation import Desk
from cremeet.views.risk import RiskPage
from cremeet.views.risk.domain_panel import DomainPanel
from cremeet.views.risk.whole_panel import WholePanel
from tests import held
from tests.views.conftest import focusable
from tests.views.kept import Kept, Went


def opened(desk: Desk, record: Kept, qtbot: Any, meeting_id: str, wide: int = 1366) -> RiskPage:
    page = RiskPage(desk, meeting_id)
    qtbot.addWidget(page)
    page.resize(wide, 768)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.shown()
    record.settle(qtbot)
    return page


def panel(page: RiskPage) -> DomainPanel:
    assert isinstance(page._panel, DomainPanel)
    return page._panel


def now(record: Kept, meeting_id: str) -> assessing.AssessmentRecord:
    view = record.ask(assessing.assessment_of, meeting_id)
    assert view is not None
    return view.now


@pytest.fixture
def meeting(record: Kept) -> str:
    meeting_id = record.ask(held.live)
    record.ask(assessing.begin, meeting_id, author="Priya Testnair")
    return meeting_id


@pytest.fixture
def page(desk: Desk, record: Kept, qtbot: Any, meeting: str) -> Iterator[RiskPage]:
    made = opened(desk, record, qtbot, meeting)
    yield made
    made.leave()
    record.settle(qtbot)


def test_an_assessment_is_begun_by_keyboard(desk: Desk, record: Kept, qtbot: Any) -> None:
    meeting_id = record.ask(held.live)
    page = opened(desk, record, qtbot, meeting_id)
    assert page.focusWidget() is page.begin.begin
    page.begin.author.setFocus()
    QTest.keyClicks(page.begin.author, "Priya Testnair")
    QTest.keyClick(page.begin.author, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    record.settle(qtbot)
    assert now(record, meeting_id).author == "Priya Testnair"
    assert not page.begin.isVisible()
    assert page._middle.isAncestorOf(page.focusWidget()), "the button that had the focus is gone: the answers have it"
    assert page.areas.isVisible()


def test_an_answer_is_kept_at_once(page: RiskPage, record: Kept, qtbot: Any, meeting: str) -> None:
    page.areas.go_to("missing")
    name, card = next(iter(panel(page).cards.items()))
    first = card.target
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Space)
    for _ in range(4):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Down if card.now.layout().columnCount() < 5 else Qt.Key.Key_Right)
    record.settle(qtbot)
    assert now(record, meeting).answers[name].answer == "confirmed"


def test_a_present_sign_asks_what_it_rests_on(page: RiskPage, record: Kept, qtbot: Any, meeting: str) -> None:
    page.areas.go_to("missing")
    name, card = next(iter(panel(page).cards.items()))
    assert not card.basis.isVisible()
    choose(card.now, "suspected")
    record.settle(qtbot)
    assert card.basis.isVisible()
    assert card._needed.isVisible()
    card.basis.evidence.setFocus()
    QTest.keyClicks(card.basis.evidence, "School called twice")
    qtbot.waitUntil(lambda: now(record, meeting).answers[name].evidence == "School called twice", timeout=5000)
    record.settle(qtbot)
    assert not card._needed.isVisible()


def test_words_typed_just_before_leaving_are_kept(page: RiskPage, record: Kept, qtbot: Any, meeting: str) -> None:
    page.areas.go_to("missing")
    name, card = next(iter(panel(page).cards.items()))
    choose(card.now, "suspected")
    QTest.keyClicks(card.basis.source, "Return interview")
    page.areas.go_to("whole")
    assert isinstance(page._panel, WholePanel)
    QTest.keyClicks(page._panel.strengths, "A grandmother she trusts")
    page.leave()
    record.settle(qtbot)
    assert now(record, meeting).answers[name].source == "Return interview"
    assert now(record, meeting).strengths == "A grandmother she trusts"


def test_a_day_to_come_is_refused_where_it_was_typed(page: RiskPage, record: Kept, qtbot: Any, meeting: str) -> None:
    page.areas.go_to("missing")
    name, card = next(iter(panel(page).cards.items()))
    choose(card.now, "suspected")
    QTest.keyClicks(card.basis.seen.line, "25/12/2026")
    page.leave()
    record.settle(qtbot)
    assert card.basis.seen.fault()
    assert now(record, meeting).answers[name].last_seen_on is None
    card.basis.seen.line.clear()
    QTest.keyClicks(card.basis.seen.line, "20/11/2026")
    page.leave()
    record.settle(qtbot)
    assert now(record, meeting).answers[name].last_seen_on == date(2026, 11, 20)


def test_a_different_level_needs_its_reason(page: RiskPage, record: Kept, qtbot: Any, meeting: str) -> None:
    form = page.result.level
    form.level.set_value("high")
    QTest.keyClick(page, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    record.settle(qtbot)
    assert now(record, meeting).agreed_level == ""
    assert "why" in form._reason_row.fault
    assert page.focusWidget() is form.reason
    QTest.keyClicks(form.reason, "Three agencies hold intelligence")
    QTest.keyClick(page, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    record.settle(qtbot)
    assert now(record, meeting).agreed_level == "high"
    assert "High" in form._now.text()
    assert not form.waiting


def test_the_list_of_areas_counts_and_only_one_area_has_widgets(
    page: RiskPage, record: Kept, qtbot: Any, meeting: str
) -> None:
    page.areas.go_to("missing")
    row = page.areas.currentRow()
    assert "0 of 5 answered" in page.areas.item(row).text()
    first = next(iter(panel(page).cards.values()))
    choose(first.now, "no")
    record.settle(qtbot)
    assert "1 of 5 answered" in page.areas.item(row).text()
    assert "4 not known" in page.areas.item(row).text()
    before = panel(page)
    QTest.keyClick(page, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert page.areas.currentRow() == row + 1
    assert panel(page) is not before
    assert panel(page).isAncestorOf(page.focusWidget())
    assert len([one for one in focusable(page) if page.isAncestorOf(one)]) < 150


def test_unknown_is_said_to_be_no_safety(page: RiskPage) -> None:
    said = page.result._caution.text() + page.result._could_be.text()
    assert "not known" in said
    assert "High" in said
    assert page.result.steps.count() > 0


def test_a_review_shows_what_changed(desk: Desk, record: Kept, qtbot: Any) -> None:
    first = record.ask(held.ended, record.clock)
    found = record.ask(assessing.assessment_of, first)
    page = opened(desk, record, qtbot, first)
    page.areas.go_to("missing")
    name = next(iter(panel(page).cards))
    record.ask(assessing.answer, found.now.assessment_id, name, Answer("historic", evidence="Told us."))
    record.ask(assessing.agree_level, found.now.assessment_id, "medium", "Still so.")
    record.clock.advance(timedelta(days=1))
    record.ask(closing.approve, first, "Cher Person")
    record.clock.advance(timedelta(days=20))
    second = record.ask(review.start_review, first, record.ask(review.propose_review_plan, first))
    later = opened(desk, record, qtbot, second)
    later.areas.go_to("missing")
    card = panel(later).cards[name]
    assert card.now.value() == "historic", "carried from the last answers"
    choose(card.now, "confirmed")
    record.settle(qtbot)
    assert "Worse" in card._change.text()
    assert "Historic" in card._then.text()
    assert "Worse" in later.result.changes.item(0).text()
    later.areas.go_to("education")
    later.result.changes.setFocus()
    later.result.changes.setCurrentRow(0)
    QTest.keyClick(later.result.changes, Qt.Key.Key_Return)
    assert panel(later).cards[name].isAncestorOf(later.focusWidget())

    locked = opened(desk, record, qtbot, first)
    locked.areas.go_to("missing")
    assert not panel(locked).cards[name].now.isEnabled()
    assert locked.notice.text


def test_go_to_leads_to_an_indicator_even_before_the_record_answered(
    desk: Desk, record: Kept, qtbot: Any, meeting: str
) -> None:
    view = record.ask(assessing.assessment_of, meeting)
    assert view is not None
    wanted = view.now.suggestion.unanswered[-1]
    page = RiskPage(desk, meeting)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.activateWindow()
    page.shown()
    page.go_to(wanted)
    record.settle(qtbot)
    assert wanted in panel(page).cards
    assert panel(page).cards[wanted].isAncestorOf(page.focusWidget())


def test_areas_rated_with_worded_anchors(desk: Desk, record: Kept, qtbot: Any) -> None:
    meeting_id = record.ask(held.live, instrument="areas-rated")
    record.ask(assessing.begin, meeting_id)
    page = opened(desk, record, qtbot, meeting_id)
    rating = panel(page).rating
    assert rating is not None
    assert rating.target.accessibleDescription(), "an answer is read with what it means"
    choose(rating, "high")
    record.settle(qtbot)
    assert now(record, meeting_id).rating_by_domain == {page.areas.current(): "high"}
    assert "1 of 1 answered" in page.areas.currentItem().text()


def test_a_narrow_window_puts_the_panes_behind_tabs(desk: Desk, record: Kept, qtbot: Any, meeting: str) -> None:
    page = opened(desk, record, qtbot, meeting, wide=700)
    assert not panel(page).isVisible()
    page.areas.setFocus()
    QTest.keyClick(page.areas, Qt.Key.Key_Down)
    QTest.keyClick(page.areas, Qt.Key.Key_Return)
    assert panel(page).isVisible()
    assert panel(page).isAncestorOf(page.focusWidget())


def test_every_field_has_a_name(page: RiskPage) -> None:
    page.areas.go_to("missing")
    for card in panel(page).cards.values():
        card.fold.open()
    unnamed = [one for one in focusable(page) if not spoken(one)]
    assert not unnamed


def spoken(one: QWidget) -> str:
    return one.accessibleName() or getattr(one, "text", str)()


def choose(field: Any, value: str) -> None:
    """Choose an answer by keyboard: the space bar on its button."""
    radio = field._radios[value]
    radio.setFocus()
    QTest.keyClick(radio, Qt.Key.Key_Space)


def test_went_is_told_of_the_plan(page: RiskPage, went: Went, meeting: str) -> None:
    page.plan.click()
    assert went.places == [("plan", meeting)]
