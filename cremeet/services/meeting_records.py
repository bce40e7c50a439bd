"""What screens and documents see of a meeting: frozen records, shaped by what they show and not by the tables.

Import them from `cremeet.services.meetings`, which has the queries that fill them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from cremeet.services.children import Identity

SLIPPING = 2
"""An action whose date was moved as often as this is slipping, whether or not it is overdue today."""


@dataclass(frozen=True, slots=True)
class MeetingHead:
    """What a meeting is. `state`: planned, live, adjourned, ended, approved. Titles are the words of its own pack."""

    meeting_id: str
    reference: str
    episode_id: str
    practice_id: str
    kind: str
    kind_title: str
    state: str
    trigger: str
    triggered_on: date
    due_on: date | None
    late_reason: str
    starts_at: datetime
    planned_minutes: int
    mode: str
    place: str
    chair: str
    chair_role: str
    minute_taker: str
    instrument: str
    level_before: str
    level_after: str
    started_at: datetime | None
    ended_at: datetime | None
    adjourned_reason: str
    confidentiality_read_at: datetime | None
    quorum_reason: str
    contingency: str
    trigger_plan: str
    review_on: date | None
    review_reason: str
    circulation: str
    approved_at: datetime | None
    approved_by: str
    previous_id: str | None
    is_late: bool
    """Held, or planned to be held, after `due_on`."""


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """An agenda item. `state`: waiting, now, done, skipped.

    `prompts` and `script` are the words of the meeting's own pack (none for an item added by hand).
    """

    item_id: str
    position: int
    template: str
    title: str
    purpose: str
    prompts: tuple[str, ...]
    script: str
    minutes_planned: int
    seconds_used: int
    """Whole seconds spent so far, the running item's up to now included."""
    mandatory: bool
    why_mandatory: str
    tag: str
    captures: tuple[str, ...]
    closed_part: bool
    state: str
    skip_reason: str
    opened_at: datetime | None


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """A person's place in the meeting. `part` and `status` as in the table; `initials` for the minutes' gutter."""

    attendance_id: str
    professional_id: str | None
    name: str
    initials: str
    role: str
    agency: str
    agency_title: str
    part: str
    deputy_for: str
    status: str
    status_title: str
    invited_at: datetime | None
    arrived_at: datetime | None
    left_at: datetime | None
    reason: str
    report: str
    report_tag: str
    report_received_on: date | None
    cannot_share: str
    agreed_actions_at: datetime | None
    has_spoken: bool
    late: bool


@dataclass(frozen=True, slots=True)
class QuorumRecord:
    """Whether the pack's quorum rule is met by those present, and why; `missing` names the agencies that are not."""

    met: bool
    why: str
    missing: tuple[str, ...]
    reason: str
    """Why the chair goes on without it, or empty."""


@dataclass(frozen=True, slots=True)
class ReadingRecord:
    """Something read aloud or asked of everybody. `what`: confidentiality, script, conflict, sharing.

    `heard` are the attendance ids of those who were there; `words` is what was answered, `tag` who may read it.
    """

    reading_id: str
    what: str
    item_id: str
    at: datetime
    heard: tuple[str, ...]
    words: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class AbsenceRecord:
    """Somebody out of the room for a closed item; `back_at` None while they are."""

    attendance_id: str
    item_id: str
    left_at: datetime
    back_at: datetime | None


@dataclass(frozen=True, slots=True)
class EntryRecord:
    """A minute entry. `kind`: note, action, decision, risk, voice, parked.

    `about_id` is the action's or decision's id where the entry is one, else empty.
    """

    entry_id: str
    item_id: str
    position: int
    at: datetime
    speaker_id: str | None
    speaker: str
    initials: str
    agency: str
    kind: str
    words: str
    tag: str
    agencies: tuple[str, ...]
    about_id: str
    label: str
    """"A7" or "D2" where the entry is an action or a decision, else empty."""


@dataclass(frozen=True, slots=True)
class DissentRecord:
    """An agency's dissent."""

    dissent_id: str
    agency: str
    agency_title: str
    person: str
    reason: str


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """A decision of this meeting; `outcome_title` in the pack's words."""

    decision_id: str
    number: int
    outcome: str
    outcome_title: str
    words: str
    reason: str
    dissent_asked: bool
    dissents: tuple[DissentRecord, ...]
    escalated_to: str
    tag: str


@dataclass(frozen=True, slots=True)
class VoiceDetails:
    """The child's and the parents' views as entered; `attended`: all, part, no or empty."""

    invited: bool = False
    invited_how: str = ""
    attended: str = ""
    absence_reason: str = ""
    advocate: str = ""
    method: str = ""
    gathered_by: str = ""
    gathered_on: date | None = None
    own_words: str = ""
    space: str = ""
    voice: str = ""
    audience: str = ""
    influence: str = ""
    feedback_by: str = ""
    feedback_on: date | None = None
    feedback_how: str = ""
    feedback_given_on: date | None = None
    parents_views: str = ""
    parents_gathered_by: str = ""
    parents_not_invited_reason: str = ""


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action as lists and cards show it, as it stood at the meeting asked about (today where none was).

    `status` is not-started, in-progress, done or cancelled; `overdue_days` 0 or more. `age_days` counts from the
    meeting that agreed it; `carried` is how many later meetings it was carried into.
    """

    action_id: str
    label: str
    number: int
    meeting_id: str
    pillar: str
    pillar_title: str
    outcome: str
    words: str
    owner_id: str | None
    owner: str
    role: str
    agency: str
    agency_title: str
    due_on: date | None
    first_due_on: date | None
    moved: int
    priority: str
    measure: str
    contingency: str
    indicator: str
    status: str
    status_title: str
    completed_on: date | None
    impact: str
    cancel_reason: str
    escalated_to: str
    tag: str
    agreed_on: date
    age_days: int
    carried: int
    overdue_days: int
    from_earlier: bool
    """Agreed at an earlier meeting than the one asked about."""
    reviewed: bool
    """Reviewed at the meeting asked about (always False where none was asked about)."""
    progress: str
    """The newest review's words."""
    review_reason: str = ""
    """Why it was overdue or cancelled, as the newest review heard it."""
    child_id: str = ""
    child_reference: str = ""
    child_name: str = ""

    @property
    def slipping(self) -> bool:
        """Whether its date was moved so often that a meeting should ask what is in the way."""
        return self.moved >= SLIPPING


@dataclass(frozen=True, slots=True)
class MeetingView:
    """All that the workspace shows of one meeting; a few hundred short records at most."""

    head: MeetingHead
    identity: Identity
    items: tuple[ItemRecord, ...]
    people: tuple[PersonRecord, ...]
    quorum: QuorumRecord
    entries: tuple[EntryRecord, ...]
    """Every entry that is not withdrawn, by item, then position."""
    decisions: tuple[DecisionRecord, ...]
    voice: VoiceDetails
    actions: tuple[ActionLine, ...]
    """This meeting's own, then earlier ones still open or reviewed here."""
    drafts: tuple[tuple[str, str], ...]
    """(place, words) still being typed when the meeting was last saved; a place is an item id or a form's name."""
    readings: tuple[ReadingRecord, ...] = ()
    """What was read aloud and asked of everybody, oldest first."""
    absences: tuple[AbsenceRecord, ...] = ()
    """Who was out of the room for a closed part, oldest first."""
