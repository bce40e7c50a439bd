"""A line for a recovery code: it stands in groups of five as it is typed, and says at once when it was mistyped."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QWidget

from cremeet.views.fields.plain import PlainLine

GROUP, SYMBOLS = 5, 30


class CodeField(PlainLine):
    """A recovery code. `check(code)` says what is wrong with a whole one, or None: it knows the check symbols."""

    edited = Signal()

    def __init__(self, check: Callable[[str], str | None]) -> None:
        super().__init__()
        self._check = check
        self.setMaxLength(SYMBOLS * 2)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.textEdited.connect(self._group)

    @property
    def target(self) -> QWidget:
        """The line itself."""
        return self

    def value(self) -> str:
        """Return the code as it stands."""
        return self.text()

    def fault(self) -> str:
        """Return what is wrong with the code, or an empty string."""
        return "" if self.is_empty() else self._check(self.text()) or ""

    def is_empty(self) -> bool:
        """Return whether nothing has been typed."""
        return not _bare(self.text())

    def _group(self, typed: str) -> None:
        """Write the symbols in groups; the cursor stays behind the symbol it was behind."""
        before = len(_bare(typed[: self.cursorPosition()]))
        bare = _bare(typed)
        with QSignalBlocker(self):
            self.setText("-".join(bare[start : start + GROUP] for start in range(0, len(bare), GROUP)))
        self.setCursorPosition(before + max(0, before - 1) // GROUP)
        self.edited.emit()


def _bare(typed: str) -> str:
    return "".join(letter for letter in typed.upper() if letter.isalnum())
