"""The actions of earlier meetings: reviewed first, each with how it stands, its age and how often it was carried."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from cremeet.views.fields import label, space
from cremeet.views.fields.words import down
from cremeet.views.plan.action_card import ActionCard
from cremeet.views.plan.reading import Planned, indicator_title


class EarlierActions(QFrame):
    """`heard` carries (action, what was heard: one of `review_form.replies`)."""

    heard = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Earlier actions"))
        self.cards: list[ActionCard] = []
        self._title, self._said = label(self.tr("Earlier actions first"), "h2"), label("", "muted", wrap=True)
        self._column = QVBoxLayout()
        space(self._column, 8)
        column = down(self._title, self._said, self._column, gap=6)
        column.setContentsMargins(0, 0, 0, 10)
        self.setLayout(column)

    def show_plan(self, planned: Planned) -> None:
        """Show what is left to review, then what was reviewed here."""
        waiting, done = planned.plan.to_review, planned.plan.reviewed
        for old in self.cards:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.cards = []
        self.setVisible(bool(waiting or done))
        if waiting:
            self._said.setText(self.tr("%n actions are left to review.", "", len(waiting)))
        else:
            self._said.setText(self.tr("All are reviewed. An answer can be corrected until the minutes are approved."))
        for line in (*waiting, *done):
            answers = indicator_title(planned, line.indicator)
            made = ActionCard(line, answers, writable=planned.writable, reviewing=True)
            made.heard.connect(self.heard)
            self._column.addWidget(made)
            made.show()  # now, and not when the events are done: it may be given the keyboard at once
            self.cards.append(made)
