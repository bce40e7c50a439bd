"""The register: every copy of the meeting, who holds it, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cremeet.clock import london_date
from cremeet.services import copies
from cremeet.services.copies import CopyLine
from cremeet.views.fields import MessageStrip, command, down, label, show_date, space
from cremeet.views.fields.asking import Ask, AskDialog, AskForm
from cremeet.views.fields.table import Column, ListTable, Tone
from cremeet.views.fields.tabs import Yielding
from cremeet.views.navigation import Desk
from cremeet.views.send.reading import Sendable, document_title, form_title, state_title


class RegisterPart(QWidget):
    """The second tab. R notes a receipt, B asks a copy back, E notes how it ended, P that the password was sent."""

    def __init__(self, desk: Desk, meeting_id: str) -> None:
        super().__init__()
        self._desk, self._meeting_id = desk, meeting_id
        self.notice = MessageStrip()
        self.table = ListTable(
            desk.theme, self.tr("Copies of this meeting’s documents"), self._columns(), say=self._sentence
        )
        self.count = label("", "muted", wrap=True)
        self.detail = label("", wrap=True)
        for words, keys, does, hint in (
            (self.tr("Note that this copy came"), "R", self._receipt, self.tr("received")),
            (self.tr("Ask this copy back"), "B", self._ask_back, self.tr("ask back")),
            (self.tr("Note how this copy ended"), "E", self._end, self.tr("ended")),
            (self.tr("Note that the password was sent"), "P", self._password, self.tr("password sent")),
        ):
            made = command(self.table, words, keys, does, hint=hint)
            made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # a letter is a letter everywhere else
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_detail())
        column = down(self.notice, self.count, Yielding(self.table, 8), self.detail, gap=8)
        space(column, 8, 0, 12)
        self.setLayout(column)

    def show_found(self, found: Sendable) -> None:
        """Show the register."""
        self.table.set_rows(found.register, key=lambda line: line.copy_id)
        held = [line for line in found.register if line.held]
        old = [line for line in held if line.superseded_by]
        if not found.register:
            self.count.setText(self.tr("No copy of this meeting’s documents has been issued."))
        else:
            self.count.setText(
                self.tr(
                    "%n copies; {held} are with their readers, {old} of those out of date.", "", len(found.register)
                ).format(held=len(held), old=len(old))
            )
        self._show_detail()

    def _show_detail(self) -> None:
        line = self.table.current()
        self.detail.setText(self._detail(line) if line is not None else "")

    def _detail(self, line: CopyLine) -> str:
        said = [
            self.tr("Copy {n}, {file}: issued by {by} on {day}, {channel}. {purpose}.").format(
                n=line.number, file=line.file_name or form_title(line.form), by=line.issued_by,
                day=show_date(london_date(line.issued_at)), channel=line.channel, purpose=line.purpose.rstrip("."),
            )
        ]  # fmt: skip
        if line.stopped_why:
            said.append(line.stopped_why)
        if line.supersedes:
            said.append(self.tr("It takes the place of copy {n}.").format(n=line.supersedes))
        if line.superseded_by:
            said.append(self.tr("Copy {n} took its place.").format(n=line.superseded_by))
        if line.state == "issued":
            if not line.protected:
                said.append(self.tr("Without a password: {reason}.").format(reason=line.unprotected_reason.rstrip(".")))
            elif line.password_sent_at is None:
                said.append(self.tr("Its password is not noted as sent."))
            if line.approved_by:
                said.append(self.tr("Approved for the family by {name}.").format(name=line.approved_by))
            if line.judged_by:
                said.append(self.tr("Signed by {name}.").format(name=line.judged_by))
            said.append(self.tr("SHA-256: {seal}").format(seal=line.sha256))
        return " ".join(said)

    def _sentence(self, line: CopyLine) -> str:
        return self.tr("copy {n}, {document} for {reader}, {version}, {state}").format(
            n=line.number, document=document_title(line.document), reader=line.recipient, version=line.version,
            state=state_title(line),
        )  # fmt: skip

    # -- doing ---------------------------------------------------------------------------------------------------------
    def _do(self, verb: Callable[..., Any], *args: object) -> None:
        self.notice.hide()
        self._desk.record.do(
            self, lambda _: None, verb, *args, failed=lambda error: self.notice.say(str(error), "warn")
        )

    def _receipt(self) -> None:
        line = self.table.current()
        if line is not None:
            self._do(copies.receipt, line.copy_id)

    def _password(self) -> None:
        line = self.table.current()
        if line is not None:
            self._do(copies.password_sent, line.copy_id)

    def _ask_back(self) -> None:
        ask = Ask("by", self.tr("Asked back by"), "day", hint=self.tr("Leave empty to ask no more."), lean="future")
        self._ask(self.tr("Ask the copy back"), (ask,), copies.ask_back, lambda values: (values["by"],))

    def _end(self) -> None:
        endings = [("returned", self.tr("Returned")), ("destroyed", self.tr("Destroyed")), ("lost", self.tr("Lost"))]
        asks = (
            Ask("how", self.tr("How it ended"), "choice", required=self.tr("Choose how it ended."), choices=endings),
            Ask("on", self.tr("On (today, if empty)"), "day", lean="past"),
        )
        self._ask(self.tr("How the copy ended"), asks, copies.end, lambda values: (values["how"], values["on"]))

    def _ask(
        self,
        title: str,
        asks: tuple[Ask, ...],
        verb: Callable[..., Any],
        takes: Callable[[dict[str, Any]], tuple[object, ...]],
    ) -> None:
        line = self.table.current()
        if line is None:
            return

        def keep(values: dict[str, Any], done: Callable[[], None], refused: Callable[[Any], None]) -> None:
            self._desk.record.do(self, lambda _: done(), verb, line.copy_id, *takes(values), failed=refused)

        AskDialog(self, title, AskForm(asks, self._desk.today), keep, intro=self._sentence(line)).exec()

    def _columns(self) -> tuple[Column, ...]:
        def tone(line: CopyLine) -> Tone:
            if line.state in {"stopped", "failed"} or line.ended_how == "lost":
                return "bad"
            if line.state == "making" or (line.superseded_by and line.held):
                return "warn"
            return "ok" if line.receipt_on or line.ended_how else "info"

        return (
            Column(self.tr("Copy"), lambda line: str(line.number), 70, strong=True),
            Column(self.tr("Document"), lambda line: document_title(line.document), 190),
            Column(self.tr("As"), lambda line: form_title(line.form), 80),
            Column(self.tr("Reader"), lambda line: line.recipient, None),
            Column(self.tr("Copy for"), lambda line: line.audience_title, 200),
            Column(self.tr("Version"), lambda line: line.version, 120),
            Column(self.tr("Issued"), lambda line: show_date(london_date(line.issued_at)), 130),
            Column(self.tr("Stands"), state_title, 130, tone=tone),
        )
