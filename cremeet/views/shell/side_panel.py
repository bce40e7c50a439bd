"""The panel at the right: help with the keys of this screen, and how the window looks. Esc puts it away."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from cremeet.views.fields.choose import ChoiceField, OneOf
from cremeet.views.fields.commands import stands_for_command
from cremeet.views.fields.form import Form
from cremeet.views.fields.measure import space
from cremeet.views.fields.words import across, button, label
from cremeet.views.help.reading import Reading, keys_of, pieces_of
from cremeet.views.help.topics import Topic
from cremeet.views.shell.key_bar import Keys
from cremeet.views.theme import Theme

_WIDTH = 320
_NO_LIMIT = 16_777_215
SIZES = (100, 110, 125, 150, 175, 200)


def next_size(present: int, step: int) -> int | None:
    """Return the next larger (`step` above 0) or smaller text size, or None where there is none."""
    others = [size for size in SIZES if (size > present if step > 0 else size < present)]
    return (others[0] if step > 0 else others[-1]) if others else None


class SidePanel(QFrame):
    """A heading, a close button and whatever is being shown."""

    opened = Signal()
    asked_more = Signal()
    """Sent when the person wants to look up more than help says."""
    closed = Signal()
    look_chosen = Signal(str, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("SidePanel")
        self._theme = theme
        self.showing = ""
        self._heading = label("", "h2")
        self._close = button("", "quiet", tip=self.tr("Close this panel"), name=self.tr("Close this panel"))
        theme.give_icon(self._close, "x", "accent", 18)
        self._close.clicked.connect(self.put_away)
        self._first: QWidget = self._close
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        space(column, 10, 16, 12)
        column.addLayout(across(self._heading, None, self._close))
        column.addWidget(self._area, 1)
        self.hide()

    def show_help(self, topic: Topic | None, keys: Keys, groups: Mapping[str, Keys]) -> None:
        """Show what this screen is for and what to do next, the keys of its lists and lines, its commands by group."""
        body, column = self._fresh("help", self.tr("Help"))
        here = self.tr("On this screen")
        merged = {here: (*keys, *groups.get(here, ())), **{name: them for name, them in groups.items() if name != here}}
        pieces = list(pieces_of(topic, self.tr("What to do next"), self.tr("Good to know")) if topic else ())
        for title, group in merged.items():
            pieces += keys_of(title, group)
        reading = Reading()
        reading.setAccessibleName(self.tr("Help: {title}").format(title=topic.title) if topic else self.tr("Help"))
        reading.set_pieces(pieces)
        column.addWidget(reading, 1)
        more = button(self.tr("Look something up…"), tip=self.tr("Look something up (Ctrl+F1)"))
        stands_for_command(more)
        more.clicked.connect(self.asked_more)
        column.addWidget(more)
        self._put(body)
        self._first = reading

    def show_lines(self, showing: str, title: str, lines: Keys) -> None:
        """Show lines of keys and words, and leave the focus where it is."""
        body, column = self._fresh(showing, title)
        reading = Reading()
        reading.setAccessibleName(title)
        reading.set_pieces(keys_of(title, lines)[1:])  # the panel has its heading already
        column.addWidget(reading, 1)
        self._put(body)
        self._first = reading

    def show_settings(self, choice: str, percent: int) -> None:
        """Show how the window looks; what is chosen takes effect at once."""
        body, column = self._fresh("settings", self.tr("Settings"))
        looks = OneOf((("system", self.tr("As the computer")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))))
        looks.set_value(choice)
        sizes = ChoiceField([(str(size), f"{size}%") for size in SIZES], prompt=f"{percent}%")
        sizes.set_value(str(percent))
        form = Form()
        form.add(self.tr("Colours"), looks)
        form.add(self.tr("Text size"), sizes, hint=self.tr("Ctrl and + or − change it too."))
        for field in (looks, sizes):
            field.edited.connect(
                lambda: self.look_chosen.emit(looks.value() or "system", int(sizes.value() or percent))
            )
        column.addWidget(form)
        column.addStretch(1)
        self._put(body)
        self._first = looks.target

    def take_focus(self) -> None:
        """Put the focus on what is read or chosen here."""
        self._first.setFocus()

    def set_whole(self, *, whole: bool) -> None:
        """Take the whole width, where there is no room beside the page."""
        if whole:
            self.setMinimumWidth(0)
            self.setMaximumWidth(_NO_LIMIT)
        else:
            self.setFixedWidth(self._theme.px(_WIDTH))

    def put_away(self) -> None:
        """Close the panel."""
        self.showing = ""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the panel's usual width."""
        return QSize(self._theme.px(_WIDTH), 400)

    def _fresh(self, showing: str, title: str) -> tuple[QWidget, QVBoxLayout]:
        self.showing = showing
        self._heading.setText(title)
        self.setAccessibleName(title)
        body = QWidget()
        body.setObjectName("Scrolled")
        column = QVBoxLayout(body)
        space(column, 10, 0, 2, 8, 2)
        return body, column

    def _put(self, body: QWidget) -> None:
        self._area.setWidget(body)
        self.show()
        self.opened.emit()
