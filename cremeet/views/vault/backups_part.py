"""Backups: which there are, one more now, a drill that opens the newest, and a check of the whole vault."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QFileDialog

from cremeet.clock import in_london
from cremeet.errors import CremeetError
from cremeet.views.fields.busy import Busy
from cremeet.views.fields.table import Column, ListTable
from cremeet.views.fields.typed_dates import show_date, show_time
from cremeet.views.fields.words import button, label
from cremeet.views.keeper import Keeper, why_not
from cremeet.views.navigation import Desk
from cremeet.views.vault.part import Buttons, Part, heading
from cremeet.views.vault.report import ReportCard

if TYPE_CHECKING:
    from cremeet.vault.backups import BackupFile
    from cremeet.vault.verifying import Report


class BackupsPart(Part):
    """The backups in a table, the newest first, and what can be done."""

    def __init__(self, desk: Desk, keeper: Keeper) -> None:
        super().__init__(desk, keeper)
        self.now = button(self.tr("Back up now"), "primary", shortcut="Alt+B")
        self.drill = button(
            self.tr("Restore drill"), tip=self.tr("Open the newest backup and read it through"), shortcut="Alt+D"
        )
        self.verify = button(self.tr("Verify the whole vault"), shortcut="Alt+V")
        self.elsewhere = button(self.tr("Back up to another place…"), shortcut="Alt+O")
        self.buttons = Buttons(self.now, self.elsewhere, self.drill, self.verify)
        self.busy = Busy(self.tr("Working. You can go on with the record meanwhile."))
        self.report = ReportCard()
        self.summary, self._where = label("", wrap=True), label("", "small", wrap=True)
        self.table = ListTable(desk.theme, self.tr("Backups"), self._columns())
        for piece in (self.buttons, self.busy, self.report, heading(self.tr("Backups")), self.summary, self.table):
            self.content.addWidget(piece)
        self.content.addWidget(self._where)
        self.content.addStretch(1)
        self.now.clicked.connect(lambda: self.back_up(None))
        self.elsewhere.clicked.connect(self._choose_place)
        self.drill.clicked.connect(self._drill)
        self.verify.clicked.connect(self._verify)

    def shown(self) -> None:
        """Ask which backups there are."""
        from cremeet.vault import backups

        refused = why_not(self.keeper, "backups")
        for one in (self.now, self.elsewhere, self.drill, self.verify):
            self.buttons.allow(one, refused)
        self.keeper.aside(self, self._show, lambda vault: backups.listed(vault.folder / backups.FOLDER, vault.id))

    def back_up(self, to: Path | None) -> None:
        """Make a backup in the folder `to`, by default the vault's own."""
        from cremeet.vault import backups

        def made(file: Path) -> None:
            self._set_busy(busy=False)
            title = self.tr("The backup was made and verified.")
            self.report.say(title, [self.tr("It lies at {file}").format(file=file)], good=True)
            self.shown()

        self._set_busy(busy=True)
        self.keeper.aside(self, made, backups.make, to, apart=self.keeper.between, failed=self._failed)

    def _choose_place(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self.window(), self.tr("Where should the backup go?"))
        if chosen:
            self.back_up(Path(chosen))

    def _drill(self) -> None:
        from cremeet.vault import verifying

        self._set_busy(busy=True)
        self.keeper.aside(self, self._tell_drill, verifying.drill, apart=self.keeper.between, failed=self._failed)

    def _verify(self) -> None:
        from cremeet.vault import verifying

        self._set_busy(busy=True)
        self.keeper.aside(
            self, self._tell_verified, verifying.verify_open, apart=self.keeper.between, failed=self._failed
        )

    def _tell_drill(self, report: Report) -> None:
        good = self.tr("The newest backup would open: the drill found it whole.")
        self._tell(report, good, self.tr("The newest backup would not do. Make a fresh one now and drill again."))

    def _tell_verified(self, report: Report) -> None:
        good = self.tr("The vault is whole.")
        self._tell(report, good, self.tr("Something is wrong with the vault. Tell your support team what stands here."))

    def _tell(self, report: Report, good: str, bad: str) -> None:
        self._set_busy(busy=False)
        self.report.say(good if report.ok else bad, report.lines, good=report.ok)

    def _failed(self, error: CremeetError) -> None:
        self._set_busy(busy=False)
        self.report.say(str(error), good=False)

    def _set_busy(self, *, busy: bool) -> None:
        self.busy.set_on(on=busy)
        for one in (self.now, self.elsewhere, self.drill, self.verify):
            one.setEnabled(not busy)

    def _show(self, found: tuple[BackupFile, ...]) -> None:
        self.table.set_rows(found, key=lambda one: one.path)
        self.table.setVisible(bool(found))
        self.table.updateGeometry()
        if found:
            newest = found[0]
            self.summary.setText(
                self.tr("%n backups. The newest was made on {day} at {time}.", "", len(found)).format(
                    day=_day(newest), time=_time(newest)
                )
            )
            self._where.setText(self.tr("They are kept in {folder}").format(folder=newest.path.parent))
        else:
            self.summary.setText(self.tr("There is no backup yet. Make the first one now."))
            self._where.setText("")

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("Made"), lambda one: f"{_day(one)} {_time(one)}", 240, strong=True),
            Column(self.tr("Size"), lambda one: QLocale().formattedDataSize(one.size), 120),
            Column(self.tr("File"), lambda one: one.path.name, None),
        )


def _day(one: BackupFile) -> str:
    return show_date(in_london(one.at).date())


def _time(one: BackupFile) -> str:
    return show_time(in_london(one.at).time())
