"""The practice meeting at the door: what it is, beginning it or going on with it, and deleting it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cremeet.views.fields.busy import Busy
from cremeet.views.fields.flow import flowing
from cremeet.views.fields.form import ErrorSummary
from cremeet.views.fields.speak import announce
from cremeet.views.fields.words import button, card, down, label
from cremeet.views.unlock.background import Background

if TYPE_CHECKING:
    from cremeet.vault.vault import Vault


class Rehearsal(Protocol):
    """What the screen needs of the practice meeting; everything may take seconds, and raises `VaultError`."""

    def is_there(self) -> bool:
        """Say whether one was begun."""
        ...

    def open(self) -> Vault:
        """Open it, made first where there is none."""
        ...

    def delete(self) -> None:
        """Delete it whole."""
        ...


class Rehearse(QWidget):
    """`opened` carries the practice meeting's vault; `back` asks for the usual screen."""

    opened = Signal(object)
    back = Signal()
    widest = 680

    def __init__(self, rehearsal: Rehearsal, background: Background) -> None:
        super().__init__()
        self._rehearsal, self._background = rehearsal, background
        self.errors = ErrorSummary()
        self._said = label("", wrap=True)
        self.busy = Busy(self.tr("Getting the practice meeting ready. This takes a few seconds."))
        self.begin, self.afresh = button("", "primary"), button(self.tr("Begin again from the start"))
        self.delete = button(self.tr("Delete the practice meeting"), "danger")
        self._back = button(self.tr("Back"), "quiet")
        real, inside = card("warn-card")
        inside.addWidget(label(self.tr("Practice: nothing here is real"), "warn", wrap=True))
        inside.addWidget(
            label(
                self.tr(
                    "The child, the people and the documents are invented, and every page says so. It lies in a vault "
                    "of its own that anybody can open and that never mixes with yours: do not type about a real child."
                ),
                wrap=True,
            )
        )
        intro = self.tr(
            "You chair an initial meeting about an invented child. A line at the top says what to try next. The first "
            "steps take about five minutes, and nothing can go wrong."
        )
        self._buttons = flowing(self.begin, self.afresh, self.delete, self._back, gap=8)
        heading = label(self.tr("Try a practice meeting"), "h1", wrap=True)
        self.setLayout(
            down(heading, self.errors, label(intro, wrap=True), real, self._said, self.busy, self._buttons, gap=12)
        )
        self.begin.clicked.connect(self.try_begin)
        self.afresh.clicked.connect(self._begin_again)
        self.delete.clicked.connect(self._delete)
        self._back.clicked.connect(self.back)
        self._show()

    def try_begin(self) -> None:
        """Open the practice meeting in the background, made first where there is none."""
        self._run(self._rehearsal.open)

    def first_focus(self) -> QWidget:
        """Return the button that begins."""
        return self.begin

    def _begin_again(self) -> None:
        def again() -> Vault:
            self._rehearsal.delete()
            return self._rehearsal.open()

        self._run(again)

    def _run(self, work: Callable[[], Vault]) -> None:
        if self.begin.isEnabled():
            self._set_busy(busy=True)
            self._background.run(work, self._opened, self._refused)

    def _opened(self, vault: Vault) -> None:
        self._set_busy(busy=False)
        self.opened.emit(vault)

    def _delete(self) -> None:
        """Delete it at once: there is nothing in it to be sorry for, and a fresh one is made by one click."""
        self._set_busy(busy=True)
        self._background.run(self._rehearsal.delete, self._deleted, self._refused)

    def _deleted(self, _: None) -> None:
        self._set_busy(busy=False)
        self._show()
        self._said.setText(self.tr("The practice meeting is deleted. A fresh one is made when you begin again."))
        self._said.show()
        announce(self, self._said.text())
        self.begin.setFocus()

    def _show(self) -> None:
        there = self._rehearsal.is_there()
        self.errors.clear()
        self.begin.setText(self.tr("Go on with it") if there else self.tr("Begin the practice meeting"))
        for one in (self.afresh, self.delete):
            one.setVisible(there)
        self._said.setText(
            self.tr(
                "One was begun on this computer. Deleting it, or beginning again, takes away all that was typed in it "
                "and nothing else; your own vaults are not touched."
            )
        )
        self._said.setVisible(there)

    def _refused(self, sentence: str) -> None:
        self._set_busy(busy=False)
        self.errors.show_faults([(sentence, self.begin)])

    def _set_busy(self, *, busy: bool) -> None:
        self.busy.set_on(on=busy)
        self._buttons.setEnabled(not busy)
