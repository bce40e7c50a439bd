"""Settings that belong to the vault and go where it goes: when it locks, and whether the screen may be captured."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.errors import RuleError
from cremeet.models import VaultSetting
from cremeet.vault import audit

SHORTEST, LONGEST = 1, 60
"""Minutes without a key or the mouse after which a vault may be set to lock."""
LONGEST_IN_MEETING = 120


@dataclass(frozen=True, slots=True)
class VaultSettings:
    """What the administrator sets: minutes until an idle vault locks, those while a meeting is live, screen capture."""

    idle_minutes: int = 5
    meeting_idle_minutes: int = 15
    capture_protection: bool = False


def vault_settings(session: Session) -> VaultSettings:
    """Return the settings; one that was never set, or cannot be read, has its default."""
    kept = {row.name: row.value for row in session.scalars(sa.select(VaultSetting))}
    settings = VaultSettings()
    for field in fields(VaultSettings):
        value: Any = _read(kept.get(field.name, ""))
        if type(value) is type(getattr(settings, field.name)):
            settings = replace(settings, **{field.name: value})
    return VaultSettings(capture_protection=settings.capture_protection) if _fault(settings) else settings


def set_vault_settings(session: Session, wanted: VaultSettings) -> VaultSettings:
    """Keep the settings and note in the audit that they changed; the ones that do not change are left alone.

    Raises RuleError for minutes out of bounds, or for a meeting that would lock before an idle window does.
    """
    fault = _fault(wanted)
    if fault:
        raise RuleError(fault)
    before, changed = asdict(vault_settings(session)), {}
    rows = {row.name: row for row in session.scalars(sa.select(VaultSetting))}
    for name, value in asdict(wanted).items():
        if value == before[name]:
            continue
        changed[name] = value
        if name in rows:
            rows[name].value = json.dumps(value)
        else:
            session.add(VaultSetting(name=name, value=json.dumps(value)))
    session.flush()
    if changed:
        audit.note(session, audit.SETTINGS_CHANGED, **changed)
    return wanted


def _read(value: str) -> object:
    try:
        return json.loads(value)
    except ValueError:
        return None


def _fault(wanted: VaultSettings) -> str:
    """Return what is wrong with the minutes, or nothing."""
    if not SHORTEST <= wanted.idle_minutes <= LONGEST:
        return f"A vault locks after {SHORTEST} to {LONGEST} minutes without anybody there; choose a number from these."
    if not wanted.idle_minutes <= wanted.meeting_idle_minutes <= LONGEST_IN_MEETING:
        return (
            f"While a meeting is live, a vault locks no sooner than otherwise and after {LONGEST_IN_MEETING} minutes "
            "at most; choose a number between the two."
        )
    return ""
