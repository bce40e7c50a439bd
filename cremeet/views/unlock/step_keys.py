"""The first step of a new vault: what it is called, who makes it, and a passphrase that cannot be read back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QFileDialog, QWidget

from cremeet.views.fields.choose import ChoiceField
from cremeet.views.fields.entry import LineField
from cremeet.views.fields.form import Fault, Form
from cremeet.views.fields.measure import px
from cremeet.views.fields.words import across, button, card, down, label
from cremeet.views.unlock.new_passphrase import NewPassphrase
from cremeet.views.unlock.roles import ROLES, role_title

if TYPE_CHECKING:
    from cremeet.vault.vault import Vault

_FORBIDDEN = frozenset('<>:"/\\|?*')
_BESIDE = 760


class KeysStep(QWidget):
    """The form while there is no vault, and what was made once there is one. `wanted` says that Enter was pressed."""

    wanted = Signal()

    def __init__(
        self,
        place: Path,
        suggest: Callable[[Callable[[str], None]], None],
        check: Callable[[str], str | None],
    ) -> None:
        super().__init__()
        self._place = place
        self.vault_name, self.person = LineField(longest=60), LineField(longest=80)
        self.role = ChoiceField([(role, role_title(role)) for role in ROLES])
        self.secret = NewPassphrase(suggest, check)
        self.understood = QCheckBox(self.tr("I have a safe copy of the passphrase, away from this computer"))
        self._where = label("", "small", wrap=True)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._form, self._asking = self._fill_form(), QWidget()
        self._made, inside = card("ok-card")
        self._made_words, self._code_words = label("", wrap=True), label("", wrap=True)
        inside.addWidget(label(self.tr("The vault is made, and you are in it"), "ok", wrap=True))
        inside.addWidget(self._made_words)
        inside.addWidget(self._code_words)
        self.code = button(self.tr("Make the recovery code"))
        inside.addLayout(across(self.code, None))
        self._made.hide()
        self._lay_out()
        self._say_where()

    @property
    def folder(self) -> Path:
        """Where the vault will lie: its name can never lead out of its place."""
        name = "".join("-" if letter in _FORBIDDEN else letter for letter in self.vault_name.value()).strip(" .")
        return self._place / f"{name or 'record'}.cremeet"

    def first_focus(self) -> QWidget:
        """Return what to type into first."""
        return self.vault_name

    def faults(self) -> list[Fault]:
        """Return what is missing or wrong."""
        faults = [*self._form.faults(), *self.secret.faults()]
        if not self.understood.isChecked():
            faults.append((self.tr("Confirm that you have a safe copy of the passphrase."), self.understood))
        return faults

    def show_made(self, vault: Vault) -> None:
        """Forget what was typed and say what was made instead."""
        self.secret.clear()
        self._asking.hide()
        self._made.show()
        self._made_words.setText(
            self.tr("{name} opens with your passphrase. It is kept in {folder}").format(
                name=vault.name, folder=self.folder
            )
        )
        self.set_code(locked_away=False)

    def set_code(self, *, locked_away: bool) -> None:
        """Say whether there is a recovery code."""
        self.code.setVisible(not locked_away)
        self._code_words.setText(
            self.tr("Its recovery code is locked away.")
            if locked_away
            else self.tr("It has no recovery code yet: without one, a lost passphrase is a lost record.")
        )

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
        warned.addWidget(label(self.tr("A lost passphrase cannot be recovered"), "warn", wrap=True))
        warned.addWidget(
            label(
                self.tr(
                    "Nobody, not even your IT team, can open the record without it, or without the recovery code that "
                    "you are offered next. Write both down and keep them in a safe that your manager can reach."
                ),
                wrap=True,
            )
        )
        intro = self.tr(
            "A vault is one encrypted folder on this computer. Nothing in it leaves without you. (Ctrl and + make the "
            "text larger, on every screen.)"
        )
        left = down(self._form, self._where, across(change, None), warning, None, gap=12)
        right = down(self.secret, self.understood, None, gap=12)
        self._columns.addLayout(left, 1)
        self._columns.addLayout(right, 1)
        self._columns.setSpacing(px(28))
        self._asking.setLayout(down(label(intro, "muted", wrap=True), self._columns, gap=12))
        self.setLayout(down(self._asking, self._made, gap=12))
        self.vault_name.textChanged.connect(lambda _: self._say_where())
        for field in (self.vault_name, self.person, self.secret.first, self.secret.second):
            field.returnPressed.connect(self.wanted)

    def _say_where(self) -> None:
        self._where.setText(self.tr("It will be kept in {folder}").format(folder=self.folder))

    def _pick_place(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose where to keep the vault"), str(self._place))
        if chosen:
            self._place = Path(chosen)
            self._say_where()
