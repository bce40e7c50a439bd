"""What a chair looks up: the strategy, guidance and reports of the practice in force, and finding words in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy.orm import Session

from cremeet.practice.pack import Pack
from cremeet.services.due import MONTHS
from cremeet.services.folding import fold, fold_places
from cremeet.services.packs import practice

Kind = Literal["help", "strategy", "guidance", "disruption", "adulthood", "panel", "voice", "report", "abbreviation"]
BEFORE, AFTER = 18, 90
"""About how many letters of context stand before and after what was found: a list cuts off at the right."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to read: its title, paragraphs, points, and where it comes from. `key` is its own among all."""

    key: str
    kind: Kind
    title: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    source: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that is searched, in the order in which it is read."""
        return tuple(one for one in (self.title, *self.paragraphs, *self.points, self.source) if one)


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that holds every word looked for, with the words around the first of them (empty for all entries)."""

    entry: Entry
    context: str = ""


def shelf(session: Session) -> tuple[Entry, ...]:
    """Return everything there is to look up in the practice in force; raise NotFoundError where none was adopted."""
    return entries_of(practice(session))


def entries_of(pack: Pack) -> tuple[Entry, ...]:
    """Return what a pack holds to look up: the strategy first, the reports last."""
    return (
        *(
            Entry(f"strategy:{one.id}", "strategy", f"{one.number}. {one.title}", (one.meaning,), one.asks, one.source)
            for one in pack.priorities
        ),
        *(
            Entry(f"guidance:{one.id}", "guidance", one.topic, (one.text,), (), _sourced(one.source, one.dated))
            for one in pack.guidance
        ),
        *(
            Entry(
                f"disruption:{one.id}",
                "disruption",
                one.title,
                (one.fits, one.victim_impact),
                tuple(f"{law.text} ({_sourced(law.source, law.dated)})" for law in one.law),
            )
            for one in pack.disruption
        ),
        *(
            Entry(f"adulthood:{one.id}", "adulthood", _age(one.years, one.months), (one.text,), (), one.source)
            for one in pack.transition
        ),
        *(
            Entry(f"panel:{one.id}", "panel", one.title, (one.takes, one.members, one.meets), (), one.source)
            for one in pack.panels
        ),
        *(Entry(f"voice:{one.id}", "voice", one.title, (one.meaning, one.question)) for one in pack.voice),
        *(
            Entry(
                f"report:{one.id}",
                "report",
                one.title,
                (one.purpose,),
                (),
                f"{one.publisher}, {one.dated}. {one.address}",
            )
            for one in pack.references
        ),
        *(
            Entry(f"abbreviation:{one.id}", "abbreviation", one.short, (one.long, one.note or ""))
            for one in pack.abbreviations
        ),
    )


def look_up(entries: Iterable[Entry], words: str) -> tuple[Found, ...]:
    """Return the entries that hold every one of `words` somewhere, those with all of them in the title first.

    Case, accents and joined letters make no difference. No words find every entry.
    """
    wanted = fold(words).split()
    if not wanted:
        return tuple(Found(entry) for entry in entries)
    found = []
    for entry in entries:
        whole = [fold(text) for text in entry.texts]
        if all(any(word in text for text in whole) for word in wanted):
            found.append((not all(word in whole[0] for word in wanted), Found(entry, _context(entry, wanted))))
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0]))


def places(text: str, words: str) -> tuple[Span, ...]:
    """Return where in `text` any of `words` stands, from left to right; places that touch are one."""
    folded, origin = fold_places(text)
    spans: list[Span] = []
    for word in fold(words).split():
        at = folded.find(word)
        while at >= 0:
            spans.append((origin[at], origin[at + len(word) - 1] + 1))
            at = folded.find(word, at + len(word))
    return tuple(_joined(spans))


def _joined(spans: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _context(entry: Entry, wanted: Sequence[str]) -> str:
    """Return the words around what was found, in the first text after the title that holds one of them."""
    for text in entry.texts[1:]:
        spans = places(text, " ".join(wanted))
        if spans:
            return _around(text, spans[0])
    return _around(entry.texts[-1], (0, 0)) if len(entry.texts) > 1 else ""


def _around(text: str, span: Span) -> str:
    """Return a place in the text with what stands around it, cut between words."""
    start, end = max(0, span[0] - BEFORE), min(len(text), span[1] + AFTER)
    if start:
        start = text.find(" ", start, span[0]) + 1 or span[0]
    if end < len(text):
        last = text.rfind(" ", span[1], end)
        end = max(span[1], last)
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")


def _sourced(source: str, day: date) -> str:
    return f"{source}; looked at on {day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


def _age(years: int, months: int) -> str:
    return f"From {years} years and {months} months" if months else f"From {years}"
