"""What an entry of the record of who did what says, in words; the actions themselves are fixed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

_PARTS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_IDS = frozenset({"person", "seen", "ends", "term"})
"""What only the check compares; nobody reads it."""


def action_title(action: str) -> str:
    """Return an action as people read it; one that is not known here is shown as it stands."""
    return _titles().get(action, action)


def action_choices() -> list[tuple[str, str]]:
    """Return every action with its words, in the order of the words."""
    return sorted(_titles().items(), key=lambda one: one[1].casefold())


def detail_words(detail: Mapping[str, Any]) -> str:
    """Return what else an entry says, on one line: how many of each kind, or one of the fixed words."""
    said = []
    for name, value in detail.items():
        words = _PARTS.sub(" ", name).replace("_", " ").lower()
        if name in _IDS:
            continue
        if isinstance(value, list):
            said.append(f"{words} {len(value)}" if len(value) > 1 else words)
        elif isinstance(value, bool) or not isinstance(value, int | str):
            said.append(words if value else "")
        else:
            said.append(f"{words} {str(value).replace('-', ' ')}")
    return ", ".join(one for one in said if one)


def _titles() -> dict[str, str]:
    return {
        "unlocked": _say("Unlocked the vault"),
        "refused": _say("Failed to unlock"),
        "locked": _say("Locked"),
        "viewed": _say("Looked at"),
        "searched": _say("Searched"),
        "changed": _say("Changed"),
        "exported": _say("Exported"),
        "backed-up": _say("Made a backup"),
        "restored": _say("Restored a backup"),
        "verified": _say("Verified"),
        "handed-over": _say("Handed the vault over"),
        "received": _say("Received the vault"),
        "taken-back": _say("Took the vault back"),
        "taken-over": _say("Took the vault over"),
        "passphrase-changed": _say("Changed a passphrase"),
        "person-added": _say("Let a person in"),
        "person-removed": _say("Removed a person"),
        "role-changed": _say("Changed a role"),
        "rekeyed": _say("Gave the record a new key"),
        "recovery-code-made": _say("Made a recovery code"),
        "recovery-code-used": _say("Used the recovery code"),
        "settings-changed": _say("Changed a setting"),
        "erased": _say("Erased a child"),
        "elsewhere": _say("Was done in the copy left behind"),
        "key-file-mended": _say("Key file was mended"),
        "older-record-noticed": _say("Noticed an older record"),
        "not-done": _say("Could not be done"),
    }


def _say(text: str) -> str:
    return QCoreApplication.translate("Actions", text)
