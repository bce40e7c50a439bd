"""A meeting that has not begun: when and where it is, who is coming, and the way to prepare or to start it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cremeet.clock import in_london, london_date
from cremeet.services import holding
from cremeet.services.meetings import MeetingHead
from cremeet.views.fields import across, button, card, confirm, label, px, show_date, space, wear
from cremeet.views.meeting.work import MeetingWork


class NotBegun(QWidget):
    """What a chair sees who opens the workspace too early, or just in time."""

    def __init__(self, work: MeetingWork, window: QWidget) -> None:
        super().__init__()
        self._work, self._window = work, window
        self._title, self._when = label("", "h1", wrap=True), label("", wrap=True)
        self._due, self._chairs = label("", "chip-plain"), label("", "muted", wrap=True)
        self._people = label("", wrap=True)
        self.start = button(
            self.tr("Start the meeting"),
            "primary",
            tip=self.tr("The clock of the first item begins"),
            shortcut="Ctrl+Shift+Return",
        )
        self.prepare = button(
            self.tr("Prepare it"), tip=self.tr("Plan, people, reports and the child's views"), shortcut="Alt+P"
        )
        self.assess = button(self.tr("Begin the assessment"), shortcut="Alt+R")
        self.start.clicked.connect(self._start)
        self.prepare.clicked.connect(self._prepare)
        self.assess.clicked.connect(lambda: work.desk.go.show_risk(work.meeting_id))
        frame, inside = card(margin=20, gap=10)
        frame.setMaximumWidth(px(760))
        heading = across(self._title, self._due, gap=10)
        heading.setStretch(0, 1)
        inside.addLayout(heading)
        for piece in (self._when, self._chairs, self._people):
            inside.addWidget(piece)
        inside.addLayout(across(self.start, self.prepare, self.assess, None))
        column = QVBoxLayout(self)
        space(column, 0, 12)
        column.addWidget(frame)
        column.addStretch(1)
        work.read.connect(self._show)
        if work.known:
            self._show()

    def _show(self) -> None:
        view = self._work.view
        head, at = view.head, in_london(view.head.starts_at)
        self._title.setText(head.kind_title)
        mode = self._work.pack.choices.title("meeting_modes", head.mode)
        length = self.tr("%n minutes", "", head.planned_minutes)
        parts = (f"{show_date(at.date())}, {at:%H:%M}", length, mode, head.place)
        self._when.setText(" · ".join(part for part in parts if part))
        chair = self.tr("Chair: {name}").format(name=head.chair or self.tr("not named yet"))
        taker = self.tr("Minutes: {name}").format(name=head.minute_taker or self.tr("nobody named yet"))
        self._chairs.setText(f"{chair} · {taker}")
        coming = [person for person in view.people if person.status != "withdrew"]
        reports = sum(bool(person.report) for person in coming)
        away = sum(person.status == "apologies" for person in coming)
        told = self.tr("{n} invited, {away} with apologies, %n written reports received.", "", reports)
        items = self.tr("%n agenda items.", "", len(view.items))
        self._people.setText(f"{told.format(n=len(coming), away=away)} {items}")
        self._say_due(head)

    def _say_due(self, head: MeetingHead) -> None:
        self._due.setVisible(head.due_on is not None)
        words = self.tr("After the day it was due, {day}") if head.is_late else self.tr("In time: due by {day}")
        self._due.setText(words.format(day=show_date(head.due_on)))
        wear(self._due, "role", "chip-warn" if head.is_late else "chip-ok")

    def _prepare(self) -> None:
        self._work.desk.go.show_planner(self._work.view.identity.child_id, self._work.meeting_id)

    def _start(self) -> None:
        """Start; on another day than the one planned, only after a question."""
        planned, today = london_date(self._work.view.head.starts_at), self._work.desk.today()
        text = self.tr("The meeting is planned for {day}, and today is {today}.")
        if planned == today or confirm(
            self._window.window(),
            self.tr("Start it today?"),
            text.format(day=show_date(planned), today=show_date(today)),
            yes=self.tr("Start it today"),
        ):
            self._work.do(holding.start, self._work.meeting_id)
