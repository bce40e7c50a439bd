"""The map of people and places of concern: the child in the middle, each concern in a box with its link in words.

It holds what is most restricted in a record: it is drawn from what a reader may have, or not at all, and in the window
it waits until somebody asks for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cremeet.counting import counted
from cremeet.exports.figures import WIDTH, Box, Label, Picture, Shape, Stroke, wrapped
from cremeet.exports.status import Tone
from cremeet.services.circumstances import ConcernRecord

_BOX, _CHILD, _PAD = 170.0, 92.0, 6.0
"""The widths of a concern's box and of the child's, and the room around words."""
_LINE, _GAP = 14.0, 10.0
_LONGEST = {"name": 2, "link": 3}
"""On how many lines a name and a link stand at most; the table has the rest."""
_TONES: dict[str, Tone] = {"person": "alarm", "place": "settled"}


@dataclass(frozen=True, slots=True)
class _Card:
    """A concern's box with its lines of words."""

    name: tuple[str, ...]
    kind: str
    link: tuple[str, ...]
    tone: Tone

    @property
    def height(self) -> float:
        return 2 * _PAD + _LINE * (len(self.name) + 1 + len(self.link))


def concern_map(child: str, concerns: Sequence[ConcernRecord]) -> Picture | None:
    """Return the map around a child, or None where there is nothing of concern.

    The order is that of the table, down the left and then down the right: the same record is the same picture.
    """
    if not concerns:
        return None
    cards = [_card(one) for one in concerns]
    left, right = _halves(cards)
    height = max(_tall(left), _tall(right), 6 * _LINE)
    middle = height / 2 + _GAP
    shapes: list[Shape] = []
    child_left = (WIDTH - _CHILD) / 2
    for side, own in ((-1, left), (1, right)):
        shapes += _side(side, own, _GAP + (height - _tall(own)) / 2, middle)
    names = wrapped(child, _CHILD - 2 * _PAD, 3)
    tall = 2 * _PAD + _LINE * len(names)
    shapes.append(Box(child_left, middle - tall / 2, _CHILD, tall, "settled", filled=True))
    for number, line in enumerate(names):
        y = middle - tall / 2 + _PAD + _LINE * (number + 0.5)
        shapes.append(Label(WIDTH / 2, y, line, "middle", bold=True, tone="settled", light=True))
    return Picture(height + 2 * _GAP, tuple(shapes), _sentence(child, concerns))


def _card(one: ConcernRecord) -> _Card:
    room, details = _BOX - 2 * _PAD, one.details
    link = wrapped(details.link, room, _LONGEST["link"]) or ("Link not known",)
    name = wrapped(details.descriptor, room, _LONGEST["name"])
    (kind,) = wrapped(one.kind_title, room, 1) or ("",)
    return _Card(name, kind, link, _TONES.get(details.kind, "quiet"))


def _halves(cards: Sequence[_Card]) -> tuple[Sequence[_Card], Sequence[_Card]]:
    """Return the cards in two columns of about one height, in their order."""
    best = min(range(1, len(cards) + 1), key=lambda at: (max(_tall(cards[:at]), _tall(cards[at:])), at))
    return cards[:best], cards[best:]


def _tall(cards: Sequence[_Card]) -> float:
    return sum(card.height for card in cards) + _GAP * max(0, len(cards) - 1)


def _side(side: int, cards: Sequence[_Card], top: float, middle: float) -> list[Shape]:
    """Return one column: its boxes from `top` down, and the lines that lead from each to the child."""
    if not cards:
        return []
    x = 0.5 if side < 0 else WIDTH - _BOX - 0.5
    inner = x + _BOX if side < 0 else x
    edge = WIDTH / 2 + side * _CHILD / 2
    trunk = (inner + edge) / 2
    shapes: list[Shape] = [Stroke(edge, middle, trunk, middle, "settled", heavy=True)]
    ends = [middle]
    for card in cards:
        at = top + card.height / 2
        ends.append(at)
        shapes += [Stroke(trunk, at, inner, at, "settled", heavy=True), *_boxed(card, x, top)]
        top += card.height + _GAP
    shapes.append(Stroke(trunk, min(ends), trunk, max(ends), "settled", heavy=True))
    return shapes


def _boxed(card: _Card, x: float, top: float) -> list[Shape]:
    shapes: list[Shape] = [Box(x, top, _BOX, card.height, card.tone)]
    y = top + _PAD + _LINE / 2
    for words, bold in ((card.name, True), ((card.kind,), False), (card.link, False)):
        for line in words:
            tone: Tone = card.tone if bold else "quiet"
            shapes.append(Label(x + _PAD, y, line, bold=bold, tone=tone))
            y += _LINE
    return shapes


def _sentence(child: str, concerns: Sequence[ConcernRecord]) -> str:
    kinds = Counter(one.kind_title for one in concerns)
    many = counted(len(concerns), "person or place of concern is", "people and places of concern are")
    listed = ", ".join(f"{title}: {count}" for title, count in kinds.items())
    return f"{many} known around {child} ({listed})."
