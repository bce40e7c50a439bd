"""What is underlined while minutes are typed: slips in the spelling, and words that the language guide words otherwise.

Only the paragraph that changed is looked at, and a key costs one look into a table for each of its words; what the
guide found in a sentence is remembered. The word that is being typed is let alone until the cursor leaves it. Nothing
here changes a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from cremeet.practice.language import Guide, spoken
from cremeet.practice.wording import LanguagePair
from cremeet.services.capture import COMMANDS
from cremeet.services.wording_look import OWN_WORDS
from cremeet.spelling import WORDS
from cremeet.views.meeting.speller import Speller
from cremeet.views.theme import Theme

_VOICE = re.compile(
    rf"\s*(?:[^\s:/@][^:/@\n]{{0,48}}?:\s+)?/(?:{'|'.join(key for key, kind in COMMANDS.items() if kind == OWN_WORDS)}"
    rf"|{OWN_WORDS})\b",
    re.IGNORECASE,
)
"""The command of the child's own words at the start of a line, behind who speaks where that is said first."""
_MARKS = ("", "“", '"', "‘")
"""The quotation that a paragraph leaves open, by the number that Qt keeps with it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Underlined words: where they begin and end in the document, and the guide's pair, or None for a slip."""

    start: int
    end: int
    words: str
    pair: LanguagePair | None


class Proofing(QSyntaxHighlighter):
    """Underlines in one editor. Until it is given a speller or a guide it underlines nothing."""

    def __init__(self, editor: QTextEdit, theme: Theme) -> None:
        super().__init__(editor.document())
        self._editor, self._theme = editor, theme
        self._speller: Speller | None = None
        self._guide = Guide(())
        self._own_words = False
        self._left: tuple[int, int] | None = None
        self._slip, self._advice = QTextCharFormat(), QTextCharFormat()
        self._dress()
        theme.changed.connect(self._dress)
        editor.cursorPositionChanged.connect(self._moved)

    def spell_with(self, speller: Speller) -> None:
        """Underline what the speller does not know."""
        self._speller = speller
        speller.learnt.connect(self.rehighlight)
        self.rehighlight()

    def advise_with(self, pairs: Sequence[LanguagePair]) -> None:
        """Underline what these pairs of the language guide speak about."""
        self._guide = Guide(pairs)
        self.rehighlight()

    def set_own_words(self, *, own: bool) -> None:
        """Say whether what is typed is somebody's own voice, about which the guide says nothing."""
        if own != self._own_words:
            self._own_words = own
            self.rehighlight()

    @property
    def own_words(self) -> bool:
        """Whether what is typed is somebody's own voice: by its kind, or by the command that it begins with."""
        return self._own_words or _VOICE.match(self.document().firstBlock().text()) is not None

    def marks(self) -> tuple[Mark, ...]:
        """Return all that is underlined, in reading order."""
        found = []
        block = self.document().begin()
        while block.isValid():
            found += self._marks_of(block)
            block = block.next()
        return tuple(found)

    def mark_at(self, cursor: QTextCursor) -> Mark | None:
        """Return what is underlined where a cursor stands, its end included."""
        place = cursor.position()
        return next((mark for mark in self._marks_of(cursor.block()) if mark.start <= place <= mark.end), None)

    def highlightBlock(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Underline one paragraph."""
        typed = self._typed_in(self.currentBlock())
        self._left = (self.currentBlock().blockNumber(), typed) if typed >= 0 else self._left
        marks, opened = self._read(text, self.previousBlockState(), typed)
        place = units(text)
        for mark in marks:
            start = place(mark.start)
            self.setFormat(start, place(mark.end) - start, self._slip if mark.pair is None else self._advice)
        self.setCurrentBlockState(_MARKS.index(opened))

    def _read(self, text: str, before: int, typed: int) -> tuple[list[Mark], str]:
        """Return the marks of a paragraph, placed in it, and the quotation that it leaves open."""
        marks: list[Mark] = []
        quotes, opened = spoken(text, _MARKS[max(0, before)])
        if self._speller is not None:
            place = units(text) if typed >= 0 else int
            marks += [
                Mark(found.start(), found.end(), found[0], None)
                for found in WORDS.finditer(text)
                if place(found.end()) != typed and self._speller.stands(found[0]) is False
            ]
        if not self.own_words:
            marks += [
                Mark(hint.start, hint.end, text[hint.start : hint.end], hint.pair)
                for hint in self._guide.hints(text, quotes)
            ]
        return marks, opened

    def _marks_of(self, block: QTextBlock) -> list[Mark]:
        text, at = block.text(), block.position()
        before = block.previous()
        marks, _ = self._read(text, before.userState() if before.isValid() else 0, self._typed_in(block))
        place = units(text)
        moved = [Mark(at + place(mark.start), at + place(mark.end), mark.words, mark.pair) for mark in marks]
        return sorted(moved, key=lambda mark: mark.start)

    def _typed_in(self, block: QTextBlock) -> int:
        """Return where in a paragraph the cursor may be typing a word, or -1; a word that is only selected is not."""
        cursor = self._editor.textCursor()
        typing = not cursor.hasSelection() and cursor.blockNumber() == block.blockNumber()
        return cursor.positionInBlock() if typing else -1

    def _moved(self) -> None:
        """Look again at the paragraph whose last word was let alone, once the cursor has left that word."""
        cursor = self._editor.textCursor()
        if self._left is None or (
            not cursor.hasSelection() and self._left == (cursor.blockNumber(), cursor.positionInBlock())
        ):
            return
        block, self._left = self.document().findBlockByNumber(self._left[0]), None
        if block.isValid():
            self.rehighlightBlock(block)

    def _dress(self) -> None:
        styles = QTextCharFormat.UnderlineStyle
        self._slip = _underline(styles.WaveUnderline, self._theme.colour("bad"))
        self._advice = _underline(styles.DashUnderline, self._theme.colour("plum"))
        self.rehighlight()


def units(text: str) -> Callable[[int], int]:
    """Return what turns a place in a Python text into Qt's, which counts a letter beyond 16 bits twice."""
    if text.isascii() or max(text) <= "\uffff":
        return int
    return lambda at: len(text[:at].encode("utf-16-le")) // 2


def _underline(style: QTextCharFormat.UnderlineStyle, colour: QColor) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setUnderlineStyle(style)
    made.setUnderlineColor(colour)
    return made
