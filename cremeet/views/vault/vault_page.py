"""The section of the vault: one tab for each thing that a person looks after."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cremeet.views.fields.page import Page
from cremeet.views.fields.tabs import FittingTabs
from cremeet.views.navigation import Desk
from cremeet.views.vault.backups_part import BackupsPart
from cremeet.views.vault.log_part import LogPart
from cremeet.views.vault.moving_part import MovingPart
from cremeet.views.vault.part import Part
from cremeet.views.vault.people_part import PeoplePart
from cremeet.views.vault.settings_part import SettingsPart


class VaultPage(Page):
    """People and keys, backups, moving, settings, and the record of who did what; `go_to` takes a tab's name."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("")
        if desk.keeper is None:
            raise LookupError("the vault's section is offered only where a vault is open")
        keeper = desk.keeper
        self.set_title(self.tr("Vault: {name}").format(name=keeper.name))
        self.place = self.tr("Vault")
        self.tabs = FittingTabs(self.tr("Parts of the vault"))
        self._parts: dict[str, Part] = {
            "people": PeoplePart(desk, keeper),
            "backups": BackupsPart(desk, keeper),
            "moving": MovingPart(desk, keeper),
            "settings": SettingsPart(desk, keeper),
            "log": LogPart(desk, keeper),
        }
        titles = {
            "people": self.tr("People and keys"),
            "backups": self.tr("Backups"),
            "moving": self.tr("Moving"),
            "settings": self.tr("Settings"),
            "log": self.tr("Who did what"),
        }
        for name, part in self._parts.items():
            self.tabs.addTab(part, titles[name])
            part.refused.connect(self.show_faults)
        self.content.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(lambda _: self._turned())
        self._turned()

    def first_focus(self) -> QWidget:
        """Return the bar of tabs."""
        return self.tabs.tabBar()

    def go_to(self, place_id: str) -> None:
        """Bring a tab to the front by its name."""
        if place_id in self._parts:
            self.tabs.setCurrentWidget(self._parts[place_id])

    def shown(self) -> None:
        """Ask again for what the tab in front shows."""
        self._front().shown()

    def _front(self) -> Part:
        return list(self._parts.values())[self.tabs.currentIndex()]

    def _turned(self) -> None:
        front = self._front()
        self.topic = f"vault-{list(self._parts)[self.tabs.currentIndex()]}"
        self.keys = (("← →", self.tr("other tabs")), *front.keys)
        self.show_faults([])
        front.shown()
        self.identity_changed.emit()
