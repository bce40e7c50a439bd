"""Issue a document: it leaves the encrypted record, which keeps that it did, and it carries the entry that says so.

The entry's number and seal are printed on every page of the copy. Whoever holds a copy can show it later: if the chain
of who did what has no such entry any more, its end was cut off or it was written anew.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from cremeet.errors import ExportError
from cremeet.services.record import MeetingRecord, meeting_record
from cremeet.vault import audit


def issue(session: Session, meeting_id: str, document: str, form: str, audience: str) -> MeetingRecord:
    """Note that a meeting's document is made for an audience, and return the record to build it from.

    `document` and `form` are the names that `exports.issue` has, `audience` is an id of the meeting's practice pack.
    The record's `entry` names the entry of the audit. It is noted before the file is written, since it is printed in
    it: a file that could not be written leaves an entry all the same, and no file goes without one.
    Raises NotFoundError, and ExportError for an audience that the pack does not have.
    """
    record = meeting_record(session, meeting_id)
    if audience not in {each.id for each in record.pack.audiences}:
        raise ExportError("There is no audience of that name in this meeting's practice pack; choose one of its list.")
    head = audit.note(
        session, audit.EXPORTED, f"meeting/{meeting_id}", document=document, format=form, audience=audience
    )
    return replace(record, entry=head.short)
