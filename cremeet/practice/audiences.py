"""Who may read what: handling tags on entries, and the audiences that copies are made for.

The rule errs on the side of silence. A tag or an audience that a pack does not know is read by nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from cremeet.practice.shape import Id, Shape, Text, Title, Whole, YesNo


class Audience(Shape):
    """Those a copy is made for. `breadth` orders audiences for people, 0 for the narrowest.

    `professional` is false for the child and the family: an entry for named agencies can never reach them. `agency` is
    set where the copy is always for one agency, such as the police.
    """

    id: Id
    title: Title
    meaning: Text
    breadth: Whole
    professional: YesNo
    agency: Id | None = None


class Tag(Shape):
    """How an entry is to be handled: `audiences` may read it, and nobody else.

    With `named`, the agencies that an entry names may read it as well, each in its own copy.
    """

    id: Id
    title: Title
    short: Title
    meaning: Text
    audiences: tuple[Id, ...]
    named: YesNo = False


def may_read(
    tag: Tag | None, audience: Audience | None, *, agencies: Collection[str] = (), reader: str | None = None
) -> bool:
    """Say whether `audience` may read an entry with `tag`; None stands for one that the pack does not know.

    `agencies` are the ids that the entry names, `reader` the agency whose copy this is, where it is one agency's.
    """
    if tag is None or audience is None:
        return False
    if audience.id in tag.audiences:
        return True
    agency = audience.agency or reader
    return tag.named and audience.professional and agency is not None and agency in agencies


def narrowest(audiences: Sequence[Audience], tags: Sequence[Tag]) -> Audience:
    """Return the audience that may read the fewest tags; the lower breadth, then the earlier listed, wins a tie."""

    def reach(audience: Audience) -> tuple[int, int]:
        return sum(audience.id in tag.audiences for tag in tags), audience.breadth

    return min(audiences, key=reach)
