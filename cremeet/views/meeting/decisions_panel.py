"""The decisions of this meeting: the reason of each, and which agency does not agree."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cremeet.services import decisions
from cremeet.services.decisions import DecisionDetails
from cremeet.services.meetings import DecisionRecord
from cremeet.views.fields import announce, button, label, space
from cremeet.views.fields.asking import Ask
from cremeet.views.fields.flow import flowing
from cremeet.views.meeting.cards import CardList
from cremeet.views.meeting.questions import Answers, Verb, ask, verb
from cremeet.views.meeting.side_cards import DecisionCard
from cremeet.views.meeting.work import MeetingWork


class DecisionsPanel(QWidget):
    """Enter on a decision asks for its reason; dissent is asked of every agency, and none is an answer too."""

    def __init__(self, work: MeetingWork, window: QWidget) -> None:
        super().__init__()
        self._work, self._window = work, window
        card = DecisionCard(work.desk.theme)
        self.decisions = CardList(work.desk.theme, self.tr("Decisions"), card.say, card)
        self.decisions.setObjectName("decisions")
        self.decisions.chosen.connect(self.ask_reason)
        self._none = label(self.tr("No decisions yet. Type /d in the minutes to make one."), "muted", wrap=True)
        self.reason = button(self.tr("Reason and outcome…"))
        self.nobody = button(self.tr("Nobody dissents"), tip=self.tr("Every agency was asked and none dissents"))
        self.dissent = button(self.tr("Dissent…"), tip=self.tr("An agency does not agree"))
        self.reason.clicked.connect(lambda: self.ask_reason(self.decisions.current()))
        self.nobody.clicked.connect(self._nobody)
        self.dissent.clicked.connect(self._ask_dissent)
        column = QVBoxLayout(self)
        space(column, 6)
        column.addWidget(self._none)
        column.addWidget(self.decisions, 1)
        column.addWidget(flowing(self.reason, self.nobody, self.dissent, gap=5))
        work.read.connect(self._show)
        if work.known:
            self._show()

    def go_to(self, decision_id: str) -> None:
        """Move to a decision."""
        if self.decisions.go_to(decision_id):
            self.decisions.setFocus()

    def _show(self) -> None:
        self.decisions.set_rows(self._work.view.decisions, lambda one: one.decision_id)
        rows = self.decisions.rows
        if self.decisions.current() is None and rows:
            self.decisions.go_to(rows[-1].decision_id)
        self._none.setVisible(not rows)
        self.decisions.setVisible(bool(rows))
        for act in (self.reason, self.nobody, self.dissent):
            act.setEnabled(bool(rows) and self._work.writable)

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

    def _nobody(self) -> None:
        decision = self.decisions.current()
        if decision is not None:
            said = self.tr("Noted that nobody dissents from D{n}.").format(n=decision.number)
            self._work.do(decisions.no_dissent, decision.decision_id, then=lambda _: announce(self, said))

    def _ask_dissent(self) -> None:
        decision = self.decisions.current()
        if decision is None:
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
