"""What a meeting heard about an earlier action: done, under way, carried forward, or no longer needed."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from PySide6.QtCore import QCoreApplication

from cremeet.clock import Clock, london_date
from cremeet.practice.timescales import Timescales
from cremeet.services.actions import ReviewDetails
from cremeet.services.meetings import ActionLine
from cremeet.views.fields.asking import Ask, AskForm
from cremeet.views.plan.reading import day_remark

Heard = Literal["done", "in-progress", "not-started", "cancelled"]


def words_for(heard: Heard) -> tuple[str, str]:
    """Return the dialog's heading and its button for what was heard."""
    return {
        "done": (_say("Action done"), _say("Mark as done")),
        "in-progress": (_say("Action under way"), _say("Carry forward as under way")),
        "not-started": (_say("Carry the action forward"), _say("Carry forward")),
        "cancelled": (_say("Action no longer needed"), _say("Close the action")),
    }[heard]


class ReviewForm(AskForm):
    """Asks only what this kind of answer needs; an overdue action that goes on needs its reason."""

    def __init__(self, heard: Heard, line: ActionLine, calendar: Timescales, clock: Clock) -> None:
        self._heard, today = heard, london_date(clock())
        super().__init__(_asks(heard, line, today), lambda: london_date(clock()))
        self.fill({"completed_on": line.completed_on or today, "impact": line.impact, "reason": line.review_reason,
                   "progress": line.progress if line.reviewed else "", "due_on": None,
                   "escalated_to": line.escalated_to})  # fmt: skip
        if heard in {"in-progress", "not-started"}:
            self.field("due_on").set_remark(day_remark(calendar, today))

    def details(self, values: dict[str, Any]) -> ReviewDetails:
        """Return what the form holds as the verb wants it."""
        return ReviewDetails(self._heard, **values)


def _asks(heard: Heard, line: ActionLine, today: date) -> tuple[Ask, ...]:
    progress = Ask("progress", _say("What was heard"), "text")
    if heard == "done":
        return (
            Ask("completed_on", _say("Done on"), "day", required=_say("Enter the day on which it was done.")),
            progress,
            Ask("impact", _say("What it changed for the child (optional)"), "text"),
        )
    if heard == "cancelled":
        return (
            Ask("reason", _say("Why it is no longer needed"), "text", required=_say("Say why it is no longer needed.")),
        )
    overdue = line.due_on is not None and line.due_on < today
    why = (
        Ask("reason", _say("Why it is not done"), "text", required=_say("It is overdue: say why it is not done."))
        if overdue
        else Ask("reason", _say("Why it is not done (optional)"), "text")
    )
    return (
        progress,
        why,
        Ask("due_on", _say("New date (optional)"), "day", hint=_say("Leave empty to keep the date it has.")),
        Ask("escalated_to", _say("Raised with (optional)"), hint=_say("The manager who is asked to unblock it.")),
    )


def _say(text: str) -> str:
    return QCoreApplication.translate("Plan", text)
