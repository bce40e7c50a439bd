"""Who did what: entries in one chain, each sealed with the one before it, written in the unit of work they tell of.

    mac = HMAC-SHA256(secret, number, moment, person, action, record, detail, mac before); each length-prefixed

What is found: an entry edited, taken out, put in or moved breaks the chain; a tail cut off is found by an anchor (a
head kept elsewhere, or printed on an issued document). What is not: the secret is in the record, so whoever can unlock
it can, with a tool of their own, write a chain anew; only a head that others hold shows that.
"""

from __future__ import annotations

import hmac
import json
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.models import Assessment, AuditEntry, AuditKey, Decision

UNLOCKED, REFUSED, LOCKED = "unlocked", "refused", "locked"
VIEWED, SEARCHED, CHANGED, EXPORTED = "viewed", "searched", "changed", "exported"
BACKED_UP, RESTORED, VERIFIED = "backed-up", "restored", "verified"
HANDED_OVER, RECEIVED, TAKEN_BACK, TAKEN_OVER = "handed-over", "received", "taken-back", "taken-over"
ELSEWHERE = "elsewhere"
"""What was done in a copy that a hand-over had left behind, told by the vault that replaced it."""
PASSPHRASE_CHANGED, ROLE_CHANGED, REKEYED = "passphrase-changed", "role-changed", "rekeyed"
PERSON_ADDED, PERSON_REMOVED = "person-added", "person-removed"
NOT_DONE = "not-done"
"""What the entry before it says was begun and could not be done: an entry stands before the keys change."""
RECOVERY_CODE_MADE, RECOVERY_CODE_USED = "recovery-code-made", "recovery-code-used"
SETTINGS_CHANGED, ERASED = "settings-changed", "erased"
KEY_FILE_MENDED, OLDER_RECORD_NOTICED = "key-file-mended", "older-record-noticed"
ACTIONS = (
    *(UNLOCKED, REFUSED, LOCKED, VIEWED, SEARCHED, CHANGED, EXPORTED, BACKED_UP, RESTORED, VERIFIED),
    *(HANDED_OVER, RECEIVED, TAKEN_BACK, TAKEN_OVER, PASSPHRASE_CHANGED, PERSON_ADDED, PERSON_REMOVED, ROLE_CHANGED),
    *(REKEYED, RECOVERY_CODE_MADE, RECOVERY_CODE_USED, SETTINGS_CHANGED, ERASED, KEY_FILE_MENDED),
    *(OLDER_RECORD_NOTICED, ELSEWHERE, NOT_DONE),
)
"""Everything that an entry can say was done: fixed words, which the screens translate."""

MOST_IDS = 20
"""How many ids of changed rows one entry names; the rest are counted."""

