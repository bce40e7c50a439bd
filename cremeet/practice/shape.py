"""The base of every typed shape in the practice room: what a council writes is checked, then never changes.

Nothing here is invented or mended on the way in: an unknown key is refused rather than ignored, so that a misspelt key
is seen by the council that wrote it and not by the child it was meant to help.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$", max_length=64)]
"""A name for machines: lower-case words joined by hyphens or underscores, such as `missing-overnight`.

It is kept in meetings and compared across versions, so reword a title freely but leave its id alone.
"""

Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
"""Words for people: never empty."""

Title = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\r\n]*$")]
"""One line of words for people: never empty."""


class Shape(BaseModel):
    """A frozen, checked piece of a practice pack: unknown keys are refused and text is stripped at both ends."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
