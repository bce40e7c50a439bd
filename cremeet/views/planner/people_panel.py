"""Who is invited, by agency from the directory or by name; apologies and reports that come before the meeting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cremeet.practice.pack import Pack
from cremeet.services import attendance, directory, invitations
from cremeet.services.directory import Listed, ProfessionalDetails
from cremeet.services.meeting_records import PersonRecord
from cremeet.views.fields.asking import Ask, AskDialog, AskForm
from cremeet.views.fields.dialogs import ask_reason
from cremeet.views.fields.flow import flowing
from cremeet.views.fields.measure import space
from cremeet.views.fields.table import Column, ListTable
from cremeet.views.fields.tabs import Yielding
from cremeet.views.fields.typed_dates import show_date
from cremeet.views.fields.words import button, label
from cremeet.views.navigation import Desk

Done = Callable[[], None]


class PeoplePanel(QWidget):
    """The people of one meeting and what can be done about each."""

    def __init__(self, desk: Desk, pack: Pack) -> None:
        super().__init__()
        self._desk, self._pack, self._meeting_id = desk, pack, ""
        self._people: tuple[PersonRecord, ...] = ()
        self.table = ListTable(desk.theme, self.tr("People invited"), self._columns())
        self.missing = label("", "muted", wrap=True)
        self.invite = button(self.tr("Invite from the directory"), "primary", shortcut="Ctrl+I")
        self.other = button(self.tr("Invite the child, family or others"), shortcut="Alt+F")
        self.report = button(self.tr("Report…"), shortcut="Alt+B")
        self.apologies = button(self.tr("Apologies…"), shortcut="Alt+O")
        self.uninvite = button(self.tr("Take back…"), "quiet", shortcut="Alt+T")
        for made, does in (
            (self.invite, self._invite),
            (self.other, self._other),
            (self.report, self._report),
            (self.apologies, self._apologies),
            (self.uninvite, self._uninvite),
        ):
            made.clicked.connect(does)
        self.table.chosen.connect(lambda _: self._report())
        column = QVBoxLayout(self)
        space(column, 10, 0, 12)
        column.addWidget(flowing(self.invite, self.other, self.report, self.apologies, self.uninvite, gap=8))
        column.addWidget(self.missing)
        column.addWidget(Yielding(self.table), 1)

    def show_people(self, meeting_id: str, people: tuple[PersonRecord, ...]) -> None:
        """Show who is invited, and which core agencies are not."""
        self._meeting_id, self._people = meeting_id, people
        self.table.set_rows(people, key=lambda person: person.attendance_id)
        there = {person.agency for person in people}
        absent = [agency.title for agency in self._pack.agencies if agency.core and agency.id not in there]
        words = self.tr("Core agencies not invited yet: {names}.").format(names=", ".join(absent)) if absent else ""
        self.missing.setText(words)
        self.missing.setVisible(bool(words))
        for made in (self.report, self.apologies, self.uninvite):
            made.setEnabled(bool(people))

    def _invite(self) -> None:
        self._desk.record.do(self, self._choose, directory.professionals)

    def _choose(self, found: tuple[Listed, ...]) -> None:
        invited = {person.professional_id for person in self._people}
        choices = [(each.id, f"{each.details.name} ({each.agency_title})") for each in found if each.id not in invited]
        agencies = [(agency.id, agency.title) for agency in self._pack.agencies]
        asks = (
            *((Ask("chosen", self.tr("From the directory"), "many", choices=choices),) if choices else ()),
            Ask("", self.tr("Somebody new in the directory (optional)"), "heading"),
            Ask("name", self.tr("Name")),
            Ask("agency", self.tr("Agency"), "choice", choices=agencies),
            Ask("role", self.tr("Role")),
            Ask("organisation", self.tr("Organisation")),
            Ask("email", self.tr("Email")),
        )
        form = AskForm(asks, self._desk.today)

        def keep(values: dict[str, Any], done: Done, refused: Any) -> None:
            chosen = tuple(values.pop("chosen", ()))

            def send(extra: Listed | None = None) -> None:
                ids = (*chosen, *((extra.id,) if extra else ()))
                self._do(lambda _: done(), invitations.invite, self._meeting_id, ids, failed=refused)

            if values["name"]:
                self._do(send, directory.add_professional, ProfessionalDetails(**values), failed=refused)
            else:
                send()

        AskDialog(self.window(), self.tr("Invite professionals"), form, keep, yes=self.tr("Invite")).exec()

    def _other(self) -> None:
        parts = [(each.id, each.title) for each in self._pack.choices.of("attendance_parts")]
        form = AskForm(
            (
                Ask("name", self.tr("Name"), required=self.tr("Enter the name.")),
                Ask("part", self.tr("Who they are"), "choice", choices=parts, required=self.tr("Choose who they are.")),
                Ask("role", self.tr("Role or relationship (optional)")),
            ),
            self._desk.today,
        )

        def keep(values: dict[str, Any], done: Done, refused: Any) -> None:
            self._do(
                lambda _: done(),
                invitations.invite_other,
                self._meeting_id,
                values["name"],
                values["role"],
                values["part"],
                failed=refused,
            )

        AskDialog(self.window(), self.tr("Invite"), form, keep, yes=self.tr("Invite")).exec()

    def _report(self) -> None:
        person = self.table.current()
        if person is None:
            return
        tags = [(tag.id, tag.title) for tag in self._pack.tags]
        form = AskForm(
            (
                Ask("words", self.tr("The report"), "text", required=self.tr("Write or paste the report.")),
                Ask("received_on", self.tr("Received on"), "day", lean="past", required=self.tr("Enter the day.")),
                Ask(
                    "tag", self.tr("Who may read it"), "choice", choices=tags, required=self.tr("Choose who may read.")
                ),
                Ask("cannot_share", self.tr("What cannot be shared at the meeting (optional)"), "text"),
            ),
            self._desk.today,
        )
        form.fill(
            {
                "words": person.report,
                "received_on": person.report_received_on or self._desk.today(),
                "tag": person.report_tag or "professionals",
                "cannot_share": person.cannot_share,
            }
        )

        def keep(values: dict[str, Any], done: Done, refused: Any) -> None:
            self._do(
                lambda _: done(),
                attendance.record_report,
                person.attendance_id,
                values["words"],
                values["received_on"],
                tag=values["tag"],
                cannot_share=values["cannot_share"],
                failed=refused,
            )

        title = self.tr("Report from {name}").format(name=person.name)
        AskDialog(self.window(), title, form, keep).exec()

    def _apologies(self) -> None:
        person = self.table.current()
        if person is None:
            return
        reason = ask_reason(self.window(), self.tr("Apologies"), self.tr("Why can they not come?"))
        if reason is not None:
            self._do(lambda _: None, attendance.mark, person.attendance_id, "apologies", reason=reason)

    def _uninvite(self) -> None:
        person = self.table.current()
        if person is None:
            return
        reason = ask_reason(self.window(), self.tr("Take an invitation back"), self.tr("Why?"))
        if reason is not None:
            self._do(lambda _: None, invitations.uninvite, person.attendance_id, reason)

    def _role(self, person: PersonRecord) -> str:
        parts = {each.id: each.title for each in self._pack.choices.of("attendance_parts")}
        return person.role or parts.get(person.part, person.part)

    def _do(self, then: Callable[..., None], verb: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        self._desk.record.do(self, then, verb, *args, **kwargs)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("Name"), lambda person: person.name, None, strong=True),
            Column(self.tr("Role"), self._role, None),
            Column(self.tr("Agency"), lambda person: person.agency_title, 200),
            Column(self.tr("State"), lambda person: person.status_title, 130,
                   tone=lambda person: "warn" if person.status == "apologies" else None),
            Column(self.tr("Report"), _received, 170),
        )  # fmt: skip


def _received(person: PersonRecord) -> str:
    return show_date(person.report_received_on) if person.report_received_on else ""
