"""Words: what to avoid and say instead, abbreviations with their meaning, and what every document carries.

The language guide only ever warns. It never blocks, never changes a word, and leaves what stands in quotation marks
alone: a child's own words are theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, Field

from cremeet.practice.shape import Id, Shape, Text, Title

WORD = r"[^\W_]+(?:['’-][^\W_]+)*"
GAP = f"(?:{WORD}\\s+){{0,3}}"
PIECE = re.compile(r"[^\W\d_][\w'’-]*\*?|<?\d+|\.\.\.")
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)")


def _a_form(form: str) -> str:
    for word in form.split():
        if word == "...":
            continue
        if not all(PIECE.fullmatch(choice) for choice in word.split("/")):
            raise ValueError(
                "write words with spaces between; a/b for either word, run* for any ending, ... for up to three words"
            )
    if form.startswith("...") or form.endswith("..."):
        raise ValueError("begin and end with a word, not with ...")
    return form


Form = Annotated[str, Field(min_length=2, max_length=200), AfterValidator(_a_form)]
"""Words to look for: `a/b` for either, `run*` for any ending, `...` for up to three words between; case is ignored."""


class LanguagePair(Shape):
    """Words to `avoid`, what to `prefer` and `why`; `forms` are the spellings to look for."""

    id: Id
    avoid: Title
    forms: Annotated[tuple[Form, ...], Field(min_length=1)]
    prefer: Text
    why: Text


class Abbreviation(Shape):
    """A short form, what it stands for and, where that needs it, what that is."""

    id: Id
    short: Title
    long: Title
    note: Text | None = None


class Marking(Shape):
    """The protective marking: `line` on every page, `handling` beneath it, `subject` to start an email's subject."""

    line: Title
    handling: Text
    subject: Title
    source: Text


class Confidentiality(Shape):
    """`statement` is printed on documents; `script` is read aloud at the start, and again for those who join late."""

    statement: Text
    script: Text


@dataclass(frozen=True, slots=True)
class Hint:
    """Words found at [start, end) of a text, and the pair that speaks about them."""

    start: int
    end: int
    pair: LanguagePair


def hints(text: str, pairs: Sequence[LanguagePair]) -> tuple[Hint, ...]:
    """Return what the language guide would have reworded in `text`, in reading order; what is quoted is left out.

    Where two pairs speak about the same words, the one with the longer match is kept.
    """
    quoted = [match.span() for match in QUOTED.finditer(text)]
    found = sorted(_found(text, pairs), key=lambda hint: (hint.start, -hint.end))
    kept: list[Hint] = []
    for hint in found:
        if any(start < hint.end and hint.start < end for start, end in quoted):
            continue
        if kept and hint.start < kept[-1].end:
            continue
        kept.append(hint)
    return tuple(kept)


def _found(text: str, pairs: Sequence[LanguagePair]) -> Iterator[Hint]:
    for pair in pairs:
        for match in _pattern(pair.forms).finditer(text):
            yield Hint(match.start(), match.end(), pair)


@lru_cache(maxsize=512)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(_expression(form) for form in longest_first)})(?!\w)", re.IGNORECASE)


def _expression(form: str) -> str:
    """Turn a form into a regular expression; only the three signs of `Form` mean anything but themselves."""
    parts: list[str] = []
    for word in form.split():
        if word == "...":
            parts.append(GAP)
            continue
        choices = "|".join(_word(choice) for choice in word.split("/"))
        parts.append(f"(?:{choices})\\s+")
    return "".join(parts).removesuffix("\\s+")


def _word(word: str) -> str:
    ending = r"\w*" if word.endswith("*") else ""
    return re.sub("['’]", "['’]", re.escape(word.removesuffix("*"))) + ending
