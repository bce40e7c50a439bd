"""Making a document: which one, in which format, for whom, and where to; for the narrowest audience unless chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame

from cremeet.exports import issue
from cremeet.services import exporting
from cremeet.services.record import MeetingRecord
from cremeet.views.close.reading import Closing
from cremeet.views.close.writing import Writing
from cremeet.views.fields import (
    ChoiceField,
    FieldRow,
    LineField,
    OneOf,
    across,
    announce,
    button,
    confirm,
    label,
    wear,
)
from cremeet.views.fields.words import card, down
from cremeet.views.navigation import Desk


class ExportCard(QFrame):
    """`made` carries the path of a document that was written."""

    made = Signal(object)

    def __init__(self, desk: Desk, meeting_id: str) -> None:
        super().__init__()
        self._desk, self._meeting_id, self._meanings = desk, meeting_id, {}  # type: Desk, str, dict[str, str]
        titles = {
            "minutes": self.tr("Minutes"),
            "actions": self.tr("Action sheet"),
            "plan": self.tr("Plan"),
            "agenda": self.tr("Invitation and agenda"),
            "paper": self.tr("Paper agenda"),
            "read-out": self.tr("Read-out for the child"),
        }
        formats = {"word": self.tr("Word"), "pdf": self.tr("PDF")}
        self.document = OneOf([(one, titles.get(one, one)) for one in issue.DOCUMENTS], columns=3)
        self.form = OneOf([(one, formats.get(one, one)) for one in issue.FORMATS], columns=2)
        self.audience, self.folder = ChoiceField(), LineField(longest=1000)
        self._audience_row = FieldRow(
            self.tr("A copy for"), self.audience, required=self.tr("Choose whom the copy is for.")
        )
        self._folder_row = FieldRow(
            self.tr("Folder"),
            self.folder,
            hint=self.tr("The document leaves the encrypted record: choose a folder that only you can read."),
            required=self.tr("Choose the folder to write it to."),
        )
        self.browse = button(self.tr("Choose a folder"), shortcut="Alt+F")
        self.make = button(self.tr("Make the document"), "primary", shortcut="Ctrl+D", hint=self.tr("make a document"))
        self.said = label("", wrap=True)
        self._writing = Writing(self)
        self._lost: list[str] = []
        self._reference = ""
        self._lay_out()
        self.document.set_value(issue.DOCUMENTS[0])
        self.form.set_value(issue.FORMATS[0])
        self.audience.edited.connect(self._mean)
        self.browse.clicked.connect(self._browse)
        self.make.clicked.connect(self._try)
        self._writing.written.connect(self._written)
        self._writing.failed.connect(self._failed)

    def show_closing(self, found: Closing) -> None:
        """Offer the pack's audiences, the narrowest chosen until somebody chooses another."""
        pack, self._reference = found.pack, found.view.head.reference
        if self._meanings:
            return
        self._meanings = {one.id: one.meaning for one in pack.audiences}
        listed = sorted(pack.audiences, key=lambda one: one.breadth)
        self.audience.set_choices([(one.id, one.title) for one in listed])
        self.audience.set_value(pack.narrowest_audience().id)
        self._mean()

    def _mean(self) -> None:
        self._audience_row.set_hint(self._meanings.get(self.audience.value() or "", ""))

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder for the document"), self.folder.value())
        if chosen:
            self.folder.set_value(chosen)
            self._folder_row.set_fault()

    def _try(self) -> None:
        wrong = [row for row in (self._audience_row, self._folder_row) if row.check()]
        if wrong:
            wrong[0].target.setFocus()
            return
        document, form = self.document.value() or issue.DOCUMENTS[0], self.form.value() or issue.FORMATS[0]
        audience, folder = self.audience.value() or "", Path(self.folder.value()).expanduser()
        target = folder / issue.file_name(self._reference, document, form, audience)
        if target.exists() and not confirm(
            self,
            self.tr("Replace the file?"),
            self.tr("{name} is in that folder already, perhaps as an earlier version.").format(name=target.name),
            yes=self.tr("Replace it"),
        ):
            return
        self.make.setEnabled(False)
        self._say(self.tr("Making the document…"), "muted")
        self._desk.record.do(
            self,
            lambda record: self._write(record, document, form, audience, folder),
            exporting.issue,
            *(self._meeting_id, document, form, audience),
            failed=lambda error: self._failed(str(error)),
        )

    def _write(self, record: MeetingRecord, document: str, form: str, audience: str, folder: Path) -> None:
        lost: list[str] = []
        self._lost = lost

        def work() -> Path:
            lost.extend(issue.lost_letters(issue.build(record, document, audience=audience), form))
            return issue.write(record, document, form, folder, audience=audience)

        self._writing.start(work)

    def _written(self, path: Path) -> None:
        self.make.setEnabled(True)
        words = self.tr(
            "{name} is written: a copy for {audience}. It is not encrypted any more. Send it only by secure email to "
            "those it is for, and delete it from the folder afterwards."
        ).format(name=path.name, audience=self.audience.currentText())
        if self._lost:
            warning = self.tr("The PDF has no letter shapes for {letters}; make the Word file for them.")
            words = f"{words} {warning.format(letters=' '.join(self._lost))}"
        self._say(words, "ok")
        announce(self, words)
        self.made.emit(path)

    def _failed(self, sentence: str) -> None:
        self.make.setEnabled(True)
        self._say(self.tr("Error: {sentence}").format(sentence=sentence), "error")
        announce(self, sentence, assertive=True)

    def _say(self, words: str, role: str) -> None:
        wear(self.said, "role", role)
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def _lay_out(self) -> None:
        frame, column = card(gap=10)
        for piece in (
            label(self.tr("Make a document"), "h2"),
            FieldRow(self.tr("Document"), self.document),
            FieldRow(self.tr("Format"), self.form),
            self._audience_row,
            self._folder_row,
        ):
            column.addWidget(piece)
        column.addLayout(across(self.browse, None, self.make))
        column.addWidget(self.said)
        self.said.hide()
        whole = down(frame, gap=0)
        whole.setContentsMargins(0, 0, 0, 0)
        self.setLayout(whole)
