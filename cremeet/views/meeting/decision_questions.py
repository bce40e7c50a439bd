"""What is asked about a decision: its reason, and which agency does not agree."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from cremeet.services import decisions
from cremeet.services.decisions import DecisionDetails
from cremeet.services.meetings import DecisionRecord
from cremeet.views.fields import announce
from cremeet.views.fields.asking import Ask
from cremeet.views.meeting.questions import Answers, Verb, ask, verb
from cremeet.views.meeting.work import MeetingWork


class DecisionQuestions(QObject):
    """Asks about a decision over `window`; nothing is asked of none, or once the minutes are approved."""

    def __init__(self, work: MeetingWork, window: QWidget) -> None:
        super().__init__(window)
        self._work, self._window = work, window

    def ask_reason(self, decision: DecisionRecord | None) -> None:
        """Ask for a decision's words, outcome, reason and escalation."""
        if decision is None or not self._work.writable:
            return
        outcomes = [(one.id, one.title) for one in self._work.pack.outcomes]
        ask(
            self._window,
            self._work,
            self.tr("Decision D{n}").format(n=decision.number),
            (
                Ask("reason", self.tr("Why was this decided?"), "text"),
                Ask("outcome", self.tr("Outcome"), "choice", choices=outcomes),
                Ask("words", self.tr("What was decided"), "text", required=self.tr("Write what was decided.")),
                Ask("escalated_to", self.tr("Escalated to (optional)")),
            ),
            lambda a: self._changed(decision, a),
            fill={
                "reason": decision.reason,
                "outcome": decision.outcome,
                "words": decision.words,
                "escalated_to": decision.escalated_to,
            },
            intro=decision.words,
        )

    def nobody_dissents(self, decision: DecisionRecord | None) -> None:
        """Note that every agency was asked and none dissents."""
        if decision is None or not self._work.writable:
            return
        said = self.tr("Noted that nobody dissents from D{n}.").format(n=decision.number)
        self._work.do(decisions.no_dissent, decision.decision_id, then=lambda _: announce(self._window, said))

    def ask_dissent(self, decision: DecisionRecord | None) -> None:
        """Ask which agency does not agree, and why."""
        if decision is None or not self._work.writable:
            return
        agencies = [(one.id, one.title) for one in self._work.pack.agencies]
        ask(
            self._window,
            self._work,
            self.tr("Dissent from D{n}").format(n=decision.number),
            (
                Ask("agency", self.tr("Agency"), "choice", choices=agencies, required=self.tr("Choose the agency.")),
                Ask("reason", self.tr("Why does it not agree?"), "text", required=self.tr("Write the reason.")),
                Ask("person", self.tr("Who says so (optional)")),
            ),
            lambda a: verb(decisions.dissent, decision.decision_id, a["agency"], a["reason"], a["person"]),
            intro=decision.words,
        )

    def _changed(self, decision: DecisionRecord, answers: Answers) -> Verb:
        details = DecisionDetails(
            words=answers["words"],
            reason=answers["reason"],
            outcome=answers["outcome"],
            dissent_asked=decision.dissent_asked,
            escalated_to=answers["escalated_to"],
            tag=decision.tag,
        )
        return verb(decisions.change_decision, decision.decision_id, details)
