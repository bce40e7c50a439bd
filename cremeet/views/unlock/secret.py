"""A field for a passphrase: hidden unless asked for, never offered to spelling, history or the clipboard."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from cremeet.views.fields.plain import PlainLine


class SecretField(PlainLine):
    """A passphrase. Spaces inside it count; what stands in it is compared as typed."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(200)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.textEdited.connect(lambda _: self.edited.emit())

    @property
    def target(self) -> QWidget:
        """The line itself."""
        return self

    def value(self) -> str:
        """Return the passphrase."""
        return self.text()

    def fault(self) -> str:
        """Return nothing: whether it opens is the vault's to say."""
        return ""

    def is_empty(self) -> bool:
        """Return whether nothing has been typed."""
        return not self.text()

    def set_shown(self, shown: bool) -> None:  # noqa: FBT001 - a slot of a check box
        """Show the words, or hide them."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Offer no menu that could copy a passphrase."""
        event.accept()
