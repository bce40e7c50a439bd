"""What is kept: one aggregate a file. Importing this package makes every table known to `Base.metadata`."""

from cremeet.models.agency import Professional
from cremeet.models.audit import AuditEntry, AuditKey, VaultSetting
from cremeet.models.base import Base
from cremeet.models.child import (
    Carer,
    Child,
    ChildLink,
    Concern,
    DisruptionMeasure,
    Episode,
    MissingEpisode,
    NrmReferral,
)
from cremeet.models.copies import Comment, FamilyApproval, IssuedCopy, IssuedWords, SendingReason
from cremeet.models.history import History
from cremeet.models.meeting import AgendaItem, Amendment, Attendance, ChairNote, Meeting, Override, Voice
from cremeet.models.minute import Decision, Dissent, Draft, MinuteEntry
from cremeet.models.plan import Action, ActionReview, OwnerTold, PillarNone
from cremeet.models.practice import PracticePack
from cremeet.models.risk import Assessment, DomainAnalysis, IndicatorResponse
from cremeet.models.room import Absence, Reading

__all__ = [
    "Absence",
    "Action",
    "ActionReview",
    "AgendaItem",
    "Amendment",
    "Assessment",
    "Attendance",
    "AuditEntry",
    "AuditKey",
    "Base",
    "Carer",
    "ChairNote",
    "Child",
    "ChildLink",
    "Comment",
    "Concern",
    "Decision",
    "DisruptionMeasure",
    "Dissent",
    "DomainAnalysis",
    "Draft",
    "Episode",
    "FamilyApproval",
    "History",
    "IndicatorResponse",
    "IssuedCopy",
    "IssuedWords",
    "Meeting",
    "MinuteEntry",
    "MissingEpisode",
    "NrmReferral",
    "Override",
    "OwnerTold",
    "PillarNone",
    "PracticePack",
    "Professional",
    "Reading",
    "SendingReason",
    "VaultSetting",
    "Voice",
]
