"""The bar at the foot: the keys that work here, that the record is encrypted, and what its check found."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from cremeet.views.fields.measure import px, space, wear
from cremeet.views.fields.words import across, label
from cremeet.views.theme import Theme

Keys = tuple[tuple[str, str], ...]
_LEAST = 320


class KeyBar(QFrame):
    """Key hints on the left; the state of the record on the right."""

    def __init__(self, theme: Theme, footing: str) -> None:
        super().__init__()
        self.setObjectName("KeyBar")
        self._hints: list[QWidget] = []
        self._keys: Keys = ()
        self._row = QHBoxLayout(self)
        space(self._row, 12, 14, 4)
        self._row.addStretch(1)
        icon = QLabel()
        theme.give_icon(icon, "shield-lock", "muted", 15)
        self._footing = label(footing, "small")
        self._row.addLayout(across(icon, self._footing, gap=5))
        self._compact = False

    def say(self, footing: str, about: str = "", *, bad: bool = False) -> None:
        """Say another thing about the record; `about` is its tip."""
        self._footing.setText(footing)
        self._footing.setToolTip(about)
        self._footing.setAccessibleDescription(about)
        wear(self._footing, "role", "bad" if bad else "small")
        self._fit()

    def set_keys(self, keys: Keys) -> None:
        """Show other keys; nothing is drawn again for the same ones."""
        if keys == self._keys:
            return
        self._keys = keys
        for old in self._hints:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._hints = []
        for key, words in keys:
            hint = QWidget()
            hint.setLayout(across(label(key, "kbd"), label(words, "small"), gap=5))
            self._row.insertWidget(len(self._hints), hint)
            self._hints.append(hint)
        self._fit()

    def set_compact(self, *, compact: bool) -> None:
        """Leave the hints out where there is no room; the help panel still has them."""
        self._compact = compact
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show as many hints as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for no more width than the footing needs: hints give way."""
        return QSize(px(_LEAST), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As `sizeHint`."""
        return QSize(px(_LEAST), super().minimumSizeHint().height())

    def _fit(self) -> None:
        """Show the hints, from the first on, that fit whole beside what is said of the record."""
        margins, gap = self._row.contentsMargins(), self._row.spacing()
        room = self.width() - margins.left() - margins.right() - self._footing.sizeHint().width() - px(24) - 2 * gap
        for hint in self._hints:
            room -= hint.sizeHint().width() + gap
            hint.setVisible(not self._compact and room >= 0)
