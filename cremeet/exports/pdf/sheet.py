"""The paragraph styles of a PDF, from the shared type scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from cremeet.exports import style as look
from cremeet.exports.pdf import fonts
from cremeet.exports.style import Type


@dataclass(frozen=True, slots=True)
class Style:
    """A ReportLab style, and whether its letters are bold (which decides the fallback fonts)."""

    look: Any
    bold: bool


class Sheet:
    """Every style of a document, at a scale (1 is 12-point text, 1.5 is 18-point large print)."""

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self._styles: dict[str, Style] = {}
        fonts.font(fonts.BODY)
        self._front()
        self._text()
        self._lists()
        self._cells()
        for kind, colour in look.CALLOUT_BARS.items():
            self._add(f"callout-{kind}", look.CALLOUT_TITLE, colour, bold=True)

    def __getitem__(self, name: str) -> Style:
        """Return the style of this name."""
        return self._styles[name]

    def _add(self, name: str, type_: Type, colour: str = look.INK, *, bold: bool = False, **more: Any) -> None:
        k = self.scale
        made = ParagraphStyle(
            name,
            fontName=fonts.BOLD if bold else fonts.BODY,
            fontSize=type_.size * k,
            leading=type_.leading * k,
            spaceBefore=type_.before * k,
            spaceAfter=type_.after * k,
            textColor=HexColor(f"#{colour}"),
            bulletFontName=fonts.BODY,
            bulletFontSize=type_.size * k,
            bulletColor=HexColor(f"#{look.TEAL}"),
            splitLongWords=1,
            allowWidows=0,
            allowOrphans=0,
            **more,
        )
        self._styles[name] = Style(made, bold)

    def _front(self) -> None:
        self._add("organisation", look.ORGANISATION, look.TEAL, bold=True)
        self._add("title", look.TITLE, look.NAVY, bold=True)
        self._add("subtitle", look.SUBTITLE, look.MUTED)
        self._add("identity", look.IDENTITY, look.MUTED)
        self._add("marking", Type(12, 16), look.MARKING, bold=True)
        self._add("handling", Type(11, 15))

    def _text(self) -> None:
        for level, type_ in look.HEADINGS.items():
            self._add(f"heading{level}", type_, look.INK if level > 2 else look.NAVY, bold=True)
        self._add("body", look.BODY)
        self._add("lead", look.LEAD, look.MUTED)
        self._add("small", look.SMALL, look.MUTED)
        self._add("label", look.LABEL, bold=True)
        self._add("caption", look.CAPTION, look.MUTED, bold=True)
        self._add("callout-text", look.CALLOUT_TEXT)

    def _lists(self) -> None:
        step = look.LIST_INDENT * self.scale
        for depth in (1, 2, 3):
            indents: dict[str, Any] = {"leftIndent": step * depth, "bulletIndent": step * (depth - 1) + 2 * self.scale}
            self._add(f"list{depth}", look.LIST_ITEM, **indents)

    def _cells(self) -> None:
        right = {"alignment": TA_RIGHT}
        self._add("cell", look.CELL)
        self._add("cell-right", look.CELL, **right)
        self._add("column", look.CELL, look.NAVY, bold=True)
        self._add("column-right", look.CELL, look.NAVY, bold=True, **right)
        self._add("row", look.CELL, bold=True)
        self._add("row-right", look.CELL, bold=True, **right)
        self._add("status", look.CELL, bold=True, leftIndent=14 * self.scale)
