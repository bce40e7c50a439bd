"""The reference shelf, readable offline, and the ages at which a young person's move towards adulthood is raised."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cremeet.practice.shape import Id, Shape, Text, Title, Whole


class Reference(Shape):
    """A report, law or guide: when and by whom it was published, what it is for, its address as text, never a link."""

    id: Id
    title: Title
    dated: Title
    publisher: Title
    purpose: Text
    address: Text


class TransitionPrompt(Shape):
    """What to raise once a young person has reached `years` and `months`."""

    id: Id
    years: Whole
    months: Annotated[Whole, Field(le=11)] = 0
    text: Text
    source: Text
