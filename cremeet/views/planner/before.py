"""Before the meeting: who is invited and what has come in, the child's invitation and views, and the start."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from cremeet.clock import in_london, london_date
from cremeet.services import holding
from cremeet.services.meetings import MeetingHead
from cremeet.views.fields import across, button, card, confirm, down, label, show_date, space, wear
from cremeet.views.meeting.voice_form import VoiceForm
from cremeet.views.meeting.work import MeetingWork
from cremeet.views.planner.invited import Invited

TWO_COLUMNS_EM = 66


class BeforePanel(QWidget):
    """What a chair looks at in the days before: one page, two columns where there is room."""

    def __init__(self, work: MeetingWork, window: QWidget) -> None:
        super().__init__()
        self._work, self._window = work, window
        self._title, self._when = label("", "h1", wrap=True), label("", wrap=True)
        self._due, self._chairs, self._agenda = (
            label("", "chip-plain"),
            label("", "muted", wrap=True),
            label("", wrap=True),
        )
        self.invited = Invited(work, window)
        self.voice = VoiceForm(work)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.start = button(self.tr("Start the meeting"), "primary", tip=self.tr("The first item's clock begins"))
        self.assess = button(self.tr("Begin the assessment"), tip=self.tr("Score what is known before the meeting"))
        self.change = button(self.tr("Change the plan"))
        self._lay_out()
        self.start.clicked.connect(self._start)
        self.assess.clicked.connect(lambda: work.desk.go.show_risk(work.meeting_id))
        self.change.clicked.connect(self._change)
        work.read.connect(self._show)
        if work.known:
            self._show()

    def first_focus(self) -> QWidget:
        """Return the list of the people invited."""
        return self.invited.table

    def flush(self) -> None:
        """Keep what stands in the form of the child's views."""
        self.voice.flush()

    def _lay_out(self) -> None:
        heading = across(self._title, self._due, gap=10)
        heading.setStretch(0, 1)
        left_card, left = card()
        left.addWidget(label(self.tr("Who is invited"), "h2"))
        left.addWidget(self.invited)
        agenda_card, agenda = card()
        agenda.addWidget(label(self.tr("Agenda"), "h2"))
        agenda.addWidget(self._agenda)
        right_card, right = card()
        right.addWidget(label(self.tr("The child's invitation and views"), "h2"))
        right.addWidget(
            label(
                self.tr("Ask before the meeting, so that the child is heard whether or not they come."),
                "muted",
                wrap=True,
            )
        )
        right.addWidget(self.voice)
        space(self._columns, 12)
        self._columns.addLayout(down(left_card, agenda_card, None, gap=12), 3)
        self._columns.addLayout(down(right_card, None), 2)
        ground = QWidget()
        ground.setObjectName("Scrolled")
        inside = QVBoxLayout(ground)
        space(inside, 10, 12, 8)
        for piece in (heading, down(self._when, self._chairs, gap=2), self._columns):
            inside.addLayout(piece)
        inside.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(ground)
        foot = QFrame()
        foot.setObjectName("ActionBar")
        row = across(self.change, None, self.assess, self.start, gap=10)
        space(row, 10, 12, 8)
        foot.setLayout(row)
        column = QVBoxLayout(self)
        space(column, 0)
        column.addWidget(area, 1)
        column.addWidget(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the columns below one another where there is little room."""
        super().resizeEvent(event)
        wide = self._work.desk.theme.em(self.width()) >= TWO_COLUMNS_EM
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    def _show(self) -> None:
        view = self._work.view
        head, at = view.head, in_london(view.head.starts_at)
        self._title.setText(head.kind_title)
        mode = self._work.pack.choices.title("meeting_modes", head.mode)
        parts = (
            f"{show_date(at.date())}, {at:%H:%M}",
            self.tr("{n} minutes").format(n=head.planned_minutes),
            mode,
            head.place,
        )
        self._when.setText(" · ".join(part for part in parts if part))
        chair = self.tr("Chair: {name}").format(name=head.chair or self.tr("not named yet"))
        taker = self.tr("Minutes: {name}").format(name=head.minute_taker or self.tr("nobody named yet"))
        self._chairs.setText(f"{chair} · {taker}")
        self._say_due(head)
        lines = [
            f"{item.position}. {item.title}"
            + (self.tr(" (skipped: {why})").format(why=item.skip_reason) if item.state == "skipped" else "")
            + (f"  –  {item.minutes_planned} min" if item.state != "skipped" else "")
            for item in view.items
        ]
        self._agenda.setText("\n".join(lines))

    def _say_due(self, head: MeetingHead) -> None:
        self._due.setVisible(head.due_on is not None)
        day = show_date(head.due_on)
        words = self.tr("After the day it was due, {day}") if head.is_late else self.tr("In time: due by {day}")
        self._due.setText(words.format(day=day))
        self._due.setToolTip(head.late_reason)
        wear(self._due, "role", "chip-warn" if head.is_late else "chip-ok")

    def _change(self) -> None:
        self._work.desk.go.show_planner(self._work.view.identity.child_id, self._work.meeting_id)

    def _start(self) -> None:
        head, today = self._work.view.head, self._work.desk.today()
        planned = london_date(head.starts_at)
        if planned != today and not confirm(
            self._window.window(),
            self.tr("Start it today?"),
            self.tr("The meeting is planned for {day}, and today is {today}.").format(
                day=show_date(planned), today=show_date(today)
            ),
            yes=self.tr("Start it today"),
        ):
            return
        self.flush()
        self._work.do(holding.start, self._work.meeting_id)
