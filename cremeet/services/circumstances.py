"""What happens around the meetings of an episode: missing episodes, people and places of concern, NRM, disruption."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class MissingDetails:
    """A missing episode as entered; moments are aware UTC."""

    missing_from: datetime
    found_at: datetime | None = None
    police_grade: str = ""
    where_found: str = ""
    interview_offered: bool = False
    interview_accepted: bool = False
    interview_at: datetime | None = None
    interview_by: str = ""
    learning: str = ""


@dataclass(frozen=True, slots=True)
class MissingRecord:
    """A missing episode as shown; `interview_in_time` is None while that is not yet decided."""

    missing_id: str
    details: MissingDetails
    hours_missing: float | None
    interview_due_at: datetime | None
    interview_in_time: bool | None
    grade_title: str


@dataclass(frozen=True, slots=True)
class ConcernDetails:
    """A person, place, vehicle, phone, account or group of concern as entered; `tag` empty means police-restricted."""

    kind: str
    descriptor: str
    grade: str = ""
    link: str = ""
    contact_restrictions: str = ""
    note: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class ConcernRecord:
    """A concern as shown, with its handling tag and the pack's word for its kind."""

    concern_id: str
    details: ConcernDetails
    kind_title: str
    tag: str


@dataclass(frozen=True, slots=True)
class NrmDetails:
    """An NRM consideration as entered: a referral or the reason for none."""

    considered_on: date
    referred: bool
    reason: str = ""
    first_responder: str = ""
    referred_on: date | None = None
    nrm_reference: str = ""
    reasonable_grounds: str = ""
    conclusive_grounds: str = ""
    guardian: str = ""


@dataclass(frozen=True, slots=True)
class NrmRecord:
    """An NRM consideration as shown."""

    nrm_id: str
    details: NrmDetails


@dataclass(frozen=True, slots=True)
class DisruptionDetails:
    """A disruption measure as entered; `measure` and `stage` are practice ids, `tag` empty means police-restricted."""

    measure: str
    stage: str
    stage_on: date
    agency: str = ""
    concern_id: str | None = None
    ends_on: date | None = None
    victim_impact: str = ""
    note: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class DisruptionRecord:
    """A measure as shown, with the pack's words and the descriptor of the concern that it is about."""

    disruption_id: str
    details: DisruptionDetails
    measure_title: str
    stage_title: str
    agency_title: str
    about: str
    tag: str


@dataclass(frozen=True, slots=True)
class Circumstances:
    """All of one episode; missing episodes newest first. `missing_trigger` is a sentence when the pack's threshold is met."""

    missing: tuple[MissingRecord, ...]
    concerns: tuple[ConcernRecord, ...]
    nrm: tuple[NrmRecord, ...]
    disruption: tuple[DisruptionRecord, ...]
    missing_trigger: str = ""


def circumstances(session: Session, episode_id: str) -> Circumstances:
    """Return everything recorded around an episode."""
    raise NotImplementedError


def record_missing(
    session: Session, episode_id: str, details: MissingDetails, missing_id: str | None = None
) -> MissingRecord:
    """Add (or change, given `missing_id`) a missing episode. Raises RuleError when it ends before it starts or in the future."""
    raise NotImplementedError


def record_concern(
    session: Session, episode_id: str, details: ConcernDetails, concern_id: str | None = None
) -> ConcernRecord:
    """Add or change a concern; raises RuleError without a descriptor or with an unknown kind."""
    raise NotImplementedError


def record_nrm(session: Session, episode_id: str, details: NrmDetails, nrm_id: str | None = None) -> NrmRecord:
    """Add or change an NRM consideration; raises RuleError when there is neither a referral nor a reason for none."""
    raise NotImplementedError


def record_disruption(
    session: Session, episode_id: str, details: DisruptionDetails, disruption_id: str | None = None
) -> DisruptionRecord:
    """Add or change a measure; raises RuleError for an unknown measure or stage, or without the effect on the child weighed."""
    raise NotImplementedError
