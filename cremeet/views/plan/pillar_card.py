"""One pillar of the plan: its actions, or why it needs none."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from cremeet.services.actions import PillarPlan
from cremeet.views.fields import AutoSave, FieldRow, TextField, across, button, label, space
from cremeet.views.fields.commands import stands_for_command
from cremeet.views.fields.tab_order import tab_after
from cremeet.views.fields.words import down
from cremeet.views.plan.action_card import ActionCard
from cremeet.views.plan.reading import Planned, indicator_title


class PillarCard(QFrame):
    """`add` carries the pillar's id; `none_because` (pillar id, reason) as it is typed; `edit` an action."""

    add = Signal(str)
    edit = Signal(object)
    typed = Signal()
    none_because = Signal(str, str)

    def __init__(self, pillar: PillarPlan, question: str) -> None:
        super().__init__()
        self.pillar_id, self.cards = pillar.pillar, []  # type: str, list[ActionCard]
        self.setAccessibleName(pillar.title)
        self._kept = pillar.none_reason
        self.add_button = button(
            self.tr("Add an action"), name=self.tr("Add an action under {pillar}").format(pillar=pillar.title)
        )
        stands_for_command(self.add_button)
        self.add_button.clicked.connect(lambda: self.add.emit(self.pillar_id))
        head = across(label(pillar.title, "h2", wrap=True), self.add_button)
        head.setStretch(0, 1)
        self.reason = TextField(pillar.none_reason, rows=2)
        self.reason_row = FieldRow(
            self.tr("No action under {pillar}? Say why").format(pillar=pillar.title),
            self.reason,
            hint=self.tr("The minutes show it, so that nobody takes it for forgotten."),
        )
        self._actions = QVBoxLayout()
        space(self._actions, 8)
        column = down(head, label(question, "muted", wrap=True), gap=6)
        if pillar.priorities:
            serves = self.tr("Strategy: {priorities}").format(priorities=", ".join(pillar.priorities))
            column.addWidget(label(serves, "small", wrap=True))
        column.addLayout(self._actions)
        column.addWidget(self.reason_row)
        column.setContentsMargins(0, 6, 0, 10)
        self.setLayout(column)
        self.reason.edited.connect(self.typed)
        self._save = AutoSave(self, self.typed, self._keep)

    def show_pillar(self, planned: Planned, pillar: PillarPlan) -> None:
        """Show the pillar's actions; a reason that is being typed is left alone."""
        for old in self.cards:
            self._actions.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.cards = []
        for line in pillar.actions:
            made = ActionCard(line, indicator_title(planned, line.indicator), writable=planned.writable)
            made.edit.connect(self.edit)
            self._actions.addWidget(made)
            made.show()  # now, and not when the events are done: it may be given the keyboard at once
            self.cards.append(made)
        tab_after(self.add_button, *self.cards)
        if not self._save.waiting and not self.reason.hasFocus():
            self.reason.set_value(pillar.none_reason)
            self._kept = pillar.none_reason
        self.reason_row.setVisible(not pillar.actions)
        self.reason.setReadOnly(planned.view.head.state == "approved")
        self.add_button.setEnabled(planned.writable)

    def flush(self) -> None:
        """Hand over what waits."""
        self._save.flush()

    def _keep(self) -> None:
        reason = self.reason.value()
        if reason != self._kept:
            self._kept = reason
            self.none_because.emit(self.pillar_id, reason)
