"""The right side: the quorum, then actions, decisions, people and views, and the ways to risk, plan and close."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedLayout, QTabBar, QVBoxLayout, QWidget

from cremeet.views.fields import across, button, px, space
from cremeet.views.fields.tab_order import tab_after
from cremeet.views.meeting.actions_panel import ActionsPanel
from cremeet.views.meeting.decisions_panel import DecisionsPanel
from cremeet.views.meeting.entry_acts import EntryActs
from cremeet.views.meeting.people_panel import PeoplePanel
from cremeet.views.meeting.quorum_card import QuorumCard
from cremeet.views.meeting.voice_form import VoiceForm
from cremeet.views.meeting.watch_card import WatchCard
from cremeet.views.meeting.work import MeetingWork
from cremeet.views.theme import Theme

WIDE, MEDIUM = 326, 294
_LOWEST = 190
"""How low a panel may get where the record has the whole width, because the text is large or the window small."""
TABS = ("actions", "decisions", "people", "views")


class _Tabs(QTabBar):
    """Draws its own ring around the tab that has the focus: the style sheet cannot reach a single one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex() >= 0:
            painter = QPainter(self)
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.drawRoundedRect(self.tabRect(self.currentIndex()).adjusted(1, 1, -1, -1), 4, 4)
            painter.end()


class Inspector(QFrame):
    """Tabs by name; each panel is built when it is first opened. `acts` remembers how a change is undone."""

    def __init__(self, work: MeetingWork, window: QWidget, acts: EntryActs) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._work, self._window, self._medium = work, window, False
        self.quorum, self.watch = QuorumCard(work, window), WatchCard(work)
        self.tabs = _Tabs(work.desk.theme)
        self.tabs.setObjectName("record-tabs")
        holder = QWidget()  # a stack without one would show its first widget as a window
        self._stack = QStackedLayout(holder)
        self._panels: dict[str, QWidget] = {}
        self._makers: dict[str, Callable[[], QWidget]] = {
            "actions": lambda: ActionsPanel(work, window, acts),
            "decisions": lambda: DecisionsPanel(work, window),
            "people": lambda: PeoplePanel(work, window),
            "views": lambda: scrolling(VoiceForm(work)),
        }
        for name in TABS:
            self.tabs.addTab(self._title(name, None))
            self._stack.addWidget(QWidget())
        self.tabs.currentChanged.connect(lambda number: self.open(TABS[number]))
        go, meeting = work.desk.go, work.meeting_id
        self.risk = button(self.tr("Risk"), tip=self.tr("Assess the risk (Alt+R)"))
        self.plan = button(self.tr("Plan"), tip=self.tr("Agree the plan (Alt+P)"))
        self.close_it = button(self.tr("Close…"), "primary", tip=self.tr("What is missing, end, documents (Alt+C)"))
        self.risk.clicked.connect(lambda: go.show_risk(meeting))
        self.plan.clicked.connect(lambda: go.show_plan(meeting))
        self.close_it.clicked.connect(lambda: go.show_close(meeting))
        column = QVBoxLayout(self)
        space(column, 8, 9)
        self._holder = holder
        # with large text in a low window everything keeps its height, and scrolls
        column.addWidget(scrolling(self.quorum, self.watch, self.tabs, holder), 1)
        row = across(self.risk, self.plan, self.close_it, gap=6)
        for number in range(3):
            row.setStretch(number, 1)
        column.addLayout(row)
        work.read.connect(self._count)
        self._count()
        self.watch.look()

    def open(self, name: str) -> QWidget:
        """Show a tab and return its panel."""
        number = TABS.index(name)
        if name not in self._panels:
            made = self._makers[name]()
            self._panels[name] = made
            old = self._stack.widget(number)  # a stand-in
            if old is not None:
                self._stack.removeWidget(old)
                old.deleteLater()
            self._stack.insertWidget(number, made)
            tab_after(self.tabs, made)
        self._stack.setCurrentIndex(number)
        if self.tabs.currentIndex() != number:
            self.tabs.setCurrentIndex(number)
        return self._panels[name]

    @property
    def decisions(self) -> DecisionsPanel:
        """The decisions, opened."""
        panel = self.open("decisions")
        assert isinstance(panel, DecisionsPanel)
        return panel

    @property
    def views(self) -> VoiceForm | None:
        """The form of the child's views, where it has been opened."""
        panel = self._panels.get("views")
        return panel.findChild(VoiceForm) if panel is not None else None

    def set_medium(self, *, medium: bool, whole: bool) -> None:
        """Take less room, or all of it."""
        if whole:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)
        else:
            self.setFixedWidth(px(MEDIUM if medium else WIDE))
        self._holder.setMinimumHeight(px(_LOWEST) if whole else 0)
        self._medium = medium
        self._count()

    def _title(self, name: str, count: int | None) -> str:
        titles = {
            "actions": self.tr("Actions"),
            "decisions": self.tr("Decisions"),
            "people": self.tr("People"),
            "views": self.tr("Views"),
        }
        return f"{titles[name]} {count}" if count is not None else titles[name]

    def _count(self) -> None:
        if not self._work.known:
            return
        view = self._work.view
        counts = {"actions": len(view.actions), "decisions": len(view.decisions)}
        for number, name in enumerate(TABS):
            self.tabs.setTabText(number, self._title(name, None if self._medium else counts.get(name)))


def scrolling(*inside: QWidget) -> QScrollArea:
    """Return these under each other in an area that scrolls where there is no room; the last one takes what is left."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    ground = QWidget()
    ground.setObjectName("Scrolled")
    column = QVBoxLayout(ground)
    space(column, 8, 0, 0)
    for piece in inside:
        column.addWidget(piece)
    column.setStretch(len(inside) - 1, 1)
    area.setWidget(ground)
    return area
