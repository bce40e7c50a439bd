"""The levels of risk a meeting may agree, what each means and what each sets going.

A level is the meeting's word for how urgent protection is. It is suggested by an instrument and agreed by people; that
exploitation is *confirmed* is a separate fact about the child's life and is never read off the level.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from cremeet.practice.instrument import Instrument
from cremeet.practice.shape import Day, Fault, Id, Shape, Text, Title, Whole, YesNo, refuse, repeated

Symbol = Literal["ring", "circle", "square", "triangle", "diamond", "octagon"]
"""The shape that stands for a level wherever it is shown, so that colour is never the only sign."""

Trend = Literal["up", "same", "down"]


class Trigger(Shape):
    """One thing that a level sets going. `urgent` ones come first; `timescale` names one of the pack's timescales."""

    id: Id
    text: Text
    urgent: YesNo = False
    timescale: Id | None = None
    source: Text
    dated: Day


class Level(Shape):
    """One level. `rank` orders them, 0 for the least concern."""

    id: Id
    rank: Whole
    title: Title
    meaning: Text
    symbol: Symbol
    triggers: tuple[Trigger, ...] = ()


class ConfirmedFlag(Shape):
    """The separate statement that exploitation is confirmed: what it means, and what it does not."""

    id: Id
    title: Title
    meaning: Text
    source: Text
    dated: Day


class Levels(Shape):
    """All levels in order of rank, and the flag that is not one of them.

    Raises `pydantic.ValidationError` where ids, ranks or symbols repeat or the ranks are out of order.
    """

    title: Title
    source: Text
    dated: Day
    exploitation_confirmed: ConfirmedFlag
    levels: Annotated[tuple[Level, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        faults = repeated([level.id for level in self.levels], "levels")
        for position, level in enumerate(self.levels):
            earlier = self.levels[:position]
            if earlier and level.rank <= earlier[-1].rank:
                message = "List levels from least to most concern, each with a higher rank than the one before"
                faults.append(Fault(("levels", position, "rank"), message))
            if level.symbol in {other.symbol for other in earlier}:
                message = f"The symbol “{level.symbol}” already stands for another level; choose one of its own"
                faults.append(Fault(("levels", position, "symbol"), message))
            for fault in repeated([trigger.id for trigger in level.triggers], "triggers"):
                faults.append(Fault(("levels", position, *fault.at), fault.message))
        refuse("Levels", faults)
        return self

    def get(self, level: str) -> Level | None:
        """Return the level with this id, or None where this pack has none."""
        return next((candidate for candidate in self.levels if candidate.id == level), None)

    def rank(self, level: str) -> int:
        """Return the rank of a level id. Raises KeyError for one that this pack does not have."""
        found = self.get(level)
        if found is None:
            raise KeyError(level)
        return found.rank

    def trend(self, then: str, now: str) -> Trend:
        """Say how the level moved between two level ids. Raises KeyError for one that this pack does not have."""
        before, after = self.rank(then), self.rank(now)
        return "up" if after > before else "down" if after < before else "same"

    def faults(self, instrument: Instrument) -> tuple[Fault, ...]:
        """Return what stops `instrument` from suggesting these levels: one that is not here, or another order."""
        found: list[Fault] = []
        last = -1
        for position, named in enumerate(instrument.levels):
            level = self.get(named.id)
            at = ("levels", position, "id")
            if level is None:
                known = ", ".join(each.id for each in self.levels)
                found.append(Fault(at, f"There is no level “{named.id}” in levels.toml; use one of: {known}"))
            elif level.rank <= last:
                found.append(Fault(at, "List the levels in the order of levels.toml, least concern first"))
            else:
                last = level.rank
        return tuple(found)
