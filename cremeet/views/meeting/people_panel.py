"""Who is here: the list, and what can be said about the person under the cursor."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cremeet.clock import in_london, london
from cremeet.errors import RuleError
from cremeet.services import attendance
from cremeet.services.meetings import PersonRecord
from cremeet.views.fields import announce, button, space
from cremeet.views.fields.asking import Ask
from cremeet.views.fields.flow import flowing
from cremeet.views.fields.typed_dates import read_time
from cremeet.views.meeting.cards import PanelList
from cremeet.views.meeting.questions import Answers, Verb, ask, verb
from cremeet.views.meeting.side_cards import PersonCard
from cremeet.views.meeting.work import HERE, MeetingWork


class _PeopleList(PanelList):
    toggled = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        record = self.current()
        if event.key() == Qt.Key.Key_Space and record is not None:
            self.toggled.emit(record)
        else:
            super().keyPressEvent(event)


class PeoplePanel(QWidget):
    """Space marks somebody as here; the buttons below say the rest."""

    def __init__(self, work: MeetingWork, window: QWidget) -> None:
        super().__init__()
        self._work, self._window = work, window
        card = PersonCard(work.desk.theme)
        self.people = _PeopleList(work.desk.theme, self.tr("People"), card.say, card)
        self.people.setObjectName("people")
        self.people.toggled.connect(self._toggle)
        self.people.moved.connect(lambda _: self._offer())
        self.here = button(self.tr("Here"), tip=self.tr("Mark as here (Space)"), shortcut="Alt+H")
        self.left = button(self.tr("Left"), tip=self.tr("Mark as having left now"), shortcut="Alt+L")
        self.apologies = button(self.tr("Apologies…"), shortcut="Alt+O")
        self.absent = button(self.tr("No response"), shortcut="Alt+Q")
        self.times = button(self.tr("Times…"), tip=self.tr("When they came and left"), shortcut="Alt+T")
        self.report = button(self.tr("Report…"), tip=self.tr("Read or take in the written report"), shortcut="Alt+B")
        self.add = button(self.tr("Somebody else came…"), "quiet", shortcut="Alt+W")
        self.all_here = button(self.tr("All invited are here"), "quiet", shortcut="Alt+Y")
        self._acts = (self.here, self.left, self.apologies, self.absent, self.times, self.report)
        self.here.clicked.connect(lambda: self._mark("present"))
        self.left.clicked.connect(self._leave)
        self.apologies.clicked.connect(self._ask_apologies)
        self.absent.clicked.connect(lambda: self._mark("no-response"))
        self.times.clicked.connect(self._ask_times)
        self.report.clicked.connect(self._ask_report)
        self.add.clicked.connect(self._ask_arrival)
        self.all_here.clicked.connect(self._mark_all)
        column = QVBoxLayout(self)
        space(column, 6)
        column.addWidget(self.people, 1)
        column.addWidget(flowing(*self._acts, gap=5))
        column.addWidget(flowing(self.add, self.all_here, gap=5))
        work.read.connect(self._show)
        if work.known:
            self._show()

    def _show(self) -> None:
        self.people.set_rows(self._work.view.people, lambda person: person.attendance_id)
        if self.people.current() is None and self.people.rows:
            self.people.go_to(self.people.rows[0].attendance_id)
        self.all_here.setVisible(any(person.status == "invited" for person in self.people.rows))
        self._offer()

    def _offer(self) -> None:
        """Enable what fits the person under the cursor."""
        person: PersonRecord | None = self.people.current()
        changeable = person is not None and self._work.view.head.state != "approved"
        here = person is not None and person.status in HERE
        for act in self._acts:
            act.setEnabled(changeable)
        self.left.setEnabled(changeable and here)
        self.times.setEnabled(changeable and here)
        self.add.setEnabled(self._work.view.head.state != "approved")

    def _toggle(self, person: PersonRecord) -> None:
        self._mark("invited" if person.status == "present" else "present")

    def _mark(self, status: str, person: PersonRecord | None = None) -> None:
        person = person or self.people.current()
        if person is not None and self._work.view.head.state != "approved":
            title = self._work.pack.choices.title("attendance_statuses", status)
            said = f"{person.name}: {title}"
            self._work.do(attendance.mark, person.attendance_id, status, then=lambda _: announce(self, said))

    def _mark_all(self) -> None:
        for person in self.people.rows:
            if person.status == "invited":
                self._mark("present", person)

    def _leave(self) -> None:
        person = self.people.current()
        if person is not None:
            said = self.tr("{name} has left").format(name=person.name)
            self._work.do(attendance.leave, person.attendance_id, then=lambda _: announce(self, said))

    def _ask_apologies(self) -> None:
        person = self.people.current()
        if person is None:
            return
        ask(
            self._window,
            self._work,
            self.tr("Apologies from {name}").format(name=person.name),
            (Ask("reason", self.tr("Reason (optional)"), "text"),),
            lambda a: verb(attendance.mark, person.attendance_id, "apologies", reason=a["reason"]),
            fill={"reason": person.reason},
        )

    def _ask_times(self) -> None:
        person = self.people.current()
        if person is None:
            return
        hint = self.tr("Such as 10:45; today's time in England.")
        shown = {
            "came": f"{in_london(person.arrived_at):%H:%M}" if person.arrived_at else "",
            "left": f"{in_london(person.left_at):%H:%M}" if person.left_at else "",
        }
        ask(
            self._window,
            self._work,
            self.tr("When {name} came and left").format(name=person.name),
            (
                Ask("came", self.tr("Came at"), hint=hint, required=self.tr("Say when they came.")),
                Ask("left", self.tr("Left at (empty while they are here)"), hint=hint),
            ),
            lambda a: self._times(person, a),
            fill=shown,
        )

    def _times(self, person: PersonRecord, answers: Answers) -> Verb:
        try:
            came, went = self._moment(answers["came"]), self._moment(answers["left"])
        except ValueError as error:
            return verb(_refuse, str(error))
        return verb(_keep_times, person.attendance_id, came, went)

    def _moment(self, typed: str) -> datetime | None:
        """Return the moment of a typed time on the day the meeting began; raise ValueError with a sentence."""
        if not typed.strip():
            return None
        at = read_time(typed)
        began = self._work.view.head.started_at or self._work.view.head.starts_at
        return london(in_london(began).date(), at.hour, at.minute)

    def _ask_report(self) -> None:
        person = self.people.current()
        if person is None:
            return
        tags = [(tag.id, tag.title) for tag in self._work.pack.tags]
        ask(
            self._window,
            self._work,
            self.tr("Written report of {name}").format(name=person.name),
            (
                Ask("words", self.tr("What the report says"), "text"),
                Ask("received_on", self.tr("Received on"), "day", required=self.tr("Say when it was received.")),
                Ask("tag", self.tr("Who may read it"), "choice", choices=tags, required=self.tr("Choose one.")),
                Ask("cannot_share", self.tr("What may not be shared in the meeting (optional)"), "text"),
            ),
            lambda a: verb(
                attendance.record_report,
                person.attendance_id,
                a["words"],
                a["received_on"],
                tag=a["tag"],
                cannot_share=a["cannot_share"],
            ),
            fill={
                "words": person.report,
                "received_on": person.report_received_on or self._work.desk.today(),
                "tag": person.report_tag,
                "cannot_share": person.cannot_share,
            },
            yes=self.tr("Keep the report"),
        )

    def _ask_arrival(self) -> None:
        pack = self._work.pack
        agencies = [(agency.id, agency.title) for agency in pack.agencies]
        parts = [(part.id, part.title) for part in pack.choices.attendance_parts]
        ask(
            self._window,
            self._work,
            self.tr("Somebody else came"),
            (
                Ask("name", self.tr("Name"), required=self.tr("Enter the name.")),
                Ask("part", self.tr("Part in the meeting"), "choice", choices=parts),
                Ask("agency", self.tr("Agency (for a professional)"), "choice", choices=agencies),
                Ask("role", self.tr("Role (optional)")),
                Ask("deputy_for", self.tr("Deputy for (optional)")),
            ),
            lambda a: verb(
                attendance.add_arrival,
                self._work.meeting_id,
                a["name"],
                a["role"],
                a["agency"],
                part=a["part"] or "professional",
                deputy_for=a["deputy_for"],
            ),
            fill={"part": "professional"},
            yes=self.tr("Add as here"),
        )


def _keep_times(session: object, attendance_id: str, came: datetime | None, went: datetime | None) -> None:
    """Keep when somebody came and went, as one change."""
    attendance.mark(session, attendance_id, "present", at=came)  # type: ignore[arg-type]  # the thread's session
    if went is not None:
        attendance.leave(session, attendance_id, at=went)  # type: ignore[arg-type]  # the thread's session


def _refuse(_: object, sentence: str) -> None:
    """Refuse what was typed, in the place where the record's own refusals are shown."""
    raise RuleError(sentence)
