"""Who sits for each agency at the table, and which agency has said nothing in the whole meeting."""

from __future__ import annotations

from dataclasses import dataclass

from cremeet.services.meeting_records import MeetingView, PersonRecord


@dataclass(frozen=True, slots=True)
class Seat:
    """An agency by the person who can speak for it; `here` is False where it only left a report."""

    person: PersonRecord
    here: bool


def silent(view: MeetingView) -> tuple[Seat, ...]:
    """Return the agencies that are here, or left a report, and for which nobody has spoken, in the order invited."""
    agencies: dict[str, list[PersonRecord]] = {}
    for person in view.people:
        if person.part == "professional" and person.agency and person.status != "withdrew":
            agencies.setdefault(person.agency, []).append(person)
    found = []
    for people in agencies.values():
        if any(person.has_spoken for person in people):
            continue
        here = next((one for one in people if one.status in {"present", "part"} and one.left_at is None), None)
        reported = next((one for one in people if one.report_received_on is not None), None)
        if here is not None or reported is not None:
            found.append(Seat(here or reported or people[0], here is not None))
    return tuple(found)
