"""Look it up: help, the strategy, guidance and the reports behind it, found by any of their words, offline."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from cremeet.services import shelf
from cremeet.services.shelf import Entry, Found
from cremeet.views.fields.choose import ChoiceField
from cremeet.views.fields.commands import command
from cremeet.views.fields.entry import LineField
from cremeet.views.fields.measure import px, space
from cremeet.views.fields.page import Page
from cremeet.views.fields.speak import announce
from cremeet.views.fields.table import Column, ListTable
from cremeet.views.fields.words import across, label
from cremeet.views.help.reading import Kind, Piece, Reading
from cremeet.views.help.topics import Topic, topics
from cremeet.views.library.crib_sheet import CribSheet
from cremeet.views.navigation import Desk

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
_BESIDE_EM = 60
"""Below this width, in letters of body text, what is read stands under what was found."""


class LibraryPage(Page):
    """A line to look with, what was found, and the text of what is under the cursor.

    The focus stays in the line while Up and Down walk through what was found; Enter goes into the text, Esc back to
    where the person was.
    """

    aside = True

    def __init__(self, desk: Desk) -> None:
        super().__init__("", scrolls=False)
        self.set_title(
            self.tr("Look it up"), self.tr("Help, the strategy, guidance and reports. All of it is on this computer.")
        )
        self.place = self.tr("Look it up")
        self.keys = (("↑ ↓", self.tr("through what was found")), ("Enter", self.tr("read it")))
        self._entries: tuple[Entry, ...] = ()
        self.search = LineField(placeholder=self.tr("Any words, in any order"), longest=120)
        self.search.setAccessibleName(self.tr("Look for words in help, strategy, guidance and reports"))
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self.kind = ChoiceField([(name, words) for name, words in self._kinds().items()])
        self.kind.setItemText(0, self.tr("Everything"))
        self.kind.setAccessibleName(self.tr("Where to look"))
        self.count = label("", "small")
        self.crib = CribSheet(desk, self)
        self.table = ListTable(desk.theme, self.tr("What was found"), self._columns(), say=self._say)
        self.reading = Reading()
        self.reading.setAccessibleName(self.tr("The text"))
        self._lay_out()
        self.search.textChanged.connect(lambda _: self._find())
        self.kind.edited.connect(self._find)
        self.table.moved.connect(self._show)
        self.table.chosen.connect(lambda _: self.reading.setFocus())
        command(self, self.tr("Look for something else"), "Ctrl+F", self._look_again, hint=self.tr("look again"))
        leave = command(self, self.tr("Back to where you were"), "Esc", self.left.emit, hint=self.tr("back"))
        leave.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)  # Esc closes the panel beside it too
        desk.record.do(self, self._fill, shelf.shelf, failed=lambda _: self._fill(()))

    def first_focus(self) -> QWidget:
        """Return the line to look with."""
        return self.search

    def leave(self) -> None:
        """Wait for no crib sheet any more."""
        self.crib.stop()

    def panes(self) -> list[QWidget]:
        """Return the line, what was found, and the text."""
        return [self.search, self.table, self.reading]

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the text beside what was found, or under it."""
        super().resizeEvent(event)
        beside = self.width() >= _BESIDE_EM * px(14)
        self._both.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Walk through what was found with the keys of the line."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            last = len(self.table.rows) - 1
            if step is not None and last >= 0:
                self.table.selectRow(min(last, max(0, self.table.currentIndex().row() + step)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and last >= 0:
                self.reading.setFocus()
                return True
        return super().eventFilter(watched, event)

    # -- what is here -------------------------------------------------------------------------------------------------
    def _fill(self, entries: tuple[Entry, ...]) -> None:
        self._entries = (*entries, *(_of_topic(name, topic) for name, topic in topics().items()))
        self._find()

    def _find(self) -> None:
        kind = self.kind.value()
        there = [entry for entry in self._entries if not kind or entry.kind == kind]
        found = shelf.look_up(there, self.search.text())
        self.table.set_rows(found)
        if found:
            self.table.selectRow(0)
            self.table.scrollToTop()
        said = self.tr("{n} found").format(n=len(found)) if found else self.tr("Nothing here has all of these words.")
        self.count.setText(said)
        if self.search.text().strip():
            announce(self.search, said)

    def _look_again(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _show(self, found: Found | None) -> None:
        if found is None:
            self.reading.set_pieces(())
            return
        if self.search.hasFocus() and self.isVisible():
            announce(self.search, self._say(found))
        entry, words = found.entry, self.search.text()

        def piece(kind: Kind, text: str) -> Piece:
            return Piece(kind, text, shelf.places(text, words))

        pieces = [piece("title", entry.title), Piece("note", self._kinds()[entry.kind])]
        pieces += [piece("body", one) for one in entry.paragraphs]
        pieces += [piece("step", one) for one in entry.points]
        if entry.source:
            pieces.append(piece("note", entry.source))
        self.reading.set_pieces(pieces)
        self.reading.setAccessibleName(entry.title)

    def _kinds(self) -> dict[str, str]:
        return {
            "strategy": self.tr("The strategy"),
            "guidance": self.tr("Law and guidance"),
            "disruption": self.tr("Disruption"),
            "adulthood": self.tr("Towards adulthood"),
            "panel": self.tr("Panels"),
            "voice": self.tr("Being heard"),
            "report": self.tr("Reports and guides"),
            "abbreviation": self.tr("Short forms"),
            "help": self.tr("Help with cremeet"),
        }

    def _say(self, found: Found) -> str:
        return ", ".join(part for part in (found.entry.title, self._kinds()[found.entry.kind], found.context) if part)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("What"), lambda found: found.entry.title, 250, strong=True),
            Column(self.tr("Words"), lambda found: found.context or (*found.entry.paragraphs, "")[0]),
            Column(self.tr("Where"), lambda found: self._kinds()[found.entry.kind], 150),
        )

    def _lay_out(self) -> None:
        pane = QWidget()
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, pane)
        space(self._both, 12)
        self._both.addWidget(self.table, 3)
        self._both.addWidget(self.reading, 2)
        self.add_to_heading(self.crib)
        row = across(self.search, self.kind, self.count)
        row.setStretch(0, 1)
        self.crib.said.hide()
        self.content.addWidget(self.crib.said)
        self.content.addLayout(row)
        self.content.addWidget(pane, 1)


def _of_topic(name: str, topic: Topic) -> Entry:
    plain = [words.replace("`", "") for words in (topic.about, *topic.next, *topic.know)]
    return Entry(f"help:{name}", "help", topic.title, (plain[0],), tuple(plain[1:]))
