"""Laying one set of practice files over another by id, and remembering which file each part came from.

Tables merge key by key. A list whose entries have ids merges entry by entry: an id that is already there is changed,
a new one is added at the end, or behind the one that `after` names; `remove = true` takes one away. Any other list is
replaced whole. The same rule serves a council's folder over the shipped one, and an agenda `based_on` another.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

Place = tuple[str | int, ...]
"""Where something stands: keys, ids of list entries, or positions in lists without ids, outermost first."""

AFTER, REMOVE = "after", "remove"
"""Keys that say how an entry is laid over a list; they are no part of the entry."""


class Layers:
    """The practice as merged so far, the file behind each part, and what was wrong on the way.

    `tree` is plain TOML data. `faults` are (file, place, what to do).
    """

    def __init__(self) -> None:
        self.tree: dict[str, Any] = {}
        self.faults: list[tuple[str, Place, str]] = []
        self._origins: dict[Place, str] = {}

    def lay(self, key: str, content: Any, file: str) -> None:
        """Lay `content` (from `file`) over what the practice has under `key`."""
        self.tree[key] = self._merged(self.tree.get(key), deepcopy(content), file, (key,))

    def origin(self, place: Place) -> str:
        """Return the file that last spoke about `place`, or about the nearest thing that holds it."""
        for length in range(len(place), -1, -1):
            if place[:length] in self._origins:
                return self._origins[place[:length]]
        return ""

    def _merged(self, under: Any, over: Any, file: str, place: Place) -> Any:
        self._origins[place] = file
        if isinstance(over, dict):
            base = under if isinstance(under, dict) else {}
            for key, value in over.items():
                base[key] = self._merged(base.get(key), value, file, (*place, key))
            return base
        beneath = under if isinstance(under, list) else []
        if isinstance(over, list) and over and (by_id(over) or (by_id(beneath) and _all_tables(over))):
            return self._entries(beneath, over, file, place)
        return over

    def _entries(self, under: list[Any], over: list[Any], file: str, place: Place) -> list[Any]:
        kept = list(under)
        seen: set[str] = set()
        for entry in over:
            name = id_of(entry)
            if name is None:
                kept.append(entry)
                self._origins[(*place, len(kept) - 1)] = file
                continue
            if name in seen:
                self.faults.append((file, (*place, name), "is listed twice; give each entry its own id"))
            seen.add(name)
            self._entry(kept, entry, file, (*place, name))
        return kept

    def _entry(self, kept: list[Any], entry: dict[str, Any], file: str, place: Place) -> None:
        entry = dict(entry)
        remove, after = entry.pop(REMOVE, False), entry.pop(AFTER, None)
        at = next((n for n, each in enumerate(kept) if id_of(each) == place[-1]), None)
        if not isinstance(remove, bool):
            self.faults.append((file, (*place, REMOVE), "must be true, or left out"))
        elif remove:
            if at is None:
                what = "cannot be removed, as nothing beneath has this id; correct the id or delete the entry"
                self.faults.append((file, place, what))
            else:
                del kept[at]
            return
        whole = self._merged(kept[at] if at is not None else None, entry, file, place)
        if at is not None and after is None:
            kept[at] = whole
            return
        if at is not None:
            del kept[at]
        kept.insert(self._behind(kept, after, file, place), whole)

    def _behind(self, kept: list[Any], after: Any, file: str, place: Place) -> int:
        if after is None:
            return len(kept)
        for position, entry in enumerate(kept):
            if id_of(entry) == after:
                return position + 1
        self.faults.append((file, (*place, AFTER), "names no entry of this list; use the id of one that stands before"))
        return len(kept)


def id_of(entry: Any) -> str | None:
    """Return the id of a list entry, or None where it has none that is text."""
    name = entry.get("id") if isinstance(entry, dict) else None
    return name if isinstance(name, str) else None


def by_id(entries: list[Any]) -> bool:
    """Say whether a list's entries are told apart by id (all are tables, and one at least has an id)."""
    return _all_tables(entries) and any(id_of(each) is not None for each in entries)


def _all_tables(entries: list[Any]) -> bool:
    return all(isinstance(each, dict) for each in entries)


def place_of(tree: Any, location: Place) -> Place:
    """Turn positions into ids: where pydantic says `agendas, 0, items, 3`, answer `agendas, initial, items, quorum`.

    Steps that name a member of a union of types, which are in no file, are left out.
    """
    place: list[str | int] = []
    here = tree
    for depth, step in enumerate(location):
        last = depth == len(location) - 1
        if isinstance(step, int) and isinstance(here, list) and step < len(here):
            name = id_of(here[step])
            place.append(name if name is not None and by_id(here) else step)
            here = here[step]
        elif isinstance(here, dict) and step in here:
            place.append(step)
            here = here[step]
        elif last:
            place.append(step)
    return tuple(place)
