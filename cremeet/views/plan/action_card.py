"""One action as the plan shows it: who, what, when, and what is still missing from it, each in words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton

from cremeet.services.meetings import ActionLine
from cremeet.views.fields import across, button, label, show_date
from cremeet.views.fields.commands import stands_for_command
from cremeet.views.fields.flow import flowing
from cremeet.views.fields.words import card, down
from cremeet.views.plan.review_form import replies
from cremeet.views.plan.slipping import slipped


class ActionCard(QFrame):
    """An action. `edit` opens one of this meeting; `heard` carries how an earlier one is to be reviewed.

    With `reviewing`, the card offers the answers; without it, an earlier action stands in brief.
    """

    edit = Signal(object)
    heard = Signal(object, str)

    def __init__(self, line: ActionLine, answers: str, *, writable: bool, reviewing: bool = False) -> None:
        """`answers` are the words of the sign that the action answers, or empty."""
        super().__init__()
        self.line = line
        self.setAccessibleName(f"{line.label}: {line.words}")
        frame, column = card(margin=12, gap=6)
        head = across(label(line.label, "accent"), label(line.words, "strong", wrap=True), *self._chips(), gap=8)
        head.setStretch(1, 1)
        column.addLayout(head)
        who = [one for one in (line.owner, line.role, line.agency_title) if one]
        due = self.tr("due {day}").format(day=show_date(line.due_on)) if line.due_on else ""
        column.addWidget(label(" · ".join([*who, *([due] if due else [])]), "muted", wrap=True))
        if line.from_earlier:
            column.addWidget(label(slipped(line), "small", wrap=True))
        for name, words in self._said(answers) if reviewing or not line.from_earlier else ():
            column.addWidget(label(f"{name}: {words}", "small", wrap=True))
        self.buttons = self._make_buttons(reviewing=reviewing) if writable else []
        if self.buttons:
            column.addWidget(flowing(*self.buttons, gap=8))
        whole = down(frame, gap=0)
        whole.setContentsMargins(0, 0, 0, 0)
        self.setLayout(whole)

    def take_focus(self) -> None:
        """Put the keyboard on the card's first button."""
        if self.buttons:
            self.buttons[0].setFocus()

    def _chips(self) -> list[QLabel]:
        line, found = self.line, []
        if line.overdue_days and line.status not in {"done", "cancelled"}:
            found.append(label(self.tr("Overdue %n days", "", line.overdue_days), "chip-bad"))
        if line.slipping:
            found.append(label(self.tr("Slipping"), "chip-bad"))
        if line.carried:
            often, old = self.tr("Carried %n times", "", line.carried), self.tr("%n days old", "", line.age_days)
            found.append(label(f"{often}, {old}", "chip-warn"))
        if line.from_earlier:
            found.append(label(line.status_title, "chip-ok" if line.status == "done" else "chip-plain"))
        else:
            for missing, words in (
                (not line.owner, self.tr("No owner")),
                (line.due_on is None, self.tr("No date")),
                (not line.measure, self.tr("No measure")),
            ):
                if missing:
                    found.append(label(words, "chip-bad"))
        if line.priority == "high":
            found.append(label(self.tr("High priority"), "chip-info"))
        return found

    def _said(self, answers: str) -> list[tuple[str, str]]:
        line = self.line
        said = (
            (self.tr("Outcome"), line.outcome),
            (self.tr("We will know it helped when"), line.measure),
            (self.tr("If it does not work"), line.contingency),
            (self.tr("Answers the sign"), answers),
            (self.tr("Heard"), line.progress),
            (self.tr("Reason"), line.review_reason),
            (self.tr("Done on"), show_date(line.completed_on)),
            (self.tr("Changed for the child"), line.impact),
            (self.tr("Raised with"), line.escalated_to),
        )
        return [(name, words) for name, words in said if words]

    def _make_buttons(self, *, reviewing: bool) -> list[QPushButton]:
        line = self.line
        if not line.from_earlier:
            made = button(self.tr("Change"), name=self.tr("Change {label}").format(label=line.label))
            stands_for_command(made)
            made.clicked.connect(lambda: self.edit.emit(line))
            return [made]
        found = []
        for reply in replies() if reviewing else ():
            one = button(reply.words, name=f"{line.label}: {reply.words}")
            stands_for_command(one)
            one.clicked.connect(lambda _=False, what=reply.heard: self.heard.emit(line, what))
            found.append(one)
        return found
