"""Painted cards, kept as pictures: a list that is uncovered or moved is put together again, not painted again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPixmap

from cremeet.views.theme import Theme

LISTFULS = 2
"""How many times what the list shows is kept: what was just scrolled away comes back soon, and the rest seldom."""


class Pictures:
    """The pictures that were drawn last, on the ground of a card."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._kept: OrderedDict[Hashable, QPixmap] = OrderedDict()
        self._pixels = 0
        theme.changed.connect(self._forget)

    def draw(self, painter: QPainter, rect: QRectF, key: Hashable, paints: Callable[[QPainter, QRectF], None]) -> None:
        """Draw what `paints` draws, from the picture of it where it was drawn before with that key in that size."""
        device = painter.device()
        ratio = device.devicePixelRatio()
        width, height = round(rect.width()), round(rect.height())
        asked = (key, width, height, ratio)
        picture = self._kept.get(asked)
        if picture is None:
            picture = QPixmap(round(width * ratio + 0.49), round(height * ratio + 0.49))
            picture.setDevicePixelRatio(ratio)
            picture.fill(self._theme.colour("surface"))
            within = QPainter(picture)
            within.setRenderHints(painter.renderHints())
            paints(within, QRectF(0, 0, width, height))
            within.end()
            self._keep(asked, picture, LISTFULS * device.width() * device.height() * ratio**2)
        else:
            self._kept.move_to_end(asked)
        painter.drawPixmap(rect.topLeft(), picture)

    def _keep(self, asked: Hashable, picture: QPixmap, most: float) -> None:
        self._kept[asked] = picture
        self._pixels += picture.width() * picture.height()
        while self._pixels > most and len(self._kept) > 1:
            _, gone = self._kept.popitem(last=False)
            self._pixels -= gone.width() * gone.height()

    def _forget(self) -> None:
        self._kept.clear()
        self._pixels = 0
