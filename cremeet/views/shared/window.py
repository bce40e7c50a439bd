"""The shared screen's window: the agenda, the item now, who speaks and what was agreed, all without a word of the case.

It asks the record itself and is given nothing but a `SharedView`, in which there is nothing that anybody typed. Its
title never says more than "cremeet", because titles show in the taskbar and in shared meetings.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QFont, QGuiApplication, QResizeEvent, QScreen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from cremeet.clock import in_london
from cremeet.errors import CremeetError
from cremeet.services.shared_screen import SharedAction, SharedItem, SharedSeat, SharedView, shared_view, spoken_now
from cremeet.views.fields import across, button, card, command, label, show_date, space
from cremeet.views.fields.help_key import give_help
from cremeet.views.navigation import Desk
from cremeet.views.record import Changes
from cremeet.views.shell.rehearsal import nothing_is_real
from cremeet.views.tokens import Colour

_SIZE = (1024, 640)
_TICK_MS = 10_000
_MARKS: dict[str, tuple[str, Colour]] = {
    "done": ("circle-check", "ok"),
    "now": ("player-play", "accent"),
    "skipped": ("minus", "muted"),
}
_UNSEEN = frozenset({"Draft"})
_SAID = _UNSEEN | {"MinuteEntry"}
"""What a note touches: it can only make somebody one who has spoken."""
_MOST_ACTIONS, _MOST_ITEMS, _BEHIND = 6, 18, 4
"""How many actions and agenda items show at once; the agenda moves with the meeting, this many items behind it."""
_DESIGN = (1366, 768)
"""The window that the sizes below are written for: a projected screen scales with its room, not with private text."""
_SIZES = {"practice": 18, "kind": 20, "time": 17, "title": 30, "prompts": 19, "speaks": 22, "next": 18, "agreed": 20,
          "actions": 18, "item": 17, "count": 15, "foot": 15}  # fmt: skip
_HEAVY = frozenset({"practice", "kind", "title", "speaks", "agreed"})


class SharedScreen(QWidget):
    """What the room sees of one meeting. `closed` is sent when it is put away, by Esc, F9, its button or its frame."""

    closed = Signal()

    def __init__(self, desk: Desk, meeting_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("cremeet"))
        self.setObjectName("Door")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Shared screen"))
        self._desk, self._meeting_id, self._speaker = desk, meeting_id, ""
        self._view: SharedView | None = None
        self._rows: list[QWidget] = []
        self._lay_out()
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self._tell_time)
        self._clock.start()
        command(self, self.tr("Close this screen"), ("F9", "Esc"), self.close)
        give_help(self, "shared-screen")
        desk.record.changed.connect(self._changed)
        desk.theme.changed.connect(self._draw)
        self._ask()

    def present(self) -> None:
        """Show it: filling a second display where there is one, else as a window of its own beside the record."""
        other = self._other_display()
        if other is None:
            self.resize(*_SIZE)
            self.show()
        else:
            self.setGeometry(other.availableGeometry())
            self.showMaximized()

    def set_speaker(self, attendance_id: str) -> None:
        """Say who speaks now, by the place at the table; empty for nobody."""
        self._speaker = attendance_id
        self._draw()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Say that the room sees nothing any more."""
        self._clock.stop()
        self.closed.emit()
        super().closeEvent(event)

    # -- asking -------------------------------------------------------------------------------------------------------
    def _ask(self) -> None:
        self._desk.record.do(self, self._answer, shared_view, self._meeting_id, failed=self._refused)

    def _answer(self, view: SharedView) -> None:
        if view != self._view:  # most of what is typed shows nothing here
            self._view = view
            self._draw()

    def _hear_spoken(self, spoken: frozenset[str]) -> None:
        if self._view is not None:
            seats = tuple(replace(seat, has_spoken=seat.attendance_id in spoken) for seat in self._view.seats)
            self._answer(replace(self._view, seats=seats))

    def _refused(self, _: CremeetError) -> None:
        """Show nothing that may be out of date; what went wrong is told in the private window, never here."""
        self._view = None
        self._draw()

    def _changed(self, changes: Changes) -> None:
        kinds = {kind for kind, _ in changes}
        if kinds <= _UNSEEN:
            return
        if self._view is not None and kinds <= _SAID:
            self._desk.record.do(self, self._hear_spoken, spoken_now, self._meeting_id, failed=self._refused)
        else:
            self._ask()

    # -- drawing ------------------------------------------------------------------------------------------------------
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Grow and shrink the words with the window."""
        super().resizeEvent(event)
        self._draw()

    def _lay_out(self) -> None:
        self._words = {name: label("", wrap=name not in {"time", "count"}) for name in _SIZES if name != "item"}
        self._words["foot"].setText(
            self.tr(
                "Names and case details are not shown here. This meeting is confidential: please do not photograph or "
                "record this screen."
            )
        )
        self._words["agreed"].setText(self.tr("Actions agreed so far"))
        self._back = button(self.tr("Close this screen (Esc)"))
        self._back.clicked.connect(self.close)
        self._talk, inside = card("prompt")
        inside.addWidget(self._words["speaks"])
        inside.addWidget(self._words["next"])
        agenda = QFrame()
        agenda.setProperty("role", "card")
        self._agenda = QVBoxLayout(agenda)
        space(self._agenda, 6, 16)
        self._agenda.addWidget(self._words["count"])
        self._agenda.addStretch(1)
        middle = QVBoxLayout()
        space(middle, 12)
        for piece in (self._words["title"], self._words["prompts"], self._talk, self._words["agreed"]):
            middle.addWidget(piece)
        middle.addWidget(self._words["actions"])
        middle.addStretch(1)
        row = QHBoxLayout()
        space(row, 24)
        row.addWidget(agenda, 4)
        row.addLayout(middle, 6)
        column = QVBoxLayout(self)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # the words scale with the window instead
        space(column, 12, 28, 18)
        head = across(self._words["kind"], self._words["time"], gap=12)
        head.setStretch(0, 1)
        column.addWidget(self._words["practice"])
        column.addLayout(head)
        column.addLayout(row, 1)
        last = across(self._words["foot"], self._back, gap=12)
        last.setStretch(0, 1)
        column.addLayout(last)

    @property
    def _room(self) -> float:
        return min(self.width() / _DESIGN[0], self.height() / _DESIGN[1])

    def _font(self, name: str, *, heavy: bool = False) -> QFont:
        font = QFont(self._desk.theme.family)
        font.setPixelSize(max(12, round(_SIZES[name] * self._room)))
        font.setWeight(QFont.Weight.DemiBold if heavy or name in _HEAVY else QFont.Weight.Normal)
        return font

    def _draw(self) -> None:
        view = self._view
        for name, piece in self._words.items():
            piece.setFont(self._font(name))
        keeper = self._desk.keeper
        self._say("practice", nothing_is_real() if keeper is not None and keeper.rehearsal else "")
        self._say("kind", view.kind if view else "")
        self._tell_time()
        self._draw_agenda(view.items if view else ())
        self._draw_item(view)
        self._draw_round(view.seats if view else ())
        lines = [self._action_line(one) for one in view.actions] if view else []
        self._say("actions", "\n".join(reversed(lines[-_MOST_ACTIONS:])))
        self._words["agreed"].setVisible(bool(lines))

    def _say(self, name: str, words: str) -> None:
        self._words[name].setText(words)
        self._words[name].setVisible(bool(words))

    def _tell_time(self) -> None:
        now = f"{in_london(self._desk.clock()):%H:%M}"
        ends = self._view.ends_at if self._view and self._view.state == "live" else None
        until = self.tr(" · planned to end at {time}").format(time=f"{in_london(ends):%H:%M}") if ends else ""
        self._say("time", now + until)

    def _draw_agenda(self, items: tuple[SharedItem, ...]) -> None:
        for old in self._rows:
            self._agenda.removeWidget(old)
            old.hide()
            old.deleteLater()
        now = next((place for place, item in enumerate(items) if item.state == "now"), 0)
        first = max(0, min(now - _BEHIND, len(items) - _MOST_ITEMS))
        shown = items[first : first + _MOST_ITEMS]
        self._rows = [self._row(item) for item in shown]
        for place, line in enumerate(self._rows, 1):
            self._agenda.insertWidget(place, line)
        more = self.tr("Items {first} to {last} of {all}")
        whole = len(shown) == len(items)
        self._say("count", "" if whole else more.format(first=first + 1, last=first + len(shown), all=len(items)))

    def _row(self, item: SharedItem) -> QWidget:
        picture, colour = _MARKS.get(item.state, ("point", "muted"))
        line, mark, words = QWidget(), QLabel(), label(f"{item.number}.  {self._title_of(item)}", wrap=True)
        self._desk.theme.give_icon(mark, picture, colour, _SIZES["item"] * self._room / self._desk.theme.scale)
        words.setFont(self._font("item", heavy=item.state == "now"))
        words.setAccessibleName(f"{words.text()}, {self._state_of(item)}")
        row = across(mark, words, gap=10)
        row.setStretch(1, 1)
        line.setLayout(row)
        return line

    def _draw_item(self, view: SharedView | None) -> None:
        now = view.now if view and view.state == "live" else None
        states = {
            "adjourned": self.tr("The meeting is adjourned"),
            "ended": self.tr("The meeting has ended"),
            "approved": self.tr("The meeting has ended"),
        }
        waiting = states.get(view.state, self.tr("The meeting has not begun")) if view else ""
        self._say("title", f"{now.number}.  {self._title_of(now)}" if now else waiting)
        self._say("prompts", "\n".join(f"•  {prompt}" for prompt in now.prompts) if now else "")

    def _draw_round(self, seats: tuple[SharedSeat, ...]) -> None:
        speaks = next((seat for seat in seats if seat.attendance_id == self._speaker), None)
        mine = self._seat_title(speaks) if speaks else ""
        waiting = [self._seat_title(seat) for seat in seats if seat.kind == "agency" and seat.here]
        spoken = {self._seat_title(seat) for seat in seats if seat.has_spoken}
        rest = [title for title in dict.fromkeys(waiting) if title not in spoken and title != mine]
        self._talk.setVisible(bool(mine))
        self._say("speaks", self.tr("Speaking now: {who}").format(who=mine) if mine else "")
        self._say("next", self.tr("Still to speak: {who}").format(who=", ".join(rest)) if rest else "")

    def _title_of(self, item: SharedItem) -> str:
        return item.title or self.tr("Further item")

    def _state_of(self, item: SharedItem) -> str:
        return {"done": self.tr("done"), "now": self.tr("now"), "skipped": self.tr("skipped")}.get(
            item.state, self.tr("to come")
        )

    def _seat_title(self, seat: SharedSeat) -> str:
        return seat.agency or {
            "child": self.tr("The child or young person"),
            "parent": self.tr("Family"),
            "advocate": self.tr("The advocate"),
            "observer": self.tr("An observer"),
        }.get(seat.kind, self.tr("Another professional"))

    def _action_line(self, action: SharedAction) -> str:
        day = show_date(action.due_on) or self.tr("no date yet")
        return f"{action.label}   {action.agency or self.tr('no agency yet')}   {day}"

    def _other_display(self) -> QScreen | None:
        parent = self.parentWidget()
        here = parent.window().screen() if parent is not None else QGuiApplication.primaryScreen()
        return next((one for one in QGuiApplication.screens() if one is not here), None)
