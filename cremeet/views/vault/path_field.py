"""A place on the disk: chosen in the system's own dialog, shown in full."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from cremeet.views.fields.words import across, button, down, label


class PathField(QWidget):
    """A file to be written (`file` is the name that it is offered under), or a folder."""

    edited = Signal()

    def __init__(self, title: str, *, file: str = "", start: Path | None = None) -> None:
        """`title` stands over the system's dialog."""
        super().__init__()
        self._title, self._file, self._start = title, file, start or Path.home()
        self._path: Path | None = None
        self._said = label("", wrap=True)
        self._choose = button(QCoreApplication.translate("PathField", "Choose…"))
        self._choose.clicked.connect(self._pick)
        self.setLayout(down(self._said, across(self._choose, None), gap=4))
        self.set_value(None)

    @property
    def target(self) -> QWidget:
        """The button."""
        return self._choose

    def value(self) -> Path | None:
        """Return the place chosen, or None."""
        return self._path

    def set_value(self, path: Path | None) -> None:
        """Show a place, or that none is chosen."""
        self._path = path
        self._said.setText(str(path) if path else QCoreApplication.translate("PathField", "None is chosen yet."))

    def fault(self) -> str:
        """Return nothing: whether the place will do is the vault's to say."""
        return ""

    def is_empty(self) -> bool:
        """Return whether none is chosen."""
        return self._path is None

    def _pick(self) -> None:
        if self._file:
            chosen, _ = QFileDialog.getSaveFileName(self.window(), self._title, str(self._start / self._file))
        else:
            chosen = QFileDialog.getExistingDirectory(self.window(), self._title, str(self._path or self._start))
        if chosen:
            self.set_value(Path(chosen))
            self.edited.emit()
