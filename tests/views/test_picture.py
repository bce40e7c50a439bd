"""Pictures in the window: painted from the shapes that documents are painted from, and said in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cremeet.services import child_page
from cremeet.services.child_page import LevelPoint
from cremeet.views.children.episode_card import EpisodeCard, _picture
from cremeet.views.fields.picture import PictureView
from cremeet.views.theme import Theme
from tests import factory

LEVELS = tuple(
    LevelPoint(date(2026, month, 5), level, level.capitalize(), rank, None, "", "M-1")
    for month, level, rank in ((1, "low", 1), (3, "high", 3), (6, "medium", 2))
)


def test_a_picture_is_drawn_and_its_sentence_is_its_spoken_name(qtbot: Any, theme: Theme) -> None:
    view, blank = PictureView(theme), PictureView(theme)
    for one in (view, blank):
        qtbot.addWidget(one)
    view.show_picture(_picture(LEVELS))
    view.resize(view.sizeHint())
    blank.resize(view.size())
    assert "the level of risk rose from Low to Medium, with High on" in view.accessibleName()
    assert view.grab().toImage() != blank.grab().toImage()
    assert view.heightForWidth(200) < view.heightForWidth(400)


def test_one_level_alone_gives_no_picture() -> None:
    assert _picture(LEVELS[:1]) is None
    assert _picture(()) is None


def test_the_levels_of_an_episode_are_shown_as_a_picture_at_a_key(qtbot: Any, theme: Theme, record: Any) -> None:
    child_id = record.ask(factory.child)
    record.ask(factory.episode, child_id)
    (episode,) = record.ask(child_page.child_page, child_id).episodes
    card = EpisodeCard(theme)
    qtbot.addWidget(card)
    card.show()
    qtbot.waitExposed(card)
    card.activateWindow()
    qtbot.waitUntil(card.isActiveWindow, timeout=5000)
    card.show_episode(episode)
    assert not card.show_picture.isVisible(), "there is nothing to show yet"
    card.show_episode(replace(episode, levels=LEVELS))
    assert card.show_picture.isVisible()
    assert not card.picture.isVisible()
    QTest.keyClick(card, Qt.Key.Key_G, Qt.KeyboardModifier.AltModifier)
    assert card.picture.isVisible()
    assert card.show_picture.text() == "Hide the picture"
    QTest.keyClick(card, Qt.Key.Key_G, Qt.KeyboardModifier.AltModifier)
    assert not card.picture.isVisible()
