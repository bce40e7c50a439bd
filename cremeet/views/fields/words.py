"""Labels, buttons and cards: the plain pieces, each with its role in the style sheet and its spoken name."""

from __future__ import annotations

from typing import Literal, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cremeet.views.fields.commands import command, native
from cremeet.views.fields.measure import space

Role = Literal[
    "h1", "h2", "strong", "small", "muted", "error", "badge", "kbd", "ok", "warn", "bad", "accent",
    "chip-plain", "chip-info", "chip-ok", "chip-warn", "chip-bad", "chip-plum", "chip-teal",
]  # fmt: skip
Kind = Literal["plain", "primary", "quiet", "danger", "link", "pill", "tool"]
L = TypeVar("L", bound=QBoxLayout)
CardRole = Literal["card", "prompt", "ok-card", "warn-card", "bad-card", "quiet-card"]


def label(text: str = "", role: Role | None = None, *, wrap: bool = False, name: str = "") -> QLabel:
    """Return a label in plain text (never markup: it may hold what someone typed); `name` is said instead of it."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if role and role.startswith(("chip", "badge", "kbd")):
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    if wrap:
        made.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    if name:
        made.setAccessibleName(name)
    return made


def button(
    text: str,
    kind: Kind = "plain",
    *,
    tip: str = "",
    shortcut: str = "",
    name: str = "",
    group: str = "",
    hint: str = "",
) -> QPushButton:
    """Return a push button; `shortcut` is shown in its tip, `name` is said where the text alone is not enough.

    One with a shortcut is a command of its window; `group` and `hint` are as for `command`.
    """
    made = QPushButton(text)
    made.setAutoDefault(False)
    made.setProperty("kind", kind)
    if shortcut:  # a button's own shortcut would wait a tenth of a second, for show
        command(made, "", shortcut, made.click, group=group, hint=hint)
    if tip or shortcut:
        keys = f" ({native(shortcut)})" if shortcut else ""
        made.setToolTip(f"{tip or text.replace('&', '')}{keys}")
    if name or not text:
        made.setAccessibleName(name or tip)
    return made


class WrappedButton(QPushButton):
    """A button whose words run over several lines where there is no room for one."""

    def __init__(self, text: str, kind: Kind = "plain") -> None:
        super().__init__()
        self.setAutoDefault(False)
        self.setProperty("kind", kind)
        self.setAccessibleName(text)
        self._words = label(text, wrap=True)
        self._words.setProperty("role", f"{kind}-words")
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self)
        space(column, 0, 4, 3)
        column.addWidget(self._words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the room that the words need."""
        column = self.layout()
        return column.totalSizeHint() if column is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the room that the words need at their narrowest."""
        column = self.layout()
        return column.totalMinimumSize() if column is not None else super().minimumSizeHint()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Return that the words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return the height that the words need in `width`."""
        column = self.layout()
        return column.totalHeightForWidth(width) if column is not None else super().heightForWidth(width)


def card(role: CardRole = "card", *, margin: float = 14, gap: float = 8) -> tuple[QFrame, QVBoxLayout]:
    """Return a framed card and the column inside it."""
    frame = QFrame()
    frame.setProperty("role", role)
    column = QVBoxLayout(frame)
    space(column, gap, margin)
    return frame, column


def line() -> QFrame:
    """Return a quiet divider."""
    made = QFrame()
    made.setProperty("role", "line")
    made.setFixedHeight(1)
    return made


def across(*pieces: QWidget | QLayout | None, gap: float = 8) -> QHBoxLayout:
    """Return a row of widgets and layouts; None is a stretch."""
    return _lay(QHBoxLayout(), pieces, gap)


def down(*pieces: QWidget | QLayout | None, gap: float = 8) -> QVBoxLayout:
    """Return a column of widgets and layouts; None is a stretch."""
    return _lay(QVBoxLayout(), pieces, gap)


def _lay(layout: L, pieces: tuple[QWidget | QLayout | None, ...], gap: float) -> L:
    space(layout, gap)
    for piece in pieces:
        if piece is None:
            layout.addStretch(1)
        elif isinstance(piece, QWidget):
            layout.addWidget(piece)
        else:
            layout.addLayout(piece)
    return layout
