"""Copies on paper: the pages that go to the printer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter

from cremeet.exports import issue
from cremeet.views.send.printing import draw_copies
from tests.exports import told


def test_every_page_of_a_document_is_drawn_on_paper(empty_record: Any, pack: Any, tmp_path: Path, qapp: Any) -> None:
    record = told.record(empty_record, pack)
    files = [issue.render(issue.build(record, document, audience="chair"), "pdf") for document in ("plan", "actions")]
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert draw_copies(printer, files)
    del printer
    sizes = [[page.get_width() > page.get_height() for page in pypdfium2.PdfDocument(content)] for content in files]
    printed = pypdfium2.PdfDocument((tmp_path / "printed.pdf").read_bytes())
    assert [page.get_width() > page.get_height() for page in printed] == [one for each in sizes for one in each]
    assert len(set(bytes(printed[0].render(scale=0.2).buffer))) > 10, "the page is not blank"
