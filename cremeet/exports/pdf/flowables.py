"""Paragraphs and tables that know which structure element they draw, however ReportLab splits them over pages."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, Paragraph, Table
from reportlab.platypus.tables import TableRenderCB

from cremeet.exports import style as look
from cremeet.exports.pdf.canvas import TaggedCanvas, TaggedText
from cremeet.exports.pdf.inline import InlineParts
from cremeet.exports.pdf.structure import Element
from cremeet.exports.status import Status, Symbol


class TaggedParagraph(Paragraph):  # type: ignore[misc]  # ReportLab publishes no types
    """A paragraph of one element; `label` is the element of the bullet or number drawn before it."""

    element: Element
    parts: InlineParts
    label: Element | None = None
    canv: TaggedCanvas
    _wrapped_at: float | None = None

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Return the width and height; a table asks three times over for the same width, and once is enough."""
        if self._wrapped_at != availWidth or not hasattr(self, "blPara"):
            super().wrap(availWidth, availHeight)
            self._wrapped_at = availWidth
        return self.width, self.height

    def beginText(self, x: float, y: float) -> TaggedText:  # noqa: N802 - ReportLab's own name
        """Return the text object that ReportLab draws the words with."""
        text = self.canv.beginText(x, y, element=self.element)
        if not self.canv.in_artifact:
            text.parts = self.parts
            if self.blPara.kind == 0 and getattr(self.blPara, "link", None):  # a paragraph that is all one link
                text.expect_link(*self.blPara.link[0], places=len(self.blPara.lines))
        return text

    def split(self, availWidth: float, availHeight: float) -> Any:  # noqa: N803 - ReportLab's own names
        """Return the halves, which feed the same element."""
        parts = super().split(availWidth, availHeight)
        for place, part in enumerate(parts):
            if part is not self:
                part.element, part.parts = self.element, self.parts
                part.label = self.label if place == 0 else None
        return parts

    def draw(self) -> None:
        """Draw the words; the lines below links are artifacts."""
        start = len(self.canv._code)
        with self.canv.content_of(self.label if self.bulletText else self.element):
            super().draw()
        if not self.canv.in_artifact:
            self.canv.fence(start)


class HeadingParagraph(TaggedParagraph):
    """A heading, which is also an entry of the outline (bookmarks) at `depth` from 0."""

    entry: tuple[str, str, int] | None = None
    """The outline entry's key, words and depth; none on the second half of a heading that was split."""

    def draw(self) -> None:
        """Draw the words and enter them into the outline."""
        if self.entry:
            key, words, depth = self.entry
            self.canv.bookmarkHorizontal(key, 0, self.height)
            self.canv.addOutlineEntry(words, key, depth, closed=depth > 1)
        super().draw()

    def split(self, availWidth: float, availHeight: float) -> Any:  # noqa: N803 - ReportLab's own names
        """Return the halves; the first keeps the outline entry."""
        parts = super().split(availWidth, availHeight)
        if parts and parts[0] is not self:
            parts[0].entry = self.entry
        return parts


class StatusParagraph(TaggedParagraph):
    """A status's word, with its shape drawn before it as an artifact: the word carries the meaning."""

    status: Status

    def draw(self) -> None:
        """Draw the shape, then the word."""
        canvas, scale = self.canv, self.style.fontSize / look.CELL.size
        with canvas.artifact():
            canvas.saveState()
            colour = HexColor(f"#{look.TONES[self.status.tone]}")
            canvas.setFillColor(colour)
            canvas.setStrokeColor(colour)
            draw_shape(canvas, self.status.shape, 5 * scale, self.height - 8.2 * scale, 4 * scale)
            canvas.restoreState()
        super().draw()

    def split(self, availWidth: float, availHeight: float) -> Any:  # noqa: N803 - ReportLab's own names
        """Return the halves, each with the status."""
        parts = super().split(availWidth, availHeight)
        for part in parts:
            part.status = self.status
        return parts


_CORNERS: dict[Symbol, tuple[tuple[float, float], ...]] = {
    "triangle": ((0, 1.15), (1.15, -0.9), (-1.15, -0.9)),
    "square": ((-0.95, -0.95), (0.95, -0.95), (0.95, 0.95), (-0.95, 0.95)),
    "diamond": ((0, 1.2), (1.2, 0), (0, -1.2), (-1.2, 0)),
    "octagon": (
        (-0.45, 1.1), (0.45, 1.1), (1.1, 0.45), (1.1, -0.45),
        (0.45, -1.1), (-0.45, -1.1), (-1.1, -0.45), (-1.1, 0.45),
    ),
    "tick": ((-1, 0), (-0.25, -0.8), (1, 0.9)),
}  # fmt: skip
"""The corners of each shape, in radii from its middle."""


