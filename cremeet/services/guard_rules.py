"""By which rules an open window guards itself now: what is set in the vault, and whether a meeting is live."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.models import Meeting
from cremeet.services.vault_settings import VaultSettings, vault_settings


@dataclass(frozen=True, slots=True)
class GuardRules:
    """The vault's settings, and whether a meeting is live: people talk more than they type in one."""

    settings: VaultSettings
    in_meeting: bool

    @property
    def idle_seconds(self) -> int:
        """How long nobody may be there, now, before it locks."""
        return 60 * (self.settings.meeting_idle_minutes if self.in_meeting else self.settings.idle_minutes)


def guard_rules(session: Session) -> GuardRules:
    """Return the rules as they stand."""
    live = sa.select(sa.exists().where(Meeting.state == "live"))
    return GuardRules(vault_settings(session), bool(session.scalar(live)))
