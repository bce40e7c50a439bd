"""The pages that are open, in the order they were opened: going forward, going back, never the same one twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid

from cremeet.views.fields.page import Page
from cremeet.views.fields.plain import forget_typing
from cremeet.views.fields.speak import announce

Key = tuple[str | None, ...]
"""What a page was opened for: its screen's name and the ids."""


@dataclass(frozen=True, slots=True)
class _Open:
    key: Key
    section: str
    page: Page
    held: QWidget | None = None
    """What had the focus when the page came to the front."""


class PageStack(QStackedWidget):
    """Shows the last page opened and remembers those behind it. `turned` is sent when another comes to the front."""

    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._open: list[_Open] = []

    @property
    def page(self) -> Page | None:
        """The page in front."""
        return self._open[-1].page if self._open else None

    @property
    def section(self) -> str:
        """The section that the page in front belongs to."""
        return self._open[-1].section if self._open else ""

    @property
    def behind(self) -> int:
        """How many pages lie behind the one in front."""
        return max(0, len(self._open) - 1)

    def start(self, key: Key, make: Callable[[], Page]) -> None:
        """Begin a section at its first page; what was open is left."""
        if self._open and self._open[0].key == key:
            self._close_from(1)
            self._turn()
            return
        made = make()  # first, so that a page that cannot be made leaves everything as it was
        self._close_from(0)
        self._push(_Open(key, str(key[0]), made))

    def go(self, section: str, key: Key, make: Callable[[], Page]) -> None:
        """Show the page for `key`: the one that is already open, or a new one in front of the present page."""
        there = next((number for number, one in enumerate(self._open) if one.key == key), None)
        if there is None:
            made, held = make(), QApplication.focusWidget()
            if self.page is not None:
                _leave(self.page)
            self._push(_Open(key, section, made, held))
        else:
            self._close_from(there + 1)
            self._turn()

    def back(self) -> None:
        """Leave the page in front for the one behind it."""
        if len(self._open) > 1:
            left = self._open[-1]
            aside, held = left.page.aside, left.held
            self._close_from(len(self._open) - 1)
            self._turn()
            if aside and held is not None and isValid(held) and held.isVisible() and held.isEnabled():
                held.setFocus()

    def leave_all(self) -> None:
        """Have every open page make its typed text safe."""
        for one in self._open:
            _leave(one.page)

    def focus_page(self) -> None:
        """Put the focus where the page in front wants it."""
        if self.page is not None:
            (self.page.first_focus() or self.page).setFocus(Qt.FocusReason.OtherFocusReason)

    def _push(self, one: _Open) -> None:
        self._open.append(one)
        self.addWidget(one.page)
        self._turn()

    def _close_from(self, number: int) -> None:
        for one in reversed(self._open[number:]):
            _leave(one.page)
            self.removeWidget(one.page)
            one.page.setParent(None)  # or a look through the window would find it once more, and Python keep it
            one.page.deleteLater()
        del self._open[number:]

    def _turn(self) -> None:
        page = self._open[-1].page
        self.setCurrentWidget(page)
        name = page.title or page.place  # some learn their heading from the record
        page.setAccessibleName(name)  # a page has the keyboard itself while its record is fetched
        page.shown()
        self.turned.emit()
        self.focus_page()
        announce(page, name)


def _leave(page: Page) -> None:
    """Have a page make its typed text safe, and forget what was typed and taken away again."""
    page.leave()
    forget_typing(page)
