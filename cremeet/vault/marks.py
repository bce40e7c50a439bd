"""How far each vault was seen on this machine: its last entry of who did what, and the generation of its key file.

It is kept outside the vault's folder, so that somebody who puts back an old vault whole, which holds together in
itself, does not put this back too. It names vaults by their random ids and holds nothing of what is in them.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from cremeet import paths
from cremeet.errors import MarksError
from cremeet.vault.keyfile import write_whole

MOST, MAX_BYTES = 200, 65_536
"""Vaults remembered (the one not seen for longest goes first), and bytes read at most."""

_FORMAT = "cremeet-marks-1"
_ID = re.compile(r"[0-9a-f]{32}")
_MAC = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Mark:
    """The furthest that one vault was seen: entry `seq` with its seal `mac` (hex), key file generation `gen`."""

    seq: int
    mac: str
    gen: int


def read(folder: Path | None = None) -> dict[str, Mark]:
    """Return the marks by vault id; none where there is no such file.

    Raises MarksError when the file is there and is not what this program writes.
    """
    file = _file(folder)
    try:
        with file.open("rb") as opened:
            raw = opened.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return {}
    except OSError:
        raise _damaged() from None
    try:
        content = json.loads(raw) if len(raw) <= MAX_BYTES else None
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or set(content) != {"format", "marks"} or content["format"] != _FORMAT:
        raise _damaged()
    kept = content["marks"]
    if not isinstance(kept, dict) or len(kept) > MOST or not all(_is_mark(*each) for each in kept.items()):
        raise _damaged()
    return {vault_id: Mark(**mark) for vault_id, mark in kept.items()}


def keep(vault_id: str, mark: Mark, folder: Path | None = None) -> None:
    """Remember how far a vault was seen, whole or not at all; a damaged file is begun anew.

    Raises OSError where the folder does not take it; what was there before then still is.
    """
    try:
        kept = read(folder)
    except MarksError:
        kept = {}
    kept.pop(vault_id, None)
    kept[vault_id] = mark
    newest = dict(list(kept.items())[-MOST:])
    file = _file(folder)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    content = {"format": _FORMAT, "marks": {each: asdict(found) for each, found in newest.items()}}
    write_whole(file, json.dumps(content).encode())


def _file(folder: Path | None) -> Path:
    return (folder or paths.state_folder()) / "marks.json"


def _is_mark(vault_id: str, mark: object) -> bool:
    return (
        _ID.fullmatch(vault_id) is not None
        and isinstance(mark, dict)
        and set(mark) == {"seq", "mac", "gen"}
        and all(type(mark[field]) is int and 0 <= mark[field] < 1 << 53 for field in ("seq", "gen"))
        and type(mark["mac"]) is str
        and _MAC.fullmatch(mark["mac"]) is not None
    )


def _damaged() -> MarksError:
    return MarksError(
        "What this machine remembered of your vaults is damaged, so it cannot tell whether this one is an older copy; "
        "it remembers anew from now on."
    )
