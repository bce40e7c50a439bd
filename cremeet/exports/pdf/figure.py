"""A picture for a PDF: the frozen shapes as lines and words, one tagged figure with its alternative text."""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import HexColor, white
from reportlab.platypus import Flowable

from cremeet.exports import style as look
from cremeet.exports.figures import WIDTH, Box, Label, Picture, Shape, Stroke
from cremeet.exports.pdf import fonts
from cremeet.exports.pdf.canvas import TaggedCanvas
from cremeet.exports.pdf.structure import Element

_LETTER_SIZE = 11


class PaintedPicture(Flowable):  # type: ignore[misc]  # ReportLab publishes no types
    """A picture as wide as the text, of one Figure element."""

    canv: TaggedCanvas

    def __init__(self, picture: Picture, element: Element, room: float) -> None:
        super().__init__()
        self._picture, self._element = picture, element
        self._scale = min(room, WIDTH * 1.4) / WIDTH
        self.width, self.height = WIDTH * self._scale, picture.height * self._scale
        self.spaceBefore, self.spaceAfter = 4, 8

    def wrap(self, _availWidth: float, _availHeight: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Return the width and height."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the shapes."""
        x, y = self.canv.absolutePosition(0, 0)
        with self.canv.figure(self._element, (x, y, x + self.width, y + self.height)):
            self.canv.saveState()
            self.canv.scale(self._scale, self._scale)
            for shape in self._picture.shapes:
                self._draw(shape)
            self.canv.restoreState()

    def _draw(self, shape: Shape) -> None:
        canvas: Any = self.canv
        top, colour = self._picture.height, HexColor(f"#{look.TONES[shape.tone]}")
        canvas.setStrokeColor(HexColor(f"#{look.RULE}") if shape.tone == "quiet" else colour)
        if isinstance(shape, Box):
            canvas.setFillColor(colour if shape.filled else white)
            canvas.setLineWidth(1)
            canvas.rect(shape.x, top - shape.y - shape.height, shape.width, shape.height, stroke=1, fill=1)
        elif isinstance(shape, Stroke):
            canvas.setLineWidth(2 if shape.heavy else 0.5)
            canvas.line(shape.x1, top - shape.y1, shape.x2, top - shape.y2)
        else:
            self._write(shape, top - shape.y - _LETTER_SIZE * 0.35)

    def _write(self, shape: Label, y: float) -> None:
        canvas: Any = self.canv
        ink = white if shape.light else HexColor(f"#{look.INK if shape.tone == 'quiet' else look.TONES[shape.tone]}")
        canvas.setFillColor(ink)
        canvas.setFont(fonts.BOLD if shape.bold else fonts.BODY, _LETTER_SIZE)
        writes = {"start": canvas.drawString, "middle": canvas.drawCentredString, "end": canvas.drawRightString}
        writes[shape.anchor](shape.x, y, fonts.in_one_font(shape.text, bold=shape.bold))
