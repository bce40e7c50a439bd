"""What can be done, in a list to look through: the sheet of keys (Ctrl+/), the palette (Ctrl+K), and the menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QMenu, QVBoxLayout, QWidget

from cremeet.services.folding import fold
from cremeet.views.fields.commands import Jump, Known
from cremeet.views.fields.entry import LineField
from cremeet.views.fields.help_key import give_help
from cremeet.views.fields.measure import px, space
from cremeet.views.fields.speak import announce
from cremeet.views.fields.table import Column, ListTable
from cremeet.views.fields.words import across, button, label
from cremeet.views.shell.key_bar import Keys
from cremeet.views.theme import Theme

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
_WIDTH, _HEIGHT = 720, 560


@dataclass(frozen=True, slots=True)
class _Line:
    words: str
    group: str
    keys: str
    ready: bool
    does: Callable[[], object] | None

    @property
    def folded(self) -> str:
        return f"{fold(self.words)} {fold(self.group)}"


class CommandList(QDialog):
    """A line to look with over a table of what was found. The focus stays in the line: Up and Down move, Esc leaves."""

    def __init__(self, parent: QWidget, theme: Theme, title: str, ask: str, lines: Iterable[_Line]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("cremeet"))  # a title shows in the taskbar
        self.setAccessibleName(title)
        give_help(self, "commands")
        self.finished.connect(self.deleteLater)
        self._lines = tuple(lines)
        self.search = LineField(longest=80)
        self.search.setPlaceholderText(ask)
        self.search.setAccessibleName(ask)
        self.search.installEventFilter(self)
        self.table = ListTable(
            theme,
            title,
            (
                Column(self.tr("What"), self._words, strong=True),
                Column(self.tr("Where"), lambda line: line.group, width=130),
                Column(self.tr("Keys"), lambda line: line.keys, width=140),
            ),
            say=self._say,
        )
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.none = label(self.tr("Nothing here is called that."), "muted", wrap=True)
        self.leave = button(self.tr("Close"))
        self.leave.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        space(column, 10, 18, 16)
        column.addWidget(label(title, "h2"))
        for piece in (self.search, self.none, self.table):
            column.addWidget(piece)
        column.setStretch(3, 1)
        column.addLayout(across(None, self.leave))
        self.search.textChanged.connect(lambda _: self._find())
        self.table.moved.connect(self._moved)
        self.table.doubleClicked.connect(lambda _: self.choose())
        self._find()
        self.resize(self.sizeHint())  # Qt would stop at two thirds of the display
        self.search.setFocus()

    @property
    def found(self) -> tuple[str, ...]:
        """What is listed now, by its words."""
        return tuple(line.words for line in self.table.rows)

    def choose(self) -> None:
        """Do what is under the cursor; by default there is nothing to do."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that leaves the window to be seen around it where there is room."""
        window = self.parentWidget()
        wanted = QSize(px(_WIDTH), px(_HEIGHT))
        return wanted if window is None else wanted.boundedTo(window.size() - QSize(24, 24))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Step through the table and choose with the keys of the line."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self._step(step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.choose()
                return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        last = len(self.table.rows) - 1
        if last >= 0:
            row = min(last, max(0, self.table.currentIndex().row() + by))
            self.table.selectRow(row)

    def _find(self) -> None:
        wanted = fold(self.search.text()).split()
        found = [line for line in self._lines if all(word in line.folded for word in wanted)]
        if wanted:  # what begins with the words comes first; the order is kept otherwise
            start = " ".join(wanted)
            found.sort(
                key=lambda line: (
                    not line.ready,
                    not fold(line.words).startswith(start),
                    wanted[0] not in fold(line.words),
                )
            )
        self.table.set_rows(found)
        if found:
            self.table.selectRow(0)
            self.table.scrollToTop()
        self.none.setVisible(not found)
        if wanted:
            announce(self, self.tr("{n} found").format(n=len(found)))

    def _words(self, line: _Line) -> str:
        return line.words if line.ready else self.tr("{what} (not now)").format(what=line.words)

    def _moved(self, line: _Line | None) -> None:
        if line is not None and self.isVisible():
            announce(self.search, self._say(line))

    def _say(self, line: _Line) -> str:
        return ", ".join(part for part in (self._words(line), line.keys, line.group) if part)


class KeySheet(CommandList):
    """Every key of this screen and of the window, by group."""

    def __init__(self, parent: QWidget, theme: Theme, commands: Sequence[Known], keys: Keys) -> None:
        here = self.tr("On this screen")
        own = [_Line(words, here, key, ready=True, does=None) for key, words in keys]
        given = [_Line(one.words, one.group, one.keys, one.ready, None) for one in commands if one.keys]
        groups = list(dict.fromkeys((here, *(line.group for line in given))))
        lines = sorted((*own, *given), key=lambda line: groups.index(line.group))
        super().__init__(parent, theme, self.tr("All keys"), self.tr("Look for a key or what it does"), lines)


class Palette(CommandList):
    """Everything that can be done or gone to from here; Enter does it."""

    def __init__(self, parent: QWidget, theme: Theme, commands: Sequence[Known], jumps: Sequence[Jump]) -> None:
        given = [_Line(one.words, one.group, one.keys, one.ready, one.action.trigger) for one in commands]
        there = [_Line(one.words, one.group, "", ready=True, does=one.does) for one in jumps]
        super().__init__(
            parent, theme, self.tr("Find a command"), self.tr("Type what you want to do"), (*given, *there)
        )

    def choose(self) -> None:
        """Close, give the focus back, and do it; what cannot be done now is only said."""
        line: _Line | None = self.table.current()
        if line is None or line.does is None:
            return
        if not line.ready:
            announce(self.search, self.tr("{what} cannot be done now.").format(what=line.words), assertive=True)
            return
        self.accept()
        line.does()


def fill_menu(menu: QMenu, commands: Sequence[Known]) -> None:
    """Fill a menu with what can be done, a menu of its own for each group, with its keys."""
    menu.clear()
    for old in menu.findChildren(QMenu):  # clearing leaves them
        old.setParent(None)
        old.deleteLater()
    groups: dict[str, QMenu] = {}
    for one in commands:
        if one.group not in groups:
            groups[one.group] = menu.addMenu(one.group.replace("&", "&&"))
        made = groups[one.group].addAction(f"{one.words.replace('&', '&&')}\t{one.keys}")
        made.setEnabled(one.ready)
        made.triggered.connect(lambda _=False, does=one.action.trigger: does())
