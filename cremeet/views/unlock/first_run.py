"""Making a vault in four steps: passphrase and recovery, council, practice, and how the window looks.

The vault is made at the end of the first step: the passphrase is typed there and not kept a moment longer, and a
recovery code can only be made for a vault that there is. What the other steps ask is kept together when the last of
them is done; whoever leaves before that has a vault with the practice that ships.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from cremeet.views.fields.busy import Busy
from cremeet.views.fields.flow import flowing
from cremeet.views.fields.form import ErrorSummary, reveal
from cremeet.views.fields.speak import announce
from cremeet.views.fields.words import button, down
from cremeet.views.theme import Theme
from cremeet.views.unlock.background import Background
from cremeet.views.unlock.door import Door
from cremeet.views.unlock.recovery_sheet import RecoverySheet
from cremeet.views.unlock.step_council import CouncilStep
from cremeet.views.unlock.step_keys import KeysStep
from cremeet.views.unlock.step_look import LookStep
from cremeet.views.unlock.step_practice import PracticeStep
from cremeet.views.unlock.stepper import Stepper

if TYPE_CHECKING:
    from cremeet.vault.vault import Vault

KEYS, COUNCIL, PRACTICE, LOOK = range(4)


class FirstRun(QWidget):
    """The four steps. `made` carries the vault as soon as there is one, `opened` once everything is set up.

    `open_existing` and `rehearse` ask for other screens, the second also once everything is set up; `look_chosen`
    carries a theme and a text size.
    """

    made = Signal(object)
    opened = Signal(object)
    rehearse = Signal()
    open_existing = Signal()
    look_chosen = Signal(str, int)
    widest = 1000

    def __init__(
        self, door: Door, background: Background, place: Path, theme: Theme, today: Callable[[], date]
    ) -> None:
        super().__init__()
        self._door, self._background, self._today = door, background, today
        self.vault: Vault | None = None
        self.step = KEYS
        self.errors = ErrorSummary()
        self.keys = KeysStep(place, lambda then: background.run(door.suggest, then, self._refused), door.check)
        self.council, self.practice = CouncilStep(door, background), PracticeStep(door, background)
        self.look = LookStep(theme)
        self.sheet: RecoverySheet | None = None
        self._steps = (self.keys, self.council, self.practice, self.look)
        self.stepper = Stepper(
            (
                self.tr("Passphrase and recovery"),
                self.tr("Your council"),
                self.tr("Practice"),
                self.tr("Text size and colours"),
            )
        )
        self.busy = Busy(self.tr("Working. This takes a few seconds."))
        self.go_on, self.back = button("", "primary"), button(self.tr("Back"))
        self.skip = button(self.tr("Skip the rest and open the vault"), "quiet")
        self.existing = button(self.tr("Open a vault that I have"), "quiet")
        self.practise = button(self.tr("Try a practice meeting first"), "quiet")
        self._buttons = flowing(self.go_on, self.back, self.skip, self.practise, self.existing, gap=8)
        self._column = down(self.stepper, self.errors, *self._steps, self.busy, self._buttons, gap=12)
        self.setLayout(self._column)
        self._connect()
        self._show()

    def first_focus(self) -> QWidget:
        """Return what to type into first; once the vault is made, the first step has nothing more to type."""
        if self.sheet is None and self.step == KEYS and self.vault is not None:
            return self.go_on
        return self.sheet.first_focus() if self.sheet is not None else self._steps[self.step].first_focus()

    def try_go_on(self) -> None:
        """Check this step, and go to the next one: after the first by making the vault, after the last into it."""
        if not self.go_on.isEnabled():
            return
        if not (self.step == KEYS and self.vault) and self.errors.show_faults(self._steps[self.step].faults()):
            return
        self.errors.clear()
        if self.vault is None:
            self._make()
        elif self.step == LOOK:
            self._finish(self.opened.emit)
        else:
            self._turn(self.step + 1)

    # -- the first step makes the vault --------------------------------------------------------------------------------
    def _make(self) -> None:
        wanted = (self.keys.folder, self.keys.person.value(), self.keys.role.value() or "", self.keys.secret.value())
        self._set_busy(busy=True)
        self._background.run(lambda: self._door.create(*wanted), self._made, self._refused)

    def _made(self, vault: Vault) -> None:
        self._set_busy(busy=False)
        self.vault = vault
        self.keys.show_made(vault)
        self.made.emit(vault)
        self._offer_code()

    def _offer_code(self) -> None:
        """Offer the recovery code in the place of the step."""
        vault = self.vault
        if vault is None:
            return

        def make(then: Callable[[str], None], failed: Callable[[str], None]) -> None:
            self._background.run(lambda: self._door.new_recovery_code(vault), then, failed)

        self.sheet = RecoverySheet(vault.name, make, self._today, first=True)
        self.sheet.finished.connect(self._code_told)
        self._column.insertWidget(2, self.sheet)
        self._show()
        self._focus()
        announce(self.sheet, self.sheet.title)

    def _code_told(self, locked_away: bool) -> None:  # noqa: FBT001 - the sheet's signal
        sheet, self.sheet = self.sheet, None
        if sheet is not None:
            self._column.removeWidget(sheet)
            sheet.hide()
            sheet.deleteLater()
        if locked_away:
            self.keys.set_code(locked_away=True)
        self._turn(COUNCIL)

    # -- the others ----------------------------------------------------------------------------------------------------
    def _turn(self, step: int) -> None:
        self.step = step
        self.errors.clear()
        if step == COUNCIL:
            self.council.begin()
        self._show()
        self.stepper.go_to(step)
        self._focus()

    def _focus(self) -> None:
        """Go to the first field, once what was hidden has its place."""
        self.first_focus().setFocus()
        QTimer.singleShot(0, self, lambda: reveal(self.stepper))

    def _show(self) -> None:
        """Show the step that is on, and the buttons that fit it."""
        coded = self.sheet is not None
        for number, step in enumerate(self._steps):
            step.setVisible(number == self.step and not coded)
        words = {KEYS: self.tr("Go on") if self.vault else self.tr("Make the vault"), LOOK: self.tr("Open the vault")}
        self.go_on.setText(words.get(self.step, self.tr("Go on")))
        self.back.setVisible(self.step != KEYS)
        self.skip.setVisible(self.vault is not None and self.step != LOOK)
        self.existing.setVisible(self.vault is None)
        self.practise.setVisible(self.vault is None or self.step == LOOK)
        self._buttons.setVisible(not coded)

    def _practise(self) -> None:
        if self.vault is None:
            self.rehearse.emit()
        else:
            self._finish(lambda _: self.rehearse.emit())

    def _finish(self, then: Callable[[Vault], None]) -> None:
        """Keep what was chosen, whole or not at all, and go on."""
        vault = self.vault
        if vault is None:
            return

        def kept(_: None) -> None:
            self._set_busy(busy=False)
            then(vault)

        chosen = (self.council.name, self.practice.pack, self.council.letterhead)
        self._set_busy(busy=True)
        self._background.run(lambda: self._door.set_up(vault, *chosen), kept, self._refused)

    def _refused(self, sentence: str) -> None:
        self._set_busy(busy=False)
        self.errors.show_faults([(sentence, self.first_focus())])

    def _set_busy(self, *, busy: bool) -> None:
        self.busy.set_on(on=busy)
        for one in (*self._steps, self._buttons):
            one.setEnabled(not busy)

    def _connect(self) -> None:
        for wanted in (self.keys.wanted, self.council.wanted):
            wanted.connect(self.try_go_on)
        for refused in (self.council.refused, self.practice.refused):
            refused.connect(self.errors.show_faults)
        self.keys.code.clicked.connect(self._offer_code)
        self.look.chosen.connect(self.look_chosen)
        self.go_on.clicked.connect(self.try_go_on)
        self.back.clicked.connect(lambda: self._turn(self.step - 1))
        self.skip.clicked.connect(lambda: self._finish(self.opened.emit))
        self.practise.clicked.connect(self._practise)
        self.existing.clicked.connect(self.open_existing)
