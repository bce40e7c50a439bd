"""The practice pack: everything a council may reword, in one frozen, typed whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Annotated, Protocol, TypeVar

from pydantic import Field

from cremeet.errors import NotFoundError
from cremeet.practice import audiences as handling
from cremeet.practice.agencies import Agency, Quorum
from cremeet.practice.agenda import Agenda
from cremeet.practice.audiences import Audience, Tag
from cremeet.practice.choices import Choices
from cremeet.practice.disruption import Measure
from cremeet.practice.guidance import GuidanceNote, Panel, VoiceAspect
from cremeet.practice.instrument import Instrument
from cremeet.practice.language import Hint, hints
from cremeet.practice.letters import Covering, Invitation, ReadOut
from cremeet.practice.levels import Level, Levels
from cremeet.practice.plan import Behaviour, ClosureTest, Outcome, Pillar, Priority
from cremeet.practice.reference import Reference, TransitionPrompt
from cremeet.practice.shape import Day, Id, Shape, Text, Title
from cremeet.practice.timescales import Timescales
from cremeet.practice.wording import (
    Abbreviation,
    Asked,
    ClosedPart,
    Confidentiality,
    LanguagePair,
    Marking,
    Shorthand,
)


class About(Shape):
    """What this pack is. `notice` is shown until the council confirms the pack as its own policy."""

    id: Id
    title: Title
    version: Title
    dated: Day
    council: Title
    area: Title
    notice: Text
    source: Text


class _WithId(Protocol):
    @property
    def id(self) -> str: ...


Entry = TypeVar("Entry", bound=_WithId)


class Pack(Shape):
    """A whole practice pack. Look-ups by id raise NotFoundError with what the pack does have.

    `elevated_level` is the level from which a concern counts as raised (medium, by default).
    """

    about: About
    default_instrument: Id
    elevated_level: Id
    agendas: Annotated[tuple[Agenda, ...], Field(min_length=1)]
    instruments: Annotated[tuple[Instrument, ...], Field(min_length=1)]
    levels: Levels
    agencies: Annotated[tuple[Agency, ...], Field(min_length=1)]
    quorum: Quorum
    timescales: Timescales
    pillars: Annotated[tuple[Pillar, ...], Field(min_length=1)]
    outcomes: Annotated[tuple[Outcome, ...], Field(min_length=1)]
    closure_tests: tuple[ClosureTest, ...] = ()
    priorities: Annotated[tuple[Priority, ...], Field(min_length=1)]
    behaviours: tuple[Behaviour, ...] = ()
    disruption: tuple[Measure, ...] = ()
    tags: Annotated[tuple[Tag, ...], Field(min_length=1)]
    audiences: Annotated[tuple[Audience, ...], Field(min_length=1)]
    marking: Marking
    confidentiality: Confidentiality
    asked: Asked = Asked()
    closed_part: ClosedPart = ClosedPart()
    invitation: Invitation = Invitation()
    read_out: ReadOut = ReadOut()
    covering: Covering = Covering()
    language: tuple[LanguagePair, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    shorthand: tuple[Shorthand, ...] = ()
    choices: Choices
    references: tuple[Reference, ...] = ()
    transition: tuple[TransitionPrompt, ...] = ()
    guidance: tuple[GuidanceNote, ...] = ()
    panels: tuple[Panel, ...] = ()
    voice: tuple[VoiceAspect, ...] = ()

    def agenda(self, agenda_id: str) -> Agenda:
        """Return the agenda for this kind of meeting."""
        return _find(self.agendas, agenda_id, "agenda")

    def instrument(self, instrument_id: str = "") -> Instrument:
        """Return the instrument with this id, or the default one for an empty id."""
        return _find(self.instruments, instrument_id or self.default_instrument, "risk instrument")

    def level(self, level_id: str) -> Level:
        """Return the level with this id."""
        return _find(self.levels.levels, level_id, "level of risk")

    def agency(self, agency_id: str) -> Agency:
        """Return the agency with this id."""
        return _find(self.agencies, agency_id, "agency")

    def pillar(self, pillar_id: str) -> Pillar:
        """Return the plan pillar with this id."""
        return _find(self.pillars, pillar_id, "plan pillar")

    def priority(self, priority_id: str) -> Priority:
        """Return the strategy priority with this id."""
        return _find(self.priorities, priority_id, "strategy priority")

    def outcome(self, outcome_id: str) -> Outcome:
        """Return the meeting outcome with this id."""
        return _find(self.outcomes, outcome_id, "outcome")

    def measure(self, measure_id: str) -> Measure:
        """Return the disruption measure with this id."""
        return _find(self.disruption, measure_id, "disruption measure")

    def tag(self, tag_id: str) -> Tag:
        """Return the handling tag with this id."""
        return _find(self.tags, tag_id, "handling tag")

    def audience(self, audience_id: str) -> Audience:
        """Return the audience with this id."""
        return _find(self.audiences, audience_id, "audience")

    def may_read(
        self, tag_id: str, audience_id: str, *, agencies: Collection[str] = (), reader: str | None = None
    ) -> bool:
        """Say whether an audience may read an entry with this tag; what the pack does not know is read by nobody.

        `agencies` are the ids that the entry names, `reader` the agency whose copy this is, where it is one agency's.
        """
        tag = next((each for each in self.tags if each.id == tag_id), None)
        audience = next((each for each in self.audiences if each.id == audience_id), None)
        return handling.may_read(tag, audience, agencies=agencies, reader=reader)

    def narrowest_audience(self) -> Audience:
        """Return the audience that may read least: what a copy is made for when nobody says otherwise."""
        return handling.narrowest(self.audiences, self.tags)

    def narrowest_tag(self) -> Tag:
        """Return the tag that the fewest audiences may read: the safe one where nothing else is known."""
        return min(self.tags, key=lambda tag: (len(tag.audiences), tag.named))

    def conditions(
        self,
        agenda: Agenda,
        *,
        age: int | None,
        level: str | None,
        out_of_area: bool,
        in_care: bool = False,
        enrolled: bool | None = None,
    ) -> frozenset[str]:
        """Return which agenda conditions hold; an unknown age, level or enrolment counts as the one that asks for more.

        `age` is in whole years; `level` a level id, or None or empty where none is agreed yet.
        """
        known = self.levels.get(level) if level else None
        raised = known is None or known.rank >= self.level(self.elevated_level).rank
        holds = {
            "review": agenda.follows_meeting,
            "from_16": age is None or age >= 16,
            "from_17": age is None or age >= 17,
            "medium_or_high": raised,
            "out_of_area": out_of_area,
            "in_care": in_care,
            "enrolled": enrolled is not False,
        }
        return frozenset(name for name, true in holds.items() if true)

    def hints(self, text: str) -> tuple[Hint, ...]:
        """Return what the language guide would have reworded in `text`; never what is quoted."""
        return hints(text, self.language)

    def priorities_of(self, pillar_id: str) -> tuple[Priority, ...]:
        """Return the strategy priorities that actions under this pillar serve, in the strategy's order."""
        wanted = self.pillar(pillar_id).priorities
        return tuple(priority for priority in self.priorities if priority.id in wanted)


def _find(entries: Sequence[Entry], wanted: str, what: str) -> Entry:
    for entry in entries:
        if entry.id == wanted:
            return entry
    known = ", ".join(entry.id for entry in entries)
    raise NotFoundError(f"This practice pack has no such {what}; it has: {known}.")
