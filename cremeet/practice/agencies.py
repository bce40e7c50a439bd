"""Who takes part: the partner agencies, and how many of which make a meeting able to decide (quorum as a rule)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from cremeet.practice.shape import Id, Shape, Text, Title, YesNo


class Agency(Shape):
    """A partner agency. `core` ones are invited to every meeting, the others `when` their part is touched.

    `attends` says who usually comes; `roles` are offered when a person of the agency is added.
    """

    id: Id
    title: Title
    short: Title
    core: YesNo = False
    attends: Text
    when: Text | None = None
    roles: tuple[Title, ...] = ()


class QuorumNeed(Shape):
    """One seat that must be filled by any of these agencies; `only_if` says when the seat is needed at all."""

    id: Id
    title: Title
    any_of: Annotated[tuple[Id, ...], Field(min_length=1)]
    only_if: Literal["always", "enrolled"] = "always"


@dataclass(frozen=True, slots=True)
class QuorumResult:
    """Whether a meeting is quorate, why in one sentence, and the titles of the seats that nobody fills."""

    met: bool
    why: str
    missing: tuple[str, ...]


class Quorum(Shape):
    """The rule: every need that applies is filled by somebody present. The chair may go on without, with a reason."""

    meaning: Text
    source: Text
    needs: Annotated[tuple[QuorumNeed, ...], Field(min_length=1)]

    def check(self, present: Collection[str], *, enrolled: bool | None) -> QuorumResult:
        """Say whether the agencies in `present` (ids) make a quorum for a child who is `enrolled` in education.

        `enrolled` None means that nobody knows, which counts as enrolled: what is unknown never lowers the bar.
        """
        applies = [need for need in self.needs if need.only_if == "always" or enrolled is not False]
        missing = tuple(need.title for need in applies if not any(agency in present for agency in need.any_of))
        wanted = _listed([need.title for need in applies])
        if missing:
            return QuorumResult(met=False, why=f"Not quorate: {_listed(missing)} missing.", missing=missing)
        return QuorumResult(met=True, why=f"Quorate: {wanted} present.", missing=())


def _listed(words: Collection[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
