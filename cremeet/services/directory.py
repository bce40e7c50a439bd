"""The directory of professionals: who can be invited, speak and own actions."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session


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
    raise NotImplementedError


def change_professional(
    session: Session, professional_id: str, details: ProfessionalDetails, *, active: bool = True
) -> Listed:
    """Change a professional, or put them out of use (`active=False`): earlier records keep their words."""
    raise NotImplementedError


def professionals(
    session: Session, *, search: str = "", agency: str = "", active_only: bool = True
) -> tuple[Listed, ...]:
    """Return the directory by agency then name; `search` matches name, role and organisation, folded for case and accents."""
    raise NotImplementedError
