"""The navigation rail: the few places a person can always go, each with its key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QVBoxLayout

from cremeet.views.fields.measure import space
from cremeet.views.theme import Theme

_WIDTH, _HEIGHT, _ICON_HEIGHT = 82, 56, 36
_SPARE = 60
"""Pixels of margins and gaps between the places."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One place: its name in the code, its words, icon, key and what it does; `foot` puts it at the bottom."""

    section: str
    words: str
    icon: str
    key: str
    go: Callable[[], None]
    foot: bool = False


class Rail(QFrame):
    """A column of places; the one that is open is marked."""

    def __init__(self, theme: Theme, entries: tuple[Entry, ...]) -> None:
        super().__init__()
        self.setObjectName("Rail")
        self._theme, self._entries = theme, entries
        self._buttons: dict[str, QToolButton] = {}
        column = QVBoxLayout(self)
        space(column, 4, 6, 10)
        for entry in (*(one for one in entries if not one.foot), None, *(one for one in entries if one.foot)):
            if entry is None:
                column.addStretch(1)
            else:
                column.addWidget(self._button(entry))
        self._measure()
        theme.changed.connect(self._measure)

    def mark(self, section: str) -> None:
        """Mark the section that is open."""
        for name, one in self._buttons.items():
            one.setChecked(name == section)

    def first(self) -> QToolButton:
        """Return the marked place, or the first."""
        return next((one for one in self._buttons.values() if one.isChecked()), next(iter(self._buttons.values())))

    def _button(self, entry: Entry) -> QToolButton:
        made = QToolButton()
        made.setText(entry.words)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setCheckable(not entry.foot)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setToolTip(f"{entry.words} ({QKeySequence(entry.key).toString(QKeySequence.SequenceFormat.NativeText)})")
        made.setAccessibleName(entry.words)
        made.clicked.connect(lambda _=False: self._go(entry))
        self._theme.give_icon(made, entry.icon, "rail_ink", 22)
        self._buttons[entry.section] = made
        return made

    def _go(self, entry: Entry) -> None:
        made = self._buttons[entry.section]
        if made.isCheckable():  # a click toggles: what is marked is decided by where the window goes
            made.setChecked(not made.isChecked())
        entry.go()

    def _measure(self) -> None:
        self.setFixedWidth(self._theme.px(_WIDTH))
        self.setMinimumHeight(len(self._buttons) * self._theme.px(_ICON_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave out the words where the places would not all fit: the icons and their names stay."""
        super().resizeEvent(event)
        words = len(self._buttons) * self._theme.px(_HEIGHT) + _SPARE <= self.height()
        style = Qt.ToolButtonStyle.ToolButtonTextUnderIcon if words else Qt.ToolButtonStyle.ToolButtonIconOnly
        for one in self._buttons.values():
            one.setToolButtonStyle(style)
            one.setFixedHeight(self._theme.px(_HEIGHT if words else _ICON_HEIGHT))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the fixed width of the rail."""
        return QSize(self._theme.px(_WIDTH), super().sizeHint().height())
