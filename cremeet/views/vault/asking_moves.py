"""The questions about moving: to whom and into which file; and why a vault is taken back, or over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QWidget

from cremeet.views.fields.choose import ChoiceField, OneOf
from cremeet.views.fields.form import Form
from cremeet.views.fields.work_dialog import Done, Refused, WorkDialog
from cremeet.views.keeper import Keeper
from cremeet.views.unlock.roles import role_title
from cremeet.views.vault.path_field import PathField

if TYPE_CHECKING:
    from cremeet.vault.vault import Person


def hand_over(parent: QWidget, keeper: Keeper, people: tuple[Person, ...]) -> QDialog:
    """Ask who takes the vault, and where the file goes."""
    from cremeet.vault import custody

    me, here = keeper.person.id, _say("me, on another computer")
    named = [(one.name, f"{one.name} – {here if one.id == me else role_title(one.role)}") for one in people]
    to = ChoiceField(named)
    file = PathField(_say("Where should the file go?"), file=keeper.name + custody.SUFFIX)
    form = Form()
    form.add(_say("Who takes it"), to, required=_say("Choose who takes it."))
    form.add(
        _say("The file"),
        file,
        hint=_say("On an encrypted stick, or where only this person can fetch it. It is encrypted itself."),
        required=_say("Choose where the file goes."),
    )

    def work(done: Done, refused: Refused) -> None:
        keeper.do(dialog, lambda _: done(), custody.hand_over, to.value() or "", file.value(), failed=refused)

    dialog = WorkDialog(
        parent,
        _say("Hand the vault over?"),
        form,
        intro=_say(
            "The whole vault goes into one file. From then on this copy can only be read, until it is taken back or "
            "handed back."
        ),
        yes=_say("Hand it over"),
        busy=_say("Writing the file and reading it back. This can take a minute."),
        faults=form.faults,
        work=work,
    )
    to.setFocus()
    return dialog


def take(parent: QWidget, keeper: Keeper, *, over: bool) -> QDialog:
    """Ask why the vault is taken back (`over`: taken over after a loss), and make this copy the living one again."""
    from cremeet.vault import custody

    verb, offered = (custody.take_over, custody.LOSSES) if over else (custody.take_back, custody.REASONS)
    reasons = OneOf(offered.items())
    form = Form()
    form.add(_say("Why"), reasons, required=_say("Choose the reason."))

    def work(done: Done, refused: Refused) -> None:
        keeper.do(dialog, lambda _: done(), verb, reasons.value() or "", failed=refused)

    dialog = WorkDialog(
        parent,
        _say("Take the vault over?") if over else _say("Take the vault back?"),
        form,
        intro=_say(
            "This copy becomes the living one again. Whatever was written in the other since then is not in it, and "
            "the two can never be joined. The reason is kept in the record of who did what."
        ),
        yes=_say("Take it over") if over else _say("Take it back"),
        busy=_say("Making this copy the living one."),
        faults=form.faults,
        work=work,
        kind="danger",
    )
    reasons.target.setFocus()
    return dialog


def _say(text: str) -> str:
    return QCoreApplication.translate("Moving", text)
