"""Opening records without locking every page of memory, which takes nine tenths of the time of a small record.

`PRAGMA cipher_memory_security` keeps keys out of the swap file; it takes no part in what is written, in which order, or
how it is read back. It can be turned on, but not off again, in a process, so this comes before the first opening. The
programs that rows start (the window, the traced save path) run as they are shipped.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from cremeet.vault import connection

_NOTHING = "PRAGMA cipher_log_level = NONE"  # anything that read the record would come before its key


class _Connection(sqlcipher.Connection):
    def execute(self, statement: str, *values: Any) -> Any:
        memory = statement.startswith("PRAGMA cipher_memory_security")
        return super().execute(_NOTHING if memory else statement, *values)


def use() -> None:
    """Have every record that this process opens from now on opened so."""

    def connect(*arguments: Any, **named: Any) -> Any:
        return sqlcipher.connect(*arguments, factory=_Connection, **named)

    connection.sqlcipher = SimpleNamespace(**{**vars(sqlcipher), "connect": connect})
