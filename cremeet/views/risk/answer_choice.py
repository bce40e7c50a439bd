"""Choosing an answer of a scale: radio buttons for a few, a list for many, worded anchors where there are some."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from cremeet.practice.instrument import Scale
from cremeet.views.fields import ChoiceField, OneOf, label, space

FEW = 5
"""Up to this many answers stand as radio buttons."""


class AnchoredChoice(QWidget):
    """One of a few, each with the words that say what it means here; the words wrap and are read with the answer."""

    edited = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]], anchors: Mapping[str, str]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._radios: dict[str, QRadioButton] = {}
        column = QVBoxLayout(self)
        space(column, 1)
        for value, words in choices:
            radio = QRadioButton(words.replace("&", "&&"))
            radio.setProperty("meaning", anchors.get(value, ""))
            radio.clicked.connect(lambda _: self.edited.emit())
            self._group.addButton(radio)
            self._radios[value] = radio
            column.addWidget(radio)
            if value in anchors:
                meaning = label(anchors[value], "small", wrap=True)
                meaning.setContentsMargins(34, 0, 0, 4)
                column.addWidget(meaning)

    @property
    def target(self) -> QWidget:
        """The chosen button, or the first."""
        return self._group.checkedButton() or next(iter(self._radios.values()))

    def value(self) -> str | None:
        """Return the answer chosen, or None."""
        return next((value for value, radio in self._radios.items() if radio.isChecked()), None)

    def set_value(self, value: str | None) -> None:
        """Choose an answer, or none."""
        self._group.setExclusive(False)
        for one, radio in self._radios.items():
            radio.setChecked(one == value)
        self._group.setExclusive(True)


AnswerChoice = ChoiceField | OneOf | AnchoredChoice


def answer_choice(scale: Scale, asked: str, anchors: Mapping[str, str], *, columns: int) -> AnswerChoice:
    """Return the field that answers `asked` on `scale`; `columns` is how many answers fit beside each other."""
    choices = [(answer.id, answer.title) for answer in scale.answers]
    made: AnswerChoice
    if anchors:
        made = AnchoredChoice(choices, anchors)
    elif len(choices) <= FEW:
        made = OneOf(choices, columns=columns if columns >= len(choices) else 1)
    else:
        made = ChoiceField(choices)
    made.setAccessibleName(asked)
    for one in made.findChildren(QAbstractButton):
        one.setAccessibleName(f"{asked}: {one.text().replace('&&', '&')}")
    describe(made, "")
    return made


def describe(field: AnswerChoice, words: str) -> None:
    """Have a screen reader say `words` with each answer, after what the answer means here."""
    field.setAccessibleDescription(words)
    for one in field.findChildren(QAbstractButton):
        meaning = str(one.property("meaning") or "")
        one.setAccessibleDescription(" ".join(each for each in (meaning, words) if each))
