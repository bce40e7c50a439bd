"""The neutral document tree: what a document says, with nothing about how a page or a file looks.

Builders fill it, renderers walk it. It is plain frozen data that checks itself when it is made: one title at level 1,
no heading level skipped, tables with columns and a heading to every row, an empty table told as a sentence, and every
string cleaned (see `cremeet.exports.text`). A tree that breaks a rule is a builder's fault and raises ValueError.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from cremeet.exports.figures import Picture
from cremeet.exports.status import Status, StatusKind
from cremeet.exports.text import addresses, clean, safe_target, shown_day

__all__ = [
    "Block",
    "Callout",
    "CalloutKind",
    "Cell",
    "Column",
    "Document",
    "Figure",
    "Heading",
    "Item",
    "KeyValue",
    "ListBlock",
    "Paragraph",
    "Run",
    "Status",
    "StatusKind",
    "Table",
    "WritingSpace",
    "leads_in",
    "paragraphs",
    "runs_of",
    "shown_day",
]

DEEPEST_HEADING = 4
DEEPEST_LIST = 3
MOST_LINES = 20
"""Ruled lines in one space: they stay on one page."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")

ParagraphStyle = Literal["body", "lead", "small", "label"]
CalloutKind = Literal["decision", "action", "note", "restricted", "voice"]
Standing = Literal["draft", "approved", "issued"]
"""Issued is what nobody approves, such as an invitation or a blank form."""

CALLOUT_WORDS: dict[CalloutKind, str] = {
    "decision": "Decision",
    "action": "Action",
    "note": "Note",
    "restricted": "Restricted",
    "voice": "The child’s own words",
}


def _line(text: str) -> str:
    """Return `text` cleaned and on one line: for what can hold no line break (titles, captions, headings)."""
    return " ".join(clean(text).split())


