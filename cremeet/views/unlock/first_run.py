"""Making a vault: who you are, where it goes, and a passphrase that cannot be recovered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QFileDialog, QWidget

from cremeet.views.fields.busy import Busy
from cremeet.views.fields.choose import ChoiceField
from cremeet.views.fields.entry import LineField
from cremeet.views.fields.form import ErrorSummary, Form
from cremeet.views.fields.measure import px
from cremeet.views.fields.words import across, button, card, down, label
from cremeet.views.unlock.background import Background
from cremeet.views.unlock.door import Door
from cremeet.views.unlock.new_passphrase import NewPassphrase
from cremeet.views.unlock.roles import ROLES, role_title

if TYPE_CHECKING:
    from cremeet.vault.vault import Vault

_FORBIDDEN = frozenset('<>:"/\\|?*')
_BESIDE = 760


class FirstRun(QWidget):
    """Everything a new vault needs. `opened` carries it, made and open; `open_existing` asks for the other screen."""

    opened = Signal(object)
    open_existing = Signal()
    widest = 1000

    def __init__(self, door: Door, background: Background, place: Path) -> None:
        super().__init__()
        self._door, self._background, self._place = door, background, place
        self.errors = ErrorSummary()
        self.vault_name, self.person = LineField(longest=60), LineField(longest=80)
        self.role = ChoiceField([(role, role_title(role)) for role in ROLES])
        self.secret = NewPassphrase(lambda then: background.run(door.suggest, then, self._refused), door.check)
        self.understood = QCheckBox(self.tr("I have a safe copy of the passphrase, away from this computer"))
        self._where = label("", "small", wrap=True)
        self.busy = Busy(self.tr("Making the vault. This takes a few seconds."))
        self.make = button(self.tr("Make the vault"), "primary")
        self._existing = button(self.tr("Open a vault that I have"), "quiet")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._form = self._fill_form()
        self._lay_out()
        self._say_where()

    def try_make(self) -> None:
        """Check what is typed and make the vault on the background thread."""
        if not self.make.isEnabled():
            return
        faults = [*self._form.faults(), *self.secret.faults()]
        if not self.understood.isChecked():
            faults.append((self.tr("Confirm that you have a safe copy of the passphrase."), self.understood))
        if self.errors.show_faults(faults):
            return
        wanted = (self._folder(), self.person.value(), self.role.value() or "", self.secret.value())
        self._set_busy(busy=True)
        self._background.run(lambda: self._door.create(*wanted), self._made, self._refused)

    def first_focus(self) -> QWidget:
        """Return what to type into first."""
        return self.vault_name

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the two halves under each other where there is no room side by side."""
        super().resizeEvent(event)
        beside = self.width() >= px(_BESIDE)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(direction)

    def _fill_form(self) -> Form:
        form = Form()
        form.add(
            self.tr("Name of the vault"),
            self.vault_name,
            hint=self.tr("Your team or partnership. Never a child’s name: it shows as the name of a folder."),
            required=self.tr("Give the vault a name."),
        )
        form.add(self.tr("Your name"), self.person, hint=self.tr("As it should stand in minutes."),
                 required=self.tr("Give your name."))  # fmt: skip
        form.add(self.tr("Your role"), self.role, required=self.tr("Choose your role."))
        return form

    def _lay_out(self) -> None:
        change = button(self.tr("Choose another place…"), "quiet")
        change.clicked.connect(self._pick_place)
        warning, warned = card("warn-card")
        warned.addWidget(label(self.tr("A lost passphrase cannot be recovered"), "warn"))
        warned.addWidget(
            label(
                self.tr(
                    "Nobody, not even your IT team, can open the record without it, or without the recovery code that "
                    "you are offered next. Write both down and keep them in a safe that your manager can reach."
                ),
                wrap=True,
            )
        )
        title = label(self.tr("Make a vault for the record"), "h1", wrap=True)
        intro = self.tr("A vault is one encrypted folder on this computer. Nothing in it leaves without you.")
        left = down(self._form, self._where, across(change, None), warning, None, gap=12)
        right = down(self.secret, self.understood, self.busy, None, gap=12)
        self._columns.addLayout(left, 1)
        self._columns.addLayout(right, 1)
        self._columns.setSpacing(px(28))
        buttons = across(self.make, self._existing, None)
        self.setLayout(down(title, label(intro, "muted", wrap=True), self.errors, self._columns, buttons, gap=12))
        self.vault_name.textChanged.connect(lambda _: self._say_where())
        for field in (self.secret.first, self.secret.second):
            field.returnPressed.connect(self.try_make)
        self.make.clicked.connect(self.try_make)
        self._existing.clicked.connect(self.open_existing)

    def _folder(self) -> Path:
        name = "".join("-" if letter in _FORBIDDEN else letter for letter in self.vault_name.value()).strip(" .")
        return self._place / f"{name or 'record'}.cremeet"

    def _say_where(self) -> None:
        self._where.setText(self.tr("It will be kept in {folder}").format(folder=self._folder()))

    def _made(self, vault: Vault) -> None:
        self.secret.clear()
        self._set_busy(busy=False)
        self.opened.emit(vault)

    def _refused(self, sentence: str) -> None:
        self._set_busy(busy=False)
        self.errors.show_faults([(sentence, self.vault_name)])

    def _set_busy(self, *, busy: bool) -> None:
        self.busy.set_on(on=busy)
        for one in (self.make, self._existing, self._form, self.secret):
            one.setEnabled(not busy)

    def _pick_place(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose where to keep the vault"), str(self._place))
        if chosen:
            self._place = Path(chosen)
            self._say_where()
