"""The directory: who can be invited, by agency; those who have left stay in earlier records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QLabel

from cremeet.practice.pack import Pack
from cremeet.services import directory, packs
from cremeet.services.directory import Listed, ProfessionalDetails
from cremeet.views.fields.asking import Ask, AskDialog, AskForm
from cremeet.views.fields.choose import ChoiceField
from cremeet.views.fields.commands import command
from cremeet.views.fields.entry import LineField
from cremeet.views.fields.page import Page
from cremeet.views.fields.table import Column, ListTable
from cremeet.views.fields.words import across, button, label
from cremeet.views.navigation import Desk
from cremeet.views.record import Changes

PAUSE_MS = 120


class DirectoryPage(Page):
    """Everybody in the directory; Enter changes the chosen one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("", scrolls=False)
        self._desk, self._pack = desk, None  # type: Desk, Pack | None
        self.set_title(self.tr("Directory"))
        self.place = self.tr("Directory")
        self.keys = (("Enter", self.tr("change")),)
        self.search = LineField(placeholder=self.tr("Name, role or organisation"))
        self.search.setAccessibleName(self.tr("Find a person by name, role or organisation"))
        self.agency = ChoiceField(prompt=self.tr("All"))
        self.agency.setAccessibleName(self.tr("Agency"))
        self.past = QCheckBox(self.tr("Show those out of use"))
        self.count = label("", "small")
        self.add = button(self.tr("Add a person"), "primary", shortcut="Ctrl+N", hint=self.tr("add a person"))
        self.table = ListTable(desk.theme, self.tr("People"), self._columns())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._lay_out()
        desk.record.do(self, self._dress, packs.practice)

    def first_focus(self) -> LineField:
        """Return the search line."""
        return self.search

    def _lay_out(self) -> None:
        name = QLabel(self.tr("Agency"))
        name.setBuddy(self.agency)
        self.add_to_heading(self.add)
        self.content.addWidget(self.search)
        self.content.addLayout(across(name, self.agency, self.past, None, self.count))
        self.content.addWidget(self.table, 1)
        self.search.textChanged.connect(lambda _: self._pause.start())
        self._pause.timeout.connect(self._ask)
        self.agency.edited.connect(self._ask)
        self.past.clicked.connect(self._ask)
        self.table.chosen.connect(self._change)
        self.add.clicked.connect(lambda: self._open(None))
        command(self, self.tr("Find a person"), "Ctrl+F", self.search.setFocus, hint=self.tr("find"))
        self._desk.record.changed.connect(self._heard)

    def _dress(self, pack: Pack) -> None:
        self._pack = pack
        self.agency.set_choices([(each.id, each.title) for each in pack.agencies])
        self._ask()

    def _ask(self) -> None:
        self._desk.record.do(
            self,
            self._show,
            directory.professionals,
            search=self.search.value(),
            agency=self.agency.value() or "",
            active_only=not self.past.isChecked(),
        )

    def _show(self, found: tuple[Listed, ...]) -> None:
        self.table.set_rows(found, key=lambda row: row.id)
        words = self.tr("%n people", "", len(found))
        self.count.setText(words if found else self.tr("Nobody yet. Add the first with Ctrl+N."))

    def _heard(self, changes: Changes) -> None:
        if self._pack is not None and any(thing == "Professional" for thing, _ in changes):
            self._ask()

    def _change(self, row: Listed) -> None:
        self._open(row)

    def _open(self, row: Listed | None) -> None:
        if self._pack is None:
            return
        form = AskForm(self._asks(self._pack), self._desk.today)
        form.fill(asdict(row.details) | {"active": row.active} if row else {"active": True})

        def keep(values: dict[str, Any], done: Callable[[], None], refused: Any) -> None:
            active = values.pop("active")
            details = ProfessionalDetails(**values)
            if row is None:
                self._desk.record.do(self, lambda _: done(), directory.add_professional, details, failed=refused)
            else:
                self._desk.record.do(
                    self,
                    lambda _: done(),
                    directory.change_professional,
                    row.id,
                    details,
                    active=active,
                    failed=refused,
                )

        title = self.tr("Change a person") if row else self.tr("Add a person")
        AskDialog(self.window(), title, form, keep).exec()

    def _asks(self, pack: Pack) -> tuple[Ask, ...]:
        agencies = [(each.id, each.title) for each in pack.agencies]
        return (
            Ask("name", self.tr("Name"), required=self.tr("Enter the name.")),
            Ask("agency", self.tr("Agency"), "choice", choices=agencies, required=self.tr("Choose the agency.")),
            Ask("role", self.tr("Role (optional)")),
            Ask("organisation", self.tr("Organisation (optional)")),
            Ask("email", self.tr("Email (optional)")),
            Ask("phone", self.tr("Telephone (optional)")),
            Ask("active", self.tr("In use: can be invited"), "yes"),
        )

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("Name"), lambda row: row.details.name, None, strong=True),
            Column(self.tr("Role"), lambda row: row.details.role, None),
            Column(self.tr("Agency"), lambda row: row.agency_title, 220),
            Column(self.tr("Organisation"), lambda row: row.details.organisation, 220),
            Column(self.tr("In use"), lambda row: "" if row.active else self.tr("Out of use"), 110,
                   tone=lambda row: None if row.active else "plain"),
        )  # fmt: skip
