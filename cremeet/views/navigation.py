"""How a screen reaches another without knowing it, and what every screen is given.

The main window is the one `Navigator`; a screen asks it to show something by id and never makes another screen itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from cremeet.clock import Clock, london_date

if TYPE_CHECKING:
    from cremeet.views.keeper import Keeper
    from cremeet.views.record import Record
    from cremeet.views.theme import Theme


class Navigator(Protocol):
    """Where a screen can send a person; each takes the ids of records, which hold no name."""

    def show_children(self) -> None:
        """Show the list of children."""
        ...

    def show_child(self, child_id: str) -> None:
        """Show one child's page."""
        ...

    def show_planner(self, child_id: str, meeting_id: str | None = None) -> None:
        """Plan a new meeting about a child, or go on planning one."""
        ...

    def show_meeting(self, meeting_id: str, item_id: str | None = None) -> None:
        """Show the live workspace, at an agenda item if one is named."""
        ...

    def show_risk(self, meeting_id: str, indicator_id: str | None = None) -> None:
        """Show the risk assessment of a meeting, at an indicator if one is named."""
        ...

    def show_plan(self, meeting_id: str, action_id: str | None = None) -> None:
        """Show the plan being agreed in a meeting, at an action if one is named."""
        ...

    def show_read_back(self, meeting_id: str) -> None:
        """Show the read-back of a meeting's actions and decisions."""
        ...

    def show_close(self, meeting_id: str) -> None:
        """Show the closing check and the documents of a meeting."""
        ...

    def show_send(self, meeting_id: str) -> None:
        """Show who gets a meeting's documents, and the copies that went out."""
        ...

    def show_vault(self, part: str | None = None) -> None:
        """Show the vault's own section, at one of its tabs if it is named."""
        ...

    def back(self) -> None:
        """Return to the screen before this one."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """What every screen is given: the record, the look, the way to other screens, the time, and the open vault.

    `keeper` is None only where a window shows a record without a vault around it, as tests do.
    """

    record: Record
    theme: Theme
    go: Navigator
    clock: Clock
    keeper: Keeper | None = None

    def today(self) -> date:
        """Return the day in England."""
        return london_date(self.clock())
