"""The council's Word template as a vault keeps it: text that the exports made of it, and what the file was called."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy.orm import Session

from cremeet.models import VaultSetting
from cremeet.services.states import only
from cremeet.vault import audit

_NAME = "word_template"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What was taken of a template (`kept`, as `exports.word.template` made it) and the file's name."""

    file_name: str
    kept: str


def letterhead(session: Session) -> Letterhead | None:
    """Return the vault's template, or None where documents have cremeet's own look."""
    row = only(session, VaultSetting, VaultSetting.name == _NAME)
    try:
        value = json.loads(row.value) if row is not None else None
        return Letterhead(value["file_name"], value["kept"]) if value else None
    except (ValueError, KeyError, TypeError):
        return None


def set_letterhead(session: Session, wanted: Letterhead | None) -> None:
    """Keep a template, or go back to cremeet's own look; the audit notes that it changed."""
    row = only(session, VaultSetting, VaultSetting.name == _NAME)
    value = json.dumps({"file_name": wanted.file_name, "kept": wanted.kept} if wanted else None)
    if row is None:
        session.add(VaultSetting(name=_NAME, value=value))
    else:
        row.value = value
    session.flush()
    audit.note(session, audit.SETTINGS_CHANGED, word_template=wanted is not None)
