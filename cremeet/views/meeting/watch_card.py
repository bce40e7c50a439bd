"""What a chair must not lose sight of: who came after the statement, who is outside, and which agency is silent."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from cremeet.services import closed_part, readings, round_table
from cremeet.services.meetings import PersonRecord
from cremeet.views.fields import across, announce, button, label, space
from cremeet.views.meeting.work import MeetingWork


class WatchCard(QFrame):
    """A quiet line for each thing, with the way to see to it; not there while there is nothing.

    `word_wanted` carries whom to give the word to.
    """

    word_wanted = Signal(str)

    def __init__(self, work: MeetingWork) -> None:
        super().__init__()
        self.setProperty("role", "warn-card")
        self.setAccessibleName(self.tr("To look after"))
        self._work = work
        self.late = _Line(self.tr("Read it to them"), self.read_again)
        self.door = _Line("", self.turn_door)
        self.silent = _Line(self.tr("Give the word"), self.hear_silent)
        column = QVBoxLayout(self)
        space(column, 4, 10, 6)
        for line in (self.late, self.door, self.silent):
            column.addWidget(line)
        work.read.connect(self.look)
        work.turned.connect(self.look)

    def read_again(self) -> None:
        """Note that the statement was read, to whoever is here now."""
        said = self.tr("The reading of the statement is noted.")
        self._do(readings.read_statement, self._work.meeting_id, said=said)

    def turn_door(self) -> None:
        """Note that those outside are back, or else that those who have to leave for this item have left."""
        item = self._work.item
        if closed_part.outside(self._work.view):
            self._do(closed_part.back, self._work.meeting_id, said=self.tr("They are noted as back."))
        elif item is not None:
            self._do(closed_part.leave, item.item_id, said=self.tr("They are noted as outside."))

    def hear_silent(self) -> None:
        """Give the word to the first agency that has said nothing in this meeting."""
        person = next(iter(self._can_speak()), None)
        if person is None:
            announce(self, self.tr("Every agency here has said something in this meeting."))
        else:
            self.word_wanted.emit(person.attendance_id)
            announce(self, self.tr("{name} speaks").format(name=person.name))

    def _can_speak(self) -> Sequence[PersonRecord]:
        return [seat.person for seat in round_table.silent(self._work.view) if seat.here]

    def look(self) -> None:
        """Show what there is now; not before it stands in a window, or it would be one of its own."""
        work, view = self._work, self._work.view
        under_way = view.head.state in {"live", "adjourned"}
        late = readings.latecomers(view) if under_way else ()
        self.late.tell(
            self.tr("{names} came after the statement was read.").format(names=_names(late)), shown=bool(late)
        )
        self._show_door()
        shorts = {agency.id: agency.short for agency in work.pack.agencies}
        silent = round_table.silent(view) if under_way else ()
        named = ", ".join(
            shorts.get(seat.person.agency, seat.person.agency_title) + ("" if seat.here else self.tr(" (report)"))
            for seat in silent
        )
        self.silent.tell(self.tr("Not heard yet: {names}").format(names=named), shown=bool(silent))
        self.silent.does.setEnabled(bool(self._can_speak()))
        self.setVisible(any(line.wanted for line in (self.late, self.door, self.silent)))

    def _show_door(self) -> None:
        view, item = self._work.view, self._work.item
        outside = closed_part.outside(view)
        leaving = closed_part.who_leaves(view, self._work.pack) if item is not None and item.closed_part else ()
        if outside:
            self.door.tell(self.tr("Outside: {names}").format(names=_names(outside)), self.tr("They are back"))
        elif leaving and self._work.live:
            words = self.tr("Closed part. To leave the room: {names}").format(names=_names(leaving))
            self.door.tell(words, self.tr("They have left"))
        else:
            self.door.tell("", shown=False)

    def _do(self, verb: Callable[..., object], *args: object, said: str) -> None:
        self._work.do(verb, *args, then=lambda _: announce(self, said))


class _Line(QWidget):
    """A sentence and a button; `wanted` says whether it is there."""

    def __init__(self, does: str, clicked: Callable[[], None]) -> None:
        super().__init__()
        self.wanted = False
        self._words: QLabel = label("", "small", wrap=True)
        self.does: QPushButton = button(does, "quiet")
        self.does.clicked.connect(clicked)
        row = across(self._words, self.does, gap=6)
        row.setStretch(0, 1)
        self.setLayout(row)

    def tell(self, words: str, does: str = "", *, shown: bool = True) -> None:
        self.wanted = shown
        self._words.setText(words if shown else "")
        if does:
            self.does.setText(does)
        self.setVisible(shown)


def _names(people: Sequence[PersonRecord]) -> str:
    return ", ".join(person.name for person in people)
