"""Opening a vault with its recovery code: the code, whose name, and a new passphrase for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cremeet.views.fields.busy import Busy
from cremeet.views.fields.choose import ChoiceField
from cremeet.views.fields.form import ErrorSummary, Form
from cremeet.views.fields.words import across, button, down, label
from cremeet.views.unlock.background import Background
from cremeet.views.unlock.code_field import CodeField
from cremeet.views.unlock.door import Door
from cremeet.views.unlock.new_passphrase import NewPassphrase
from cremeet.views.unlock.roles import role_title

if TYPE_CHECKING:
    from cremeet.vault.vault import Person, Vault


class Recover(QWidget):
    """`opened` carries the vault that the code opened; `back` asks for the usual screen."""

    opened = Signal(object)
    back = Signal()
    widest = 640

    def __init__(self, door: Door, background: Background, folder: Path) -> None:
        super().__init__()
        self._door, self._background, self._folder = door, background, folder
        self.errors = ErrorSummary()
        self.code = CodeField(door.check_code)
        self.person = ChoiceField(prompt=self.tr("Choose your name"))
        self.secret = NewPassphrase(
            lambda then: background.run(door.suggest, then, self._refused),
            door.check,
            title=self.tr("New passphrase"),
        )
        self.busy = Busy(self.tr("Opening the vault with the recovery code. This takes a few seconds on purpose."))
        self.recover = button(self.tr("Open with the recovery code"), "primary")
        self._back = button(self.tr("Back to the usual way"), "quiet")
        self._form = Form()
        self._form.add(
            self.tr("Recovery code"),
            self.code,
            hint=self.tr("From the page that was locked away. Capitals, spaces and hyphens do not matter."),
            required=self.tr("Type the recovery code."),
        )
        self._form.add(
            self.tr("Your name"),
            self.person,
            hint=self.tr("Whose passphrase was lost: the new one takes its place."),
            required=self.tr("Choose your name."),
        )
        self.setLayout(
            down(
                label(self.tr("Open with the recovery code"), "h1", wrap=True),
                label(self.tr("Vault: {name}").format(name=folder.name.removesuffix(".cremeet")), "muted", wrap=True),
                *(self.errors, self._form, self.secret, self.busy, across(self.recover, self._back, None)),
                gap=12,
            )
        )
        self.recover.clicked.connect(self.try_recover)
        self._back.clicked.connect(self.back)
        for field in (self.code, self.secret.first, self.secret.second):
            field.returnPressed.connect(self.try_recover)
        background.run(lambda: door.people(folder), self._offer, self._refused)

    def try_recover(self) -> None:
        """Check what is typed and open the vault on the background thread."""
        if not self.recover.isEnabled() or self.errors.show_faults([*self._form.faults(), *self.secret.faults()]):
            return
        code, person, passphrase = self.code.value(), self.person.value() or "", self.secret.value()
        self._set_busy(busy=True)
        self._background.run(
            lambda: self._door.recover(self._folder, code, person, passphrase), self._opened, self._refused
        )

    def first_focus(self) -> QWidget:
        """Return the line for the code."""
        return self.code

    def _offer(self, people: tuple[Person, ...]) -> None:
        self.person.set_choices((person.id, f"{person.name} – {role_title(person.role)}") for person in people)
        if len(people) == 1:
            self.person.set_value(people[0].id)

    def _opened(self, vault: Vault) -> None:
        self.code.clear()
        self.secret.clear()
        self._set_busy(busy=False)
        self.opened.emit(vault)

    def _refused(self, sentence: str) -> None:
        self._set_busy(busy=False)
        self.errors.show_faults([(sentence, self.code)])

    def _set_busy(self, *, busy: bool) -> None:
        self.busy.set_on(on=busy)
        for one in (self.recover, self._back, self._form, self.secret):
            one.setEnabled(not busy)
