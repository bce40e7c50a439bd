"""The words of an enrolment card, large, for two people who compare them on the telephone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from cremeet.views.fields.flow import Flow
from cremeet.views.fields.words import label


class CheckWords(QWidget):
    """A few words in a row that goes on in the next line where there is no room."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = Flow(14)
        self.setLayout(self._flow)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_words(self, words: Sequence[str]) -> None:
        """Show these words and no others."""
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for number, word in enumerate(words, 1):
            shown = label(word, "h1")
            shown.setAccessibleName(self.tr("Word {number}: {word}").format(number=number, word=word))
            self._flow.addWidget(shown)
        self.setAccessibleName(self.tr("Check words: {words}").format(words=", ".join(words)))
        self.updateGeometry()
