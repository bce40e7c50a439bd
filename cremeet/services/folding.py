"""Names folded for searching and sorting: case, accents and the letters that Unicode does not take apart."""

from __future__ import annotations

import unicodedata

# Letters with a stroke or joined letters have no decomposition, so "Łukasz" would not be found by "lukasz".
_PLAIN = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


def fold(words: str) -> str:
    """Return `words` without case and accents, spaces joined to one: what a search compares."""
    # Twice: a letter may have a case only once it has been taken apart, as a styled capital has.
    taken_apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", words).casefold())
    plain = "".join(letter for letter in taken_apart if not unicodedata.combining(letter))
    return " ".join(plain.translate(_PLAIN).split())


def like(words: str) -> str:
    """Return a LIKE pattern (escape character backslash) that finds folded `words` anywhere."""
    escaped = fold(words).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
