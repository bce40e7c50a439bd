"""Wording to look at again before closing: folded away, for it only advises and never keeps a meeting open."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from cremeet.services.wording_look import WordingLine
from cremeet.views.close.reading import Closing
from cremeet.views.fields import label, space
from cremeet.views.fields.words import card
from cremeet.views.meeting.wording_lines import WordingLines, heading
from cremeet.views.risk.fold import Fold


class WordingCard(QFrame):
    """`followed` carries the line that was chosen. It shows only while there is something to look at."""

    followed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[WordingLine, ...] | None = None
        self.list = WordingLines()
        self.list.followed.connect(self.followed)
        self.fold = Fold("", self.list)
        said = self.tr("The language guide words these otherwise. You decide: nothing here has to be changed.")
        frame, inside = card()
        inside.addWidget(self.fold)
        inside.addWidget(label(said, "muted", wrap=True))
        whole = QVBoxLayout(self)
        space(whole, 0)
        whole.addWidget(frame)
        self.hide()

    def show_closing(self, found: Closing) -> None:
        """Show what there is to look at now."""
        self.setVisible(bool(found.wording))
        if found.wording != self._shown:
            self._shown = found.wording
            self.fold.set_words(heading(len(found.wording)))
            self.list.show_lines(found.wording)
