"""Which copy of a vault is the living one: what its record says, what its key file mirrors, what a kill cut short.

Each hand-over, and each taking back or over, raises the vault's term. The truth is the last such entry in the record of
who did what, in the same transaction as everything else; keys.json mirrors it, to be shown before unlocking. A file
that is on its way bears the next term; only receiving it makes a living vault of it. See `cremeet.vault.custody`.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cremeet.clock import Clock, in_london, long_day
from cremeet.errors import UnwritableError, VaultError
from cremeet.vault import bundle, keyfile, terms

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cremeet.vault.vault import Vault

HERE, HANDED = "here", "handed"
PART = ".part"
SUFFIX = ".cremeet-moving"
"""What the name of a file that is handed over ends in."""

REASONS = {
    "never-opened": "The file was never opened",
    "file-lost": "The file was lost",
    "file-unreadable": "The file cannot be read",
}
"""Why a vault is taken back by the copy that it left."""

LOSSES = {
    "computer-lost": "The computer with the living vault was lost or stolen",
    "computer-broken": "The computer with the living vault is broken",
    "person-gone": "The person who has the living vault cannot be reached",
    "backup-restored": "The living vault is lost, and a backup was restored",
}
"""Why a copy takes over from a living vault that is lost, and with it whatever was written there since."""

SETTING = "custody"
"""The vault's setting that holds the number of the last entry about custody, so that opening need not look for it."""
NOTE = "moving.json"
"""In the vault's folder from before this copy is marked until the file has its name: both names."""
WORK = "moving.part"
LEFT, ARRIVING = ".left", ".arriving"
_MOST_NOTE = 16_384
"""Bytes of a note at most: two paths."""


@dataclass(frozen=True, slots=True)
class Custody:
    """What can be shown before unlocking; nothing of it is authenticated until then."""

    state: str
    term: int
    to: str
    at: datetime | None

    @property
    def is_arriving(self) -> bool:
        """Whether this came out of a file that was handed over and has not been received."""
        return self.state == HERE and bool(self.to)

    @property
    def sentence(self) -> str:
        """Why this copy can only be read; "" for a living vault."""
        day = f" on {_day(self.at)}" if self.at else ""
        if self.is_arriving:
            return (
                f"This vault was handed to {self.to}{day} and has not been received here: this copy can only be read "
                "until its file is opened with “Open a vault that was handed to me”."
            )
        if self.state == HERE:
            return ""
        return (
            f"This vault was handed to {self.to}{day}: this copy can only be read. Make changes in the living vault, "
            "or take it back if it never arrived."
        )

    def fields(self) -> dict[str, Any]:
        """Return it as keys.json holds it."""
        return {"state": self.state, "term": self.term, "to": self.to, "at": self.at.isoformat() if self.at else ""}

    @classmethod
    def of(cls, fields: dict[str, Any]) -> Custody:
        """Return what keys.json holds."""
        at = None
        with suppress(ValueError):
            at = datetime.fromisoformat(fields["at"])
        return cls(fields["state"], fields["term"], fields["to"], at if at and at.tzinfo else None)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the record itself says: whether this copy is the living one, its term, and the entry that says so."""

    living: bool = True
    term: int = 1
    seq: int = 0
    at: datetime | None = None
    person: str = ""


def where(folder: Path) -> Custody:
    """Return where the vault in `folder` lives, as its key file says. Raises KeyFileError, NewerVaultError."""
    return Custody.of(keyfile.candidates(folder / "keys.json")[0]["custody"])


def standing(session: Session) -> Standing:
    """Return what the last entry about custody says."""
    import sqlalchemy as sa

    from cremeet.models import AuditEntry, VaultSetting
    from cremeet.vault import audit

    connection = session.connection()
    seq = connection.scalar(sa.select(VaultSetting.value).where(VaultSetting.name == SETTING))
    if seq is None:
        return Standing()
    entry = connection.execute(
        sa.select(AuditEntry.action, AuditEntry.at, AuditEntry.target, AuditEntry.detail).where(
            AuditEntry.seq == int(seq)
        )
    ).one()
    return Standing(
        entry.action != audit.HANDED_OVER,
        json.loads(entry.detail)["term"],
        int(seq),
        datetime.fromisoformat(entry.at),
        entry.target.removeprefix("person/"),
    )


def enter(session: Session, action: str, term: int, *, target: str = "", **detail: object) -> None:
    """Add an entry about custody, and make it the last one, in the session's own transaction."""
    import sqlalchemy as sa

    from cremeet.models import VaultSetting
    from cremeet.models.base import new_id
    from cremeet.vault import audit

    seq = str(audit.note(session, action, target, term=term, **detail).seq)
    connection = session.connection()
    # past the unit of work: the entry itself is the history of this
    changed = connection.execute(sa.update(VaultSetting).where(VaultSetting.name == SETTING).values(value=seq))
    if not changed.rowcount:
        connection.execute(sa.insert(VaultSetting).values(id=new_id(), name=SETTING, value=seq))


