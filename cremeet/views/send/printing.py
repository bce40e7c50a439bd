"""Copies on paper: each page of the finished PDF drawn onto the printer's page, so that paper and file are the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pypdfium2
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

DOTS = 200
"""Dots to the inch at which a page is drawn for the printer: text stays sharp, a page stays under 20 MB."""


def print_copies(parent: QWidget, files: Sequence[bytes]) -> bool:
    """Ask for a printer once and print every file; returns whether they were sent. No file can be printed to."""
    from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("cremeet")  # shows in the printer's queue
    asked = QPrintDialog(printer, parent)
    asked.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, on=False)
    if asked.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    return draw_copies(printer, files)


def draw_copies(printer: QPrinter, files: Sequence[bytes]) -> bool:
    """Draw every page of these PDFs, each file beginning on a page of its own and turned as its pages are."""
    painter, first = QPainter(), True
    printer.setFullPage(True)
    for content in files:
        read = pypdfium2.PdfDocument(content)
        try:
            for page in read:
                wide = page.get_width() > page.get_height()
                printer.setPageOrientation(
                    QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
                )
                if first and not painter.begin(printer):
                    return False
                if not first:
                    printer.newPage()
                first = False
                image = _image(page)
                painter.drawImage(QRectF(painter.viewport()), image)
        finally:
            read.close()
    return first or painter.end()


def _image(page: pypdfium2.PdfPage) -> QImage:
    bitmap = page.render(scale=DOTS / 72, rev_byteorder=False)
    form = QImage.Format.Format_RGB888 if bitmap.n_channels == 3 else QImage.Format.Format_RGB32
    image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, form)
    # PDFium puts blue first; the copy outlives the bitmap, whose memory goes with it
    return image.rgbSwapped() if bitmap.n_channels == 3 else image.copy()
