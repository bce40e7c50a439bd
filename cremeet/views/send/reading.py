"""What the screen reads of a meeting in one visit to the database thread, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from cremeet.exports import issue
from cremeet.practice.audiences import Audience
from cremeet.practice.pack import Pack
from cremeet.services import approvals, circulation, comments, copies, packs
from cremeet.services.circulation import Stage
from cremeet.services.comments import CommentRecord
from cremeet.services.copies import PAPER, CopyLine
from cremeet.services.meetings import MeetingView, meeting_view
from cremeet.services.readers import Reader, readers_of
from cremeet.services.record import version_of

FORMS = (*issue.FORMATS, PAPER)
"""What a copy can be: a Word file, a PDF, or printed."""


@dataclass(frozen=True, slots=True)
class Sendable:
    """A meeting as it is issued: who reads, what went out, how far it is, what was said back."""

    view: MeetingView
    pack: Pack
    version: str
    readers: tuple[Reader, ...]
    register: tuple[CopyLine, ...]
    stages: tuple[Stage, ...]
    approved: frozenset[tuple[str, str]]
    comments: tuple[CommentRecord, ...]

    def audience(self, audience_id: str) -> Audience:
        """Return an audience of the meeting's pack."""
        return next(one for one in self.pack.audiences if one.id == audience_id)

    def last_sent(self, reader: Reader) -> CopyLine | None:
        """Return the newest copy that went to a reader."""
        for line in self.register:
            if line.state == "issued" and reader.key in {
                line.attendance_id,
                "chair" if line.audience == "chair" else "",
            }:
                return line
        return None


def look(session: Any, meeting_id: str) -> Sendable:
    """Read all that the screen shows."""
    view = meeting_view(session, meeting_id)
    pack = packs.pack_of(session, view.head.practice_id)
    return Sendable(
        view=view,
        pack=pack,
        version=version_of(session, meeting_id),
        readers=readers_of(view.head, view.people, pack),
        register=copies.register(session, meeting_id),
        stages=circulation.circulation(session, meeting_id),
        approved=approvals.approved_for_family(session, meeting_id),
        comments=comments.comments(session, meeting_id),
    )


def document_title(document: str) -> str:
    """Return what people call a document."""
    return {
        "minutes": _say("Minutes"),
        "actions": _say("Action sheet"),
        "plan": _say("Plan"),
        "extract": _say("One agency’s extract"),
        "risk": _say("Risk assessment"),
        "brief": _say("Chair’s brief"),
        "agenda": _say("Agenda and invitation"),
        "paper": _say("Paper agenda and attendance sheet"),
        "read-out": _say("The child’s read-out"),
        "summary": _say("Executive summary"),
        "redacted": _say("Redacted copy"),
    }.get(document, document)


def form_title(form: str) -> str:
    """Return what people call a format."""
    return {"word": _say("Word"), "pdf": _say("PDF"), PAPER: _say("Paper")}.get(form, form)


def state_title(line: CopyLine) -> str:
    """Return how a copy stands, in a word."""
    if line.ended_how:
        return {"returned": _say("Returned"), "destroyed": _say("Destroyed"), "lost": _say("Lost")}[line.ended_how]
    if line.state != "issued":
        return {"making": _say("Not finished"), "stopped": _say("Stopped"), "failed": _say("Not made")}[line.state]
    if line.superseded_by:
        return _say("Out of date")
    return _say("Received") if line.receipt_on else _say("Sent")


def _say(text: str) -> str:
    return QCoreApplication.translate("Send", text)