def draw_shape(canvas: Any, shape: Symbol, x: float, y: float, radius: float) -> None:
    """Draw a status's shape round a middle, in the canvas's colours."""
    path = canvas.beginPath()
    if shape in {"circle", "ring"}:
        path.circle(x, y, radius * (0.85 if shape == "ring" else 1))
    else:
        (first_x, first_y), *others = _CORNERS[shape]
        path.moveTo(x + first_x * radius, y + first_y * radius)
        for corner_x, corner_y in others:
            path.lineTo(x + corner_x * radius, y + corner_y * radius)
    stroked = shape in {"ring", "tick"}
    if stroked:
        canvas.setLineWidth(radius * 0.45)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
    elif shape != "circle":
        path.close()
    canvas.drawPath(path, stroke=int(stroked), fill=int(not stroked))


class RuledLines(Flowable):  # type: ignore[misc]  # ReportLab publishes no types
    """Ruled lines to write on, an artifact: the label above says what they are for."""

    canv: TaggedCanvas

    def __init__(self, lines: int, apart: float) -> None:
        super().__init__()
        self._lines, self._apart = lines, apart
        self.tall = lines * apart + apart / 3

    def wrap(self, availWidth: float, _availHeight: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Return the width and height that the lines take."""
        self.width = availWidth
        return availWidth, self.tall

    def split(self, _availWidth: float, availHeight: float) -> list[RuledLines]:  # noqa: N803 - ReportLab's own names
        """Return the lines that fit on this page and the others: large print on a page on its side has few."""
        fit = int((availHeight - self._apart / 3) / self._apart)
        if not 0 < fit < self._lines:
            return []
        return [RuledLines(fit, self._apart), RuledLines(self._lines - fit, self._apart)]

    def draw(self) -> None:
        """Draw the lines, in a grey that a copier keeps."""
        with self.canv.artifact("Layout"):
            self.canv.saveState()
            self.canv.setStrokeColor(HexColor(f"#{look.MUTED}"))
            self.canv.setLineWidth(0.5)
            for line in range(1, self._lines + 1):
                y = self.tall - line * self._apart
                self.canv.line(0, y, self.width, y)
            self.canv.restoreState()


class _TableArtifacts(TableRenderCB):  # type: ignore[misc]  # ReportLab publishes no types
    """Makes artifacts of a table's tints and rules, and of the heading row where it is repeated on a later page."""

    def startTable(self, T: Any) -> None:  # noqa: N802, N803 - ReportLab's own names, here and below
        """Begin a part of the table: nothing to do."""

    def endTable(self, T: Any) -> None:  # noqa: N802, N803 - ReportLab's names
        """End a part of the table: nothing to do."""

    def startBG(self, T: Any) -> None:  # noqa: N802, N803 - ReportLab's names
        """Begin the tints."""
        T.open_artifact("Layout")

    def endBG(self, T: Any) -> None:  # noqa: N802, N803 - ReportLab's names
        """End the tints."""
        T.close_artifact()

    def startLines(self, T: Any) -> None:  # noqa: N802, N803 - ReportLab's names
        """Begin the rules."""
        T.open_artifact("Layout")

    def endLines(self, T: Any) -> None:  # noqa: N802, N803 - ReportLab's names
        """End the rules."""
        T.close_artifact()

    def startRow(self, T: Any, rowNo: int) -> None:  # noqa: N802, N803 - ReportLab's names
        """Begin a row."""
        if T.continued and rowNo < T.repeatRows:
            T.open_artifact("Pagination")

    def endRow(self, T: Any) -> None:  # noqa: N802, N803 - ReportLab's names
        """End a row."""
        T.close_artifact()

    def startCell(self, T: Any, *place: Any) -> None:  # noqa: N802, N803 - ReportLab's names
        """Begin a cell: its paragraphs know their element."""

    def endCell(self, T: Any) -> None:  # noqa: N802, N803 - ReportLab's names
        """End a cell: nothing to do."""


_ARTIFACTS = _TableArtifacts()


class TaggedTable(Table):  # type: ignore[misc]  # ReportLab publishes no types
    """A table whose rows stay whole; only a row taller than a page is cut."""

    continued = False
    page_height = 0.0
    """The height of a page's text, in points."""

    def __init__(self, *given: Any, **named: Any) -> None:
        named.setdefault("renderCB", _ARTIFACTS)
        self._artifact: AbstractContextManager[None] | None = None
        super().__init__(*given, **named)

    def open_artifact(self, kind: str) -> None:
        """Begin an artifact of this kind."""
        self._artifact = self.canv.artifact(kind)
        self._artifact.__enter__()

    def close_artifact(self) -> None:
        """End the artifact, if one was begun."""
        if self._artifact:
            self._artifact.__exit__(None, None, None)
            self._artifact = None

    def split(self, availWidth: float, availHeight: float) -> Any:  # noqa: N803 - ReportLab's own names
        """Return the parts on this page and the next (ReportLab would cut any first row that does not fit)."""
        self.splitInRow = 0
        parts = super().split(availWidth, availHeight)
        if not parts:
            heights, repeated = self._rowHeights, self.repeatRows
            if len(heights) > repeated and sum(heights[: repeated + 1]) > self.page_height:
                self.splitInRow = 1
                parts = super().split(availWidth, availHeight)
        for place, part in enumerate(parts):
            if part is not self:
                part.continued = self.continued or place > 0
                part.page_height = self.page_height
        return parts
