"""Where there is room for one pane only: which item, and whether its minutes or the meeting's record show."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from cremeet.views.fields import ChoiceField, across, button, space
from cremeet.views.meeting.chairing import Chairing
from cremeet.views.meeting.work import MeetingWork


class CompactBar(QWidget):
    """`shown` carries 0 for the minutes and 1 for the record."""

    shown = Signal(int)

    def __init__(self, work: MeetingWork, chairing: Chairing) -> None:
        super().__init__()
        self._work = work
        self.items = ChoiceField()
        self.items.setAccessibleName(self.tr("Agenda item"))
        self.items.activated.connect(lambda _: self._choose())
        self._tabs = QTabBar()
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.addTab(self.tr("Minutes"))
        self._tabs.addTab(self.tr("Record"))
        self._tabs.currentChanged.connect(self.shown)
        self.next = button("", tip=self.tr("Next item"), name=self.tr("Next item"))
        work.desk.theme.give_icon(self.next, "arrow-right", "ink", 16)
        self.next.clicked.connect(chairing.next_item)
        row = across(self.items, self.next, self._tabs, gap=6)
        row.setStretch(0, 1)
        column = QVBoxLayout(self)
        space(column, 0)
        column.addLayout(row)
        work.read.connect(self._show)
        work.turned.connect(self._turned)
        if work.known:
            self._show()

    @property
    def side(self) -> int:
        """0 while the minutes show, 1 while the record does."""
        return self._tabs.currentIndex()

    def show_side(self, side: int) -> None:
        """Show the minutes or the record."""
        self._tabs.setCurrentIndex(side)

    def _show(self) -> None:
        items, marks = self._work.view.items, {"done": "✓ ", "now": "▸ ", "skipped": "✕ "}
        words = self.tr("{mark}{n} of {all} · {title}")
        self.items.set_choices(
            (one.item_id, words.format(mark=marks.get(one.state, ""), n=one.position, all=len(items), title=one.title))
            for one in items
        )
        self._turned()
        self.next.setEnabled(self._work.live and self._work.next_waiting is not None)

    def _turned(self) -> None:
        self.items.set_value(self._work.item_id)

    def _choose(self) -> None:
        chosen = self.items.value()
        if chosen:
            self._work.show_item(chosen)
