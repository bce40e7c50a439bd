"""The two ends of a sitting: what the audit is told at unlocking and at locking, and the heads kept outside the record.

An old vault put back holds together in itself. That it is old is seen by two heads kept elsewhere: in the key file, and
in this machine's marks. A head is kept only once its entry is on the disk, so a crash leaves an older head, which is
no cause for alarm; a head that the record does not know is.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cremeet import logs
from cremeet.errors import MarksError, VaultError
from cremeet.vault import attempts, audit, compacting, marks
from cremeet.vault.audit import Head
from cremeet.vault.marks import Mark
from cremeet.vault.thread import unit_of_work

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cremeet.vault.vault import Vault

OLDER_KEYS = (
    "This vault's key file is older than the one last seen on this machine: somebody who was taken out may be in it "
    "again. If nobody restored a copy, ask your administrator."
)


def begin(vault: Vault, info: Mapping[str, Any], folder: Path | None = None) -> tuple[str, ...]:
    """Note that the vault was unlocked, and return one sentence for each thing that the person should know.

    Call it once after opening, on the thread that owns the record, between units of work. `info` is what a unit of work
    carries, `folder` where this machine's marks lie. It says when the record or the key file is older than what was
    seen before; the vault opens all the same, and the audit keeps that it was noticed.
    Tries to unlock that were refused meanwhile go into the audit, and an erasure that a crash cut short is ended.
    """
    said: list[str] = []
    mark: Mark | None = None
    try:
        mark = marks.read(folder).get(vault.id)
    except MarksError as error:
        said.append(str(error))
    with unit_of_work(vault.engine, info) as session:
        _notice(session, vault, mark, said)
        if vault.mended:
            audit.note(session, audit.KEY_FILE_MENDED)
        for at, person in attempts.refused_attempts(vault.folder):
            audit.note_refused(session, person, at)
        due = compacting.is_due(session)
        head = audit.note(session, audit.UNLOCKED, person=vault.person.id)
    attempts.forget(vault.folder)
    keep(vault, head, folder)
    if due:
        compacting.compact(vault)
    return tuple(said)


def end(vault: Vault, info: Mapping[str, Any], how: str = "closed", folder: Path | None = None) -> None:
    """Note that the vault was locked or closed (`how`), and keep the last head. Nothing here keeps it from closing."""
    try:
        with unit_of_work(vault.engine, info) as session:
            head = audit.note(session, audit.LOCKED, how=how)
        keep(vault, head, folder)
    except Exception as error:  # noqa: BLE001 - a record that cannot be written must still be locked
        logs.fault(error)


def anchor(vault: Vault, info: Mapping[str, Any], folder: Path | None = None) -> Head:
    """Keep the head as it is now, after a backup for one, and return it. Between units of work, like `begin`."""
    with unit_of_work(vault.engine, info) as session:
        head = audit.head(session)
    keep(vault, head, folder)
    return head


def keep(vault: Vault, head: Head, folder: Path | None = None) -> None:
    """Keep a head whose entry is on the disk in the key file and on this machine; where neither can be, go on.

    A copy that was handed over leaves no mark here: the living one goes on elsewhere, under the same id.
    """
    with suppress(VaultError):
        vault.sign(anchor=head.anchor())
    if not getattr(vault, "read_only", False):
        with suppress(OSError):
            marks.keep(vault.id, Mark(head.seq, head.mac, vault.keys.content["gen"]), folder)


def anchors(vault: Vault, folder: Path | None = None) -> tuple[Head, ...]:
    """Return the heads that are kept outside the record, for `audit.check`."""
    found = [Head.of(vault.keys.content["anchor"])]
    with suppress(MarksError):
        mark = marks.read(folder).get(vault.id)
        found.append(Head(mark.seq, mark.mac) if mark else None)
    return tuple(head for head in found if head is not None)


def _notice(session: Session, vault: Vault, mark: Mark | None, said: list[str]) -> None:
    """Compare the record and the key file with what was seen before, and note and say where they are older."""
    seen = Head(mark.seq, mark.mac) if mark and not getattr(vault, "read_only", False) else None
    for head, place in ((Head.of(vault.keys.content["anchor"]), "key-file"), (seen, "machine")):
        if head is not None and not audit.holds(session, head):
            last = audit.head(session)
            audit.note(session, audit.OLDER_RECORD_NOTICED, ends=last.seq, seen=head.seq, by=place)
            said.append(
                f"This vault's record of who did what ends at entry {last.seq:,} and does not hold entry {head.seq:,} "
                "as it was seen before: it is an older copy, or its end was cut off. If nobody restored a copy, "
                "compare it with the newest backup and ask your administrator."
            )
            return
    if seen is not None and mark is not None and vault.keys.content["gen"] < mark.gen:
        audit.note(session, audit.OLDER_RECORD_NOTICED, generation=vault.keys.content["gen"], seen=mark.gen, by="keys")
        said.append(OLDER_KEYS)
