"""The crib sheet, saved as a PDF to print: made away from the window, from the practice in force."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from cremeet.practice.pack import Pack
from cremeet.services import packs
from cremeet.views.fields.page import Page
from cremeet.views.fields.speak import announce
from cremeet.views.fields.words import across, button, label
from cremeet.views.navigation import Desk
from cremeet.views.unlock.background import Background

_NAME, _ENDING = "cremeet-crib-sheet", ".pdf"


class CribSheet(QWidget):
    """The button that saves it, and beside it what became of it; a refusal stands among the faults of the page."""

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self._background: Background | None = None
        self.save = button(self.tr("Save the crib sheet…"), shortcut="Ctrl+S")
        self.said = label("", "muted")
        self.save.clicked.connect(self._choose)
        self.setLayout(across(self.said, self.save))

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
        self._page.show_faults([])
        self._tell(self.tr("Making the crib sheet…"))
        self._desk.record.do(
            self, lambda pack: self._make(pack, to), packs.practice, failed=lambda error: self._refused(str(error))
        )

    def _make(self, pack: Pack, to: Path) -> None:
        day = self._desk.today()

        def work() -> Path:
            from cremeet.exports import crib_sheet

            return crib_sheet.write(pack, day, to)

        self.stop()
        self._background = Background(self)
        self._background.run(work, self._saved, self._refused)

    def _saved(self, to: Path) -> None:
        self.stop()
        self._tell(self.tr("Saved as {name}").format(name=to.name))

    def _refused(self, why: str) -> None:
        self.stop()
        self.said.setText("")
        self._page.show_faults([(why, self.save)])

    def _tell(self, words: str) -> None:
        self.said.setText(words)
        announce(self, words)
