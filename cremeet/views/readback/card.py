"""What is read aloud, as large cards: an owner with their actions, or a decision with its reason and dissent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from cremeet.services.meetings import ActionLine, DecisionRecord
from cremeet.services.readback import OwnerActions
from cremeet.views.fields import px, show_date
from cremeet.views.meeting import paint
from cremeet.views.meeting.cards import Card
from cremeet.views.meeting.work import clock_time
from cremeet.views.tokens import Colour

Row = OwnerActions | DecisionRecord
Tone = tuple[Colour, Colour]
_OK, _WARN, _BAD, _PLAIN = (
    ("ok", "ok_soft"), ("warn", "warn_soft"), ("bad", "bad_soft"), ("muted", "sunken"),
)  # type: Tone, Tone, Tone, Tone  # fmt: skip
_PAD, _INDENT, _GAP, _NAME = 14, 46, 8, 26
_STRONG = QFont.Weight.DemiBold


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a card: what stands in front of it, its words, their size and colour."""

    mark: str
    words: str
    size: float = 16
    ink: Colour = "ink"
    strong: bool = False


class ReadBackCard(Card):
    """Paints an owner or a decision; what is missing is said in words, and the chip says how it stands."""

    # -- words --------------------------------------------------------------------------------------------------------
    def say(self, row: Row) -> str:
        """Return how a row is read aloud."""
        said = [self.title(row), *(words for words, _ in self.chips(row))]
        said += [f"{line.mark} {line.words}".strip() for line in self._lines(row)]
        return ". ".join(one.rstrip(".") for one in said if one)

    def title(self, row: Row) -> str:
        """Return whose actions these are, or which decision."""
        if isinstance(row, DecisionRecord):
            return self.tr("Decision D{n}").format(n=row.number)
        who = row.owner or row.agency_title or self.tr("No owner")
        beside = [row.role, row.agency_title if row.owner else ""]
        return ", ".join([who, *(one for one in beside if one)])

    def chips(self, row: Row) -> list[tuple[str, Tone]]:
        """Return how the row stands, in words and a tone."""
        if isinstance(row, DecisionRecord):
            missing = [] if row.reason else [(self.tr("No reason yet"), _WARN)]
            asked = [] if row.dissent_asked else [(self.tr("Dissent not asked"), _WARN)]
            return missing + asked or [(self.tr("Complete"), _OK)]
        if row.agreed_at is not None:
            return [(self.tr("Agreed {time}").format(time=clock_time(row.agreed_at)), _OK)]
        match row.place:
            case "nobody":
                return [(self.tr("Nobody to agree"), _BAD)]
            case "here" if row.added_since:
                since = self.tr("Added since they agreed: {labels}")
                return [(since.format(labels=", ".join(row.added_since)), _WARN)]
            case "here":
                return [(self.tr("To agree"), _WARN)]
            case place:
                where = {"left": self.tr("Left early"), "away": self.tr("Not here"), "outside": self.tr("Not invited")}
                told = self.tr("To be told by {name}").format(name=row.told_by)
                return [(where[place], _PLAIN), (told, _OK) if row.told_by else (self.tr("Who tells them?"), _WARN)]

    def _lines(self, row: Row) -> Iterator[_Line]:
        if isinstance(row, DecisionRecord):
            yield _Line("", row.words)
            if row.reason:
                yield _Line("", self.tr("Because: {reason}").format(reason=row.reason), 14, "muted")
            for one in row.dissents:
                words = self.tr("Dissent, {agency}: {reason}").format(agency=one.agency_title, reason=one.reason)
                yield _Line("", words, 14, "bad")
            if row.dissent_asked and not row.dissents:
                yield _Line("", self.tr("Every agency was asked; nobody dissents."), 14, "muted")
            return
        for line in row.actions:
            yield _Line(line.label, line.words)
            yield _Line("", self._when(line), 14, "ink" if line.due_on and line.measure else "bad", strong=True)

    def _when(self, line: ActionLine) -> str:
        due = self.tr("by {day}").format(day=show_date(line.due_on)) if line.due_on else self.tr("No date")
        measure = "" if line.measure else self.tr("No measure")
        carried = self.tr("carried forward") if line.from_earlier else ""
        return ", ".join(one for one in (due, measure, carried) if one)

    # -- painting -----------------------------------------------------------------------------------------------------
    def height(self, record: Row, width: int) -> int:
        """Return room for the name and every line."""
        lines = sum(wrapped.height for _, wrapped in self._wrapped(record, width))
        return round(lines) + px(_NAME + _PAD + 2 * _GAP)

    def draw(self, painter: QPainter, rect: QRectF, record: Row, row: int) -> None:  # noqa: ARG002 - the base's
        """Draw the card."""
        box = rect.adjusted(px(3), px(3), -px(3), -px(3))
        painter.setPen(QPen(self.theme.colour("line"), 1))
        painter.setBrush(self.theme.colour("surface"))
        painter.drawRoundedRect(box, px(7), px(7))
        left, top, right = box.left() + px(_PAD), box.top() + px(_PAD - 4), box.right() - px(_PAD)
        for words, tone in reversed(self.chips(record)):
            right = paint.chip(painter, self.theme, right, top + px(3), words, tone) - px(6)
        painter.setFont(self.theme.font(17, _STRONG))
        painter.setPen(self.theme.colour("bad" if self._nameless(record) else "accent"))
        title = QFontMetricsF(painter.font()).elidedText(
            self.title(record), Qt.TextElideMode.ElideRight, max(px(60), right - left)
        )
        painter.drawText(QRectF(left, top, right - left, px(_NAME)), paint.LEFT, title)
        y = top + px(_NAME + 2)
        for line, wrapped in self._wrapped(record, round(rect.width())):
            painter.setFont(self._font(line))
            painter.setPen(self.theme.colour("accent"))
            if line.mark:
                painter.drawText(QRectF(left, y, px(_INDENT), wrapped.line_height), paint.LEFT, line.mark)
            painter.setPen(self.theme.colour(line.ink))
            wrapped.draw(painter, left + px(_INDENT), y, box.width() - px(2 * _PAD + _INDENT))
            y += wrapped.height

    def _nameless(self, record: Row) -> bool:
        return isinstance(record, OwnerActions) and record.place == "nobody"

    def _font(self, line: _Line) -> QFont:
        return self.theme.font(line.size, _STRONG) if line.strong else self.theme.font(line.size)

    def _wrapped(self, record: Row, width: int) -> list[tuple[_Line, paint.Wrapped]]:
        room = width - px(2 * _PAD + _INDENT + 8)
        return [
            (line, paint.wrap(line.words, self._font(line).toString(), room, px(line.size + 7)))
            for line in self._lines(record)
        ]
