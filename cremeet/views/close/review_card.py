"""The review that follows: planned from this meeting, or open it where it is planned already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QFrame, QWidget

from cremeet.clock import in_london
from cremeet.errors import CremeetError
from cremeet.services import review
from cremeet.services.planning import MeetingPlan
from cremeet.views.close.reading import Closing
from cremeet.views.fields import button, label, show_date, show_time
from cremeet.views.fields.asking import Ask, AskDialog, AskForm
from cremeet.views.fields.words import card, down
from cremeet.views.navigation import Desk


class ReviewCard(QFrame):
    """Starts the review: people, open actions, the last assessment and items left over come along."""

    def __init__(self, desk: Desk, meeting_id: str, page: QWidget) -> None:
        super().__init__()
        self._desk, self._meeting_id, self._page = desk, meeting_id, page
        self._found: Closing | None = None
        self._said = label("", "muted", wrap=True)
        self.start = button(self.tr("Start the review"), shortcut="Ctrl+Shift+R")
        self.start.clicked.connect(self._start)
        frame, column = card()
        for piece in (label(self.tr("The review"), "h2"), self._said, self.start):
            column.addWidget(piece)
        whole = down(frame, gap=0)
        whole.setContentsMargins(0, 0, 0, 0)
        self.setLayout(whole)

    def show_closing(self, found: Closing) -> None:
        """Show whether the review is planned, or can be."""
        self._found = found
        head = found.view.head
        self.start.setEnabled(found.next_review is not None or head.state in {"ended", "approved"})
        if found.next_review is not None:
            at = in_london(found.next_review[1])
            words = self.tr("It is planned for {day} at {time}.")
            self._said.setText(words.format(day=show_date(at.date()), time=show_time(at.time())))
            self.start.setText(self.tr("Open the review"))
            return
        self.start.setText(self.tr("Start the review"))
        self._said.setText(
            self.tr("People, open actions, the last answers and items left over are carried into it.")
            if head.state in {"ended", "approved"}
            else self.tr("Once the meeting has ended, its review can be planned from here.")
        )

    def _start(self) -> None:
        if self._found is None:
            return
        if self._found.next_review is not None:
            self._desk.go.show_planner(self._found.view.identity.child_id, self._found.next_review[0])
            return
        self._desk.record.do(self, self._ask, review.propose_review_plan, self._meeting_id)

    def _ask(self, proposed: MeetingPlan) -> None:
        found = self._found
        assert found is not None, "asked only once the meeting is read"
        form = AskForm(
            (
                Ask("kind", self.tr("Kind of meeting"), "choice", required=self.tr("Choose the kind of meeting."),
                    choices=[(one.id, one.title) for one in found.pack.agendas]),
                Ask("starts_at", self.tr("When"), "moment", required=self.tr("Enter the day and the time.")),
                Ask("place", self.tr("Place or link")),
                Ask("chair", self.tr("Chair")),
                Ask("minute_taker", self.tr("Minute-taker")),
                Ask("late_reason", self.tr("Why it is later than due (optional)"), "text",
                    hint=self.tr("Needed where the day is later than the timescale allows.")),
            ),
            self._desk.today,
        )  # fmt: skip
        form.fill({name: getattr(proposed, name) for name in ("kind", "starts_at", "place", "chair", "minute_taker")})

        def keep(values: dict[str, Any], done: Callable[[], None], refused: Callable[[CremeetError], None]) -> None:
            plan = replace(proposed, **values)

            def planned(review_id: str) -> None:
                done()
                self._desk.go.show_planner(found.view.identity.child_id, review_id)

            self._desk.record.do(self, planned, review.start_review, self._meeting_id, plan, failed=refused)

        AskDialog(
            self._page,
            self.tr("Start the review"),
            form,
            keep,
            intro=self.tr("Carried over from this meeting; the agenda and people can be changed in the planner."),
            yes=self.tr("Plan the review"),
        ).exec()
