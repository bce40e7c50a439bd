"""The timeline of an episode: a lane for each kind of happening as a frozen picture, and the same days as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from cremeet.counting import counted, often
from cremeet.exports.figures import WIDTH, Anchor, Box, Label, Picture, Shape, Stroke, width_of
from cremeet.exports.status import Tone
from cremeet.exports.text import shown_day
from cremeet.services.timeline import Dated, Kind

_LANES: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("Meetings", ("meeting", "planned")),
    ("Level of risk", ("level",)),
    ("Actions agreed", ("agreed",)),
    ("Actions done", ("done",)),
    ("Missing", ("missing",)),
    ("Return interview", ("interview",)),
    ("Referral (NRM)", ("nrm",)),
    ("Disruption", ("measure",)),
)
_LEFT, _TOP, _STEP, _MARK = 112.0, 14.0, 25.0, 10.0
_RIGHT = WIDTH - 14
_DATE_ROOM = 98
"""The room that a date below the lanes takes, with the gap to the next."""
_TONES: dict[Kind, Tone] = {"missing": "alarm", "done": "calm", "measure": "watch"}
_LEVELS: dict[str, Tone] = {"none": "quiet", "low": "calm", "medium": "watch", "high": "alarm"}


@dataclass(frozen=True, slots=True)
class Day:
    """What happened of one kind on one day, as a line of the table."""

    on: date
    kind: str
    what: str


@dataclass(frozen=True, slots=True)
class _Mark:
    """What stands at one place of a lane: the newest of it, and how many there are."""

    x: float
    newest: Dated
    count: int


def days(happened: Sequence[Dated]) -> tuple[Day, ...]:
    """Return the table of a timeline, oldest first: what is of one kind on one day is one line."""
    rows = []
    for on, of_day in groupby(happened, key=lambda one: one.on):
        found: dict[Kind, list[str]] = {}
        for one in of_day:
            found.setdefault(one.kind, []).append(one.words)
        for lane, kinds in _LANES:
            rows += [Day(on, lane, _what(kind, found[kind])) for kind in kinds if kind in found]
    return tuple(rows)


def timeline(happened: Sequence[Dated]) -> Picture | None:
    """Return the timeline as a picture, or None where all is of one day.

    Marks of a lane that would touch are one, with their number in it.
    """
    if not happened or happened[0].on == happened[-1].on:
        return None
    first, last = happened[0].on, happened[-1].on
    unit = (_RIGHT - _LEFT - _MARK) / (last - first).days
    shapes: list[Shape] = []
    lanes = [(name, [one for one in happened if one.kind in kinds]) for name, kinds in _LANES]
    lanes = [(name, found) for name, found in lanes if found]
    for place, (name, found) in enumerate(lanes):
        y = _TOP + _STEP * place
        shapes.append(Label(_LEFT - 10, y, name, "end"))
        marks = _marks([(_LEFT + _MARK / 2 + unit * (one.on - first).days, one) for one in found])
        shapes += _lane(marks, y)
    bottom = _TOP + _STEP * len(lanes)
    shapes += _dates(first, last, bottom)
    return Picture(bottom + 16, tuple(shapes), _sentence(happened))


def _marks(places: Sequence[tuple[float, Dated]]) -> list[_Mark]:
    """Return the marks of a lane; one that would touch the mark before it is counted there."""
    marks: list[_Mark] = []
    for x, one in places:
        if marks and x - marks[-1].x < 2 * _MARK:
            marks[-1] = _Mark(marks[-1].x, one, marks[-1].count + 1)
        else:
            marks.append(_Mark(x, one, 1))
    return marks


def _lane(marks: Sequence[_Mark], y: float) -> list[Shape]:
    """Return a lane: its line, which makes room for words, and its marks, levels with their words where those fit."""
    shapes: list[Shape] = []
    began = _LEFT
    for number, mark in enumerate(marks):
        level = mark.newest.kind == "level"
        half = _MARK * 0.8 if level or mark.count > 1 else _MARK / 2
        until = marks[number + 1].x - _MARK if number + 1 < len(marks) else WIDTH
        if began < mark.x - half - 1:
            shapes.append(Stroke(began, y, mark.x - half - 1, y, "quiet"))
        shapes += _drawn(mark, y, half)
        began, ends = mark.x + half + 1, mark.x + half + 4 + width_of(mark.newest.words)
        if level and ends < until:
            shapes.append(Label(mark.x + half + 4, y, mark.newest.words))
            began = ends + 2
    return [*shapes, Stroke(began, y, _RIGHT, y, "quiet")] if began < _RIGHT else shapes


def _drawn(mark: _Mark, y: float, half: float) -> list[Shape]:
    """Return a mark with the first letter of a level, or the number where there are several: no colour tells it."""
    level = mark.newest.kind == "level"
    tone = _LEVELS.get(mark.newest.level, "quiet") if level else _TONES.get(mark.newest.kind, "settled")
    filled = mark.newest.kind != "planned"
    shapes: list[Shape] = [Box(mark.x - half, y - half, 2 * half, 2 * half, tone, filled)]
    inside = mark.newest.words[:1] if level else str(mark.count) if mark.count > 1 else ""
    if inside:
        shapes.append(Label(mark.x, y, inside, "middle", bold=True, tone=tone, light=filled))
    return shapes


def _dates(first: date, last: date, y: float) -> list[Shape]:
    """Return as many days below the lanes as have room, the first and the last among them, evenly apart."""
    room = _RIGHT - _LEFT - _MARK
    steps = max(1, min(int(room // _DATE_ROOM), (last - first).days))
    shapes: list[Shape] = []
    for number in range(steps + 1):
        day = date.fromordinal(first.toordinal() + round((last - first).days * number / steps))
        x = _LEFT + _MARK / 2 + room * (day - first).days / (last - first).days
        anchor: Anchor = "start" if number == 0 else "end" if number == steps else "middle"
        at = x - _MARK / 2 if number == 0 else x + _MARK / 2 if number == steps else x
        shapes += [Stroke(x, y - 10, x, y - 4, "quiet"), Label(at, y + 4, _short(day), anchor)]
    return shapes


def _short(day: date) -> str:
    """Return a day without its weekday, as little as tells it."""
    return shown_day(day).partition(" ")[2]


def _sentence(happened: Sequence[Dated]) -> str:
    counts = {kind: sum(one.kind == kind for one in happened) for _, kinds in _LANES for kind in kinds}
    said = [
        counted(counts["meeting"], "meeting"),
        f"{counted(counts['planned'], 'meeting')} planned",
        f"{counted(counts['level'], 'level')} of risk agreed",
        f"{counted(counts['agreed'], 'action')} agreed",
        f"{counted(counts['done'], 'action')} done",
        f"missing {often(counts['missing'])}",
        counted(counts["interview"], "return interview"),
        f"a referral considered {often(counts['nrm'])}",
        counted(counts["measure"], "step of disruption", "steps of disruption"),
    ]
    there = [words for words, count in zip(said, counts.values(), strict=True) if count]
    listed = there[0] if len(there) == 1 else f"{', '.join(there[:-1])} and {there[-1]}"
    return f"From {shown_day(happened[0].on)} to {shown_day(happened[-1].on)}: {listed}."


def _what(kind: Kind, words: Sequence[str]) -> str:
    """Return the words of a line beside the name of its lane."""
    if kind == "interview":
        return "Held"
    told = (", " if kind in {"agreed", "done"} else "; ").join(words)
    return f"Planned: {told}" if kind == "planned" else f"{told[:1].upper()}{told[1:]}"
