"""A passphrase that somebody is about to give themselves: words are offered first, and it is typed twice."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QWidget

from cremeet.views.fields.form import Fault, Form
from cremeet.views.fields.words import across, button, card, down, label
from cremeet.views.unlock.secret import SecretField


class NewPassphrase(QWidget):
    """Suggested words, two lines, and a tick to see what is typed.

    `suggest(then)` hands fresh words to `then`, at once or later; `check(typed)` says why a passphrase will not do.
    """

    def __init__(
        self,
        suggest: Callable[[Callable[[str], None]], None],
        check: Callable[[str], str | None],
        *,
        title: str = "",
    ) -> None:
        super().__init__()
        self._check = check
        self.first, self.second = SecretField(), SecretField()
        self.show_typed = QCheckBox(self.tr("Show what I type"))
        self.suggested = ""
        self._words = label("", "h2", wrap=True)
        other = button(self.tr("Suggest other words"), "quiet")
        other.clicked.connect(lambda: suggest(self._offer))
        words, inside = card("prompt")
        inside.addWidget(
            label(self.tr("Four random words make a passphrase that is strong and can be learnt."), wrap=True)
        )
        inside.addWidget(self._words)
        inside.addLayout(across(other, None))
        self.form = Form()
        self._first_row = self.form.add(
            title or self.tr("Passphrase"),
            self.first,
            hint=self.tr("Type the words above, or a long one of your own."),
            required=self.tr("Type a passphrase."),
        )
        self._second_row = self.form.add(
            self.tr("The same passphrase again"), self.second, required=self.tr("Type the passphrase a second time.")
        )
        self.setLayout(down(words, self.form, self.show_typed, gap=12))
        for field in (self.first, self.second):
            self.show_typed.toggled.connect(field.set_shown)
        suggest(self._offer)

    def value(self) -> str:
        """Return what was typed."""
        return self.first.value()

    def faults(self) -> list[Fault]:
        """Return what is wrong with it: missing, weak, or not the same twice."""
        faults = self.form.faults()
        if not faults and (weak := self._check(self.first.value())):
            self._first_row.set_fault(weak)
            faults.append((weak, self.first))
        if not faults and self.first.value() != self.second.value():
            differs = self.tr("The two passphrases are not the same. Type both again.")
            self._second_row.set_fault(differs)
            faults.append((differs, self.second))
        return faults

    def clear(self) -> None:
        """Forget what was typed and what was suggested."""
        for field in (self.first, self.second):
            field.clear()
        self._words.clear()

    def _offer(self, words: str) -> None:
        self.suggested = words
        self._words.setText(words)
