"""How an instrument turns answers into a suggested level: by bands, by counts, by "any of", by presets or by domain.

Every rule only ever raises the suggestion, and the highest rule wins. That is why more concern can never lower a level,
whatever a council writes here. A published tool that says "two mediums are a high" is a count with one band.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from cremeet.practice.shape import Day, Id, Shape, Text, Title, Whole, YesNo

Standing = Literal["current", "present"]
"""Which answers count: those that speak of now, or those that speak of now or before."""


class Where(Shape):
    """Which answers a rule looks at; every key that is given must hold, so an empty one looks at every current sign.

    `answer` names an answer of the indicator's scale and takes that answer *or any more concerning one*.
    """

    indicators: tuple[Id, ...] = ()
    domains: tuple[Id, ...] = ()
    types: tuple[Id, ...] = ()
    critical: YesNo = False
    weight_at_least: Whole = 0
    preset_at_least: Id | None = None
    standing: Standing = "current"
    answer: Id | None = None


class Band(Shape):
    """From `at_least` upwards, this level: until a later band takes over."""

    at_least: Whole
    level: Id


Bands = Annotated[tuple[Band, ...], Field(min_length=1)]


class ScoreRule(Shape):
    """The total score falls into a band. A total with a fraction is rounded up, towards concern."""

    kind: Literal["score"]
    id: Id
    title: Title
    bands: Bands


class CountRule(Shape):
    """The number of indicators that match falls into a band."""

    kind: Literal["count"]
    id: Id
    title: Title
    where: Where = Where()
    bands: Bands


class AnyRule(Shape):
    """Any one indicator that matches suggests the level."""

    kind: Literal["any"]
    id: Id
    title: Title
    where: Where
    level: Id


class PresetRule(Shape):
    """Each indicator carries a level of its own; the highest one that an answer brings into play is suggested."""

    kind: Literal["highest-preset"]
    id: Id
    title: Title


class DomainRule(Shape):
    """Each domain has a level (rated by the meeting, or from its indicators); the highest is suggested."""

    kind: Literal["highest-domain"]
    id: Id
    title: Title
    domains: tuple[Id, ...] = ()


class DomainCountRule(Shape):
    """The number of domains at `level_at_least` or above falls into a band."""

    kind: Literal["count-domains"]
    id: Id
    title: Title
    level_at_least: Id
    bands: Bands
    domains: tuple[Id, ...] = ()


LevelRule = Annotated[
    ScoreRule | CountRule | AnyRule | PresetRule | DomainRule | DomainCountRule, Field(discriminator="kind")
]


class Prompt(Shape):
    """Something to say to the meeting when the answers and the child's age call for it; it changes no level.

    Ages are whole years, both ends included. An unknown age keeps no prompt back: it is the safer mistake. It needs
    `at_least` indicators that match `where` or, with `domain_level_at_least`, as many domains at that level or above.
    """

    id: Id
    text: Text
    age_at_least: Whole | None = None
    age_at_most: Whole | None = None
    where: Where = Where()
    domain_level_at_least: Id | None = None
    at_least: Whole = 1
    source: Text
    dated: Day

    @model_validator(mode="after")
    def _ages_in_order(self) -> Prompt:
        if self.age_at_least is not None and self.age_at_most is not None and self.age_at_least > self.age_at_most:
            raise ValueError("age_at_least is above age_at_most: no child would ever be met")
        return self
