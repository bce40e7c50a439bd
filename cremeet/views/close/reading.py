"""What the close screen reads of a meeting in one visit to the database thread, and where each line leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from PySide6.QtCore import QCoreApplication

from cremeet.clock import london_date
from cremeet.practice.pack import Pack
from cremeet.services import circulation, closing, comments, meetings, packs, review, wording_look
from cremeet.services.circulation import Stage
from cremeet.services.closing import AmendmentRecord, Missing, ReviewProposal
from cremeet.services.meetings import MeetingView
from cremeet.services.wording_look import WordingLine
from cremeet.views.fields import show_date
from cremeet.views.navigation import Navigator

FormPart = Literal["contingency", "review", "circulation", "feedback"]
"""A part of the form on this page that a line can lead to."""


@dataclass(frozen=True, slots=True)
class Closing:
    """A meeting with what is missing, the review date its timescale gives, amendments, and the review planned from it.

    `next_review` is (meeting id, start) or None.
    """

    view: MeetingView
    pack: Pack
    missing: tuple[Missing, ...]
    proposal: ReviewProposal
    amendments: tuple[AmendmentRecord, ...]
    next_review: tuple[str, datetime] | None
    wording: tuple[WordingLine, ...]
    """What the language guide words otherwise: looked at again if somebody wishes, and never a condition."""
    stages: tuple[Stage, ...] = ()
    """How far the action sheet and the minutes have gone out."""
    open_comments: int = 0
    """Comments on the draft that wait for an answer."""

    @property
    def state(self) -> str:
        """The meeting's state."""
        return self.view.head.state

    @property
    def open_count(self) -> int:
        """How many lines are neither filled nor closed with a reason."""
        return sum(not line.overridden for line in self.missing)

    @property
    def changeable(self) -> bool:
        """Whether the record of the meeting can still be corrected."""
        return self.state != "approved"


def look(session: Any, meeting_id: str) -> Closing:
    """Read all that the screen shows."""
    view = meetings.meeting_view(session, meeting_id)
    approved = view.head.state == "approved"
    return Closing(
        view=view,
        pack=packs.pack_of(session, view.head.practice_id),
        missing=() if approved else closing.missing(session, meeting_id),
        proposal=closing.propose_review(session, meeting_id),
        amendments=closing.amendments(session, meeting_id),
        next_review=review.review_of(session, meeting_id),
        wording=() if approved else wording_look.wording_of(session, meeting_id),
        stages=circulation.circulation(session, meeting_id),
        open_comments=comments.open_comments(session, meeting_id),
    )


def lead(go: Navigator, found: Closing, line: Missing) -> FormPart | None:
    """Go to the place of a line on another screen, or return the part of this page's form that it leads to."""
    meeting_id = found.view.head.meeting_id
    place, _, about = line.place.partition(":")
    match place:
        case "risk":
            go.show_risk(meeting_id, about or None)
        case "plan":
            go.show_plan(meeting_id, about or None)
        case "contingency":
            return "contingency"
        case "review":
            return "circulation" if line.check == "restricted-handling" else "review"
        case "voice" if line.check == "feedback":
            return "feedback"
        case _:
            go.show_meeting(meeting_id, line.place)
    return None


def review_remark(found: Closing) -> Callable[[date], str]:
    """Return what to say of a review day: working day or not, within the timescale or later."""
    scales, head = found.pack.timescales, found.view.head
    held_on = london_date(head.ended_at or head.started_at or head.starts_at)

    def remark(day: date) -> str:
        if day <= held_on:
            return _say("not after this meeting")
        said = []
        called = scales.holiday_name(day)
        if called or not scales.is_working(day):
            said.append(called or _say("not a working day"))
        else:
            count = scales.working_days_between(held_on, day)
            said.append(_say("%n working days after the meeting", count))
        if day > found.proposal.latest:
            late = _say("later than the timescale allows, which is {day}")
            said.append(late.format(day=show_date(found.proposal.latest)))
        else:
            said.append(_say("within the timescale"))
        return ", ".join(said)

    return remark


def _say(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("Close", text, "", count)
