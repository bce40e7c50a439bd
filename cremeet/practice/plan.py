"""What a meeting may agree: the pillars of a plan, the strategy's priorities behind them, and outcomes to decide."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cremeet.practice.shape import Id, Shape, Text, Title, Whole, YesNo


class Priority(Shape):
    """One priority of the strategy: what it means, what it `asks` for, and where it is set out."""

    id: Id
    number: Whole
    title: Title
    meaning: Text
    asks: tuple[Text, ...] = ()
    source: Text


class Behaviour(Shape):
    """One way of exploiting that the strategy names; an episode with these types or linked factors counts as it."""

    id: Id
    title: Title
    types: tuple[Id, ...] = ()
    factors: tuple[Id, ...] = ()


class Pillar(Shape):
    """One of the parts that every plan considers; `priorities` lets the same actions be read by the strategy."""

    id: Id
    title: Title
    meaning: Text
    question: Text
    examples: tuple[Text, ...] = ()
    priorities: Annotated[tuple[Id, ...], Field(min_length=1)]


class Outcome(Shape):
    """Something a meeting may decide; several may apply. `group` gathers like ones, `closes` ends the episode.

    `prompt` is what a careful chair checks before deciding it.
    """

    id: Id
    title: Title
    group: Title
    prompt: Text | None = None
    closes: YesNo = False


class ClosureTest(Shape):
    """One thing that holds before an episode may close."""

    id: Id
    text: Text
