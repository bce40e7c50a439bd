"""Which letters of a paragraph belong to a link or are in another language, however the paragraph is broken.

ReportLab cuts a paragraph into words, lines, pages, and long words into pieces, and forgets on the way whatever was put
between the letters. The letters themselves stay in order, so a paragraph's parts are told by counting them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from cremeet.exports.pdf.structure import Element


@dataclass(slots=True, eq=False)
class Inline:
    """A link, or words in another language, within a paragraph; its element is made when its first letter is drawn."""

    role: str
    language: str | None = None
    actual_text: str | None = field(default=None, repr=False)
    element: Element | None = None


_SPACE = re.compile(r"\s")
Chain: TypeAlias = tuple[Inline, ...]
"""What a letter lies in, from the outside in; nothing for a paragraph's plain words."""


class InlineParts:
    """The stretches of a paragraph's letters, spaces not counted, taken one after the other as they are drawn."""

    def __init__(self) -> None:
        self.links: list[Inline] = []
        """The paragraph's links, in order: ReportLab knows them by their place."""
        self._stretches: list[tuple[int, Chain]] = []
        self._total = self._taken = 0
        self._gaps: set[int] = set()
        """How many letters stand before each space."""
        self._place = -1
        self._left = 0

    def __deepcopy__(self, memo: dict[int, object]) -> InlineParts:
        """Return these very parts: the halves of a split paragraph go on counting together."""
        return self

    def add(self, letters: str, chain: Chain) -> None:
        """Add letters at the end, all of which lie in `chain`."""
        before = self._total
        spaces = 0
        for spaces, found in enumerate(_SPACE.finditer(letters), start=1):
            self._gaps.add(before + found.start() - spaces + 1)
        self._total += len(letters) - spaces
        if self._total > before:
            self._stretches.append((self._total - before, chain))

    def space_follows(self, text: str) -> bool:
        """Whether a space stands in the paragraph after `text`, which is drawn next and ends a line.

        None does where a long word was cut.
        """
        reached = self._taken + _letters(text)
        return reached in self._gaps and reached < self._total

    def take(self, text: str) -> Iterator[tuple[str, Chain]]:
        """Yield the text that is drawn next, cut where what it lies in changes."""
        if self._take_plain(text):
            yield text, ()
            return
        start = 0
        before: Chain | None = None
        for at, letter in enumerate(text):
            chain = self._space() if letter.isspace() else self._letter()
            if before is not None and chain != before:
                yield text[start:at], before
                start = at
            before = chain
        if before is not None:
            yield text[start:], before

    def _take_plain(self, text: str) -> bool:
        """Take all of a text at once where it lies in one stretch of plain words, as nearly every line does."""
        count = _letters(text)
        begins = not self._left and self._place + 1 < len(self._stretches)
        size, chain = self._stretches[self._place + 1] if begins else (self._left, self._current())
        if not count or chain or self._current() or count > size:
            return False
        self._place += begins
        self._left = size - count
        self._taken += count
        return True

    def _letter(self) -> Chain:
        if not self._left and self._place + 1 < len(self._stretches):
            self._place += 1
            self._left = self._stretches[self._place][0]
        self._left -= 1
        self._taken += 1
        return self._current()

    def _current(self) -> Chain:
        return self._stretches[self._place][1] if self._place >= 0 else ()

    def _space(self) -> Chain:
        """Return where a space goes: never to the end of a part whose own words stand for all that it holds."""
        chain = self._current()
        if not self._left and chain and chain[-1].actual_text:
            return chain[:-1]
        return chain


def _letters(text: str) -> int:
    """Return how many letters a text has, spaces not counted."""
    return len("".join(text.split()))


def element_of(chain: Chain, paragraph: Element) -> Element:
    """Return the element that letters of `chain` are drawn into, making it and those round it where there are none."""
    element = paragraph
    for inline in chain:
        if inline.element is None:
            inline.element = element.add(inline.role, language=inline.language)
            # on the element alone: in the page's content the usual readers turn it round
            inline.element.actual_text = inline.actual_text
        element = inline.element
    return element
