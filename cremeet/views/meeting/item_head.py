"""The head of the item shown: its title and purpose, its timer, and what it is there to leave in the record."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from cremeet.services import readings
from cremeet.services.meetings import ItemRecord
from cremeet.views.fields import across, announce, button, label, px, space, wear
from cremeet.views.fields.flow import Flow, flowing
from cremeet.views.fields.tab_order import tab_after
from cremeet.views.meeting.chairing import Chairing
from cremeet.views.meeting.work import MeetingWork, clock_time


class ItemHead(QWidget):
    """Title, timer, purpose, and a button for each thing that the item captures. `open_tab` names an inspector tab.

    `shared_wanted` asks for the screen that the whole room sees.
    """

    open_tab = Signal(str)
    shared_wanted = Signal()

    def __init__(self, work: MeetingWork, chairing: Chairing) -> None:
        super().__init__()
        self._work, self._chairing = work, chairing
        self.title = label("", "h1", wrap=True)
        self.timer = label("", "chip-ok")
        self._closed = label(
            self.tr("Closed part"), "chip-warn", name=self.tr("Closed part: the family is not in the room")
        )
        self._closed.setToolTip(self._closed.accessibleName())
        self._closed.hide()
        self.here = button(self.tr("Turn to this item"), "primary")
        self.here.clicked.connect(self._turn)
        self.more = button(self.tr("Item"), "quiet", tip=self.tr("Item and meeting (Alt+I)"))
        self.more.setMenu(QMenu(self.more))
        self.more.setAccessibleName(self.tr("Item and meeting menu"))
        self.more.menu().aboutToShow.connect(self._fill)
        work.desk.theme.give_icon(self.more, "dots", "accent", 18)
        self._purpose = label("", "small", wrap=True)
        self._tools = flowing(gap=4)
        self._buttons: list[QPushButton] = []
        self._over: set[str] = set()
        self.prompt = button(self.tr("Prompt"), "quiet", tip=self.tr("Show the chair's prompt (Ctrl+H)"))
        work.desk.theme.give_icon(self.prompt, "message-circle", "accent", 16)
        self.prompt.hide()
        row = across(self.title, self._closed, self.timer, self.prompt, None, self.more, gap=8)
        row.setStretch(0, 100)
        column = QVBoxLayout(self)
        space(column, 2)
        column.addLayout(row)
        column.addWidget(self._purpose)
        tools = across(self.here, self._tools, gap=6)
        tools.setStretch(1, 1)
        column.addLayout(tools)
        work.read.connect(self._show)
        work.turned.connect(self._show)
        work.tick.connect(self._tick)
        if work.known:
            self._show()

    def set_compact(self, *, compact: bool) -> None:
        """Leave the title to the item picker."""
        self.title.setVisible(not compact)
        self._purpose.setVisible(not compact)

    def _show(self) -> None:
        item = self._work.item
        if item is None:
            return
        self.title.setText(f"{item.position}. {item.title}")
        self._purpose.setText(item.purpose or item.why_mandatory)
        if item.state == "skipped":
            self._purpose.setText(self.tr("Skipped: {reason}").format(reason=item.skip_reason))
        self._closed.setVisible(item.closed_part)
        self.here.setVisible(self._work.live and item.state != "now")
        self._offer(item)
        self._tick()

    def _offer(self, item: ItemRecord) -> None:
        """Make a button for each thing that this item captures; the same ones are not made again."""
        wanted = self._tools_of(item)
        if [words for words, _, _ in wanted] != [one.text() for one in self._buttons]:
            flow = self._tools.layout()
            held = next((place for place, one in enumerate(self._buttons) if one.hasFocus()), None)
            for old in self._buttons:
                if flow is not None:
                    flow.removeWidget(old)
                old.hide()  # now: under an open question it is not deleted until that is closed
                old.deleteLater()
            self._buttons = []
            for words, icon, does in wanted:
                made = button(words, "pill")
                self._work.desk.theme.give_icon(made, icon, "accent", 15)
                made.clicked.connect(does)
                if isinstance(flow, Flow):
                    flow.addWidget(made)
                self._buttons.append(made)
                made.show()
            tab_after(self.here, *self._buttons)
            if held is not None:  # the keyboard stays where it was: the words changed, or the item did
                (self._buttons[min(held, len(self._buttons) - 1)] if self._buttons else self.more).setFocus()
        self._tools.updateGeometry()

    def _tools_of(self, item: ItemRecord) -> list[tuple[str, str, Callable[[], None]]]:
        go, meeting, head = self._work.desk.go, self._work.meeting_id, self._work.view.head
        read_at = clock_time(head.confidentiality_read_at)
        statement = self.tr("Statement read {time}: read again").format(time=read_at)
        tools: dict[str, tuple[str, str, Callable[[], None]]] = {
            "confidentiality": (
                statement if read_at else self.tr("Confidentiality statement read"),
                "shield-check" if read_at else "shield",
                self._chairing.read_statement,
            ),
            "attendance": (self.tr("Mark who is here"), "users", lambda: self.open_tab.emit("people")),
            "quorum": (self.tr("Mark who is here"), "users", lambda: self.open_tab.emit("people")),
            "views": (self.tr("The child's views"), "quote", lambda: self.open_tab.emit("views")),
            "parents_views": (self.tr("Views of parents and carers"), "quote", lambda: self.open_tab.emit("views")),
            "feedback": (self.tr("Who tells the child"), "quote", lambda: self.open_tab.emit("views")),
            "previous_actions": (
                self.tr("Review earlier actions"),
                "list-check",
                lambda: self.open_tab.emit("actions"),
            ),
            "risk": (self.tr("Assess the risk"), "alert-triangle", lambda: go.show_risk(meeting)),
            "plan": (self.tr("Agree the plan"), "checklist", lambda: go.show_plan(meeting)),
            "contingency": (self.tr("Contingency in the plan"), "checklist", lambda: go.show_plan(meeting)),
            "decision": (self.tr("Reasons and dissent"), "gavel", lambda: self.open_tab.emit("decisions")),
            "identity": (self.tr("Open the child's page"), "user", self._open_child),
            "missing": (self.tr("Missing episodes"), "map-pin", self._open_child),
            "concerns": (self.tr("People and places of concern"), "map-2", self._open_child),
            "nrm": (self.tr("NRM referrals"), "file-text", self._open_child),
            "disruption": (self.tr("Disruption measures"), "target", self._open_child),
            "next_date": (self.tr("Set the review date"), "calendar-event", self._chairing.set_review),
            "circulation": (self.tr("Circulation"), "users-group", self._chairing.set_circulation),
        }
        found = {tools[capture][0]: tools[capture] for capture in item.captures if capture in tools}
        if "confidentiality" in item.captures:
            for what, words, does in (
                (readings.CONFLICT, self.tr("Conflicts of interest"), self._chairing.ask_conflict),
                (readings.SHARING, self.tr("What cannot be shared"), self._chairing.ask_sharing),
            ):
                asked = readings.last(self._work.view, what)
                shown = (
                    self.tr("{what}: asked {time}").format(what=words, time=clock_time(asked.at)) if asked else words
                )
                found[shown] = (shown, "circle-check" if asked else "message-circle", does)
        return list(found.values())

    def _open_child(self) -> None:
        self._work.desk.go.show_child(self._work.view.identity.child_id)

    def _turn(self) -> None:
        item = self._work.item
        if item is not None:
            self._chairing.turn_to(item)

    def _fill(self) -> None:
        item = self._work.item
        if item is not None:
            menu = self.more.menu()
            self._chairing.fill_menu(menu, item)
            menu.addSeparator()
            menu.addAction(self.tr("Shared screen for the room")).triggered.connect(
                lambda _=False: self.shared_wanted.emit()
            )

    def _tick(self) -> None:
        item = self._work.item
        if item is None:
            return
        seconds, planned = self._work.seconds_used(item), item.minutes_planned
        shown = f"{seconds // 60}:{seconds % 60:02d}" if item.opened_at is not None else f"{seconds // 60}"
        over = seconds - planned * 60
        words = self.tr("{used} of {planned} min").format(used=shown, planned=planned)
        if over > 0 and seconds:
            words = self.tr("{words}, {n} over").format(words=words, n=max(1, over // 60))
        if self.timer.text() != words:
            self.timer.setText(words)
            self.timer.setMinimumWidth(px(40))
            minutes = self.tr("Item timer: {used} of %n minutes", "", planned).format(used=seconds // 60)
            if self.timer.accessibleName() != minutes:
                self.timer.setAccessibleName(minutes)
        if over > 0 and seconds and item.state == "now" and item.item_id not in self._over:
            self._over.add(item.item_id)
            announce(self, self.tr("{title} is over its time.").format(title=item.title))
        role = "chip-warn" if over > 0 and seconds else "chip-ok"  # advisory only: never modal, never a sound
        wear(self.timer, "role", role if item.state != "waiting" else "chip-plain")
