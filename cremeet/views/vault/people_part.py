"""Who can open the vault, and how: people, their roles and passphrases, and the recovery code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog

from cremeet.errors import CremeetError
from cremeet.views.fields.measure import wear
from cremeet.views.fields.table import Column, ListTable
from cremeet.views.fields.words import button, card, label
from cremeet.views.keeper import Keeper, why_not
from cremeet.views.navigation import Desk
from cremeet.views.unlock.roles import role_title
from cremeet.views.vault import asking_people as asking
from cremeet.views.vault.part import Buttons, Part, heading

if TYPE_CHECKING:
    from cremeet.vault.vault import Person


class PeoplePart(Part):
    """The people of the vault in a table, what can be done about them, and the recovery code."""

    def __init__(self, desk: Desk, keeper: Keeper) -> None:
        super().__init__(desk, keeper)
        self.keys = (("Enter", self.tr("change the role")),)
        self.table = ListTable(desk.theme, self.tr("People who can open the vault"), self._columns())
        self._has_code = False
        self.own = button(self.tr("Change my passphrase…"), shortcut="Alt+P")
        self.add_card = button(self.tr("Add from a card…"), "primary", shortcut="Alt+A")
        self.add_beside = button(self.tr("Add a person beside me…"), shortcut="Alt+B")
        self.role = button(self.tr("Change the role…"), shortcut="Alt+R")
        self.remove = button(self.tr("Remove…"), "danger", shortcut="Alt+X")
        self.buttons = Buttons(self.own, self.add_card, self.add_beside, self.role, self.remove)
        self.recovery, inside = card("quiet-card")
        self._recovery_title, self._recovery_words = label("", "strong", wrap=True), label("", wrap=True)
        self.code = button(self.tr("Make the recovery code…"), shortcut="Alt+M")
        for one in (self._recovery_title, self._recovery_words):
            inside.addWidget(one)
        self._code_row = Buttons(self.code)
        inside.addWidget(self._code_row)
        self.content.addWidget(heading(self.tr("Who can open this vault")))
        self.content.addWidget(self.table)
        self.content.addWidget(self.buttons)
        self.content.addWidget(self.recovery)
        self.content.addStretch(1)
        self._connect()

    def shown(self) -> None:
        """Ask who can open the vault, and whether it has a recovery code."""
        from cremeet.vault import people, recovery

        self.keeper.do(self, self._show, people.people_inside)
        self.keeper.do(self, self._show_recovery, lambda vault: recovery.has_recovery(vault.folder))

    def _connect(self) -> None:
        self.own.clicked.connect(lambda: self._open(asking.change_passphrase(self.window(), self.keeper)))
        self.add_card.clicked.connect(self._choose_card)
        self.add_beside.clicked.connect(lambda: self._open(asking.add_beside(self.window(), self.keeper)))
        self.role.clicked.connect(self._change_role)
        self.table.chosen.connect(lambda _: self.role.click())
        self.remove.clicked.connect(self._remove)
        self.code.clicked.connect(self._new_code)
        self.table.moved.connect(lambda _: self._offer())

    def try_card(self, file: Path) -> None:
        """Read an enrolment card, compare its words with the person, and let them in."""
        from cremeet.vault import cards

        try:
            card_read = cards.read_card(file.read_bytes())
        except OSError:
            self.say_faults((self.tr("That file cannot be read; choose the card again."), self.add_card))
        except CremeetError as error:
            self.say_faults((str(error), self.add_card))
        else:
            self.say_faults()
            self._open(asking.add_from_card(self.window(), self.keeper, card_read))

    def _choose_card(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self.window(), self.tr("Choose the enrolment card"), str(Path.home()), self.tr("Cards (*.cremeet-card)")
        )
        if chosen:
            self.try_card(Path(chosen))

    def _change_role(self) -> None:
        person = self.table.current()
        if person is not None:
            self._open(asking.change_role(self.window(), self.keeper, person))

    def _remove(self) -> None:
        person = self.table.current()
        if person is not None:
            self._open(asking.remove(self.window(), self.keeper, person))

    def _new_code(self) -> None:
        self._open(asking.new_code(self.window(), self.keeper, self.desk.today, first=not self._has_code))

    def _open(self, dialog: QDialog) -> None:
        dialog.exec()
        self.shown()

    def _show_recovery(self, has: bool) -> None:  # noqa: FBT001 - the answer of the vault
        """Say whether there is a recovery code, and remind while there is none."""
        self._has_code = has
        wear(self.recovery, "role", "quiet-card" if has else "warn-card")
        wear(self._recovery_title, "role", "strong" if has else "warn")
        if has:
            self._recovery_title.setText(self.tr("There is a recovery code"))
            self._recovery_words.setText(
                self.tr("It is on the page that was locked away. Make a new one if that page is lost or was seen.")
            )
            self.code.setText(self.tr("Make a new recovery code…"))
        else:
            self._recovery_title.setText(self.tr("There is no recovery code yet"))
            self._recovery_words.setText(
                self.tr("If everybody loses their passphrase, nobody can open this record again. Make a code now.")
            )
            self.code.setText(self.tr("Make the recovery code…"))

    def _show(self, found: tuple[Person, ...]) -> None:
        self.table.set_rows(found, key=lambda person: person.id)
        self.table.updateGeometry()
        self._offer()

    def _offer(self) -> None:
        """Offer what the person's role allows, and say why not where it does not."""
        refused = why_not(self.keeper, "people")
        person = self.table.current()
        oneself = person is not None and person.id == self.keeper.person.id
        for one in (self.add_card, self.add_beside, self.role):
            self.buttons.allow(one, refused)
        alone = self.tr("Nobody removes themselves: ask somebody else who can open this vault.")
        self.buttons.allow(self.remove, refused or (alone if oneself else ""))
        self._code_row.allow(self.code, refused)

    def _columns(self) -> tuple[Column, ...]:
        me = self.keeper.person.id
        return (
            Column(self.tr("Name"), lambda person: person.name, None, strong=True),
            Column(self.tr("Role"), lambda person: role_title(person.role), 200),
            Column(
                self.tr("Standing"), lambda person: self.tr("You") if person.id == me else "", 120, lambda _: "info"
            ),
        )
