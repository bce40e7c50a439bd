"""The questions about people: a new passphrase, somebody new, another role, somebody who leaves, a recovery code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget

from cremeet.views.fields.choose import ChoiceField
from cremeet.views.fields.entry import LineField
from cremeet.views.fields.form import Fault, Form
from cremeet.views.fields.help_key import give_help
from cremeet.views.fields.measure import space
from cremeet.views.fields.words import card, down, label
from cremeet.views.fields.work_dialog import Done, Refused, WorkDialog, fit, scrolling
from cremeet.views.keeper import Keeper
from cremeet.views.unlock.check_words import CheckWords
from cremeet.views.unlock.new_passphrase import NewPassphrase
from cremeet.views.unlock.recovery_sheet import RecoverySheet
from cremeet.views.unlock.roles import ROLES, role_title
from cremeet.views.unlock.secret import SecretField

if TYPE_CHECKING:
    from cremeet.vault.cards import Card
    from cremeet.vault.vault import Person


def change_passphrase(parent: QWidget, keeper: Keeper) -> QDialog:
    """Ask for the passphrase of now and a new one."""
    from cremeet.vault import people

    old, secret = SecretField(), new_passphrase(_say("New passphrase"))
    form = Form()
    form.add(_say("Your passphrase now"), old, required=_say("Type your passphrase of now."))
    content = _column(form, secret)

    def work(done: Done, refused: Refused) -> None:
        keeper.do(dialog, lambda _: done(), people.change_passphrase, old.value(), secret.value(), failed=refused)

    dialog = WorkDialog(
        parent,
        _say("Change my passphrase"),
        content,
        intro=_say("Copies and backups made before still open with the old passphrase."),
        yes=_say("Change the passphrase"),
        busy=_say("Changing the passphrase. This takes a few seconds on purpose."),
        faults=lambda: [*form.faults(), *secret.faults()],
        work=work,
    )
    old.setFocus()
    return dialog


def add_from_card(parent: QWidget, keeper: Keeper, card_read: Card) -> QDialog:
    """Show a card's words, to be compared on the telephone, and let the person in once they are the same."""
    from cremeet.vault import people

    words = CheckWords()
    words.show_words(card_read.words.split())
    same = QCheckBox(_say("I have telephoned, and the words are the same"))
    frame, inside = card("prompt")
    inside.addWidget(
        label(_say("Telephone the person on a number that you know, and have them read their words:"), wrap=True)
    )
    inside.addWidget(words)
    who = label(f"{card_read.name} – {role_title(card_read.role)}", "h2", wrap=True)
    content = _column(who, frame, same)

    def faults() -> list[Fault]:
        return [] if same.isChecked() else [(_say("Compare the words with the person first."), same)]

    def work(done: Done, refused: Refused) -> None:
        keeper.do(dialog, lambda _: done(), people.add_person, card_read.slot, failed=refused)

    dialog = WorkDialog(
        parent,
        _say("Let this person in?"),
        content,
        intro=_say("Whoever is let in can read the whole record."),
        yes=_say("Let them in"),
        busy=_say("Letting them in."),
        faults=faults,
        work=work,
    )
    same.setFocus()
    return dialog


def add_beside(parent: QWidget, keeper: Keeper) -> QDialog:
    """Ask somebody who sits here for their name, role and passphrase."""
    from cremeet.vault import cards, people

    name, role = LineField(longest=80), ChoiceField([(one, role_title(one)) for one in ROLES])
    form, secret = Form(), new_passphrase(_say("Their passphrase"))
    form.add(_say("Name"), name, hint=_say("As it should stand in minutes."), required=_say("Give the name."))
    form.add(_say("Role"), role, required=_say("Choose the role."))

    def work(done: Done, refused: Refused) -> None:
        def made(slot: dict[str, Any]) -> None:
            keeper.do(dialog, lambda _: done(), people.add_person, slot, failed=refused)

        wanted = (name.value(), role.value() or "", secret.value())
        keeper.aside(dialog, made, lambda _: cards.new_slot(*wanted), failed=refused)

    dialog = WorkDialog(
        parent,
        _say("Add a person beside me"),
        _column(form, secret),
        intro=_say("Let them type their own passphrase, and look away. Whoever is let in can read the whole record."),
        yes=_say("Let them in"),
        busy=_say("Letting them in. This takes a few seconds on purpose."),
        faults=lambda: [*form.faults(), *secret.faults()],
        work=work,
    )
    name.setFocus()
    return dialog


