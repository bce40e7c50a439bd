"""Tables and labelled facts of a PDF: horizontal rules only, column titles repeated on every page, rows kept whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import HexColor

from cremeet.exports import style as look
from cremeet.exports.columns import fitted
from cremeet.exports.document import Cell, KeyValue, Status, Table, runs_of
from cremeet.exports.pdf import fonts
from cremeet.exports.pdf.flowables import StatusParagraph, TaggedParagraph, TaggedTable
from cremeet.exports.pdf.markup import unbroken
from cremeet.exports.pdf.sheet import Sheet
from cremeet.exports.pdf.structure import Element, text_string
from cremeet.exports.reading import caption

if TYPE_CHECKING:
    from cremeet.exports.pdf.story import Story

_STATUS_SHAPE = 14.0
_LONGEST_MEASURED = 60
_SLACK = 1.0


@dataclass(frozen=True, slots=True)
class Laid:
    """A laid-out block, and the height in points of its beginning, which stays on one page with what is above it."""

    flowables: list[Any]
    beginning: float


class Grid:
    """Makes the tables of one document."""

    def __init__(self, story: Story, sheet: Sheet, width: float, page_height: float) -> None:
        self._story = story
        self._sheet = sheet
        self._width = width
        self._page_height = page_height
        self._tables = 0

    def table(self, block: Table, section: Element) -> Laid:
        """Return a table's caption and rows; the caption, the column titles and the first row begin on one page."""
        self._tables += 1
        element = section.add("Table", f"/O /Table /Summary {text_string(block.summary)}")
        words = self._story.paragraph(caption(block, self._tables), "caption", element.add("Caption"))
        titles, body = element.add("THead").add("TR"), element.add("TBody")
        suffixes = ["-right" if column.align == "right" else "" for column in block.columns]
        sheet, widths = self._fitted(block)
        rows = [
            [
                self._cell(
                    column.title, f"column{suffix}", titles.add("TH", "/O /Table /Scope /Column", keep=True), sheet
                )
                for column, suffix in zip(block.columns, suffixes, strict=True)
            ]
        ]
        for row in block.rows:
            cells, row_element = enumerate(zip(row, suffixes, strict=True)), body.add("TR")
            rows.append([self._body_cell(c, x, row_element, sheet, head=i == block.row_header) for i, (c, x) in cells])
        navy = HexColor(f"#{look.NAVY}")
        more = [
            ("BACKGROUND", (0, 0), (-1, 0), HexColor(f"#{look.HEAD_TINT}")),
            ("LINEABOVE", (0, 0), (-1, 0), 1.2, navy),
            ("LINEBELOW", (0, 0), (-1, 0), 1.2, navy),
        ]
        if block.written:
            more.append(("INNERGRID", (0, 0), (-1, -1), 0.5, HexColor(f"#{look.MUTED}")))
        made = self._made(rows, widths, 1, more)
        if block.written:
            made.wrap(self._width, self._page_height)
            least = look.WRITTEN_ROW * sheet.scale
            heights = [None if height >= least or not place else least for place, height in enumerate(made._rowHeights)]
            made = self._made(rows, widths, 1, more, heights)
        above = words.wrap(self._width, self._page_height)[1] + words.style.spaceBefore + words.style.spaceAfter
        beginning = above + self._height_of(made, 2)
        # not keepWithNext, which would move a whole long table to the next page
        return Laid([words, made], beginning)

    def facts(self, block: KeyValue, section: Element) -> Laid:
        """Return labelled facts: a table whose rows are headed by their labels."""
        element = section.add("Table", f"/O /Table /Summary {text_string(block.caption)}")
        body = element.add("TBody")
        rows = []
        for label, value in block.items:
            row = body.add("TR")
            cells = ((label, True), (value, False))
            rows.append([self._body_cell(cell, "", row, self._sheet, head=head) for cell, head in cells])
        labels = look.FACT_LABEL_SHARE * self._width
        more = [
            ("BACKGROUND", (0, 0), (-1, -1), HexColor(f"#{look.BAND}")),
            ("LINEABOVE", (0, 0), (-1, 0), 1.2, HexColor(f"#{look.TEAL}")),
        ]
        made = self._made(rows, [labels, self._width - labels], 0, more)
        return Laid([made], self._height_of(made, 1))

    def _height_of(self, made: TaggedTable, rows: int) -> float:
        made.wrap(self._width, self._page_height)
        return float(sum(height or 0 for height in made._rowHeights[:rows]))

    def _body_cell(self, cell: Cell, suffix: str, row: Element, sheet: Sheet, *, head: bool) -> list[TaggedParagraph]:
        if head:
            return self._cell(cell, f"row{suffix}", row.add("TH", "/O /Table /Scope /Row", keep=True), sheet)
        return self._cell(cell, f"cell{suffix}", row.add("TD", keep=True), sheet)

    def _cell(self, cell: Cell, style: str, element: Element, sheet: Sheet) -> list[TaggedParagraph]:
        if isinstance(cell, Status):
            made: StatusParagraph = self._story.paragraph(cell.word, "status", element, StatusParagraph, sheet=sheet)
            made.status = cell
            return [made]
        return [self._story.paragraph(cell, style, element, sheet=sheet)]

    def _made(
        self,
        rows: list[list[Any]],
        widths: list[float],
        repeated: int,
        more: list[Any],
        heights: list[float | None] | None = None,
    ) -> TaggedTable:
        k = self._sheet.scale
        made = TaggedTable(
            rows,
            colWidths=widths,
            rowHeights=heights,
            repeatRows=repeated,
            longTableOptimize=1,
            spaceAfter=8 * k,
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

    def _fitted(self, block: Table) -> tuple[Sheet, list[float]]:
        """Return the largest type, down to the ordinary size, that cuts no ordinary word, and the columns' widths."""
        at_one = [self._widest(block, place) for place in range(len(block.columns))]
        padding = 2 * look.CELL_PADDING + _SLACK
        room = self._width - padding * len(at_one)
        scale = max(1.0, min(self._sheet.scale, room / max(sum(at_one), 1)))
        sheet = self._sheet if scale == self._sheet.scale else Sheet(scale)
        needed = [width * scale + padding for width in at_one]
        return sheet, fitted([column.width for column in block.columns], needed, self._width)

    def _widest(self, block: Table, place: int) -> float:
        """Return the width of the widest word of a column at the ordinary size."""
        words = set(block.columns[place].title.split(" "))
        shape = 0.0
        for row in block.rows:
            cell = row[place]
            if isinstance(cell, Status):
                shape = _STATUS_SHAPE
                words.update(cell.word.split(" "))
            else:
                words.update(word for run in runs_of(cell) for word in unbroken(run.text))
        return max(fonts.width(word[:_LONGEST_MEASURED], look.CELL.size, bold=True) for word in words) + shape
