"""The agenda at the left: how far the meeting has come, each item with its time, and the way on."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from cremeet.services.meetings import ItemRecord
from cremeet.views.fields import across, button, down, label, look_again, px, space, wear
from cremeet.views.meeting.agenda_card import AgendaCard, say_item
from cremeet.views.meeting.cards import CardList
from cremeet.views.meeting.chairing import Chairing
from cremeet.views.meeting.work import MeetingWork, clock_time

WIDE, NARROW = 246, 60


class AgendaPane(QFrame):
    """The stepper. Enter on an item shows its minutes; "Next item" moves the meeting on."""

    def __init__(self, work: MeetingWork, chairing: Chairing) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._work, self._chairing = work, chairing
        self._minutes: tuple[int, ...] = ()
        self._card = AgendaCard(work.desk.theme, work.seconds_used, lambda: work.item_id)
        self.items = CardList(work.desk.theme, self.tr("Agenda"), self._say, self._card)
        self.items.setAccessibleIdentifier("agenda")
        self.items.setObjectName("agenda")
        self.items.chosen.connect(lambda item: work.show_item(item.item_id))
        self.items.menu_wanted.connect(chairing.item_menu)
        self._head = self._make_head()
        self.next = button(self.tr("Next item"), tip=self.tr("Complete this item and go to the next (Ctrl+Down)"))
        work.desk.theme.give_icon(self.next, "arrow-right", "ink", 16)
        self.next.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.next.clicked.connect(chairing.next_item)
        self.pause = button(self.tr("Adjourn…"), "quiet")
        self.pause.clicked.connect(chairing.pause)
        column = QVBoxLayout(self)
        space(column, 6, 4, 8)
        column.addWidget(self._head)
        column.addWidget(self.items, 1)
        column.addWidget(self.next)
        column.addWidget(self.pause)
        work.read.connect(self._show)
        work.turned.connect(self._turned)
        work.tick.connect(self._tick)
        if work.known:
            self._show()

    def set_compact(self, *, compact: bool) -> None:
        """Leave only the numbers."""
        self._card.compact = compact
        self._head.setVisible(not compact)
        self.pause.setVisible(not compact)
        self.next.setText("" if compact else self.tr("Next item"))
        self.next.setAccessibleName(self.tr("Next item"))
        self.setFixedWidth(px(NARROW if compact else WIDE))
        never, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.items.setVerticalScrollBarPolicy(never if compact else needed)
        self.items.scheduleDelayedItemsLayout()

    def _make_head(self) -> QWidget:
        self._drift = label("", "chip-ok")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Meeting time used"))
        self._used, self._ends = label("", "small"), label("", "small")
        title = label(self.tr("Agenda"), "h2")
        title.setBuddy(self.items)
        head = QWidget()
        head.setLayout(down(across(title, None, self._drift), self._bar, across(self._used, None, self._ends), gap=5))
        layout = head.layout()
        if layout is not None:
            layout.setContentsMargins(px(8), 0, px(8), 0)
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        return head

    def _say(self, item: ItemRecord) -> str:
        shown = self.tr(", shown now") if item.item_id == self._work.item_id else ""
        return say_item(item, self._work.seconds_used(item)) + shown

    def _show(self) -> None:
        view = self._work.view
        self._card.last = len(view.items) - 1
        self.items.set_rows(view.items, lambda item: item.item_id)
        if self.items.current() is None:
            self.items.go_to(self._work.item_id)
        state = view.head.state
        self.next.setEnabled(state == "live" and self._work.next_waiting is not None)
        self.pause.setText(self.tr("Resume the meeting") if state == "adjourned" else self.tr("Adjourn…"))
        self.pause.setEnabled(state in {"live", "adjourned"})
        self._tick()

    def _turned(self) -> None:
        self.items.go_to(self._work.item_id)
        self.items.viewport().update()

    def _tick(self) -> None:
        view, work = self._work.view, self._work
        planned = sum(item.minutes_planned for item in view.items if item.state != "skipped")
        used = sum(work.seconds_used(item) for item in view.items) // 60
        self._bar.setRange(0, max(1, planned))
        self._bar.setValue(min(used, planned))
        self._used.setText(self.tr("{used} of {planned} min").format(used=used, planned=planned))
        left = sum(
            max(0, item.minutes_planned - work.seconds_used(item) // 60)
            for item in view.items
            if item.state in {"waiting", "now"}
        )
        ends = clock_time(work.desk.clock() + timedelta(minutes=left)) if work.live else ""
        self._ends.setText(self.tr("Ends {time}").format(time=ends) if ends else "")
        self._say_drift()
        minutes = tuple(work.seconds_used(item) // 60 for item in view.items)
        if minutes != self._minutes:  # most seconds, and most entries, change nothing here
            self._minutes = minutes
            self.items.viewport().update()

    def _say_drift(self) -> None:
        """Say in words how far behind the plan the meeting is: what is done and running against what was planned."""
        work, state = self._work, self._work.view.head.state
        behind = 0
        for item in work.view.items:
            used = work.seconds_used(item) // 60
            if item.state == "done":
                behind += used - item.minutes_planned
            elif item.state == "now":
                behind += max(0, used - item.minutes_planned)
        words, role = self.tr("On time"), "chip-ok"
        if state in {"adjourned", "ended", "approved"}:
            known = {
                "adjourned": self.tr("Adjourned") if work.view.head.adjourned_reason else self.tr("On a break"),
                "ended": self.tr("Ended: draft"),
                "approved": self.tr("Approved"),
            }
            words, role = known[state], "chip-warn" if state == "adjourned" else "chip-plain"
        elif behind > 0:
            words, role = self.tr("{n} min behind").format(n=behind), "chip-warn"
        elif behind < 0:
            words = self.tr("{n} min ahead").format(n=-behind)
        if self._drift.text() != words:
            self._drift.setText(words)
        wear(self._drift, "role", role)
        late = behind > 0
        if self._bar.property("late") != late:
            self._bar.setProperty("late", late)
            look_again(self._bar)
