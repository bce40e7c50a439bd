"""Receiving a vault that was handed over: moved in beside its place, looked at whole, and only then made to live there.

What is replaced stays aside until the new copy has been opened; killed in between, `standing.put_back` undoes the
exchange, and the file is still there to begin again.
"""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.clock import Clock, system_clock
from cremeet.errors import OpenElsewhereError, RecordDamagedError, UnwritableError, VaultError, VaultExistsError
from cremeet.models import AuditEntry
from cremeet.vault import audit, bundle, keyfile, places, rehearsing, slots, standing, terms
from cremeet.vault.checking import slices
from cremeet.vault.connection import make_engine, plain_words
from cremeet.vault.standing import ARRIVING, LEFT, LOSSES, PART, SUFFIX, Custody, Standing
from cremeet.vault.thread import unit_of_work
from cremeet.vault.vault import KEYS, RECORD, Person, Vault, locked, open_with, people_of
from cremeet.vault.vault import SUFFIX as VAULT

_NO_ROOM = "The vault could not be written there; free some space, or choose a folder that you may use."
_OLDER = (
    "That file is older than the vault that this computer knows of: it was received already, or the vault has moved on "
    "since. Open the living vault; if it is lost, say so to take this file for it."
)
_LIVES = (
    "The copy of this vault that is here takes changes itself, so the file was not received; if the file is the right "
    "one, move that copy elsewhere first."
)
_UNREADABLE = (
    "The copy of this vault that is here cannot be read, so it was not replaced; move it elsewhere, and receive the "
    "file again."
)


class Elsewhere(NamedTuple):
    """What was done in a copy that was left behind."""

    who: str
    action: str
    target: str
    seq: int
    at: str


class LeftBehind(NamedTuple):
    """The copy that a hand-over left behind: its term, whether it lives after all, and what was done in it since."""

    term: int
    living: bool
    entries: list[Elsewhere]


def people_in(file: Path) -> tuple[Person, ...]:
    """Return who can open the vault in a file that was handed over, by name. Raises VaultError where it is none."""
    return people_of(bundle.keys_of(file))


def receive(
    file: Path,
    place: Path,
    passphrase: str,
    person: str | None = None,
    *,
    after_loss: str = "",
    clock: Clock = system_clock,
) -> Vault:
    """Move the vault in a file that was handed over into `place`, and open it: it lives there from now on.

    `place` is the folder that vaults lie in, or the vault's own. A copy that an earlier hand-over left there is
    replaced whole, and goes only once the new one has been opened; what was done in it since is told in the record of
    who did what. `person` is the id of the one who opens it. A file that is older than what this computer knows of is
    refused, unless `after_loss` (one of LOSSES) says that the living vault is lost: that takes it over. Raises as
    `vault.unlock`, and VaultError for a file that is none, is older, or would replace a living vault.
    """
    if file.name.endswith(PART):
        raise VaultError("That file was not finished: the vault is still where it was; hand it over again from there.")
    if after_loss and after_loss not in LOSSES:
        raise VaultError("Please choose from the list why the vault is taken over.")
    content = bundle.keys_of(file)
    coming = Custody.of(content["custody"])
    if not coming.is_arriving:
        raise VaultError("That is not a file that was handed over; restore it if it is a backup.")
    target = _target(Path(os.path.abspath(place)), file, content["vault"])  # noqa: PTH100 - as in hand_over
    places.check(target)
    rehearsing.refuse_place(target)
    standing.put_back(target)
    standing.clear(target)
    opened = keyfile.open_with(content, passphrase, person)
    arriving = target.with_name(f"{target.name}{ARRIVING}-{secrets.token_hex(4)}")
    try:
        _unpack(file, arriving, opened, coming)
        latest, lived = terms.known(content["vault"])
        old = _left_behind(target, content, opened) if target.exists() else None
        if old is not None:
            latest, lived = max((latest, lived), (old.term, old.living))
        if old is not None and old.living and old.term < coming.term:
            raise VaultError(_LIVES)
        if not after_loss and (latest > coming.term or (latest == coming.term and lived)):
            raise VaultError(_OLDER)
        _exchange(target, arriving)
    except OSError:
        raise UnwritableError(_NO_ROOM) from None
    finally:
        shutil.rmtree(arriving, ignore_errors=True)
    change: tuple[str, int, dict[str, str]] = (audit.RECEIVED, coming.term, {})
    if after_loss:
        change = (audit.TAKEN_OVER, max(latest, coming.term) + 1, {"reason": after_loss})
    return _live(target, opened, change, old.entries if old else [], clock)


