"""Saying that something takes a moment, in words and with a moving bar."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from cremeet.views.fields.measure import space
from cremeet.views.fields.speak import announce
from cremeet.views.fields.words import label


class Busy(QWidget):
    """A sentence over a bar of unknown length; hidden while nothing runs."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(words)
        column = QVBoxLayout(self)
        space(column, 5)
        column.addWidget(label(words, "muted", wrap=True))
        column.addWidget(bar)
        self.hide()

    def set_on(self, *, on: bool) -> None:
        """Show or hide it, and say so."""
        self.setVisible(on)
        if on:
            announce(self, self._words)
