"""Words found in a copy that its reader has from elsewhere too: a person looks, and says whether the copy goes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget

from cremeet.exports.issuing import Made
from cremeet.views.fields.help_key import give_help
from cremeet.views.fields.measure import space
from cremeet.views.fields.words import across, button, card, label
from cremeet.views.fields.work_dialog import fit, scrolling
from cremeet.views.send.reading import document_title


class Judging(QDialog):
    """One tick for each copy; a copy that is not ticked is not issued. `refused` are their ids."""

    def __init__(self, parent: QWidget | None, doubts: Sequence[Made]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_say("cremeet"))
        self.setAccessibleName(_say("Words to judge"))
        give_help(self, "send-judging")
        self._ticks: dict[str, QCheckBox] = {}
        inside = QWidget()
        column = QVBoxLayout(inside)
        space(column, 12, 20, 16)
        column.addWidget(label(_say("Words to judge"), "h1", wrap=True))
        column.addWidget(
            label(
                _say(
                    "These copies hold words that also stand in something their reader may not have. The reader has "
                    "the same words from another place. Look at each, and tick the copies that may go."
                ),
                wrap=True,
            )
        )
        for made in doubts:
            column.addWidget(self._of(made))
        column.addStretch(1)
        self.yes = button(_say("Issue what is ticked"), "primary", shortcut="Ctrl+Return")
        self.yes.clicked.connect(self.accept)
        foot = QWidget()
        row = across(None, self.yes)
        space(row, 10, 20, 9)
        foot.setLayout(row)
        whole = QVBoxLayout(self)
        space(whole, 0)
        whole.addWidget(scrolling(inside), 1)
        whole.addWidget(foot)
        fit(self, inside, parent)

    @property
    def refused(self) -> tuple[str, ...]:
        """The ids of the copies that do not go; all of them where the dialog was closed."""
        if self.result() != QDialog.DialogCode.Accepted:
            return tuple(self._ticks)
        return tuple(copy_id for copy_id, tick in self._ticks.items() if not tick.isChecked())

    def _of(self, made: Made) -> QWidget:
        frame, column = card(gap=6)
        order = made.prepared.order
        title = _say("Copy {n}: {document} for {reader}").format(
            n=made.prepared.number, document=document_title(order.document), reader=order.recipient
        )
        column.addWidget(label(title, "h2", wrap=True))
        for finding in made.to_judge:
            said = _say("“{words}” (in the copy: {where}) is also in {what}. The reader has it from {also}.")
            column.addWidget(
                label(
                    said.format(words=finding.words, where=finding.where, what=finding.what, also=finding.also),
                    wrap=True,
                )
            )
        tick = QCheckBox(_say("This copy may go"))
        tick.setAccessibleDescription(title)
        self._ticks[made.prepared.copy_id] = tick
        column.addWidget(tick)
        return frame


def _say(text: str) -> str:
    return QCoreApplication.translate("Send", text)
