"""Writing the whole record anew, so that nothing that was deleted is left between what was not.

`secure_delete` blanks the rows that go and the pages that come free, but not what SQLite leaves behind on a page whose
rows it moves: after 29 of 60 deletions words were still there, after none of 20 with a VACUUM after them (measured).
VACUUM keeps its copy in memory (`temp_store`), and its journal is encrypted.

What is due is marked in the record itself, in the transaction that deletes: a crash in between leaves the mark, and the
next unlock goes on with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from cremeet.vault.connection import connect, plain_words
from cremeet.vault.vault import RECORD

if TYPE_CHECKING:
    from cremeet.vault.vault import Vault

_DUE, _DONE = 1, 0


def make_due(session: Session) -> None:
    """Mark, in the session's transaction, that the record is to be written anew."""
    session.connection().exec_driver_sql(f"PRAGMA user_version = {_DUE}")


def is_due(session: Session) -> bool:
    """Say whether something was deleted since the record was last written anew."""
    return session.connection().exec_driver_sql("PRAGMA user_version").scalar() == _DUE


def compact(vault: Vault) -> None:
    """Write the record anew. It takes the whole file: for the record's own thread, between units of work.

    Raises UnwritableError where the disk does not take it; the record is as it was and stays marked.
    """
    vault.engine.dispose()
    with plain_words():
        connection = connect(vault.folder / RECORD, vault.keys.current(), guarded=False)
        try:
            connection.execute("VACUUM")
            connection.execute(f"PRAGMA user_version = {_DONE}")
        finally:
            connection.close()
