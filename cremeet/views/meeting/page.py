"""The live workspace: agenda, minutes and record of one meeting, side by side where there is room."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cremeet.clock import london_date
from cremeet.views.fields import Page, button, command, show_date, space
from cremeet.views.fields.commands import Jump, stands_for_command
from cremeet.views.fields.tab_order import tab_after
from cremeet.views.meeting.agency_round import AgencyRound
from cremeet.views.meeting.agenda_pane import AgendaPane
from cremeet.views.meeting.chairing import Chairing
from cremeet.views.meeting.compact_bar import CompactBar
from cremeet.views.meeting.inspector import Inspector
from cremeet.views.meeting.item_head import ItemHead
from cremeet.views.meeting.minutes_card import MinutesCard
from cremeet.views.meeting.not_begun import NotBegun
from cremeet.views.meeting.prompt_card import PromptCard
from cremeet.views.meeting.walk import GAPS, PARKED
from cremeet.views.meeting.work import MeetingWork
from cremeet.views.navigation import Desk
from cremeet.views.shared import SharedScreen

WIDE_EM, MEDIUM_EM = 78, 54
"""Widths of this page, in letters: the window's 84 and 60 less the rail."""
SHORT_EM, LOW_EM = 38, 54
"""Heights of this page, in letters, below which the prompts fold away, or show one by one."""

BESIDE = (
    (frozenset({"views", "parents_views", "feedback"}), "views"),
    (frozenset({"attendance", "quorum"}), "people"),
    (frozenset({"decision"}), "decisions"),
)
"""Which tab of the record belongs beside an item, by what it captures; the actions belong beside every other."""


