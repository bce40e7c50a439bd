"""Every open action, the most overdue first; Enter leads to the plan that it belongs to."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLabel

from cremeet.practice.pack import Pack
from cremeet.services import actions, packs
from cremeet.services.meeting_records import ActionLine
from cremeet.views.fields.choose import ChoiceField
from cremeet.views.fields.page import Page
from cremeet.views.fields.table import Column, ListTable
from cremeet.views.fields.typed_dates import show_date
from cremeet.views.fields.words import across, label
from cremeet.views.navigation import Desk
from cremeet.views.record import Changes


class ActionsPage(Page):
    """Open actions, narrowed by agency or to the overdue ones."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("", scrolls=False)
        self._desk = desk
        self.set_title(self.tr("Open actions"))
        self.place = self.tr("Actions")
        self.keys = (("Enter", self.tr("open the plan")),)
        self.agency = ChoiceField(prompt=self.tr("All"))
        self.agency.setAccessibleName(self.tr("Agency"))
        self.late = QCheckBox(self.tr("Only overdue"))
        self.count = label("", "small")
        self.table = ListTable(desk.theme, self.tr("Open actions"), self._columns(), say=self._say)
        name = QLabel(self.tr("Agency"))
        name.setBuddy(self.agency)
        self.content.addLayout(across(name, self.agency, self.late, None, self.count))
        self.content.addWidget(self.table, 1)
        self.agency.edited.connect(self._ask)
        self.late.clicked.connect(self._ask)
        self.table.chosen.connect(lambda line: desk.go.show_plan(line.meeting_id, line.action_id))
        desk.record.changed.connect(self._heard)
        desk.record.do(self, self._dress, packs.practice)

    def first_focus(self) -> ListTable:
        """Return the table."""
        return self.table

    def _dress(self, pack: Pack) -> None:
        self.agency.set_choices([(each.id, each.title) for each in pack.agencies])
        self._ask()

    def _ask(self) -> None:
        self._desk.record.do(
            self,
            self._show,
            actions.open_actions,
            agency=self.agency.value() or "",
            overdue_only=self.late.isChecked(),
        )

    def _show(self, found: tuple[ActionLine, ...]) -> None:
        self.table.set_rows(found, key=lambda line: line.action_id)
        late = sum(1 for line in found if line.overdue_days)
        words = self.tr("{n} open, {late} overdue").format(n=len(found), late=late)
        self.count.setText(words if found else self.tr("No action is open."))

    def _heard(self, changes: Changes) -> None:
        if any(thing in {"Action", "ActionReview", "Meeting"} for thing, _ in changes):
            self._ask()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("Due"), lambda line: show_date(line.due_on) if line.due_on else "", 140),
            Column(
                self.tr("How it stands"),
                self._standing,
                200,
                tone=lambda line: "bad" if line.overdue_days else "warn" if line.slipping else None,
            ),
            Column(self.tr("Action"), lambda line: f"{line.label}  {line.words}", None, strong=True),
            Column(self.tr("Owner"), lambda line: line.owner, 180),
            Column(self.tr("Agency"), lambda line: line.agency_title, 180),
            Column(self.tr("Child"), lambda line: f"{line.child_name} ({line.child_reference})", 230),
        )

    def _standing(self, line: ActionLine) -> str:
        if line.overdue_days:
            days = line.overdue_days
            return (
                self.tr("Overdue %n days, slipping", "", days)
                if line.slipping
                else self.tr("Overdue %n days", "", days)
            )
        if line.slipping:
            return self.tr("{status}, slipping").format(status=line.status_title)
        return line.status_title

    def _say(self, line: ActionLine) -> str:
        due = show_date(line.due_on) if line.due_on else self.tr("no date")
        return f"{self._standing(line)}, {due}, {line.label}, {line.words}, {line.owner}, {line.child_name}"
