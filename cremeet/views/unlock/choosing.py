"""Something that is chosen by pressing a button rather than typed: what was chosen, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QFrame

from cremeet.views.fields.flow import flowing
from cremeet.views.fields.measure import px, wear
from cremeet.views.fields.words import down, label


class Choosing(QFrame):
    """A name, a hint, the fault in words, what is chosen now, and the buttons that choose."""

    def __init__(self, text: str, hint: str, *buttons: QAbstractButton) -> None:
        super().__init__()
        self._buttons, self._hint = buttons, hint
        self._error, self._chosen = label("", "error", wrap=True), label("", wrap=True)
        self._error.hide()
        pieces = (label(text, "strong", wrap=True), label(hint, "small", wrap=True), self._error, self._chosen)
        self.setLayout(down(*pieces, flowing(*buttons, gap=8), gap=5))
        self.set_fault()

    @property
    def fault(self) -> str:
        """The fault shown now, or an empty string."""
        return self._fault

    def say(self, words: str) -> None:
        """Say what is chosen."""
        self._chosen.setText(words)

    def set_fault(self, sentence: str = "") -> None:
        """Show what is wrong with what was chosen, or nothing."""
        self._fault = sentence
        self._error.setText(self.tr("Error: {sentence}").format(sentence=sentence) if sentence else "")
        self._error.setVisible(bool(sentence))
        wear(self, "role", "fault" if sentence else "")
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(px(10) if sentence else 0, 0, 0, 0)
        for one in self._buttons:
            one.setAccessibleDescription(" ".join(part for part in (self._error.text(), self._hint) if part))