def change_role(parent: QWidget, keeper: Keeper, person: Person) -> QDialog:
    """Ask for another role."""
    from cremeet.vault import people

    role = ChoiceField([(one, role_title(one)) for one in ROLES])
    role.set_value(person.role)
    form = Form()
    form.add(_say("Role"), role, required=_say("Choose the role."))

    def work(done: Done, refused: Refused) -> None:
        keeper.do(dialog, lambda _: done(), people.set_role, person.id, role.value() or "", failed=refused)

    dialog = WorkDialog(
        parent,
        _say("Change the role of {name}").format(name=person.name),
        _column(form),
        intro=_say("A role steers what the program offers. It does not hide anything: whoever unlocks can read all."),
        yes=_say("Change the role"),
        busy=_say("Changing the role."),
        faults=form.faults,
        work=work,
    )
    role.setFocus()
    return dialog


def remove(parent: QWidget, keeper: Keeper, person: Person) -> QDialog:
    """Warn about older copies, and shut a person out by giving the record a new key."""
    from cremeet.vault import people

    sure = QCheckBox(_say("Shut {name} out of this vault").format(name=person.name.replace("&", "&&")))
    warning, inside = card("warn-card")
    inside.addWidget(label(_say("Older copies still open"), "warn", wrap=True))
    inside.addWidget(
        label(
            _say(
                "A backup or a copy of the vault made before today still opens with their passphrase. Get back what "
                "they hold, and replace the backups that lie within their reach by a fresh one."
            ),
            wrap=True,
        )
    )

    def faults() -> list[Fault]:
        return [] if sure.isChecked() else [(_say("Say that this person shall be shut out."), sure)]

    def work(done: Done, refused: Refused) -> None:
        keeper.do(dialog, lambda _: done(), people.remove_person, person.id, failed=refused)

    dialog = WorkDialog(
        parent,
        _say("Remove {name}?").format(name=person.name),
        _column(warning, sure),
        intro=_say(
            "The whole record is written again with a new key, which this person never has. What they wrote stays, "
            "with their name."
        ),
        yes=_say("Remove and change the key"),
        busy=_say("Writing the record again with a new key. Leave the computer on; nothing is lost if it stops."),
        faults=faults,
        work=work,
        kind="danger",
    )
    sure.setFocus()
    return dialog


def new_code(parent: QWidget, keeper: Keeper, today: Callable[[], date], *, first: bool) -> QDialog:
    """Offer a recovery code, show it once, and close when it is locked away."""
    from cremeet.vault import recovery

    dialog = _CodeDialog(parent)

    def make(then: Callable[[str], None], failed: Callable[[str], None]) -> None:
        keeper.do(dialog, then, recovery.new_recovery_code, failed=lambda error: failed(str(error)))

    dialog.show_sheet(RecoverySheet(keeper.name, make, today, first=first))
    return dialog


def new_passphrase(title: str) -> NewPassphrase:
    """Return the lines for a new passphrase, with words to suggest."""
    from cremeet.vault import passphrases

    return NewPassphrase(lambda then: then(passphrases.suggest()), passphrases.check, title=title)


class _CodeDialog(QDialog):
    """Holds the recovery sheet; once a code is shown it closes only through the sheet."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_say("cremeet"))
        self.setAccessibleName(_say("Recovery code"))
        give_help(self, "recovery-code")
        self.finished.connect(self.deleteLater)
        self._sheet: RecoverySheet | None = None

    def show_sheet(self, sheet: RecoverySheet) -> None:
        self._sheet = sheet
        sheet.finished.connect(self.accept)
        inside = QWidget()
        column = QVBoxLayout(inside)
        space(column, 0, 20, 18)
        column.addWidget(sheet)
        whole = QVBoxLayout(self)
        space(whole, 0)
        whole.addWidget(scrolling(inside))
        fit(self, inside, self.parentWidget(), foot=160)
        sheet.first_focus().setFocus()

    def reject(self) -> None:
        if self._sheet is None or not (self._sheet.code or self._sheet.busy.isVisible()):
            super().reject()


def _column(*pieces: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(down(*pieces, gap=12))
    return made


def _say(text: str) -> str:
    return QCoreApplication.translate("People", text)
