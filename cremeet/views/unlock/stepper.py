"""Where somebody is in a row of steps: said in words, announced, and shown as a row of names."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from cremeet.views.fields.flow import flowing
from cremeet.views.fields.measure import wear
from cremeet.views.fields.speak import announce
from cremeet.views.fields.words import down, label


class Stepper(QWidget):
    """“Step 2 of 4: Your council”, over the names of all steps; those that are behind are marked done by word."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = tuple(names)
        self._said = label("", "h1", wrap=True)
        self._marks: list[QLabel] = [label("", "chip-plain") for _ in names]
        self.setLayout(down(flowing(*self._marks, gap=6), self._said, gap=10))
        self.go_to(0, aloud=False)

    @property
    def text(self) -> str:
        """What is said of where one is."""
        return self._said.text()

    def go_to(self, step: int, *, aloud: bool = True) -> None:
        """Show this step, counted from 0, as the present one, and announce it."""
        self._said.setText(
            self.tr("Step {number} of {all}: {name}").format(
                number=step + 1, all=len(self._names), name=self._names[step]
            )
        )
        for number, (name, mark) in enumerate(zip(self._names, self._marks, strict=True)):
            words = self.tr("{number} {name}: done") if number < step else self.tr("{number} {name}")
            mark.setText(words.format(number=number + 1, name=name))
            wear(mark, "role", "chip-ok" if number < step else "chip-info" if number == step else "chip-plain")
        if aloud:
            announce(self, self._said.text())
