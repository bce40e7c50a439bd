"""The main window: the bars around a stack of pages, and the way from one to another.

It is the application's one `Navigator`. Its title never says more than "cremeet", because titles show in the taskbar
and in shared meetings; only a practice meeting's says that nothing there is real.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QWidget
from shiboken6 import isValid

from cremeet.clock import Clock, in_london
from cremeet.settings import Settings
from cremeet.settings import Theme as Look
from cremeet.views.fields.commands import Known, command, commands_in
from cremeet.views.fields.follow import FollowFocus
from cremeet.views.fields.page import Page
from cremeet.views.fields.strip import MessageStrip
from cremeet.views.fields.words import across, down
from cremeet.views.keeper import Keeper
from cremeet.views.navigation import Desk
from cremeet.views.record import Changes, Record
from cremeet.views.shell import panes, places, screens
from cremeet.views.shell.beside import Beside
from cremeet.views.shell.command_lists import CommandList, KeySheet, Palette, fill_menu
from cremeet.views.shell.key_bar import KeyBar
from cremeet.views.shell.leaving import Leaving
from cremeet.views.shell.page_stack import PageStack
from cremeet.views.shell.rail import Entry, Rail
from cremeet.views.shell.read_only import ReadOnlyStrip
from cremeet.views.shell.rehearsal import RehearsalStrip, Ways, practice_title
from cremeet.views.shell.side_panel import SidePanel, next_size
from cremeet.views.shell.top_bar import ChildStrip, SaveState, TopBar
from cremeet.views.theme import Theme

COMPACT_EM = 60
"""Below this width, in letters of body text, the rail becomes a menu."""
_SMALLEST = (480, 360)


class MainWindow(QMainWindow):
    """The window. `left` says "lock" or "close" once every word is safe; `look_changed` carries the new settings.

    `leaving` says that nothing can be seen any more (true), or that the person went back to the record (false).
    """

    left = Signal(str)
    leaving = Signal(bool)
    look_changed = Signal(object)

    def __init__(
        self, record: Record, theme: Theme, clock: Clock, settings: Settings, keeper: Keeper | None = None
    ) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("cremeet"))
        self._record, self._theme, self._clock, self._settings = record, theme, clock, settings
        self.desk = Desk(record, theme, self, clock, keeper)
        self.pages, self._middle = PageStack(), QWidget()
        self.top = TopBar(theme, clock)
        self.strip = ChildStrip(theme)
        self.message, self.notice = MessageStrip(), MessageStrip()
        self.read_only = ReadOnlyStrip(theme)
        self.panel = SidePanel(theme)
        self._beside = Beside(self.panel, self.pages, self.commands, lambda: self._settings)
        rehearsal = keeper is not None and keeper.rehearsal
        self.rehearsal = RehearsalStrip(self.desk) if rehearsal else None
        self._entries = self._find_entries()
        self.rail = Rail(theme, self._entries)
        self.keys = KeyBar(theme, self.tr("Encrypted on this device"))
        self._lay_out()
        self._leaving = Leaving(self, record, self.pages)
        self._connect()
        self._give_commands()
        self._set_keys()
        self._show_custody()
        FollowFocus(self)

    # -- going places: the Navigator -----------------------------------------------------------------------------------
    def show_children(self) -> None:
        """Show the list of children."""
        self._start("children")

    def show_meetings(self) -> None:
        """Show the list of meetings."""
        self._start("meetings")

    def show_child(self, child_id: str) -> None:
        """Show one child's page."""
        self._open("children", "child", child_id)

    def show_planner(self, child_id: str, meeting_id: str | None = None) -> None:
        """Plan a new meeting about a child, or go on planning one."""
        self._open("children", "planner", child_id, meeting_id)

    def show_meeting(self, meeting_id: str, item_id: str | None = None) -> None:
        """Show the live workspace, at an agenda item if one is named."""
        self._open("meetings", "meeting", meeting_id, place=item_id)

    def show_risk(self, meeting_id: str, indicator_id: str | None = None) -> None:
        """Show the risk assessment of a meeting, at an indicator if one is named."""
        self._open("meetings", "risk", meeting_id, place=indicator_id)

    def show_plan(self, meeting_id: str, action_id: str | None = None) -> None:
        """Show the plan being agreed in a meeting, at an action if one is named."""
        self._open("meetings", "plan", meeting_id, place=action_id)

    def show_read_back(self, meeting_id: str) -> None:
        """Show the read-back of a meeting's actions and decisions."""
        self._open("meetings", "read-back", meeting_id)

    def show_close(self, meeting_id: str) -> None:
        """Show the closing check of a meeting."""
        self._open("meetings", "close", meeting_id)

    def show_send(self, meeting_id: str) -> None:
        """Show who gets a meeting's documents, and the copies that went out."""
        self._open("meetings", "send", meeting_id)

    def show_vault(self, part: str | None = None) -> None:
        """Show the vault's own section, at one of its tabs if it is named."""
        self._start("vault")
        if part and self.pages.page is not None:
            self.pages.page.go_to(part)

    def show_library(self) -> None:
        """Show where help, the strategy, guidance and reports are looked up."""
        self._open(self.pages.section, "library")

    def _look_up_more(self) -> None:
        self.panel.put_away()  # the field that had the focus has it first
        self.show_library()

    def back(self) -> None:
        """Return to the screen before this one."""
        self.pages.back()

    def open_page(self, page: Page, section: str, *key: str | None) -> None:
        """Put a page of another making in front; `key` says what it is for, so that it is not opened twice."""
        self.pages.go(section, key or (type(page).__name__, str(id(page))), lambda: self._listen(page))

    def _start(self, screen: str) -> None:
        self.pages.start((screen,), lambda: self._make(screen))

    def _open(self, section: str, screen: str, *ids: str | None, place: str | None = None) -> None:
        self.pages.go(section, (screen, *ids), lambda: self._make(screen, *ids))
        page = self.pages.page
        if place and page is not None:
            page.go_to(place)

    def _make(self, screen: str, *ids: str | None) -> Page:
        return self._listen(screens.make(screen, self.desk, *ids))

    def _listen(self, page: Page) -> Page:
        page.identity_changed.connect(self._describe)
        page.unsaved.connect(lambda: self.set_saved("unsaved"))
        page.left.connect(self.back)
        return page

    def _turned(self) -> None:
        self.rail.mark(self.pages.section)
        self.top.back.setVisible(self.pages.behind > 0)
        self.message.hide()
        self._describe()

    def _describe(self) -> None:
        page = self.pages.page
        if page is not None:
            self.top.place.setText(page.place)
            self.set_child(page.identity)
        self._set_keys()
        self._beside.follow()

    # -- what the window says ------------------------------------------------------------------------------------------
    def set_child(self, identity: str | None) -> None:
        """Name the child whose record is open, or none."""
        self.strip.set_child(identity or "")

    def set_saved(self, state: SaveState) -> None:
        """Say what has become of typed text."""
        self.top.save.set_state(state)

    def _heard(self, changes: Changes) -> None:
        if changes:
            self._tell_saved()

    def _saves(self, on: bool) -> None:  # noqa: FBT001 - the record's signal
        if on:
            self.set_saved("saving")
        elif self.top.save.state != "failed":
            self._tell_saved()  # words typed and taken out again change nothing, and nothing is announced of them

    def _tell_saved(self) -> None:
        """Say that typed text is saved, where all of it is: a commit may be of what was typed before."""
        page = self.pages.page
        if not self._record.pending_saves and not (page is not None and page.waiting):
            self.set_saved("saved")

    def _set_keys(self) -> None:
        page = self.pages.page
        hints = [(one.keys, one.hint) for one in self.commands() if one.hint]
        self.keys.set_keys((*(page.keys if page else ()), *dict.fromkeys(hints)))
        self.keys.set_compact(compact=self._compact)

    # -- leaving -------------------------------------------------------------------------------------------------------
    def lock(self) -> None:
        """Blank every window at once, make typed text safe, then say that the process may end."""
        self._leaving.begin("lock")

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Make typed text safe before closing."""
        if self._leaving.done:
            event.accept()
        else:
            event.ignore()
            self._leaving.begin("close")

    # -- the window itself ---------------------------------------------------------------------------------------------
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fold the rail away where there is no room for it."""
        super().resizeEvent(event)
        self._reflow()

    @property
    def _compact(self) -> bool:
        return self._theme.em(self.width()) < COMPACT_EM

    def _reflow(self) -> None:
        compact = self._compact
        self.rail.setVisible(not compact)
        self.top.set_compact(compact=compact)
        self.keys.set_compact(compact=compact)
        if self.rehearsal is not None:
            self.rehearsal.set_compact(compact=compact)
        self.panel.set_whole(whole=compact)
        self._middle.setVisible(not (compact and self.panel.showing))

    def _lay_out(self) -> None:
        middle = down(self.read_only, self.strip, self.notice, self.message, self.pages, gap=0)
        middle.setStretch(4, 1)
        self._middle.setLayout(middle)
        body = across(self.rail, self._middle, self.panel, gap=0)
        body.setStretch(1, 1)
        column = down(self.top, body, self.keys, gap=0)
        column.setStretch(1, 1)
        if self.rehearsal is not None:
            column.insertWidget(0, self.rehearsal)
        ground = QWidget()
        ground.setLayout(column)
        self.setCentralWidget(ground)
        self.setMinimumSize(*_SMALLEST)
        self.top.menu.menu().aboutToShow.connect(self._fill_menu)

    def _connect(self) -> None:
        self.pages.turned.connect(self._turned)
        self.top.back_pressed.connect(self.back)
        self.top.lock_pressed.connect(self.lock)
        self._leaving.left.connect(self.left)
        self._leaving.begun.connect(lambda: self.leaving.emit(True))
        self._leaving.stayed.connect(lambda: self.leaving.emit(False))
        self._record.trouble.connect(self._say_trouble)  # a lambda would be called after the window has gone
        self._record.checked.connect(self._show_checked)
        self._record.saving.connect(self._saves)
        self._record.save_failed.connect(lambda: self.set_saved("failed"))
        self._record.changed.connect(self._heard)
        self.read_only.asked.connect(lambda: self.show_vault("moving"))
        if self.desk.keeper is not None:
            self.desk.keeper.moved.connect(self._show_custody)
        if self.rehearsal is not None:
            self.setWindowTitle(practice_title())
            self.top.set_practice()
        self.panel.look_chosen.connect(self._wear)
        self.panel.asked_more.connect(self._look_up_more)
        self.panel.opened.connect(self._reflow)
        self.panel.closed.connect(self._reflow)
        self.panel.closed.connect(self._beside.give_back)
        self._theme.changed.connect(self._reflow)

    def _give_commands(self) -> None:
        """Give the window what it can do on every screen; the lock and the way back are buttons of the top bar."""
        go, look, window = self.tr("Go to"), self.tr("Text size"), self.tr("Window")
        for entry in self._entries:
            command(self, entry.words, entry.key, entry.go, group=window if entry.foot else go)
        command(self, self.tr("Look it up"), "Ctrl+F1", self.show_library, group=window)
        command(self, self.tr("Find a command"), "Ctrl+K", self._show_palette, group=window, hint=self.tr("commands"))
        command(self, self.tr("All keys"), "Ctrl+/", self._show_sheet, group=window, hint=self.tr("all keys"))
        command(self, self.tr("Menu"), "F10", self.top.menu.showMenu, group=window)
        command(self, self.tr("Next part"), "F6", lambda: panes.walk(self._panes(), 1), group=window)
        command(self, self.tr("Part before"), "Shift+F6", lambda: panes.walk(self._panes(), -1), group=window)
        command(self, self.tr("Larger"), ("Ctrl++", "Ctrl+="), lambda: self._resize_text(1), group=look)
        command(self, self.tr("Smaller"), "Ctrl+-", lambda: self._resize_text(-1), group=look)
        command(self, self.tr("As designed"), "Ctrl+0", lambda: self._wear(self._settings.theme, 100), group=look)
        if self.desk.keeper is not None:
            self._ways = Ways(self, self.rehearsal, self.panel, self._beside, self._leaving.begin)
        command(self, self.tr("Close cremeet"), "Ctrl+Q", self.close, group=window)

    def commands(self) -> tuple[Known, ...]:
        """Return what can be done now: what the page in front offers, then what the window does everywhere."""
        page = self.pages.page
        here = commands_in(page) if page is not None else ()
        named = [replace(one, group=one.group or self.tr("On this screen")) for one in here]
        return (*named, *(one for one in commands_in(self, without=self.pages)))

    def _show_palette(self) -> None:
        page = self.pages.page
        self._listing(Palette(self, self._theme, self.commands(), page.jumps() if page is not None else ()))

    def _show_sheet(self) -> None:
        page = self.pages.page
        self._listing(
            KeySheet(self, self._theme, self.commands(), (*page.keys, *page.more_keys) if page is not None else ())
        )

    def _listing(self, dialog: CommandList) -> None:
        held = self.focusWidget()
        dialog.finished.connect(lambda _: (held or self.pages).setFocus() if held is None or isValid(held) else None)
        dialog.open()

    def _fill_menu(self) -> None:
        fill_menu(self.top.menu.menu(), self.commands())

    def _show_custody(self) -> None:
        """Say, for as long as it is so, that this copy can only be read."""
        self.read_only.set_sentence(self.desk.keeper.read_only if self.desk.keeper else "")

    def _say_trouble(self, sentence: str) -> None:
        self.message.say(sentence, "bad")

    def _show_checked(self, result: str) -> None:
        """Say what the check of the whole record found: quietly, or with what to do."""
        if result == "ok":
            now = f"{in_london(self._clock()):%H:%M}"
            self.keys.say(
                self.tr("Encrypted; checked whole at {time}").format(time=now),
                self.tr("Every page of the record carries its seal, and every table and index holds together."),
            )
        else:
            told = result.removeprefix("damaged: ")
            told = told[:1].upper() + told[1:]
            self.keys.say(self.tr("Record damaged"), told, bad=True)
            self.message.say(told, "bad")

    def _panes(self) -> list[QWidget]:
        page = self.pages.page
        first: list[QWidget] = [self.rail] if self.rail.isVisible() else [self.top]
        return [*first, *(page.panes() if page else []), *([self.panel] if self.panel.isVisible() else [])]

    def _find_entries(self) -> tuple[Entry, ...]:
        go: dict[str, Callable[[], None]] = {
            "children": self.show_children,
            "meetings": self.show_meetings,
            **{name: partial(self._start, name) for name in ("actions", "directory", "practice")},
        }
        if self.desk.keeper is not None:
            go["vault"] = self.show_vault
        return places.entries(go, self._beside.toggle_help, self._beside.toggle_settings)

    def _resize_text(self, step: int) -> None:
        size = next_size(self._settings.text_percent, step)
        if size is not None:
            self._wear(self._settings.theme, size)

    def _wear(self, look: Look, percent: int) -> None:
        self._settings = replace(self._settings, theme=look, text_percent=percent)
        if look != self._theme.choice:
            self._theme.choose(look)
        if percent != self._theme.text_percent:
            self._theme.set_text_percent(percent)
        self.look_changed.emit(self._settings)
