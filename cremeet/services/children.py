"""Children: the list with search and filter, a child's page, adding and changing, and the wrong-child guard."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from cremeet.services.circumstances import ConcernRecord, DisruptionRecord, MissingRecord, NrmRecord


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
    """The wrong-child guard: what stays in sight while working on a record. `age` in whole years today, None if unknown."""

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
        born = f"born {self.born_on.day} {self.born_on:%B %Y}, {self.age}" if self.born_on else "birth date not known"
        called = f" ({self.preferred_name})" if self.preferred_name else ""
        return f"{self.name}{called} · {born} · {self.reference}"


@dataclass(frozen=True, slots=True)
class ChildRow:
    """A child as the list shows them; `level` is a level id of the current pack or empty, `types` are titles."""

    child_id: str
    reference: str
    name: str
    born_on: date | None
    age: int | None
    level: str
    level_title: str
    types: tuple[str, ...]
    status: str
    status_title: str
    allocated_worker: str
    next_meeting_at: datetime | None
    open_actions: int
    overdue_actions: int
    same_name: bool


@dataclass(frozen=True, slots=True)
class ChildFilter:
    """What the list is narrowed by; empty means all. `sort`: name, level, age, next-meeting, overdue."""

    search: str = ""
    type: str = ""
    level: str = ""
    status: str = ""
    sort: str = "name"
    limit: int = 200
    offset: int = 0


@dataclass(frozen=True, slots=True)
class ChildList:
    """One page of the list and how many match in all."""

    rows: tuple[ChildRow, ...]
    total: int


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


@dataclass(frozen=True, slots=True)
class LevelPoint:
    """One agreed level in the history of an episode; `rank` orders levels from 0."""

    on: date
    level: str
    title: str
    rank: int
    score: int | None
    reason: str
    meeting_reference: str


@dataclass(frozen=True, slots=True)
class EpisodeRecord:
    """An episode with all that a child's page shows of it; `type_titles` and `factor_titles` in the pack's words."""

    episode_id: str
    reference: str
    opened_on: date
    source: str
    types: tuple[str, ...]
    type_titles: tuple[str, ...]
    factors: tuple[str, ...]
    factor_titles: tuple[str, ...]
    status: str
    status_title: str
    summary: str
    exploitation_confirmed: bool
    level: str
    level_title: str
    levels: tuple[LevelPoint, ...]
    meetings: tuple[MeetingLine, ...]
    missing: tuple[MissingRecord, ...]
    concerns: tuple[ConcernRecord, ...]
    nrm: tuple[NrmRecord, ...]
    disruption: tuple[DisruptionRecord, ...]
    open_actions: int
    overdue_actions: int
    closed_on: date | None = None
    closing_reason: str = ""


@dataclass(frozen=True, slots=True)
class ChildPage:
    """A child's page. `legal_status_title` and the like are the pack's words for the ids in `details`."""

    identity: Identity
    details: ChildDetails
    titles: dict[str, str] = field(default_factory=dict)
    """Choice titles by field name: gender, ethnicity, legal_status, authority."""
    links: tuple[LinkRecord, ...] = ()
    episodes: tuple[EpisodeRecord, ...] = ()
    """Newest first; the first that is not closed is the current one."""


def add_child(session: Session, details: ChildDetails) -> Identity:
    """Add a child with a fresh CRE reference. Raises RuleError without names, or with a birth date in the future."""
    raise NotImplementedError


def change_child(session: Session, child_id: str, details: ChildDetails) -> Identity:
    """Change a child; carers are matched by position and replaced as entered. Raises as `add_child` does."""
    raise NotImplementedError


def link_children(session: Session, child_id: str, other_id: str, relation: str, note: str = "") -> None:
    """Link two children (siblings, friends); once only, read from both. Raises RuleError for a child with themselves."""
    raise NotImplementedError


def unlink_children(session: Session, link_id: str) -> None:
    """Take a link away; history keeps that it was there."""
    raise NotImplementedError


def children(session: Session, wanted: ChildFilter) -> ChildList:
    """Return the list, filtered and sorted in the database: within 100 ms at 10,000 children.

    `search` matches any part of the names, aliases and own-script name (folded for case and accents) or the reference.
    """
    raise NotImplementedError


def child_page(session: Session, child_id: str) -> ChildPage:
    """Return everything a child's page shows."""
    raise NotImplementedError


def identity(session: Session, child_id: str) -> Identity:
    """Return the wrong-child guard for a child."""
    raise NotImplementedError


def same_named(session: Session, given_names: str, family_name: str, *, but: str = "") -> tuple[Identity, ...]:
    """Return other children with the same names (folded for case and accents), for the warning before a new one is added."""
    raise NotImplementedError
