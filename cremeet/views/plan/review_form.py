"""What a meeting heard about an earlier action: one list of answers, one form, for the plan and the live meeting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from cremeet.clock import Clock, london_date
from cremeet.errors import CremeetError
from cremeet.practice.timescales import Timescales
from cremeet.services.action_lines import OPEN_STATUSES
from cremeet.services.actions import ReviewDetails
from cremeet.services.meetings import ActionLine
from cremeet.views.fields import show_date
from cremeet.views.fields.asking import Ask, AskDialog, AskForm
from cremeet.views.plan.reading import day_remark
from cremeet.views.plan.slipping import slipped

Heard = Literal["done", "in-progress", "overdue", "carried", "cancelled", "escalated"]
Keep = Callable[[ReviewDetails, Callable[[], None], Callable[[CremeetError], None]], None]


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer on how an action stands: its key in the live meeting, and its words."""

    heard: Heard
    key: str
    words: str


def replies() -> tuple[Reply, ...]:
    """Return the answers in the order in which they are offered."""
    return (
        Reply("done", "D", _say("Done")),
        Reply("in-progress", "P", _say("Progress")),
        Reply("overdue", "O", _say("Overdue")),
        Reply("carried", "F", _say("Carry forward")),
        Reply("cancelled", "C", _say("Cancel")),
        Reply("escalated", "E", _say("Escalate")),
    )


def words_for(heard: Heard) -> tuple[str, str]:
    """Return the dialog's heading and its button for what was heard."""
    return {
        "done": (_say("Action done"), _say("Mark as done")),
        "in-progress": (_say("Action under way"), _say("Carry forward as under way")),
        "overdue": (_say("Action overdue: why, and by when now"), _say("Carry forward to the new date")),
        "carried": (_say("Carry the action forward"), _say("Carry forward")),
        "cancelled": (_say("Action no longer needed"), _say("Close the action")),
        "escalated": (_say("Escalate the action"), _say("Escalate and carry forward")),
    }[heard]


def review_dialog(
    parent: QWidget, heard: Heard, line: ActionLine, calendar: Timescales, clock: Clock, keep: Keep
) -> AskDialog:
    """Return the dialog that asks what this answer needs; it hands what was entered to `keep`."""
    form = ReviewForm(heard, line, calendar, clock)

    def hand_over(values: dict[str, Any], done: Callable[[], None], refused: Callable[[CremeetError], None]) -> None:
        keep(form.details(values), done, refused)

    title, yes = words_for(heard)
    due = _say("due {day}").format(day=show_date(line.due_on)) if line.due_on else _say("no date")
    intro = f"{line.label}: {line.words} ({line.owner or line.agency_title}, {due}; {slipped(line)})"
    return AskDialog(parent, title, form, hand_over, intro=intro, yes=yes)


class ReviewForm(AskForm):
    """Asks only what this kind of answer needs; an overdue action that goes on needs its reason."""

    def __init__(self, heard: Heard, line: ActionLine, calendar: Timescales, clock: Clock) -> None:
        self._heard, self._line, today = heard, line, london_date(clock())
        super().__init__(_asks(heard, line, today), lambda: london_date(clock()))
        if line.reviewed:  # a correction of what was heard here; what an earlier meeting heard is not said again
            self.fill({"impact": line.impact, "reason": line.review_reason, "progress": line.progress,
                       "due_on": line.due_on})  # fmt: skip
        self.fill({"completed_on": line.completed_on or today, "escalated_to": line.escalated_to})
        if heard not in {"done", "cancelled"}:
            self.field("due_on").set_remark(day_remark(calendar, today))

    def details(self, values: dict[str, Any]) -> ReviewDetails:
        """Return what the form holds as the verb wants it."""
        return ReviewDetails(status_for(self._heard, self._line), **values)


def status_for(heard: Heard, line: ActionLine) -> str:
    """Return the status that an answer gives an action: one that only goes on keeps the status it has."""
    if heard in {"done", "in-progress", "cancelled"}:
        return heard
    return line.status if line.status in OPEN_STATUSES else OPEN_STATUSES[0]


def heard_before(line: ActionLine) -> ReviewDetails:
    """Return what this meeting had heard about an action, as the verb wants it, so that a correction can be undone."""
    return ReviewDetails(
        status=line.status,
        progress=line.progress,
        reason=line.review_reason,
        due_on=line.due_on,
        completed_on=line.completed_on,
        impact=line.impact,
        escalated_to=line.escalated_to,
    )


def _asks(heard: Heard, line: ActionLine, today: date) -> tuple[Ask, ...]:
    progress = Ask("progress", _say("What was heard"), "text")
    overdue = line.due_on is not None and line.due_on < today
    match heard:
        case "done":
            return (
                Ask("completed_on", _say("Done on"), "day", required=_say("Enter the day on which it was done.")),
                progress,
                Ask("impact", _say("What it changed for the child (optional)"), "text"),
            )
        case "cancelled":
            needed = _say("Say why it is no longer needed.")
            return (Ask("reason", _say("Why it is no longer needed"), "text", required=needed),)
        case "overdue":
            return (_why(required=True), _new_date(required=True), progress, _raised_with())
        case "escalated":
            why = Ask("reason", _say("Why it is escalated"), "text", required=_say("Say why it is escalated."))
            to = _say("Name who is asked to unblock it.")
            return (Ask("escalated_to", _say("Escalated to"), required=to), why, _new_date(), progress)
        case "in-progress":
            return (progress, _why(required=overdue), _new_date(), _raised_with())
        case _:
            return (_why(required=overdue), _new_date(), progress, _raised_with())


def _why(*, required: bool) -> Ask:
    if required:
        return Ask(
            "reason", _say("Why it is not done"), "text", required=_say("It is overdue: say why it is not done.")
        )
    return Ask("reason", _say("Why it is not done (optional)"), "text")


def _new_date(*, required: bool = False) -> Ask:
    if required:
        return Ask("due_on", _say("New date"), "day", lean="future", required=_say("Enter by when it will be done."))
    return Ask("due_on", _say("New date (optional)"), "day", hint=_say("Leave empty to keep the date it has."))


def _raised_with() -> Ask:
    return Ask("escalated_to", _say("Raised with (optional)"), hint=_say("The manager who is asked to unblock it."))


def _say(text: str) -> str:
    return QCoreApplication.translate("Plan", text)
