"""Handing a vault over: the whole of it in one file, and this copy left behind to be read.

The file is whole and has been read back before this copy is marked, and this copy is marked before the file gets its
name: killed in between, `standing.finish` names the file, or takes it away, when the vault is opened next.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from pathlib import Path

from cremeet.clock import Clock, fixed_clock, system_clock
from cremeet.errors import ReadOnlyVaultError, UnwritableError, VaultError, VaultExistsError
from cremeet.vault import audit, bundle, keyfile, rehearsing, standing
from cremeet.vault.connection import connect, make_engine, plain_words
from cremeet.vault.receiving import check_whole
from cremeet.vault.standing import HERE, NOTE, PART, WORK, Custody
from cremeet.vault.thread import unit_of_work
from cremeet.vault.vault import RECORD, Person, Vault, people_of

_RAW = "raw.db"
_UNFINISHED = "not-finished"


def hand_over(vault: Vault, to: str, file: Path, *, clock: Clock = system_clock) -> Path:
    """Write the whole vault into `file` for the person of that name; this copy can only be read from then on.

    Run it between units of work, so that nothing is saved here meanwhile. Raises ReadOnlyVaultError where this is not
    the living vault, VaultError where nobody of that name can open it, VaultExistsError where there is such a file,
    UnwritableError where it cannot be written: this is then the living vault still.
    """
    file = Path(os.path.abspath(file))  # noqa: PTH100 - resolve() would follow a link that the person did not name
    person = _checked(vault, to, file)
    part, work = file.with_name(file.name + PART), vault.folder / WORK
    at = fixed_clock(clock())
    try:
        seen = _seen(vault)
        keyfile.write_whole(vault.folder / NOTE, json.dumps({"part": str(part), "file": str(file)}).encode())
        custody = _pack(vault, person, part, work, at)
        with unit_of_work(vault.engine, {"who": vault.person.name, "clock": at}) as session:
            _same(vault, seen)
            standing.enter(session, audit.HANDED_OVER, custody.term, target=f"person/{person.id}")
    except BaseException as error:
        standing.finish(vault.folder, handed=False)
        with suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise UnwritableError("The file could not be written there; choose another place for it.") from None
        raise
    standing.settle(vault)
    if not file.exists():
        _undo(vault, clock)
    return file


def _checked(vault: Vault, to: str, file: Path) -> Person:
    """Return the person that the vault goes to, after looking at whether it can."""
    rehearsing.refuse_to_leave(rehearsal=vault.rehearsal)
    if vault.read_only:
        raise ReadOnlyVaultError(vault.read_only)
    found = [each for each in people_of(vault.keys.content) if each.name == to]
    if not found:
        raise VaultError("Nobody of that name can open this vault; let the person in first, under People and keys.")
    if os.path.lexists(file):
        raise VaultExistsError("There is a file of that name already; choose another name or place.")
    if vault.folder == file.parent or vault.folder in file.parents:
        raise VaultError("The file must not lie in the vault itself; choose another place for it.")
    return found[0]


def _pack(vault: Vault, person: Person, part: Path, work: Path, at: Clock) -> Custody:
    """Write the file under a passing name, with the next term in its record, and read it back."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(mode=0o700)
    part.unlink(missing_ok=True)
    with unit_of_work(vault.engine, {"who": vault.person.name, "clock": at}) as session:
        term = standing.standing(session).term + 1
        shutil.copyfile(vault.folder / RECORD, work / _RAW)  # whole: the transaction lets nobody else write
    _copy_afresh(work, vault.keys.current())
    custody = Custody(HERE, term, person.name, at())
    engine = make_engine(work / RECORD, vault.keys.current())
    try:
        with unit_of_work(engine, {"who": vault.person.name, "clock": at}) as session:
            standing.enter(session, audit.HANDED_OVER, term, target=f"person/{person.id}")
            anchor = audit.head(session).anchor()
    finally:
        engine.dispose()
    content = keyfile.changed(vault.keys.content, vault.keys.current(), custody=custody.fields(), anchor=anchor)
    bundle.pack(work / RECORD, content, part, kind=bundle.HAND_OVER, clock=at)
    back = work / "back"
    bundle.unpack(part, back)
    check_whole(back, vault.keys.current(), anchor)
    return custody


def _copy_afresh(work: Path, key: bytes) -> None:
    """Copy the record page by page under a salt of its own, so that no page of one copy passes for the other's."""
    with plain_words():
        source, fresh = connect(work / _RAW, key), connect(work / RECORD, key, create=True, guarded=False)
        try:
            source.backup(fresh)
        finally:
            source.close()
            fresh.close()


def _seen(vault: Vault) -> tuple[int, int]:
    """Return what changes when anything is saved in the record."""
    state = (vault.folder / RECORD).stat()
    return state.st_mtime_ns, state.st_size


def _same(vault: Vault, seen: tuple[int, int]) -> None:
    if _seen(vault) != seen:
        raise VaultError("Something was saved while the file was being written; please hand it over again.")


def _undo(vault: Vault, clock: Clock) -> None:
    """Take back a vault whose file could not be given its name; raise what to do."""
    standing.raise_term(vault, audit.TAKEN_BACK, _UNFINISHED, clock)
    raise UnwritableError(
        "The file could not be finished there, so this is the living vault still; hand it over again to another place."
    )
