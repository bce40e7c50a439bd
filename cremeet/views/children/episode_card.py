"""The open episode: what is suspected, the level and how it moved, open actions, and the meetings."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cremeet.clock import in_london
from cremeet.exports.figures import Picture, Point, risk_over_time
from cremeet.exports.status import Tone
from cremeet.services.child_page import EpisodeRecord, LevelPoint
from cremeet.services.children import MeetingLine
from cremeet.views.children.levels import tone_of
from cremeet.views.fields.flow import Flow
from cremeet.views.fields.measure import space
from cremeet.views.fields.picture import PictureView
from cremeet.views.fields.speak import announce
from cremeet.views.fields.table import Column, ListTable
from cremeet.views.fields.tabs import Yielding
from cremeet.views.fields.typed_dates import show_date
from cremeet.views.fields.words import Role, across, button, label
from cremeet.views.theme import Theme


class EpisodeCard(QWidget):
    """The episode's summary over the list of its meetings; without one it offers to open one."""

    open_pressed = Signal()
    change_pressed = Signal()
    close_pressed = Signal()
    meeting_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._wants_picture = False
        self._chips = Flow()
        self._summary = label("", wrap=True)
        self._levels = label("", "muted", wrap=True)
        self.picture = PictureView(theme)
        self.picture.hide()
        self.show_picture = button(self.tr("Show the levels as a picture"), "quiet", shortcut="Alt+G")
        self.show_picture.clicked.connect(self._turn_picture)
        self.meetings = ListTable(theme, self.tr("Meetings"), self._columns(), say=self._say)
        self.meetings.chosen.connect(self.meeting_chosen)
        self.open = button(self.tr("Open an episode"), "primary")
        self.change = button(self.tr("Change the episode"), shortcut="Alt+E")
        self.close_it = button(self.tr("Close the episode…"), "quiet", shortcut="Alt+C")
        for made, signal in (
            (self.open, self.open_pressed),
            (self.change, self.change_pressed),
            (self.close_it, self.close_pressed),
        ):
            made.clicked.connect(signal)
        column = QVBoxLayout(self)
        space(column, 10, 0, 12)
        column.addLayout(self._chips)
        column.addWidget(self._summary)
        column.addWidget(self._levels)
        column.addWidget(self.picture)
        column.addLayout(across(self.open, self.change, self.close_it, None, self.show_picture))
        column.addWidget(Yielding(self.meetings), 1)

    def show_episode(self, episode: EpisodeRecord | None) -> None:
        """Show the open episode, or that there is none."""
        there = episode is not None
        for shown in (self.change, self.close_it, self.meetings, self._levels):
            shown.setVisible(there)
        self.open.setVisible(not there)
        picture = _picture(episode.levels) if episode is not None else None
        self.picture.show_picture(picture)
        self.show_picture.setVisible(picture is not None)
        self.picture.setVisible(picture is not None and self._wants_picture)
        while (item := self._chips.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        if episode is None:
            self._summary.setText(self.tr("No episode is open. Open one to plan a meeting."))
            return
        chips: list[tuple[str, Role]] = [(episode.status_title, "chip-plain")]
        if episode.level:
            tone = tone_of(episode.level) or "plain"
            chips.insert(0, (self.tr("Level: {level}").format(level=episode.level_title), _CHIPS[tone]))
        if episode.exploitation_confirmed:
            chips.append((self.tr("Exploitation confirmed"), "chip-bad"))
        chips += [(words, "chip-info") for words in episode.type_titles]
        chips += [(words, "chip-plain") for words in episode.factor_titles]
        if episode.overdue_actions:
            chips.append((self.tr("%n actions overdue", "", episode.overdue_actions), "chip-bad"))
        for words, role in chips:
            self._chips.addWidget(label(words, role))
        opened = self.tr("{reference}, open since {day}. {summary}").format(
            reference=episode.reference, day=show_date(episode.opened_on), summary=episode.summary
        )
        self._summary.setText(opened)
        self._levels.setText(_trajectory(episode.levels) or self.tr("No level of risk has been agreed yet."))
        self.meetings.set_rows(episode.meetings, key=lambda line: line.meeting_id)

    def _turn_picture(self) -> None:
        self._wants_picture = not self._wants_picture
        self.picture.setVisible(self._wants_picture)
        words = self.tr("Hide the picture") if self._wants_picture else self.tr("Show the levels as a picture")
        self.show_picture.setText(words)
        if self._wants_picture:
            announce(self, self.picture.accessibleName())

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("Meeting"), lambda line: line.kind_title, None, strong=True),
            Column(self.tr("When"), _when, 190),
            Column(self.tr("State"), self._state, 130,
                   tone=lambda line: "info" if line.state in {"live", "adjourned"} else None),
            Column(self.tr("Level agreed"), lambda line: line.level_after_title, 110,
                   tone=lambda line: tone_of(line.level_after)),
            Column(self.tr("Reference"), lambda line: line.reference, 90),
            Column(self.tr("Timescale"), lambda line: self.tr("Late") if line.late else "", 90,
                   tone=lambda line: "warn" if line.late else None),
        )  # fmt: skip

    def _state(self, line: MeetingLine) -> str:
        return {
            "planned": self.tr("Planned"),
            "live": self.tr("Under way"),
            "adjourned": self.tr("Adjourned"),
            "ended": self.tr("Draft minutes"),
            "approved": self.tr("Approved"),
        }.get(line.state, line.state)

    def _say(self, line: MeetingLine) -> str:
        late = self.tr(", after its due date") if line.late else ""
        return (
            f"{line.kind_title}, {_when(line)}, {self._state(line)}, {line.level_after_title}, {line.reference}{late}"
        )


_SHAPES: dict[str, Tone] = {"none": "quiet", "low": "calm", "medium": "watch", "high": "alarm"}
_CHIPS: dict[str, Role] = {"plain": "chip-plain", "ok": "chip-ok", "warn": "chip-warn", "bad": "chip-bad"}


def _when(line: MeetingLine) -> str:
    there = in_london(line.starts_at)
    return f"{show_date(there.date())}, {there:%H:%M}"


def _picture(levels: tuple[LevelPoint, ...]) -> Picture | None:
    """Return the way of the level as a picture; the words of each level that was agreed name the ranks."""
    named = {point.rank: point.title for point in levels}
    words = [named.get(rank, "") for rank in range(max(named, default=0) + 1)]
    points = [Point(each.on, each.rank, each.title, _SHAPES.get(each.level, "quiet")) for each in levels]
    return risk_over_time(points, words)


def _trajectory(levels: tuple[LevelPoint, ...]) -> str:
    """Return the agreed levels in one line, oldest first, with an arrow for how each moved."""
    said: list[str] = []
    for place, point in enumerate(levels):
        before = levels[place - 1].rank if place else point.rank
        arrow = "▲ " if point.rank > before else "▼ " if point.rank < before else ""
        said.append(f"{arrow}{point.title} ({show_date(point.on)})")
    return "  →  ".join(said)
