"""A picture and the table that tells the same: one of them is shown, below the sentence, and Alt+G turns."""

from __future__ import annotations

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cremeet.exports.figures import Picture
from cremeet.views.fields.measure import space
from cremeet.views.fields.picture import PictureView
from cremeet.views.fields.speak import announce
from cremeet.views.fields.words import across, button, label
from cremeet.views.theme import Theme


class Pictured(QWidget):
    """Shows `table` or a picture of it.

    `words` offer the picture; `table_first` where the table is what people work with. A restricted picture waits until
    it is asked for, and again once it was left.
    """

    def __init__(
        self, theme: Theme, table: QWidget, words: str, *, table_first: bool = False, restricted: bool = False
    ) -> None:
        super().__init__()
        self._words, self._restricted = words, restricted
        self._drawn, self._wanted = False, not (table_first or restricted)
        self.said = label("", "muted", wrap=True)
        self.picture = PictureView(theme)
        self.table = table
        self.turn = button(words, "quiet", shortcut="Alt+G")
        self.turn.clicked.connect(self._turn)
        column = QVBoxLayout(self)
        space(column, 8)
        row = across(self.said, self.turn, gap=12)
        row.setStretch(0, 1)
        column.addLayout(row)
        column.addWidget(self.picture)
        column.addWidget(table, 1)
        column.addStretch(0)
        self._show()

    def show_picture(self, picture: Picture | None) -> None:
        """Draw another picture; without one there is the table alone."""
        self._drawn = picture is not None
        self.picture.show_picture(picture)
        self.said.setText(picture.sentence if picture is not None else "")
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Take a restricted picture away when its tab or its page is left."""
        super().hideEvent(event)
        if self._restricted and not event.spontaneous():
            self._wanted = False
            self._show()

    def _turn(self) -> None:
        self._wanted = not self._wanted
        self._show()
        announce(self, self.said.text() if self._wanted else self.tr("The table is shown."))

    def _show(self) -> None:
        drawn = self._drawn and self._wanted
        self.turn.setVisible(self._drawn)
        self.turn.setText(self.tr("Show as table") if drawn else self._words)
        self.said.setVisible(drawn or (self._drawn and not self._restricted))
        self.picture.setVisible(drawn)
        self.table.setVisible(not drawn)
        self.updateGeometry()
