"""The child's open actions: what is to be done, by whom, and what is late."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cremeet.exports.figures import actions_by_agency, held_by_agency
from cremeet.services.meeting_records import ActionLine
from cremeet.views.fields.measure import space
from cremeet.views.fields.pictured import Pictured
from cremeet.views.fields.table import Column, ListTable
from cremeet.views.fields.tabs import Yielding
from cremeet.views.fields.typed_dates import show_date
from cremeet.views.fields.words import label
from cremeet.views.theme import Theme


class OpenActions(QWidget):
    """A table of open actions, the most overdue first; `chosen` carries one on Enter."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._none = label(self.tr("No action is open."), "muted")
        self.table = ListTable(theme, self.tr("Open actions"), self._columns())
        self.table.chosen.connect(self.chosen)
        column = QVBoxLayout(self)
        space(column, 10, 0, 12)
        column.addWidget(self._none)
        self.pictured = Pictured(
            theme, Yielding(self.table), self.tr("Show who holds them as a picture"), table_first=True
        )
        column.addWidget(self.pictured, 1)

    def show_actions(self, lines: tuple[ActionLine, ...]) -> None:
        """Show these actions, or that there is none."""
        self._none.setVisible(not lines)
        self.pictured.setVisible(bool(lines))
        self.pictured.show_picture(actions_by_agency(held_by_agency(lines)))
        self.table.set_rows(lines, key=lambda line: line.action_id)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("No."), lambda line: line.label, 70),
            Column(self.tr("Action"), lambda line: line.words, None, strong=True),
            Column(self.tr("Owner"), lambda line: line.owner or line.agency_title, 190),
            Column(self.tr("Due"), lambda line: show_date(line.due_on) if line.due_on else "", 140),
            Column(self.tr("How it stands"), self._standing, 150,
                   tone=lambda line: "bad" if line.overdue_days else None),
        )  # fmt: skip

    def _standing(self, line: ActionLine) -> str:
        return self.tr("Overdue %n days", "", line.overdue_days) if line.overdue_days else line.status_title
