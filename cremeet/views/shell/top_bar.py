"""The bar at the top: where am I, how it is marked, whether it is saved; and whose record is open."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy

from cremeet.clock import Clock, in_london
from cremeet.views.fields.measure import px, space, wear
from cremeet.views.fields.speak import announce
from cremeet.views.fields.words import button, label
from cremeet.views.theme import Theme
from cremeet.views.tokens import Colour

SaveState = Literal["none", "unsaved", "saving", "saved", "failed"]
MARKING = "OFFICIAL-SENSITIVE"
_SLOW_MS = 300


class TopBar(QFrame):
    """Place, marking, save status and the lock."""

    back_pressed = Signal()
    lock_pressed = Signal()

    def __init__(self, theme: Theme, clock: Clock) -> None:
        super().__init__()
        self.setObjectName("TopBar")
        self._theme, self._clock = theme, clock
        self.menu = button("", "quiet", tip=self.tr("Menu (F10)"), name=self.tr("Menu"))
        self.menu.setMenu(QMenu(self.menu))
        theme.give_icon(self.menu, "menu-2", "accent", 20)
        self.back = button(
            "", "quiet", tip=self.tr("Back"), shortcut="Alt+Left", name=self.tr("Back"), group=self.tr("Go to")
        )
        theme.give_icon(self.back, "arrow-left", "accent", 20)
        self.back.clicked.connect(self.back_pressed)
        self.back.hide()
        self.place = Place()
        self.marking = label(MARKING, "badge", name=self.tr("Marking: OFFICIAL-SENSITIVE"))
        self.save = SaveStatus(theme, clock)
        self.lock = button(
            self.tr("Lock"),
            tip=self.tr("Lock"),
            shortcut="Ctrl+L",
            name=self.tr("Lock"),
            group=self.tr("Window"),
            hint=self.tr("lock"),
        )
        theme.give_icon(self.lock, "lock", "ink", 16)
        self.lock.clicked.connect(self.lock_pressed)
        row = QHBoxLayout(self)
        space(row, 8, 12, 6)
        for piece in (self.menu, self.back, self.place, self.marking, self.save, self.lock):
            row.addWidget(piece)
        row.setStretchFactor(self.place, 1)

    def set_practice(self) -> None:
        """Mark the window as a practice meeting's."""
        self.marking.setText(self.tr("PRACTICE"))
        self.marking.setAccessibleName(self.tr("Marking: PRACTICE, nothing here is real"))

    def set_compact(self, *, compact: bool) -> None:
        """Keep to what a narrow window or large text leaves room for."""
        self.lock.setText("" if compact else self.tr("Lock"))
        self.save.set_compact(compact=compact)


class Place(QLabel):
    """Where one is, shortened with an ellipsis where there is no room; its text, tip and spoken name stay whole."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "h2")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Say another place."""
        super().setText(text)
        self.setToolTip(text)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw the words, or as many as fit."""
        painter, area = QPainter(self), self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.style().drawItemText(
            painter, area, int(left), self.palette(), self.isEnabled(), shown, self.foregroundRole()
        )
        painter.end()


class SaveStatus(QFrame):
    """What has become of the typed text; it says "Saved" only once the record has answered."""

    def __init__(self, theme: Theme, clock: Clock) -> None:
        super().__init__()
        self._theme, self._clock, self._compact = theme, clock, False
        self._state: SaveState = "none"
        self._at: datetime | None = None
        self._shown: tuple[str, str] | None = None
        self._icon, self._text = QLabel(), label("")
        row = QHBoxLayout(self)
        space(row, 5)
        row.addWidget(self._icon)
        row.addWidget(self._text)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW_MS)  # a quick save must not flicker
        self._slow.timeout.connect(self._show)
        self._show()

    @property
    def state(self) -> SaveState:
        """What is known now."""
        return self._state

    @property
    def text(self) -> str:
        """What is shown now."""
        return self._text.text()

    def set_state(self, state: SaveState) -> None:
        """Say what has become of the typed text; a failure stays until something has been saved, and is announced."""
        if self._state == "failed" and state in {"unsaved", "saving"}:
            return
        self._state = state
        if state == "saved":
            self._at = self._clock()
        if state == "saving":
            self._slow.start()
            return
        self._slow.stop()
        self._show()
        if state == "failed":
            announce(self, self._text.text(), assertive=True)

    def set_compact(self, *, compact: bool) -> None:
        """Leave the time out."""
        self._compact = compact
        self._show()

    def _show(self) -> None:
        at = f" {in_london(self._at):%H:%M:%S}" if self._at and not self._compact else ""
        words: dict[SaveState, tuple[str, str, Colour, str]] = {
            "none": ("", "circle-check", "muted", "muted"),
            "unsaved": (self.tr("Not saved yet"), "pencil", "muted", "muted"),
            "saving": (self.tr("Saving…"), "device-floppy", "muted", "muted"),
            "saved": (self.tr("Saved") + at, "circle-check", "ok", "ok"),
            "failed": (self.tr("Not saved"), "alert-triangle", "bad", "bad"),
        }
        text, icon, colour, role = words[self._state]
        if (text, icon) == self._shown:  # as it is at nearly every key
            return
        self._shown = text, icon
        self._text.setText(text)
        self._text.setAccessibleName(self.tr("Save status: {state}").format(state=text) if text else "")
        wear(self._text, "role", role)
        self._theme.give_icon(self._icon, icon, colour, 16)
        self.setVisible(bool(text))


class ChildStrip(QFrame):
    """Whose record is open, always in sight while it is: the guard against writing into the wrong child's record."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("ChildStrip")
        icon = QLabel()
        icon.setFixedSize(QSize(px(18), px(18)))
        theme.give_icon(icon, "user", "accent", 16)
        self._text = label("", "strong", wrap=True)
        row = QHBoxLayout(self)
        space(row, 8, 20, 5)
        row.addWidget(icon)
        row.addWidget(self._text, 1)
        self.hide()

    @property
    def text(self) -> str:
        """Whose record is named, or an empty string."""
        return "" if self.isHidden() else self._text.text()

    def set_child(self, identity: str) -> None:
        """Name the child, or none; a change from one child to another is announced."""
        before = self.text
        self._text.setText(identity)
        self._text.setAccessibleName(self.tr("Record of {child}").format(child=identity) if identity else "")
        self.setVisible(bool(identity))
        if identity and identity != before:
            announce(self, self._text.accessibleName())
