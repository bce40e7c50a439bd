"""Going through what is underlined, by key: the next place, why it is underlined, and words to put in its place."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QTextCursor
from PySide6.QtWidgets import QTextEdit, QToolTip

from cremeet.practice.wording import LanguagePair
from cremeet.views.fields import announce
from cremeet.views.fields.commands import native
from cremeet.views.meeting.proofing import Mark, Proofing
from cremeet.views.meeting.speller import Speller
from cremeet.views.meeting.suggestions import Suggestion

NEXT, OFFER = "F7", "Shift+F7"
Offers = Callable[[tuple[Suggestion, ...], Callable[[Suggestion], None]], None]


class WordingHelp(QObject):
    """`said` carries what there is to say about the words that were reached or asked about."""

    said = Signal(str)

    def __init__(self, editor: QTextEdit, proof: Proofing, speller: Speller, offer: Offers) -> None:
        """`offer` shows a list at the cursor and gives what is chosen to a function."""
        super().__init__(editor)
        self._editor, self._proof, self.speller, self._offers = editor, proof, speller, offer
        self._told: set[str] = set()
        proof.spell_with(speller)

    def next(self) -> None:
        """Select the next words that are underlined, round and round, and say why they are."""
        marks, place = self._proof.marks(), self._editor.textCursor().selectionStart()
        if not marks:
            announce(self._editor, self.speller.why_off or self.tr("Nothing is underlined here."))
            return
        at_mark = self._editor.textCursor().hasSelection()
        later = (mark for mark in marks if mark.start > place or (mark.start == place and not at_mark))
        mark = next(later, marks[0])
        self._select(mark)
        self._say(mark)

    def offer(self) -> None:
        """Offer words for a slip at the cursor or just before it; say what the guide has to say about others."""
        cursor = self._editor.textCursor()
        before = [mark for mark in self._proof.marks() if mark.start <= cursor.selectionStart()]
        mark = self._proof.mark_at(cursor) or (before[-1] if before else None)
        if mark is None:
            self.next()
        elif mark.pair is not None:
            self._select(mark)
            self._say(mark)
        else:
            self._select(mark)
            self.speller.offers(mark.words, lambda words: self._offer(mark, words))

    def advice(self) -> str:
        """Return the guide's first advice on what is typed, or nothing; the same is announced once only."""
        pair = next((mark.pair for mark in self._proof.marks() if mark.pair is not None), None)
        if pair is None:
            return ""
        words = self._worded(pair)
        if pair.id not in self._told:
            self._told.add(pair.id)
            announce(self._editor, words)
        return words

    def forget(self) -> None:
        """Begin with a new text: what was announced may be announced again."""
        self._told.clear()

    def menu(self, event: QContextMenuEvent) -> None:
        """Open the editor's menu, headed by what can be asked about underlined words."""
        menu = self._editor.createStandardContextMenu()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            cursor = self._editor.cursorForPosition(event.pos())
        else:
            cursor = self._editor.textCursor()
        mark = self._proof.mark_at(cursor)
        if mark is not None:
            words = self.tr("Offer other words") if mark.pair is None else self.tr("Why it is underlined")
            first = menu.actions()[0] if menu.actions() else None
            asks = menu.addAction(f"{words}\t{native(OFFER)}", lambda: self._offer_at(mark))
            if first is not None:
                menu.insertAction(first, asks)
                menu.insertSeparator(first)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def tip(self, event: QHelpEvent) -> bool:
        """Show why the words under the pointer are underlined; say whether they are."""
        mark = self._proof.mark_at(self._editor.cursorForPosition(event.pos()))
        if mark is None:
            QToolTip.hideText()
            return False
        QToolTip.showText(event.globalPos(), f"<p>{escape(self.why(mark))}</p>", self._editor)
        return True

    def why(self, mark: Mark) -> str:
        """Say why words are underlined."""
        if mark.pair is not None:
            return self._worded(mark.pair)
        said = self.tr("“{word}” is not in the dictionary. {keys} offers other words.")
        return said.format(word=mark.words, keys=native(OFFER))

    def _worded(self, pair: LanguagePair) -> str:
        said = self.tr("Instead of “{avoid}”, consider: {prefer}. {why}")
        return said.format(avoid=pair.avoid, prefer=pair.prefer.rstrip("."), why=pair.why)

    def _say(self, mark: Mark) -> None:
        words = self.why(mark)
        announce(self._editor, words if mark.pair is None else f"{mark.words}. {words}")
        self.said.emit(words)

    def _offer_at(self, mark: Mark) -> None:
        self._select(mark)
        self.offer()

    def _select(self, mark: Mark) -> None:
        cursor = self._editor.textCursor()
        cursor.setPosition(mark.start)
        cursor.setPosition(mark.end, QTextCursor.MoveMode.KeepAnchor)
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()

    def _offer(self, mark: Mark, words: tuple[str, ...]) -> None:
        if not self._stands(mark):
            return
        stay = self.tr("Leave “{word}” as it is").format(word=mark.words)
        offered = (*(Suggestion(word, word) for word in words), Suggestion("", stay))
        self._offers(offered, lambda chosen: self._take(mark, chosen))

    def _take(self, mark: Mark, chosen: Suggestion) -> None:
        if not chosen.text:
            self.speller.ignore(mark.words)
            announce(self._editor, self.tr("“{word}” stays as it is.").format(word=mark.words))
        elif self._stands(mark):
            self._select(mark)
            self._editor.textCursor().insertText(chosen.text)
            announce(self._editor, self.tr("Now “{word}”.").format(word=chosen.text))
        self._editor.setFocus()

    def _stands(self, mark: Mark) -> bool:
        """Say whether the words are still where they were when they were asked about."""
        cursor = QTextCursor(self._editor.document())
        if mark.end >= self._editor.document().characterCount():
            return False
        cursor.setPosition(mark.start)
        cursor.setPosition(mark.end, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText() == mark.words
