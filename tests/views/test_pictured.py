"""The timeline and the map of people and places in the window: drawn, told, a table at a key, and nothing unasked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabWidget

from cremeet.services import child_page, circumstances, meetings
from cremeet.services.circumstances import ConcernDetails
from cremeet.services.timeline import Dated
from cremeet.views.children import ChildPage
from cremeet.views.children.timeline import Timeline
from cremeet.views.theme import Theme
from cremeet.views.tokens import DARK, LIGHT, contrast
from tests import factory, held
from tests.views.children_here import cast, show

__all__ = ["cast", "show"]
HAPPENED = (
    Dated(date(2026, 1, 5), "meeting", "Strategy meeting, M-1"),
    Dated(date(2026, 1, 5), "level", "High", level="high"),
    Dated(date(2026, 3, 1), "done", "A1"),
)
DESCRIBED = "Zzadult M1"


def picture_key(widget: Any) -> None:
    QTest.keyClick(widget, Qt.Key.Key_G, Qt.KeyboardModifier.AltModifier)


def test_the_timeline_is_drawn_and_a_key_goes_to_its_table_and_back(qtbot: Any, theme: Theme, record: Any) -> None:
    child_id = record.ask(factory.child)
    record.ask(factory.episode, child_id)
    (episode,) = record.ask(child_page.child_page, child_id).episodes
    shown = Timeline(theme)
    qtbot.addWidget(shown)
    shown.resize(700, 500)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    shown.show_episode(episode)
    assert not shown.pictured.isVisible(), "nothing has happened yet"
    shown.show_episode(replace(episode, timeline=HAPPENED))
    picture, table = shown.pictured.picture, shown.table
    assert picture.isVisible()
    assert not table.isVisible()
    assert picture.accessibleName() == shown.pictured.said.text()
    assert "1 meeting, 1 level of risk agreed and 1 action done" in picture.accessibleName()
    picture_key(shown)
    assert table.isVisible()
    assert not picture.isVisible()
    sentences = [table.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert "Mon 5 Jan 2026, Level of risk, High" in sentences[1]
    assert shown.pictured.turn.text() == "Show the timeline as a picture"
    picture_key(shown)
    assert picture.isVisible()
    assert shown.pictured.turn.text() == "Show as table"
    shown.show_episode(replace(episode, timeline=HAPPENED[:2]))
    assert table.isVisible(), "one day is no picture, and is told all the same"
    assert not shown.pictured.turn.isVisible()


def test_open_actions_are_a_table_first_and_who_holds_them_a_picture_at_a_key(show: Any, desk: Any, record: Any,
                                                                               qtbot: Any) -> None:  # fmt: skip
    meeting_id = record.ask(held.live)
    record.ask(held.action, meeting_id, words="Ring the school", agency="police")
    child_id = record.ask(lambda session: meetings.meetings(session)[0].child_id)
    made = show(ChildPage(desk, child_id))
    qtbot.waitUntil(lambda: record.record.pending == 0 and bool(made.to_do.table.rows))
    tabs = made.findChild(QTabWidget)
    tabs.setCurrentIndex([tabs.tabText(number) for number in range(tabs.count())].index("Open actions"))
    assert made.to_do.table.isVisible()
    assert not made.to_do.pictured.picture.isVisible()
    picture_key(made)
    assert made.to_do.pictured.picture.isVisible()
    assert not made.to_do.table.isVisible()
    assert made.to_do.pictured.said.text() == "1 action of 1 agency, 0 overdue. Police holds the most: 1."


@pytest.fixture
def page(show: Any, desk: Any, record: Any, cast: Any, qtbot: Any) -> ChildPage:
    episode_id = record.ask(child_page.child_page, cast["sion"]).episodes[0].episode_id
    record.ask(circumstances.record_concern, episode_id, ConcernDetails("person", DESCRIBED, link="Seen at the pier"))
    made = show(ChildPage(desk, cast["sion"]))
    qtbot.waitUntil(lambda: record.record.pending == 0 and bool(made.around.concerns.table.rows))
    return made


def test_the_map_waits_until_it_is_asked_for_and_goes_when_it_is_left(page: ChildPage, qtbot: Any) -> None:
    tabs = page.findChild(QTabWidget)
    pictured = page.around.concerns.pictured
    assert pictured is not None
    places = [tabs.tabText(number) for number in range(tabs.count())]
    tabs.setCurrentIndex(places.index("People and places"))
    assert page.around.concerns.table.isVisible()
    assert not pictured.picture.isVisible()
    assert not pictured.said.isVisible()
    picture_key(page)
    assert pictured.picture.isVisible()
    assert not page.around.concerns.table.isVisible()
    assert "1 person or place of concern is known around Siôn Testhill (Person: 1)" in pictured.said.text()
    tabs.setCurrentIndex(0)
    tabs.setCurrentIndex(places.index("People and places"))
    assert not pictured.picture.isVisible()
    assert page.around.concerns.table.isVisible()


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_words_of_a_picture_stand_out_from_their_ground(tokens: Any) -> None:
    """Words are in these inks on the surface, or in the surface's on a filled box."""
    for ink in ("ok", "warn", "bad", "accent", "ink"):
        assert contrast(tokens[ink], tokens.surface) >= 4.5
        assert contrast(tokens[ink], tokens.bg) >= 3, "a mark is seen on the page"
