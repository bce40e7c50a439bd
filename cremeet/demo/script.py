"""What a demonstration meeting consists of, as plain data: who comes, what is said, assessed, decided and agreed."""

from __future__ import annotations

from dataclasses import dataclass, field

from cremeet.services.assessing import Answer
from cremeet.services.meeting_records import VoiceDetails


@dataclass(frozen=True, slots=True)
class Said:
    """An entry: at the first agenda item that captures `at`, by the invited person named `by` (empty: nobody)."""

    at: str
    by: str
    words: str
    kind: str = "note"
    tag: str = ""
    agencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with its reason; `dissents` are (agency, person, reason)."""

    words: str
    reason: str
    outcome: str
    dissents: tuple[tuple[str, str, str], ...] = ()
    escalated_to: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Agreed:
    """An action, due `days` working days after the meeting."""

    words: str
    pillar: str
    outcome: str
    owner: str
    days: int
    measure: str
    contingency: str = ""
    priority: str = ""
    indicator: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a meeting heard about the earlier action with this number; `days` sets a new date in working days."""

    number: int
    status: str
    progress: str
    reason: str = ""
    days: int | None = None
    impact: str = ""
    escalated_to: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A written report sent ahead by the person named `by`."""

    by: str
    words: str
    tag: str = "professionals"
    cannot_share: str = ""


@dataclass(frozen=True, slots=True)
class Circle:
    """Who is invited besides the directory's people: (name, role, part)."""

    professionals: tuple[str, ...]
    others: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Script:
    """A whole meeting, `weeks` weeks before the day of the demonstration (moved on to a working day), at `hour`."""

    kind: str
    weeks: int
    hour: int
    trigger: str
    circle: Circle
    voice: VoiceDetails
    answers: dict[str, Answer]
    level: str
    level_reason: str
    analysis: str
    strengths: str
    contingency: str
    trigger_plan: str
    protective: tuple[str, ...] = ()
    absent: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Status and reason by name of those who do not come."""
    late: dict[str, int] = field(default_factory=dict)
    """Minutes by which somebody is late, by name."""
    reports: tuple[Report, ...] = ()
    said: tuple[Said, ...] = ()
    decided: tuple[Decided, ...] = ()
    agreed: tuple[Agreed, ...] = ()
    heard: tuple[Heard, ...] = ()
    none_because: dict[str, str] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)
    """Reasons by agenda item id."""
    quorum_reason: str = ""
    late_reason: str = ""
    overrides: dict[str, str] = field(default_factory=dict)
    """Reasons by check of the close list."""
    review_weeks: int | None = 12
    review_reason: str = ""
    approved: bool = True
    place: str = "Northmere Civic Centre, room 2"
    chair: str = "Rhiannon Pretend-Owen"
    minute_taker: str = "Dominic Placeholder"
