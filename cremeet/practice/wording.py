"""Words: what to avoid and say instead, abbreviations with their meaning, and what every document carries."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from cremeet.practice.shape import Id, Shape, Text, Title

PIECE = re.compile(r"[^\W\d_][\w'’-]*\*?|<?\d+|\.\.\.")


def _a_form(form: str) -> str:
    for word in form.split():
        if word == "...":
            continue
        if not all(PIECE.fullmatch(choice) for choice in word.split("/")):
            raise ValueError(
                "write words with spaces between; a/b for either word, run* for any ending, ... for up to three words"
            )
    if form.startswith("...") or form.endswith("..."):
        raise ValueError("begin and end with a word, not with ...")
    return form


Form = Annotated[str, Field(min_length=2, max_length=200), AfterValidator(_a_form)]
"""Words to look for: `a/b` for either, `run*` for any ending, `...` for up to three words between; case is ignored."""


class LanguagePair(Shape):
    """Words to `avoid`, what to `prefer` and `why`; `forms` are the spellings to look for."""

    id: Id
    avoid: Title
    forms: Annotated[tuple[Form, ...], Field(min_length=1)]
    prefer: Text
    why: Text


class Abbreviation(Shape):
    """A short form, what it stands for and, where that needs it, what that is."""

    id: Id
    short: Title
    long: Title
    note: Text | None = None


Typed = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]{1,11}$")]
"""What is typed for a longer word: two to twelve small letters and digits, written together."""


class Shorthand(Shape):
    """What the minute-taker types (`typed`) and what it becomes as soon as the space bar is pressed."""

    id: Id
    typed: Typed
    becomes: Title


class Marking(Shape):
    """The protective marking: `line` on every page, `handling` beneath it, `subject` to start an email's subject."""

    line: Title
    handling: Text
    subject: Title
    source: Text


class Confidentiality(Shape):
    """`statement` is printed on documents; `script` is read aloud at the start, and again for those who join late."""

    statement: Text
    script: Text


class Asked(Shape):
    """What the chair asks everybody near the start; each answer is kept with the time, "nobody" too."""

    conflict: Text = (
        "Does anybody know the child, the family or anybody who may be spoken of today outside their work, or have any "
        "other interest in what is decided?"
    )
    sharing: Text = (
        "Does anybody hold something that cannot be shared with everybody here? Say that it is so, not what it is."
    )


class ClosedPart(Shape):
    """Who leaves the room for an item of a closed part (`leave`: parts in the meeting), and how it is said."""

    leave: tuple[Id, ...] = ("child", "parent", "advocate", "observer")
    script: Text = (
        "The next part is about other people and about what the police are doing, so I ask you to wait outside. You "
        "will be told what you can be told, and you can come back as soon as it is over."
    )
