"""Round the table: which agencies have spoken on this item, who speaks now, and who comes next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from cremeet.services.meetings import PersonRecord
from cremeet.views.fields import announce, button, space, wear
from cremeet.views.fields.flow import Flow, flowing
from cremeet.views.meeting.work import HERE, MeetingWork
from cremeet.views.theme import Theme
from cremeet.views.tokens import Colour

_LOOKS: dict[str, tuple[str, Colour]] = {
    "done": ("check", "ok"),
    "now": ("volume", "accent_ink"),
    "late": ("clock", "warn"),
    "report": ("file-text", "ok"),
    "away": ("x", "muted"),
}


class AgencyRound(QWidget):
    """A chip for each agency and family member; `speaker_chosen` carries an attendance id."""

    speaker_chosen = Signal(str)

    def __init__(self, work: MeetingWork) -> None:
        super().__init__()
        self._work, self._speaker = work, ""
        self.setAccessibleName(self.tr("Round the table"))
        self._flow = flowing(gap=5)
        self._chips: dict[str, QPushButton] = {}
        self.next = button(self.tr("Next agency"), "quiet", tip=self.tr("The next agency that has not spoken (Alt+N)"))
        self.next.clicked.connect(self.step)
        column = QVBoxLayout(self)
        space(column, 0)
        column.addWidget(self._flow)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        work.read.connect(self._show)
        work.turned.connect(self._show)
        if work.known:
            self._show()

    def set_speaker(self, attendance_id: str) -> None:
        """Mark who speaks now; empty for nobody."""
        self._speaker = attendance_id
        self._show()

    def step(self) -> None:
        """Give the word to the next agency here that has not spoken on this item."""
        seats = self._seats()
        names = list(seats)
        now = next((name for name, people in seats.items() if self._sits(people)), None)
        start = names.index(now) + 1 if now in names else 0
        for name in (*names[start:], *names[:start]):
            if self._state(seats[name]) in {"", "late"} and self._speaker_of(seats[name]):
                self._give(name)
                return
        announce(self, self.tr("Every agency here has spoken on this item."))

    def _seats(self) -> dict[str, list[PersonRecord]]:
        """Return the people of each agency, in the order invited; family members sit by themselves."""
        seats: dict[str, list[PersonRecord]] = {}
        for person in self._work.view.people:
            if person.status != "withdrew":
                seats.setdefault(self._short(person), []).append(person)
        return seats

    def _short(self, person: PersonRecord) -> str:
        if person.part != "professional" or not person.agency:
            return person.name
        return next((one.short for one in self._work.pack.agencies if one.id == person.agency), person.agency_title)

    def _sits(self, people: list[PersonRecord]) -> bool:
        return any(person.attendance_id == self._speaker for person in people)

    def _speaker_of(self, people: list[PersonRecord]) -> PersonRecord | None:
        return next((person for person in people if person.status in HERE), None)

    def _state(self, people: list[PersonRecord]) -> str:
        if self._sits(people):
            return "now"
        spoken = {entry.speaker_id for entry in self._work.entries()}
        if any(person.attendance_id in spoken for person in people):
            return "done"
        if any(person.status in HERE for person in people):
            return ""
        if any(person.report_received_on is not None for person in people):
            return "report"
        return "late" if any(person.status == "invited" for person in people) else "away"

    def _show(self) -> None:
        seats = self._seats()
        flow = self._flow.layout()
        if list(seats) != list(self._chips) and isinstance(flow, Flow):
            for old in (*self._chips.values(), self.next):
                flow.removeWidget(old)
            for old in self._chips.values():
                old.deleteLater()
            self._chips = {name: self._chip(name) for name in seats}
            for chip in (*self._chips.values(), self.next):
                flow.addWidget(chip)
                chip.show()
            self._flow.updateGeometry()
            self.updateGeometry()
        for name, people in seats.items():
            self._dress(self._chips[name], name, self._state(people))

    def _chip(self, name: str) -> QPushButton:
        chip = button(name.replace("&", "&&"), "pill")
        chip.clicked.connect(lambda: self._give(name))
        return chip

    def _dress(self, chip: QPushButton, name: str, state: str) -> None:
        if chip.property("state") == state:
            return
        words = {
            "done": self.tr("has spoken"),
            "now": self.tr("speaking now"),
            "late": self.tr("not here yet"),
            "report": self.tr("left a report"),
            "away": self.tr("not coming"),
        }
        chip.setAccessibleName(f"{name}: {words.get(state, self.tr('to speak'))}")
        chip.setToolTip(chip.accessibleName())
        _give_icon(self._work.desk.theme, chip, state)
        wear(chip, "state", state)

    def _give(self, name: str) -> None:
        people = self._seats()[name]
        person = self._speaker_of(people) or people[0]
        self.speaker_chosen.emit(person.attendance_id)
        announce(self, self.tr("{name} speaks").format(name=person.name))


def _give_icon(theme: Theme, chip: QPushButton, state: str) -> None:
    if state in _LOOKS:
        theme.give_icon(chip, *_LOOKS[state], 14)
    else:
        theme.give_icon(chip, "point", "muted", 14)
