"""Make the demonstration: an encrypted vault with invented records, and the documents of its newest meeting."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cremeet.clock import SteppingClock, london
from cremeet.demo import records
from cremeet.errors import ExportError
from cremeet.exports import issue
from cremeet.services.record import meeting_record
from cremeet.vault.slots import FLOOR
from cremeet.vault.thread import unit_of_work
from cremeet.vault.vault import SUFFIX, create

NAME = "northmere-demo"
PASSPHRASE = "invented-sample-pretend-example"  # noqa: S105 - it opens nothing but invented records, and is printed
AUDIENCE = "chair"
"""Whose copies the demonstration leaves: the chair's, which hold everything."""


@dataclass(frozen=True, slots=True)
class Made:
    """What the demonstration left behind."""

    vault: Path
    passphrase: str
    reference: str
    documents: tuple[Path, ...]


def demonstration(folder: Path, day: date) -> Made:
    """Make the vault and the six documents in `folder`, as they stand on `day`; an earlier demonstration is replaced.

    Raises CremeetError when the folder cannot be used.
    """
    vault_folder = folder / f"{NAME}{SUFFIX}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if vault_folder.exists():
            shutil.rmtree(vault_folder)
    except OSError:
        raise ExportError("The demonstration cannot write to that folder; choose another with --folder.") from None
    clock = SteppingClock(london(day))
    with (
        create(vault_folder, person=records.WHO, role="minute-taker", passphrase=PASSPHRASE, cost=FLOOR) as vault,
        unit_of_work(vault.engine, records.demo_context(clock)) as session,
    ):
        filled = records.fill(session, clock, day)
        record = meeting_record(session, filled.meeting_id)
    documents = tuple(
        issue.write(record, document, form, folder, audience=AUDIENCE)
        for document in issue.DOCUMENTS
        for form in issue.FORMATS
    )
    return Made(vault_folder, PASSPHRASE, record.head.reference, documents)
