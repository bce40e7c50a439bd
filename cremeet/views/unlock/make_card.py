"""An enrolment card: how somebody new asks to be let in, with a passphrase that nobody else ever learns."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from cremeet.views.fields.busy import Busy
from cremeet.views.fields.choose import ChoiceField
from cremeet.views.fields.entry import LineField
from cremeet.views.fields.form import ErrorSummary, Form
from cremeet.views.fields.words import across, button, card, down, label
from cremeet.views.unlock.background import Background
from cremeet.views.unlock.check_words import CheckWords
from cremeet.views.unlock.door import Door
from cremeet.views.unlock.new_passphrase import NewPassphrase
from cremeet.views.unlock.roles import ROLES, role_title

ENDING = ".cremeet-card"
"""As `vault/cards.py` has it, repeated here so that the door shows before the vault is loaded; a test holds them."""


class MakeCard(QWidget):
    """Name, role and passphrase; then the words to read out on the telephone. `back` asks for the usual screen."""

    back = Signal()
    widest = 640

    def __init__(self, door: Door, background: Background, place: Path) -> None:
        super().__init__()
        self._door, self._background, self._place = door, background, place
        self.errors = ErrorSummary()
        self.person = LineField(longest=80)
        self.role = ChoiceField([(role, role_title(role)) for role in ROLES])
        self.secret = NewPassphrase(lambda then: background.run(door.suggest, then, self._refused), door.check)
        self.busy = Busy(self.tr("Making the card. This takes a few seconds on purpose."))
        self.make = button(self.tr("Save the card…"), "primary")
        self._back = button(self.tr("Back"), "quiet")
        self._form = Form()
        self._form.add(
            self.tr("Your name"),
            self.person,
            hint=self.tr("As it should stand in minutes."),
            required=self.tr("Give your name."),
        )
        self._form.add(self.tr("Your role"), self.role, required=self.tr("Choose your role."))
        self._done, inside = card("ok-card")
        self._saved_as = label("", wrap=True)
        self.words = CheckWords()
        inside.addWidget(label(self.tr("The card is saved"), "ok", wrap=True))
        inside.addWidget(self._saved_as)
        inside.addWidget(
            label(
                self.tr("Send the file to whoever looks after the vault. When they telephone, read these words out:"),
                wrap=True,
            )
        )
        inside.addWidget(self.words)
        self._done.hide()
        intro = self.tr(
            "With a card you are let into a vault that somebody else made. The card holds no passphrase and opens "
            "nothing by itself, so that it may be sent by e-mail."
        )
        self._asking = QWidget()
        self._asking.setLayout(down(self._form, self.secret, gap=12))
        heading = label(self.tr("Make an enrolment card"), "h1", wrap=True)
        self.setLayout(
            down(
                *(heading, label(intro, "muted", wrap=True), self.errors, self._asking, self._done, self.busy),
                across(self.make, self._back, None),
                gap=12,
            )
        )
        self.make.clicked.connect(self.try_make)
        self._back.clicked.connect(self.back)

    def try_make(self) -> None:
        """Check what is typed, ask where the card goes, and make it on the background thread."""
        if not self.make.isEnabled() or self.errors.show_faults([*self._form.faults(), *self.secret.faults()]):
            return
        wanted = (self.person.value(), self.role.value() or "", self.secret.value())
        start = str(self._place / (self.tr("Card of {name}").format(name=_plain(wanted[0])) + ENDING))
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Where should the card go?"), start)
        if not chosen:
            return
        to = Path(chosen)
        to = to if to.name.endswith(ENDING) else to.with_name(to.name + ENDING)
        self._set_busy(busy=True)
        self._background.run(
            lambda: self._door.make_card(*wanted, to), lambda words: self._made(to, words), self._refused
        )

    def first_focus(self) -> QWidget:
        """Return the line for the name."""
        return self.person

    def _made(self, to: Path, words: tuple[str, ...]) -> None:
        self.secret.clear()
        self._set_busy(busy=False)
        self._asking.hide()
        self.make.hide()
        self._saved_as.setText(self.tr("It is called {name}.").format(name=to.name))
        self.words.show_words(words)
        self._done.show()
        self._back.setFocus()

    def _refused(self, sentence: str) -> None:
        self._set_busy(busy=False)
        self.errors.show_faults([(sentence, self.person)])

    def _set_busy(self, *, busy: bool) -> None:
        self.busy.set_on(on=busy)
        for one in (self.make, self._back, self._asking):
            one.setEnabled(not busy)


def _plain(name: str) -> str:
    return "".join(letter if letter.isalnum() or letter in " -" else "-" for letter in name)
