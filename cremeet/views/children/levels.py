"""How a level of risk looks: a tone beside its word, never instead of it."""

from __future__ import annotations

from cremeet.views.fields.table import Tone

_TONES: dict[str, Tone] = {"none": "plain", "low": "ok", "medium": "warn", "high": "bad"}


def tone_of(level: str) -> Tone | None:
    """Return the tone of a level id: a council's own level is plain, no level is none."""
    return _TONES.get(level, "plain") if level else None
