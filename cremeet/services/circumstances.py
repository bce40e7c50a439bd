"""What happens around the meetings of an episode: missing episodes, people and places of concern, NRM, disruption."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.clock import london_date
from cremeet.counting import often
from cremeet.errors import RuleError
from cremeet.models import Base, Concern, DisruptionMeasure, Episode, MissingEpisode, NrmReferral
from cremeet.practice.pack import Pack
from cremeet.services.packs import practice
from cremeet.services.titles import known, title
from cremeet.services.unit import find, now, today

RESTRICTED = "police"
"""The handling tag that concerns and measures carry unless somebody widens it: police-restricted."""

RETURN_INTERVIEW = "return-interview"
"""The pack's timescale for the interview offered after a child returns."""

Row = TypeVar("Row", MissingEpisode, Concern, NrmReferral, DisruptionMeasure)


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
    """All of one episode, missing episodes newest first.

    `missing_trigger` is a sentence when the pack's threshold of missing episodes is met, else empty.
    """

    missing: tuple[MissingRecord, ...]
    concerns: tuple[ConcernRecord, ...]
    nrm: tuple[NrmRecord, ...]
    disruption: tuple[DisruptionRecord, ...]
    missing_trigger: str = ""


def circumstances(session: Session, episode_id: str) -> Circumstances:
    """Return everything recorded around an episode."""
    pack = practice(session)
    missing = session.scalars(
        sa.select(MissingEpisode)
        .where(MissingEpisode.episode_id == episode_id)
        .order_by(MissingEpisode.missing_from.desc())
    ).all()
    concerns = session.scalars(
        sa.select(Concern).where(Concern.episode_id == episode_id).order_by(Concern.kind, Concern.descriptor)
    ).all()
    nrm = session.scalars(
        sa.select(NrmReferral).where(NrmReferral.episode_id == episode_id).order_by(NrmReferral.considered_on.desc())
    )
    measures = session.scalars(
        sa.select(DisruptionMeasure)
        .where(DisruptionMeasure.episode_id == episode_id)
        .order_by(DisruptionMeasure.stage_on.desc(), DisruptionMeasure.measure)
    )
    about = {row.id: row.descriptor for row in concerns}
    return Circumstances(
        missing=tuple(_missing(session, row, pack) for row in missing),
        concerns=tuple(_concern(row, pack) for row in concerns),
        nrm=tuple(_nrm(row) for row in nrm),
        disruption=tuple(_disruption(row, pack, about) for row in measures),
        missing_trigger=_missing_trigger([row.missing_from for row in missing], today(session), pack),
    )


def record_missing(
    session: Session, episode_id: str, details: MissingDetails, missing_id: str | None = None
) -> MissingRecord:
    """Add (or change, given `missing_id`) a missing episode.

    Raises RuleError when it begins in the future or ends before it begins.
    """
    if details.missing_from > now(session):
        raise RuleError("A missing episode cannot begin in the future; please check its date and time.")
    if details.found_at is not None and details.found_at < details.missing_from:
        raise RuleError("The child cannot have been found before going missing; please check both times.")
    row = _row(session, MissingEpisode, episode_id, missing_id, "missing episode")
    _fill(row, details)
    session.flush()
    return _missing(session, row, practice(session))


def record_concern(
    session: Session, episode_id: str, details: ConcernDetails, concern_id: str | None = None
) -> ConcernRecord:
    """Add or change a concern; raises RuleError without a descriptor or with an unknown kind."""
    pack = practice(session)
    if not details.descriptor.strip():
        raise RuleError("Please describe the person, place or thing of concern in a few words.")
    known(pack, "concern_kinds", details.kind, "kind of concern")
    row = _row(session, Concern, episode_id, concern_id, "concern")
    _fill(row, replace(details, tag=details.tag or RESTRICTED))
    session.flush()
    return _concern(row, pack)


def record_nrm(session: Session, episode_id: str, details: NrmDetails, nrm_id: str | None = None) -> NrmRecord:
    """Add or change an NRM consideration; raises RuleError when there is neither a referral nor a reason for none."""
    if not details.referred and not details.reason.strip():
        raise RuleError("Please say why no referral to the National Referral Mechanism is made.")
    if details.referred and not details.first_responder.strip():
        raise RuleError("Please name the first responder organisation that makes the referral.")
    row = _row(session, NrmReferral, episode_id, nrm_id, "consideration")
    _fill(row, details)
    session.flush()
    return _nrm(row)


