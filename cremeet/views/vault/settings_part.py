"""The vault's own settings: they go with it to whichever computer opens it."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QCheckBox

from cremeet.services import vault_settings
from cremeet.services.vault_settings import VaultSettings
from cremeet.views.fields.form import Form
from cremeet.views.fields.number import NumberField
from cremeet.views.fields.words import button
from cremeet.views.keeper import Keeper, why_not
from cremeet.views.navigation import Desk
from cremeet.views.vault.part import Buttons, Part, heading
from cremeet.views.vault.report import ReportCard
from cremeet.views.vault.template_card import TemplateCard


class SettingsPart(Part):
    """When it locks by itself, and whether the screen can be captured."""

    def __init__(self, desk: Desk, keeper: Keeper) -> None:
        super().__init__(desk, keeper)
        self.idle, self.meeting = NumberField(), NumberField()
        self.capture = QCheckBox(self.tr("Keep cremeet’s windows out of screen captures and shared screens"))
        self.save = button(self.tr("Save the settings"), "primary", shortcut="Ctrl+S")
        self.buttons = Buttons(self.save)
        self.saved = ReportCard()
        self.form = Form()
        self.form.add(
            self.tr("Minutes until it locks"),
            self.idle,
            hint=self.tr("When nobody has touched a key or the mouse."),
            required=self.tr("Write after how many minutes it locks."),
        )
        self.form.add(
            self.tr("Minutes until it locks while a meeting is live"),
            self.meeting,
            hint=self.tr("People talk for longer than they type."),
            required=self.tr("Write after how many minutes it locks in a meeting."),
        )
        self.capture.setVisible(False)
        if sys.platform == "win32":  # nowhere else can a program ask for it
            self.form.add_widget(self.capture)
            self.capture.setVisible(True)
        for piece in (heading(self.tr("Locking by itself")), self.form, self.buttons, self.saved):
            self.content.addWidget(piece)
        self.template = TemplateCard(desk)
        self.content.addWidget(heading(self.tr("Word template")))
        self.content.addWidget(self.template)
        self.content.addStretch(1)
        self.save.clicked.connect(self.try_save)
        for field in (self.idle, self.meeting):
            field.returnPressed.connect(self.save.click)
            field.edited.connect(self.saved.hide)

    def shown(self) -> None:
        """Ask for the settings as they stand."""
        refused = why_not(self.keeper, "settings")
        self.buttons.allow(self.save, refused)
        self.form.setEnabled(not refused)
        self.template.allow(refused)
        self.template.shown()
        self.desk.record.do(self, self._show, vault_settings.vault_settings)

    def try_save(self) -> None:
        """Check what is typed and keep it."""
        faults = self.form.faults()
        self.say_faults(*faults)
        idle, meeting = self.idle.value(), self.meeting.value()
        if faults or idle is None or meeting is None:
            return
        self.desk.record.do(
            self,
            lambda _: self.saved.say(self.tr("The settings are saved."), good=True),
            vault_settings.set_vault_settings,
            VaultSettings(idle, meeting, self.capture.isChecked()),
            failed=lambda error: self.say_faults((str(error), self.idle)),
        )

    def _show(self, settings: VaultSettings) -> None:
        self.idle.set_value(settings.idle_minutes)
        self.meeting.set_value(settings.meeting_idle_minutes)
        self.capture.setChecked(settings.capture_protection)
