"""Children: adding and changing, carers and links, and the wrong-child guard."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.clock import long_day
from cremeet.errors import RuleError
from cremeet.models import Carer, Child, ChildLink
from cremeet.services.folding import fold
from cremeet.services.unit import find, fresh_reference, today


@dataclass(frozen=True, slots=True)
class CarerDetails:
    """A parent or carer as entered."""

    name: str
    relationship_to_child: str = ""
    parental_responsibility: bool = False
    contact: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChildDetails:
    """What a person may enter about a child; choices are practice ids, everything may be left empty but the names."""

    given_names: str
    family_name: str
    born_on: date | None = None
    preferred_name: str = ""
    name_in_own_script: str = ""
    aliases: str = ""
    gender: str = ""
    gender_description: str = ""
    pronouns: str = ""
    ethnicity: str = ""
    first_language: str = ""
    interpreter: str = ""
    religion: str = ""
    disability: str = ""
    education_needs: str = ""
    communication_needs: str = ""
    sexual_orientation: str = ""
    address: str = ""
    address_withheld: bool = False
    gp: str = ""
    education_setting: str = ""
    enrolled: bool = True
    nhs_number: str = ""
    police_reference: str = ""
    legal_status: str = ""
    legal_status_note: str = ""
    allocated_worker: str = ""
    authority: str = ""
    out_of_area: bool = False
    placing_authority: str = ""
    host_authority: str = ""
    carers: tuple[CarerDetails, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """The wrong-child guard: what stays in sight while working on a record; `age` in whole years, None if unknown."""

    child_id: str
    reference: str
    name: str
    preferred_name: str
    name_in_own_script: str
    born_on: date | None
    age: int | None
    same_name: tuple[str, ...] = ()
    """References of other children who share this name (folded) or this birth date and family name."""

    @property
    def line(self) -> str:
        """One line for the guard strip: name, birth date, age and reference."""
        born = f"born {long_day(self.born_on)}, {self.age}" if self.born_on else "birth date not known"
        known_as = "" if f"{self.name} ".startswith(f"{self.preferred_name} ") else self.preferred_name
        called = f" ({known_as})" if known_as else ""
        return f"{self.name}{called} · {born} · {self.reference}"


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """A linked child (sibling, friend), by reference and name."""

    link_id: str
    child_id: str
    reference: str
    name: str
    relation: str
    note: str


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting as lists show it; `state` and `kind` are ids, titles come from the pack it was planned with."""

    meeting_id: str
    reference: str
    kind: str
    kind_title: str
    state: str
    starts_at: datetime
    level_after: str
    level_after_title: str
    child_id: str = ""
    child_name: str = ""
    child_reference: str = ""
    late: bool = False


def add_child(session: Session, details: ChildDetails) -> Identity:
    """Add a child with a fresh CRE reference. Raises RuleError without names, or with a birth date in the future."""
    _check(session, details)
    reference = fresh_reference(session, "CRE", lambda found: _taken(session, found))
    row = Child(reference=reference, **_columns(details))
    session.add(row)
    session.flush()
    _set_carers(session, row, details.carers)
    return identity(session, row.id)


def change_child(session: Session, child_id: str, details: ChildDetails) -> Identity:
    """Change a child; carers are matched by position and replaced as entered. Raises as `add_child` does."""
    _check(session, details)
    row = find(session, Child, child_id, "child")
    for field, value in _columns(details).items():
        setattr(row, field, value)
    _set_carers(session, row, details.carers)
    return identity(session, child_id)


def link_children(session: Session, child_id: str, other_id: str, relation: str, note: str = "") -> None:
    """Link two children (siblings, friends), once only, read from both; RuleError for a child with themselves."""
    find(session, Child, child_id, "child")
    find(session, Child, other_id, "child")
    if child_id == other_id:
        raise RuleError("A child cannot be linked with themselves; choose the other child.")
    pair = (child_id, other_id)
    row = session.scalar(sa.select(ChildLink).where(ChildLink.child_id.in_(pair), ChildLink.other_id.in_(pair)))
    if row is None:
        row = ChildLink(child_id=child_id, other_id=other_id)
        session.add(row)
    row.relation, row.note = relation, note
    session.flush()


