"""A picture for Word: the frozen shapes drawn as a PNG, with the fonts that PDFs carry, the same bytes each time."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFont

from cremeet import paths
from cremeet.exports import style as look
from cremeet.exports.figures import WIDTH, Box, Label, Picture, Stroke

SCALE = 4
"""Dots for each unit: 300 to the inch at the width of a page."""
_ANCHORS = {"start": "lm", "middle": "mm", "end": "rm"}
_GROUND, _LETTER_SIZE = "FFFFFF", 11


def png(picture: Picture) -> bytes:
    """Return the picture as a PNG without any metadata."""
    image = Image.new("RGB", (round(WIDTH * SCALE), round(picture.height * SCALE)), f"#{_GROUND}")
    draw = ImageDraw.Draw(image)
    for shape in picture.shapes:
        _draw(draw, shape)
    out = io.BytesIO()
    image.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def _draw(draw: ImageDraw.ImageDraw, shape: Box | Stroke | Label) -> None:
    colour = f"#{look.TONES[shape.tone]}"
    if isinstance(shape, Box):
        corners = [shape.x, shape.y, shape.x + shape.width, shape.y + shape.height]
        fill = colour if shape.filled else f"#{_GROUND}"
        draw.rectangle([each * SCALE for each in corners], fill=fill, outline=colour, width=SCALE)
    elif isinstance(shape, Stroke):
        ends = [each * SCALE for each in (shape.x1, shape.y1, shape.x2, shape.y2)]
        plain = f"#{look.RULE}" if shape.tone == "quiet" else colour
        draw.line(ends, fill=plain, width=2 * SCALE if shape.heavy else SCALE // 2)
    else:
        ink = f"#{_GROUND}" if shape.light else f"#{look.INK}" if shape.tone == "quiet" else colour
        at = (shape.x * SCALE, shape.y * SCALE)
        draw.text(at, shape.text, fill=ink, font=_font(bold=shape.bold), anchor=_ANCHORS[shape.anchor])


def _font(*, bold: bool) -> ImageFont.FreeTypeFont:
    name = f"AtkinsonHyperlegibleNext-{'Bold' if bold else 'Regular'}.ttf"
    return ImageFont.truetype(str(paths.resources() / "fonts" / name), _LETTER_SIZE * SCALE)
