"""The text of a PDF: each block of the tree as ReportLab flowables, with its elements in the structure tree."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import CondPageBreak, KeepTogether

from cremeet.exports import style as look
from cremeet.exports.document import (
    Block,
    Callout,
    Document,
    Figure,
    Heading,
    KeyValue,
    ListBlock,
    Paragraph,
    Table,
    Words,
    WritingSpace,
    leads_in,
    runs_of,
)
from cremeet.exports.pdf.figure import PaintedPicture
from cremeet.exports.pdf.flowables import HeadingParagraph, RuledLines, TaggedParagraph, TaggedTable
from cremeet.exports.pdf.grid import Grid, Laid
from cremeet.exports.pdf.markup import Markup
from cremeet.exports.pdf.sheet import Sheet
from cremeet.exports.pdf.structure import Element
from cremeet.exports.reading import list_label

_LINES_AFTER_HEADING = 45
"""Points of text that a heading keeps below it on its page."""


class Story:
    """Lays out a document's blocks; `root` is the structure tree that grows with them."""

    def __init__(self, document: Document, sheet: Sheet, page_height: float) -> None:
        self.root = Element("Document", keep=True)
        self.link_texts: dict[str, str] = {}
        self._document = document
        self._sheet = sheet
        self._width = look.text_width(landscape=document.landscape)
        self._page_height = page_height
        self._section = self.root
        self._grid = Grid(self, sheet, self._width, page_height)
        self._headings = 0

    def flowables(self) -> list[Any]:
        """Return everything, in order; what leads in to a block is held until it comes, so that they keep together.

        That is headings, and a paragraph between a heading and a table, list, callout or set of facts.
        """
        out = self._front()
        held: list[TaggedParagraph] = []
        blocks = self._document.blocks
        for block, following in zip_longest(blocks, blocks[1:]):
            if isinstance(block, Heading):
                held.append(self._heading(block))
            elif isinstance(block, Paragraph) and leads_in(block, following):
                held.append(self.paragraph(block.runs, block.style, self._section.add("P")))
            else:
                out += self._below(held, block)
                held = []
        return out + held

    def paragraph(
        self,
        words: Words,
        style: str,
        element: Element,
        kind: type[TaggedParagraph] = TaggedParagraph,
        bullet: str = "",
        sheet: Sheet | None = None,
    ) -> Any:
        """Return a paragraph of words in a style of a sheet (the document's, unless given), drawn into `element`."""
        runs = runs_of(words)
        for run in runs:
            if run.link:
                self.link_texts[run.link] = " ".join(run.text.split()) or run.link
        chosen = (sheet or self._sheet)[style]
        marked = Markup(runs, bold=chosen.bold)
        made = kind(marked.text, chosen.look, bulletText=bullet or None)
        made.element, made.parts = element, marked.parts
        return made

    def _below(self, held: list[TaggedParagraph], block: Block) -> list[Any]:
        """Return a block below what leads in to it, so that they share a page with its beginning."""
        if isinstance(block, Callout):
            return [KeepTogether([*held, *self._callout(block)])]
        laid = self._block(block)
        if not held and not isinstance(block, Table):
            return laid.flowables
        needed = laid.beginning + sum(self._height_of(words) for words in held)
        return [CondPageBreak(min(needed, self._page_height)), *held, *laid.flowables]

    def _height_of(self, words: TaggedParagraph) -> float:
        height: float = words.wrap(self._width, self._page_height)[1]
        return height + float(words.style.spaceBefore) + float(words.style.spaceAfter)

    def _block(self, block: Block) -> Laid:
        if isinstance(block, Table):
            return self._grid.table(block, self._section)
        if isinstance(block, KeyValue):
            return self._grid.facts(block, self._section)
        some_lines = _LINES_AFTER_HEADING * self._sheet.scale
        if isinstance(block, ListBlock):
            return Laid(self._list(block, self._section, 1), some_lines)
        if isinstance(block, Paragraph):
            words = self.paragraph(block.runs, block.style, self._section.add("P"))
            return Laid([words], self._height_of(words) if block.style == "small" else some_lines)
        if isinstance(block, Figure):
            element = self._section.add("Figure")
            element.alternative = block.picture.sentence
            painted = PaintedPicture(block.picture, element, self._width)
            return Laid([painted], painted.height)
        if isinstance(block, WritingSpace):
            label = self.paragraph(block.label, "label", self._section.add("P"))
            ruled = RuledLines(block.lines, look.WRITING_LINE * self._sheet.scale)
            return Laid([KeepTogether([label, ruled])], some_lines + ruled.tall)
        raise TypeError("Headings and callouts are laid out with what stands beside them.")

    def _front(self) -> list[Any]:
        document, root = self._document, self.root
        out = [self.paragraph(document.organisation, "organisation", root.add("P"))]
        title = self.paragraph(document.title, "title", root.add("H1"), HeadingParagraph)
        title.entry = ("title", document.title, 0)
        out.append(title)
        for words, style in ((document.subtitle, "subtitle"), (document.identity, "identity")):
            if words:
                out.append(self.paragraph(words, style, root.add("P")))
        inner = [self.paragraph(document.marking, "marking", root.add("P"))]
        if document.handling:
            inner.append(self.paragraph(document.handling, "handling", root.add("P")))
        colour = HexColor(f"#{look.MARKING}")
        tint = HexColor(f"#{look.MARKING_TINT}")
        return [*out, self._box(inner, [("BOX", (0, 0), (-1, -1), 1.2, colour)], tint, (10, 6, 8))]

    def _heading(self, block: Heading) -> HeadingParagraph:
        if block.level == min(look.HEADINGS):
            self._section = self.root.add("Sect", title=block.text)
        words = block.text if block.number is None else f"{block.number}. {block.text}"
        style, element = f"heading{block.level}", self._section.add(f"H{block.level}")
        made: HeadingParagraph = self.paragraph(words, style, element, HeadingParagraph)
        self._headings += 1
        made.entry = (f"heading-{self._headings}", words, block.level - 1)
        return made

    def _list(self, block: ListBlock, parent: Element, depth: int) -> list[Any]:
        numbering = "Decimal" if block.numbered else "Disc"
        list_element = parent.add("L", f"/O /List /ListNumbering /{numbering}")
        out: list[Any] = []
        for place, item in enumerate(block.entries, start=1):
            entry = list_element.add("LI")
            label, body = entry.add("Lbl"), entry.add("LBody")
            words = body.add("P") if item.below else body
            mark = list_label(block, place, depth)
            made = self.paragraph(item.runs, f"list{depth}", words, bullet=mark)
            made.label = label
            out.append(made)
            if item.below:
                out += self._list(item.below, body, depth + 1)
        return out

    def _callout(self, block: Callout) -> list[Any]:
        element = self._section.add("Div")
        inner = [self.paragraph(block.title, f"callout-{block.kind}", element.add("P"))]
        for part in block.blocks:
            if isinstance(part, ListBlock):
                inner += self._list(part, element, 1)
            else:
                inner.append(self.paragraph(part.runs, "callout-text", element.add("P")))
        bar = HexColor(f"#{look.CALLOUT_BARS[block.kind]}")
        lines = [("LINEBEFORE", (0, 0), (0, -1), 4, bar)]
        return [self._box(inner, lines, HexColor(f"#{look.BAND}"), (12, 8, 8))]

    def _box(self, inner: list[Any], lines: list[Any], tint: Any, padding: tuple[float, float, float]) -> TaggedTable:
        """Return paragraphs in one tinted cell; `padding` is left, top and bottom, in points."""
        left, top, bottom = (part * self._sheet.scale for part in padding)
        made = TaggedTable(
            [[inner]],
            colWidths=[self._width],
            spaceBefore=4 * self._sheet.scale,
            spaceAfter=10 * self._sheet.scale,
            style=[
                ("FONTNAME", (0, 0), (-1, -1), self._sheet["body"].look.fontName),
                ("BACKGROUND", (0, 0), (-1, -1), tint),
                ("LEFTPADDING", (0, 0), (-1, -1), left),
                ("TOPPADDING", (0, 0), (-1, -1), top),
                ("BOTTOMPADDING", (0, 0), (-1, -1), bottom),
                *lines,
            ],
        )
        made.page_height = self._page_height
        return made
