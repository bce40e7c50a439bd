"""The base of every typed shape in the practice room: what a council writes is checked, then never changes.

Nothing here is invented or mended on the way in: an unknown key is refused rather than ignored, so that a misspelt key
is seen by the council that wrote it and not by the child it was meant to help.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$", max_length=64)]
"""A name for machines: lower-case words joined by hyphens or underscores, such as `missing-overnight`.

It is kept in meetings and compared across versions, so reword a title freely but leave its id alone.
"""

Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
"""Words for people: never empty."""

Title = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\r\n]*$")]
"""One line of words for people: never empty."""

Whole = Annotated[int, Field(strict=True, ge=0, le=1000)]
"""A whole number from 0 to 1000; neither text nor true/false is taken for one."""

YesNo = Annotated[bool, Field(strict=True)]
"""true or false, and nothing that merely resembles it."""


def _a_day(value: object) -> object:
    """Refuse what pydantic would read as a day but no person meant as one (a number of seconds, a time of day)."""
    if isinstance(value, date | str) and not isinstance(value, datetime):
        return value
    raise PydanticCustomError("not_a_day", "Write a day as year-month-day, such as 2026-11-23")


Day = Annotated[date, BeforeValidator(_a_day)]
"""A calendar day, written 2026-11-23."""


class Shape(BaseModel):
    """A frozen, checked piece of a practice pack: unknown keys are refused and text is stripped at both ends."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Statement(Shape):
    """One thing that law or guidance says, where it says so, and the day these words were written or last checked."""

    text: Text
    source: Text
    dated: Day


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong between the parts of a shape: where (keys and positions, outermost first) and what to do."""

    at: tuple[str | int, ...]
    message: str


def refuse(title: str, faults: Sequence[Fault]) -> None:
    """Raise `pydantic.ValidationError` named `title`, a line per fault at its own place; do nothing for none."""
    if faults:
        lines: list[InitErrorDetails] = [
            {"type": PydanticCustomError("practice", "{message}", {"message": f.message}), "loc": f.at, "input": None}
            for f in faults
        ]
        raise ValidationError.from_exception_data(title, lines)


def repeated(ids: Sequence[str], where: str, key: str = "id") -> list[Fault]:
    """Return a fault for each of `ids` that an earlier one in the list `where` already took."""
    return [
        Fault((where, position, key), f"“{name}” is used twice in this list; give each its own id")
        for position, name in enumerate(ids)
        if name in ids[:position]
    ]
