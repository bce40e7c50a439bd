"""The practice meeting at the door, and what its window says all the time."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFileDialog

from cremeet import paths
from cremeet.errors import OpenElsewhereError
from cremeet.services.first_steps import STEPS, FirstSteps
from cremeet.settings import Settings
from cremeet.views.help.reading import Reading
from cremeet.views.main_window import MainWindow
from cremeet.views.navigation import Desk
from cremeet.views.shared.window import SharedScreen
from cremeet.views.shell import rehearsal
from cremeet.views.shell.guarding import Guarding
from cremeet.views.shell.rehearsal import RehearsalStrip
from cremeet.views.unlock.rehearse import Rehearse
from cremeet.views.vault import VaultPage
from tests.views.looking import said
from tests.views.vault_room import vault_room


class Practice:
    """Stands for the practice meeting: notes what was asked of it."""

    def __init__(self) -> None:
        self.there, self.asked, self.refusal = False, [], None

    def is_there(self):
        return self.there

    def open(self):
        self.asked.append("open")
        if self.refusal:
            raise self.refusal
        self.there = True
        return "its vault"

    def delete(self):
        self.asked.append("delete")
        self.there = False


@pytest.fixture
def practice():
    return Practice()


@pytest.fixture
def window(at_door, practice, tmp_path):
    shown = at_door(tmp_path / "North Vale.cremeet")
    shown._rehearsal = practice
    return shown


def test_it_is_begun_by_one_press_and_says_that_nothing_is_real(window, practice, qtbot):
    window.show_rehearsal()
    screen = window.present
    assert isinstance(screen, Rehearse)
    assert "Practice: nothing here is real" in said(window)
    assert not screen.delete.isVisible()
    with qtbot.waitSignal(window.opened) as opened:
        screen.begin.click()
    assert (opened.args, practice.asked) == (["its vault"], ["open"])


def test_one_that_was_begun_can_be_gone_on_with_begun_afresh_or_deleted(window, practice, qtbot):
    practice.there = True
    window.show_rehearsal()
    screen = window.present
    assert screen.begin.text() == "Go on with it"
    assert "your own vaults are not touched" in " ".join(said(window))
    with qtbot.waitSignal(window.opened):
        screen.afresh.click()
    assert practice.asked == ["delete", "open"]
    screen.delete.click()
    qtbot.waitUntil(lambda: screen.begin.text() == "Begin the practice meeting")
    assert "The practice meeting is deleted." in " ".join(said(window))
    assert not screen.delete.isVisible()


def test_choosing_its_folder_leads_to_it_too(window, practice, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(paths.rehearsal_vault()))
    window.present._choose.click()
    assert isinstance(window.present, Rehearse)


def test_a_refusal_is_a_sentence_and_can_be_tried_again(window, practice, qtbot):
    practice.refusal = OpenElsewhereError("This vault is open already.")
    window.show_rehearsal()
    window.present.begin.click()
    qtbot.waitUntil(window.present.errors.isVisible)
    assert "open already" in window.present.errors.accessibleName()
    practice.refusal = None
    with qtbot.waitSignal(window.opened):
        window.present.begin.click()


def test_a_vault_that_was_made_here_is_closed_before_another_process_shows_it(window, door, practice, qtbot):
    window._hold(door.made)
    with qtbot.waitSignal(window.begin_again):
        window.show_rehearsal()
    assert door.made.closed
    assert practice.asked == []


def test_the_banner_stays_and_its_hint_follows_what_is_done_and_can_be_hidden(desk, qtbot):
    strip = RehearsalStrip(desk)
    qtbot.addWidget(strip)
    strip.show()
    strip._show(FirstSteps("m", frozenset()))
    assert strip.hint.startswith("Next (1 of 6), Ctrl+Shift+Enter")
    with qtbot.waitSignal(strip.moved):
        strip._show(FirstSteps("m", frozenset({"start", "people"})))
    assert strip.hint.startswith("Next (2 of 6)")
    assert [words.startswith("Done: ") for _, words in strip.lines()] == [True, False, True, False, False, False]
    strip.hide_hint.click()
    assert strip.hint == ""
    assert "Practice: nothing here is real. Never type about a real child here." in said(strip)
    strip.hide_hint.click()
    strip._show(FirstSteps("m", frozenset(STEPS)))
    assert "That was a meeting" in strip.hint


@pytest.fixture
def room(tmp_path, clock, pack, qapp):
    with vault_room(tmp_path, clock, pack) as made:
        yield made


def shown_window(room, theme, qtbot):
    made = MainWindow(room.kept.record, theme, room.kept.clock, Settings("light", 100), room.keeper)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


def offered(window):
    return {one.words: one.action for one in window.commands() if "ractice" in one.words or one.words == "What to try"}


def test_a_real_vaults_window_leads_to_the_practice_meeting_once_every_word_is_safe(room, theme, qtbot, monkeypatch):
    window = shown_window(room, theme, qtbot)
    assert (window.windowTitle(), window.top.marking.text()) == ("cremeet", "OFFICIAL-SENSITIVE")
    found = offered(window)
    assert set(found) == {"Practice", "Try a practice meeting"}
    monkeypatch.setattr(rehearsal, "confirm", lambda *_, **__: False)
    found["Try a practice meeting"].trigger()
    assert not window._leaving.done, "a question comes first"
    monkeypatch.setattr(rehearsal, "confirm", lambda *_, **__: True)
    with qtbot.waitSignal(window.left) as left:
        found["Try a practice meeting"].trigger()
    assert left.args == ["rehearse"]


def test_a_practice_meetings_window_says_so_and_offers_the_ways_out(room, theme, qtbot, monkeypatch):
    room.vault.rehearsal = True
    window = shown_window(room, theme, qtbot)
    assert window.windowTitle() == "cremeet – Practice: nothing here is real"
    assert window.top.marking.text() == "PRACTICE"
    found = offered(window)
    assert set(found) == {"Practice", "What to try", "Leave practice", "Delete the practice meeting"}
    found["What to try"].trigger()
    assert window.panel.showing == "tries"
    assert "Type an action: /a Ring the school @Priya by friday" in window.panel.findChild(Reading).toPlainText()
    monkeypatch.setattr(rehearsal, "confirm", lambda *_, **__: True)
    with qtbot.waitSignal(window.left) as left:
        found["Delete the practice meeting"].trigger()
    assert left.args == ["delete"]


def test_every_other_window_of_it_says_so_too(room, theme, qtbot, qapp):
    room.vault.rehearsal = True
    window = shown_window(room, theme, qtbot)
    guarding = Guarding(qapp, window, room.kept.record, 60_000)
    shared = SharedScreen(window.desk, "none", window)
    shared.show()
    qtbot.waitUntil(lambda: shared.windowTitle() == "cremeet – Practice: nothing here is real")
    assert "Practice: nothing here is real" in said(shared)
    room.kept.settle(qtbot)
    shared.close()
    guarding.stop()


def test_the_vaults_section_offers_nothing_that_would_let_it_out(room, theme, went, qtbot):
    room.vault.rehearsal = True
    page = VaultPage(Desk(room.kept.record, theme, went, room.kept.clock, room.keeper))
    qtbot.addWidget(page)
    page.show()
    page.go_to("backups")
    room.kept.settle(qtbot)
    part = page._parts["backups"]
    assert not part.now.isEnabled()
    assert "Not in a practice meeting" in part.now.accessibleDescription()
