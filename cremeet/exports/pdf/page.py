"""What surrounds the text on every page of a PDF, all artifacts: band, marking, reference, version, page numbers."""

from __future__ import annotations

import math
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import FILL_NON_ZERO

from cremeet.exports import style as look
from cremeet.exports.document import Document
from cremeet.exports.pdf import fonts

TOP_FIRST, TOP_LATER, BOTTOM = 20 * mm, 25 * mm, 22 * mm
"""Where the text begins and ends, from the edges of the page."""
_WATERMARK_SIZE, _COPY_SIZE = 130, 44
_WATERMARK_ROOM = 0.58
"""Share of the page's diagonal that words behind the text may take."""


def page_size(document: Document) -> tuple[float, float]:
    """Return the page's width and height in points."""
    if document.landscape:
        return look.PAGE_LONG, look.PAGE_SHORT
    return look.PAGE_SHORT, look.PAGE_LONG


class Furniture:
    """Draws what surrounds the text: behind and above it as a page begins, below it when the pages are counted."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._width, self._height = page_size(document)
        # drawn as shapes and not as text: a copy or a search would find their letters scattered between the lines
        words = [("DRAFT", _WATERMARK_SIZE)] if document.is_draft and not document.large else []
        words += [(document.copy, _COPY_SIZE)] if document.copy else []
        self._drawn: list[str] = []
        self._outlines = [(fonts.Outline(fonts.in_one_font(text, bold=True), fonts.BOLD), size) for text, size in words]

    def begin_first(self, canvas: Any, _template: Any) -> None:
        """Draw the first page's band and marking; ReportLab calls this."""
        self._behind(canvas)
        with canvas.artifact("Pagination", "Header"):
            self._marking(canvas, self._height - (9.6 if self._document.copy else 11) * mm)
            self._copy(canvas)
            canvas.setFillColor(HexColor(f"#{look.NAVY}"))
            canvas.rect(0, self._height - 5 * mm, self._width, 5 * mm, stroke=0, fill=1)

    def begin_later(self, canvas: Any, _template: Any) -> None:
        """Draw a later page's marking, kind of document and reference; ReportLab calls this."""
        self._behind(canvas)
        with canvas.artifact("Pagination", "Header"):
            self._marking(canvas, self._height - (9.6 if self._document.copy else 11) * mm)
            self._copy(canvas)
            self._line(canvas, self._height - 18 * mm, self._document.kind, "", self._document.control)
            self._rule(canvas, self._height - 20 * mm)

    def finish(self, canvas: Any, page: int, pages: int) -> None:
        """Draw the organisation, version, "Page x of y" and the marking at the foot of a page."""
        state = f"Version {self._document.version} · {self._document.status.capitalize()}"
        self._rule(canvas, 19 * mm)
        self._line(canvas, 14 * mm, self._document.organisation, state, f"Page {page} of {pages}")
        self._marking(canvas, 8 * mm)

    def _behind(self, canvas: Any) -> None:
        """Draw DRAFT, and whose copy it is, in a tint behind the text: what is photographed says where it came from."""
        if not self._outlines:
            return
        with canvas.artifact("Pagination", "Watermark"):
            if self._drawn:  # the same on every page: written once, and again as it was written
                canvas._code.extend(self._drawn)
                return
            start = len(canvas._code)
            canvas.saveState()
            canvas.translate(self._width / 2, self._height / 2)
            canvas.rotate(30 if self._document.landscape else 52)
            canvas.setFillColor(HexColor(f"#{look.WATERMARK}"))
            room, y = math.hypot(self._width, self._height) * _WATERMARK_ROOM, -45.0
            for outline, wished in self._outlines:
                size = min(wished, 1000 * room / max(outline.width, 1))
                _draw(canvas, outline, size, y)
                y -= 1.6 * _COPY_SIZE
            canvas.restoreState()
            self._drawn = canvas._code[start:]

    def _copy(self, canvas: Any) -> None:
        """Write whose copy it is below the marking, in the middle, where a page that is passed on still shows it."""
        if self._document.copy:
            canvas.setFillColor(HexColor(f"#{look.MUTED}"))
            canvas.setFont(fonts.BODY, look.RUNNING.size)
            room = self._width - 2 * look.SIDE_MARGIN
            canvas.drawCentredString(
                self._width / 2, self._height - 13.6 * mm, _fitted(self._document.copy, look.RUNNING.size, room)
            )

    def _marking(self, canvas: Any, y: float) -> None:
        canvas.setFillColor(HexColor(f"#{look.MARKING}"))
        size = look.RUNNING_MARKING.size
        canvas.setFont(fonts.BOLD, size)
        room = self._width - 2 * look.SIDE_MARGIN
        canvas.drawCentredString(self._width / 2, y, _fitted(self._document.marking, size, room, bold=True))

    def _line(self, canvas: Any, y: float, left: str, middle: str, right: str) -> None:
        """Draw a running line: each part has a third of the width at most."""
        size = look.RUNNING.size
        room = (self._width - 2 * look.SIDE_MARGIN) / (3 if middle else 2) - 6
        canvas.setFillColor(HexColor(f"#{look.MUTED}"))
        canvas.setFont(fonts.BODY, size)
        canvas.drawString(look.SIDE_MARGIN, y, _fitted(left, size, room))
        canvas.drawCentredString(self._width / 2, y, _fitted(middle, size, room))
        canvas.drawRightString(self._width - look.SIDE_MARGIN, y, _fitted(right, size, room))

    def _rule(self, canvas: Any, y: float) -> None:
        canvas.setStrokeColor(HexColor(f"#{look.RULE}"))
        canvas.setLineWidth(0.5)
        canvas.line(look.SIDE_MARGIN, y, self._width - look.SIDE_MARGIN, y)


def _draw(canvas: Any, outline: fonts.Outline, size: float, y: float) -> None:
    canvas.saveState()
    scale = size / 1000
    canvas.translate(-outline.width * scale / 2, y)
    canvas.scale(scale, scale)
    path = canvas.beginPath()
    for kind, places in outline.steps:
        getattr(path, kind)(*places)
    canvas.drawPath(path, stroke=0, fill=1, fillMode=FILL_NON_ZERO)
    canvas.restoreState()


def _fitted(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """Return text in letters that the running font has, cut with an ellipsis where it is wider than `room` points."""
    font, shown = fonts.font(fonts.BOLD if bold else fonts.BODY), fonts.in_one_font(text, bold=bold)
    if font.stringWidth(shown, size) <= room:
        return shown
    while shown and font.stringWidth(f"{shown}…", size) > room:
        shown = shown[:-1]
    return f"{shown.rstrip()}…"
