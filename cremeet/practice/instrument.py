"""A risk instrument as data: what is asked, how it may be answered, and how answers suggest (never decide) a level.

Published tools differ in every part, so every part is data: the scales and their worded answers, a weight or a preset
level for each indicator, when evidence is required, whether the past is asked beside the present, whether whole domains
are rated, and the rules from answers to a level. `docs/decisions/004-instruments-as-data.md` says why it has this form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from cremeet.practice.instrument_faults import faults_in
from cremeet.practice.level_rules import Band, LevelRule, Prompt
from cremeet.practice.shape import Day, Id, Shape, Statement, Text, Title, Whole, YesNo, refuse

Factor = Annotated[float, Field(strict=True, ge=0, le=100, multiple_of=0.01, allow_inf_nan=False)]
"""What an answer multiplies its indicator's weight by: 0 to 100, at most two decimals."""

PresetShare = Literal["nothing", "one-below", "whole"]
"""How much of an indicator's preset level an answer brings into play. One below is never less than the second level."""


class Answer(Shape):
    """One answer of a scale.

    `known` is false for an answer that means "we do not know yet". `present`: the sign is or was there; `current`: it
    counts as there now. Points are weight x `factor`; `level` is for scales that rate a level outright; `preset` says
    how much of the indicator's own preset level this answer brings into play.
    """

    id: Id
    title: Title
    short: Title | None = None
    help: Text | None = None
    known: YesNo = True
    present: YesNo = False
    current: YesNo = False
    factor: Factor = 0.0
    level: Id | None = None
    preset: PresetShare = "nothing"


class Scale(Shape):
    """A named set of answers, known ones listed from least to most concern; unknown ones may stand anywhere."""

    id: Id
    title: Title
    help: Text | None = None
    answers: Annotated[tuple[Answer, ...], Field(min_length=2)]

    def get(self, answer: str) -> Answer | None:
        """Return the answer with this id, or None where the scale does not offer it."""
        return next((candidate for candidate in self.answers if candidate.id == answer), None)

    def known(self) -> tuple[Answer, ...]:
        """Return the answers that say something, from least to most concern."""
        return tuple(answer for answer in self.answers if answer.known)

    def concern(self, answer: str) -> int | None:
        """Return where a known answer stands, 0 for the least concern; None for an unknown or foreign one."""
        return next((place for place, each in enumerate(self.known()) if each.id == answer), None)


class Anchor(Shape):
    """What one answer means for this very indicator or domain, in words two people would read alike."""

    answer: Id
    text: Text


class Indicator(Shape):
    """One sign to consider.

    No `types` means any type of exploitation. `scale` and `evidence_from` fall back to the domain's, then the
    instrument's. With `before_scale` the past is asked as a second answer, scored by `before_weight` (0: shown only).
    `evidence_from` names the answer from which evidence is required; `evidence` says what would count as it.
    """

    id: Id
    text: Title
    help: Text
    types: tuple[Id, ...] = ()
    weight: Whole = 0
    preset: Id | None = None
    critical: YesNo = False
    scale: Id | None = None
    before_scale: Id | None = None
    before_weight: Whole = 0
    anchors: tuple[Anchor, ...] = ()
    evidence_from: Id | None = None
    evidence: Text | None = None
    statements: tuple[Statement, ...] = ()


class Domain(Shape):
    """A group of indicators, or an area rated as a whole (`rating` names its scale, `anchors` word each answer).

    `before_scale` asks every indicator in the domain about the past too. `asks_analysis`: the meeting writes what it
    makes of this domain, led by `analysis_prompt`. `bands` give the domain a level of its own by its subtotal.
    """

    id: Id
    title: Title
    help: Text
    asks_analysis: YesNo = False
    analysis_prompt: Text | None = None
    types: tuple[Id, ...] = ()
    scale: Id | None = None
    before_scale: Id | None = None
    evidence_from: Id | None = None
    rating: Id | None = None
    anchors: tuple[Anchor, ...] = ()
    bands: tuple[Band, ...] = ()
    indicators: tuple[Indicator, ...] = ()


