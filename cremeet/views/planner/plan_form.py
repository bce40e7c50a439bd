"""What kind of meeting, why, when, where and who leads it; beside it the day by which it is due, and why."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cremeet.clock import london, london_date
from cremeet.practice.pack import Pack
from cremeet.services.meeting_records import MeetingHead
from cremeet.services.planning import MeetingPlan, Proposal
from cremeet.views.fields.asking import Ask, AskForm
from cremeet.views.fields.form import Fault
from cremeet.views.fields.measure import space
from cremeet.views.fields.typed_dates import show_date
from cremeet.views.fields.words import card, label
from cremeet.views.navigation import Desk

_MORNING = 10


class PlanForm(QWidget):
    """The form; `timing_changed` says that the due date or the agenda may be another now."""

    timing_changed = Signal()

    def __init__(self, desk: Desk, pack: Pack) -> None:
        super().__init__()
        self._desk = desk
        self.form = AskForm(self._asks(pack), desk.today)
        self.due, inside = card("prompt")
        self._due = label("", wrap=True)
        inside.addWidget(self._due)
        column = QVBoxLayout(self)
        space(column, 12, 0, 12)
        column.addWidget(self.due)
        column.addWidget(self.form)
        column.addStretch(1)
        starts = self.form.field("starts_at")
        for field in (self.form.field("kind"), self.form.field("triggered_on"), starts.day, starts.hour):
            field.edited.connect(self.timing_changed)
        self.late = self.form.row_of["late_reason"]
        self.late.hide()

    def begin(self, pack: Pack) -> None:
        """Fill in what a new plan starts with."""
        today = self._desk.today()
        first = pack.agendas[0]
        self.form.fill(
            {
                "kind": first.id,
                "triggered_on": today,
                "starts_at": london(pack.timescales.next_working(today + timedelta(days=3)), _MORNING),
                "planned_minutes": str(first.minutes),
                "mode": "in-person",
                "instrument": pack.default_instrument,
            }
        )

    def show_head(self, head: MeetingHead) -> None:
        """Fill in a meeting that is planned already; its kind stays."""
        names = ("kind", "trigger", "triggered_on", "starts_at", "mode", "place", "chair", "chair_role")
        more = ("minute_taker", "instrument", "late_reason")
        values = {name: getattr(head, name) for name in (*names, *more)}
        self.form.fill(values | {"planned_minutes": str(head.planned_minutes)})
        self.form.field("kind").setEnabled(False)

    def show_proposal(self, proposal: Proposal, *, minutes: bool) -> None:
        """Show the due date and, for a start after it, ask why."""
        starts = self.form.field("starts_at").value()
        late = starts is not None and london_date(starts) > proposal.due_on
        words = self.tr("Due by {day}. {why}").format(day=show_date(proposal.due_on), why=proposal.due_why)
        if late:
            words += " " + self.tr("The date below is after it: say why.")
        self._due.setText(words)
        self.late.setVisible(late)
        self.late.required = self.tr("Say why the meeting is after its due date.") if late else ""
        if minutes:
            self.form.fill({"planned_minutes": str(proposal.planned_minutes)})

    def faults(self) -> list[Fault]:
        """Return what is wrong in the form."""
        found = self.form.faults()
        minutes = self.form.field("planned_minutes")
        if not minutes.value().isdigit():
            sentence = self.tr("Write the length in whole minutes, such as 90.")
            self.form.row_of["planned_minutes"].set_fault(sentence)
            found.append((sentence, minutes))
        return found

    def plan(self) -> MeetingPlan:
        """Return the plan as it stands in the form, which has no fault."""
        values = self.form.values()
        values["planned_minutes"] = int(values["planned_minutes"])
        return MeetingPlan(**values)

    def _asks(self, pack: Pack) -> tuple[Ask, ...]:
        modes = [(each.id, each.title) for each in pack.choices.of("meeting_modes")]
        return (
            Ask("kind", self.tr("Kind of meeting"), "choice", required=self.tr("Choose the kind of meeting."),
                choices=[(agenda.id, agenda.title) for agenda in pack.agendas]),
            Ask("trigger", self.tr("What brings it about"), required=self.tr("Say what brings the meeting about."),
                hint=", ".join(each.title for each in pack.choices.of("meeting_triggers")[:4])),
            Ask("triggered_on", self.tr("Since"), "day", hint=self.tr("The day from which the timescale counts."),
                required=self.tr("Enter the day from which the timescale counts.")),
            Ask("starts_at", self.tr("Date and time of the meeting"), "moment",
                required=self.tr("Enter when the meeting begins.")),
            Ask("late_reason", self.tr("Why after the due date"), "text"),
            Ask("planned_minutes", self.tr("Length in minutes"), required=self.tr("Enter the length in minutes.")),
            Ask("mode", self.tr("How people meet"), "choice", choices=modes),
            Ask("place", self.tr("Place or link (optional)")),
            Ask("chair", self.tr("Chair"), required=self.tr("Name the chair.")),
            Ask("chair_role", self.tr("Chair's role (optional)")),
            Ask("minute_taker", self.tr("Minute-taker"), required=self.tr("Name who takes the minutes.")),
            Ask("instrument", self.tr("Risk instrument"), "choice",
                choices=[(each.id, each.title) for each in pack.instruments]),
        )  # fmt: skip
