"""Spacing for the building blocks, taken from the application's own font so that a block needs no theme."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLayout, QWidget

_DESIGN_SIZE = 14
_SPACE_GROWTH = 0.35


def scale() -> float:
    """Return how much larger than the design (14 px) the application's text is."""
    size = QApplication.font().pixelSize()
    return size / _DESIGN_SIZE if size > _DESIGN_SIZE else 1.0


def px(design: float) -> int:
    """Return `design` pixels at the present text size."""
    return round(design * scale()) or 1


def sp(design: float) -> int:
    """Return `design` pixels of spacing, which grows more slowly than text."""
    return max(1, round(design * (1 + (scale() - 1) * _SPACE_GROWTH)))


def space(layout: QLayout, gap: float, *margins: float) -> None:
    """Set a layout's gap and its margins (none, all alike, across and down, or left, top, right, bottom)."""
    layout.setSpacing(sp(gap) if gap else 0)
    match margins:
        case ():
            layout.setContentsMargins(0, 0, 0, 0)
        case (every,):
            layout.setContentsMargins(*(sp(every) if every else 0,) * 4)
        case (across, down):
            layout.setContentsMargins(*(sp(side) if side else 0 for side in (across, down, across, down)))
        case _:
            left, top, right, bottom = (sp(side) if side else 0 for side in margins)
            layout.setContentsMargins(left, top, right, bottom)


def look_again(widget: QWidget) -> None:
    """Have the style sheet read a widget's properties again after one changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def wear(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and show it."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        look_again(widget)
