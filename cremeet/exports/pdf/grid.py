"""Tables and labelled facts of a PDF: horizontal rules only, column titles repeated on every page, rows kept whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Spacer

from cremeet.exports import style as look
from cremeet.exports.document import Cell, KeyValue, Status, Table, runs_of
from cremeet.exports.pdf import fonts
from cremeet.exports.pdf.flowables import StatusParagraph, TaggedParagraph, TaggedTable
from cremeet.exports.pdf.sheet import Sheet
from cremeet.exports.pdf.structure import Element, text_string
from cremeet.exports.reading import caption

if TYPE_CHECKING:
    from cremeet.exports.pdf.story import Story

_WIDEST_WORD = 0.34
"""The share of the width that one word may claim for its column; a longer word is cut."""
_STATUS_SHAPE = 14.0
_SLACK = 1.0


class Grid:
    """Makes the tables of one document."""

    def __init__(self, story: Story, sheet: Sheet, width: float, page_height: float) -> None:
        self._story = story
        self._sheet = sheet
        self._width = width
        self._page_height = page_height
        self._tables = 0

    def table(self, block: Table, section: Element) -> list[Any]:
        """Return a table's caption and rows."""
        self._tables += 1
        element = section.add("Table", f"/O /Table /Summary {text_string(block.summary)}")
        words = self._story.paragraph(caption(block, self._tables), "caption", element.add("Caption"))
        words.keepWithNext = 0  # it would move a whole long table to the next page
        titles, body = element.add("THead").add("TR"), element.add("TBody")
        suffixes = ["-right" if column.align == "right" else "" for column in block.columns]
        rows = [
            [
                [self._cell(column.title, f"column{suffix}", titles.add("TH", "/O /Table /Scope /Column", keep=True))]
                for column, suffix in zip(block.columns, suffixes, strict=True)
            ]
        ]
        for row in block.rows:
            row_element = body.add("TR")
            rows.append(
                [
                    self._body_cell(cell, suffixes[i], row_element, head=i == block.row_header)
                    for i, cell in enumerate(row)
                ]
            )
        navy = HexColor(f"#{look.NAVY}")
        more = [
            ("BACKGROUND", (0, 0), (-1, 0), HexColor(f"#{look.HEAD_TINT}")),
            ("LINEABOVE", (0, 0), (-1, 0), 1.2, navy),
            ("LINEBELOW", (0, 0), (-1, 0), 1.2, navy),
        ]
        return [words, self._made(rows, self._widths(block), 1, more), self._gap(8)]

    def facts(self, block: KeyValue, section: Element) -> list[Any]:
        """Return labelled facts: a table whose rows are headed by their labels."""
        element = section.add("Table", f"/O /Table /Summary {text_string(block.caption)}")
        body = element.add("TBody")
        rows = []
        for label, value in block.items:
            row = body.add("TR")
            rows.append([self._body_cell(label, "", row, head=True), self._body_cell(value, "", row, head=False)])
        labels = look.FACT_LABEL_SHARE * self._width
        more = [
            ("BACKGROUND", (0, 0), (-1, -1), HexColor(f"#{look.BAND}")),
            ("LINEABOVE", (0, 0), (-1, 0), 1.2, HexColor(f"#{look.TEAL}")),
        ]
        return [self._made(rows, [labels, self._width - labels], 0, more), self._gap(8)]

    def _body_cell(self, cell: Cell, suffix: str, row: Element, *, head: bool) -> list[TaggedParagraph]:
        if head:
            return [self._cell(cell, f"row{suffix}", row.add("TH", "/O /Table /Scope /Row", keep=True))]
        return [self._cell(cell, f"cell{suffix}", row.add("TD", keep=True))]

    def _cell(self, cell: Cell, style: str, element: Element) -> TaggedParagraph:
        if isinstance(cell, Status):
            made: StatusParagraph = self._story.paragraph(cell.word, "status", element, StatusParagraph)
            made.status = cell
            return made
        words: TaggedParagraph = self._story.paragraph(cell, style, element)
        return words

    def _made(self, rows: list[list[Any]], widths: list[float], repeated: int, more: list[Any]) -> TaggedTable:
        k = self._sheet.scale
        made = TaggedTable(
            rows,
            colWidths=widths,
            repeatRows=repeated,
            longTableOptimize=1,
            style=[
                ("FONTNAME", (0, 0), (-1, -1), fonts.BODY),  # else every cell names Helvetica, which is not embedded
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), look.CELL_PADDING),
                ("RIGHTPADDING", (0, 0), (-1, -1), look.CELL_PADDING),
                ("TOPPADDING", (0, 0), (-1, -1), 5 * k),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 6 * k),
                ("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor(f"#{look.RULE}")),
                *more,
            ],
        )
        made.page_height = self._page_height
        return made

    def _widths(self, block: Table) -> list[float]:
        """Return the columns' widths: the wished shares, but no ordinary word is cut, not even in large print."""
        needed = [min(self._widest(block, i), _WIDEST_WORD * self._width) for i in range(len(block.columns))]
        if sum(needed) >= self._width:
            return [width * self._width / sum(needed) for width in needed]
        wished = [column.width * self._width for column in block.columns]
        got = [max(wish, need) for wish, need in zip(wished, needed, strict=True)]
        over = sum(got) - self._width
        spare = [width - need for width, need in zip(got, needed, strict=True)]
        total = sum(spare)
        if over <= 0 or not total:
            return got
        return [width - over * part / total for width, part in zip(got, spare, strict=True)]

    def _widest(self, block: Table, place: int) -> float:
        """Return the width of the widest word of a column, with the cell's padding."""
        size = look.CELL.size * self._sheet.scale
        words = set(block.columns[place].title.split(" "))
        shape = 0.0
        for row in block.rows:
            cell = row[place]
            if isinstance(cell, Status):
                shape = _STATUS_SHAPE * self._sheet.scale
                words.update(cell.word.split(" "))
            else:
                for run in runs_of(cell):
                    words.update(word for word in run.text.replace("\n", " ").split(" "))
        widest = max(fonts.width(word[:60], size, bold=True) for word in words)
        return widest + shape + 2 * look.CELL_PADDING + _SLACK

    def _gap(self, points: float) -> Spacer:
        return Spacer(1, points * self._sheet.scale)
