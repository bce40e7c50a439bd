"""What the audit is told of reading: whose record was looked at, and that a search was made, never for which words."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from cremeet.vault import audit

AGAIN = timedelta(minutes=15)
"""A record that stays on the screen, and is read again at every change, is noted again after this time."""

TYPING = timedelta(seconds=30)
"""A search asks again at every pause in the typing; within this time it counts as one."""


def looked_at(session: Session, kind: str, row_id: str) -> None:
    """Note that the record of a child or a meeting (`kind`) was read; once a sitting, and again after a while."""
    audit.note_once(session, audit.VIEWED, f"{kind}/{row_id}", every=AGAIN)


def searched(session: Session, among: str, found: int) -> None:
    """Note that somebody searched `among` the children or the directory, and how many were found."""
    audit.note_once(session, audit.SEARCHED, "", every=TYPING, among=among, found=found)
