"""The register of copies: a number before a copy is made, what it was once it is written, and what became of it.

`prepare` takes the numbers and notes the audit's entry that is printed on each copy; the files are made and written
outside any unit of work; `issued`, `stopped` or `failed` then says how each ended. A copy without an ending stays in
the register as being made: a file may be there, and somebody should look.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.errors import ExportError, RuleError
from cremeet.models import IssuedCopy, IssuedWords, Meeting
from cremeet.practice.pack import Pack
from cremeet.services import approvals
from cremeet.services.packs import pack_of
from cremeet.services.record import MeetingRecord, meeting_record
from cremeet.services.titles import title
from cremeet.services.unit import find, next_number, now, today, who
from cremeet.vault import audit

PAPER = "paper"
"""The form of a copy that was printed."""
ENDINGS = ("returned", "destroyed", "lost")


@dataclass(frozen=True, slots=True)
class Order:
    """A copy that somebody asks for. `agency` is an id where the copy is one agency's, else empty."""

    document: str
    form: str
    audience: str
    recipient: str
    agency: str = ""
    attendance_id: str | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """How copies go out: unprotected only with a reason; `recall_on` is the day by which they are asked back."""

    channel: str
    purpose: str
    protected: bool = True
    unprotected_reason: str = ""
    recall_on: date | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """The copy that a new one takes the place of, and what it said."""

    number: int
    version: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A copy that may now be made: its number is taken, and `record.entry` names the audit's entry about it."""

    copy_id: str
    number: int
    order: Order
    record: MeetingRecord
    supersedes: Earlier | None


@dataclass(frozen=True, slots=True)
class Written:
    """What a finished copy is: its file, what it told (`lines`, the handling `tags`), what a person judged in it."""

    file_name: str
    size: int
    sha256: str
    plain_sha256: str
    tags: tuple[str, ...]
    lines: tuple[str, ...]
    judged: int = 0
    judged_by: str = ""


@dataclass(frozen=True, slots=True)
class CopyLine:
    """A line of the register; titles are the words of the meeting's own pack.

    `superseded_by` is the number of the copy that took its place, 0 for none; `held` says whether the reader still has
    it as far as is known.
    """

    copy_id: str
    meeting_id: str
    meeting_reference: str
    number: int
    state: str
    stopped_why: str
    document: str
    form: str
    version: str
    audience: str
    audience_title: str
    agency_title: str
    recipient: str
    attendance_id: str | None
    entry: str
    tags: tuple[str, ...]
    file_name: str
    size: int
    sha256: str
    plain_sha256: str
    protected: bool
    unprotected_reason: str
    password_sent_at: datetime | None
    channel: str
    purpose: str
    approved_by: str
    judged: int
    judged_by: str
    issued_at: datetime
    issued_by: str
    receipt_on: date | None
    recall_on: date | None
    ended_on: date | None
    ended_how: str
    supersedes: int
    superseded_by: int

    @property
    def held(self) -> bool:
        """Whether the reader has it, as far as is known."""
        return self.state == "issued" and self.ended_how in {"", "lost"}


def prepare(session: Session, meeting_id: str, orders: Sequence[Order], terms: Terms) -> tuple[Prepared, ...]:
    """Take a number for every order and note it in the audit, all of them or none.

    Raises ExportError for an audience that the pack lacks, an unprotected copy without a reason, or a family copy
    without the chair's approval of this version.
    """
    if not terms.protected and not terms.unprotected_reason.strip():
        raise ExportError("A copy that is not protected by a password needs a reason; please say why.")
    record = meeting_record(session, meeting_id)
    approved = approvals.of_version(session, meeting_id, record.version)
    for order in orders:
        _refuse(order, record, approved)
    return tuple(_prepare(session, record, order, terms, approved) for order in orders)


def issued(session: Session, copy_id: str, written: Written) -> CopyLine:
    """Keep what a copy is, now that its file is written."""
    row = _making(session, copy_id)
    row.state, row.file_name, row.size = "issued", written.file_name, written.size
    row.sha256, row.plain_sha256, row.tags = written.sha256, written.plain_sha256, list(written.tags)
    row.judged, row.judged_by = written.judged, written.judged_by
    session.add(IssuedWords(copy_id=copy_id, lines=list(written.lines)))
    session.flush()
    return _lines(session, IssuedCopy.id == copy_id)[0]


