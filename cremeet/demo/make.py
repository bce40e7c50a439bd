"""Make the demonstration: an encrypted vault with invented records, and the documents of its newest meeting."""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cremeet.clock import SteppingClock, london
from cremeet.demo import records
from cremeet.errors import ExportError, OpenElsewhereError, VaultError
from cremeet.exports import issue
from cremeet.services.record import MeetingRecord, meeting_record
from cremeet.vault.slots import FLOOR
from cremeet.vault.thread import unit_of_work
from cremeet.vault.vault import KEYS, LOCK, RECORD, SUFFIX, create, unlock

NAME = "northmere-demo"
PASSPHRASE = "invented-sample-pretend-example"  # noqa: S105 - it opens nothing but invented records, and is printed
AUDIENCE = "chair"
"""Whose copies the demonstration leaves: the chair's, which hold everything."""
_FILES = {RECORD, f"{RECORD}-journal", KEYS, f"{KEYS}.copy", LOCK}
"""All that lies in a vault's folder as this program leaves it."""


@dataclass(frozen=True, slots=True)
class Made:
    """What the demonstration left behind."""

    vault: Path
    passphrase: str
    reference: str
    documents: tuple[Path, ...]


def demonstration(folder: Path, day: date) -> Made:
    """Make the vault and the six documents in `folder`, as they stand on `day`; an earlier demonstration is replaced.

    The earlier one goes only once the new one is whole. Raises CremeetError when the folder cannot be used, when what
    has the vault's name there is no demonstration, or when it is open.
    """
    vault_folder = folder / f"{NAME}{SUFFIX}"
    _refuse_another(vault_folder)
    making = folder / f"{NAME}.part-{secrets.token_hex(4)}{SUFFIX}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        record = _filled(making, day)
        _refuse_another(vault_folder)
        _swap(making, vault_folder)
    except OSError:
        raise ExportError("The demonstration cannot write to that folder; choose another with --folder.") from None
    finally:
        shutil.rmtree(making, ignore_errors=True)
    documents = tuple(
        issue.write(record, document, form, folder, audience=AUDIENCE)
        for document in issue.DOCUMENTS
        for form in issue.FORMATS
    )
    return Made(vault_folder, PASSPHRASE, record.head.reference, documents)


def _filled(vault_folder: Path, day: date) -> MeetingRecord:
    """Make a vault with the invented records and return its newest meeting's."""
    clock = SteppingClock(london(day))
    with (
        create(vault_folder, person=records.WHO, role="minute-taker", passphrase=PASSPHRASE, cost=FLOOR) as vault,
        unit_of_work(vault.engine, records.demo_context(clock)) as session,
    ):
        filled = records.fill(session, clock, day)
        return meeting_record(session, filled.meeting_id)


def _refuse_another(vault_folder: Path) -> None:
    """Refuse to replace what is not an earlier demonstration, closed, with nothing of anybody's laid beside it.

    A demonstration is known by opening with the passphrase that is printed for it, which also takes its lock.
    """
    if not os.path.lexists(vault_folder):
        return
    strange = ExportError(
        f"There is something called {vault_folder.name} there that is not a demonstration as this program left it; "
        "move it away, or choose another folder with --folder."
    )
    if vault_folder.is_symlink() or not vault_folder.is_dir():
        raise strange
    if not {each.name for each in vault_folder.iterdir()} <= _FILES:
        raise strange
    try:
        unlock(vault_folder, PASSPHRASE).close()
    except OpenElsewhereError:
        raise
    except VaultError:
        raise strange from None


def _swap(making: Path, vault_folder: Path) -> None:
    """Give the new vault its name, and take the old one away last; put the old one back where that fails."""
    old = vault_folder.with_name(f"{NAME}.old-{secrets.token_hex(4)}{SUFFIX}")
    replaces = vault_folder.exists()
    if replaces:
        vault_folder.rename(old)
    try:
        making.rename(vault_folder)
    except OSError:
        if replaces:
            with suppress(OSError):
                old.rename(vault_folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
