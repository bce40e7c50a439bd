"""The strip under the top bar where the window says what happened, until the person puts it away."""

from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import QFrame, QHBoxLayout

from cremeet.views.fields.measure import space, wear
from cremeet.views.fields.speak import announce
from cremeet.views.fields.words import button, label


class MessageStrip(QFrame):
    """One message at a time, announced, with a button to dismiss it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("MessageStrip")
        self._text = label("", wrap=True)
        self._dismiss = button(self.tr("Dismiss"), "quiet")
        self._dismiss.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        space(row, 10, 20, 6)
        row.addWidget(self._text, 1)
        row.addWidget(self._dismiss)
        self.hide()

    @property
    def text(self) -> str:
        """The message shown, or an empty string."""
        return "" if self.isHidden() else self._text.text()

    def say(self, text: str, tone: Literal["info", "ok", "warn", "bad"] = "info") -> None:
        """Show a message and announce it; `bad` interrupts what a screen reader is saying."""
        self._text.setText(text)
        wear(self, "tone", tone)
        self.show()
        announce(self, text, assertive=tone == "bad")
