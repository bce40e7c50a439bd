"""A heading that opens and shuts what stands under it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cremeet.views.fields import across, button, space
from cremeet.views.fields.commands import stands_for_command


class Fold(QFrame):
    """A button that shows and hides `content`; a screen reader hears whether it is pressed."""

    def __init__(self, words: str, content: QWidget, *, opened: bool = False) -> None:
        super().__init__()
        self._words, self.content = words, content
        self.head = button("", "quiet", name=words)
        stands_for_command(self.head)
        self.head.setCheckable(True)
        self.head.setChecked(opened)
        self.head.toggled.connect(self._turn)
        column = QVBoxLayout(self)
        space(column, 4)
        column.addLayout(across(self.head, None))
        column.addWidget(content)
        self._turn(opened)

    def set_words(self, words: str) -> None:
        """Change the heading."""
        self._words = words
        self.head.setAccessibleName(words)
        self._mark()

    def open(self) -> None:
        """Show the content."""
        self.head.setChecked(True)

    def _turn(self, opened: bool) -> None:  # noqa: FBT001 - what the signal carries
        self.content.setVisible(opened)
        self._mark()

    def _mark(self) -> None:
        self.head.setText(f"{'▾' if self.head.isChecked() else '▸'} {self._words}".replace("&", "&&"))
