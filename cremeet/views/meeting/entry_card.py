"""One minute entry as it is painted: when and who in the gutter, its kind and handling in words and colour."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from cremeet.services.entry_words import has_gap
from cremeet.services.meetings import EntryRecord
from cremeet.views.fields import px, sp
from cremeet.views.meeting import paint
from cremeet.views.meeting.cards import Card
from cremeet.views.meeting.kinds import KINDS, is_restricted, tag_words
from cremeet.views.meeting.pictures import Pictures
from cremeet.views.meeting.work import MeetingWork, clock_time
from cremeet.views.tokens import Colour

GUTTER = 96
TEXT_SIZE, LINE = 15, 21
_REMEMBERED = 2048
"""How many cards' heights are remembered: more than one item's minutes ever have."""


class EntryCard(Card):
    """Paints an entry of the item shown."""

    def __init__(self, work: MeetingWork) -> None:
        super().__init__(work.desk.theme)
        self._work = work
        self._heights: dict[Hashable, int] = {}
        self._pictures = Pictures(work.desk.theme)

    def labels(self, entry: EntryRecord) -> list[tuple[str, Colour]]:
        """Return what stands in the gutter under the time: the kind (or "A7"), then a handling that is not everyone."""
        found: list[tuple[str, Colour]] = []
        if entry.kind != "note":
            title = self._work.pack.choices.title("entry_kinds", entry.kind)
            found.append((entry.label or title, KINDS[entry.kind].ink))
        if has_gap(entry.words):
            found.append((self.tr("? to fill in"), "warn"))
        if self._stands_out(entry):
            found.append((tag_words(self._work.pack, entry.tag, entry.agencies), "warn"))
        return found

    def _stands_out(self, entry: EntryRecord) -> bool:
        """Return whether an entry is handled otherwise than its item is, and not everybody may read it."""
        return self._item_tag(entry) != entry.tag and is_restricted(self._work.pack, entry.tag)

    def _item_tag(self, entry: EntryRecord) -> str:
        shown = self._work.item
        item = shown if shown is not None and shown.item_id == entry.item_id else None
        item = item or next((one for one in self._work.view.items if one.item_id == entry.item_id), None)
        return item.tag if item is not None else ""

    def say(self, entry: EntryRecord) -> str:
        """Return how an entry is read aloud."""
        kind = self._work.pack.choices.title("entry_kinds", entry.kind) if entry.kind != "note" else ""
        handling = ""
        if is_restricted(self._work.pack, entry.tag):
            handling = self.tr("Handling: {tag}").format(tag=tag_words(self._work.pack, entry.tag, entry.agencies))
        gap = self.tr("Something is to be filled in") if has_gap(entry.words) else ""
        head = ", ".join(one for one in (clock_time(entry.at), entry.speaker, f"{kind} {entry.label}".strip()) if one)
        return ". ".join(one for one in (f"{head}: {entry.words}", gap, handling) if one)

    def height(self, record: EntryRecord, width: int) -> int:
        """Return room for the words, and for the labels in the gutter; remembered, for it is asked at every key."""
        asked = (record, self._item_tag(record), width, self.theme.scale, self.theme.family)
        if asked not in self._heights:
            if len(self._heights) > _REMEMBERED:
                self._heights.clear()
            lines = max(len(self._wrapped(record, width).lines), 1 + len(self.labels(record)))
            self._heights[asked] = lines * px(LINE) + sp(10)
        return self._heights[asked]

    def show(self, painter: QPainter, rect: QRectF, record: EntryRecord, row: int) -> None:
        """Show the card's picture: the list is uncovered and moved at many a key, and its entries seldom change."""
        key = (record, self._item_tag(record))
        self._pictures.draw(painter, rect, key, lambda within, room: self.draw(within, room, record, row))

    def draw(self, painter: QPainter, rect: QRectF, record: EntryRecord, row: int) -> None:  # noqa: ARG002 - the base's
        """Draw the gutter, the tinted ground and the words."""
        theme, top = self.theme, rect.top() + sp(5)
        look, restricted = KINDS[record.kind], self._stands_out(record)
        ground, ink = look.ground, look.ink
        if ground is None and restricted:
            ground, ink = "warn_soft", "warn"
        if ground is not None:
            box = QRectF(rect.left() + px(GUTTER), rect.top() + 2, rect.width() - px(GUTTER) - sp(6), rect.height() - 4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(ground))
            painter.drawRoundedRect(box, px(5), px(5))
            painter.setBrush(theme.colour(ink))
            painter.drawRoundedRect(QRectF(box.left(), box.top(), px(3), box.height()), 1.5, 1.5)
        line = QRectF(rect.left() + px(10), top, px(44), px(LINE))
        paint.small(painter, theme, line, clock_time(record.at), "muted")
        paint.letters(painter, theme, rect.left() + px(GUTTER - 8), top + px(1.5), record.initials)
        for number, (words, colour) in enumerate(self.labels(record), start=1):
            place = QRectF(rect.left() + px(6), top + number * px(LINE), px(GUTTER - 14), px(LINE))
            font = theme.font(12, QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(theme.colour(colour))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, round(place.width()))
            painter.drawText(place, paint.RIGHT, shown)
        painter.setFont(theme.font(TEXT_SIZE))
        painter.setPen(theme.colour("ink"))
        wrapped = self._wrapped(record, round(rect.width()))
        wrapped.draw(painter, rect.left() + px(GUTTER + 10), top, rect.width() - px(GUTTER + 10))

    def _wrapped(self, entry: EntryRecord, width: int) -> paint.Wrapped:
        room = width - px(GUTTER + 10) - sp(6) - px(12)
        return paint.wrap(entry.words, self.theme.font(TEXT_SIZE).toString(), room, px(LINE))
