"""Pictures as frozen shapes: boxes, lines and words in abstract units, with tones and no colours.

Whoever shows one paints the shapes: the window, the PDF and Word each have a painter. A picture never stands alone: its
`sentence` says what is to be seen, and a table with the same figures stands beside it. Nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise
from typing import Literal, TypeAlias
from unicodedata import east_asian_width, normalize

from cremeet.counting import counted
from cremeet.exports.status import Tone
from cremeet.exports.text import clean, shown_day
from cremeet.services.meeting_records import ActionLine

WIDTH = 480.0
"""The width of a picture in its own units; letters are 11 of them high."""
_LETTER_ROOM = 7.3
_WIDE = dict.fromkeys("ijl.,:;'’| ", 3.6) | dict.fromkeys("tfrI()[]-", 4.9) | dict.fromkeys("ABCDGHKNOQRUVXYw&#", 8.5)
_WIDE |= dict.fromkeys("MWÆŒm@%—…", 11.6)
"""How wide a letter is at most, in any painter's font: words are cut to the room that they have."""

_DATE_ROOM = 92
"""The room that a date below a mark takes, with the gap to the next."""

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Box:
    """A box; `filled` in its tone, else outlined in it on the ground."""

    x: float
    y: float
    width: float
    height: float
    tone: Tone
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    tone: Tone
    heavy: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """Words on one line with their middle at `y`; light words stand on a filled box."""

    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    bold: bool = False
    tone: Tone = "quiet"
    light: bool = False


Shape: TypeAlias = Box | Stroke | Label


