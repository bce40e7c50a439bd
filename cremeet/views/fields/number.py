"""A field for a whole number, such as minutes."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from cremeet.views.fields.measure import px
from cremeet.views.fields.plain import PlainLine

LONGEST = 4


class NumberField(PlainLine):
    """A whole number of one or more, typed; it answers None while it is empty or cannot be read."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(LONGEST)
        self.setMaximumWidth(px(130))
        self.textEdited.connect(lambda _: self.edited.emit())

    @property
    def target(self) -> QWidget:
        """The line itself."""
        return self

    def value(self) -> int | None:
        """Return the number, or None."""
        return None if self.is_empty() or self.fault() else int(self.text().strip())

    def set_value(self, number: int | None) -> None:
        """Show a number, or empty the field."""
        self.setText("" if number is None else str(number))

    def fault(self) -> str:
        """Return what is wrong with what was typed, or an empty string."""
        typed = self.text().strip()
        if not typed or (typed.isascii() and typed.isdigit() and int(typed) > 0):
            return ""
        return QCoreApplication.translate("Asking", "Write a whole number in figures, such as 90.")

    def is_empty(self) -> bool:
        """Return whether nothing has been typed."""
        return not self.text().strip()
