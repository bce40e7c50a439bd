"""The people invited to a planned meeting: apologies, written reports, and inviting or taking back."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cremeet.services import attendance, directory, invitations
from cremeet.services.directory import Listed
from cremeet.services.meetings import PersonRecord
from cremeet.views.fields import Column, ListTable, button, show_date, space
from cremeet.views.fields.asking import Ask
from cremeet.views.fields.flow import flowing
from cremeet.views.fields.table import Tone
from cremeet.views.meeting.questions import ask, verb
from cremeet.views.meeting.work import MeetingWork

REPORT_TAG = "professionals"


class Invited(QWidget):
    """A table of people; the buttons act on the one under the cursor, Enter opens their written report."""

    def __init__(self, work: MeetingWork, window: QWidget) -> None:
        super().__init__()
        self._work, self._window = work, window
        self.table = ListTable(
            work.desk.theme,
            self.tr("People invited"),
            (
                Column(self.tr("Name"), lambda one: one.name, None, strong=True),
                Column(self.tr("Agency or part"), self._place, 170),
                Column(self.tr("Answer"), lambda one: one.status_title, 110, tone=_tone),
                Column(self.tr("Report"), self._report, 150),
            ),
        )
        self.table.chosen.connect(self._ask_report)
        self.table.moved.connect(lambda _: self._offer())
        self.report = button(self.tr("Written report…"))
        self.apologies = button(self.tr("Apologies…"))
        self.silent = button(self.tr("No response"))
        self.coming = button(self.tr("Invited again"))
        self.take_back = button(self.tr("Take back…"))
        self.invite = button(self.tr("Invite from the directory…"), "quiet")
        self.other = button(self.tr("Invite somebody else…"), "quiet")
        self._acts = (self.report, self.apologies, self.silent, self.coming, self.take_back)
        self.report.clicked.connect(lambda: self._ask_report(self.table.current()))
        self.apologies.clicked.connect(self._ask_apologies)
        self.silent.clicked.connect(lambda: self._mark("no-response"))
        self.coming.clicked.connect(lambda: self._mark("invited"))
        self.take_back.clicked.connect(self._ask_take_back)
        self.invite.clicked.connect(lambda: work.do(directory.professionals, then=self._ask_invite))
        self.other.clicked.connect(self._ask_other)
        column = QVBoxLayout(self)
        space(column, 8)
        column.addWidget(self.table)
        column.addWidget(flowing(*self._acts, gap=6))
        column.addWidget(flowing(self.invite, self.other, gap=6))
        work.read.connect(self._show)
        if work.known:
            self._show()

    def _show(self) -> None:
        self.table.set_rows(self._work.view.people, lambda person: person.attendance_id)
        self.table.updateGeometry()
        self._offer()

    def _offer(self) -> None:
        for act in self._acts:
            act.setEnabled(self.table.current() is not None)

    def _place(self, person: PersonRecord) -> str:
        part = self._work.pack.choices.title("attendance_parts", person.part)
        return person.agency_title or part

    def _report(self, person: PersonRecord) -> str:
        if person.report:
            return self.tr("Received {day}").format(day=show_date(person.report_received_on))
        return self.tr("Cannot share all") if person.cannot_share else ""

    def _mark(self, status: str) -> None:
        person = self.table.current()
        if person is not None:
            self._work.do(attendance.mark, person.attendance_id, status)

    def _ask_report(self, person: PersonRecord | None) -> None:
        if person is None:
            return
        tags = [(tag.id, tag.title) for tag in self._work.pack.tags]
        required = self.tr("Say when it was received.")
        ask(
            self._window,
            self._work,
            self.tr("Written report of {name}").format(name=person.name),
            (
                Ask("words", self.tr("What the report says"), "text"),
                Ask("received_on", self.tr("Received on"), "day", required=required),
                Ask("tag", self.tr("Who may read it"), "choice", choices=tags),
                Ask("cannot_share", self.tr("What may not be shared in the meeting (optional)"), "text"),
            ),
            lambda a: verb(
                attendance.record_report,
                person.attendance_id,
                a["words"],
                a["received_on"],
                tag=a["tag"] or REPORT_TAG,
                cannot_share=a["cannot_share"],
            ),
            fill={
                "words": person.report,
                "received_on": person.report_received_on or self._work.desk.today(),
                "tag": person.report_tag or REPORT_TAG,
                "cannot_share": person.cannot_share,
            },
            yes=self.tr("Keep the report"),
        )

    def _ask_apologies(self) -> None:
        person = self.table.current()
        if person is not None:
            ask(
                self._window,
                self._work,
                self.tr("Apologies from {name}").format(name=person.name),
                (Ask("reason", self.tr("Reason (optional)"), "text"),),
                lambda a: verb(attendance.mark, person.attendance_id, "apologies", reason=a["reason"]),
                fill={"reason": person.reason},
            )

    def _ask_take_back(self) -> None:
        person = self.table.current()
        if person is not None:
            ask(
                self._window,
                self._work,
                self.tr("Take the invitation of {name} back").format(name=person.name),
                (Ask("reason", self.tr("Why? Needed for the child and for parents"), "text"),),
                lambda a: verb(invitations.uninvite, person.attendance_id, a["reason"]),
                yes=self.tr("Take it back"),
            )

    def _ask_invite(self, listed: tuple[Listed, ...]) -> None:
        there = {person.professional_id for person in self._work.view.people}
        free = [(one.id, f"{one.details.name} – {one.agency_title}") for one in listed if one.id not in there]
        ask(
            self._window,
            self._work,
            self.tr("Invite from the directory"),
            (Ask("people", self.tr("People"), "many", choices=free),),
            lambda a: verb(invitations.invite, self._work.meeting_id, a["people"]),
            yes=self.tr("Invite"),
        )

    def _ask_other(self) -> None:
        ask(
            self._window,
            self._work,
            self.tr("Invite somebody else"),
            other_asks(self._work.pack, self.tr),
            lambda a: verb(
                invitations.invite_other,
                self._work.meeting_id,
                a["name"],
                a["role"],
                a["part"],
                agency=a["agency"],
            ),
            yes=self.tr("Invite"),
        )


def other_asks(pack: Any, tr: Any) -> tuple[Ask, ...]:
    """Return what is asked about somebody who is not in the directory."""
    parts = [(part.id, part.title) for part in pack.choices.attendance_parts]
    agencies = [(agency.id, agency.title) for agency in pack.agencies]
    return (
        Ask("name", tr("Name"), required=tr("Enter the name.")),
        Ask("part", tr("Part in the meeting"), "choice", choices=parts, required=tr("Choose the part.")),
        Ask("role", tr("Role, or who they are to the child (optional)")),
        Ask("agency", tr("Agency (for a professional)"), "choice", choices=agencies),
    )


def _tone(person: PersonRecord) -> Tone:
    tones: dict[str, Tone] = {"present": "ok", "apologies": "warn", "no-response": "warn", "withdrew": "bad"}
    return tones.get(person.status, "plain")