@dataclass(frozen=True, slots=True)
class Picture:
    """Shapes in a frame of `WIDTH` by `height`, y downwards, and the sentence that says what they show."""

    height: float
    shapes: tuple[Shape, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Point:
    """A level that was agreed on a day; `rank` orders levels from 0, `word` is the pack's."""

    on: date
    rank: int
    word: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Holding:
    """What an agency holds: actions done, open and in time, and overdue."""

    agency: str
    done: int
    open: int
    overdue: int


def risk_over_time(points: Sequence[Point], levels: Sequence[str]) -> Picture | None:
    """Return the way of the level of risk over the meetings, or None where there are not two to compare.

    `levels` are the pack's words by rank. With many meetings only some are dated; each has its mark.
    """
    if len(points) < 2:
        return None
    left, top, step = 78.0, 14.0, 30.0
    highest = max(len(levels) - 1, *(point.rank for point in points))
    bottom = top + step * highest
    shapes: list[Shape] = []
    for rank, word in enumerate(levels):
        y = bottom - step * rank
        shapes += [Stroke(left, y, WIDTH - 8, y, "quiet"), Label(left - 8, y, _cut(word, left - 12), "end")]
    room = (WIDTH - 30 - left) / max(1, len(points) - 1)
    dated = max(1, -(-(len(points) - 1) * _DATE_ROOM // int(WIDTH - 30 - left)))
    places = [(left + 12 + room * number, bottom - step * point.rank) for number, point in enumerate(points)]
    for (x1, y1), (x2, y2) in pairwise(places):
        shapes.append(Stroke(x1, y1, x2, y2, "settled", heavy=True))
    for number, (point, (x, y)) in enumerate(zip(points, places, strict=True)):
        shapes.append(Box(x - 5, y - 5, 10, 10, point.tone, filled=True))
        last = number == len(points) - 1
        if last or (number % dated == 0 and len(points) - 1 - number >= dated):
            anchor: Anchor = "start" if number == 0 else "end" if last else "middle"
            at = x - 5 if number == 0 else x + 5 if last else x
            shapes.append(Label(at, bottom + 20, shown_day(point.on).partition(" ")[2], anchor, bold=last))
    first, now = points[0], points[-1]
    came = "stayed" if first.rank == now.rank else "rose" if now.rank > first.rank else "fell"
    way = f"{came} from {first.word} to {now.word}"
    if came == "stayed":
        way = f"was {first.word} then and is {now.word} now"
    peak = max(points, key=lambda point: point.rank)
    high = "" if peak.rank <= max(first.rank, now.rank) else f", with {peak.word} on {shown_day(peak.on)} between"
    sentence = f"From {shown_day(first.on)} to {shown_day(now.on)} the level of risk {way}{high}."
    return Picture(bottom + 34, tuple(shapes), sentence)


def held_by_agency(lines: Iterable[ActionLine]) -> list[Holding]:
    """Return what each agency holds of actions, without what was cancelled."""
    held: dict[str, list[ActionLine]] = {}
    for line in lines:
        if line.status != "cancelled":
            held.setdefault(line.agency_title, []).append(line)
    found = []
    for agency, own in held.items():
        done, late = sum(line.status == "done" for line in own), sum(bool(line.overdue_days) for line in own)
        found.append(Holding(agency, done, len(own) - done - late, late))
    return found


def actions_by_agency(holdings: Sequence[Holding]) -> Picture | None:
    """Return a bar for each agency, the busiest first: done, open and overdue, each with its number; None for none."""
    held = sorted((one for one in holdings if _count(one)), key=lambda one: (-_count(one), one.agency))
    if not held:
        return None
    left, step, high = 186.0, 26.0, 17.0
    unit = (WIDTH - left - 10) / max(_count(one) for one in held)
    shapes: list[Shape] = []
    for place, one in enumerate(held):
        y, x = 8 + step * place, left
        names = wrapped(one.agency or "Nobody named", left - 12, 2)
        for row, name in enumerate(names):
            shapes.append(Label(left - 8, y + high / 2 + 12 * (row - (len(names) - 1) / 2), name, "end"))
        parts: tuple[tuple[int, Tone, bool], ...] = ((one.done, "calm", False), (one.open, "settled", False),
                                                     (one.overdue, "alarm", True))  # fmt: skip
        for count, tone, filled in parts:
            if count:
                shapes.append(Box(x + 1, y, unit * count - 2, high, tone, filled))
                shapes.append(
                    Label(x + unit * count / 2, y + high / 2, str(count), "middle", bold=True, tone=tone, light=filled)
                )
                x += unit * count
    y = 8 + step * len(held) + 10
    keys: tuple[tuple[str, Tone, bool, float], ...] = (("Done", "calm", False, 0), ("Open", "settled", False, 80),
                                                       ("Overdue", "alarm", True, 160))  # fmt: skip
    for word, tone, filled, along in keys:
        shapes += [Box(left + along, y - 6, 12, 12, tone, filled), Label(left + along + 18, y, word)]
    total, late = sum(map(_count, held)), sum(one.overdue for one in held)
    most = held[0]
    sentence = (
        f"{counted(total, 'action')} of {counted(len(held), 'agency', 'agencies')}, "
        f"{late} overdue. {most.agency or 'Nobody named'} holds the most: {_count(most)}."
    )
    return Picture(y + 14, tuple(shapes), sentence)


def _count(one: Holding) -> int:
    return one.done + one.open + one.overdue


def width_of(text: str) -> float:
    """Return the room that words take at most, in a picture's units, whatever the painter's font."""
    return sum(_room_of(letter) for letter in text)


def wrapped(text: str, room: float, most: int) -> tuple[str, ...]:
    """Return words on at most `most` lines of this room, the last cut short where they are longer."""
    lines: list[str] = []
    rest = " ".join(clean(text).split())
    while rest and len(lines) < most:
        line = _fitting(rest, room)
        if len(line) < len(rest) and rest[len(line)] != " ":
            line = line[: max(line.rstrip().rfind(" "), line.rfind("-")) + 1] or line
        lines.append(line.strip())
        rest = rest[len(line) :].strip()
    if rest:
        lines[-1] = f"{_fitting(lines[-1], room - width_of('…'))}…"
    return tuple(lines)


def _cut(text: str, room: float) -> str:
    """Return words cut to the room that they have."""
    (shown,) = wrapped(text, room, 1) or ("",)
    return shown


def _room_of(letter: str) -> float:
    if letter in _WIDE or letter.isascii():
        return _WIDE.get(letter, _LETTER_ROOM)
    if east_asian_width(letter) in "WF":
        return 12
    plain = normalize("NFD", letter)[0]
    return max(_LETTER_ROOM + 0.7, _WIDE.get(plain, _LETTER_ROOM if plain.isascii() else 11))


def _fitting(text: str, room: float) -> str:
    """Return as much of a line as has room, and a letter at least."""
    taken = accumulate(_room_of(letter) for letter in text)
    return text[: max(1, sum(each <= room for each in taken))]
