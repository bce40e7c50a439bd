"""The whole record of one meeting as its documents need it: read once, frozen, and filtered by audience in exports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from cremeet.practice.pack import Pack
from cremeet.services.actions import Plan
from cremeet.services.assessing import AssessmentView
from cremeet.services.children import ChildPage, LevelPoint
from cremeet.services.circumstances import Circumstances
from cremeet.services.closing import AmendmentRecord, OverrideRecord
from cremeet.services.meetings import (
    DecisionRecord,
    EntryRecord,
    ItemRecord,
    MeetingHead,
    PersonRecord,
    QuorumRecord,
    VoiceDetails,
)


@dataclass(frozen=True, slots=True)
class EpisodeSummary:
    """The episode as documents name it, in the words of the meeting's own pack."""

    reference: str
    opened_on: date
    type_titles: tuple[str, ...]
    factor_titles: tuple[str, ...]
    status_title: str
    exploitation_confirmed: bool
    levels: tuple[LevelPoint, ...]
    """Up to and with this meeting."""


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """One meeting whole. `pack` is the one it was planned with; `made_at` is when the record was read.

    The chair's private notes are not here, and no query that fills this record reads their table.
    """

    pack: Pack
    head: MeetingHead
    child: ChildPage
    episode: EpisodeSummary
    people: tuple[PersonRecord, ...]
    quorum: QuorumRecord
    items: tuple[ItemRecord, ...]
    entries: tuple[EntryRecord, ...]
    decisions: tuple[DecisionRecord, ...]
    voice: VoiceDetails
    assessment: AssessmentView | None
    plan: Plan
    circumstances: Circumstances
    overrides: tuple[OverrideRecord, ...]
    amendments: tuple[AmendmentRecord, ...]
    open_lines: tuple[str, ...]
    """Sentences of the close list that are still open (a draft made before the end)."""
    previous: MeetingHead | None
    made_at: datetime
    version: str
    """Draft 3, Approved, Approved with 2 amendments."""


def meeting_record(session: Session, meeting_id: str) -> MeetingRecord:
    """Return the whole record of one meeting."""
    raise NotImplementedError
