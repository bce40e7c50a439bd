"""Fields that are chosen from: one of a list, one of a few, several of many.

Lists cannot be typed into and ticks are real check boxes, because screen readers lose the other
kinds (NVDA #13930, #17721). Values are the ids that a record keeps; what is shown beside them is for people.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QGridLayout, QRadioButton, QSizePolicy, QWidget

from cremeet.views.fields.measure import px, space

Choices = Iterable[tuple[str, str]]
"""(value, what people read) for each."""


class ChoiceField(QComboBox):
    """One of a list. Without a value chosen it shows `prompt` and answers None."""

    edited = Signal()

    def __init__(self, choices: Choices = (), *, prompt: str = "") -> None:
        super().__init__()
        self._prompt = prompt or self.tr("Choose one")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(14)
        self.setMaxVisibleItems(14)
        self.set_choices(choices)
        self.activated.connect(lambda _: self.edited.emit())

    @property
    def target(self) -> QWidget:
        """The list itself."""
        return self

    def set_choices(self, choices: Choices) -> None:
        """Offer other choices; the value stays if it is still among them."""
        kept = self.value()
        self.clear()
        self.addItem(self._prompt, None)
        for value, words in choices:
            self.addItem(words, value)
        self.set_value(kept)

    def value(self) -> str | None:
        """Return the value chosen, or None."""
        chosen = self.currentData()
        return None if chosen is None else str(chosen)

    def set_value(self, value: str | None) -> None:
        """Choose a value; one that is not offered leaves the prompt."""
        self.setCurrentIndex(max(0, self.findData(value)) if value is not None else 0)

    def fault(self) -> str:
        """Return nothing: whatever is offered will do."""
        return ""

    def is_empty(self) -> bool:
        """Return whether nothing is chosen."""
        return self.value() is None

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Let the page scroll: a wheel over a list must not change a record."""
        event.ignore()


class _Group(QWidget):
    """Several buttons with one name."""

    edited = Signal()

    def __init__(self, columns: int) -> None:
        super().__init__()
        self._columns = columns
        self._grid = QGridLayout(self)
        space(self._grid, 2)
        self._grid.setHorizontalSpacing(px(14))
        self._grid.setColumnStretch(columns, 1)

    def _place(self, buttons: Sequence[QCheckBox | QRadioButton]) -> None:
        rows = -(-len(buttons) // self._columns)
        for number, one in enumerate(buttons):  # down each column, the way a list is read
            self._grid.addWidget(one, number % rows, number // rows)

    def fault(self) -> str:
        """Return nothing: any answer will do."""
        return ""


class ManyOf(_Group):
    """Several of many, as check boxes."""

    def __init__(self, choices: Choices, *, columns: int = 1) -> None:
        super().__init__(columns)
        self._boxes = {value: QCheckBox(words.replace("&", "&&")) for value, words in choices}
        self._place(list(self._boxes.values()))
        for box in self._boxes.values():
            box.clicked.connect(lambda _: self.edited.emit())

    @property
    def target(self) -> QWidget:
        """The first box, or the group when there is none."""
        return next(iter(self._boxes.values()), self)

    @property
    def boxes(self) -> dict[str, QCheckBox]:
        """The box of each value."""
        return dict(self._boxes)

    def value(self) -> tuple[str, ...]:
        """Return the values ticked, in the order offered."""
        return tuple(value for value, box in self._boxes.items() if box.isChecked())

    def set_value(self, values: Iterable[str]) -> None:
        """Tick these and no others."""
        ticked = set(values)
        for value, box in self._boxes.items():
            box.setChecked(value in ticked)

    def is_empty(self) -> bool:
        """Return whether nothing is ticked."""
        return not self.value()


class OneOf(_Group):
    """One of a few, as radio buttons; nothing is chosen until the person chooses."""

    def __init__(self, choices: Choices, *, columns: int = 1) -> None:
        super().__init__(columns)
        self._radios = {value: QRadioButton(words.replace("&", "&&")) for value, words in choices}
        self._group = QButtonGroup(self)
        for radio in self._radios.values():
            self._group.addButton(radio)
            radio.clicked.connect(lambda _: self.edited.emit())
        self._place(list(self._radios.values()))

    @property
    def target(self) -> QWidget:
        """The chosen button, or the first, or the group when there is none."""
        return self._group.checkedButton() or next(iter(self._radios.values()), self)

    def value(self) -> str | None:
        """Return the value chosen, or None."""
        return next((value for value, radio in self._radios.items() if radio.isChecked()), None)

    def set_value(self, value: str | None) -> None:
        """Choose a value, or none."""
        self._group.setExclusive(False)
        for one, radio in self._radios.items():
            radio.setChecked(one == value)
        self._group.setExclusive(True)

    def is_empty(self) -> bool:
        """Return whether nothing is chosen."""
        return self.value() is None
