"""Help over a dialog or a window of its own: F1 opens it, Esc goes back to the field that had the focus."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from cremeet.views.fields.commands import commands_in
from cremeet.views.fields.measure import px, space
from cremeet.views.fields.words import across, button
from cremeet.views.help.reading import Reading, keys_of, pieces_of
from cremeet.views.help.topics import find_topic

_WIDTH, _HEIGHT = 620, 520


class HelpDialog(QDialog):
    """One topic, and the keys of what it lies over."""

    def __init__(self, over: QWidget, name: str) -> None:
        super().__init__(over)
        self.setWindowTitle(_say("cremeet"))  # a title shows in the taskbar
        self.finished.connect(self.deleteLater)
        topic = find_topic(name)
        self.setAccessibleName(topic.title if topic else _say("Help"))
        self.reading = Reading()
        self.reading.setAccessibleName(self.accessibleName())
        told = pieces_of(topic, _say("What to do next"), _say("Good to know")) if topic else ()
        keys = [(one.keys, one.words) for one in commands_in(over) if one.keys]
        self.reading.set_pieces((*told, *keys_of(_say("Keys here"), keys)))
        leave = button(_say("Close"), "primary")
        leave.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        space(column, 10, 16, 14)
        column.addWidget(self.reading, 1)
        column.addLayout(across(None, leave))
        room = over.window().size()
        self.resize(min(px(_WIDTH), max(room.width(), px(360))), min(px(_HEIGHT), max(room.height(), px(320))))
        self.reading.setFocus()


def _say(text: str) -> str:
    return QCoreApplication.translate("Help", text)
