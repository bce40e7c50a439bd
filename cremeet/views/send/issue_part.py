"""Issuing: readers and what they get, which documents, how they are protected, where they go, and the button."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QProgressBar, QVBoxLayout, QWidget

from cremeet.errors import ExportError
from cremeet.exports import issue
from cremeet.exports.sending import Outcome, Sending
from cremeet.services import circulation
from cremeet.services.copies import Order, Terms
from cremeet.vault import places
from cremeet.views.fields import (
    DateField,
    FieldRow,
    LineField,
    ManyOf,
    MessageStrip,
    OneOf,
    across,
    announce,
    ask_reason,
    button,
    down,
    label,
    show_date,
    space,
)
from cremeet.views.fields.form import Fault
from cremeet.views.fields.tabs import Yielding
from cremeet.views.fields.two_columns import TwoColumns
from cremeet.views.fields.words import card
from cremeet.views.navigation import Desk
from cremeet.views.send.asking import ask_approval, ask_audience
from cremeet.views.send.judging import Judging
from cremeet.views.send.outcomes import Outcomes
from cremeet.views.send.printing import print_copies
from cremeet.views.send.readers_table import ReadersTable, Row
from cremeet.views.send.reading import FORMS, Sendable, document_title, form_title
from cremeet.views.send.sender import Sender
from cremeet.views.send.view_as import ViewAs


class IssuePart(QWidget):
    """The first tab. `refused` carries faults for the top of the page, `busy` says whether copies are being made."""

    refused = Signal(object)
    busy = Signal(bool)

    def __init__(self, desk: Desk, meeting_id: str) -> None:
        super().__init__()
        self._desk, self._meeting_id = desk, meeting_id
        self._found: Sendable | None = None
        self._sender = Sender(desk.record, self)
        self.notice = MessageStrip()
        self.stages = QVBoxLayout()
        space(self.stages, 4)
        self.table: ReadersTable | None = None
        self.chosen = label("", "muted", wrap=True)
        self.documents = ManyOf([(one, document_title(one)) for one in issue.DOCUMENTS], columns=2)
        self.forms = ManyOf([(one, form_title(one)) for one in FORMS], columns=3)
        self.protection = OneOf(
            [("yes", self.tr("With a password for each reader")), ("no", self.tr("Without a password, with a reason"))]
        )
        self.reason, self.folder = LineField(longest=400), LineField(longest=1000)
        self.channel, self.purpose = LineField(longest=200), LineField(longest=400)
        self.recall = DateField(desk.today, lean="future")
        self.signed_by = LineField(longest=200)
        self.signed = QCheckBox(self.tr("I have thought about what can be worked out from what each reader gets"))
        self.browse = button(self.tr("Choose a folder"), shortcut="Alt+F")
        self.go = button(self.tr("Issue the copies"), "primary", shortcut="Ctrl+D", hint=self.tr("issue"))
        self.stop = button(self.tr("Cancel"), shortcut="Alt+X")
        self.progress = QProgressBar()
        self._readers = QVBoxLayout()
        self._lay_out()
        self.documents.set_value(("minutes",))
        self.forms.set_value(("word", "pdf"))
        self.protection.set_value("yes")
        self.channel.set_value(self.tr("Secure e-mail"))
        self.purpose.set_value(self.tr("To do their part of the plan"))
        self._connect()
        self._show_running(running=False)

    # -- showing -------------------------------------------------------------------------------------------------------
    def show_found(self, found: Sendable) -> None:
        """Show the readers, and how far the action sheet and the minutes are."""
        first, self._found = self._found is None, found
        if self.table is None:
            self.table = ReadersTable(self._desk.theme, found.pack.tags)
            self.table.turned.connect(self._count)
            self.table.view_as.connect(self._view_as)
            self.table.other_audience.connect(self._ask_audience)
            self._readers.addWidget(Yielding(self.table, 6))
        self.table.show_readers(found)
        if first:
            self.signed_by.set_value(found.view.head.chair)
            before = found.view.head.started_at is None
            wanted = [one for one in (("agenda",) if before else ("minutes",)) if one in issue.DOCUMENTS]
            self.documents.set_value(wanted or issue.DOCUMENTS[:1])
        self._show_stages(found)
        self._count()

    def _show_stages(self, found: Sendable) -> None:
        while (item := self.stages.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        for stage in found.stages:
            said = self.tr("{title}: {sent} of %n readers, due {day} ({within}).", "", stage.of).format(
                title=stage.title, sent=stage.sent, day=show_date(stage.due_on),
                within=stage.within,
            )  # fmt: skip
            if stage.days_late:
                said += " " + self.tr("%n days late.", "", stage.days_late)
            if stage.waiting and stage.sent:
                said += " " + self.tr("Waiting: {names}.").format(names=", ".join(stage.waiting))
            if stage.reason:
                said += " " + self.tr("Late because: {reason}").format(reason=stage.reason)
            self.stages.addWidget(label(said, "warn" if stage.days_late else "muted", wrap=True))

    def _count(self) -> None:
        rows = self.table.selected if self.table is not None else ()
        number = len(self._orders(rows))
        if not rows:
            self.chosen.setText(self.tr("Nobody is chosen yet: Space chooses a reader, A every professional."))
        else:
            readers, copies = self.tr("%n readers", "", len(rows)), self.tr("%n copies", "", number)
            self.chosen.setText(f"{readers}, {copies}.")

    # -- what is asked -------------------------------------------------------------------------------------------------
    def _orders(self, rows: tuple[Row, ...]) -> list[Order]:
        return [
            Order(document, form, row.audience.id, row.reader.name, row.reader.agency, row.reader.attendance_id)
            for row in rows
            for document in self.documents.value()
            if self._found is not None and issue.offered(document, row.audience, self._found.pack)
            for form in self.forms.value()
        ]

    def _faults(self, rows: tuple[Row, ...]) -> list[Fault]:
        wrong: list[Fault] = []
        if not rows and self.table is not None:
            wrong.append((self.tr("Choose at least one reader: Space in the list of readers."), self.table))
        elif not self._orders(rows):
            wrong.append((self.tr("None of these readers gets these documents; choose others."), self.documents.target))
        wrong += [(fault, row.target) for row in self._rows if (fault := row.check())]
        try:
            places.refuse_inside_vault(self._target)
        except ExportError as error:
            wrong.append((str(error), self.folder))
        if self.protection.value() == "no" and not self.reason.value().strip():
            wrong.append((self.tr("Say why the copies go without a password."), self.reason))
        if not self.signed.isChecked():
            wrong.append(
                (
                    self.tr("Somebody has to sign for what can be worked out; tick that you thought about it."),
                    self.signed,
                )
            )
        return wrong

    @property
    def _target(self) -> Path:
        """The folder that is typed; a `~` of nobody stays as it is, and writing there is refused in a sentence."""
        typed = Path(self.folder.value())
        try:
            return typed.expanduser()
        except RuntimeError:
            return typed

    def _warn_of_folder(self) -> None:
        """Say where what is written there leaves this computer at once."""
        if said := places.carried_away(self._target):
            self.notice.say(said, "warn")

    def _try(self) -> None:
        rows = self.table.selected if self.table is not None else ()
        faults = self._faults(rows)
        self.refused.emit(faults)
        if faults or self._found is None:
            return
        self._warn_of_folder()
        missing = [
            (order.document, order.audience)
            for order in self._orders(rows)
            if not self._found.audience(order.audience).professional
            and (order.document, order.audience) not in self._found.approved
        ]
        if missing:
            self._ask_approval(list(dict.fromkeys(missing)))
        else:
            self._begin()

    def _begin(self) -> None:
        if self.table is None:
            return
        self._show_running(running=True)
        terms = Terms(
            self.channel.value(),
            self.purpose.value(),
            self.protection.value() != "no",
            self.reason.value(),
            self.recall.value(),
        )
        self._sender.begin(self._meeting_id, self._orders(self.table.selected), terms)

    def _ask_approval(self, missing: list[tuple[str, str]]) -> None:
        """Have the chair approve what goes to the child or the family, and issue once that is recorded."""
        if self._found is not None:
            ask_approval(self, self._desk, self._found, missing, self._begin)

    # -- while it runs -------------------------------------------------------------------------------------------------
    def _judge(self, sending: Sending) -> None:
        """Have a person judge words that are admitted elsewhere, then write."""
        refused: tuple[str, ...] = ()
        if sending.doubts:
            asked = Judging(self, sending.doubts)
            asked.exec()
            refused = asked.refused
        self._sender.finish(sending, self._target, judged_by=self.signed_by.value(), refused=refused)

    def _ended(self, outcomes: tuple[Outcome, ...]) -> None:
        self._show_running(running=False)
        self.signed.setChecked(False)
        paper = [one for one in outcomes if one.done and one.content]
        if paper and not print_copies(self, [one.content for one in paper]):
            self.notice.say(
                self.tr("Nothing was printed; the register says that the copies on paper were made."), "warn"
            )
        done = sum(one.done for one in outcomes)
        announce(self, self.tr("{done} of %n copies issued.", "", len(outcomes)).format(done=done))
        Outcomes(self, self._desk, outcomes).exec()

    def _failed(self, sentence: str) -> None:
        self._show_running(running=False)
        self.refused.emit([(sentence, self.go)])

    def _moved(self, at: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(at)

    def _show_running(self, *, running: bool) -> None:
        self.progress.setVisible(running)
        self.stop.setVisible(running)
        if running:
            self.progress.setRange(0, 0)
            self.stop.setFocus()
        for one in (self.go, self.documents, self.forms, self.protection, self.folder, self.browse):
            one.setEnabled(not running)
        if self.table is not None:
            self.table.setEnabled(not running)
        if not running and self.stop.hasFocus():
            self.go.setFocus()
        self.busy.emit(running)

    # -- one reader ----------------------------------------------------------------------------------------------------
    def _view_as(self, row: Row) -> None:
        if self._found is None:
            return
        pack = self._found.pack
        documents = [one for one in self.documents.value() if issue.offered(one, row.audience, pack)]
        if documents:
            ViewAs(self, self._desk, self._meeting_id, row, documents[0]).exec()
        else:
            self.notice.say(self.tr("This reader gets none of the documents that are chosen."), "warn")

    def _ask_audience(self, row: Row) -> None:
        if self._found is not None and self.table is not None:
            ask_audience(self, self._desk, self._found, row, self.table.set_audience)

    def _give_reason(self) -> None:
        late = [stage for stage in self._found.stages if stage.days_late] if self._found is not None else []
        if not late:
            self.notice.say(self.tr("Nothing is late."), "info")
            return
        for stage in late:
            reason = ask_reason(self, stage.title, self.tr("Why it is late. The reason is kept with the meeting."))
            if reason is not None:
                self._desk.record.do(
                    self, lambda _: None, circulation.give_reason, self._meeting_id, stage.document, reason
                )

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder for the copies"), self.folder.value())
        if chosen:
            self.folder.set_value(chosen)
            self._warn_of_folder()

    # -- making --------------------------------------------------------------------------------------------------------
    def _lay_out(self) -> None:
        self._rows = (
            FieldRow(self.tr("Documents"), self.documents, required=self.tr("Choose at least one document.")),
            FieldRow(self.tr("As"), self.forms, required=self.tr("Choose at least one format.")),
            FieldRow(
                self.tr("Folder"),
                self.folder,
                hint=self.tr("Each reader gets a folder of their own in it, ready to be sent."),
                required=self.tr("Choose the folder to write the copies to."),
            ),
            FieldRow(self.tr("Sent by"), self.channel, required=self.tr("Say how the copies are sent.")),
            FieldRow(self.tr("Purpose"), self.purpose, required=self.tr("Say what the readers need them for.")),
            FieldRow(self.tr("Asked back by (optional)"), self.recall),
            FieldRow(self.tr("Signed by"), self.signed_by, required=self.tr("Name who signs for the copies.")),
        )
        self.why_late = button(self.tr("Why it is late"), shortcut="Alt+L")
        left, column = card(gap=10)
        column.addWidget(label(self.tr("Who gets a copy"), "h2"))
        column.addLayout(self.stages)
        column.addLayout(self._readers)
        row = across(self.chosen, self.why_late)
        row.setStretch(0, 1)
        column.addLayout(row)
        right, form = card(gap=10)
        form.addWidget(label(self.tr("What goes out, and how"), "h2"))
        documents, formats, folder, channel, purpose, recall, signed = self._rows
        self._why_not = FieldRow(self.tr("Why without a password"), self.reason)
        first, second = QWidget(), QWidget()
        first.setLayout(
            down(documents, formats, FieldRow(self.tr("Protection"), self.protection), self._why_not, gap=10)
        )
        second.setLayout(down(folder, across(self.browse, None), channel, purpose, recall, gap=10))
        form.addWidget(TwoColumns(first, second))
        form.addWidget(signed)
        form.addWidget(self.signed)
        form.addWidget(self.progress)
        form.addLayout(across(self.stop, None, self.go))
        whole = down(self.notice, left, right, gap=12)
        space(whole, 12, 0, 12)
        self.setLayout(whole)
        self._why_not.hide()
        self.progress.setAccessibleName(self.tr("Copies made"))

    def _connect(self) -> None:
        for field in (self.documents, self.forms):
            field.edited.connect(self._count)
        self.protection.edited.connect(lambda: self._why_not.setVisible(self.protection.value() == "no"))
        self.browse.clicked.connect(self._browse)
        self.go.clicked.connect(self._try)
        self.stop.clicked.connect(self._sender.cancel)
        self.why_late.clicked.connect(self._give_reason)
        self._sender.made.connect(self._judge)
        self._sender.ended.connect(self._ended)
        self._sender.failed.connect(self._failed)
        self._sender.moved.connect(self._moved)
