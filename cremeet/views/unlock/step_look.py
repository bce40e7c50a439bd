"""The last step of a new vault: colours and text size, worn at once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cremeet.views.fields.choose import ChoiceField, OneOf
from cremeet.views.fields.form import Fault, Form
from cremeet.views.fields.words import card, down, label
from cremeet.views.shell.side_panel import SIZES
from cremeet.views.theme import Theme


class LookStep(QWidget):
    """`chosen` carries the theme and the text size in per cent."""

    chosen = Signal(str, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.looks = OneOf(
            (("system", self.tr("As the computer")), ("light", self.tr("Light")), ("dark", self.tr("Dark")))
        )
        self.sizes = ChoiceField([(str(size), f"{size}%") for size in SIZES])
        form = Form()
        form.add(self.tr("Colours"), self.looks)
        form.add(self.tr("Text size"), self.sizes, hint=self.tr("Ctrl and + or − change it on every screen."))
        sample, inside = card("prompt")
        inside.addWidget(label(self.tr("This is how a heading looks"), "h2", wrap=True))
        inside.addWidget(
            label(self.tr("And this is how minutes look while you type them: clear enough to read at a glance?"),
                  wrap=True)
        )  # fmt: skip
        intro = self.tr("What you choose is worn at once. It stays on this computer, and Ctrl+comma changes it.")
        self.setLayout(down(label(intro, "muted", wrap=True), form, sample, gap=12))
        for field in (self.looks, self.sizes):
            field.edited.connect(self._tell)
        theme.changed.connect(self._follow)
        self._follow()

    def first_focus(self) -> QWidget:
        """Return the choice of colours."""
        return self.looks.target

    def faults(self) -> list[Fault]:
        """Return nothing: any look will do."""
        return []

    def _tell(self) -> None:
        self.chosen.emit(self.looks.value() or "system", int(self.sizes.value() or self._theme.text_percent))

    def _follow(self) -> None:
        """Show what is worn: keys change the size too."""
        self.looks.set_value(self._theme.choice)
        self.sizes.set_value(str(self._theme.text_percent))
