"""What a meeting talks about: agendas as a council words them, and what each item leaves in the record."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Literal

from pydantic import Field

from cremeet.practice.shape import Id, Shape, Text, Title, Whole, YesNo

Condition = Literal["review", "from_16", "from_17", "medium_or_high", "out_of_area", "in_care", "enrolled"]
"""When an item that is otherwise a choice becomes a must; `Pack.conditions` says which hold."""

Capture = Literal[
    "notes",
    "confidentiality",
    "attendance",
    "quorum",
    "identity",
    "views",
    "parents_views",
    "previous_actions",
    "agency_updates",
    "missing",
    "risk",
    "concerns",
    "linked_children",
    "decision",
    "nrm",
    "disruption",
    "plan",
    "contingency",
    "feedback",
    "next_date",
    "circulation",
]
"""What an item leaves in the record besides its notes, so that the workspace opens the right form beside it."""

CONDITION_WORDS: dict[str, str] = {
    "review": "there was an earlier meeting",
    "from_16": "the young person is 16 or over, or their age is not known",
    "from_17": "the young person is 17 or over, or their age is not known",
    "medium_or_high": "the level of risk is raised, or not yet known",
    "out_of_area": "the child lives, or is placed, outside the area",
    "in_care": "the child is looked after",
    "enrolled": "the child is enrolled in education, or it is not known whether they are",
}
"""Each condition as the end of a sentence that begins “Needed because ...”."""


class AgendaItem(Shape):
    """One item. `script` is read aloud as it stands, or empty; `minutes` is the time planned.

    `tag` is the handling tag that entries start with; `closed` marks the part for which the family leaves the room.
    """

    id: Id
    title: Title
    purpose: Text
    prompts: tuple[Text, ...] = ()
    script: Annotated[str, Field(max_length=4000)] = ""
    minutes: Whole
    mandatory: YesNo = False
    mandatory_when: tuple[Condition, ...] = ()
    tag: Id
    captures: Annotated[tuple[Capture, ...], Field(min_length=1)] = ("notes",)
    closed: YesNo = False

    def is_mandatory(self, conditions: Collection[str] = ()) -> bool:
        """Say whether this item must be held when these conditions hold."""
        return self.mandatory or any(condition in conditions for condition in self.mandatory_when)

    def why_mandatory(self, conditions: Collection[str] = ()) -> str:
        """Return why this item must be held, as a sentence, or an empty text where it is a choice."""
        if self.mandatory:
            return "Needed at every meeting of this kind."
        reasons = [CONDITION_WORDS[each] for each in self.mandatory_when if each in conditions]
        return f"Needed because {' and '.join(reasons)}." if reasons else ""


class Agenda(Shape):
    """The items of one kind of meeting, in order.

    `follows_meeting` says that meetings of this kind look back on an earlier one; `statutory` that the meeting is a
    strategy discussion under section 47 of the Children Act 1989, which a CRE meeting is not unless it says so.
    Agendas are offered by `order`, lowest first.
    """

    id: Id
    title: Title
    short_title: Title
    purpose: Text
    follows_meeting: YesNo = False
    statutory: YesNo = False
    order: Whole = 0
    items: Annotated[tuple[AgendaItem, ...], Field(min_length=1)]

    @property
    def minutes(self) -> int:
        """The length of a meeting that holds every item, in minutes."""
        return sum(item.minutes for item in self.items)

    def item(self, item_id: str) -> AgendaItem | None:
        """Return the item with this id, or None where this agenda has none (an item added by hand, for one)."""
        return next((item for item in self.items if item.id == item_id), None)
