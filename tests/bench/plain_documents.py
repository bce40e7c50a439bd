"""The same content without what makes it accessible: what a tagged PDF and a styled Word file are measured against."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, KeepTogether, PageTemplate, Table
from reportlab.platypus import Paragraph as Plain

from cremeet.exports import style as look
from cremeet.exports.columns import fitted
from cremeet.exports.document import Callout, Document, Heading, KeyValue, ListBlock, Paragraph, Status, runs_of
from cremeet.exports.document import Table as TableBlock
from cremeet.exports.pdf import fonts
from cremeet.exports.pdf.markup import Markup
from cremeet.exports.pdf.page import Furniture, page_size
from cremeet.exports.pdf.sheet import Sheet
from cremeet.exports.reading import words_of
from cremeet.exports.word.body import Body
from cremeet.exports.word.package import Package


class _PlainCanvas(Canvas):  # type: ignore[misc]  # ReportLab publishes no types
    """A canvas that counts its pages before it draws what surrounds the text, and tags nothing."""

    def __init__(self, *given: Any, finish: Callable[[Any, int, int], None], **named: Any) -> None:
        super().__init__(*given, **named)
        self._finish, self._held = finish, []  # type: Any, list[dict[str, Any]]

    def artifact(self, *_: object) -> AbstractContextManager[None]:
        """Do nothing about it."""
        return nullcontext()

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Hold the page back until their number is known."""
        self._held.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Draw the feet and write."""
        held = self._held
        for number, state in enumerate(held, start=1):
            self.__dict__.update(state)
            self._finish(self, number, len(held))
            super().showPage()
        super().save()


def untagged_pdf(document: Document) -> bytes:
    """Return a document drawn by ReportLab alone: the same fonts, sizes, columns and furniture, and no structure."""
    fonts.font(fonts.BODY)
    sheet, width = Sheet(1.0), look.text_width(landscape=document.landscape)
    out, furniture = io.BytesIO(), Furniture(document)
    size = page_size(document)
    template = BaseDocTemplate(out, pagesize=size, invariant=1)
    frame = Frame(look.SIDE_MARGIN, 22 * mm, width, size[1] - 47 * mm, 0, 0, 0, 0)
    template.addPageTemplates([PageTemplate("page", [frame], onPage=furniture.begin_later)])
    pieces = [piece for block in document.blocks for piece in _pieces(block, sheet, width)]
    template.build(pieces, canvasmaker=partial(_PlainCanvas, finish=furniture.finish))
    return out.getvalue()


def _pieces(block: Any, sheet: Sheet, width: float) -> list[Any]:
    def said(words: Any, style: str) -> Plain:
        runs = runs_of(words.word if isinstance(words, Status) else words)
        return Plain(Markup(runs, bold=sheet[style].bold).text, sheet[style].look)

    if isinstance(block, Heading):
        return [said(block.text, f"heading{block.level}")]
    if isinstance(block, Paragraph):
        return [said(block.runs, block.style)]
    if isinstance(block, ListBlock):
        looks = sheet["list1"].look
        return [Plain(Markup(runs_of(item.runs), bold=False).text, looks, bulletText="•") for item in block.entries]
    if isinstance(block, Callout):
        inner = [said(block.title, f"callout-{block.kind}")]
        inner += [piece for part in block.blocks for piece in _pieces(part, sheet, width - 24)]
        bar, tint = HexColor(f"#{look.CALLOUT_BARS[block.kind]}"), HexColor(f"#{look.BAND}")
        looks = [("LINEBEFORE", (0, 0), (0, -1), 4, bar), ("BACKGROUND", (0, 0), (-1, -1), tint)]
        return [KeepTogether([Table([[inner]], colWidths=[width], style=looks)])]
    if isinstance(block, KeyValue):
        rows = [[said(label, "cell"), said(value, "cell")] for label, value in block.items]
        looks = [("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor(f"#{look.RULE}")),
                 ("BACKGROUND", (0, 0), (-1, -1), HexColor(f"#{look.BAND}"))]  # fmt: skip
        return [Table(rows, colWidths=[width * 0.25, width * 0.75], style=looks)]
    if isinstance(block, TableBlock):
        lines = [tuple(column.title for column in block.columns), *block.rows]
        needed = [max(_widest(line[place]) for line in lines) for place in range(len(block.columns))]
        widths = fitted([column.width for column in block.columns], needed, width)
        cells = [[said(cell, "row" if place == block.row_header else "cell") for place, cell in enumerate(line)]
                 for line in lines]  # fmt: skip
        rules = [("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor(f"#{look.RULE}")), ("VALIGN", (0, 0), (-1, -1), "TOP"),
                 ("BACKGROUND", (0, 0), (-1, 0), HexColor(f"#{look.HEAD_TINT}"))]  # fmt: skip
        return [said(block.caption, "caption"), Table(cells, colWidths=widths, repeatRows=1, style=rules)]
    return []


def _widest(cell: Any) -> float:
    return max((fonts.width(word, look.CELL.size, bold=True) for word in words_of(cell).split()), default=0) + 12


def raw_word(document: Document) -> bytes:
    """Return the same WordprocessingML as the Word file's text, put together as text and zipped, and nothing more.

    No styles, no settings, no furniture, no properties, and nobody parses it: what a document costs at the least.
    """
    body = "".join(Body(document, Package(document)).blocks())
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    return out.getvalue()
