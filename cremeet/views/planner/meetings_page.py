"""The list of meetings: what is under way and coming first, then the past."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from cremeet.clock import in_london
from cremeet.services import meetings
from cremeet.services.children import MeetingLine
from cremeet.views.children.levels import tone_of
from cremeet.views.fields.choose import ChoiceField
from cremeet.views.fields.page import Page
from cremeet.views.fields.table import Column, ListTable, Tone
from cremeet.views.fields.typed_dates import show_date
from cremeet.views.fields.words import across, button, label
from cremeet.views.navigation import Desk
from cremeet.views.record import Changes

_TONES: dict[str, Tone] = {"live": "info", "adjourned": "warn", "ended": "warn"}


class MeetingsPage(Page):
    """Every meeting in this vault; Enter opens the chosen one where its state allows most."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("", scrolls=False)
        self._desk = desk
        self._lead: QPushButton | None = None
        self.set_title(self.tr("Meetings"))
        self.place = self.tr("Meetings")
        self.keys = (("Enter", self.tr("open")),)
        self._states = (
            ("planned", self.tr("Planned")),
            ("live", self.tr("Under way")),
            ("adjourned", self.tr("Adjourned")),
            ("ended", self.tr("Draft minutes")),
            ("approved", self.tr("Approved")),
        )
        self.state = ChoiceField(self._states, prompt=self.tr("All"))
        self.state.setAccessibleName(self.tr("State"))
        self.count = label("", "small")
        self.table = ListTable(desk.theme, self.tr("Meetings"), self._columns())
        name = QLabel(self.tr("State"))
        name.setBuddy(self.state)
        self.content.addLayout(across(name, self.state, None, self.count))
        self.content.addWidget(self.table, 1)
        self.state.edited.connect(self._ask)
        self.table.chosen.connect(self._open)
        desk.record.changed.connect(self._heard)
        self._ask()

    def first_focus(self) -> QWidget:
        """Return the table, or what leads on where there is no meeting."""
        return self.table if self._lead is None else self._lead

    def _ask(self) -> None:
        self._desk.record.do(self, self._show, meetings.meetings, state=self.state.value() or "")

    def _show(self, found: tuple[MeetingLine, ...]) -> None:
        self.table.set_rows(found, key=lambda line: line.meeting_id)
        words = self.tr("%n meetings", "", len(found))
        self.count.setText(words if found else self.tr("No meeting is in this state."))
        self._show_whether_empty(empty=not found and self.state.value() is None)

    def _show_whether_empty(self, *, empty: bool) -> None:
        """Where there is no meeting at all, lead to the children, from whose pages meetings are planned."""
        if empty == (self._lead is not None):
            return
        if not empty:
            self._lead = None
            self.set_state("ready")
            return
        self._lead = button(self.tr("Go to the children"), "primary")
        self._lead.clicked.connect(self._desk.go.show_children)
        self.set_state("empty", self.tr("No meeting is in this vault yet. Plan one from a child's page."), self._lead)
        if self.isVisible():
            self._lead.setFocus()

    def _heard(self, changes: Changes) -> None:
        if any(thing in {"Meeting", "Child"} for thing, _ in changes):
            self._ask()

    def _open(self, line: MeetingLine) -> None:
        if line.state == "planned":
            self._desk.go.show_planner(line.child_id, line.meeting_id)
        elif line.state in {"ended", "approved"}:
            self._desk.go.show_close(line.meeting_id)
        else:
            self._desk.go.show_meeting(line.meeting_id)

    def _columns(self) -> tuple[Column, ...]:
        titles = dict(self._states)
        return (
            Column(self.tr("When"), _when, 190, strong=True),
            Column(self.tr("Child"), lambda line: line.child_name, None),
            Column(self.tr("Reference"), lambda line: line.child_reference, 100),
            Column(self.tr("Meeting"), lambda line: line.kind_title, 260),
            Column(self.tr("State"), lambda line: titles.get(line.state, line.state), 130,
                   tone=lambda line: _TONES.get(line.state)),
            Column(self.tr("Level"), lambda line: line.level_after_title, 90,
                   tone=lambda line: tone_of(line.level_after)),
            Column(self.tr("Timescale"), lambda line: self.tr("Late") if line.late else "", 100,
                   tone=lambda line: "warn" if line.late else None),
        )  # fmt: skip


def _when(line: MeetingLine) -> str:
    there = in_london(line.starts_at)
    return f"{show_date(there.date())}, {there:%H:%M}"
