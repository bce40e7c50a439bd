"""The recovery code on one page of paper, to be locked away: black on white, large, and nothing else on it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontDatabase, QPainter
from PySide6.QtWidgets import QWidget

_WIDE = Qt.TextFlag.TextWordWrap
_BIG = 11.5
"""The size of the code: three groups and their gaps just fill a line."""


@dataclass(frozen=True, slots=True)
class RecoveryPage:
    """What the page says: which vault, the day as people read it, and the code in its groups."""

    vault: str
    day: str
    code: str


def code_lines(code: str, groups: int = 3) -> list[str]:
    """Return the code's groups, some to a line, so that it can be read out and copied by hand."""
    parts = code.replace("-", " ").split()
    return ["  ".join(parts[start : start + groups]) for start in range(0, len(parts), groups)]


def print_page(parent: QWidget, page: RecoveryPage) -> bool:
    """Ask for a printer and print the page; returns whether it was sent. A file is not offered: it would be copied."""
    from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("cremeet")  # shows in the printer's queue
    asked = QPrintDialog(printer, parent)
    asked.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, on=False)
    if asked.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    painter = QPainter()
    if not painter.begin(printer):
        return False
    draw(painter, printer.pageLayout().paintRectPixels(printer.resolution()), page)
    return painter.end()


def draw(painter: QPainter, within: QRect, page: RecoveryPage) -> float:
    """Draw the page into `within`, at any resolution; returns where it ends, so that a test sees it fits."""
    unit = within.width() / 170
    margin = 8 * unit
    room = QRectF(within).adjusted(margin, margin, -margin, -margin)
    pen = _Pen(painter, room, unit)
    painter.setPen(Qt.GlobalColor.black)
    pen.write(_say("Recovery code"), 9, bold=True, gap=4)
    pen.write(_say("Vault: {name}").format(name=page.vault), 5)
    pen.write(_say("Made on {day}. It takes the place of every earlier code.").format(day=page.day), 5, gap=10)
    top = pen.y
    pen.y += 6 * unit
    for line in code_lines(page.code):
        pen.write(line, _BIG, fixed=True, centred=True, gap=4)
    painter.drawRect(QRectF(room.left(), top, room.width(), pen.y + 2 * unit - top))
    pen.y += 14 * unit
    for title, lines in _words():
        pen.write(title, 5.5, bold=True, gap=2)
        for line in lines:
            pen.write(line, 4.6, gap=2)
        pen.y += 5 * unit
    return pen.y


class _Pen:
    """Writes one paragraph under another; sizes are in a hundred-and-seventieth of the page's width: millimetres."""

    def __init__(self, painter: QPainter, room: QRectF, unit: float) -> None:
        self._painter, self._room, self._unit, self.y = painter, room, unit, room.top()
        self._font = QFont(painter.font())

    def write(
        self, text: str, size: float, *, bold: bool = False, fixed: bool = False, centred: bool = False, gap: float = 2
    ) -> None:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont) if fixed else QFont(self._font)
        font.setPixelSize(max(1, round(size * self._unit)))
        font.setBold(bold or fixed)
        flags = _WIDE | (Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft)
        self._painter.setFont(font)
        place = QRectF(self._room.left(), self.y, self._room.width(), self._room.height())
        taken = self._painter.boundingRect(place, flags, text)
        self._painter.drawText(place, flags, text)
        self.y = taken.bottom() + gap * self._unit


def _words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        (
            _say("What it is for"),
            (_say("If somebody loses their passphrase, this code opens the record and lets them choose a new one."),),
        ),
        (
            _say("How to use it"),
            (
                _say("1. Start cremeet on the computer that has the vault."),
                _say("2. Choose “I have lost my passphrase” and type the code. Capitals do not matter."),
                _say("3. Choose a name and a new passphrase, and make a new recovery code afterwards."),
            ),
        ),
        (
            _say("Where to keep it"),
            (
                _say("In a locked safe or cabinet, in a sealed envelope, away from the computer."),
                _say("Whoever holds this page and the vault can read the whole record. Never photograph or e-mail it."),
            ),
        ),
    )


def _say(text: str) -> str:
    return QCoreApplication.translate("RecoveryPage", text)
