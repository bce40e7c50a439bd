"""The painted cards of the inspector: actions, decisions and people."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from cremeet.services.meetings import ActionLine, DecisionRecord, PersonRecord
from cremeet.views.fields import px, show_date
from cremeet.views.meeting import paint
from cremeet.views.meeting.cards import Card
from cremeet.views.meeting.work import HERE, clock_time
from cremeet.views.plan.slipping import slipped
from cremeet.views.tokens import Colour

Chips = Sequence[tuple[str, tuple[Colour, Colour]]]
_PAD, _LINE, _TOP = 10, 18, 20
_STRONG = QFont.Weight.DemiBold


class _Boxed(Card):
    """A card with a reference and chips at the top, wrapped words, and a line of small words at the foot."""

    def _frame(self, painter: QPainter, rect: QRectF, *, sunken: bool = False) -> QRectF:
        box = rect.adjusted(px(3), 3, -px(3), -3)
        painter.setPen(QPen(self.theme.colour("line"), 1))
        painter.setBrush(self.theme.colour("sunken" if sunken else "surface"))
        painter.drawRoundedRect(box, px(7), px(7))
        return box

    def _head(self, painter: QPainter, box: QRectF, reference: str, ink: Colour, chips: Chips) -> None:
        painter.setFont(self.theme.font(12.5, _STRONG))
        painter.setPen(self.theme.colour(ink))
        left, top = box.left() + px(_PAD), box.top() + px(4)
        painter.drawText(QRectF(left, top, box.width(), px(_LINE)), paint.LEFT, reference)
        room = left + QFontMetricsF(painter.font()).horizontalAdvance(reference) + px(6)
        right = box.right() - px(8)
        for words, tone in chips:
            width = QFontMetricsF(self.theme.font(12, _STRONG)).horizontalAdvance(words) + px(12)
            if right - width < room:
                break
            right = paint.chip(painter, self.theme, right, top, words, tone) - px(4)

    def _words(self, text: str, width: int) -> paint.Wrapped:
        return paint.wrap(text, self.theme.font(13.5).toString(), width - px(2 * _PAD + 8), px(_LINE))

    def _body(self, painter: QPainter, box: QRectF, rect: QRectF, text: str, ink: Colour) -> float:
        words = self._words(text, round(rect.width()))
        painter.setFont(self.theme.font(13.5))
        painter.setPen(self.theme.colour(ink))
        top = box.top() + px(_TOP + 3)
        words.draw(painter, box.left() + px(_PAD), top, box.width() - px(2 * _PAD))
        return top + words.height


class ActionCard(_Boxed):
    """An action: reference, words, owner, due date; overdue, carried, slipping and done in words and colour."""

    def height(self, record: ActionLine, width: int) -> int:
        """Return room for the words, and for how an earlier action has slipped."""
        slipped = self._slipped(record, width)
        return round(self._words(record.words, width).height + (slipped.height if slipped else 0)) + px(_TOP + 26) + 8

    def _slipped(self, record: ActionLine, width: int) -> paint.Wrapped | None:
        """Return how often an earlier action was carried and moved; its days overdue stand at the top already."""
        if not record.from_earlier:
            return None
        font = self.theme.font(12.5).toString()
        return paint.wrap(slipped(record, late=False), font, width - px(2 * _PAD + 8), px(_LINE))

    def draw(self, painter: QPainter, rect: QRectF, record: ActionLine, row: int) -> None:  # noqa: ARG002 - the base's
        """Draw the card."""
        over = record.status in {"done", "cancelled"}
        box = self._frame(painter, rect, sunken=over)
        chips: list[tuple[str, tuple[Colour, Colour]]] = []
        if over:
            chips.append((record.status_title, ("ok", "ok_soft") if record.status == "done" else ("muted", "sunken")))
        elif record.overdue_days:
            chips.append((self.tr("Overdue %n days", "", record.overdue_days), ("bad", "bad_soft")))
        elif record.priority == "high":
            chips.append((self.tr("High"), ("bad", "bad_soft")))
        if record.slipping and not over:
            chips.append((self.tr("Slipping"), ("bad", "bad_soft")))
        if record.from_earlier and not over:
            chips.append((self.tr("Carried") if record.reviewed else self.tr("To review"), ("warn", "warn_soft")))
        self._head(painter, box, record.label, "accent", chips)
        foot = self._body(painter, box, rect, record.words, "muted" if over else "ink")
        slid = self._slipped(record, round(rect.width()))
        if slid is not None:
            painter.setFont(self.theme.font(12.5))
            painter.setPen(self.theme.colour("muted"))
            slid.draw(painter, box.left() + px(_PAD), foot, box.width() - px(2 * _PAD))
            foot += slid.height
        due = show_date(record.due_on)[:-5] if record.due_on else self.tr("No date")
        line = QRectF(box.left() + px(_PAD), foot + px(1), box.width() - px(2 * _PAD), px(_LINE))
        painter.setFont(self.theme.font(12.5, _STRONG))
        painter.setPen(self.theme.colour("ink" if record.due_on else "bad"))
        painter.drawText(line, paint.RIGHT, due)
        taken = QFontMetricsF(painter.font()).horizontalAdvance(due) + px(8)
        owner = " · ".join(one for one in (record.owner, record.agency_title) if one) or self.tr("No owner")
        room = line.adjusted(0, 0, -taken, 0)
        paint.small(painter, self.theme, room, owner, "muted" if record.owner else "bad")

    def say(self, record: ActionLine) -> str:
        """Return how an action is read aloud."""
        due = self.tr("due {day}").format(day=show_date(record.due_on)) if record.due_on else self.tr("no due date")
        late = self.tr("overdue %n days", "", record.overdue_days) if record.overdue_days else ""
        slid = slipped(record, late=False) if record.from_earlier else ""
        worse = self.tr("slipping") if record.slipping else ""
        owner = record.owner or self.tr("no owner")
        waits = self.tr("to review") if record.from_earlier and not record.reviewed else ""
        earlier = self.tr("from an earlier meeting") if record.from_earlier else ""
        parts = (record.agency_title, due, late, slid, worse, record.status_title, earlier, waits)
        return f"{record.label}, {record.words}. {owner}, " + ", ".join(one for one in parts if one)


class DecisionCard(_Boxed):
    """A decision: its number, words, outcome; a reason or an answer on dissent that is missing is said."""

    def height(self, record: DecisionRecord, width: int) -> int:
        """Return room for the words."""
        return round(self._words(record.words, width).height) + px(_TOP + 26) + 8

    def missing(self, record: DecisionRecord) -> list[str]:
        """Return what the decision still lacks."""
        found = [] if record.reason else [self.tr("No reason yet")]
        return found if record.dissent_asked else [*found, self.tr("Dissent not asked")]

    def draw(self, painter: QPainter, rect: QRectF, record: DecisionRecord, row: int) -> None:  # noqa: ARG002 - the base's
        """Draw the card."""
        box = self._frame(painter, rect)
        missing = self.missing(record)
        chips: list[tuple[str, tuple[Colour, Colour]]] = [(words, ("warn", "warn_soft")) for words in reversed(missing)]
        if record.dissents:
            chips.insert(0, (self.tr("Dissent"), ("bad", "bad_soft")))
        self._head(painter, box, f"D{record.number}", "plum", chips)
        foot = self._body(painter, box, rect, record.words, "ink")
        line = QRectF(box.left() + px(_PAD), foot + px(1), box.width() - px(2 * _PAD), px(_LINE))
        paint.small(painter, self.theme, line, record.reason or record.outcome_title, "muted")

    def say(self, record: DecisionRecord) -> str:
        """Return how a decision is read aloud."""
        dissent = ", ".join(one.agency_title for one in record.dissents)
        told = self.tr("Dissent: {agencies}").format(agencies=dissent) if dissent else ""
        parts = (f"D{record.number}, {record.words}", record.reason, told, *self.missing(record))
        return ". ".join(one.removesuffix(".") for one in parts if one)


class PersonCard(Card):
    """A person: whether they are here, in words, icon and colour; when they came and went."""

    def height(self, record: PersonRecord, width: int) -> int:  # noqa: ARG002 - the base's
        """Return room for two lines."""
        return px(46)

    def draw(self, painter: QPainter, rect: QRectF, record: PersonRecord, row: int) -> None:  # noqa: ARG002 - the base's
        """Draw the icon, the name and what is known."""
        theme = self.theme
        icons: dict[str, tuple[str, Colour]] = {
            "present": ("circle-check", "ok"),
            "part": ("clock", "warn"),
            "invited": ("point", "muted"),
        }
        icon, colour = icons.get(record.status, ("circle-x", "muted"))
        paint.picture(painter, theme, QPointF(rect.left() + px(18), rect.center().y()), icon, colour, 18)
        left, width = rect.left() + px(34), rect.width() - px(42)
        painter.setFont(theme.font(13.5, _STRONG))
        painter.setPen(theme.colour("ink" if record.status in HERE else "muted"))
        name = QFontMetricsF(painter.font()).elidedText(record.name, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(left, rect.top() + px(4), width, px(20)), paint.LEFT, name)
        place = QRectF(left, rect.top() + px(23), width, px(18))
        paint.small(painter, theme, place, f"{self._place(record)} · {self.status(record)}", "muted")

    def status(self, record: PersonRecord) -> str:
        """Return whether and when somebody is here."""
        came, went = clock_time(record.arrived_at), clock_time(record.left_at)
        if record.status in HERE and went:
            return (
                self.tr("{came} to {went}").format(came=came, went=went)
                if came
                else self.tr("left {went}").format(went=went)
            )
        if record.late and came:
            return self.tr("here, late: {came}").format(came=came)
        if record.status == "present":
            return self.tr("here")
        told = self.tr(", report received") if record.report else ""
        return f"{record.status_title[:1].lower()}{record.status_title[1:]}{told}"

    def _place(self, record: PersonRecord) -> str:
        return record.agency_title or record.role or record.part

    def say(self, record: PersonRecord) -> str:
        """Return how a person is read aloud."""
        reason = f", {record.reason}" if record.reason else ""
        return f"{record.name}, {record.role or record.part}, {self._place(record)}, {self.status(record)}{reason}"
