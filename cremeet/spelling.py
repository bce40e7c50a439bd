"""Spelling in British English: the shipped dictionary, this work's own words, and the names that a meeting knows.

Nothing here touches a window, nor a disk beyond reading the dictionary once, and no word that is looked at is ever
written anywhere. The dictionary's library does not let go of Python while it works (40 ms to load, 80 ms to find words
to offer, 5 to 50 microseconds for a look-up), so a window never asks while a key is drawn (`views/meeting/speller.py`).
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from cremeet import paths
from cremeet.errors import SpellingError

LANGUAGE = "en_GB"
HASHES = {
    "en_GB.aff": "8ae1f19d4840d957728ad90555d5a8dff6cc5c046279c95ff0c00fc0a0136c7b",
    "en_GB.dic": "869fe17ba4ee4b5401c60a666ee2d6a3dcc237f460b7294435df1cc6a799aa57",
}
"""The dictionary as shipped: code in C reads it, which is given no file that it was not tried with."""
OWN_WORDS = "safeguarding.txt"
MOST_OFFERED = 6
_LONGEST = 48
_NEAR = 0.8
"""How alike a name and a slip must be, from 0 to 1, for the name to be offered."""

WORDS = re.compile(r"(?<![\w@/!])(?<!\w\.)[^\W\d_]+(?:['’][^\W\d_]+)*(?![\w@])(?!\.\w)")
"""Words to look at: not what holds a figure, nor a command, an owner after @, a mark after !, or an address."""


class Checker(Protocol):
    """What this module asks of the dictionary's library."""

    def spell(self, word: str) -> bool:
        """Say whether the dictionary has the word."""

    def suggest(self, word: str) -> tuple[str, ...]:
        """Return words that may have been meant, the likeliest first."""


class Dictionary:
    """The shipped dictionary with this work's own words; any thread may ask."""

    def __init__(self, checker: Checker, own: Collection[str]) -> None:
        self._checker, self._own = checker, folded(own)

    def knows(self, word: str, also: Mapping[str, str] | None = None) -> bool:
        """Say whether a word stands; `also` are the names known besides, as `folded` gives them.

        What is all in capitals is taken for a short form, and a single letter for itself.
        """
        plain = word.replace("’", "'")
        stem = plain[:-2] if plain.endswith(("'s", "'S")) else plain
        if len(stem) == 1 or len(stem) > _LONGEST or stem.isupper() or (stem.endswith("s") and stem[:-1].isupper()):
            return True
        if any(form.casefold() in names for form in (plain, stem) for names in (self._own, also or {})):
            return True
        return self._checker.spell(plain) or (stem != plain and self._checker.spell(stem))

    def offers(self, word: str, also: Mapping[str, str] | None = None) -> tuple[str, ...]:
        """Return words that may have been meant: names that look alike first, then the dictionary's."""
        names = self._own | dict(also or {})
        alike = difflib.get_close_matches(word.casefold(), names, n=2, cutoff=_NEAR)
        found = [*(names[name] for name in alike), *self._checker.suggest(word.replace("’", "'"))]
        return tuple(dict.fromkeys(found))[:MOST_OFFERED]


def folded(words: Collection[str]) -> dict[str, str]:
    """Return words by their form without capitals, for `also`."""
    return {word.casefold(): word for word in words}


def words_in(text: str) -> frozenset[str]:
    """Return every word of a text: of names, to have them known."""
    return frozenset(match[0] for match in WORDS.finditer(text))


def load(folder: Path) -> Dictionary:
    """Return the dictionary in `folder`. Raises SpellingError where it or its library is missing or damaged."""
    try:
        for name, wanted in HASHES.items():
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != wanted:
                raise off()
        own = (folder / OWN_WORDS).read_text(encoding="utf-8").splitlines()
        from hunspell import Hunspell

        checker: Checker = Hunspell(LANGUAGE, hunspell_data_dir=str(folder), system_encoding="UTF-8")
    except (OSError, ImportError, ValueError, MemoryError) as error:
        raise off() from error
    return Dictionary(checker, [word for word in own if word and not word.startswith("#")])


@lru_cache(maxsize=1)
def shipped() -> Dictionary:
    """Return the dictionary that ships with the program, read once. Raises SpellingError as `load` does."""
    return load(paths.resources() / "words")


def off() -> SpellingError:
    """Return the sentence that tells a person why nothing is underlined."""
    return SpellingError(
        "Spelling is not looked at: the dictionary is missing or damaged. Typing works as ever; ask IT to install "
        "cremeet again."
    )