class MeetingPage(Page):
    """The workspace, once the meeting has begun; before, the way to prepare and to start it."""

    def __init__(self, desk: Desk, meeting_id: str) -> None:
        super().__init__(self.tr("Meeting"), scrolls=False, bare=True)
        self.more_keys = (
            ("Shift+Enter", self.tr("break the line inside an entry")),
            ("Ctrl+Z", self.tr("undo the last change to the minutes")),
            ("Ctrl+Y", self.tr("do it again")),
            ("N A D R V P", self.tr("on an entry: turn it into another kind")),
            ("F2, Delete", self.tr("on an entry: change its words, withdraw it")),
        )
        self._desk, self._mode, self._place_wanted = desk, "", ""
        self._told: tuple[str, str, str] | None = None
        self.work = MeetingWork(desk, meeting_id, self)
        self._space: QWidget | None = None
        self.shared: SharedScreen | None = None
        self._speaking = ""
        self._before: NotBegun | None = None
        self.work.read.connect(self._show)
        self.work.refused.connect(self._refused)
        self.set_state("loading", self.tr("Reading the meeting…"))
        desk.theme.changed.connect(self._restyle)
        self.work.ask()

    # -- the page's part of the window --------------------------------------------------------------------------------
    def first_focus(self) -> QWidget | None:
        """Return the line that is typed, or what comes first before the meeting."""
        if self._space is not None:
            minutes_show = not self.compact.isVisible() or self.compact.side == 0
            return self.minutes.line.editor if self.work.writable and minutes_show else self.agenda.items
        return self._before.start if self._before is not None else None

    def panes(self) -> list[QWidget]:
        """Return agenda, minutes and record, as far as they show."""
        if self._space is None:
            return [self]
        parts = (self.compact, self.agenda, self.minutes.line, self.inspector)
        return [part for part in parts if part.isVisible()]

    def go_to(self, place_id: str) -> None:
        """Lead to an agenda item, or a place of the close list: people, voice, decision:ID, entry:ID, review."""
        self._place_wanted = place_id
        if self.work.known:
            self._go()

    def leave(self) -> None:
        """Hand over everything typed."""
        if self._space is not None:
            self.minutes.flush()
            if self.inspector.views is not None:
                self.inspector.views.flush()

    def toggle_shared(self) -> None:
        """Open the screen for the whole room, or put it away."""
        if self.shared is not None:
            self.shared.close()
            return
        self.shared = SharedScreen(self._desk, self.work.meeting_id, self)
        self.shared.closed.connect(self._put_away_shared)
        self.shared.set_speaker(self._speaking)
        self.shared.present()
        self.window().activateWindow()  # the private window keeps the keyboard

    def _hears(self, attendance_id: str) -> None:
        self._speaking = attendance_id
        if self.shared is not None:
            self.shared.set_speaker(attendance_id)

    def _put_away_shared(self) -> None:
        if self.shared is not None:
            self.shared.deleteLater()
            self.shared = None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fold panes away where there is no room for them."""
        super().resizeEvent(event)
        self._reflow()

    # -- showing ------------------------------------------------------------------------------------------------------
    def _show(self) -> None:
        head = self.work.view.head
        day = show_date(london_date(head.started_at or head.starts_at))
        self.keys = self._keys_of(head.state)
        place = f"{head.kind_title} · {head.reference} · {day}"
        told = (self.work.view.identity.line, place, head.state)
        if told != self._told:
            self._told = told
            self.set_identity(*told[:2])
        self.set_state("ready")
        if head.state == "planned":
            self._show_before()
        else:
            self._show_space()
        self._go()

    def _keys_of(self, state: str) -> tuple[tuple[str, str], ...]:
        """Return the keys that work now, for the bar at the foot and the help panel."""
        if state in {"planned", "approved"}:
            return ()
        return (
            ("/", self.tr("kind")),
            ("@", self.tr("owner")),
            ("Enter", self.tr("new entry")),
        )

    def _show_before(self) -> None:
        if self._before is None:
            self._before = NotBegun(self.work, self)
            self.content.addWidget(self._before)
            self._before.show()
            self._take_focus()

    def _show_space(self) -> None:
        if self._before is not None:
            self._before.hide()
            self._before.deleteLater()
            self._before = None
        if self._space is None:
            self._space = self._build()
            self._reflow()  # before it is put in, so that three panes never force a narrow window wider
            self.content.addWidget(self._space)
            self._space.show()  # at once, so that it can take the focus
            self.identity_changed.emit()  # there are commands now
            self._take_focus()

    def _take_focus(self) -> None:
        if self.isVisible():
            (self.first_focus() or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> QWidget:
        """Make the panes; their order is the order in which they are read."""
        work, whole = self.work, QWidget()
        self.chairing = Chairing(work, self)
        self.compact = CompactBar(work, self.chairing)
        self.agenda = AgendaPane(work, self.chairing)
        self.head = ItemHead(work, self.chairing)
        self.prompts, self.round, self.minutes = PromptCard(work), AgencyRound(work), MinutesCard(work)
        self.inspector = Inspector(work, self, self.minutes.acts)
        self.centre = QFrame()
        self.centre.setProperty("role", "card")
        middle = QVBoxLayout(self.centre)
        space(middle, 7, 12, 9)
        for piece in (self.head, self.prompts, self.round, self.minutes):
            middle.addWidget(piece)
        middle.setStretch(3, 1)
        row = QHBoxLayout()
        space(row, 8)
        for pane in (self.agenda, self.centre, self.inspector):
            row.addWidget(pane)
        row.setStretch(1, 1)
        column = QVBoxLayout(whole)
        space(column, 6)
        column.addWidget(self.compact)
        column.addLayout(row, 1)
        tab_after(self.round.next, self.minutes.bar, self.minutes.entries, self.minutes.line)  # the kinds come late
        self._connect()
        self._open_beside()
        return whole

    def _connect(self) -> None:
        self.round.speaker_chosen.connect(self.minutes.set_speaker)
        self.minutes.speaker_changed.connect(self.round.set_speaker)
        self.minutes.speaker_changed.connect(self._hears)
        self.inspector.watch.word_wanted.connect(self.minutes.set_speaker)
        self.minutes.unsaved.connect(self.unsaved)
        self.minutes.acts.decision_wanted.connect(self._open_decision)
        self.head.open_tab.connect(self._open_tab)
        self.work.turned.connect(self._open_beside)
        self.compact.shown.connect(lambda _: self._reflow(again=True))
        self.head.shared_wanted.connect(self.toggle_shared)
        self.prompts.was_read.connect(self.chairing.read_script)
        self.prompts.hidden.connect(self.head.prompt.setVisible)
        self.head.prompt.clicked.connect(self.prompts.toggle)
        self._give_commands()

    def _give_commands(self) -> None:
        """Give the page its commands; they are its own, so that they work while a pane is folded."""
        side, bar, agenda, minutes = self.inspector, self.minutes.bar, self.tr("Agenda"), self.tr("Minutes")
        record, people = self.tr("Record"), self.tr("Round the table")
        command(
            self, self.tr("Next item"), "Ctrl+Down", self.chairing.next_item, group=agenda, hint=self.tr("next item")
        )
        command(self, self.tr("Item menu"), "Alt+I", self.head.more.showMenu, group=agenda)
        command(self, self.tr("Chair's prompts"), "Ctrl+H", self.prompts.toggle, group=agenda)
        self.chairing.give_commands(self, agenda)
        command(self, self.tr("Next agency"), "Alt+N", self.round.step, group=people, hint=self.tr("next agency"))
        stands_for_command(
            *(self.agenda.next, self.agenda.pause, self.compact.next, self.head.more, self.head.here, self.head.prompt),
            *(self.prompts.read_it, self.prompts.hide_it, self.round.next, bar.speaker, bar.handling),
            *(side.risk, side.plan, side.close_it, side.watch.late.does, side.watch.door.does, side.watch.silent.does),
        )
        watch = side.watch
        command(self, self.tr("Next silent agency"), "Alt+Shift+N", watch.hear_silent, group=people)
        command(self, self.tr("They have left, or are back"), "Ctrl+Shift+W", watch.turn_door, group=people)
        command(self, self.tr("Who speaks"), "Alt+S", bar.speaker.showMenu, group=people)
        command(self, self.tr("Who may read the entry"), "Alt+G", bar.handling.click, group=minutes)
        for name, keys, words in (
            ("actions", "Alt+A", self.tr("Actions")),
            ("decisions", "Alt+D", self.tr("Decisions")),
            ("people", "Alt+E", self.tr("People")),
            ("views", "Alt+V", self.tr("Views of the child and the family")),
        ):
            command(self, words, keys, partial(self._open_tab, name), group=record)
        command(self, self.tr("The line where minutes are typed"), "Ctrl+M", self._to_the_line, group=minutes)
        command(self, self.tr("Assess the risk"), "Alt+R", side.risk.click, group=record)
        command(self, self.tr("Agree the plan"), "Alt+P", side.plan.click, group=record)
        read_back = partial(self._desk.go.show_read_back, self.work.meeting_id)
        command(self, self.tr("Read back the actions"), "Ctrl+R", read_back, group=record, hint=self.tr("read back"))
        command(self, self.tr("Close the meeting"), "Alt+C", side.close_it.click, group=record)
        shared = self.tr("shared screen")
        command(self, self.tr("Shared screen for the room"), "F9", self.toggle_shared, group=record, hint=shared)

        command(
            self, self.tr("Next gap to fill in"), "Ctrl+Shift+G", partial(self.minutes.walk.next, GAPS), group=minutes
        )
        command(
            self, self.tr("Next parked point"), "Ctrl+Shift+B", partial(self.minutes.walk.next, PARKED), group=minutes
        )

    def jumps(self) -> tuple[Jump, ...]:
        """Return the agenda's items, the people who can be given the word, and the actions."""
        if self._space is None:
            return ()
        view, item, speaks = self.work.view, self.tr("Agenda"), self.tr("Gives the word")
        show = self._desk.go.show_plan
        return (
            *(
                Jump(f"{one.position}. {one.title}", item, partial(self.work.show_item, one.item_id))
                for one in view.items
            ),
            *(
                Jump(one.name, speaks, partial(self.minutes.set_speaker, one.attendance_id))
                for one in self.work.speakers()
            ),
            *(
                Jump(f"{one.label} {one.words}", self.tr("Actions"), partial(show, self.work.meeting_id, one.action_id))
                for one in view.actions
            ),
        )

    def _open_beside(self) -> None:
        """Show beside the minutes what the item is there to leave, unless somebody is at work there."""
        focus, item = QApplication.focusWidget(), self.work.item
        if item is None or (focus is not None and self.inspector.isAncestorOf(focus)):
            return
        wanted = (tab for captures, tab in BESIDE if captures & set(item.captures))
        self.inspector.open(next(wanted, "actions"))

    def _to_the_line(self) -> None:
        """Go to the minutes from wherever one is, also where only the record shows."""
        self.compact.show_side(0)
        target = self.first_focus()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_tab(self, name: str) -> None:
        self.compact.show_side(1)
        panel = self.inspector.open(name)
        inside = [one for one in panel.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        target = next((one for one in inside if one.isVisibleTo(panel) and one.isEnabled()), self.inspector.tabs)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_decision(self, decision_id: str) -> None:
        self.compact.show_side(1)
        self.inspector.decisions.go_to(decision_id)

    def _refused(self, sentence: str) -> None:
        if self.work.known:
            self._desk.record.trouble.emit(sentence)
        else:
            again = button(self.tr("Try again"))
            again.clicked.connect(self.work.ask)
            self.set_state("error", sentence, again)

    # -- places -------------------------------------------------------------------------------------------------------
    def _go(self) -> None:
        place, self._place_wanted = self._place_wanted, ""
        if not place or self._space is None:
            return
        kind, _, about = place.partition(":")
        tabs = {"people": "people", "voice": "views", "views": "views", "decisions": "decisions"}
        if kind == "entry":
            self._go_to_entry(about)
        elif kind == "decision":
            self._open_decision(about)
        elif kind in tabs:
            self._open_tab(tabs[kind])
        elif kind == "review":
            self.chairing.set_review()
        else:
            self.work.show_item(about or kind)

    def _go_to_entry(self, entry_id: str) -> None:
        entry = next((one for one in self.work.view.entries if one.entry_id == entry_id), None)
        if entry is not None:
            self.compact.show_side(0)
            self.work.show_item(entry.item_id)
            self.minutes.go_to(entry_id)

    def _restyle(self) -> None:
        self._reflow(again=True)

    # -- room ---------------------------------------------------------------------------------------------------------
    def _reflow(self, *, again: bool = False) -> None:
        """Three panes, a strip of numbers and two panes, or one pane with an item picker: by letters, not pixels."""
        if self._space is None:
            return
        em = self._desk.theme.em(self.width())
        mode = "wide" if em >= WIDE_EM else "medium" if em >= MEDIUM_EM else "compact"
        height = self._desk.theme.em(self.height())
        short, low = height < SHORT_EM, height < LOW_EM
        mode = f"{mode} {self._desk.theme.scale} {short} {low}"
        if mode == self._mode and not again:
            return
        self._mode = mode
        compact, medium = mode.startswith("compact"), mode.startswith("medium")
        self.compact.setVisible(compact)
        self.agenda.setVisible(not compact)
        self.agenda.set_compact(compact=medium)
        self.centre.setVisible(not compact or self.compact.side == 0)
        self.inspector.setVisible(not compact or self.compact.side == 1)
        self.inspector.set_medium(medium=medium, whole=compact)
        self.head.set_compact(compact=compact)
        self.prompts.set_room(folded=compact or short, low=low)
        self.round.setVisible(not compact and not short)
