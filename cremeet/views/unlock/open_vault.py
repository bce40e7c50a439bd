"""Opening a vault: which one, who you are, your passphrase; and the other ways in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from cremeet import paths
from cremeet.views.fields.busy import Busy
from cremeet.views.fields.choose import ChoiceField
from cremeet.views.fields.flow import flowing
from cremeet.views.fields.form import ErrorSummary, FieldRow
from cremeet.views.fields.words import across, button, card, down, label, line
from cremeet.views.unlock.background import Background
from cremeet.views.unlock.door import Door
from cremeet.views.unlock.roles import role_title
from cremeet.views.unlock.secret import SecretField

if TYPE_CHECKING:
    from cremeet.vault.vault import Person, Vault


class OpenVault(QWidget):
    """Folder, name, passphrase. `opened` carries the open vault; the other signals ask for other screens."""

    opened = Signal(object)
    make_new = Signal()
    lost = Signal(object)
    make_card = Signal()
    receive = Signal()
    rehearse = Signal()
    widest = 600

    def __init__(self, door: Door, background: Background, folder: Path | None) -> None:
        super().__init__()
        self._door, self._background, self._folder = door, background, folder
        self.errors = ErrorSummary()
        self._place = label("", "muted", wrap=True)
        self._choose = button(self.tr("Choose another vault…"), "quiet")
        self.person = ChoiceField(prompt=self.tr("Choose your name"))
        self.passphrase = SecretField()
        self._show = QCheckBox(self.tr("Show the passphrase"))
        self._person_row = FieldRow(self.tr("Your name"), self.person, required=self.tr("Choose your name."))
        self._passphrase_row = FieldRow(
            self.tr("Passphrase"), self.passphrase, required=self.tr("Type your passphrase.")
        )
        self.busy = Busy(self.tr("Checking the passphrase. This takes a second or two on purpose."))
        self.unlock = button(self.tr("Unlock"), "primary")
        self._new = button(self.tr("Make a new vault"), "quiet")
        self._lost = button(self.tr("I have lost my passphrase"), "quiet")
        self._receive = button(self.tr("Open a vault that was handed to me"), "quiet")
        self._practise = button(self.tr("Try a practice meeting"), "quiet")
        self._moved, inside = card("warn-card")
        self._moved_words = label("", wrap=True)
        inside.addWidget(label(self.tr("This copy opens to read only"), "warn", wrap=True))
        inside.addWidget(self._moved_words)
        self._moved.hide()
        self._card = button(self.tr("Make an enrolment card"), "quiet")
        heading = label(self.tr("Unlock the record"), "h1")
        column = down(
            *(heading, self.errors, self._place, across(self._choose, None), self._moved, self._person_row),
            *(self._passphrase_row, self._show, self.busy, across(self.unlock, None), line()),
            flowing(self._lost, self._receive, self._card, self._new, self._practise, gap=4),
            gap=12,
        )
        self.setLayout(column)
        self._choose.clicked.connect(self._pick_folder)
        self._show.toggled.connect(self.passphrase.set_shown)
        self.passphrase.returnPressed.connect(self.try_unlock)
        self.unlock.clicked.connect(self.try_unlock)
        self.unlock.setDefault(True)
        self._new.clicked.connect(self.make_new)
        self._lost.clicked.connect(self._say_lost)
        self._card.clicked.connect(self.make_card)
        self._receive.clicked.connect(self.receive)
        self._practise.clicked.connect(self.rehearse)
        self.look_in(folder)

    def look_in(self, folder: Path | None) -> None:
        """Ask who can open the vault in `folder`, and offer their names."""
        self._folder = folder
        self.errors.clear()
        self.person.set_choices(())
        self._moved.hide()
        if folder is None:
            self._place.setText(self.tr("No vault is chosen yet."))
            return
        self._place.setText(self.tr("Vault: {name}").format(name=folder.name.removesuffix(".cremeet")))
        self._place.setToolTip(str(folder))
        self._background.run(lambda: self._door.people(folder), self._offer, self._refused)
        self._background.run(lambda: self._door.read_only(folder), self._say_moved, lambda _: None)

    def try_unlock(self) -> None:
        """Check what is typed and open the vault on the background thread."""
        if not self.unlock.isEnabled():
            return
        faults = [(text, row.target) for row in (self._person_row, self._passphrase_row) if (text := row.check())]
        folder, person = self._folder, self.person.value()
        if folder is None:
            faults.insert(0, (self.tr("Choose a vault first."), self._choose))
        if self.errors.show_faults(faults) or folder is None or person is None:
            return
        passphrase = self.passphrase.value()
        self._set_busy(busy=True)
        self._background.run(lambda: self._door.unlock(folder, person, passphrase), self._unlocked, self._refused)

    def first_focus(self) -> QWidget:
        """Return what to type into first."""
        if self._folder is None:
            return self._choose
        return self.person if self.person.is_empty() else self.passphrase

    def _offer(self, people: tuple[Person, ...]) -> None:
        self.person.set_choices((person.id, f"{person.name} – {role_title(person.role)}") for person in people)
        if len(people) == 1:
            self.person.set_value(people[0].id)
        self.first_focus().setFocus()

    def _say_lost(self) -> None:
        if self._folder is None:
            self.errors.show_faults([(self.tr("Choose a vault first."), self._choose)])
        else:
            self.lost.emit(self._folder)

    def _say_moved(self, sentence: str) -> None:
        self._moved_words.setText(sentence)
        self._moved.setVisible(bool(sentence))

    def _unlocked(self, vault: Vault) -> None:
        self.passphrase.clear()
        self._set_busy(busy=False)
        self.opened.emit(vault)

    def _refused(self, sentence: str) -> None:
        self._set_busy(busy=False)
        target = self.passphrase if not self.person.is_empty() else self._choose
        self.passphrase.selectAll()
        self.errors.show_faults([(sentence, target)])

    def _set_busy(self, *, busy: bool) -> None:
        self.busy.set_on(on=busy)
        others = (self._new, self._lost, self._receive, self._card, self._practise)
        for one in (self.unlock, self._choose, self.person, self.passphrase, *others):
            one.setEnabled(not busy)

    def _pick_folder(self) -> None:
        start = str(self._folder.parent) if self._folder else ""
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose the vault’s folder"), start)
        if chosen and Path(chosen) == paths.rehearsal_vault():
            self.rehearse.emit()  # nobody is asked for a passphrase that everybody has
        elif chosen:
            self.look_in(Path(chosen))
