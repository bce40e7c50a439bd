"""What became of every copy, with each reader's password: shown once, and ticked when it went by another channel."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget

from cremeet.exports.sending import Outcome
from cremeet.services import copies
from cremeet.views.fields.dialogs import confirm
from cremeet.views.fields.help_key import give_help
from cremeet.views.fields.measure import space
from cremeet.views.fields.plain import copy
from cremeet.views.fields.speak import announce
from cremeet.views.fields.words import across, button, card, label
from cremeet.views.fields.work_dialog import fit, scrolling
from cremeet.views.navigation import Desk
from cremeet.views.send.reading import document_title, form_title


class Outcomes(QDialog):
    """A card for each reader. The passwords are nowhere else: they are gone when this closes."""

    def __init__(self, parent: QWidget | None, desk: Desk, outcomes: Sequence[Outcome]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_say("cremeet"))
        self.setAccessibleName(_say("What was issued"))
        give_help(self, "send-outcomes")
        self.finished.connect(self.deleteLater)
        self._desk = desk
        self.ticks: list[QCheckBox] = []
        inside = QWidget()
        column = QVBoxLayout(inside)
        space(column, 12, 20, 16)
        done = sum(one.done for one in outcomes)
        title = _say("{done} of %n copies issued", len(outcomes)).format(done=done)
        column.addWidget(label(title, "h1", wrap=True))
        if any(one.password for one in outcomes):
            column.addWidget(
                label(
                    _say(
                        "Each password is shown once, here. Tell it to its reader by another way than the file: by "
                        "telephone or text message, never in the same e-mail."
                    ),
                    wrap=True,
                )
            )
        for reader, theirs in _by_reader(outcomes).items():
            column.addWidget(self._card(reader, theirs))
        column.addStretch(1)
        self.close_it = button(_say("Close"), "primary", shortcut="Ctrl+Return")
        self.close_it.clicked.connect(self.reject)
        foot = QWidget()
        row = across(None, self.close_it)
        space(row, 10, 20, 9)
        foot.setLayout(row)
        whole = QVBoxLayout(self)
        space(whole, 0)
        whole.addWidget(scrolling(inside), 1)
        whole.addWidget(foot)
        fit(self, inside, parent)

    def reject(self) -> None:
        """Close; where a password was not ticked as sent, only when the person says so."""
        if all(tick.isChecked() for tick in self.ticks) or confirm(
            self,
            _say("Close, and lose the passwords?"),
            _say(
                "Not every password is ticked as sent. They cannot be shown again: a copy would have to be issued anew."
            ),
            yes=_say("Close"),
            no=_say("Stay"),
            danger=True,
        ):
            super().reject()

    def _card(self, reader: str, theirs: list[Outcome]) -> QWidget:
        frame, column = card("card" if all(one.done for one in theirs) else "warn-card", gap=6)
        column.addWidget(label(reader, "h2", wrap=True))
        for one in theirs:
            order = one.prepared.order
            what = _say("Copy {n}: {document}, {form}").format(
                n=one.prepared.number, document=document_title(order.document), form=form_title(order.form)
            )
            if one.done:
                where = f" {one.path.parent.name}/{one.path.name}" if one.path else ""
                column.addWidget(label(f"{what}.{where}", wrap=True))
            else:
                column.addWidget(
                    label(_say("{what}: not issued. {why}").format(what=what, why=one.why), "bad", wrap=True)
                )
            if one.lost:
                lost = _say("The PDF has no letter shapes for {letters}; send the Word file for them.")
                column.addWidget(label(lost.format(letters=" ".join(one.lost)), "warn", wrap=True))
        password = next((one.password for one in theirs if one.password), "")
        if password:
            shown = label(password, "strong", wrap=True, name=_say("Password: {password}").format(password=password))
            copies_it = button(_say("Copy the password"), name=_say("Copy the password of {name}").format(name=reader))
            copies_it.clicked.connect(lambda: self._copy(password))
            column.addLayout(across(shown, None, copies_it))
            tick = QCheckBox(_say("Sent by another channel"))
            tick.setAccessibleDescription(reader)
            ids = [one.prepared.copy_id for one in theirs if one.password]
            tick.clicked.connect(lambda on: self._ticked(ids, on=on))
            self.ticks.append(tick)
            column.addWidget(tick)
        return frame

    def _copy(self, password: str) -> None:
        copy(password)
        announce(self, _say("Copied; it is taken from the clipboard again in half a minute."))

    def _ticked(self, ids: list[str], *, on: bool) -> None:
        for copy_id in ids:
            self._desk.record.do(self, lambda _: None, copies.password_sent, copy_id, sent=on)


def _by_reader(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    found: dict[str, list[Outcome]] = {}
    for one in outcomes:
        found.setdefault(one.prepared.order.recipient, []).append(one)
    return found


def _say(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("Send", text, "", count)