def settle(vault: Vault) -> None:
    """Bring a vault that was just opened to what its record says, and finish or undo what a kill cut short.

    Where the living vault is elsewhere, the engine refuses changes from here on.
    """
    from sqlalchemy.orm import Session

    from cremeet.vault.connection import plain_words

    with plain_words(), Session(vault.engine) as session:
        now = standing(session)
    mirror = Custody.of(vault.keys.content["custody"])
    finish(vault.folder, handed=not now.living and not mirror.is_arriving)
    if not (mirror.is_arriving and not now.living and mirror.term == now.term):
        told = Custody(HERE, now.term, "", now.at) if now.living else _handed(vault, now)
        if told.fields() != mirror.fields() and (now.seq or mirror.state != HERE):
            with suppress(
                UnwritableError
            ):  # the record says it all the same, and it is tried again at the next opening
                vault.sign(custody=told.fields())
        mirror = told
    if now.seq:
        terms.remember(vault.id, now.term, living=now.living)
    hold(vault, "" if now.living else mirror.sentence)
    if now.living:
        for left in beside(vault.folder):
            shutil.rmtree(left, ignore_errors=True)


def raise_term(vault: Vault, action: str, reason: str, clock: Clock) -> None:
    """Make an open copy the living one, with a term above all that it knows of."""
    from cremeet.vault.thread import unit_of_work

    with unit_of_work(vault.engine, {"who": vault.person.name, "clock": clock}) as session:
        term = max(standing(session).term, terms.known(vault.id)[0]) + 1
        enter(session, action, term, reason=reason)
    settle(vault)


def hold(vault: Vault, sentence: str) -> None:
    """Let units of work refuse every change with this sentence, or take changes again where it is empty."""
    from cremeet.vault.history import READ_ONLY

    vault.engine.update_execution_options(**{READ_ONLY: sentence})


def finish(folder: Path, *, handed: bool) -> None:
    """Finish a hand-over that was cut short: the file gets its name where this copy is marked, else it goes."""
    with suppress(OSError, ValueError, KeyError, TypeError, VaultError):
        part, file = _names(folder)
        if not handed and (file.name.endswith(SUFFIX) or _is_ours(folder, part)):
            part.unlink(missing_ok=True)
        elif handed and part.exists() and not os.path.lexists(file) and _is_ours(folder, part):
            part.replace(file)
            keyfile.sync_folder(file.parent)
        if not part.exists() and (file.parent.is_dir() or not handed):
            (folder / NOTE).unlink()
    shutil.rmtree(folder / WORK, ignore_errors=True)


def _names(folder: Path) -> tuple[Path, Path]:
    """Return the passing and the final name of a note. Raises ValueError for a note that no hand-over has written.

    The note is not authenticated, and whoever can write to the folder must not move other files about by it.
    """
    note = folder / NOTE
    if not note.is_file() or note.stat().st_size > _MOST_NOTE:
        raise ValueError("no note")
    names = json.loads(note.read_text("utf-8"))
    part, file = Path(names["part"]), Path(names["file"])
    sound = (
        file.is_absolute()
        and part == file.with_name(file.name + PART)
        and ".." not in file.parts
        and folder not in file.parents
        and not part.is_symlink()
        and (part.is_file() or not part.exists())
    )
    if not sound:
        raise ValueError("a note of somebody else's")
    return part, file


def _is_ours(folder: Path, part: Path) -> bool:
    """Say whether a file is one in which this vault is handed over."""
    try:
        said = bundle.manifest(part)
    except VaultError:
        return False
    return said.kind == bundle.HAND_OVER and said.vault == keyfile.candidates(folder / "keys.json")[0]["vault"]


def beside(folder: Path) -> Iterator[Path]:
    """Yield what a receiving left beside the vault: the copy that it replaced, or the one that it was moving in."""
    with suppress(OSError, ValueError):
        for path in folder.parent.iterdir():
            if path.name.startswith((f"{folder.name}{LEFT}-", f"{folder.name}{ARRIVING}-")):
                yield path


def put_back(folder: Path) -> None:
    """Undo a receiving that was cut short before the new copy was received; the file is still there to begin again."""
    lefts = [path for path in beside(folder) if path.name.startswith(f"{folder.name}{LEFT}-")]
    if not lefts or (os.path.lexists(folder) and not _is_arriving(folder)):
        return
    with suppress(OSError):
        if os.path.lexists(folder):
            folder.rename(folder.with_name(f"{folder.name}{ARRIVING}-undone"))
        lefts[0].rename(folder)
        keyfile.sync_folder(folder.parent)
    clear(folder)


def clear(folder: Path) -> None:
    """Remove what was being moved in beside the vault and never got there."""
    for path in list(beside(folder)):
        if path.name.startswith(f"{folder.name}{ARRIVING}-"):
            shutil.rmtree(path, ignore_errors=True)


def _is_arriving(folder: Path) -> bool:
    try:
        return where(folder).is_arriving
    except VaultError:
        return False


def _handed(vault: Vault, now: Standing) -> Custody:
    to = next((slot["name"] for slot in vault.keys.content["slots"] if slot["id"] == now.person), "somebody else")
    return Custody(HANDED, now.term, to, now.at)


def _day(at: datetime) -> str:
    day = in_london(at.astimezone(UTC))
    return long_day(day)
