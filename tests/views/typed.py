"""An editor of the minutes by itself, and a hand on its keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest

from cremeet.practice.pack import Pack
from cremeet.views.meeting.speller import Speller
from cremeet.views.meeting.typing_editor import TypingEditor
from cremeet.views.theme import Theme

Key, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
STYLES = QTextCharFormat.UnderlineStyle


class Typing:
    """A shown editor with the shipped guide and short forms, and a hand on its keyboard."""

    def __init__(self, theme: Theme, pack: Pack, qtbot: Any) -> None:
        self.editor, self.qtbot, self.edits, self.said = TypingEditor(theme, lambda *_: ()), qtbot, 0, []
        self.editor.proof.advise_with(pack.language)
        self.editor.shorthand.words = {one.typed: one.becomes for one in pack.shorthand}
        self.editor.edited.connect(self._count)
        self.editor.wording.said.connect(self.said.append)
        qtbot.addWidget(self.editor)
        self.editor.resize(560, 200)
        self.editor.show()
        self.editor.activateWindow()
        qtbot.waitUntil(self.editor.isActiveWindow)
        self.editor.setFocus()

    def _count(self) -> None:
        self.edits += 1

    @property
    def words(self) -> str:
        return self.editor.toPlainText()

    @property
    def speller(self) -> Speller:
        return self.editor.wording.speller

    def type(self, words: str) -> None:
        """Type as a hand does; what no key of the test's keyboard has comes from an input method."""
        for letter in words:
            if letter.isascii():
                QTest.keyClicks(self.editor, letter)
            else:
                self.editor.textCursor().insertText(letter)

    def press(self, key: Key, modifiers: Any = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.editor, key, modifiers)

    def underlined(self, style: QTextCharFormat.UnderlineStyle) -> list[str]:
        """Return the words that the layout draws so."""
        found = []
        block = self.editor.document().begin()
        while block.isValid():
            text = block.text().encode("utf-16-le")
            found += [
                text[2 * one.start : 2 * (one.start + one.length)].decode("utf-16-le")
                for one in block.layout().formats()
                if one.format.underlineStyle() == style
            ]
            block = block.next()
        return found

    def wait(self, done: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(done, timeout=10_000)

    def slips(self, *words: str) -> None:
        """Wait until exactly these words are underlined as slips."""
        self.wait(lambda: self.underlined(STYLES.WaveUnderline) == list(words))
