"""The text of a Word file: each block of the tree as WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from xml.sax.saxutils import quoteattr

from cremeet.exports import style as look
from cremeet.exports.columns import fitted
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
    Status,
    Table,
    WritingSpace,
    leads_in,
    runs_of,
)
from cremeet.exports.word.markup import field, plain, words
from cremeet.exports.word.package import Package
from cremeet.exports.word.styles import CALLOUT_BULLETS, CELL_MARGIN, LEADING_IN

_PARAGRAPH_STYLES = {"body": "", "lead": "Lead", "small": "Small", "label": "Label"}
_LONGEST_DESCRIPTION = 500
_LETTER_WIDTH = 0.58
"""The usual width of a bold letter, as a share of the type's size."""


class Body:
    """Writes a document's blocks; links and list numbers are entered into the package on the way."""

    def __init__(self, document: Document, package: Package) -> None:
        self._document = document
        self._package = package
        self._tables = 0

    def blocks(self) -> Iterator[str]:
        """Yield the markup of every paragraph and table, in reading order."""
        yield from self._front()
        blocks = self._document.blocks
        for block, following in zip_longest(blocks, blocks[1:]):
            if isinstance(block, Paragraph) and leads_in(block, following):
                yield self._paragraph(block.runs, f"{_PARAGRAPH_STYLES[block.style]}{LEADING_IN}")
            else:
                yield from self._block(block)

    def _front(self) -> Iterator[str]:
        document = self._document
        lines = (
            (document.organisation, "Organisation"),
            (document.title, "Heading1"),
            (document.subtitle, "Subtitle"),
            (document.identity, "Identity"),
            (document.marking, "Marking"),
            (document.handling, "MarkingText"),
        )
        for text, style in lines:
            if text:
                yield self._paragraph(text, style)

    def _block(self, block: Block) -> Iterator[str]:
        if isinstance(block, Heading):
            numbering = "" if block.number is None else _number(0, self._heading_use(block.level, block.number))
            yield self._paragraph(block.text, f"Heading{block.level}", numbering)
        elif isinstance(block, Paragraph):
            yield self._paragraph(block.runs, _PARAGRAPH_STYLES[block.style])
        elif isinstance(block, ListBlock):
            yield from self._list(block, 1)
        elif isinstance(block, Table):
            yield from self._table(block)
        elif isinstance(block, KeyValue):
            yield from self._facts(block)
        elif isinstance(block, Figure):
            yield f"<w:p><w:r>{self._package.drawing(block.picture)}</w:r></w:p>"
        elif isinstance(block, WritingSpace):
            yield self._paragraph(block.label, f"Label{LEADING_IN}")
            # tabs with a line for a leader, in one paragraph: empty ones would each be read out as blank
            yield f'<w:p><w:pPr><w:pStyle w:val="WritingLines"/></w:pPr>{_ruled(block.lines)}</w:p>'
        else:
            yield from self._callout(block)

    def _heading_use(self, level: int, number: int) -> int:
        return self._package.numbering.heading(level, number)

    def _paragraph(self, content: Cell, style: str = "", properties: str = "") -> str:
        """Return one paragraph in a named style; `properties` may hold list numbering and nothing else."""
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        inner = (
            plain(f"{look.GLYPHS[content.shape]}\u00a0", f"Status{content.tone.capitalize()}")
            + plain(content.word, "Strong")
            if isinstance(content, Status)
            else words(runs_of(content), self._package.relation)
        )
        return f"<w:p>{f'<w:pPr>{named}{properties}</w:pPr>' if named or properties else ''}{inner}</w:p>"

    def _list(self, block: ListBlock, depth: int) -> Iterator[str]:
        stem = "ListNumber" if block.numbered else "ListBullet"
        numbering = _number(depth - 1, self._package.numbering.new_list(depth)) if block.numbered else ""
        for item in block.entries:
            yield self._paragraph(item.runs, f"{stem}{depth if depth > 1 else ''}", numbering)
            if item.below:
                yield from self._list(item.below, depth + 1)

    def _callout(self, block: Callout) -> Iterator[str]:
        stem = f"Callout{block.kind.capitalize()}"
        yield self._paragraph(block.title, f"{stem}Title")
        for inner in block.blocks:
            if isinstance(inner, Paragraph):
                yield self._paragraph(inner.runs, f"{stem}Text")
                continue
            # said for bullets too: LibreOffice takes a list from a style only where the list names the style
            numbering = _number(0, self._package.numbering.new_callout_list() if inner.numbered else CALLOUT_BULLETS)
            for item in inner.entries:
                yield self._paragraph(item.runs, f"{stem}{'Number' if inner.numbered else 'Bullet'}", numbering)
        yield self._paragraph("", "AfterTable")

    def _table(self, block: Table) -> Iterator[str]:
        self._tables += 1
        counter = field("SEQ Table \\* ARABIC", str(self._tables))
        caption = plain("Table ") + counter + plain(f". {block.caption}")
        yield f'<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr>{caption}</w:p>'
        widths = _widths(block, self._package.width, self._package.scale)
        right = [column.align == "right" for column in block.columns]
        titles = (
            (column.title, "TableHeadingRight" if at_right else "TableHeading")
            for column, at_right in zip(block.columns, right, strict=True)
        )
        kinds = [_cell_style(head=i == block.row_header, right=at_right) for i, at_right in enumerate(right)]
        rows = [self._row(titles, widths, head=True)]
        tall = round(look.WRITTEN_ROW * self._package.scale * 20) if block.written else 0
        rows += [self._row(zip(row, kinds, strict=True), widths, tall=tall) for row in block.rows]
        yield _grid(
            "MeetingWritten" if block.written else "MeetingTable",
            widths,
            block.caption,
            block.summary,
            rows,
            first_row=True,
        )
        yield self._paragraph("", "AfterTable")

    def _facts(self, block: KeyValue) -> Iterator[str]:
        labels = int(look.FACT_LABEL_SHARE * self._package.width)
        widths = [labels, self._package.width - labels]
        rows = [self._row(((label, "TableRowHeading"), (value, "TableText")), widths) for label, value in block.items]
        yield _grid("MeetingFacts", widths, block.caption, block.caption, rows, first_row=False)
        yield self._paragraph("", "AfterTable")

    def _row(self, cells: Iterable[tuple[Cell, str]], widths: list[int], *, head: bool = False, tall: int = 0) -> str:
        """Return one row, kept whole on a page; a heading row is repeated on every page that the table reaches.

        `tall` is the least height of a row that is written in by hand, in twentieths of a point.
        """
        repeat = "<w:tblHeader/>" if head else f'<w:trHeight w:val="{tall}" w:hRule="atLeast"/>' if tall else ""
        inner = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{self._paragraph(content, style)}</w:tc>'
            for (content, style), width in zip(cells, widths, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{inner}</w:tr>"


def _ruled(lines: int) -> str:
    """Return as many ruled lines, as runs."""
    return "<w:r><w:br/></w:r>".join(["<w:r><w:tab/></w:r>"] * lines)


def _widths(block: Table, width: int, scale: float) -> list[int]:
    """Return the columns' widths; Word measures letters itself, so a word's width is taken from its length."""
    needed = [_widest([column.title], scale) for column in block.columns]
    for row in block.rows:
        needed = [max(need, _widest([cell], scale)) for need, cell in zip(needed, row, strict=True)]
    got = fitted([column.width for column in block.columns], needed, width)
    return [int(column) for column in got]


def _widest(cells: list[Cell], scale: float) -> float:
    """Return about how wide the widest word is in bold, with the cell's padding, in twentieths of a point."""
    widest = 0
    for cell in cells:
        shape = 2 if isinstance(cell, Status) else 0
        text = cell.word if isinstance(cell, Status) else "".join(run.text for run in runs_of(cell))
        widest = max([widest, *(len(word) + shape for word in text.split())])
    return widest * _LETTER_WIDTH * look.CELL.size * scale * 20 + 2 * CELL_MARGIN


def _number(ilvl: int, use: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{use}"/></w:numPr>'


def _cell_style(*, head: bool, right: bool) -> str:
    if head:
        return "TableRowFigure" if right else "TableRowHeading"
    return "TableFigure" if right else "TableText"


def _grid(style: str, widths: list[int], caption: str, summary: str, rows: list[str], *, first_row: bool) -> str:
    look_value, first = ("00A0", 1) if first_row else ("0080", 0)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{look_value}" w:firstRow="{first}" w:lastRow="0" '
        'w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(_short(caption))}/>"
        f"<w:tblDescription w:val={quoteattr(_short(summary))}/></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _short(text: str) -> str:
    """Return `text` short enough for a description that somebody hears before the table itself."""
    return text if len(text) <= _LONGEST_DESCRIPTION else f"{text[: _LONGEST_DESCRIPTION - 1]}…"