class ExploitationType(Shape):
    """A type of exploitation that the instrument tells apart; `covers` lists the episode's type ids it stands for."""

    id: Id
    title: Title
    covers: tuple[Id, ...] = ()


class ProtectiveFactor(Shape):
    """Something that keeps the child safer. It informs the plan and is never taken off a score."""

    id: Id
    title: Title
    help: Text


class InstrumentLevel(Shape):
    """A level this instrument can suggest, by the id in levels.toml and the words of the published tool."""

    id: Id
    title: Title


@dataclass(frozen=True, slots=True)
class Question:
    """One indicator with everything it inherits resolved: what a form needs to ask it and a score to count it."""

    domain: Domain
    indicator: Indicator
    scale: Scale
    before: Scale | None
    types: tuple[str, ...]
    evidence_from: str | None

    @property
    def anchors(self) -> dict[str, str]:
        """What each answer means here, by answer id: the indicator's own words, else the answer's help."""
        words = {answer.id: answer.help for answer in self.scale.answers if answer.help}
        return words | {anchor.answer: anchor.text for anchor in self.indicator.anchors}


class Instrument(Shape):
    """A whole instrument. `levels` run from least to most concern; the first is suggested when no rule says more.

    Raises `pydantic.ValidationError` for anything that does not hold together, each fault at its own place.
    """

    id: Id
    title: Title
    version: Title
    summary: Text
    source: Text
    dated: Day
    scale: Id | None = None
    evidence_from: Id | None = None
    levels: Annotated[tuple[InstrumentLevel, ...], Field(min_length=2)]
    types: tuple[ExploitationType, ...] = ()
    scales: Annotated[tuple[Scale, ...], Field(min_length=1)]
    domains: Annotated[tuple[Domain, ...], Field(min_length=1)]
    rules: Annotated[tuple[LevelRule, ...], Field(min_length=1)]
    protective: tuple[ProtectiveFactor, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    statements: tuple[Statement, ...] = ()

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        refuse("Instrument", faults_in(self))
        return self

    @property
    def scored(self) -> bool:
        """Whether this instrument adds points up at all."""
        return any(rule.kind == "score" for rule in self.rules)

    @property
    def adds_up(self) -> bool:
        """Whether points mean anything here: for the whole, or for any domain."""
        return self.scored or any(domain.bands for domain in self.domains)

    @property
    def by_domain(self) -> bool:
        """Whether any rule reads the levels of whole domains."""
        return any(rule.kind in {"highest-domain", "count-domains"} for rule in self.rules)

    def level_title(self, level: str) -> str:
        """Return the instrument's words for a level id, or the id itself for a level it does not name."""
        return next((each.title for each in self.levels if each.id == level), level)

    def rank(self, level: str) -> int:
        """Return where a level stands in this instrument, 0 for the least. Raises ValueError for one it has not."""
        return [each.id for each in self.levels].index(level)

    def scale_called(self, scale: str | None) -> Scale | None:
        """Return the scale with this id, or None where there is none."""
        return next((each for each in self.scales if each.id == scale), None)

    def questions(self) -> Iterator[Question]:
        """Yield every indicator in reading order, with its scales and evidence rule resolved."""
        for domain in self.domains:
            for indicator in domain.indicators:
                scale = self.scale_called(indicator.scale or domain.scale or self.scale)
                if scale is None:
                    continue
                before = self.scale_called(indicator.before_scale or domain.before_scale)
                wanted = indicator.evidence_from or domain.evidence_from or self.evidence_from
                evidence = wanted if wanted is not None and scale.concern(wanted) is not None else None
                yield Question(domain, indicator, scale, before, indicator.types or domain.types, evidence)
