"""What the plan screen reads of a meeting in one visit to the database thread, and the choices that follow from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication

from cremeet.practice.instrument import Instrument
from cremeet.practice.pack import Pack
from cremeet.practice.timescales import Timescales
from cremeet.services import actions, assessing, directory, meetings, packs
from cremeet.services.actions import Plan
from cremeet.services.assessing import AssessmentRecord
from cremeet.services.directory import Listed
from cremeet.services.high_signs import high_signs
from cremeet.services.meetings import MeetingView

WRITABLE = frozenset({"live", "adjourned", "ended"})
HERE = frozenset({"present", "part"})


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting with its plan, pack and instrument, the directory, and its assessment where there is one."""

    view: MeetingView
    plan: Plan
    pack: Pack
    instrument: Instrument
    assessment: AssessmentRecord | None
    directory: tuple[Listed, ...]

    @property
    def writable(self) -> bool:
        """Whether actions can be added, changed and reviewed."""
        return self.view.head.state in WRITABLE

    @property
    def item_id(self) -> str:
        """The agenda item that an action agreed here is minuted under: the plan's, else the present one."""
        items = self.view.items
        found = next((item for item in items if "plan" in item.captures), None)
        found = found or next((item for item in items if item.state == "now"), None)
        return (found or items[0]).item_id if items else ""

    @property
    def tag(self) -> str:
        """The handling tag of that item."""
        return next((item.tag for item in self.view.items if item.item_id == self.item_id), "")


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody who can own an action; `owner_id` is set where they are in the directory."""

    owner_id: str | None
    name: str
    role: str
    agency: str


def look(session: Any, meeting_id: str) -> Planned:
    """Read all that the screen shows."""
    view = meetings.meeting_view(session, meeting_id)
    pack = packs.pack_of(session, view.head.practice_id)
    found = assessing.assessment_of(session, meeting_id)
    assessment = found.now if found else None
    instrument = pack.instrument(view.head.instrument)
    return Planned(
        view, actions.plan(session, meeting_id), pack, instrument, assessment, directory.professionals(session)
    )


def owners(planned: Planned) -> dict[str, tuple[str, Owner]]:
    """Return by key (what people read, the owner): those here first, then others invited, then the directory."""
    found: dict[str, tuple[str, Owner]] = {}
    people = sorted(planned.view.people, key=lambda one: one.status not in HERE)
    for person in people:
        here = _say("here") if person.status in HERE else _say("not here")
        key = person.professional_id or f"person:{person.attendance_id}"
        words = ", ".join(one for one in (person.name, person.role, person.agency_title) if one)
        owner = Owner(person.professional_id, person.name, person.role, person.agency)
        found[key] = (f"{words} ({here})", owner)
    for listed in planned.directory:
        details = listed.details
        words = ", ".join(one for one in (details.name, details.role, listed.agency_title) if one)
        found.setdefault(listed.id, (words, Owner(listed.id, details.name, details.role, details.agency)))
    return found


def indicators(planned: Planned) -> list[tuple[str, str]]:
    """Return the indicators and rated areas that an action can answer, those that are high now first."""
    instrument = planned.instrument
    now = planned.assessment
    high = high_signs(instrument, now) if now is not None and now.instrument == instrument.id else []
    first = [(found, _say("High now: {text}").format(text=text)) for found, text in high]
    taken = {found for found, _ in high}
    asked = [(question.indicator.id, question.indicator.text) for question in instrument.questions()]
    asked += [(domain.id, domain.title) for domain in instrument.domains if domain.rating]
    return first + [one for one in asked if one[0] not in taken]


def indicator_title(planned: Planned, wanted: str) -> str:
    """Return the words of an indicator or area, or an empty text."""
    titles = {question.indicator.id: question.indicator.text for question in planned.instrument.questions()}
    titles |= {domain.id: domain.title for domain in planned.instrument.domains}
    return titles.get(wanted, "")


def day_remark(calendar: Timescales, today: date) -> Callable[[date], str]:
    """Return what to say of a due day: how many working days ahead it is, or why it is an unlucky choice."""

    def remark(day: date) -> str:
        if day < today:
            return _say("in the past")
        called = calendar.holiday_name(day)
        if called:
            return called
        if not calendar.is_working(day):
            return _say("not a working day")
        count = calendar.working_days_between(today, day)
        return _say("%n working days from today", count)

    return remark


def _say(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("Plan", text, "", count)