def _settle(thing: object, **values: object) -> None:
    """Give a frozen dataclass its cleaned values while it is being made."""
    for name, value in values.items():
        object.__setattr__(thing, name, value)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one manner; a newline breaks the line.

    `link` is an https, http or mailto target (any other is dropped); `lang` is a BCP 47 tag, given only where the
    words are not in the document's language. The script of a name needs no tag: renderers see it from the letters.
    """

    text: str
    bold: bool = False
    link: str | None = None
    lang: str | None = None

    def __post_init__(self) -> None:
        _settle(self, text=clean(self.text), link=safe_target(clean(self.link).strip()) if self.link else None)
        if self.lang is not None and not _LANGUAGE.fullmatch(self.lang):
            raise ValueError("A language is a BCP 47 tag, such as cy or pl.")


Words: TypeAlias = str | Run | tuple[Run, ...]
Cell: TypeAlias = Words | Status


class Runs(tuple[Run, ...]):
    """Runs that were looked through for addresses already: a renderer asks for them several times over."""

    __slots__ = ()


def runs_of(words: Words) -> tuple[Run, ...]:
    """Return `words` as runs, with typed web and mail addresses turned into links."""
    if isinstance(words, Runs):
        return words
    given = (Run(words),) if isinstance(words, str) else (words,) if isinstance(words, Run) else words
    out: list[Run] = []
    for run in given:
        if run.link:
            out.append(run if run.text.strip() else Run(run.link, run.bold, run.link, run.lang))
        else:
            found = addresses(run.text)
            plain = len(found) == 1 and found[0][1] is None
            out += [run] if plain else [Run(text, run.bold, link, run.lang) for text, link in found]
    return Runs(out)


def _says_something(words: Words) -> bool:
    return any(run.text.strip() for run in runs_of(words))


def _cell(cell: Cell) -> Cell:
    return cell if isinstance(cell, Status) else runs_of(cell)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at level 2 to 4 (level 1 is the document's title); `number` is the agenda's, printed as "3."."""

    level: int
    text: str
    number: int | None = None

    def __post_init__(self) -> None:
        if not 2 <= self.level <= DEEPEST_HEADING:
            raise ValueError(f"A heading in the body has level 2 to {DEEPEST_HEADING}: level 1 is the title.")
        if self.number is not None and self.number < 0:
            raise ValueError("A heading's number is not negative.")
        _settle(self, text=_line(self.text) or "Untitled")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; style "lead" opens a part, "small" is a note to the reader, "label" stands above what it names."""

    runs: Words
    style: ParagraphStyle = "body"

    def __post_init__(self) -> None:
        _settle(self, runs=runs_of(self.runs))


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list, with a list of its own below it where there is one."""

    runs: Words
    below: ListBlock | None = None

    def __post_init__(self) -> None:
        runs = runs_of(self.runs)
        _settle(self, runs=runs if _says_something(runs) else (Run("Not recorded."),))


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list, bulleted or numbered from 1, nested at most three deep. Entries may be given as plain words."""

    items: tuple[Item | Words, ...]
    numbered: bool = False

    def __post_init__(self) -> None:
        if not self.items:
            raise ValueError("A list has at least one entry.")
        _settle(self, items=tuple(i if isinstance(i, Item) else Item(i) for i in self.items))
        if self.depth > DEEPEST_LIST:
            raise ValueError(f"Lists are nested at most {DEEPEST_LIST} deep.")

    @property
    def entries(self) -> tuple[Item, ...]:
        """The entries, each as an Item."""
        return tuple(i for i in self.items if isinstance(i, Item))

    @property
    def depth(self) -> int:
        """How many lists lie inside each other, this one counted."""
        return 1 + max((i.below.depth for i in self.entries if i.below), default=0)


@dataclass(frozen=True, slots=True)
class Column:
    """A column's title and its wished share of the text width, a fraction; figures are aligned right."""

    title: str
    width: float
    align: Literal["left", "right"] = "left"

    def __post_init__(self) -> None:
        _settle(self, title=_line(self.title))
        if not self.title:
            raise ValueError("Every column has a title.")
        if not 0 < self.width <= 1:
            raise ValueError("A column's width is a fraction of the text width.")


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption, a title to every column and a heading to every row (the cell in `row_header`).

    `summary` says to somebody who hears the table what its rows are; `empty` is the sentence that stands in its place
    when there are no rows. The rows of a `written` table are tall, with lines between its columns: a pen fills them.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    row_header: int = 0
    summary: str = ""
    empty: str = ""
    written: bool = False

    def __post_init__(self) -> None:
        caption = _line(self.caption)
        if not caption:
            raise ValueError("Every table has a caption.")
        if not self.columns or not math.isclose(sum(c.width for c in self.columns), 1, abs_tol=0.01):
            raise ValueError("A table has columns, and their widths add up to 1.")
        if not 0 <= self.row_header < len(self.columns):
            raise ValueError("One of a table's columns heads its rows.")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("Every row of a table has a cell for every column.")
        _settle(
            self,
            caption=caption,
            rows=tuple(tuple(_cell(c) for c in row) for row in self.rows),
            summary=_line(self.summary) or f"One row for each entry: {', '.join(c.title for c in self.columns)}.",
            empty=_line(self.empty) or f"{caption}: none recorded.",
        )


@dataclass(frozen=True, slots=True)
class WritingSpace:
    """Ruled lines to write on by hand, below a label that says what is written there; the lines are only drawn."""

    label: str
    lines: int = 3

    def __post_init__(self) -> None:
        _settle(self, label=_line(self.label))
        if not self.label or not 1 <= self.lines <= MOST_LINES:
            raise ValueError(f"Space to write has a label, and 1 to {MOST_LINES} lines.")


@dataclass(frozen=True, slots=True)
class KeyValue:
    """Labelled facts, such as a meeting's date, place and chair; `caption` names them to somebody who hears them."""

    caption: str
    items: tuple[tuple[str, Cell], ...]

    def __post_init__(self) -> None:
        items = tuple((_line(label), _cell(value)) for label, value in self.items)
        if not all(label for label, _ in items):
            raise ValueError("Every fact has a label.")
        _settle(self, caption=_line(self.caption) or "Details", items=items)


