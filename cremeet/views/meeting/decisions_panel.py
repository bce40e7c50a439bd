"""The decisions of this meeting: the reason of each, and which agency does not agree."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cremeet.views.fields import button, label, space
from cremeet.views.fields.flow import flowing
from cremeet.views.meeting.cards import PanelList
from cremeet.views.meeting.decision_questions import DecisionQuestions
from cremeet.views.meeting.side_cards import DecisionCard
from cremeet.views.meeting.work import MeetingWork


class DecisionsPanel(QWidget):
    """Enter on a decision asks for its reason; dissent is asked of every agency, and none is an answer too."""

    def __init__(self, work: MeetingWork, window: QWidget) -> None:
        super().__init__()
        self._work, self._window = work, window
        card = DecisionCard(work.desk.theme)
        self.decisions = PanelList(work.desk.theme, self.tr("Decisions"), card.say, card)
        self.decisions.setObjectName("decisions")
        self.asks = DecisionQuestions(work, window)
        self.decisions.chosen.connect(self.asks.ask_reason)
        self._none = label(self.tr("No decisions yet. Type /d in the minutes to make one."), "muted", wrap=True)
        self.reason = button(self.tr("Reason and outcome…"), shortcut="Alt+M")
        self.nobody = button(
            self.tr("Nobody dissents"), tip=self.tr("Every agency was asked and none dissents"), shortcut="Alt+Y"
        )
        self.dissent = button(self.tr("Dissent…"), tip=self.tr("An agency does not agree"), shortcut="Alt+Z")
        self.reason.clicked.connect(lambda: self.asks.ask_reason(self.decisions.current()))
        self.nobody.clicked.connect(lambda: self.asks.nobody_dissents(self.decisions.current()))
        self.dissent.clicked.connect(lambda: self.asks.ask_dissent(self.decisions.current()))
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
