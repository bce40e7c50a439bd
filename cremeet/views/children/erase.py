"""Erasing a child for good: why, which reference, and what becomes of the backups that still hold the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from cremeet.practice.pack import Pack
from cremeet.services import erasing
from cremeet.services.erasing import Erasure
from cremeet.views.fields.choose import ChoiceField
from cremeet.views.fields.dialogs import tell
from cremeet.views.fields.entry import LineField
from cremeet.views.fields.form import Fault, Form
from cremeet.views.fields.page import Page
from cremeet.views.fields.words import card, down, label
from cremeet.views.fields.work_dialog import Done, Refused, WorkDialog
from cremeet.views.keeper import Keeper, why_not
from cremeet.views.navigation import Desk

if TYPE_CHECKING:
    from cremeet.vault.backups import BackupFile


def ask(page: Page, desk: Desk, child_id: str, pack: Pack) -> None:
    """Find out what would go and which backups hold it, ask, erase, and go to the list of children."""
    from cremeet.vault import backups

    keeper = desk.keeper
    if keeper is None:
        return
    refused = why_not(keeper, "erase")
    if refused:
        tell(page.window(), _say("Erase this child"), refused)
        return

    def with_erasure(erasure: Erasure) -> None:
        def with_backups(found: tuple[BackupFile, ...]) -> None:
            asked = question(page.window(), desk, keeper, child_id, erasure, pack, found)
            asked.accepted.connect(desk.go.show_children)
            asked.exec()

        keeper.aside(page, with_backups, lambda vault: backups.listed(vault.folder / backups.FOLDER, vault.id))

    desk.record.do(page, with_erasure, erasing.what_would_go, child_id)


def question(
    parent: QWidget,
    desk: Desk,
    keeper: Keeper,
    child_id: str,
    erasure: Erasure,
    pack: Pack,
    backups: tuple[BackupFile, ...],
) -> QDialog:
    """Return the question: the reason, and the reference typed as a sign that this is the right child."""
    reason = ChoiceField([(one.id, one.title) for one in pack.choices.of("erasure_reasons")])
    reference, form = LineField(longest=40), Form()
    form.add(_say("Why"), reason, required=_say("Choose the reason."))
    row = form.add(
        _say("Type the reference {reference}").format(reference=erasure.reference),
        reference,
        hint=_say("So that it is this child and no other."),
        required=_say("Type the reference."),
    )
    fresh = QCheckBox(_say("Make a fresh backup, and delete the ones that hold the words"))
    fresh.setChecked(bool(backups))
    fresh.setHidden(not backups)
    content = QWidget()
    content.setLayout(down(_what_goes(erasure), form, *((_copies(backups),) if backups else ()), fresh, gap=12))

    def faults() -> list[Fault]:
        found = form.faults()
        if not found and reference.value().casefold() != erasure.reference.casefold():
            differs = _say("That is not this child’s reference; look at the strip above the page.")
            row.set_fault(differs)
            found.append((differs, reference))
        return found

    def work(done: Done, refused: Refused) -> None:
        def erased(_: object) -> None:
            from cremeet.vault import compacting

            keeper.do(dialog, compacted, compacting.compact, failed=refused)

        def compacted(_: object) -> None:
            from cremeet.vault import backups

            if not fresh.isChecked():
                done()
                return
            keeper.aside(dialog, lambda _: done(), backups.make, None, apart=keeper.between, keep=1, failed=refused)

        desk.record.do(dialog, erased, erasing.erase_child, child_id, reason.value() or "", failed=refused)

    dialog = WorkDialog(
        parent,
        _say("Erase this child’s record?"),
        content,
        yes=_say("Erase for good"),
        busy=_say("Erasing, and writing the whole record anew. This can take a minute."),
        faults=faults,
        work=work,
        kind="danger",
    )
    reason.setFocus()
    return dialog


def _what_goes(erasure: Erasure) -> QWidget:
    frame, inside = card("bad-card")
    inside.addWidget(label(_say("This cannot be undone"), "bad", wrap=True))
    inside.addWidget(
        label(
            _say(
                "What goes: everything about this child, {rows}, meetings among them: {meetings}, with {history}. That "
                "it was erased, by whom, when and why stays in the record of who did what. Documents that were issued "
                "are not reached."
            ).format(
                rows=_say("%Ln rows", erasure.rows),
                meetings=erasure.meetings,
                history=_say("%Ln earlier wordings", erasure.history),
            ),
            wrap=True,
        )
    )
    return frame


def _copies(backups: tuple[BackupFile, ...]) -> QWidget:
    frame, inside = card("warn-card")
    inside.addWidget(label(_say("%n backups of this vault still hold the words.", len(backups)), "warn", wrap=True))
    inside.addWidget(
        label(_say("Copies that somebody took elsewhere hold them too: ask your IT team to delete those."), wrap=True)
    )
    return frame


def _say(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("Erase", text, "", count)
