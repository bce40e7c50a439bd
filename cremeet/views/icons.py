"""Icons: Tabler's line drawings, recoloured through `currentColor`, from `resources/icons/`.

The style sheet can only name a file for its arrows and ticks. So that nothing is written to a disk, those few are
handed to Qt as an in-memory resource, in the format that `rcc` writes.
"""

from __future__ import annotations

import functools
import struct

from PySide6.QtCore import QByteArray, QRectF, Qt, qRegisterResourceData
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from cremeet import paths

_DIRECTORY, _C_LOCALE, _FORMAT = 2, 1, 1


def svg(name: str, colour: str) -> bytes:
    """Return the drawing `name` as SVG with its lines in `colour` (`#rrggbb`)."""
    return (paths.resources() / "icons" / f"{name}.svg").read_text("utf-8").replace("currentColor", colour).encode()


@functools.lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """Return the drawing `size` device-independent pixels square, sharp on a screen of that pixel `ratio`."""
    side = round(size * ratio)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg(name, colour))).render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@functools.cache  # Qt keeps the pointer for the life of the process, so the bytes must live as long
def for_style_sheet(wanted: tuple[tuple[str, str, str], ...]) -> tuple[str, tuple[bytes, bytes, bytes]]:
    """Offer drawings to the style sheet from memory.

    `wanted` is (file name, drawing, colour) for each. Returns the folder to write before a file name in `url(...)`,
    and the registered bytes, which the cache keeps alive.
    """
    folder = "cremeet-" + "".join(colour.lstrip("#") for _, _, colour in wanted[:3])
    parts = _resource(folder, {file: svg(drawing, colour) for file, drawing, colour in wanted})
    qRegisterResourceData(_FORMAT, *parts)
    return f":/{folder}", parts


def _resource(folder: str, files: dict[str, bytes]) -> tuple[bytes, bytes, bytes]:
    """Return the tree, names and data of a Qt resource of one `folder` of `files` (format 1: no times)."""
    names, data = bytearray(), bytearray()

    def name(text: str) -> int:
        start = len(names)
        names.extend(struct.pack(">HI", len(text), _qt_hash(text)) + text.encode("utf-16-be"))
        return start

    tree = bytearray(struct.pack(">IHII", 0, _DIRECTORY, 1, 1))
    tree += struct.pack(">IHII", name(folder), _DIRECTORY, len(files), 2)
    for file in sorted(files, key=_qt_hash):  # Qt looks a name up by halving
        tree += struct.pack(">IHHHI", name(file), 0, 0, _C_LOCALE, len(data))
        data += struct.pack(">I", len(files[file])) + files[file]
    return bytes(tree), bytes(names), bytes(data)


def _qt_hash(text: str) -> int:
    value = 0
    for character in text:
        value = (value << 4) + ord(character)
        value ^= (value & 0xF0000000) >> 23
        value &= 0x0FFFFFFF
    return value
