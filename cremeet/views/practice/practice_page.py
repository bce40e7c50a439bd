"""The practice in force: what it is, who adopted it and when; a council's own folder is checked, then adopted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from cremeet.clock import in_london
from cremeet.errors import CremeetError
from cremeet.practice import check
from cremeet.practice.pack import Pack
from cremeet.services import packs
from cremeet.services.packs import Adopted
from cremeet.views.fields.dialogs import confirm
from cremeet.views.fields.form import Fault
from cremeet.views.fields.page import Page
from cremeet.views.fields.table import Column, ListTable
from cremeet.views.fields.typed_dates import show_date
from cremeet.views.fields.words import button, card, label
from cremeet.views.navigation import Desk
from cremeet.views.record import Changes


class PracticePage(Page):
    """Every pack that this vault adopted, the one in force first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("")
        self._desk = desk
        self.set_title(
            self.tr("Practice"), self.tr("What a council may word for itself, and which version is in force.")
        )
        self.place = self.tr("Practice")
        self.notice, inside = card("prompt")
        self._notice, self._holds = label("", wrap=True), label("", "muted", wrap=True)
        inside.addWidget(self._notice)
        inside.addWidget(self._holds)
        self.table = ListTable(desk.theme, self.tr("Adopted practice packs"), self._columns())
        self.adopt = button(self.tr("Adopt a council's folder…"), "primary", shortcut="Alt+A")
        self.own = button(self.tr("Confirm as local policy…"), shortcut="Alt+C")
        self.adopt.clicked.connect(self._choose)
        self.own.clicked.connect(self._confirm)
        self.content.addWidget(self.notice)
        self.content.addWidget(self.table, 1)
        self.add_action(self.own)
        self.add_action(self.adopt)
        self._pack: Pack | None = None
        desk.record.changed.connect(self._heard)
        self._ask()

    def first_focus(self) -> QWidget:
        """Return the table."""
        return self.table

    def _ask(self) -> None:
        self._desk.record.do(self, self._show_pack, packs.practice)
        self._desk.record.do(self, self._show, packs.adoptions)

    def _show_pack(self, pack: Pack) -> None:
        self._pack = pack
        self._holds.setText(_counted(pack))

    def _show(self, found: tuple[Adopted, ...]) -> None:
        self.table.set_rows(found, key=lambda row: row.id)
        newest = found[0] if found else None
        if newest is None:
            return
        said = self.tr("In force: {title}, version {version}.").format(title=newest.title, version=newest.version)
        if not newest.confirmed and self._pack is not None:
            said += " " + self._pack.about.notice
        self._notice.setText(said)
        self.own.setVisible(not newest.confirmed)

    def _heard(self, changes: Changes) -> None:
        if any(thing == "PracticePack" for thing, _ in changes):
            self._ask()

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self.window(), self.tr("Choose the folder of the practice pack"))
        if folder:
            self.try_adopt(Path(folder))

    def try_adopt(self, folder: Path) -> None:
        """Check a council's folder laid over the shipped pack and, when a person agrees, adopt it."""
        try:
            pack = check.load_over_shipped(folder)
        except CremeetError as error:
            faults: list[Fault] = [(line, self.adopt) for line in str(error).splitlines() if line.strip()]
            self.show_faults(faults[:12])
            return
        self.show_faults([])
        title = self.tr("Adopt {title}, version {version}?").format(title=pack.about.title, version=pack.about.version)
        if confirm(self.window(), title, _counted(pack), yes=self.tr("Adopt it")):
            self._desk.record.do(self, lambda _: None, packs.adopt, pack)

    def _confirm(self) -> None:
        if self._pack is None:
            return
        text = self.tr("The notice that this is a default and not local policy will no longer be shown.")
        if confirm(self.window(), self.tr("Confirm this practice as local policy?"), text, yes=self.tr("Confirm it")):
            self._desk.record.do(self, lambda _: None, packs.adopt, self._pack, confirmed=True)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("Pack"), lambda row: row.title, None, strong=True),
            Column(self.tr("Version"), lambda row: row.version, 100),
            Column(self.tr("Adopted"), lambda row: show_date(in_london(row.adopted_at).date()), 150),
            Column(self.tr("By"), lambda row: row.adopted_by, 200),
            Column(self.tr("Standing"),
                   lambda row: self.tr("Local policy") if row.confirmed else self.tr("Default, not confirmed"), 200),
        )  # fmt: skip


def _counted(pack: Pack) -> str:
    return ", ".join(f"{number} {what}" for number, what in check.counts(pack))
