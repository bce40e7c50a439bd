"""The practice pack's words for an id, and the check that an id is one of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cremeet.errors import RuleError
from cremeet.practice.choices import Choices
from cremeet.practice.pack import Pack


def entries(pack: Pack, kind: str) -> Sequence[Any]:
    """Return what a pack offers under `kind`: a list of its choices, or agendas, levels, agencies, disruption."""
    if kind in Choices.model_fields:
        return pack.choices.of(kind)
    if kind == "levels":
        return pack.levels.levels
    found: Sequence[Any] = getattr(pack, kind)
    return found


def title(pack: Pack, kind: str, entry_id: str) -> str:
    """Return the pack's title for an id; an id it does not know (an older pack's, or empty) is shown as it stands."""
    return next((str(entry.title) for entry in entries(pack, kind) if entry.id == entry_id), entry_id)


def known(pack: Pack, kind: str, entry_id: str, what: str) -> Any:
    """Return the pack's entry with this id; raise RuleError naming `what` it should have been."""
    for entry in entries(pack, kind):
        if entry.id == entry_id:
            return entry
    raise RuleError(f"That {what} is not in the practice pack; please choose one of the list.")
