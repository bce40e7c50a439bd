"""The window at the door: one card in the middle, and nothing of any record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QMainWindow, QScrollArea, QVBoxLayout, QWidget

from cremeet.clock import Clock, london_date, system_clock
from cremeet.settings import Theme as Look
from cremeet.views.fields.commands import command
from cremeet.views.fields.follow import FollowFocus
from cremeet.views.fields.help_key import give_help
from cremeet.views.fields.measure import px, space
from cremeet.views.fields.speak import announce
from cremeet.views.fields.words import across, card, label
from cremeet.views.shell.side_panel import next_size
from cremeet.views.theme import Theme
from cremeet.views.unlock.background import Background
from cremeet.views.unlock.door import Door
from cremeet.views.unlock.first_run import FirstRun
from cremeet.views.unlock.make_card import MakeCard
from cremeet.views.unlock.open_vault import OpenVault
from cremeet.views.unlock.receive import Receive
from cremeet.views.unlock.recover import Recover
from cremeet.views.unlock.recovery_sheet import RecoverySheet
from cremeet.views.unlock.rehearse import Rehearsal, Rehearse

if TYPE_CHECKING:
    from cremeet.vault.vault import Vault

_AFTER_PAINT_MS = 50
Screen = OpenVault | FirstRun | Recover | MakeCard | Receive | RecoverySheet | Rehearse

TOPICS = {
    "OpenVault": "door-open",
    "FirstRun": "door-first-run",
    "Recover": "door-recover",
    "MakeCard": "door-card",
    "Receive": "door-receive",
    "RecoverySheet": "recovery-code",
    "Rehearse": "door-practice",
}
"""What F1 opens on each screen."""


class UnlockWindow(QMainWindow):  # a plain QWidget is no window to a screen reader
    """Shows the opening screen for `folder`, or the making of a vault when there is none yet.

    `opened` carries the open vault; `closed` is sent when the person closes the window instead. `made` carries a vault
    as soon as there is one, before anybody goes into it; `look_chosen` a theme and a text size that are worn already.
    `prepared` says that what opening needs was loaded; `begin_again` asks for the practice meeting in a process of its
    own, because a vault was open in this one.
    """

    opened = Signal(object)
    made = Signal(object)
    look_chosen = Signal(str, int)
    begin_again = Signal()
    prepared = Signal()
    closed = Signal()

    def __init__(
        self,
        door: Door,
        theme: Theme,
        folder: Path | None,
        place: Path,
        clock: Clock = system_clock,
        rehearsal: Rehearsal | None = None,
    ) -> None:
        """Offer `folder` to open if it is given; `place` is where a new vault would go.

        Without a `rehearsal` no practice meeting is offered.
        """
        super().__init__()
        self.setObjectName("Door")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("cremeet"))
        self._door, self._place, self._clock, self._theme = door, place, clock, theme
        self._folder: Path | None = folder
        self._rehearsal = rehearsal
        self._held: Vault | None = None
        self.background = Background(self)
        self._prepared = False
        self.present: Screen | None = None
        self._card, self._inside = card(margin=26, gap=10)
        self._frame(theme)
        command(self, self.tr("Close cremeet"), "Ctrl+Q", self.close)
        command(self, self.tr("Larger"), ("Ctrl++", "Ctrl+="), lambda: self._resize_text(1))
        command(self, self.tr("Smaller"), "Ctrl+-", lambda: self._resize_text(-1))
        command(self, self.tr("As designed"), "Ctrl+0", lambda: self._wear(theme.choice, 100))
        give_help(self, lambda: TOPICS[type(self.present).__name__])
        theme.changed.connect(self._fit)
        FollowFocus(self)
        if folder is None:
            self.show_first_run()
        else:
            self.show_open(folder)

    def show_first_run(self) -> None:
        """Show the making of a vault."""
        run = FirstRun(self._door, self.background, self._place, self._theme, lambda: london_date(self._clock()))
        run.open_existing.connect(lambda: self.show_open(None))
        run.made.connect(self._hold)
        run.look_chosen.connect(self._wear)
        run.rehearse.connect(self.show_rehearsal)
        self._show(run)

    def show_open(self, folder: Path | None) -> None:
        """Show the opening of a vault."""
        self._folder = folder
        opening = OpenVault(self._door, self.background, folder)
        opening.make_new.connect(self.show_first_run)
        opening.lost.connect(self.show_recover)
        opening.make_card.connect(self.show_card)
        opening.receive.connect(self.show_receive)
        opening.rehearse.connect(self.show_rehearsal)
        self._show(opening)

    def show_rehearsal(self) -> None:
        """Show the practice meeting; where a vault was made in this process, ask for another one to show it."""
        if self._held is not None:
            self._held.close()
            self._held = None
            self.begin_again.emit()
        elif self._rehearsal is not None:
            self._show_aside(Rehearse(self._rehearsal, self.background))

    def show_card(self) -> None:
        """Show the making of an enrolment card."""
        self._show_aside(MakeCard(self._door, self.background, Path.home()))

    def show_receive(self) -> None:
        """Show the opening of a vault that was handed over."""
        screen = Receive(self._door, self.background, self._place)
        screen.opened.connect(self._go_in)
        self._show_aside(screen)

    def show_recover(self, folder: Path) -> None:
        """Show the opening of a vault with its recovery code, which is then used up: a new one is offered."""
        self._folder = folder
        screen = Recover(self._door, self.background, folder)
        screen.back.connect(lambda: self.show_open(folder))
        self._show(screen, then=self.show_recovery_code)

    def show_recovery_code(self, vault: Vault) -> None:
        """Offer a new recovery code for a vault that the old one opened; go on into it afterwards."""
        self._held = vault
        door, background = self._door, self.background

        def make(then: Callable[[str], None], failed: Callable[[str], None]) -> None:
            background.run(lambda: door.new_recovery_code(vault), then, failed)

        sheet = RecoverySheet(vault.name, make, lambda: london_date(self._clock()), first=False)
        sheet.finished.connect(lambda _: self._go_in(vault))
        self.put(sheet)

    def _hold(self, vault: Vault) -> None:
        """Remember a vault that is open and not gone into."""
        self._held = vault
        self.made.emit(vault)

    def _resize_text(self, step: int) -> None:
        size = next_size(self._theme.text_percent, step)
        if size is not None:
            self._wear(self._theme.choice, size)

    def _wear(self, look: Look, percent: int) -> None:
        """Wear a look at once, and say so to whoever keeps it."""
        if look != self._theme.choice:
            self._theme.choose(look)
        if percent != self._theme.text_percent:
            self._theme.set_text_percent(percent)
        self.look_chosen.emit(look, percent)

    def _fit(self) -> None:
        """Let the card be as wide as its text size asks."""
        if self.present is not None:
            self._card.setMaximumWidth(px(self.present.widest))

    def _go_in(self, vault: Vault) -> None:
        self._held = None
        self.opened.emit(vault)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Load what opening will need, once the window has been seen."""
        super().showEvent(event)
        if not self._prepared:
            self._prepared = True
            QTimer.singleShot(_AFTER_PAINT_MS, self, self._prepare)

    def _prepare(self) -> None:
        self.background.run(self._door.prepare, lambda _: self.prepared.emit(), lambda _: self.prepared.emit())

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Say that the person has gone away; a vault that was open but not gone into is closed."""
        held, self._held = self._held, None
        if held is not None:
            held.close()
        self.closed.emit()
        super().closeEvent(event)

    def _show(self, screen: OpenVault | FirstRun | Recover, then: Callable[[Vault], None] | None = None) -> None:
        screen.opened.connect(then or self._go_in)
        self.put(screen)

    def _show_aside(self, screen: MakeCard | Receive | Rehearse) -> None:
        """Show a screen that leads back to the opening of the same vault."""
        folder = self._folder
        if isinstance(screen, Rehearse):
            screen.opened.connect(self._go_in)
        if isinstance(self.present, FirstRun):
            screen.back.connect(self.show_first_run)
        else:
            screen.back.connect(lambda: self.show_open(folder))
        self.put(screen)

    def put(self, screen: Screen) -> None:
        """Show this screen in the card, in the place of the one before it."""
        before = self.present
        if before is not None:
            self._inside.removeWidget(before)
            before.hide()
            # it goes once every answer that it waits for has come: the background does one thing after another
            self.background.run(lambda: None, lambda _: before.deleteLater(), lambda _: None)
        self.present = screen
        self._fit()
        self._inside.addWidget(screen)
        screen.show()
        screen.first_focus().setFocus()
        announce(screen, _heading(screen))

    def _frame(self, theme: Theme) -> None:
        icon = QLabel()
        theme.give_icon(icon, "shield-lock", "accent", 26)
        name = label("cremeet", "h2")
        body = QWidget()
        body.setObjectName("Scrolled")
        column = QVBoxLayout(body)
        space(column, 14, 20)
        column.addStretch(1)
        column.addLayout(across(None, icon, name, None))
        middle = across(None, self._card, None)
        middle.setStretch(1, 100)  # as wide as it may be
        column.addLayout(middle)
        column.addStretch(2)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        self.setCentralWidget(area)


def _heading(screen: QWidget) -> str:
    """Return the words at the top of a screen."""
    return next((one.text() for one in screen.findChildren(QLabel) if one.property("role") == "h1"), "")
