"""The strip that says, for as long as it is so, that this copy of the vault can only be read."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from cremeet.views.fields.measure import space, wear
from cremeet.views.fields.words import button, label
from cremeet.views.theme import Theme


class ReadOnlyStrip(QFrame):
    """Why, and where the living one is. `asked` is sent by the button that leads to what can be done."""

    asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("MessageStrip")
        wear(self, "tone", "warn")
        icon = QLabel()
        theme.give_icon(icon, "lock", "warn", 16)
        self._text = label("", "strong", wrap=True)
        more = button(self.tr("Moving…"), "quiet", name=self.tr("Moving: what can be done about it"))
        more.clicked.connect(self.asked)
        row = QHBoxLayout(self)
        space(row, 8, 20, 5)
        row.addWidget(icon)
        row.addWidget(self._text, 1)
        row.addWidget(more)
        self.hide()

    @property
    def text(self) -> str:
        """What is said, or an empty string."""
        return "" if self.isHidden() else self._text.text()

    def set_sentence(self, sentence: str) -> None:
        """Say why, or nothing where this is the living vault."""
        self._text.setText(self.tr("Read only. {sentence}").format(sentence=sentence) if sentence else "")
        self.setVisible(bool(sentence))
