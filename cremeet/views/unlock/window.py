"""The window at the door: one card in the middle, and nothing of any record."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from cremeet.views.fields.measure import px, space
from cremeet.views.fields.words import across, card, label
from cremeet.views.theme import Theme
from cremeet.views.unlock.background import Background
from cremeet.views.unlock.door import Door
from cremeet.views.unlock.first_run import FirstRun
from cremeet.views.unlock.open_vault import OpenVault

_AFTER_PAINT_MS = 50


class UnlockWindow(QWidget):
    """Shows the opening screen for `folder`, or the making of a vault when there is none yet.

    `opened` carries the open vault; `closed` is sent when the person closes the window instead.
    """

    opened = Signal(object)
    closed = Signal()

    def __init__(self, door: Door, theme: Theme, folder: Path | None, place: Path) -> None:
        """Offer `folder` to open if it is given; `place` is where a new vault would go."""
        super().__init__()
        self.setObjectName("Door")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("cremeet"))
        self._door, self._place = door, place
        self.background = Background(self)
        self._prepared = False
        self.present: OpenVault | FirstRun | None = None
        self._card, self._inside = card(margin=26, gap=10)
        self._frame(theme)
        QShortcut(QKeySequence("Ctrl+Q"), self).activated.connect(self.close)
        if folder is None:
            self.show_first_run()
        else:
            self.show_open(folder)

    def show_first_run(self) -> None:
        """Show the making of a vault."""
        made = FirstRun(self._door, self.background, self._place)
        made.open_existing.connect(lambda: self.show_open(None))
        self._show(made)

    def show_open(self, folder: Path | None) -> None:
        """Show the opening of a vault."""
        opening = OpenVault(self._door, self.background, folder)
        opening.make_new.connect(self.show_first_run)
        self._show(opening)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Load what opening will need, once the window has been seen."""
        super().showEvent(event)
        if not self._prepared:
            self._prepared = True
            QTimer.singleShot(_AFTER_PAINT_MS, self, self._prepare)

    def _prepare(self) -> None:
        self.background.run(self._door.prepare, lambda _: None, lambda _: None)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Say that the person has gone away."""
        self.closed.emit()
        super().closeEvent(event)

    def _show(self, screen: OpenVault | FirstRun) -> None:
        if self.present is not None:
            self._inside.removeWidget(self.present)
            self.present.hide()
            self.present.deleteLater()
        self.present = screen
        screen.opened.connect(self.opened)
        self._card.setMaximumWidth(px(screen.widest))
        self._inside.addWidget(screen)
        screen.show()
        screen.first_focus().setFocus()

    def _frame(self, theme: Theme) -> None:
        icon = QLabel()
        theme.give_icon(icon, "shield-lock", "accent", 26)
        name = label("cremeet", "h2")
        body = QWidget()
        body.setObjectName("Scrolled")
        column = QVBoxLayout(body)
        space(column, 14, 20)
        column.addStretch(1)
        column.addLayout(across(None, icon, name, None))
        middle = across(None, self._card, None)
        middle.setStretch(1, 100)  # as wide as it may be
        column.addLayout(middle)
        column.addStretch(2)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        outer = QVBoxLayout(self)
        space(outer, 0)
        outer.addWidget(area)
