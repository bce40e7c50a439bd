"""Names folded for searching and sorting: case, accents and the letters that Unicode does not take apart."""

from __future__ import annotations

import unicodedata

# Letters with a stroke or joined letters have no decomposition, so "Łukasz" would not be found by "lukasz".
_PLAIN = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


def fold(words: str) -> str:
    """Return `words` without case and accents, spaces joined to one: what a search compares."""
    return " ".join(_plain(words).split())


def fold_places(words: str) -> tuple[str, tuple[int, ...]]:
    """Return `words` folded letter by letter, and for each letter of that its place in `words`.

    Unlike `fold` it keeps every space, so that what is found can be shown where it stands.
    """
    if words.isascii():
        return words.lower(), tuple(range(len(words)))
    folded, places = [], []
    for place, letter in enumerate(words):
        for plain in _plain(letter):
            folded.append(plain)
            places.append(place)
    return "".join(folded), tuple(places)


def _plain(words: str) -> str:
    if words.isascii():  # most words, and much quicker
        return words.lower()
    # Twice: a letter may have a case only once it has been taken apart, as a styled capital has.
    taken_apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", words).casefold())
    return "".join(letter for letter in taken_apart if not unicodedata.combining(letter)).translate(_PLAIN)


def like(words: str) -> str:
    """Return a LIKE pattern (escape character backslash) that finds folded `words` anywhere."""
    escaped = fold(words).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
