"""What the risk screen reads of a meeting in one visit to the database thread, and how it puts changes into words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from cremeet.practice.instrument import Domain, Instrument, Question
from cremeet.practice.pack import Pack
from cremeet.practice.scoring import Change
from cremeet.services import assessing, meetings, packs
from cremeet.services.assessing import AssessmentRecord, AssessmentView
from cremeet.services.meetings import MeetingHead
from cremeet.views.fields.words import Role

WHOLE = "whole"
"""The place in the list of areas where the picture as a whole is written."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The meeting, its pack and instrument, the assessment beside the last one (None before it is begun).

    `last` is the newest earlier assessment of the episode that a level was agreed in, for the choice to start from it.
    """

    head: MeetingHead
    identity: str
    pack: Pack
    instrument: Instrument
    view: AssessmentView | None
    last: AssessmentRecord | None


def look(session: Any, meeting_id: str) -> Sheet:
    """Read all that the screen shows."""
    seen = meetings.meeting_view(session, meeting_id)
    pack = packs.pack_of(session, seen.head.practice_id)
    view = assessing.assessment_of(session, meeting_id)
    instrument_id = view.now.instrument if view else seen.head.instrument
    earlier = [one for one in assessing.assessments(session, seen.head.episode_id) if one.agreed_level]
    last = view.before if view else (earlier[-1] if earlier else None)
    return Sheet(seen.head, seen.identity.line, pack, pack.instrument(instrument_id), view, last)


def changes_of(view: AssessmentView) -> dict[str, Change]:
    """Return what changed by indicator (or rated domain) id."""
    return {change.id: change for change in view.changes}


def change_words(change: Change | None) -> tuple[str, Role]:
    """Return the mark of a change, a word with an arrow, and how it looks; nothing where nothing changed."""
    kind = change.kind if change else "same"
    found: dict[str, tuple[str, Role]] = {
        "new": (_say("↑ New"), "chip-bad"),
        "worse": (_say("↑ Worse"), "chip-bad"),
        "better": (_say("↓ Better"), "chip-ok"),
        "lost-sight": (_say("? No longer known"), "chip-warn"),
        "now-known": (_say("✓ Now known"), "chip-info"),
        "newly-asked": (_say("First asked now"), "chip-plain"),
        "no-longer-asked": (_say("No longer asked"), "chip-plain"),
    }
    return found.get(kind, ("", "chip-plain"))


def progress(sheet: Sheet, domain: Domain) -> tuple[int, int, int, int]:
    """Return for one area: how many questions are answered, asked, not known, and changed since the last assessment."""
    assert sheet.view is not None, "progress shows once an assessment is begun"
    record = sheet.view.now
    asked = len(domain.indicators) + bool(domain.rating)
    here = {indicator.id for indicator in domain.indicators}
    answered = sum(bool(given.answer) for name, given in record.answers.items() if name in here)
    answered += bool(domain.rating and record.rating_by_domain.get(domain.id))
    unknown = sum(one.unknown_count for one in record.suggestion.domains if one.id == domain.id)
    moved = sum(change.domain == domain.id and bool(change_words(change)[0]) for change in sheet.view.changes)
    return answered, asked, unknown, moved


def questions_of(instrument: Instrument, domain: Domain) -> list[Question]:
    """Return the questions of one area, in reading order."""
    return [question for question in instrument.questions() if question.domain.id == domain.id]


def domain_of(instrument: Instrument, place: str) -> str:
    """Return the id of the area that an indicator or domain id belongs to, or an empty text."""
    for domain in instrument.domains:
        if place == domain.id or any(indicator.id == place for indicator in domain.indicators):
            return domain.id
    return ""


def _say(text: str) -> str:
    return QCoreApplication.translate("Risk", text)