_START = bytes(32)
_LABEL = b"cremeet/audit/1"
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: nothing that is misread aloud or on paper
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:/-]{0,63}")
_TARGET = re.compile(r"(?:[a-z]+(?:-[a-z]+)*/[A-Za-z0-9-]{1,48})?")
_FIELDS = ("at", "who", "action", "target", "detail")
_READ = (
    "SELECT seq, typeof(at)='text' AND typeof(who)='text' AND typeof(action)='text' AND typeof(target)='text'"
    " AND typeof(detail)='text' AND typeof(prev)='blob' AND typeof(mac)='blob',"
    " CAST(at AS BLOB), CAST(who AS BLOB), CAST(action AS BLOB), CAST(target AS BLOB), CAST(detail AS BLOB),"
    " CAST(prev AS BLOB), CAST(mac AS BLOB) FROM audit ORDER BY seq"
)


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry's number and seal (hex): whoever holds an earlier one can see a cut or an exchanged chain."""

    seq: int
    mac: str

    @property
    def short(self) -> str:
        """The head as it is printed and read out, such as 1204-7F3K-9Q2M: the number, and 40 bits of the seal."""
        bits = int(self.mac[:10], 16)
        letters = "".join(_LETTERS[bits >> shift & 31] for shift in range(35, -1, -5))
        return f"{self.seq}-{letters[:4]}-{letters[4:]}"

    def anchor(self) -> dict[str, Any]:
        """Return it as a key file keeps it."""
        return {"seq": self.seq, "mac": self.mac}

    @classmethod
    def of(cls, anchor: Mapping[str, Any] | None) -> Self | None:
        """Return a key file's anchor as a head, None for none."""
        return None if anchor is None else cls(anchor["seq"], anchor["mac"])


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found: how many entries hold, the number of the first that does not, and one sentence."""

    entries: int
    broken_at: int | None
    sentence: str

    @property
    def ok(self) -> bool:
        """Whether every entry is as it was written and none is missing."""
        return self.broken_at is None


def note(session: Session, action: str, target: str = "", **detail: object) -> Head:
    """Add an entry in the session's own transaction: it stands or falls with what it tells of.

    `action` is one of ACTIONS, `target` is like "child/<id>". Values of `detail` are whole numbers, ids and fixed
    words, or lists of those; anything else raises ValueError, so that no word of a case can slip in.
    """
    if action not in ACTIONS or not _TARGET.fullmatch(target):
        raise ValueError("an audit entry takes a known action, and a target like child/<id>")
    for value in detail.values():
        for each in value if isinstance(value, list | tuple) else (value,):
            if type(each) not in {int, bool} and not (isinstance(each, str) and _WORD.fullmatch(each)):
                raise ValueError("an audit entry takes only whole numbers, ids and fixed words")
    return _append(session, session.info["who"], action, target, detail)


def note_refused(session: Session, person: str, tried_at: str) -> None:
    """Add an entry about a passphrase that did not open the slot `person`, by nobody who is known."""
    _append(session, "", REFUSED, "", {"person": person, "tried_at": tried_at})


def _append(session: Session, who: str, action: str, target: str, detail: Mapping[str, object]) -> Head:
    before, connection = head(session), session.connection()
    values = {
        "at": stamp(session.info["clock"]()),
        "who": who,
        "action": action,
        "target": target,
        "detail": json.dumps(detail, sort_keys=True, separators=(",", ":")) if detail else "",
    }
    seq, prev = before.seq + 1, bytes.fromhex(before.mac)
    mac = _seal(
        _secret(connection) or _make_secret(connection), seq, [values[field].encode() for field in _FIELDS], prev
    )
    connection.execute(sa.insert(AuditEntry).values(seq=seq, prev=prev, mac=mac, **values))
    return Head(seq, mac.hex())


def note_once(session: Session, action: str, target: str = "", *, every: timedelta, **detail: object) -> None:
    """As `note`, unless this sitting noted the same action on the same target less than `every` ago.

    The memory is `session.info["noted"]`, which the units of work of one sitting share.
    """
    at: datetime = session.info["clock"]()
    noting: dict[tuple[str, str], datetime] = session.info.setdefault("noting", {})
    last = noting.get((action, target), session.info.get("noted", {}).get((action, target)))
    if last is None or not timedelta(0) <= at - last < every:
        note(session, action, target, **detail)
        noting[action, target] = at


def note_changes(session: Session) -> None:
    """Flush, and add one entry about the rows with history that this unit of work changed, if it changed any."""
    session.flush()
    changed: dict[str, dict[str, None]] = session.info.pop("changed", {})
    if not changed:
        return
    left, named = MOST_IDS, {}
    for table, ids in changed.items():
        if left > 0:
            named[table] = list(ids)[:left]
        left -= len(ids)
    more = {"more": -left} if left < 0 else {}
    note(session, CHANGED, _about(session, session.info.pop("about", {})), **named, **more)


def committed(session: Session) -> None:
    """Remember, now that it is kept, what `note_once` noted."""
    session.info.get("noted", {}).update(session.info.pop("noting", {}))


def head(session: Session) -> Head:
    """Return the chain's head; Head(0, zeros) while nothing was noted."""
    last = sa.select(AuditEntry.seq, AuditEntry.mac).order_by(AuditEntry.seq.desc()).limit(1)
    found = session.connection().execute(last).first()
    return Head(found.seq, found.mac.hex()) if found else Head(0, _START.hex())