def _target(place: Path, file: Path, vault_id: str) -> Path:
    """Return where the vault will lie: where a copy of it lies already, else a name that is free."""
    if place.name.endswith(VAULT):
        there = [place]
    else:
        there = [path for path in (place.iterdir() if place.is_dir() else ()) if path.name.endswith(VAULT)]
    for folder in there:
        with suppress(VaultError):
            if keyfile.candidates(folder / KEYS)[0]["vault"] == vault_id:
                return folder
    target = place if place.name.endswith(VAULT) else place / (file.name.removesuffix(SUFFIX) + VAULT)
    if os.path.lexists(target):
        raise VaultExistsError("Another vault of that name lies there; choose another place for this one.")
    return target


def _unpack(file: Path, arriving: Path, opened: keyfile.Opened, coming: Custody) -> None:
    """Unpack the file beside its place and look at all of it before anything there is touched."""
    bundle.unpack(file, arriving)
    content = keyfile.candidates(arriving / KEYS)[0]
    now = check_whole(arriving, opened.key, content["anchor"])
    if now.living or now.term != coming.term:
        raise VaultError("That file does not hold together: it was changed outside cremeet. Ask for another one.")


def check_whole(folder: Path, key: bytes, anchor: dict[str, object] | None) -> Standing:
    """Return what the record in `folder` says of itself, after checking every page and the record of who did what."""
    engine = make_engine(folder / RECORD, key)
    try:
        if list(slices(engine, folder / RECORD, lambda: key))[-1] != "ok":
            raise RecordDamagedError("The record in that file is damaged; hand the vault over again.")
        with plain_words(), Session(engine) as session:
            rehearsing.refuse_to_come(rehearsal=rehearsing.is_marked(session))
            if not audit.check(session, [audit.Head.of(anchor)]).ok:
                raise RecordDamagedError(
                    "The record of who did what in that file is damaged; hand the vault over again."
                )
            return standing.standing(session)
    finally:
        engine.dispose()


def _left_behind(target: Path, content: dict[str, Any], opened: keyfile.Opened) -> LeftBehind:
    """Return what the copy that will be replaced says, and was used for since it was handed over."""
    with locked(target):
        try:
            old = keyfile.candidates(target / KEYS)[0]
            engine = make_engine(target / RECORD, _key_of(old, content, opened))
            try:
                with plain_words(), Session(engine) as session:
                    now = standing.standing(session)
                    return LeftBehind(now.term, now.living, _entries(session, now.seq))
            finally:
                engine.dispose()
        except OpenElsewhereError:
            raise
        except VaultError:
            raise VaultError(_UNREADABLE) from None


def _key_of(old: dict[str, Any], content: dict[str, Any], opened: keyfile.Opened) -> bytes:
    """Return the database key of an older copy: the same, or the one that was sealed to the same person then."""
    if old["current"]["key_id"] == content["current"]["key_id"]:
        return opened.key
    slot = next((slot for slot in old["slots"] if slot["id"] == opened.slot["id"]), None)
    if slot is None:
        raise VaultError(_UNREADABLE)
    return slots.unseal(content["vault"], slot, opened.seed, old["current"]["sealed"][slot["id"]])


def _entries(session: Session, since: int) -> list[Elsewhere]:
    rows = session.connection().execute(
        sa.select(AuditEntry.who, AuditEntry.action, AuditEntry.target, AuditEntry.seq, AuditEntry.at)
        .where(AuditEntry.seq > since)
        .order_by(AuditEntry.seq)
    )
    return [Elsewhere(*row) for row in rows]


def _exchange(target: Path, arriving: Path) -> None:
    """Put what arrived in its place, and aside what was there; `standing.put_back` undoes it after a kill."""
    if target.exists():
        target.rename(target.with_name(f"{target.name}{LEFT}-{secrets.token_hex(4)}"))
    arriving.rename(target)
    keyfile.sync_folder(target.parent)


def _live(
    target: Path,
    opened: keyfile.Opened,
    change: tuple[str, int, dict[str, str]],
    elsewhere: list[Elsewhere],
    clock: Clock,
) -> Vault:
    """Open what arrived, tell in its record what was done in the copy it replaces, and make it the living vault."""
    action, term, detail = change
    vault = open_with(target, opened)
    try:
        with unit_of_work(vault.engine, {"who": vault.person.name, "clock": clock}) as session:
            for entry in elsewhere:
                session.info["who"] = entry.who
                audit.note(session, audit.ELSEWHERE, entry.target, did=entry.action, number=entry.seq, at=entry.at)
            session.info["who"] = vault.person.name
            standing.enter(session, action, term, elsewhere=len(elsewhere), **detail)
        standing.settle(vault)
    except BaseException:
        vault.close()
        standing.put_back(target)
        raise
    return vault
