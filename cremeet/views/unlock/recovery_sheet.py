"""The recovery code, offered, made, and shown once: at the door after a vault is made, and in the vault's section."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from cremeet.views.fields.busy import Busy
from cremeet.views.fields.form import ErrorSummary
from cremeet.views.fields.measure import px
from cremeet.views.fields.speak import announce
from cremeet.views.fields.typed_dates import show_date
from cremeet.views.fields.words import across, button, card, down, label
from cremeet.views.unlock.recovery_print import RecoveryPage, code_lines, print_page

Make = Callable[[Callable[[str], None], Callable[[str], None]], None]
"""`make(then, failed)` makes a new code and hands it to `then`, or a sentence to `failed`."""


class RecoverySheet(QWidget):
    """First what the code is for; then, once it is wanted, the code itself until the person says it is locked away.

    `finished` is sent when they go on, with whether a code was made and locked away.
    """

    finished = Signal(bool)
    widest = 680

    def __init__(self, vault: str, make: Make, today: Callable[[], date], *, first: bool) -> None:
        """`first` is for a vault that has no code yet; otherwise the new one takes the place of an old one."""
        super().__init__()
        self._vault, self._make, self._today, self.code = vault, make, today, ""
        self.errors = ErrorSummary()
        self._heading = label(self.tr("A recovery code for this vault"), "h1", wrap=True)
        self._about = label(self._first_words(first=first), wrap=True)
        self.busy = Busy(self.tr("Making the recovery code."))
        self.show_code = button(self.tr("Make the recovery code"), "primary")
        self.later = button(self.tr("Later"), "quiet", tip=self.tr("The Vault section reminds you until it is done"))
        self._offer = QWidget()
        self._offer.setLayout(across(self.show_code, self.later, None))
        self._lines: list[QLabel] = []
        self._shown, inside = card("prompt", margin=18, gap=6)
        self._shown.setObjectName("Code")
        self._shown.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # so that whoever cannot see it can have it spelt
        self._inside = inside
        self.print = button(self.tr("Print the page to be locked away…"))
        self.locked_away = QCheckBox(self.tr("I have locked it away"))
        self.go_on = button(self.tr("Go on"), "primary")
        self._after = QWidget()
        self._after.setLayout(down(across(self.print, None), self.locked_away, across(self.go_on, None), gap=12))
        for one in (self._shown, self._after):
            one.hide()
        self.setLayout(
            down(
                *(self._heading, self.errors, self._about, self._shown, self.busy, self._offer, self._after, None),
                gap=14,
            )
        )
        self.show_code.clicked.connect(self._begin)
        self.later.clicked.connect(lambda: self.finished.emit(False))
        self.print.clicked.connect(self._print)
        self.go_on.clicked.connect(self._try_go_on)

    @property
    def title(self) -> str:
        """The heading."""
        return self._heading.text()

    def first_focus(self) -> QWidget:
        """Return the button that makes the code, or the one that prints it."""
        return self.print if self.code else self.show_code

    def _begin(self) -> None:
        if self.show_code.isEnabled():
            self._set_busy(busy=True)
            self._make(self._show, self._refused)

    def _show(self, code: str) -> None:
        self._set_busy(busy=False)
        self.errors.clear()
        self.code = code
        for line in code_lines(code):
            shown = label(line, "h1")
            shown.setAccessibleName(", ".join(" ".join(group) for group in line.split()))  # spelt, letter by letter
            font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
            font.setPixelSize(px(24))
            shown.setStyleSheet(f"font-family: '{font.family()}'; font-size: {px(24)}px; font-weight: 600;")
            self._inside.addLayout(across(None, shown, None))
            self._lines.append(shown)
        spelt = "; ".join(line.accessibleName() for line in self._lines)
        self._shown.setAccessibleName(self.tr("Recovery code: {code}").format(code=spelt))
        self._heading.setText(self.tr("Lock this recovery code away"))
        self._about.setText(
            self.tr(
                "It is shown this once. Print it or write it down, seal it in an envelope, and keep it in a safe that "
                "your manager can reach, away from this computer. Whoever has it and the vault can read the record."
            )
        )
        self._offer.hide()
        for one in (self._shown, self._after):
            one.show()
        self.print.setFocus()
        announce(self, f"{self.title}. {self._about.text()}")

    def _print(self) -> None:
        page = RecoveryPage(self._vault, show_date(self._today()), self.code)
        if print_page(self.window(), page):
            self.locked_away.setFocus()

    def _try_go_on(self) -> None:
        faults = [] if self.locked_away.isChecked() else [(self.tr("Say that it is locked away."), self.locked_away)]
        if self.errors.show_faults(faults):
            return
        self.code = ""
        for line in self._lines:
            line.clear()
            line.setAccessibleName("")
        self._shown.setAccessibleName("")
        self.finished.emit(True)

    def _refused(self, sentence: str) -> None:
        self._set_busy(busy=False)
        self.errors.show_faults([(sentence, self.show_code)])

    def _set_busy(self, *, busy: bool) -> None:
        self.busy.set_on(on=busy)
        self.show_code.setEnabled(not busy)
        self.later.setEnabled(not busy)

    def _first_words(self, *, first: bool) -> str:
        said = self.tr(
            "A lost passphrase cannot be read back from anywhere. A recovery code opens the record when somebody has "
            "lost theirs, so that a lost passphrase is not a lost record. It is printed on one page and locked away."
        )
        return said if first else said + " " + self.tr("The new code takes the place of the one made before.")
