"""What is seen in place of a record: an opaque sheet over a whole window, while it locks and while it is blanked."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from cremeet.views.fields.measure import px, space
from cremeet.views.fields.words import across, button, card, label


class Sheet(QWidget):
    """An opaque sheet over a window, with a sentence and some buttons on it."""

    def __init__(self, window: QWidget, *buttons: QPushButton) -> None:
        super().__init__(window)
        self.setObjectName("Door")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)  # opaque even where no style sheet is worn
        self._words = label("", wrap=True)
        frame, inside = card(margin=20, gap=12)
        frame.setMaximumWidth(px(520))
        inside.addWidget(self._words)
        inside.addLayout(across(*buttons, None))
        column = QVBoxLayout(self)
        space(column, 0, 20)
        column.addStretch(1)
        column.addLayout(across(None, frame, None))
        column.addStretch(1)
        window.installEventFilter(self)
        self.hide()

    def cover(self, words: str) -> None:
        """Lie over the window at once, before anything else is done, and say `words`."""
        self._words.setText(words)
        self._fit()
        self.show()
        self.raise_()
        self.repaint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep covering a window that changes its size or is given something new."""
        if watched is self.parent() and self.isVisible():
            if event.type() == QEvent.Type.Resize:
                self._fit()
            elif event.type() in (QEvent.Type.ChildAdded, QEvent.Type.ChildPolished):
                self.raise_()
        return False

    def _fit(self) -> None:
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(window.rect())


class Cover(Sheet):
    """The sheet over a window that is locking, with a way back if typed text could not be kept."""

    show_record = Signal()
    lock_anyway = Signal()

    def __init__(self, window: QWidget) -> None:
        back = button(QCoreApplication.translate("Cover", "Show the record and save again"), "primary")
        on = button(QCoreApplication.translate("Cover", "Lock and lose the last words"), "danger")
        super().__init__(window, back, on)
        self._back, self._on = back, on
        self._back.clicked.connect(self.show_record)
        self._on.clicked.connect(self.lock_anyway)

    def blank(self) -> None:
        """Cover the window and say that it is locking."""
        self._back.hide()
        self._on.hide()
        self.cover(self.tr("Locking. The last words are being saved."))
        self.setFocus()

    def ask(self) -> None:
        """Say that the last words were not kept, and let the person choose."""
        self._words.setText(
            self.tr("The last words that were typed could not be saved, so cremeet has not locked the record yet.")
        )
        self._back.show()
        self._on.show()
        self._back.setFocus()
