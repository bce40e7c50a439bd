"""A picture in the window: the same frozen shapes that documents are painted from, in the theme's colours."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cremeet.exports.figures import WIDTH, Box, Label, Picture, Shape, Stroke
from cremeet.exports.status import Tone
from cremeet.views.fields.measure import px
from cremeet.views.theme import Theme
from cremeet.views.tokens import Colour

_TOKENS: dict[Tone, Colour] = {"calm": "ok", "watch": "warn", "alarm": "bad", "settled": "accent", "quiet": "ink"}
_LETTER_SIZE = 11.0
_LARGEST = 1.3
"""How much larger than its units a picture is drawn where there is room: its letters are then as large as the text."""
_ANCHORS = {
    "start": Qt.AlignmentFlag.AlignLeft,
    "middle": Qt.AlignmentFlag.AlignHCenter,
    "end": Qt.AlignmentFlag.AlignRight,
}


class PictureView(QWidget):
    """Paints a picture as wide as there is room, up to its full size; its sentence is its spoken name."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._picture = theme, None  # type: Theme, Picture | None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_picture(self, picture: Picture | None) -> None:
        """Show a picture, or nothing."""
        self._picture = picture
        self.setAccessibleName(picture.sentence if picture else "")
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return the height that the picture takes in a width."""
        return round(self._scale(width) * self._picture.height) if self._picture else 0

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the picture's full size at this size of text."""
        return QSize(px(WIDTH * _LARGEST), px(self._picture.height * _LARGEST) if self._picture else 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return half of that: it is still read."""
        return self.sizeHint() / 2

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the shapes."""
        if self._picture is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self._scale(self.width())
        painter.scale(scale, scale)
        for shape in self._picture.shapes:
            self._draw(painter, shape)
        painter.end()

    def _scale(self, width: int) -> float:
        return min(width, px(WIDTH * _LARGEST)) / WIDTH

    def _draw(self, painter: QPainter, shape: Shape) -> None:
        colour = self._theme.colour(_TOKENS[shape.tone])
        if isinstance(shape, Box):
            painter.setPen(QPen(colour, 1.2))
            painter.setBrush(colour if shape.filled else self._theme.colour("surface"))
            painter.drawRect(QRectF(shape.x, shape.y, shape.width, shape.height))
        elif isinstance(shape, Stroke):
            ink = self._theme.colour("line") if shape.tone == "quiet" else colour
            painter.setPen(QPen(ink, 2 if shape.heavy else 1))
            painter.drawLine(QPointF(shape.x1, shape.y1), QPointF(shape.x2, shape.y2))
        else:
            self._write(painter, shape)

    def _write(self, painter: QPainter, shape: Label) -> None:
        font = QFont(self._theme.family)
        font.setPixelSize(round(_LETTER_SIZE))
        font.setBold(shape.bold)
        painter.setFont(font)
        ink: Colour = "surface" if shape.light else _TOKENS[shape.tone]
        painter.setPen(self._theme.colour(ink))
        left = {"start": shape.x, "middle": shape.x - WIDTH / 2, "end": shape.x - WIDTH}[shape.anchor]
        place = QRectF(left, shape.y - _LETTER_SIZE, WIDTH, 2 * _LETTER_SIZE)
        painter.drawText(place, _ANCHORS[shape.anchor] | Qt.AlignmentFlag.AlignVCenter, shape.text)