@dataclass(frozen=True, slots=True)
class Callout:
    """Words set apart, such as a decision; the title says in words what it is and defaults to the word for its kind.

    A list in it has no list below its entries: what is set apart is short.
    """

    kind: CalloutKind
    title: str
    blocks: tuple[Paragraph | ListBlock, ...]

    def __post_init__(self) -> None:
        if any(isinstance(b, ListBlock) and b.depth > 1 for b in self.blocks):
            raise ValueError("A list in a callout is not nested.")
        blocks = tuple(block for block in self.blocks if not _is_silent(block))
        _settle(self, title=_line(self.title) or CALLOUT_WORDS[self.kind], blocks=blocks)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture; its sentence is said in its place. A table with the same figures stands beside it, by its builder."""

    picture: Picture


Block: TypeAlias = Heading | Paragraph | ListBlock | Table | KeyValue | Callout | WritingSpace | Figure


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    `kind` ("Minutes of a strategy meeting") and `reference` are shown in running headers and in the file's properties,
    so they name no child; `title` and `subtitle` are read on the first page only. `version` is a number as text,
    `created` the day that the document is of, `audience` whom it is for, `marking` the protective marking of every
    page, `handling` the sentence beside it. `entry` names, on an issued copy, the entry of the audit that says that it
    was issued. `landscape` turns the page for wide tables. `copy` says on every page whose copy it is ("Copy 7 for
    Northshire Police"); `large` sets the text half as large again, for a reader who asked for it.
    """

    title: str
    subtitle: str
    organisation: str
    kind: str
    reference: str
    version: str
    status: Standing
    marking: str
    handling: str
    created: date
    audience: str
    blocks: tuple[Block, ...]
    language: str = "en-GB"
    landscape: bool = False
    entry: str = ""
    copy: str = ""
    large: bool = False

    def __post_init__(self) -> None:
        for name in ("title", "organisation", "kind", "reference", "version", "marking"):
            words = _line(getattr(self, name))
            if not words:
                raise ValueError(f"A document has its {name}.")
            _settle(self, **{name: words})
        for name in ("subtitle", "handling", "audience", "entry", "copy"):
            _settle(self, **{name: _line(getattr(self, name))})
        _check_levels(self.blocks)
        _settle(self, blocks=tuple(_spoken(block) for block in self.blocks if not _is_silent(block)))

    @property
    def is_draft(self) -> bool:
        """Whether the chair has yet to approve it."""
        return self.status == "draft"

    @property
    def identity(self) -> str:
        """The line below the title that says which document this is, in which state and for whom."""
        parts = [f"Reference {self.reference}", f"Version {self.version}", self.status.capitalize()]
        parts.append(shown_day(self.created))
        parts += [f"For: {self.audience}"] if self.audience else []
        parts += [self.copy] if self.copy else []
        parts += [f"Record entry {self.entry}"] if self.entry else []
        return " · ".join(parts)

    @property
    def control(self) -> str:
        """What names the copy on every later page: the reference, and the entry about its issue where it has one."""
        return f"{self.reference} · Record entry {self.entry}" if self.entry else self.reference

    @property
    def neutral_title(self) -> str:
        """What a file's properties, a window's title bar and a running header may say: no name, no case text."""
        return f"{self.kind}, {self.reference}"


def _check_levels(blocks: Iterable[Block]) -> None:
    level = 1
    for block in blocks:
        if isinstance(block, Heading):
            if block.level > level + 1:
                raise ValueError(f"A heading at level {block.level} cannot follow one at level {level}.")
            level = block.level


def _is_silent(block: Block) -> bool:
    """Whether a block is a paragraph without words: a reader who hears the document would meet a blank."""
    return isinstance(block, Paragraph) and not _says_something(block.runs)


def _spoken(block: Block) -> Block:
    """Return the block, or the sentence that stands for a table or a set of facts with nothing in it."""
    if isinstance(block, Table) and not block.rows:
        return Paragraph(block.empty)
    if isinstance(block, KeyValue) and not block.items:
        return Paragraph(f"{block.caption}: none recorded.")
    return block


def leads_in(block: Paragraph, following: Block | None) -> bool:
    """Whether a note, a label or a picture’s sentence is read with the block after it, and so stays on its page."""
    if block.style == "body":
        return isinstance(following, Figure)
    return following is not None and not isinstance(following, Heading | Paragraph)


def paragraphs(text: str, style: ParagraphStyle = "body") -> tuple[Paragraph, ...]:
    """Return what a person typed as paragraphs, one for each part between blank lines; single line ends are kept."""
    parts = (part.strip() for part in clean(text).split("\n\n"))
    return tuple(Paragraph(part, style) for part in parts if part)
