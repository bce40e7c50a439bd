"""Measures that make exploiting a child harder: who leads each, when it fits and what it may cost the child."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cremeet.practice.shape import Id, Shape, Statement, Text, Title


class Measure(Shape):
    """One measure. `agency` leads, `others` help; `stages` are the steps that it can go through, in order.

    `victim_impact` is what to think through with the child in mind before it is used; `law` are statements of law, each
    with its source and date.
    """

    id: Id
    title: Title
    short: Title | None = None
    group: Title
    agency: Id
    others: tuple[Id, ...] = ()
    stages: Annotated[tuple[Id, ...], Field(min_length=1)]
    fits: Text
    victim_impact: Text
    law: tuple[Statement, ...] = ()
