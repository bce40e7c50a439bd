"""Pieces that the painted cards share: wrapped words, chips and the letters of a speaker."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from cremeet.views.fields import px
from cremeet.views.theme import Theme
from cremeet.views.tokens import Colour

Flag = Qt.AlignmentFlag
LEFT = Flag.AlignLeft | Flag.AlignVCenter
RIGHT = Flag.AlignRight | Flag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Words laid out in lines of one height."""

    lines: tuple[str, ...]
    line_height: float

    @property
    def height(self) -> float:
        """The height of all lines."""
        return len(self.lines) * self.line_height

    def draw(self, painter: QPainter, x: float, y: float, width: float) -> None:
        """Draw the lines from (x, y) down with the painter's pen and font."""
        for number, words in enumerate(self.lines):
            row = QRectF(x, y + number * self.line_height, width + px(4), self.line_height)
            painter.drawText(row, LEFT, words)


@functools.lru_cache(maxsize=1024)
def wrap(words: str, font_key: str, width: int, line_height: float) -> Wrapped:
    """Break words into lines at `width` pixels; `font_key` is `QFont.toString()`, so that this can be remembered."""
    font = QFont()
    font.fromString(font_key)
    lines: list[str] = []
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    for paragraph in words.split("\n"):
        layout = QTextLayout(paragraph, font)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(20, width))
            lines.append(paragraph[line.textStart() : line.textStart() + line.textLength()].rstrip())
        layout.endLayout()
    return Wrapped(tuple(lines or [""]), line_height)


def chip(painter: QPainter, theme: Theme, right: float, top: float, words: str, tone: tuple[Colour, Colour]) -> float:
    """Draw a chip that ends at `right` and return its left edge; `tone` is (ink, ground)."""
    ink, ground = tone
    painter.setFont(theme.font(12, QFont.Weight.DemiBold))
    width = QFontMetricsF(painter.font()).horizontalAdvance(words) + px(12)
    box = QRectF(right - width, top, width, px(18))
    painter.setPen(theme.colour(ink) if theme.name == "contrast" else QColor(Qt.GlobalColor.transparent))
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(box, px(8), px(8))
    painter.setPen(theme.colour(ink))
    painter.drawText(box, Flag.AlignCenter, words)
    return box.left()


def letters(painter: QPainter, theme: Theme, right: float, top: float, initials: str) -> None:
    """Draw a speaker's initials in their small box, ending at `right`."""
    if not initials:
        return
    painter.setFont(theme.font(12, QFont.Weight.DemiBold))
    width = max(px(26), QFontMetricsF(painter.font()).horizontalAdvance(initials) + px(10))
    box = QRectF(right - width, top, width, px(18))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("sunken"))
    painter.drawRoundedRect(box, px(4), px(4))
    painter.setPen(theme.colour("ink"))
    painter.drawText(box, Flag.AlignCenter, initials)


def small(painter: QPainter, theme: Theme, rect: QRectF, words: str, colour: Colour, *, to_right: bool = False) -> None:
    """Draw one small line of words, shortened where there is no room."""
    painter.setFont(theme.font(12.5))
    painter.setPen(theme.colour(colour))
    shown = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, RIGHT if to_right else LEFT, shown)


def picture(painter: QPainter, theme: Theme, at: QPointF, icon: str, colour: Colour, size: float) -> None:
    """Draw an icon with its middle at `at`."""
    side = theme.px(size)
    painter.drawPixmap(QPointF(at.x() - side / 2, at.y() - side / 2), theme.pixmap(icon, colour, size))
