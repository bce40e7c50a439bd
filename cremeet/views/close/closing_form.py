"""What is agreed at the end: contingency, trigger plan, review date, circulation, and feedback to the child."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from cremeet.services import holding, voice
from cremeet.services.meetings import VoiceDetails
from cremeet.views.close.reading import Closing, FormPart, review_remark
from cremeet.views.fields import AutoSave, DateField, FieldRow, LineField, TextField, across, label, reveal, show_date
from cremeet.views.fields.words import card, down

Keep = Callable[..., None]
"""Called with a verb and what it takes after the session and the meeting's id."""


class ClosingForm(QFrame):
    """Saved as it is typed, part by part; what is being typed is never overwritten by what was read."""

    typed = Signal()

    def __init__(self, today: Callable[[], date], keep: Keep) -> None:
        super().__init__()
        self._keep, self._voice, self._parts = keep, VoiceDetails(), {}  # type: Keep, VoiceDetails, dict[str, Any]
        self.contingency, self.trigger_plan = TextField(rows=3), TextField(rows=3)
        self.review_on, self.review_reason = DateField(today, lean="future"), LineField(longest=400)
        self.circulation = TextField(rows=2)
        self.feedback_by, self.feedback_how = LineField(), LineField()
        self.feedback_on, self.feedback_given_on = DateField(today, lean="future"), DateField(today, lean="past")
        self._review_row = FieldRow(self.tr("Review date"), self.review_on)
        self._lay_out()
        self._saves = [
            self._part("contingency", self._keep_contingency, self.contingency, self.trigger_plan),
            self._part("review", self._keep_review, self.review_on, self.review_reason),
            self._part("circulation", self._keep_circulation, self.circulation),
            self._part("feedback", self._keep_feedback, self.feedback_by, self.feedback_on, self.feedback_how,
                       self.feedback_given_on),
        ]  # fmt: skip

    def show_closing(self, found: Closing) -> None:
        """Show what the record holds, except in a part that is being typed into."""
        head, self._voice = found.view.head, found.view.voice
        self.review_on.set_remark(review_remark(found))
        self._review_row.set_hint(
            self.tr("{why} The latest day is {day}.").format(
                why=found.proposal.why, day=show_date(found.proposal.latest)
            )
        )
        values = {
            "contingency": (head.contingency, head.trigger_plan),
            "review": (head.review_on, head.review_reason),
            "circulation": (head.circulation,),
            "feedback": (self._voice.feedback_by, self._voice.feedback_on, self._voice.feedback_how,
                         self._voice.feedback_given_on),
        }  # fmt: skip
        for (name, fields), save in zip(self._parts.items(), self._saves, strict=True):
            if save.waiting or any(field.target.hasFocus() for field in fields):
                continue
            for field, value in zip(fields, values[name], strict=True):
                field.set_value(value)
        for field in (self.contingency, self.trigger_plan, self.review_on, self.review_reason, self.circulation):
            field.setEnabled(found.changeable)

    def go_to(self, part: FormPart) -> None:
        """Put the keyboard on the first field of a part."""
        target: QWidget = self._parts[part][0].target
        target.setFocus()
        reveal(target)

    def flush(self) -> None:
        """Hand over every word that waits."""
        for save in self._saves:
            save.flush()

    def _part(self, name: str, keep: Callable[[], None], *fields: Any) -> AutoSave:
        mark = _Typed(self)
        for field in fields:
            field.edited.connect(mark.edited)
            field.edited.connect(self.typed)
        self._parts[name] = fields
        return AutoSave(self, mark.edited, keep)

    def _keep_contingency(self) -> None:
        self._keep(holding.set_contingency, self.contingency.value(), self.trigger_plan.value())

    def _keep_review(self) -> None:
        if not self.review_on.fault():  # half a date is not a date yet
            self._keep(
                holding.set_review,
                self.review_on.value(),
                self.review_reason.value(),
                failed=self._review_row.set_fault,
            )
            self._review_row.set_fault()

    def _keep_circulation(self) -> None:
        self._keep(holding.set_circulation, self.circulation.value())

    def _keep_feedback(self) -> None:
        if self.feedback_on.fault() or self.feedback_given_on.fault():
            return
        details = replace(
            self._voice,
            feedback_by=self.feedback_by.value(),
            feedback_on=self.feedback_on.value(),
            feedback_how=self.feedback_how.value(),
            feedback_given_on=self.feedback_given_on.value(),
        )
        self._keep(voice.give_feedback, details)

    def _lay_out(self) -> None:
        say = self.tr
        plan_hint = say("What happens, and who decides, if the plan does not hold.")
        late_hint = say("Needed for a later day, or one that is not a working day.")
        sent_hint = say("Who receives the minutes, and what is left out of whose copy.")
        frame, column = card(gap=12)
        for piece in (
            label(say("Agreed before the close"), "h2"),
            FieldRow(say("Contingency"), self.contingency, hint=plan_hint),
            FieldRow(
                say("Trigger plan"), self.trigger_plan, hint=say("What everyone does when the child goes missing.")
            ),
            self._review_row,
            FieldRow(say("Reason for this date (optional)"), self.review_reason, hint=late_hint),
            FieldRow(say("Circulation"), self.circulation, hint=sent_hint),
            label(say("Feedback to the child"), "h2"),
            FieldRow(say("Who tells the child"), self.feedback_by),
        ):
            column.addWidget(piece)
        by_when = FieldRow(say("By when"), self.feedback_on)
        told = FieldRow(say("Told on (optional)"), self.feedback_given_on)
        days = across(by_when, told, None, gap=14)
        for row in (by_when, told):
            days.setAlignment(row, Qt.AlignmentFlag.AlignTop)
        column.addLayout(days)
        how = FieldRow(say("How (optional)"), self.feedback_how, hint=say("In a way and place that the child chose."))
        column.addWidget(how)
        whole = down(frame, gap=0)
        whole.setContentsMargins(0, 0, 0, 0)
        self.setLayout(whole)


class _Typed(QObject):
    """One signal for the several fields of a part."""

    edited = Signal()
