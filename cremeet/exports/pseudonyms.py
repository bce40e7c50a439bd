"""Stable pseudonyms: people and places of concern that a reader may not have bear a number wherever they are named.

A concern is described in a few words, and what of them is a name is told from how it is written: the whole, where it
is no longer than a name with its by-names, and every run of words that begin with a capital or hold a figure ("Silas
Notreal", "Adult M1", "AB12 CDE"), but not a lone capital at the beginning, which any sentence has, and no bare number
that a date or a house may have. Names of the child, of those who took part and of agencies are theirs and stay.
Numbers count all concerns of a kind in the order in which they were recorded, so that the same person is "Person 2" in
every copy, for every reader, in every version.

A name that is spelt differently in the minutes is not found here; the leak test finds it where it is only accented or
spaced otherwise, and a person signs for the rest.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from cremeet.practice.pack import Pack
from cremeet.services import folding
from cremeet.services.circumstances import ConcernRecord
from cremeet.services.record import MeetingRecord

LONGEST_NAME = 4
"""Words of a description that is taken for a name as a whole."""
_RUN = re.compile(r"(?:[^\W\d_a-zà-öø-ÿ][\w'’-]*|\w*\d\w*)(?:\s+(?:[^\W\d_a-zà-öø-ÿ][\w'’-]*|\w*\d\w*))*")
_SHORTEST, _LONG_NUMBER = 3, 7
_EVERYDAY = frozenset(
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
     "april", "may", "june", "july", "august", "september", "october", "november", "december", "english", "british",
     "police", "school", "the", "adult", "person", "man", "woman", "boy", "girl", "road", "street", "house", "park")
)  # fmt: skip
"""Words that no single one of names anybody."""
_KINDS = {"person": "Person", "place": "Place"}

T = TypeVar("T")


def numbered(concerns: Iterable[ConcernRecord]) -> dict[str, str]:
    """Return each concern's pseudonym by its id: "Person 1", "Place 2", counted in the order of recording."""
    counts: Counter[str] = Counter()
    found = {}
    for concern in sorted(concerns, key=lambda each: each.concern_id):
        kind = _KINDS.get(concern.details.kind) or concern.kind_title or "Thing"
        counts[kind] += 1
        found[concern.concern_id] = f"{kind} {counts[kind]}"
    return found


def names_of(descriptor: str) -> tuple[str, ...]:
    """Return what of a concern's description is a name, the longest first."""
    words = descriptor.split()
    telling = any(letter.isupper() or letter.isdigit() for letter in descriptor)
    found = [descriptor.strip()] if len(words) == 1 or (telling and len(words) <= LONGEST_NAME) else []
    for run in _RUN.finditer(descriptor):
        lone_beginning = run.start() == 0 and " " not in run.group() and not any(c.isdigit() for c in run.group())
        if not lone_beginning or len(words) == 1:
            found.append(run.group())
    kept = {each for each in found if len(each) >= _LONG_NUMBER or not each.replace(" ", "").isdigit()}
    return tuple(
        sorted(
            (each for each in kept if len(each) >= _SHORTEST and folding.fold(each) not in _EVERYDAY),
            key=lambda name: (-len(name), name),
        )
    )


def applied(admitted: MeetingRecord, record: MeetingRecord) -> MeetingRecord:
    """Return a reader's cut with every name of a concern that it leaves out replaced by its pseudonym."""
    change = renaming(admitted, record)
    return admitted if change is None else _through(admitted, change)


def renaming(admitted: MeetingRecord, record: MeetingRecord) -> Callable[[str], str] | None:
    """Return what replaces the names in a text for the reader of a cut, or None where there is nothing to replace."""
    kept = {concern.concern_id for concern in admitted.circumstances.concerns}
    hidden = [concern for concern in record.circumstances.concerns if concern.concern_id not in kept]
    pseudonyms = numbered(record.circumstances.concerns)
    theirs = _others(admitted) if hidden else set()
    named: dict[str, str] = {}
    for concern in hidden:
        for name in names_of(concern.details.descriptor):
            if folding.fold(name) not in theirs:
                named.setdefault(folding.fold(name), pseudonyms[concern.concern_id])
    if not named:
        return None
    longest = sorted(named, key=len, reverse=True)
    found = re.compile("|".join(rf"\b{_loose(name)}\b" for name in longest))
    return lambda text: _replaced(text, found, named)


def _others(admitted: MeetingRecord) -> set[str]:
    """Return the folded names that get no pseudonym: the child's, those of people and agencies, and their parts."""
    names = [admitted.child.identity.name, admitted.child.identity.preferred_name, admitted.head.chair]
    names += [admitted.head.minute_taker, *(person.name for person in admitted.people)]
    names += [agency.title for agency in admitted.pack.agencies]
    whole = {folding.fold(name) for name in names if name}
    return whole | {part for name in whole for part in name.split()}


def _loose(name: str) -> str:
    """Return a folded name as a pattern that any spaces or hyphens between its words match."""
    return r"[\s-]+".join(re.escape(word) for word in re.split(r"[\s-]+", name))


def _replaced(text: str, found: re.Pattern[str], named: dict[str, str]) -> str:
    """Return a text with its names replaced; it is searched letter by folded letter, so that places stay."""
    folded = "".join(_one(letter) for letter in text)
    out, at = [], 0
    for match in found.finditer(folded):
        key = re.sub(r"[\s-]+", " ", match.group())
        pseudonym = named.get(key) or next(new for old, new in named.items() if re.sub(r"[\s-]+", " ", old) == key)
        out += [text[at : match.start()], pseudonym]
        at = match.end()
    return "".join([*out, text[at:]]) if out else text


@functools.lru_cache(4096)
def _one(letter: str) -> str:
    """Return a letter folded to one letter, or as it is where folding makes several of it."""
    plain = folding.fold(letter) or letter
    return plain if len(plain) == 1 else letter.casefold()[:1] or letter


def _through(thing: T, change: Callable[[str], str]) -> T:
    """Return a frozen record with every text in it changed; what stays the same is not copied."""
    if isinstance(thing, str):
        return change(thing)  # type: ignore[return-value]  # a str is given back for a str
    if isinstance(thing, Pack):
        return thing
    if is_dataclass(thing) and not isinstance(thing, type):
        found: dict[str, Any] = {}
        for each in fields(thing):
            old = getattr(thing, each.name)
            new = old if each.name.endswith("_id") else _through(old, change)
            if new is not old and new != old:
                found[each.name] = new
        return replace(thing, **found) if found else thing
    if isinstance(thing, tuple):
        made = tuple(_through(each, change) for each in thing)
        return thing if made == thing else made  # type: ignore[return-value]  # a tuple for a tuple
    if isinstance(thing, dict):
        items = ((key, _through(value, change)) for key, value in thing.items())
        return dict(items)  # type: ignore[return-value]  # a dict for a dict
    return thing
