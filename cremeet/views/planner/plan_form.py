"""What kind of meeting, why, when, where and who leads it; above it the day by which it is due, and why."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cremeet.clock import london, london_date
from cremeet.practice.pack import Pack
from cremeet.services.meeting_records import MeetingHead
from cremeet.services.planning import MeetingPlan, Proposal
from cremeet.views.fields.asking import Ask, AskForm
from cremeet.views.fields.form import Fault, FieldRow
from cremeet.views.fields.measure import space
from cremeet.views.fields.two_columns import TwoColumns
from cremeet.views.fields.typed_dates import show_date
from cremeet.views.fields.words import card, label
from cremeet.views.navigation import Desk

_MORNING = 10
FAR = 366
"""Days ahead beyond which working days are not counted: so far off, a year is mistyped."""


class PlanForm(QWidget):
    """Two columns of questions; `timing_changed` says that the due date or the agenda may be another now.

    `typed` is sent when the person changes any answer.
    """

    timing_changed = Signal()
    typed = Signal()

    def __init__(self, desk: Desk, pack: Pack) -> None:
        super().__init__()
        self._desk, self._pack = desk, pack
        self._what, self._who = AskForm(_what_and_when(pack), desk.today), AskForm(_where_and_who(pack), desk.today)
        due, inside = card("prompt")
        self.due = label("", wrap=True)
        inside.addWidget(self.due)
        for form in (self._what, self._who):
            form.typed.connect(self.typed)
        column = QVBoxLayout(self)
        space(column, 12, 0, 12)
        column.addWidget(due)
        column.addWidget(TwoColumns(self._what, self._who))
        column.addStretch(1)
        starts = self.field("starts_at")
        starts.day.set_remark(self._remark)
        for field in (self.field("kind"), self.field("triggered_on"), starts.day, starts.hour):
            field.edited.connect(self.timing_changed)
        self.late = self._what.row_of["late_reason"]
        self.late.hide()

    def field(self, name: str) -> Any:
        """Return the field that answers `name`."""
        return (self._what if name in self._what.row_of else self._who).field(name)

    @property
    def rows(self) -> tuple[FieldRow, ...]:
        """The rows of both columns, in the order of reading."""
        return (*self._what.rows, *self._who.rows)

    def values(self) -> dict[str, Any]:
        """Return what stands in the form, by name, whether or not it can be planned."""
        return self._what.values() | self._who.values()

    def fill(self, values: dict[str, Any]) -> None:
        """Show these values; the rest of the form stays."""
        self._what.fill(values)
        self._who.fill(values)

    def begin(self, pack: Pack) -> None:
        """Fill in what a new plan starts with."""
        today = self._desk.today()
        first = pack.agendas[0]
        self.fill(
            {
                "kind": first.id,
                "triggered_on": today,
                "starts_at": london(pack.timescales.next_working(today + timedelta(days=3)), _MORNING),
                "planned_minutes": first.minutes,
                "mode": "in-person",
                "instrument": pack.default_instrument,
            }
        )

    def show_head(self, head: MeetingHead) -> None:
        """Fill in a meeting that is planned already; its kind stays."""
        self.fill({name: getattr(head, name) for name in MeetingPlan.__dataclass_fields__ if hasattr(head, name)})
        self.field("kind").setEnabled(False)

    def show_proposal(self, proposal: Proposal, *, minutes: bool) -> None:
        """Show the due date and, for a start after it, ask why."""
        starts = self.field("starts_at").value()
        late = starts is not None and london_date(starts) > proposal.due_on
        words = self.tr("Due by {day}. {why}").format(day=show_date(proposal.due_on), why=proposal.due_why)
        if late:
            words += " " + self.tr("The date below is after it: say why.")
        self.due.setText(words)
        self.late.setVisible(late)
        self.late.required = self.tr("Say why the meeting is after its due date.") if late else ""
        if minutes:
            self.fill({"planned_minutes": proposal.planned_minutes})

    def faults(self) -> list[Fault]:
        """Return what is wrong in the form, in the order of reading."""
        return [*self._what.faults(), *self._who.faults()]

    def plan(self) -> MeetingPlan:
        """Return the plan as it stands in the form, which has no fault."""
        return MeetingPlan(**self.values())

    def _remark(self, day: date) -> str:
        """Return how far off a day of meeting is, and whether anybody works on it."""
        timescales, today = self._pack.timescales, self._desk.today()
        if not timescales.is_working(day):
            return timescales.holiday_name(day) or self.tr("not a working day")
        if day < today:
            return self.tr("in the past")
        if (day - today).days > FAR:
            return self.tr("more than a year ahead")
        ahead = timescales.working_days_between(today, day)
        return self.tr("in %n working days", "", ahead) if ahead else self.tr("today")


def _say(text: str) -> str:
    return QCoreApplication.translate("PlanForm", text)


def _what_and_when(pack: Pack) -> tuple[Ask, ...]:
    triggers = ", ".join(each.title.lower() for each in pack.choices.of("meeting_triggers")[:3])
    return (
        Ask("kind", _say("Kind of meeting"), "choice", required=_say("Choose the kind of meeting."),
            choices=[(agenda.id, agenda.title) for agenda in pack.agendas]),
        Ask("trigger", _say("What brings it about"), required=_say("Say what brings the meeting about."),
            hint=_say("Such as: {triggers}.").format(triggers=triggers)),
        Ask("triggered_on", _say("Since"), "day", hint=_say("The day from which the timescale counts."), lean="past",
            required=_say("Enter the day from which the timescale counts.")),
        Ask("starts_at", _say("Date and time of the meeting"), "moment", lean="future",
            required=_say("Enter when the meeting begins.")),
        Ask("late_reason", _say("Why after the due date"), "text"),
        Ask("planned_minutes", _say("Length in minutes"), "number", required=_say("Enter the length in minutes.")),
    )  # fmt: skip


def _where_and_who(pack: Pack) -> tuple[Ask, ...]:
    return (
        Ask("mode", _say("How people meet"), "choice",
            choices=[(each.id, each.title) for each in pack.choices.of("meeting_modes")]),
        Ask("place", _say("Place or link (optional)")),
        Ask("chair", _say("Chair"), required=_say("Name the chair.")),
        Ask("chair_role", _say("Chair's role (optional)")),
        Ask("minute_taker", _say("Minute-taker"), required=_say("Name who takes the minutes."),
            hint=_say("Somebody other than the chair.")),
        Ask("instrument", _say("Risk instrument"), "choice",
            choices=[(each.id, each.title) for each in pack.instruments]),
    )  # fmt: skip
