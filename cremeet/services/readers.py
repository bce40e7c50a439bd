"""Who a meeting's documents go to: everybody who was invited, and for each the audience whose copy is theirs."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from cremeet.practice.pack import Pack
from cremeet.services.attendance import IN_THE_ROOM
from cremeet.services.folding import fold
from cremeet.services.meeting_records import MeetingHead, PersonRecord
from cremeet.services.meetings import meeting_view
from cremeet.services.packs import pack_of

CHAIR, PROFESSIONALS, AGENCIES, CHILD, FAMILY = "chair", "professionals", "agencies", "child", "family"
"""Audiences that every pack is read for by these ids; one that a pack does not have is never proposed."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody a copy can be made for. `agency` is an id where the copy is one agency's; `key` tells readers apart."""

    key: str
    name: str
    audience: str
    agency: str
    agency_title: str
    attendance_id: str | None
    why: str
    """Why this audience, in a few words."""


def readers(session: Session, meeting_id: str) -> tuple[Reader, ...]:
    """Return everybody invited with the audience proposed for them, the widest first; a person may choose another."""
    view = meeting_view(session, meeting_id)
    pack = pack_of(session, view.head.practice_id)
    return readers_of(view.head, view.people, pack)


def readers_of(head: MeetingHead, people: tuple[PersonRecord, ...], pack: Pack) -> tuple[Reader, ...]:
    """As `readers`, of a meeting that was read already."""
    breadth = {audience.id: audience.breadth for audience in pack.audiences}
    found = [_reader(head, person, pack) for person in people]
    if head.chair and not any(reader.audience == CHAIR for reader in found) and CHAIR in breadth:
        found.append(Reader("chair", head.chair, CHAIR, "", "", None, "chairs the meeting"))
    return tuple(sorted(found, key=lambda reader: -breadth.get(reader.audience, -1)))


def _reader(head: MeetingHead, person: PersonRecord, pack: Pack) -> Reader:
    audience, why = _audience(head, person, pack)
    if audience not in {one.id for one in pack.audiences}:
        audience, why = pack.narrowest_audience().id, "nothing wider is known to be theirs"
    agency = person.agency if audience not in {CHILD, FAMILY} else ""
    return Reader(person.attendance_id, person.name, audience, agency, person.agency_title, person.attendance_id, why)


def _audience(head: MeetingHead, person: PersonRecord, pack: Pack) -> tuple[str, str]:
    """Return the audience for a person: by their part, then whether they were there, then their agency."""
    if person.part in {"child", "advocate"}:
        return CHILD, "the child" if person.part == "child" else "speaks for the child"
    if person.part == "parent":
        return FAMILY, "parent or carer"
    if fold(person.name) == fold(head.chair):
        return CHAIR, "chairs the meeting"
    own = next((one.id for one in pack.audiences if one.agency and one.agency == person.agency), None)
    if own is not None and person.part == "professional":
        return own, f"{person.agency_title} has a copy of its own"
    if person.part == "professional" and (person.status in IN_THE_ROOM or head.started_at is None):
        return PROFESSIONALS, "took part" if head.started_at else "is invited"
    return AGENCIES, "was not there: its agency's part only"
