"""The lists that forms offer: to be reworded, added to and shortened, but for the ids that the record works with."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cremeet.practice.shape import Id, Shape, Text, Title


class Choice(Shape):
    """One entry of a list: its id is kept in records, its title is shown, `note` helps to choose, `group` gathers."""

    id: Id
    title: Title
    note: Text | None = None
    group: Title | None = None


_ERASURE_REASONS = (
    Choice(id="retention-over", title="The retention period is over"),
    Choice(id="court-order", title="Ordered by a court"),
    Choice(id="recorded-in-error", title="Recorded in error"),
)
"""For packs that a vault kept before there was such a list."""

Listed = Annotated[tuple[Choice, ...], Field(min_length=1)]


class Choices(Shape):
    """Every list by name."""

    exploitation_types: Listed
    linked_factors: Listed
    episode_sources: Listed
    episode_statuses: Listed
    closing_reasons: Listed
    erasure_reasons: Listed = _ERASURE_REASONS
    legal_statuses: Listed
    authorities: Listed
    genders: Listed
    ethnicities: Listed
    carer_relationships: Listed
    child_links: Listed
    meeting_modes: Listed
    meeting_triggers: Listed
    attendance_parts: Listed
    attendance_statuses: Listed
    voice_attendances: Listed
    voice_methods: Listed
    entry_kinds: Listed
    action_statuses: Listed
    action_priorities: Listed
    concern_kinds: Listed
    concern_grades: Listed
    missing_grades: Listed
    interview_outcomes: Listed
    first_responders: Listed
    nrm_grounds: Listed
    nrm_guardians: Listed
    disruption_stages: Listed

    def of(self, name: str) -> tuple[Choice, ...]:
        """Return the list called `name`. Raises KeyError for a name that is no list of this class."""
        if name not in Choices.model_fields:
            raise KeyError(name)
        found: tuple[Choice, ...] = getattr(self, name)
        return found

    def has(self, name: str, choice: str) -> bool:
        """Say whether the list called `name` offers this id. Raises KeyError like `of`."""
        return any(each.id == choice for each in self.of(name))

    def title(self, name: str, choice: str) -> str:
        """Return the words for an id of the list called `name`; an id that is not offered is shown as it stands."""
        return next((each.title for each in self.of(name) if each.id == choice), choice)


WORKED_WITH: dict[str, frozenset[str]] = {
    "episode_statuses": frozenset({"screening", "open", "monitoring", "closed", "transferred"}),
    "attendance_parts": frozenset({"professional", "child", "parent", "advocate", "observer"}),
    "attendance_statuses": frozenset({"invited", "present", "part", "apologies", "no-response", "withdrew"}),
    "voice_attendances": frozenset({"all", "part", "no"}),
    "entry_kinds": frozenset({"note", "action", "decision", "risk", "voice"}),
    "action_statuses": frozenset({"not-started", "in-progress", "done", "cancelled"}),
    "disruption_stages": frozenset({"considered", "requested", "issued", "breached", "ended"}),
}
"""Ids that the record's own rules name: reword their titles, but keep them, and add none where the list is closed."""

ALSO_WORKED_WITH: dict[str, frozenset[str]] = {"entry_kinds": frozenset({"parked"})}
"""Ids of closed lists that the record has rules for and does without: an older pack does not have them."""

CLOSED_LISTS = frozenset(WORKED_WITH) - {"disruption_stages"}
"""Lists to which nothing can be added, because a rule would not know what to do with it."""
