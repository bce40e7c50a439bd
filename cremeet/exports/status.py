"""A status in a document: always a word, with a shape and a colour that repeat it and never replace it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from cremeet.exports.text import clean

Symbol = Literal["ring", "circle", "square", "triangle", "diamond", "octagon", "tick"]
Tone = Literal["calm", "watch", "alarm", "settled", "quiet"]


class StatusKind(StrEnum):
    """What a status says, whatever word a council uses for it: how an action stands, or how high a risk is."""

    ON_TRACK = "on track"
    AT_RISK = "at risk"
    OVERDUE = "overdue"
    COMPLETE = "complete"
    NOT_STARTED = "not started"
    NOT_NEEDED = "no longer needed"
    NOT_KNOWN = "not known"
    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


_LOOKS: dict[StatusKind, tuple[Symbol, Tone]] = {
    StatusKind.ON_TRACK: ("circle", "calm"),
    StatusKind.AT_RISK: ("triangle", "watch"),
    StatusKind.OVERDUE: ("square", "alarm"),
    StatusKind.COMPLETE: ("tick", "settled"),
    StatusKind.NOT_STARTED: ("ring", "quiet"),
    StatusKind.NOT_NEEDED: ("ring", "quiet"),
    StatusKind.NOT_KNOWN: ("diamond", "quiet"),
    StatusKind.NONE: ("ring", "quiet"),
    StatusKind.LOW: ("circle", "calm"),
    StatusKind.MEDIUM: ("triangle", "watch"),
    StatusKind.HIGH: ("octagon", "alarm"),
}


@dataclass(frozen=True, slots=True)
class Status:
    """A word with its shape and tone; `word` and `symbol` default to the kind's, and a pack's own may be given."""

    kind: StatusKind
    word: str = ""
    symbol: Symbol | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", StatusKind(self.kind))
        word = " ".join(clean(self.word).split())
        object.__setattr__(self, "word", word or self.kind.value.capitalize())

    @property
    def shape(self) -> Symbol:
        """The shape drawn before the word."""
        return self.symbol or _LOOKS[self.kind][0]

    @property
    def tone(self) -> Tone:
        """Which colour the shape has."""
        return _LOOKS[self.kind][1]