def unlink_children(session: Session, link_id: str) -> None:
    """Take a link away; history keeps that it was there."""
    session.delete(find(session, ChildLink, link_id, "link"))
    session.flush()


def links(session: Session, child_id: str) -> tuple[LinkRecord, ...]:
    """Return the children linked with this one, whichever of the two the link was made from, by name."""
    rows = session.scalars(
        sa.select(ChildLink).where(sa.or_(ChildLink.child_id == child_id, ChildLink.other_id == child_id))
    )
    found = []
    for row in rows:
        other = find(session, Child, row.other_id if row.child_id == child_id else row.child_id, "child")
        found.append(LinkRecord(row.id, other.id, other.reference, full_name(other), row.relation, row.note))
    return tuple(sorted(found, key=lambda link: fold(link.name)))


def identity(session: Session, child_id: str) -> Identity:
    """Return the wrong-child guard for a child."""
    row = find(session, Child, child_id, "child")
    alike: sa.ColumnElement[bool] = Child.sort_name == row.sort_name
    if row.born_on is not None:  # two unknown birth dates are not the same birth date
        alike = sa.or_(alike, sa.and_(Child.born_on == row.born_on, Child.family_name == row.family_name))
    query = sa.select(Child.reference).where(alike, Child.id != row.id).order_by(Child.reference)
    return _identity(row, today(session), tuple(session.scalars(query)))


def same_named(session: Session, given_names: str, family_name: str, *, but: str = "") -> tuple[Identity, ...]:
    """Return other children with these names (folded for case and accents): the warning before another is added."""
    sort_name = _sort_name(given_names, family_name)
    rows = session.scalars(
        sa.select(Child).where(Child.sort_name == sort_name, Child.id != but).order_by(Child.reference)
    )
    return tuple(_identity(row, today(session), ()) for row in rows)


def full_name(row: Child) -> str:
    """Return a child's names as they are said: given names, then family name."""
    return f"{row.given_names} {row.family_name}"


def age_on(born_on: date | None, day: date) -> int | None:
    """Return whole years of age on `day`, or None when the birth date is not known."""
    if born_on is None:
        return None
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def _identity(row: Child, day: date, same_name: tuple[str, ...]) -> Identity:
    return Identity(
        child_id=row.id,
        reference=row.reference,
        name=full_name(row),
        preferred_name=row.preferred_name,
        name_in_own_script=row.name_in_own_script,
        born_on=row.born_on,
        age=age_on(row.born_on, day),
        same_name=same_name,
    )


def _check(session: Session, details: ChildDetails) -> None:
    if not details.given_names.strip() or not details.family_name.strip():
        raise RuleError("A child's given and family names are both needed; enter what is known, even if only a guess.")
    if details.born_on is not None and details.born_on > today(session):
        raise RuleError("The birth date is in the future; please check the day, month and year.")
    if any(not carer.name.strip() for carer in details.carers):
        raise RuleError("A parent or carer needs a name; enter it or take the line away.")


def _columns(details: ChildDetails) -> dict[str, Any]:
    columns = {field.name: getattr(details, field.name) for field in fields(details) if field.name != "carers"}
    names = (details.given_names, details.family_name, details.preferred_name, details.aliases)
    return columns | {
        "sort_name": _sort_name(details.given_names, details.family_name),
        "search_name": fold(" ".join((*names, details.family_name, details.given_names, details.name_in_own_script))),
    }


def _sort_name(given_names: str, family_name: str) -> str:
    return f"{fold(family_name)}, {fold(given_names)}"


def _set_carers(session: Session, child: Child, carers: tuple[CarerDetails, ...]) -> None:
    """Match carers by position: change those that stay, add new ones, remove the rest."""
    rows = list(child.carers)
    for position, details in enumerate(carers, start=1):
        if position <= len(rows):
            for field, value in asdict(details).items():
                setattr(rows[position - 1], field, value)
        else:
            session.add(Carer(child=child, position=position, **asdict(details)))
    for row in rows[len(carers) :]:
        child.carers.remove(row)
        session.delete(row)
    session.flush()
    session.expire(child, ["carers"])


def _taken(session: Session, reference: str) -> bool:
    return session.scalar(sa.select(Child.id).where(Child.reference == reference)) is not None
