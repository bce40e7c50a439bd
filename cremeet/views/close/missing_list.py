"""The one list of what is missing: each line leads to its place, or is closed with a reason that the minutes show."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from cremeet.services.closing import Missing
from cremeet.views.close.reading import Closing
from cremeet.views.fields import WrappedButton, across, button, label, space
from cremeet.views.fields.commands import stands_for_command
from cremeet.views.fields.speak import announce
from cremeet.views.fields.words import card, down

Key = tuple[str, str]


class MissingLine(QFrame):
    """One line: its sentence leads to its place; beside it, closing it with a reason, or taking that back."""

    def __init__(self, line: Missing) -> None:
        super().__init__()
        self.line, self.key = line, (line.check, line.about_id)
        self.goes = WrappedButton(line.what, "quiet" if line.overridden else "link")
        words = self.tr("Take back") if line.overridden else self.tr("Close with a reason")
        self.other = button(words, "quiet" if line.overridden else "plain", name=f"{words}: {line.what}")
        stands_for_command(self.goes, self.other)
        row = across(self.goes, self.other, gap=10)
        row.setStretch(0, 1)
        column = down(row, gap=2)
        if line.overridden:
            said = self.tr("Closed with the reason: {reason}").format(reason=line.overridden)
            column.addWidget(label(said, "small", wrap=True))
        column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column)


class MissingList(QFrame):
    """`followed` carries the line to go to, `override` the line to close, `take_back` the line to open again."""

    followed = Signal(object)
    override = Signal(object)
    take_back = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[MissingLine] = []
        self._shown: tuple[Missing, ...] | None = None
        self._title, self._said = label("", "h2", wrap=True), label("", "muted", wrap=True)
        self._column = QVBoxLayout()
        space(self._column, 6)
        frame, inside = card()
        inside.addWidget(self._title)
        inside.addWidget(self._said)
        inside.addLayout(self._column)
        whole = down(frame, gap=0)
        whole.setContentsMargins(0, 0, 0, 0)
        self.setLayout(whole)

    def show_closing(self, found: Closing) -> None:
        """Show what is missing now; the line that had the keyboard keeps it, or the one after it gets it."""
        count = found.open_count
        if not found.changeable:
            self.hide()
            return
        self._title.setText(self.tr("%n things are missing", "", count) if count else self.tr("Nothing is missing"))
        self._said.setText(
            self.tr("Every line is filled, or closed with its reason.")
            if not count
            else self.tr("Each line leads to its place. What cannot be filled is closed with a reason, in the minutes.")
        )
        if self.accessibleName() not in {"", self._title.text()}:  # a field was filled elsewhere (WCAG 4.1.3)
            announce(self, self._title.text())
        self.setAccessibleName(self._title.text())
        if found.missing != self._shown:
            self._rebuild(found.missing)

    def take_focus(self) -> None:
        """Put the keyboard on the first open line."""
        if self.lines:
            self.lines[0].goes.setFocus()

    def _rebuild(self, missing: tuple[Missing, ...]) -> None:
        row, side = self._held()
        for old in self.lines:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown, self.lines = missing, []
        for line in missing:
            made = MissingLine(line)
            made.goes.clicked.connect(lambda _=False, one=line: self.followed.emit(one))
            does = self.take_back if line.overridden else self.override
            made.other.clicked.connect(lambda _=False, one=line, signal=does: signal.emit(one))
            self._column.addWidget(made)
            made.show()  # now, and not when the events are done: it may be given the keyboard at once
            self.lines.append(made)
        if row is not None and self.lines:
            near = self.lines[min(row, len(self.lines) - 1)]
            (near.goes if side == "goes" else near.other).setFocus()

    def _held(self) -> tuple[int | None, str]:
        for row, one in enumerate(self.lines):
            for name, held in (("goes", one.goes), ("other", one.other)):
                if isinstance(held, QPushButton) and held.hasFocus():
                    return row, name
        return None, ""
