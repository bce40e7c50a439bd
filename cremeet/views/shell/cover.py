"""What is seen while the window locks: nothing of the record, and a way back if typed text could not be kept."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cremeet.views.fields.measure import px, space
from cremeet.views.fields.words import across, button, card, label


class Cover(QWidget):
    """An opaque sheet over the whole window."""

    show_record = Signal()
    lock_anyway = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("Door")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = label("", wrap=True)
        self._back = button(self.tr("Show the record and save again"), "primary")
        self._on = button(self.tr("Lock and lose the last words"), "danger")
        self._back.clicked.connect(self.show_record)
        self._on.clicked.connect(self.lock_anyway)
        frame, inside = card(margin=20, gap=12)
        frame.setMaximumWidth(px(520))
        inside.addWidget(self._words)
        inside.addLayout(across(self._back, self._on, None))
        column = QVBoxLayout(self)
        space(column, 0, 20)
        column.addStretch(1)
        column.addLayout(across(None, frame, None))
        column.addStretch(1)
        window.installEventFilter(self)
        self.hide()

    def blank(self) -> None:
        """Cover the window and say that it is locking."""
        self._words.setText(self.tr("Locking. The last words are being saved."))
        self._back.hide()
        self._on.hide()
        self._fit()
        self.show()
        self.raise_()
        self.setFocus()

    def ask(self) -> None:
        """Say that the last words were not kept, and let the person choose."""
        self._words.setText(
            self.tr("The last words that were typed could not be saved, so cremeet has not locked the record yet.")
        )
        self._back.show()
        self._on.show()
        self._back.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep covering a window that changes its size."""
        if watched is self.parent() and event.type() == QEvent.Type.Resize and self.isVisible():
            self._fit()
        return False

    def _fit(self) -> None:
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(window.rect())
