"""Opening a vault that was handed over as one file: which file, where it shall live, who opens it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from cremeet.views.fields.busy import Busy
from cremeet.views.fields.choose import ChoiceField
from cremeet.views.fields.form import ErrorSummary, Form
from cremeet.views.fields.words import across, button, down, label
from cremeet.views.unlock.background import Background
from cremeet.views.unlock.door import Door
from cremeet.views.unlock.roles import role_title
from cremeet.views.unlock.secret import SecretField

if TYPE_CHECKING:
    from cremeet.vault.vault import Person, Vault


class Receive(QWidget):
    """`opened` carries the vault, which lives here from now on; `back` asks for the usual screen."""

    opened = Signal(object)
    back = Signal()
    widest = 600

    def __init__(self, door: Door, background: Background, place: Path) -> None:
        super().__init__()
        self._door, self._background, self._place = door, background, place
        self.file: Path | None = None
        self.errors = ErrorSummary()
        self.choose = button(self.tr("Choose the file…"))
        self._chosen = label(self.tr("No file is chosen yet."), "muted", wrap=True)
        self._where = label("", "small", wrap=True)
        self._other = button(self.tr("Choose another place…"), "quiet")
        self.person, self.passphrase = ChoiceField(prompt=self.tr("Choose your name")), SecretField()
        self.busy = Busy(self.tr("Checking the file and moving the vault in. This can take a minute."))
        self.open = button(self.tr("Take it over and open it"), "primary")
        self._back = button(self.tr("Back"), "quiet")
        self._form = Form()
        self._form.add(self.tr("Your name"), self.person, required=self.tr("Choose your name."))
        self._form.add(self.tr("Passphrase"), self.passphrase, required=self.tr("Type your passphrase."))
        self.loss = ChoiceField(prompt=self.tr("The vault was handed over to me"))
        self._form.add(
            self.tr("Why this file"),
            self.loss,
            hint=self.tr("A file that is older than the living vault is taken only if that vault is lost."),
        )
        background.run(door.losses, lambda losses: self.loss.set_choices(losses.items()), lambda _: None)
        intro = self.tr(
            "The vault lives on this computer from then on. The copy that stays with whoever handed it over can only "
            "be read."
        )
        self.setLayout(
            down(
                label(self.tr("Open a vault that was handed to me"), "h1", wrap=True),
                *(label(intro, "muted", wrap=True), self.errors, across(self.choose, None), self._chosen),
                *(self._where, across(self._other, None), self._form, self.busy),
                across(self.open, self._back, None),
                gap=12,
            )
        )
        self.choose.clicked.connect(self._pick_file)
        self._other.clicked.connect(self._pick_place)
        self._back.clicked.connect(self.back)
        self.open.clicked.connect(self.try_open)
        self.passphrase.returnPressed.connect(self.try_open)
        self._say_where()

    def look_at(self, file: Path) -> None:
        """Ask who can open the vault in `file`, and offer their names."""
        self.file = file
        self.errors.clear()
        self.person.set_choices(())
        self._chosen.setText(self.tr("File: {name}").format(name=file.name))
        self._background.run(lambda: self._door.people_in(file), self._offer, self._refused)

    def try_open(self) -> None:
        """Check what is typed, move the vault in and open it on the background thread."""
        if not self.open.isEnabled():
            return
        faults = self._form.faults()
        if self.file is None:
            faults.insert(0, (self.tr("Choose the file first."), self.choose))
        if self.errors.show_faults(faults) or self.file is None:
            return
        wanted = (self.file, self._place, self.person.value() or "", self.passphrase.value())
        loss = self.loss.value() or ""
        self._set_busy(busy=True)
        self._background.run(lambda: self._door.receive(*wanted, loss), self._opened, self._refused)

    def first_focus(self) -> QWidget:
        """Return the button that chooses the file."""
        return self.choose

    def _offer(self, people: tuple[Person, ...]) -> None:
        self.person.set_choices((person.id, f"{person.name} – {role_title(person.role)}") for person in people)
        if len(people) == 1:
            self.person.set_value(people[0].id)
        (self.person if self.person.is_empty() else self.passphrase).setFocus()

    def _opened(self, vault: Vault) -> None:
        self.passphrase.clear()
        self._set_busy(busy=False)
        self.opened.emit(vault)

    def _refused(self, sentence: str) -> None:
        self._set_busy(busy=False)
        self.errors.show_faults([(sentence, self.choose if self.person.is_empty() else self.passphrase)])

    def _set_busy(self, *, busy: bool) -> None:
        self.busy.set_on(on=busy)
        for one in (self.open, self._back, self._form, self.choose, self._other):
            one.setEnabled(not busy)

    def _say_where(self) -> None:
        self._where.setText(self.tr("It will be kept in {folder}").format(folder=self._place))

    def _pick_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Choose the file that was handed over"))
        if chosen:
            self.look_at(Path(chosen))

    def _pick_place(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose where to keep the vault"), str(self._place))
        if chosen:
            self._place = Path(chosen)
            self._say_where()
