"""What every tab of the vault's section stands on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QLabel, QLayout, QVBoxLayout, QWidget

from cremeet.views.fields.flow import flowing
from cremeet.views.fields.form import Fault
from cremeet.views.fields.measure import space
from cremeet.views.fields.words import down, label
from cremeet.views.keeper import Keeper
from cremeet.views.navigation import Desk


class Part(QWidget):
    """One tab. `refused` carries what is wrong, for the list of faults at the top of the page."""

    refused = Signal(object)
    keys: tuple[tuple[str, str], ...] = ()

    def __init__(self, desk: Desk, keeper: Keeper) -> None:
        super().__init__()
        self.desk, self.keeper = desk, keeper
        self.content = QVBoxLayout(self)
        space(self.content, 14, 0, 14)

    def shown(self) -> None:
        """Ask again for what is shown: called each time the tab comes to the front."""

    def say_faults(self, *faults: Fault) -> None:
        """Have the page list these faults; none takes the list away."""
        self.refused.emit(list(faults))


class Buttons(QWidget):
    """Buttons in a row that wraps; what is not offered is off, and a sentence under the row says why."""

    def __init__(self, *buttons: QAbstractButton) -> None:
        super().__init__()
        self._why: dict[QAbstractButton, str] = dict.fromkeys(buttons, "")
        self._said = label("", "small", wrap=True)
        self._said.hide()
        self.setLayout(down(flowing(*buttons, gap=8), self._said, gap=4))

    def allow(self, button: QAbstractButton, why_not: str = "") -> None:
        """Offer a button, or say why it is not offered: in words that are read, not hovered over."""
        self._why[button] = why_not
        button.setEnabled(not why_not)
        button.setAccessibleDescription(why_not)
        reasons = list(dict.fromkeys(one for one in self._why.values() if one))
        self._said.setText(" ".join(reasons))
        self._said.setVisible(bool(reasons))


def stacked(*pieces: QWidget | QLayout, gap: float = 10) -> QWidget:
    """Return a widget with these under each other, so that they show and hide together."""
    made = QWidget()
    made.setLayout(down(*pieces, gap=gap))
    return made


def heading(text: str) -> QLabel:
    """Return the heading of a piece of a tab."""
    return label(text, "h2", wrap=True)