def record_disruption(
    session: Session, episode_id: str, details: DisruptionDetails, disruption_id: str | None = None
) -> DisruptionRecord:
    """Add or change a measure.

    Raises RuleError for an unknown measure or stage, or when the effect on the child was not weighed.
    """
    pack = practice(session)
    measure = known(pack, "disruption", details.measure, "disruption measure")
    if details.stage not in measure.stages:
        raise RuleError("That stage is not one of this measure's stages; please choose one of the list.")
    if not details.victim_impact.strip():
        raise RuleError("Please say how this measure may affect the child, and what the child thinks of it.")
    row = _row(session, DisruptionMeasure, episode_id, disruption_id, "disruption measure")
    _fill(row, replace(details, tag=details.tag or RESTRICTED))
    session.flush()
    about = session.get(Concern, details.concern_id) if details.concern_id else None
    return _disruption(row, pack, {about.id: about.descriptor} if about else {})


def _row(session: Session, table: type[Row], episode_id: str, row_id: str | None, what: str) -> Row:
    """Return the row to fill: an earlier one of this episode, or a new one."""
    find(session, Episode, episode_id, "episode")
    if row_id is not None:
        row = find(session, table, row_id, what)
        if row.episode_id != episode_id:
            raise RuleError(f"That {what} belongs to another episode; open it from there.")
        return row
    row = table(episode_id=episode_id)
    session.add(row)
    return row


def _fill(row: Base, details: MissingDetails | ConcernDetails | NrmDetails | DisruptionDetails) -> None:
    for field, value in asdict(details).items():
        setattr(row, field, value)


def _missing_trigger(starts: list[datetime], day: date, pack: Pack) -> str:
    """Return a sentence when the pack's threshold of missing episodes is met in the days up to today."""
    rule = pack.timescales.missing_trigger
    recent = [london_date(start) for start in starts if (day - london_date(start)).days < rule.days]
    if not rule.met(tuple(recent)):
        return ""
    return f"Missing {often(len(recent))} in the last {rule.days} days: a strategy meeting is due by the timescales."


def _missing(session: Session, row: MissingEpisode, pack: Pack) -> MissingRecord:
    details = MissingDetails(**{field.name: getattr(row, field.name) for field in fields(MissingDetails)})
    within = pack.timescales.step(RETURN_INTERVIEW).within
    due = row.found_at + timedelta(hours=within.amount) if row.found_at and within.unit == "hours" else None
    in_time: bool | None = None
    if due is not None and row.interview_at is not None:
        in_time = row.interview_at <= due
    elif due is not None and now(session) > due:
        in_time = False
    hours = (row.found_at - row.missing_from).total_seconds() / 3600 if row.found_at else None
    return MissingRecord(
        missing_id=row.id,
        details=details,
        hours_missing=hours,
        interview_due_at=due,
        interview_in_time=in_time,
        grade_title=title(pack, "missing_grades", row.police_grade),
    )


def _concern(row: Concern, pack: Pack) -> ConcernRecord:
    details = ConcernDetails(**{field.name: getattr(row, field.name) for field in fields(ConcernDetails)})
    return ConcernRecord(row.id, details, title(pack, "concern_kinds", row.kind), row.tag)


def _nrm(row: NrmReferral) -> NrmRecord:
    return NrmRecord(row.id, NrmDetails(**{field.name: getattr(row, field.name) for field in fields(NrmDetails)}))


def _disruption(row: DisruptionMeasure, pack: Pack, about: dict[str, str]) -> DisruptionRecord:
    details = DisruptionDetails(**{field.name: getattr(row, field.name) for field in fields(DisruptionDetails)})
    return DisruptionRecord(
        disruption_id=row.id,
        details=details,
        measure_title=title(pack, "disruption", row.measure),
        stage_title=title(pack, "disruption_stages", row.stage),
        agency_title=title(pack, "agencies", row.agency),
        about=about.get(row.concern_id or "", ""),
        tag=row.tag,
    )
