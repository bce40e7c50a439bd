"""The chair's approval that the child or the family gets a document: of one version, and recorded before it goes."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.errors import ExportError, RuleError
from cremeet.models import FamilyApproval
from cremeet.practice.pack import Pack
from cremeet.services.record import MeetingRecord, meeting_record, version_of
from cremeet.services.unit import now, who

BEFORE_THE_MEETING = ("agenda", "paper", "brief")
"""The documents that a meeting has before it is held."""


def approve_for_family(
    session: Session, meeting_id: str, document: str, audience: str, *, by: str = "", words: str = ""
) -> None:
    """Record that the chair (`by`, else whoever is at work) lets this version go to the child or the family.

    `words` may say why. Raises RuleError for an audience that needs no approval, or for minutes that still change.
    """
    record = meeting_record(session, meeting_id)
    if is_professional(record.pack, audience):
        raise RuleError("Only copies for the child or the family need the chair's approval; nothing was recorded.")
    refuse_while_it_changes(record, document)
    session.add(
        FamilyApproval(
            meeting_id=meeting_id,
            audience=audience,
            document=document,
            version=record.version,
            words=words.strip(),
            at=now(session),
            by=by.strip() or who(session),
        )
    )
    session.flush()


def approved_for_family(session: Session, meeting_id: str) -> frozenset[tuple[str, str]]:
    """Return the (document, audience) pairs whose present version the chair approved."""
    version = version_of(session, meeting_id)
    return frozenset(of_version(session, meeting_id, version))


def is_professional(pack: Pack, audience: str) -> bool:
    """Say whether an audience needs no approval. Raises ExportError for one that the pack does not have."""
    found = next((one for one in pack.audiences if one.id == audience), None)
    if found is None:
        raise ExportError("There is no audience of that name in this meeting's practice pack; choose one of its list.")
    return found.professional


def refuse_while_it_changes(record: MeetingRecord, document: str) -> None:
    """Refuse a family copy of what is still being minuted: what the chair approved would not be what goes out."""
    if document not in BEFORE_THE_MEETING and record.head.state not in {"ended", "approved"}:
        raise RuleError("A copy for the child or the family is made once the meeting has ended; end the meeting first.")


def of_version(session: Session, meeting_id: str, version: str) -> dict[tuple[str, str], str]:
    """Return who approved what of a version: {(document, audience): name}."""
    asked = sa.select(FamilyApproval).where(FamilyApproval.meeting_id == meeting_id, FamilyApproval.version == version)
    return {(one.document, one.audience): one.by for one in session.scalars(asked)}