def holds(session: Session, anchor: Head) -> bool:
    """Say whether the chain still has an entry that was its head once; an older or exchanged record has not."""
    found = session.connection().scalar(sa.select(AuditEntry.mac).where(AuditEntry.seq == anchor.seq))
    return anchor.seq == 0 or (isinstance(found, bytes) and found.hex() == anchor.mac)


def check(session: Session, anchors: Iterable[Head | None] = ()) -> Verdict:
    """Read the whole chain and say where it first breaks; with anchors, also whether its end was cut off."""
    held = {anchor.seq: anchor.mac for anchor in anchors if anchor is not None and anchor.seq > 0}
    connection = session.connection()
    secret, prev, count = _secret(connection) or b"", _START, 0
    for count, (seq, sound, fields, before, mac) in enumerate(_entries(connection), 1):
        whole = sound and seq == count and before == prev and hmac.compare_digest(mac, _seal(secret, seq, fields, prev))
        if not secret or not whole:
            return _broken(count)
        if held.pop(count, mac.hex()) != mac.hex():
            return Verdict(
                count - 1,
                count,
                f"Entry {count:,} of the record of who did what is not the one that was noted elsewhere: this is "
                "another record, or one written anew; compare it with a backup.",
            )
        prev = mac
    if held:
        return Verdict(
            count,
            count + 1,
            f"The record of who did what ends at entry {count:,}, but entry {max(held):,} had been written: its end "
            "was cut off, or this is an older record; compare it with the newest backup.",
        )
    return Verdict(count, None, f"The record of who did what holds together: {count:,} entries.")


def _broken(seq: int) -> Verdict:
    return Verdict(
        seq - 1,
        seq,
        f"Entry {seq:,} of the record of who did what is not as it was written, or one before it is missing; compare "
        "it with a backup.",
    )


def _entries(connection: sa.Connection) -> Iterator[tuple[int, bool, list[bytes], bytes, bytes]]:
    """Yield what is kept, as bytes: a forged value of another type must not stop the reading."""
    for seq, sound, *values in connection.exec_driver_sql(_READ):
        *fields, prev, mac = (value or b"" for value in values)
        yield seq, bool(sound), fields, prev, mac


def _about(session: Session, about: dict[str, set[str]]) -> str:
    """Return the one meeting, or else the one episode or child, that changed rows belong to; "" for several or none."""
    parts: list[Assessment | Decision | None] = [session.get(Assessment, one) for one in about.get("assessment", ())]
    parts += [session.get(Decision, one) for one in about.get("decision", ())]
    meetings = about.get("meeting", set()) | {part.meeting_id for part in parts if part and part.meeting_id}
    for kind, ids in (("meeting", meetings), ("episode", about.get("episode", ())), ("child", about.get("child", ()))):
        if len(ids) == 1:
            return f"{kind}/{next(iter(ids))}"
    return ""


def _secret(connection: sa.Connection) -> bytes | None:
    found: bytes | None = connection.scalar(sa.select(AuditKey.secret))
    return found


def _make_secret(connection: sa.Connection) -> bytes:
    made = secrets.token_bytes(32)
    connection.execute(sa.insert(AuditKey).values(id=1, secret=made))
    return made


def _seal(secret: bytes, seq: int, fields: list[bytes], prev: bytes) -> bytes:
    parts = (_LABEL, str(seq).encode(), *fields, prev)
    return hmac.digest(secret, b"".join(len(part).to_bytes(4, "big") + part for part in parts), "sha256")


def stamp(at: datetime) -> str:
    """Return a moment as an entry keeps it; such texts sort as the moments do."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