def stopped(session: Session, copy_id: str, why: str, *, failed: bool = False) -> None:
    """Keep that a copy was not issued, and the sentence that says why: it holds no word of the case."""
    row = _making(session, copy_id)
    row.state, row.stopped_why = ("failed" if failed else "stopped"), why
    session.flush()


def password_sent(session: Session, copy_id: str, *, sent: bool = True) -> None:
    """Tick that a copy's password went to its reader by another channel than the file, or take the tick back."""
    find(session, IssuedCopy, copy_id, "copy").password_sent_at = now(session) if sent else None
    session.flush()


def receipt(session: Session, copy_id: str, on: date | None = None) -> None:
    """Keep the day (today unless given) on which the reader said that the copy came."""
    row = _out(session, copy_id)
    row.receipt_on = _not_later(session, on)
    session.flush()


def ask_back(session: Session, copy_id: str, by: date | None) -> None:
    """Set the day by which a copy is asked back; None asks no more."""
    _out(session, copy_id).recall_on = by
    session.flush()


def end(session: Session, copy_id: str, how: str, on: date | None = None) -> None:
    """Keep how a copy ended: returned, destroyed or lost, on a day (today unless given).

    Raises RuleError for another ending, a day that has not come, or a copy that never went out.
    """
    if how not in ENDINGS:
        raise RuleError("A copy is returned, destroyed or lost; please choose one of these.")
    row = _out(session, copy_id)
    row.ended_how, row.ended_on = how, _not_later(session, on)
    session.flush()


def register(session: Session, meeting_id: str | None = None) -> tuple[CopyLine, ...]:
    """Return every copy, of one meeting where it is given, the newest first."""
    return _lines(session, *((IssuedCopy.meeting_id == meeting_id,) if meeting_id else ()))


def with_seal(session: Session, sha256: str) -> tuple[CopyLine, ...]:
    """Return the copies whose file, or whose document before it was protected, has this SHA-256 (hex)."""
    return _lines(session, sa.or_(IssuedCopy.sha256 == sha256, IssuedCopy.plain_sha256 == sha256))


def with_entry(session: Session, entry: str) -> CopyLine | None:
    """Return the copy that carries this entry of the audit, such as 1204-7F3K-9Q2M."""
    found = _lines(session, IssuedCopy.entry == entry)
    return found[0] if found else None


def known_files(session: Session) -> frozenset[str]:
    """Return the SHA-256 of every file that was issued: one with another content was written or edited by somebody."""
    return frozenset(session.scalars(sa.select(IssuedCopy.sha256).where(IssuedCopy.sha256 != "")))


def _refuse(order: Order, record: MeetingRecord, approved: dict[tuple[str, str], str]) -> None:
    if not order.recipient.strip():
        raise ExportError("Every copy has a reader; please say whom it is for.")
    if approvals.is_professional(record.pack, order.audience):
        return
    approvals.refuse_while_it_changes(record, order.document)
    if (order.document, order.audience) not in approved:
        raise ExportError(
            "A copy for the child or the family needs the chair's approval of this version; please record it first."
        )


