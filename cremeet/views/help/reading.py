"""Text to read: headings, sentences and keys in a field that takes the focus, scrolls by keys and can be heard by line.

A label cannot be walked through by a screen reader's caret, nor scrolled by somebody who has no mouse.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor

from cremeet.views.fields.commands import native
from cremeet.views.fields.measure import px
from cremeet.views.fields.plain import PlainEditor
from cremeet.views.help.topics import Topic

Kind = Literal["title", "heading", "body", "step", "note"]
_LARGER = {"title": 2, "heading": 1}
"""Steps of Qt's own sizes for headings; the rest has the size that the person chose."""
_ABOVE = {"title": 0, "heading": 14, "body": 6, "step": 5, "note": 10}
_INDENT = 14


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph; keys in backticks are written as this computer writes them, and strong.

    `marked` are the places of words that were looked for, `key` stands before the words.
    """

    kind: Kind
    words: str
    marked: tuple[tuple[int, int], ...] = ()
    key: str = ""


class Reading(PlainEditor):
    """Shows pieces; only to be read. `set_pieces` puts the caret at the top."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: tuple[Piece, ...] = ()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setLineWrapMode(PlainEditor.LineWrapMode.WidgetWidth)

    def set_pieces(self, pieces: Iterable[Piece]) -> None:
        """Show these in place of what was shown."""
        self._pieces = tuple(pieces)
        self._fill()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Write it again where colours or the size of text have changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._fill()

    def _fill(self) -> None:
        place = self.textCursor().position()
        self.clear()
        cursor = self.textCursor()
        for number, piece in enumerate(self._pieces):
            if number:
                cursor.insertBlock()
            cursor.setBlockFormat(_block(piece.kind, first=number == 0))
            for words, form in self._runs(piece):
                cursor.insertText(words, form)
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def _runs(self, piece: Piece) -> Iterable[tuple[str, QTextCharFormat]]:
        plain = QTextCharFormat()
        if piece.kind in _LARGER:
            plain.setProperty(QTextCharFormat.Property.FontSizeAdjustment, _LARGER[piece.kind])
        if piece.kind in ("title", "heading"):
            plain.setFontWeight(QFont.Weight.DemiBold)
        if piece.kind == "note":
            plain.setFontItalic(True)
        strong = QTextCharFormat(plain)
        strong.setFontWeight(QFont.Weight.Bold)
        if piece.kind == "step":
            yield "•  ", plain
        if piece.key:
            yield f"{piece.key}:  ", strong
        if piece.marked:
            strong.setFontUnderline(True)  # never by colour alone
            at = 0
            for start, end in piece.marked:
                yield piece.words[at:start], plain
                yield piece.words[start:end], strong
                at = end
            yield piece.words[at:], plain
            return
        for number, words in enumerate(piece.words.split("`")):
            if words:
                yield (native(words), strong) if number % 2 else (words, plain)


def _block(kind: Kind, *, first: bool) -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setTopMargin(0 if first else px(_ABOVE[kind]))
    if kind == "step":
        made.setLeftMargin(px(_INDENT))
        made.setTextIndent(-px(_INDENT))
    if kind in ("title", "heading"):
        made.setHeadingLevel(1 if kind == "title" else 2)
    return made


def pieces_of(topic: Topic, next_title: str, know_title: str) -> tuple[Piece, ...]:
    """Return a topic as pieces, with these headings over what to do and what is good to know."""
    made = [Piece("title", topic.title), Piece("body", topic.about)]
    if topic.next:
        made += [Piece("heading", next_title), *(Piece("step", words) for words in topic.next)]
    if topic.know:
        made += [Piece("heading", know_title), *(Piece("step", words) for words in topic.know)]
    return tuple(made)


def keys_of(title: str, keys: Sequence[tuple[str, str]]) -> tuple[Piece, ...]:
    """Return keys under a heading, one a line; they are written as this computer writes them already."""
    return (Piece("heading", title), *(Piece("step", words, key=key) for key, words in keys)) if keys else ()
