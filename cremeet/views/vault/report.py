"""What a drill or a check found: one line for each thing that was looked at, good or bad, in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cremeet.views.fields.measure import space, wear
from cremeet.views.fields.speak import announce
from cremeet.views.fields.words import label


class ReportCard(QFrame):
    """A title and the lines under it; hidden until there is something to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "ok-card")
        self._title = label("", "strong", wrap=True)
        self._lines = QWidget()
        self._column = QVBoxLayout(self._lines)
        space(self._column, 3)
        column = QVBoxLayout(self)
        space(column, 6, 14, 12)
        column.addWidget(self._title)
        column.addWidget(self._lines)
        self.hide()

    def say(self, title: str, lines: Sequence[str] = (), *, good: bool) -> None:
        """Show and announce a result."""
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        wear(self, "role", "ok-card" if good else "bad-card")
        wear(self._title, "role", "ok" if good else "bad")
        self._title.setText(title)
        for line in lines:
            self._column.addWidget(label(line, wrap=True))
        self._lines.setVisible(bool(lines))
        self.show()
        announce(self, " ".join((title, *lines)), assertive=not good)