def _prepare(
    session: Session, record: MeetingRecord, order: Order, terms: Terms, approved: dict[tuple[str, str], str]
) -> Prepared:
    meeting_id = record.head.meeting_id
    before = _before(session, meeting_id, order)
    number = next_number(session, IssuedCopy.number, IssuedCopy.meeting_id == meeting_id)
    head = audit.note(
        session, audit.EXPORTED, f"meeting/{meeting_id}",
        document=order.document, format=order.form, audience=order.audience, copy=number,
    )  # fmt: skip
    closed = terms.protected and order.form != PAPER
    reason = "" if closed else terms.unprotected_reason.strip() or "Printed on paper"
    row = IssuedCopy(
        meeting_id=meeting_id, number=number, document=order.document, form=order.form, version=record.version,
        audience=order.audience, agency=order.agency, recipient=order.recipient.strip(),
        attendance_id=order.attendance_id, entry=head.short, protected=closed, unprotected_reason=reason,
        channel="printed" if order.form == PAPER else terms.channel.strip(), purpose=terms.purpose.strip(),
        approved_by=approved.get((order.document, order.audience), ""),
        issued_at=now(session), issued_by=who(session), recall_on=terms.recall_on,
        supersedes_id=before.id if before else None,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return Prepared(row.id, number, order, replace(record, entry=head.short), _earlier(session, before))


def _before(session: Session, meeting_id: str, order: Order) -> IssuedCopy | None:
    """Return the newest copy of the same document, in the same form, that this reader was sent."""
    return session.scalars(
        sa.select(IssuedCopy)
        .where(
            IssuedCopy.meeting_id == meeting_id, IssuedCopy.state == "issued", IssuedCopy.document == order.document,
            IssuedCopy.form == order.form, IssuedCopy.audience == order.audience, IssuedCopy.agency == order.agency,
            IssuedCopy.recipient == order.recipient.strip(),
        )
        .order_by(IssuedCopy.number.desc())
        .limit(1)
    ).first()  # fmt: skip


def _earlier(session: Session, before: IssuedCopy | None) -> Earlier | None:
    if before is None:
        return None
    lines = session.scalar(sa.select(IssuedWords.lines).where(IssuedWords.copy_id == before.id))
    return Earlier(before.number, before.version, tuple(lines or ()))


def _making(session: Session, copy_id: str) -> IssuedCopy:
    row = find(session, IssuedCopy, copy_id, "copy")
    if row.state != "making":
        raise RuleError("That copy is in the register already; make another one.")
    return row


def _out(session: Session, copy_id: str) -> IssuedCopy:
    row = find(session, IssuedCopy, copy_id, "copy")
    if row.state != "issued":
        raise RuleError("That copy never went out, so there is nothing to keep about it.")
    return row


def _not_later(session: Session, on: date | None) -> date:
    if on is not None and on > today(session):
        raise RuleError("That day has not come yet; please check the date.")
    return on or today(session)


def _lines(session: Session, *where: sa.ColumnElement[bool]) -> tuple[CopyLine, ...]:
    asked = (
        sa.select(IssuedCopy, Meeting)
        .join(Meeting, Meeting.id == IssuedCopy.meeting_id)
        .where(*where)
        .order_by(IssuedCopy.issued_at.desc(), IssuedCopy.number.desc())
    )
    rows = session.execute(asked).all()
    numbers = dict(iter(session.execute(sa.select(IssuedCopy.id, IssuedCopy.number))))
    after = sa.select(IssuedCopy.supersedes_id, sa.func.max(IssuedCopy.number)).where(IssuedCopy.state == "issued")
    newer = dict(iter(session.execute(after.group_by(IssuedCopy.supersedes_id))))
    return tuple(_line(row, meeting, pack_of(session, meeting.practice_id), numbers, newer) for row, meeting in rows)


def _line(
    row: IssuedCopy, meeting: Meeting, pack: Pack, numbers: dict[str, int], newer: dict[str | None, int]
) -> CopyLine:
    return CopyLine(
        copy_id=row.id,
        meeting_id=meeting.id,
        meeting_reference=meeting.reference,
        number=row.number,
        state=row.state,
        stopped_why=row.stopped_why,
        document=row.document,
        form=row.form,
        version=row.version,
        audience=row.audience,
        audience_title=next((one.title for one in pack.audiences if one.id == row.audience), row.audience),
        agency_title=title(pack, "agencies", row.agency) if row.agency else "",
        recipient=row.recipient,
        attendance_id=row.attendance_id,
        entry=row.entry,
        tags=tuple(row.tags),
        file_name=row.file_name,
        size=row.size,
        sha256=row.sha256,
        plain_sha256=row.plain_sha256,
        protected=row.protected,
        unprotected_reason=row.unprotected_reason,
        password_sent_at=row.password_sent_at,
        channel=row.channel,
        purpose=row.purpose,
        approved_by=row.approved_by,
        judged=row.judged,
        judged_by=row.judged_by,
        issued_at=row.issued_at,
        issued_by=row.issued_by,
        receipt_on=row.receipt_on,
        recall_on=row.recall_on,
        ended_on=row.ended_on,
        ended_how=row.ended_how,
        supersedes=numbers.get(row.supersedes_id or "", 0),
        superseded_by=newer.get(row.id, 0),
    )
