"""Wording to look at again in a whole meeting: a line for each place, which leads there. It only advises."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cremeet.services.wording_look import WordingLine
from cremeet.views.fields import WrappedButton, label, px, space
from cremeet.views.fields.dialogs import Question
from cremeet.views.navigation import Navigator
from cremeet.views.risk.three_panes import scrolling


class WordingLines(QFrame):
    """`followed` carries the line that was chosen."""

    followed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[WrappedButton] = []
        self._column = QVBoxLayout(self)
        space(self._column, 8)

    def show_lines(self, lines: tuple[WordingLine, ...]) -> None:
        """Show these lines in place of those of before."""
        while (old := self._column.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.lines = []
        for line in lines:
            words = self.tr("{where}: “{found}”").format(where=line.where, found=line.found)
            advice = self.tr("Consider: {prefer}. {why}").format(prefer=line.prefer.rstrip("."), why=line.why)
            goes = WrappedButton(words, "quiet")
            goes.setAccessibleDescription(advice)
            goes.clicked.connect(lambda _=False, one=line: self.followed.emit(one))
            self._column.addWidget(goes)
            self._column.addWidget(label(advice, "small", wrap=True))
            self.lines.append(goes)


class WordingDialog(Question):
    """The lines in a window of their own, over the live meeting. `followed` carries the line that was chosen."""

    followed = Signal(object)
    topic = "wording"

    def __init__(self, parent: QWidget, lines: tuple[WordingLine, ...]) -> None:
        said = _say("The language guide words these otherwise. Each line leads to its place; nothing is changed.")
        super().__init__(parent, heading(len(lines)), said, _say("Close"), "")
        self.no.hide()
        self.list = WordingLines()
        self.list.show_lines(lines)
        self.list.followed.connect(self._go)
        area = scrolling(self.list)
        area.setMinimumHeight(px(240))
        self.content.addWidget(area)
        self.list.lines[0].setFocus()

    def _go(self, line: WordingLine) -> None:
        self.accept()
        self.followed.emit(line)


def heading(count: int) -> str:
    """Return the heading of so many lines."""
    return _say("Wording to look at again ({n})").format(n=count)


def follow(go: Navigator, meeting_id: str, line: WordingLine) -> None:
    """Go to the place of a line."""
    place, _, about = line.place.partition(":")
    if place == "plan":
        go.show_plan(meeting_id, about)
    elif place == "contingency":
        go.show_close(meeting_id)
    else:
        go.show_meeting(meeting_id, line.place)


def _say(text: str) -> str:
    return QCoreApplication.translate("Wording", text)
