"""Short forms that expand at the space bar, as the council's list has them; the first Ctrl+Z takes that back."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit

from cremeet.practice.language import spoken

_TYPED = re.compile(r"(?:^|(?<=[\s(\[–—]))([^\W_]+) $")
"""A word with a space just typed behind it and a space, a bracket or a dash before it: no command, owner or address."""


def expansion(left: str, shorthand: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the short form that the text to the left of the cursor ends with, and what it becomes, or None.

    A capital at its start is kept; a form all in capitals is meant as it stands. In a quotation nothing expands.
    """
    found = _TYPED.search(left)
    if found is None:
        return None
    short = found[1]
    becomes = shorthand.get(short.lower(), "")
    if not becomes or short not in {short.lower(), short.capitalize()} or spoken(left)[1]:
        return None
    return short, becomes if short.islower() else becomes[0].upper() + becomes[1:]


class Shorthand:
    """Expands in one editor. `words` are the forms, in small letters, and what each becomes."""

    def __init__(self, editor: QTextEdit) -> None:
        self._editor = editor
        self.words: Mapping[str, str] = {}
        self._refused: list[tuple[QTextCursor, str]] = []
        """Places where a form stays as typed, each by two cursors: one goes with words put before it, one does not."""
        self._last: tuple[QTextCursor, str] | None = None
        editor.document().contentsChange.connect(self._changed)

    def forget(self) -> None:
        """Begin a new text, in which everything expands again."""
        self._refused, self._last = [], None

    def expand(self) -> bool:
        """Expand the word before the space that was just typed; say whether it did."""
        cursor = self._editor.textCursor()
        left = QTextCursor(cursor)
        left.movePosition(QTextCursor.MoveOperation.Start, QTextCursor.MoveMode.KeepAnchor)
        found = expansion(left.selection().toPlainText(), self.words)
        if found is None:
            return False
        short, becomes = found
        start = cursor.position() - len(short) - 1
        if any(place.position() == start and word == short for place, word in self._refused):
            return False
        cursor.setPosition(start)
        cursor.setPosition(start + len(short), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(becomes)
        place = QTextCursor(cursor)
        place.setPosition(start)
        place.setKeepPositionOnInsert(True)
        self._last = (place, short)
        return True

    def take_back(self) -> bool:
        """Take back an expansion that was the last thing to happen, for good at that place; say whether it was."""
        if self._last is None:
            return False
        place, short = self._last
        self._editor.undo()
        moves = QTextCursor(place)
        moves.setKeepPositionOnInsert(False)
        self._refused += [(place, short), (moves, short)]
        cursor = self._editor.textCursor()
        cursor.setPosition(place.position() + len(short) + 1)
        self._editor.setTextCursor(cursor)
        return True

    def _changed(self, _: int, removed: int, added: int) -> None:
        if removed or added:
            self._last = None
