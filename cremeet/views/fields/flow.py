"""A row that goes on in the next line where there is no room: for chips and tool buttons at any text size."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from cremeet.views.fields.measure import sp


class Flow(QLayout):
    """Lays widgets out left to right, line after line; hidden ones take no room."""

    def __init__(self, gap: float = 6) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        """Add an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """Return an item, or None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """Take an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        """Return that a flow wants no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Return that the lines depend on the width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return the height of all lines in `width`; remembered, for every layout above asks many times over."""
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), test=True)
        return self._heights[width]

    def invalidate(self) -> None:
        """Forget what was measured: something in here has changed."""
        super().invalidate()
        self._heights.clear()

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        """Place everything."""
        super().setGeometry(rect)
        self._place(rect, test=False)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for the widest item."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for the widest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, test: bool) -> int:
        """Lay line after line; what is lower than its line stands in the middle of it. Returns the height of all."""
        gap, y = sp(self._gap), rect.y()
        line: list[tuple[QLayoutItem, int, QSize]] = []
        x, height = rect.x(), 0

        def end_line() -> None:
            for item, left, size in line:
                if not test:
                    item.setGeometry(QRect(QPoint(left, y + (height - size.height()) // 2), size))
            line.clear()

        for item in self._items:
            if item.isEmpty():
                continue
            wanted = item.sizeHint()
            if line and x + wanted.width() > rect.right() + 1:
                end_line()
                x, y, height = rect.x(), y + height + gap, 0
            size = QSize(min(wanted.width(), max(rect.width(), item.minimumSize().width())), wanted.height())
            line.append((item, x, size))
            x, height = x + size.width() + gap, max(height, size.height())
        end_line()
        return y + height - rect.y()


def flowing(*widgets: QWidget, gap: float = 6) -> QWidget:
    """Return a widget whose pieces flow."""
    made = QWidget()
    flow = Flow(gap)
    made.setLayout(flow)
    for widget in widgets:
        flow.addWidget(widget)
    policy = made.sizePolicy()
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made
