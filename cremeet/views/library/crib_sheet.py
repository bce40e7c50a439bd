"""The crib sheet, saved as a PDF or put on paper: made away from the window, from the practice in force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QFileDialog, QWidget

from cremeet.practice.pack import Pack
from cremeet.services import packs
from cremeet.views.fields.page import Page
from cremeet.views.fields.speak import announce
from cremeet.views.fields.words import across, button, label
from cremeet.views.navigation import Desk
from cremeet.views.unlock.background import Background

T = TypeVar("T")
_NAME, _ENDING = "cremeet-crib-sheet", ".pdf"


class CribSheet(QWidget):
    """The buttons that save and print it. `said` is what became of it; a refusal is among the faults of the page."""

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self._background: Background | None = None
        self.save = button(self.tr("Save the crib sheet…"), shortcut="Ctrl+S")
        self.paper = button(self.tr("Print the crib sheet…"), shortcut="Ctrl+P")
        self.said = label("", "muted", wrap=True)
        self.save.clicked.connect(self._choose)
        self.paper.clicked.connect(self._print)
        self.setLayout(across(self.paper, self.save))

    def stop(self) -> None:
        """Wait for no answer any more: the page is being left."""
        if self._background is not None:
            self._background.close()
            self._background = None

    def _choose(self) -> None:
        start = str(Path.home() / f"{_NAME}{_ENDING}")
        chosen, _ = QFileDialog.getSaveFileName(self.window(), self.tr("Where should the crib sheet go?"), start)
        if not chosen:
            return
        to = Path(chosen)
        to = to if to.suffix.lower() == _ENDING else to.with_name(to.name + _ENDING)
        from cremeet.exports import crib_sheet

        self._make(lambda pack, day: crib_sheet.write(pack, day, to), self._saved)

    def _print(self) -> None:
        from cremeet.exports import crib_sheet

        self._make(crib_sheet.render, self._to_paper)

    def _make(self, make: Callable[[Pack, date], T], then: Callable[[T], None]) -> None:
        """Make the sheet from the practice in force, away from the window, then go on with it here."""
        self._page.show_faults([])
        self._tell(self.tr("Making the crib sheet…"))
        day = self._desk.today()

        def begin(pack: Pack) -> None:
            self.stop()
            self._background = Background(self)
            self._background.run(lambda: make(pack, day), then, self._refused)

        self._desk.record.do(self, begin, packs.practice, failed=lambda error: self._refused(str(error)))

    def _saved(self, to: Path) -> None:
        self.stop()
        self._tell(self.tr("Saved as {name}").format(name=to.name))

    def _to_paper(self, content: bytes) -> None:
        from cremeet.views.send.printing import print_copies  # what draws a page takes a moment to load

        self.stop()
        self._tell("")
        if print_copies(self.window(), [content]):
            self._tell(self.tr("Sent to the printer"))

    def _refused(self, why: str) -> None:
        self.stop()
        self._tell("")
        self._page.show_faults([(why, self.save)])

    def _tell(self, words: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))
        if words:
            announce(self, words)
