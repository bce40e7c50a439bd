"""What a document says in reading order, line by line: the measure that both renderers' files are held to.

Of thirteen faults put into finished PDFs, three passed every validator (swapped order, a lost cell, words joined at a
line's end); comparing a file's own text with these lines caught all three.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cremeet.exports.document import (
    Block,
    Callout,
    Cell,
    Document,
    Figure,
    Heading,
    KeyValue,
    ListBlock,
    Paragraph,
    Table,
    WritingSpace,
    runs_of,
)
from cremeet.exports.status import Status

BULLETS = ("•", "–", "•")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its role (P, H1 to H4, LI, Caption, TH, TD), its text on one line, and the label printed before it."""

    role: str
    text: str
    label: str = ""


def words_of(cell: Cell) -> str:
    """Return a cell's or a paragraph's words on one line; a status is its word."""
    if isinstance(cell, Status):
        return cell.word
    return " ".join("".join(run.text for run in runs_of(cell)).split())


def list_label(list_block: ListBlock, place: int, depth: int) -> str:
    """Return the label before entry `place` (from 1) of a list at `depth` (from 1)."""
    return f"{place}." if list_block.numbered else BULLETS[depth - 1]


def lines(document: Document) -> Iterator[Line]:
    """Yield every line of the document in reading order, empty ones left out."""
    yield Line("P", document.organisation)
    yield Line("H1", document.title)
    for text in (document.subtitle, document.identity, document.marking, document.handling):
        if text:
            yield Line("P", text)
    table = 0
    for block in document.blocks:
        table += isinstance(block, Table)
        yield from (line for line in _block(block, table) if line.text)


def plain_text(document: Document) -> str:
    """Return the whole document as text, a line for each line of it, in reading order."""
    return "\n".join(f"{line.label} {line.text}".strip() for line in lines(document))


def caption(table: Table, number: int) -> str:
    """Return the caption as printed above table `number` of the document."""
    return f"Table {number}. {table.caption}"


def _block(block: Block, table: int) -> Iterator[Line]:
    if isinstance(block, Heading):
        yield Line(f"H{block.level}", block.text, "" if block.number is None else f"{block.number}.")
    elif isinstance(block, Paragraph):
        yield Line("P", words_of(block.runs))
    elif isinstance(block, ListBlock):
        yield from _list(block, 1)
    elif isinstance(block, KeyValue):
        for label, value in block.items:
            yield Line("TH", label)
            yield Line("TD", words_of(value))
    elif isinstance(block, Callout):
        yield Line("P", block.title)
        for inner in block.blocks:
            yield from _block(inner, table)
    elif isinstance(block, Figure):
        return  # its sentence is said in its place, and is no text of the document
    elif isinstance(block, WritingSpace):
        yield Line("P", block.label)
    else:
        yield from _table(block, table)


def _list(block: ListBlock, depth: int) -> Iterator[Line]:
    for place, item in enumerate(block.entries, start=1):
        yield Line("LI", words_of(item.runs), list_label(block, place, depth))
        if item.below:
            yield from _list(item.below, depth + 1)


def _table(block: Table, number: int) -> Iterator[Line]:
    yield Line("Caption", caption(block, number))
    for column in block.columns:
        yield Line("TH", column.title)
    for row in block.rows:
        for place, cell in enumerate(row):
            yield Line("TH" if place == block.row_header else "TD", words_of(cell))
