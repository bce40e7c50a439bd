"""What opens beside the page: help and settings. The field that had the focus has it again when they close."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from cremeet.settings import Settings
from cremeet.views.fields.commands import Known
from cremeet.views.help.topics import find_topic
from cremeet.views.shell.key_bar import Keys
from cremeet.views.shell.page_stack import PageStack
from cremeet.views.shell.side_panel import SidePanel


class Beside:
    """Opens and closes the panel; `commands` and `settings` return those of now."""

    def __init__(
        self,
        panel: SidePanel,
        pages: PageStack,
        commands: Callable[[], Sequence[Known]],
        settings: Callable[[], Settings],
    ) -> None:
        self._panel, self._pages, self._commands, self._settings = panel, pages, commands, settings
        self._about: tuple[str, int] | None = None
        """The topic and the page that help is open about."""
        self._held: QWidget | None = None
        """What had the focus when the panel opened."""

    def toggle_lines(self, what: str, title: str, lines: Callable[[], Keys]) -> None:
        """Open a list of keys and words, or put it away."""
        self._toggle(what, lambda: self._panel.show_lines(what, title, lines()))

    def toggle_help(self) -> None:
        """Open help about the page in front, or put it away."""
        self._toggle("help", self._show_help)

    def toggle_settings(self) -> None:
        """Open how the window looks, or put it away."""
        self._toggle("settings", self._show_settings)

    def follow(self) -> None:
        """Show the help of the page that came to the front, where help is open; the focus stays where it is."""
        page = self._pages.page
        if self._panel.showing == "help" and page is not None and (page.topic, id(page)) != self._about:
            self._show_help()

    def give_back(self) -> None:
        """Give the focus back after the panel closed, unless the person went on working beside it."""
        held, now = self._held, QApplication.focusWidget()
        self._held = None
        if now is not None and self._pages.isAncestorOf(now) and now.isVisible():
            return
        if held is not None and isValid(held) and held.isVisible() and held.isEnabled():
            held.setFocus()
        else:
            self._pages.focus_page()

    def _toggle(self, what: str, show: Callable[[], None]) -> None:
        if self._panel.showing == what:
            self._panel.put_away()
            return
        held = QApplication.focusWidget()
        if held is not None and not self._panel.isAncestorOf(held):
            self._held = held
        show()
        self._panel.take_focus()

    def _show_settings(self) -> None:
        now = self._settings()
        self._panel.show_settings(now.theme, now.text_percent)

    def _show_help(self) -> None:
        page = self._pages.page
        self._about = (page.topic, id(page)) if page else None
        commands = self._commands()
        groups = dict.fromkeys(one.group for one in commands)
        self._panel.show_help(
            find_topic(page.topic) if page else None,
            (*page.keys, *page.more_keys) if page else (),
            {group: tuple((one.keys, one.words) for one in commands if one.group == group) for group in groups},
        )
