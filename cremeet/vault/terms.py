"""What this computer remembers of where vaults went: the highest term that it saw of each, and whether it lived here.

So that a file which was received here once, or is older than what lived here, is not taken for news when the vault
itself has gone from its place. Nothing but vaults' ids and numbers is kept, and losing it only loses that.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from cremeet import paths
from cremeet.vault.keyfile import write_whole
from cremeet.vault.surroundings import read

NAME = "terms.json"
_MOST = 500


def known(vault_id: str) -> tuple[int, bool]:
    """Return the highest term that this computer saw of a vault, and whether the vault lived here then."""
    found = _all().get(vault_id)
    if isinstance(found, list) and len(found) == 2 and type(found[0]) is int and type(found[1]) is bool:
        return found[0], found[1]
    return 0, False


def remember(vault_id: str, term: int, *, living: bool) -> None:
    """Keep a term unless as much is known. What cannot be written is not remembered; nothing is raised."""
    if (term, living) <= known(vault_id):
        return
    folder = paths.state_folder()
    entries = list(_all().items())[-_MOST:]
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / NAME, json.dumps(dict(entries) | {vault_id: [term, living]}).encode())


def _all() -> dict[str, Any]:
    try:
        found = json.loads(read(paths.state_folder() / NAME) or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
