"""Plain words in, plain words out: the only editors and lines of the program, and what they put on the clipboard.

Whatever is pasted or dropped loses its form, files are refused, and nothing is ever loaded: rich text asks for
`file:`, `http:` and network shares (measured), which on Windows can give away a person's sign-in.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QMimeData, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QValidator,
)
from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget

OURS = "application/x-cremeet-words"
"""Marks what this program put on the clipboard."""
_KEEP_OUT = {
    # Windows: no history, no copy in a cloud, no clipboard watcher; KDE: no history.
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\x01\x00\x00\x00",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\x00\x00\x00\x00",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\x00\x00\x00\x00",
    "x-kde-passwordManagerHint": b"secret",
}
_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffc\ud800-\udfff]")
"""Control characters, what turns the reading direction round, the mark of an embedded object, halves of letters."""


def plain(words: str) -> str:
    """Return words without what cannot be seen; lines stay lines, tabs stay tabs."""
    return _UNSEEN.sub("", _BREAKS.sub("\n", words))


def plain_line(words: str) -> str:
    """Return words as one line without what cannot be seen."""
    cleaned = plain(words)
    return " ".join(cleaned.splitlines()).replace("\t", " ") if {"\n", "\t"} & set(cleaned) else cleaned


def confidential(words: str) -> QMimeData:
    """Return words for the clipboard, marked as ours and as not for any history."""
    data = QMimeData()
    data.setText(words)
    data.setData(OURS, b"1")
    for form, value in _KEEP_OUT.items():
        data.setData(form, value)
    return data


def copy(words: str) -> None:
    """Put words on the clipboard, marked; the shell takes them away again after a while."""
    QGuiApplication.clipboard().setMimeData(confidential(words))


def forget_typing(within: QWidget) -> None:
    """Empty the undo stacks of every field inside a widget, and of the widget: they hold words that were taken away."""
    for one in (within, *within.findChildren(QWidget)):
        if isinstance(one, PlainEditor):
            one.document().clearUndoRedoStacks()
        elif isinstance(one, PlainLine):
            one.forget_typing()


def _holds_files(data: QMimeData) -> bool:
    return data.hasUrls() and any(url.isLocalFile() for url in data.urls())


def _is_end(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_E and event.modifiers() == Qt.KeyboardModifier.ControlModifier


class PlainEditor(QTextEdit):
    """An editor of plain text. Everything in the program that holds more than a line of typed words is one."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptRichText(False)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 - Qt's name
        """Take words only: no picture, no file."""
        return source.hasText() and not _holds_files(source)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Paste or drop as plain words."""
        if self.canInsertFromMimeData(source):
            self.insertPlainText(self.pasted(plain(source.text())))

    def pasted(self, words: str) -> str:
        """Return what is put in for pasted words; by default they stay as they are."""
        return words

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's name
        """Copy, cut and drag as plain words, marked as ours."""
        return confidential(self.textCursor().selection().toPlainText())

    def loadResource(self, kind: int, name: QUrl | str) -> None:  # noqa: ARG002, N802 - Qt's signature
        """Load nothing, from nowhere."""
        return


class PlainLine(QLineEdit):
    """A line of plain text. Everything in the program that holds one line of typed words is one."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setValidator(_OneLine(self))
        self.setText(text)

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+E to the window: X11 has it for the End key, and a command would not be heard from a line."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_end(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Copy and cut marked words; the rest is the line's own."""
        copies, cuts = event.matches(QKeySequence.StandardKey.Copy), event.matches(QKeySequence.StandardKey.Cut)
        if not (copies or cuts):
            super().keyPressEvent(event)
            return
        event.accept()
        if self.hasSelectedText() and self.echoMode() == QLineEdit.EchoMode.Normal:
            copy(self.selectedText())
            if cuts and not self.isReadOnly():
                self.del_()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Refuse files."""
        if _holds_files(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        """Refuse files."""
        if _holds_files(event.mimeData()):
            event.ignore()
        else:
            super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Refuse files; words are taken and cleaned like any others."""
        if _holds_files(event.mimeData()):
            event.ignore()
        else:
            super().dropEvent(event)

    def forget_typing(self) -> None:
        """Empty the undo stack; words and cursor stay."""
        place, quiet = self.cursorPosition(), self.blockSignals(True)
        self.setText(self.text())
        self.setCursorPosition(place)
        self.blockSignals(quiet)


class _OneLine(QValidator):
    """Cleans whatever comes in: Qt lets every way into a line pass here, and pasting nowhere else."""

    def validate(self, words: str, place: int) -> tuple[QValidator.State, str, int]:
        cleaned = plain_line(words)
        if cleaned != words:
            place = len(plain_line(words[:place]))
        return QValidator.State.Acceptable, cleaned, place
