"""View as: the words of a document exactly as one reader will get them, before anything is issued."""

from __future__ import annotations

import contextlib
from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from cremeet import logs
from cremeet.errors import CremeetError
from cremeet.exports import issue
from cremeet.exports.reading import plain_text
from cremeet.services.record import MeetingRecord, meeting_record
from cremeet.views.fields.help_key import give_help
from cremeet.views.fields.measure import px, space
from cremeet.views.fields.plain import PlainEditor
from cremeet.views.fields.words import across, button, label
from cremeet.views.navigation import Desk
from cremeet.views.send.readers_table import Row
from cremeet.views.send.reading import document_title


class ViewAs(QDialog):
    """Reads the meeting, builds the document away from the window, and shows its words."""

    _built = Signal(object)

    def __init__(self, parent: QWidget | None, desk: Desk, meeting_id: str, row: Row, document: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(_say("cremeet"))
        self.finished.connect(self.deleteLater)
        title = _say("{document} as {name} gets it").format(document=document_title(document), name=row.reader.name)
        self.setAccessibleName(title)
        give_help(self, "view-as")
        self._row, self._document = row, document
        self.words = PlainEditor()
        self.words.setReadOnly(True)
        self.words.setAccessibleName(title)
        self.words.setTabChangesFocus(True)
        self.words.setPlainText(_say("Being made…"))
        close = button(_say("Close"), "primary", shortcut="Ctrl+Return")
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        space(column, 10, 20, 16)
        column.addWidget(label(title, "h1", wrap=True))
        said = _say("The copy for {audience}. {meaning}").format(
            audience=row.audience.title, meaning=row.audience.meaning
        )
        column.addWidget(label(said, "muted", wrap=True))
        column.addWidget(self.words, 1)
        column.addLayout(across(None, close))
        room = parent.window().size() if parent is not None else self.size()
        self.resize(min(px(900), room.width() - px(40)), room.height() - px(40))
        self.words.setFocus()
        self._built.connect(self._show, Qt.ConnectionType.QueuedConnection)
        desk.record.do(self, self._build, meeting_record, meeting_id, failed=lambda error: self._say(str(error)))

    def _build(self, record: MeetingRecord) -> None:
        row, document = self._row, self._document

        def work() -> str:
            return plain_text(issue.build(record, document, audience=row.audience.id, reader=row.reader.agency or None))

        executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="view-as")
        executor.submit(work).add_done_callback(self._hand_over)
        executor.shutdown(wait=False)

    def _hand_over(self, done: Future[str]) -> None:
        with contextlib.suppress(RuntimeError):  # closed meanwhile
            self._built.emit(done)

    @Slot(object)
    def _show(self, done: Future[str]) -> None:
        error = done.exception()
        if error is None:
            self._say(done.result())
        elif isinstance(error, CremeetError):
            self._say(str(error))
        else:  # its text may hold words that this reader may not have
            words = _say("The document could not be made. Try it again; if it happens again, tell support: {where}.")
            self._say(words.format(where=logs.fault(error)))

    def _say(self, words: str) -> None:
        self.words.setPlainText(words)


def _say(text: str) -> str:
    return QCoreApplication.translate("Send", text)
