"""How each kind of minute entry looks: its icon and its colours. Its words come from the practice pack."""

from __future__ import annotations

from dataclasses import dataclass

from cremeet.practice.pack import Pack
from cremeet.views.tokens import Colour


@dataclass(frozen=True, slots=True)
class KindLook:
    """A kind's icon, ink and ground (None: the page's own), and the letter of its command."""

    icon: str
    ink: Colour
    ground: Colour | None
    letter: str


KINDS = {
    "note": KindLook("notes", "muted", None, "n"),
    "action": KindLook("list-check", "accent", "accent_soft", "a"),
    "decision": KindLook("gavel", "plum", "plum_soft", "d"),
    "risk": KindLook("alert-triangle", "bad", "bad_soft", "r"),
    "voice": KindLook("quote", "teal", "teal_soft", "v"),
    "parked": KindLook("clock", "warn", "warn_soft", "p"),
}


def is_restricted(pack: Pack, tag_id: str) -> bool:
    """Return whether some audience of the pack may not read an entry with this tag."""
    tag = next((each for each in pack.tags if each.id == tag_id), None)
    return tag is None or len(tag.audiences) < len(pack.audiences)


def tag_words(pack: Pack, tag_id: str, agencies: tuple[str, ...] = ()) -> str:
    """Return a tag's short title, and the agencies that it names."""
    short = next((tag.short for tag in pack.tags if tag.id == tag_id), tag_id)
    named = [agency.short for agency in pack.agencies if agency.id in agencies]
    return f"{short}: {', '.join(named)}" if named else short
