"""The language guide at work: where a text says what the guide words otherwise, and what is somebody's own words.

It only ever warns. It never blocks, never changes a word, and leaves what stands in quotation marks alone: a child's
own words are theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from cremeet.practice.wording import LanguagePair

WORD = r"[^\W_]+(?:['’-][^\W_]+)*"
GAP = f"(?:{WORD}\\s+){{0,3}}"
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)")
_OPENED = re.compile(r"“|\"|(?<!\w)‘")
_STOPS = '.,;:!?()“”"'
_PIECE = re.compile(rf"[^{_STOPS}]{{1,400}}(?!\w)|[^{_STOPS}]{{1,400}}")
"""No form reaches over a stop: its words stand with nothing but space between. The rest bounds what one look costs."""
_MOST_PIECES = 5_000

Span = tuple[int, int]


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
    return tuple(_unquoted(_found(text, pairs), quoted(text)))


def quoted(text: str) -> tuple[Span, ...]:
    """Return where something is quoted: from the opening mark to the closing one."""
    return tuple(match.span() for match in QUOTED.finditer(text))


def spoken(text: str, opened: str = "") -> tuple[tuple[Span, ...], str]:
    """Return the spans that are quoted while somebody types, and the mark of the quotation still open at the end.

    A quotation that is not closed yet reaches to the end. `opened` is the mark that an earlier paragraph left open.
    """
    whole, lead = opened + text, len(opened)
    spans = list(quoted(whole))
    for found in _OPENED.finditer(whole):
        if not any(start <= found.start() < end for start, end in spans):
            spans.append((found.start(), len(whole)))
            return tuple((max(0, start - lead), end - lead) for start, end in spans), found[0]
    return tuple((max(0, start - lead), end - lead) for start, end in spans), ""


class Guide:
    """The language guide over a text that grows key by key: it remembers what it found in each piece of a sentence."""

    def __init__(self, pairs: Sequence[LanguagePair]) -> None:
        self._pairs = tuple(pairs)
        self._seen: dict[str, tuple[Hint, ...]] = {}

    def hints(self, text: str, spoken: Sequence[Span]) -> tuple[Hint, ...]:
        """Return what `hints` does, where `spoken` are the spans to leave alone."""
        found = (
            replace(hint, start=hint.start + piece.start(), end=hint.end + piece.start())
            for piece in _PIECE.finditer(text)
            for hint in self._of(piece[0])
        )
        return tuple(_unquoted(found, spoken))

    def _of(self, piece: str) -> tuple[Hint, ...]:
        known = self._seen.get(piece)
        if known is None:
            if len(self._seen) >= _MOST_PIECES:
                self._seen.clear()
            known = self._seen[piece] = tuple(_found(piece, self._pairs))
        return known


def _unquoted(found: Iterator[Hint], spoken: Sequence[Span]) -> Iterator[Hint]:
    """Leave out what is quoted, and of two that overlap the one that starts later, or is shorter."""
    last = -1
    for hint in sorted(found, key=lambda hint: (hint.start, -hint.end)):
        if hint.start >= last and not any(start < hint.end and hint.start < end for start, end in spoken):
            last = hint.end
            yield hint


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
