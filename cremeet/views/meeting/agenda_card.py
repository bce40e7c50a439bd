"""One step of the agenda: a numbered mark on a line, the title, and the minutes used and planned."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from cremeet.services.meetings import ItemRecord
from cremeet.views.fields import px
from cremeet.views.meeting import paint
from cremeet.views.meeting.cards import Card
from cremeet.views.theme import Theme
from cremeet.views.tokens import Colour

_TALL, _SHORT = 43, 36


def say_item(item: ItemRecord, seconds: int) -> str:
    """Return how a step is read aloud."""
    used, planned = seconds // 60, item.minutes_planned
    states = {
        "done": _say("done, took {used} of %n minutes", planned).format(used=used),
        "now": _say("current item, {used} of %n minutes used", planned).format(used=used),
        "skipped": _say("skipped: {reason}").format(reason=item.skip_reason),
        "waiting": _say("still to come, %n minutes planned", planned),
    }
    return f"{item.title}, {states.get(item.state, item.state)}"


def _say(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("Agenda", text, "", count)


class AgendaCard(Card):
    """Paints a step; `compact` leaves only its mark, for the narrow strip."""

    def __init__(self, theme: Theme, seconds: Callable[[ItemRecord], int], shown: Callable[[], str]) -> None:
        """`seconds` answers the time used now, `shown` the id of the item whose minutes are shown."""
        super().__init__(theme)
        self.compact, self.last = False, 0
        self._seconds, self._shown = seconds, shown

    def height(self, record: ItemRecord, width: int) -> int:
        """Return room for one line of title, or two."""
        if self.compact:
            return px(_SHORT)
        lines = self._title(record, width).lines
        return px(_TALL if len(lines) > 1 else _SHORT)

    def draw(self, painter: QPainter, rect: QRectF, record: ItemRecord, row: int) -> None:
        """Draw the mark, the line to its neighbours, the title and the time."""
        theme = self.theme
        if record.item_id == self._shown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(rect.adjusted(px(2), 1, -px(2), -1), px(8), px(8))
        self._draw_line(painter, rect, record, row)
        self._draw_mark(painter, rect, record)
        if not self.compact:
            self._draw_words(painter, rect, record)

    def _draw_line(self, painter: QPainter, rect: QRectF, item: ItemRecord, row: int) -> None:
        x, y, radius = rect.left() + px(20), rect.center().y(), px(11)
        painter.setPen(self._line_pen(passed=item.state in {"done", "now"}))
        if row:
            painter.drawLine(QPointF(x, rect.top() - 1), QPointF(x, y - radius - 2))
        painter.setPen(self._line_pen(passed=item.state == "done"))
        if row < self.last:
            painter.drawLine(QPointF(x, y + radius + 2), QPointF(x, rect.bottom() + 1))

    def _line_pen(self, *, passed: bool) -> QPen:
        return QPen(self.theme.colour("ok" if passed else "control"), 2 if passed else 1.2)

    def _draw_mark(self, painter: QPainter, rect: QRectF, item: ItemRecord) -> None:
        theme, middle, radius = self.theme, QPointF(rect.left() + px(20), rect.center().y()), px(11)
        filled: dict[str, Colour] = {"done": "ok", "now": "accent"}
        if item.state in filled:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(filled[item.state]))
        else:
            painter.setPen(QPen(theme.colour("control"), 1.4))
            painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(middle, radius, radius)
        if item.state == "done":
            paint.picture(painter, theme, middle, "check", "surface", 15)
        elif item.state == "skipped":
            paint.picture(painter, theme, middle, "x", "muted", 14)
        else:
            painter.setFont(theme.font(12, QFont.Weight.DemiBold))
            painter.setPen(theme.colour("accent_ink" if item.state == "now" else "muted"))
            box = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(item.position))

    def _draw_words(self, painter: QPainter, rect: QRectF, item: ItemRecord) -> None:
        theme, left = self.theme, rect.left() + px(40)
        used, planned = self._seconds(item) // 60, item.minutes_planned
        over = used > planned
        if item.state == "skipped":
            time = self.tr("skipped")
        else:
            time = f"{used}/{planned}" if item.state in {"done", "now"} or used else f"{planned}m"
        box = QRectF(left, rect.top(), rect.width() - px(40) - px(10), rect.height())
        painter.setPen(theme.colour("warn" if over else "muted"))
        paint.small(painter, theme, box, time, "warn" if over else "muted", to_right=True)
        words = self._title(item, round(rect.width()))
        painter.setFont(self._font(item))
        painter.setPen(theme.colour("muted" if item.state in {"done", "skipped"} else "ink"))
        words.draw(painter, left, rect.center().y() - words.height / 2, self._room(item, round(rect.width())))

    def _font(self, item: ItemRecord) -> QFont:
        return self.theme.font(13, QFont.Weight.DemiBold if item.state == "now" else QFont.Weight.Normal)

    def _room(self, item: ItemRecord, width: int) -> int:
        widest = "skipped" if item.state == "skipped" else "00/00" if item.state in {"done", "now"} else "00m"
        time = QFontMetricsF(self.theme.font(12.5)).horizontalAdvance(widest)
        return width - px(40) - px(18) - round(time)

    def _title(self, item: ItemRecord, width: int) -> paint.Wrapped:
        """Return the title in at most two lines."""
        font = self._font(item)
        found = paint.wrap(item.title, font.toString(), self._room(item, width), px(17))
        if len(found.lines) <= 2:
            return found
        room = self._room(item, width)
        rest = QFontMetricsF(font).elidedText(" ".join(found.lines[1:]), Qt.TextElideMode.ElideRight, room)
        return paint.Wrapped((found.lines[0], rest), found.line_height)
