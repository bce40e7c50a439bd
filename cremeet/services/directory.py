"""The directory of professionals: who can be invited, speak and own actions."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.errors import RuleError
from cremeet.models import Professional
from cremeet.practice.pack import Pack
from cremeet.services.folding import fold
from cremeet.services.looking import searched
from cremeet.services.packs import practice
from cremeet.services.unit import find


@dataclass(frozen=True, slots=True)
class ProfessionalDetails:
    """What a person may enter about a professional; `agency` is a practice id."""

    name: str
    agency: str
    role: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A professional as lists and completion need them; `agency_title` is the pack's word for the agency."""

    id: str
    details: ProfessionalDetails
    agency_title: str
    active: bool


def add_professional(session: Session, details: ProfessionalDetails) -> Listed:
    """Add a professional. Raises RuleError without a name or with an agency that the practice pack does not know."""
    _check(session, details)
    row = Professional(**asdict(details))
    session.add(row)
    session.flush()
    return _listed(row, practice(session))


def change_professional(
    session: Session, professional_id: str, details: ProfessionalDetails, *, active: bool = True
) -> Listed:
    """Change a professional, or put them out of use (`active=False`): earlier records keep their words."""
    _check(session, details)
    row = find(session, Professional, professional_id, "person")
    for field, value in asdict(details).items():
        setattr(row, field, value)
    row.active = active
    session.flush()
    return _listed(row, practice(session))


def professionals(
    session: Session, *, search: str = "", agency: str = "", active_only: bool = True
) -> tuple[Listed, ...]:
    """Return the directory by the pack's order of agencies, then by name.

    `search` matches name, role and organisation, folded for case and accents.
    """
    pack = practice(session)
    query = sa.select(Professional)
    if agency:
        query = query.where(Professional.agency == agency)
    if active_only:
        query = query.where(Professional.active)
    wanted = fold(search)
    rows = [row for row in session.scalars(query) if wanted in fold(f"{row.name} {row.role} {row.organisation}")]
    order = {known.id: place for place, known in enumerate(pack.agencies)}
    if wanted:
        searched(session, "directory", len(rows))
    rows.sort(key=lambda row: (order.get(row.agency, len(order)), fold(row.name)))
    return tuple(_listed(row, pack) for row in rows)


def _check(session: Session, details: ProfessionalDetails) -> None:
    if not details.name.strip():
        raise RuleError("A person in the directory needs a name; please enter it.")
    if details.agency not in {agency.id for agency in practice(session).agencies}:
        raise RuleError("That agency is not in the practice pack; please choose one of the list.")


def _listed(row: Professional, pack: Pack) -> Listed:
    details = ProfessionalDetails(row.name, row.agency, row.role, row.organisation, row.email, row.phone)
    titles = {agency.id: agency.title for agency in pack.agencies}
    return Listed(row.id, details, titles.get(row.agency, row.agency), row.active)
