"""Refused tries to unlock, kept beside the vault until the next who opens it takes them into the audit.

Nothing can be written into a record that nobody has opened. So this note is not authenticated: whoever can write to the
folder can take it away (docs/threat-model.md says so). It holds moments and ids of slots, and never what was typed.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

from cremeet.vault.keyfile import write_whole

NAME = "refused.json"
MOST = 200
"""Tries that are kept; of more, the newest."""

_MAX_BYTES = 32_768
_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_SLOT = re.compile(r"[0-9a-f]{1,32}")


def refuse(folder: Path, person_id: str, at: datetime) -> None:
    """Note that a passphrase did not open the slot `person_id`. Never raises: a folder that takes nothing is left."""
    kept = [*refused_attempts(folder), (f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", person_id)][-MOST:]
    try:
        write_whole(folder / NAME, json.dumps(kept).encode())
    except OSError:
        return


def refused_attempts(folder: Path) -> tuple[tuple[str, str], ...]:
    """Return the moments (UTC, such as 2026-11-23T09:30:00Z) and slot ids of refused tries, the oldest first.

    What is not such a note is passed over.
    """
    if not (folder / NAME).is_file():  # a pipe would be waited for
        return ()
    try:
        with (folder / NAME).open("rb") as opened:
            raw = opened.read(_MAX_BYTES + 1)
        found = json.loads(raw) if len(raw) <= _MAX_BYTES else []
    except (OSError, ValueError, RecursionError):
        return ()
    lines = found if isinstance(found, list) else []
    return tuple((line[0], line[1]) for line in lines if _is_line(line))[-MOST:]


def forget(folder: Path) -> None:
    """Take the note away, once its tries stand in the record. Never raises."""
    try:
        (folder / NAME).unlink(missing_ok=True)
    except OSError:
        return


def _is_line(line: object) -> bool:
    return (
        isinstance(line, list)
        and len(line) == 2
        and all(type(each) is str for each in line)
        and _AT.fullmatch(line[0]) is not None
        and _SLOT.fullmatch(line[1]) is not None
    )
