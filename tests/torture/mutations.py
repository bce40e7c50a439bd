"""Spoiling a file of JSON, by its structure and without: what bit rot, an editor, a newer program or malice may do."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

Step = str | int
Change = Callable[[random.Random, Any, Any], None]

HUGE = (10**400, -(10**18), 1 << 70, 1e308, "x" * 70_000, "9" * 5_000, ["y"] * 3_000)
JUNK: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2, 1.5, "", " ", "A" * 24, "=" * 8, "\ud800", "\0", "é", "1", "null", [], {}, [[]]),
    *({"id": 1}, "../../etc", "0" * 64, "A" * 1624, 1 << 53, 65_535, 65_536, 1_048_577, float("nan"), float("inf")),
)


def spoilt(source: random.Random, whole: Any, other: Any) -> bytes:
    """Return the file `whole` after one to three changes; `other` is a second true file, to take pieces from."""
    if source.random() < 0.5:
        return raw_change(source, _written(source, whole))
    content = copy.deepcopy(whole)
    for _ in range(source.choice((1, 1, 1, 2, 3))):
        source.choice(_CHANGES)(source, content, other)
    raw = _written(source, content)
    return raw_change(source, raw) if source.random() < 0.1 else raw


def paths(value: Any, path: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    """Yield the way to everything in a document, the whole first."""
    yield path
    for step in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield from paths(value[step], (*path, step))


def _written(source: random.Random, content: Any) -> bytes:
    if source.random() < 0.9:
        return json.dumps(content, sort_keys=source.random() < 0.8, separators=(",", ":")).encode()
    encoding = source.choice(("utf-8", "utf-8-sig", "utf-16", "utf-32-be"))
    return json.dumps(content, indent=source.choice((None, 2))).encode(encoding, "surrogatepass")


def raw_change(source: random.Random, raw: bytes) -> bytes:
    """Return bytes spoilt as a disk or a transfer spoils them."""
    at = source.randrange(len(raw))
    how = source.randrange(8)
    if how < 2:
        return raw[:at] + bytes([raw[at] ^ 1 << source.randrange(8)]) + raw[at + 1 :]
    if how == 2:
        return raw[:at]
    if how == 3:
        return raw[:at] + source.randbytes(source.randint(1, 9)) + raw[at:]
    if how == 4:
        return raw[:at] + raw[at + source.randint(1, 60) :]
    if how == 5:
        return raw[:at] + raw[max(0, at - source.randint(1, 400)) :]  # a piece twice: fields of one name, among others
    if how == 6:
        nested = source.choice((b"[", b'{"a":')) * source.choice((9, 900, 20_000, 40_000))
        return raw[:at] + nested + raw[at:] if source.random() < 0.5 else nested
    cut = source.randrange(0, len(raw), 512)
    return raw[:cut] + bytes(min(512, len(raw) - cut)) + raw[cut + 512 :]


def _place(source: random.Random, content: Any) -> tuple[Any, Step] | None:
    """Return something inside a document at random: what holds it, and its key or number there."""
    ways = [path for path in paths(content) if path]
    if not ways:
        return None
    way = source.choice(ways)
    return at(content, way[:-1]), way[-1]


def at(content: Any, way: tuple[Step, ...]) -> Any:
    """Return what stands at the end of a way."""
    for step in way:
        content = content[step]
    return content


def _drop(source: random.Random, content: Any, _: Any) -> None:
    if place := _place(source, content):
        del place[0][place[1]]


def _replace(source: random.Random, content: Any, _: Any) -> None:
    if place := _place(source, content):
        place[0][place[1]] = copy.deepcopy(source.choice(JUNK))


def _huge(source: random.Random, content: Any, _: Any) -> None:
    if place := _place(source, content):
        place[0][place[1]] = copy.deepcopy(source.choice(HUGE))


def _add(source: random.Random, content: Any, _: Any) -> None:
    place = at(content, source.choice(list(paths(content))))
    if isinstance(place, dict):
        place[source.choice(("extra", "mac", "id", "", "__class__", "m"))] = copy.deepcopy(source.choice(JUNK))
    elif isinstance(place, list):
        times = source.choice((1, 1, 40))
        place.extend(copy.deepcopy(place[:1] * times) if place else [source.choice(JUNK)])


def _swap_from_other(source: random.Random, content: Any, other: Any) -> None:
    """Put a piece of the other true file in the same place: a slot, a seal, a salt."""
    ways = [path for path in paths(content) if path]
    way = source.choice(ways) if ways else ()
    try:
        piece = at(other, way)
        at(content, way[:-1])[way[-1]] = copy.deepcopy(piece)
    except (KeyError, IndexError, TypeError):
        _swap_within(source, content, other)


def _swap_within(source: random.Random, content: Any, _: Any) -> None:
    first, second = _place(source, content), _place(source, content)
    if first and second:
        one, two = copy.deepcopy(first[0][first[1]]), copy.deepcopy(second[0][second[1]])
        first[0][first[1]] = two
        if second[1] in second[0] if isinstance(second[0], dict) else int(second[1]) < len(second[0]):
            second[0][second[1]] = one


def _nudge(source: random.Random, content: Any, _: Any) -> None:
    """Change something a little and keep its kind: what a careful forger does."""
    place = _place(source, content)
    if place is None:
        return
    old = place[0][place[1]]
    if type(old) is int:
        place[0][place[1]] = old + source.choice((-1, 1, 2, 100))
    elif isinstance(old, str) and old:
        where = source.randrange(len(old))
        place[0][place[1]] = old[:where] + source.choice("Aa0f9+") + old[where + 1 :]
    elif isinstance(old, list):
        source.shuffle(old)


def _future(source: random.Random, content: Any, other: Any) -> None:
    if isinstance(content, dict):
        content["version"] = source.choice((2, 3, 999, 1 << 60, 1.0, "2", True, 0, -1))
    _replace(source, content, other)


_CHANGES: tuple[Change, ...] = (
    *(_drop, _replace, _huge, _add, _swap_from_other, _swap_from_other, _swap_within, _nudge, _nudge, _nudge, _future),
)
