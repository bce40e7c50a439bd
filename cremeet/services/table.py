"""Who a typed line can mean: the people at the table first, then those invited, then the directory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cremeet.practice.pack import Pack
from cremeet.services.directory import Listed
from cremeet.services.due import Reckoning
from cremeet.services.folding import fold
from cremeet.services.meeting_records import PersonRecord

HERE = frozenset({"present", "part"})
_AT_THE_TABLE, _INVITED, _IN_THE_DIRECTORY = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody who can own an action. `attendance_id` and `initials` are empty for somebody who was not invited."""

    name: str
    role: str
    agency: str
    agency_title: str
    professional_id: str | None
    attendance_id: str = ""
    initials: str = ""
    here: bool = False
    nearness: int = _IN_THE_DIRECTORY
    """0 at the table, 1 invited and not there, 2 in the directory: the nearer one is meant."""


@dataclass(frozen=True)
class Table:
    """What a line is read against: who is there, the pack's words, the calendar, and the directory."""

    people: Sequence[PersonRecord]
    pack: Pack
    reckoning: Reckoning
    directory: Sequence[Listed] = ()

    @cached_property
    def owners(self) -> tuple[Owner, ...]:
        """Everybody whom an @ can mean, the nearest first, professionals before the family."""
        people = [person for person in self.people if person.status != "withdrew"]
        invited = {person.professional_id for person in people}
        near = sorted(people, key=lambda one: (one.part != "professional", one.status not in HERE))
        far = [one for one in self.directory if one.active and one.id not in invited]
        return (*(_of(person) for person in near), *(_listed(one) for one in far))

    def named(self, letters: str) -> tuple[Owner, ...]:
        """Return whose name, a part of it, initials or agency begins with `letters`, the nearest first.

        Of the directory only the names count: with its agencies, every line would have a dozen answers.
        """
        wanted = fold(letters)
        return tuple(
            owner
            for owner in self.owners
            if any(
                fold(name).startswith(wanted)
                for name in (
                    owner.name,
                    *owner.name.split(),
                    *((owner.initials, owner.agency_title) if owner.attendance_id else ()),
                )
            )
        )

    def speakers(self, said: str) -> tuple[PersonRecord, ...]:
        """Return who is at the table and is called exactly `said`: by initials, a name, or as an agency's only person.

        Before anybody is marked as here, those invited count.
        """
        there = [person for person in self.people if person.status in HERE]
        there = there or [person for person in self.people if person.status != "withdrew"]
        wanted = fold(said)
        named = tuple(
            one for one in there if wanted in {fold(one.initials), fold(one.name), *map(fold, one.name.split())}
        )
        if named:
            return named
        shorts = {agency.id: fold(agency.short) for agency in self.pack.agencies}
        of_agency = tuple(
            one for one in there if one.agency and wanted in {shorts.get(one.agency), fold(one.agency_title)}
        )
        return of_agency if len(of_agency) == 1 else ()


def _of(person: PersonRecord) -> Owner:
    return Owner(
        name=person.name,
        role=person.role,
        agency=person.agency,
        agency_title=person.agency_title,
        professional_id=person.professional_id,
        attendance_id=person.attendance_id,
        initials=person.initials,
        here=person.status in HERE,
        nearness=_AT_THE_TABLE if person.status in HERE else _INVITED,
    )


def _listed(one: Listed) -> Owner:
    return Owner(one.details.name, one.details.role, one.details.agency, one.agency_title, one.id)
