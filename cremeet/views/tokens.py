"""Every colour the window uses, by name, in a light and a dark set and one built from the system's contrast theme.

A screen names a token and never a colour. `TEXT_PAIRS` and `CONTROL_PAIRS` say which tokens meet on the screen, so
that a test can hold each pair to WCAG 2.2: 4.5 to 1 for text (1.4.3) and 3 to 1 for the edges of controls (1.4.11).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

from PySide6.QtGui import QColor, QPalette

Colour = Literal[
    "bg", "surface", "sunken", "line", "control", "ink", "muted", "accent", "accent_ink", "accent_soft", "accent_line",
    "rail", "rail_ink", "rail_on", "rail_selected", "ok", "ok_soft", "warn", "warn_soft", "bad", "bad_soft",
    "plum", "plum_soft", "teal", "teal_soft", "focus", "selected",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tokens:
    """One set of colours as `#rrggbb`; `name` is light, dark or contrast."""

    name: Literal["light", "dark", "contrast"]
    bg: str
    """The window behind the cards."""
    surface: str
    """Cards, fields, bars."""
    sunken: str
    """Set back from a card: hovered rows, key caps, done things."""
    line: str
    """A quiet divider; never the only edge of a control."""
    control: str
    """The edge of a field or button."""
    ink: str
    muted: str
    accent: str
    accent_ink: str
    accent_soft: str
    accent_line: str
    rail: str
    rail_ink: str
    rail_on: str
    rail_selected: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    plum: str
    """Decisions."""
    plum_soft: str
    teal: str
    """The child's own words."""
    teal_soft: str
    focus: str
    selected: str

    def __getitem__(self, colour: Colour) -> str:
        """Return the colour of that name as `#rrggbb`."""
        return str(getattr(self, colour))


LIGHT = Tokens(
    name="light", bg="#f2f5f7", surface="#ffffff", sunken="#ecf1f4", line="#d5dde3", control="#72808b", ink="#14202a",
    muted="#485864", accent="#0b587a", accent_ink="#ffffff", accent_soft="#e1eff6", accent_line="#98c4d7",
    rail="#12303f", rail_ink="#dce8ee", rail_on="#ffffff", rail_selected="#24506a", ok="#0a6643", ok_soft="#dff2e9",
    warn="#764a00", warn_soft="#fdf0d5", bad="#a11f19", bad_soft="#fce8e6", plum="#583890", plum_soft="#eee8f8",
    teal="#0c6064", teal_soft="#dff1f1", focus="#0b587a", selected="#cde4f0",
)  # fmt: skip

DARK = Tokens(
    name="dark", bg="#0f161b", surface="#182128", sunken="#202c34", line="#303d47", control="#8798a3", ink="#eaf0f4",
    muted="#b0bec8", accent="#7fc9ea", accent_ink="#06222f", accent_soft="#173440", accent_line="#31637c",
    rail="#0b1115", rail_ink="#bbc9d2", rail_on="#ffffff", rail_selected="#1e3b4b", ok="#72d5a6", ok_soft="#143126",
    warn="#f1bf62", warn_soft="#352a12", bad="#ff9d93", bad_soft="#3b1d1b", plum="#c7b2f3", plum_soft="#2b2340",
    teal="#77d2d4", teal_soft="#123032", focus="#7fc9ea", selected="#24495c",
)  # fmt: skip

_SOFT: tuple[tuple[Colour, Colour], ...] = (
    ("ok", "ok_soft"),
    ("warn", "warn_soft"),
    ("bad", "bad_soft"),
    ("plum", "plum_soft"),
    ("teal", "teal_soft"),
)
_WORDS: tuple[Colour, ...] = ("ink", "muted", "accent")
_GROUNDS: tuple[Colour, ...] = ("surface", "bg", "sunken", "accent_soft")

TEXT_PAIRS: tuple[tuple[Colour, Colour], ...] = (
    *((word, ground) for word in _WORDS for ground in _GROUNDS),
    *((word, "surface") for word, _ in _SOFT),
    *((word, "bg") for word, _ in _SOFT),
    *_SOFT,
    *(("ink", soft) for _, soft in _SOFT),
    *(("muted", soft) for _, soft in _SOFT),
    ("ink", "selected"),
    ("muted", "selected"),
    ("accent_ink", "accent"),
    ("rail_ink", "rail"),
    ("rail_on", "rail"),
    ("rail_on", "rail_selected"),
)
"""(text, what it stands on)."""

CONTROL_PAIRS: tuple[tuple[Colour, Colour], ...] = (
    ("control", "surface"),
    ("control", "bg"),
    ("control", "sunken"),
    ("focus", "surface"),
    ("focus", "bg"),
    ("focus", "sunken"),
    ("focus", "accent_soft"),
    ("focus", "selected"),
    ("accent", "line"),
    ("bad", "surface"),
    ("rail_on", "rail"),
)
"""(edge, what it stands on)."""


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2.2 contrast ratio of two `#rrggbb` colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def from_system(palette: QPalette) -> Tokens:
    """Build the contrast set from a system palette: its own colours, no tints; meaning stays in words and icons."""
    role = QPalette.ColorRole

    def of(which: QPalette.ColorRole) -> str:
        return palette.color(QPalette.ColorGroup.Active, which).name(QColor.NameFormat.HexRgb)

    window, ink = of(role.Window), of(role.WindowText)
    chosen, chosen_ink = of(role.Highlight), of(role.HighlightedText)
    link = of(role.Link) if contrast(of(role.Link), window) >= 4.5 else ink
    accent, accent_ink = (chosen, chosen_ink) if contrast(chosen, window) >= 4.5 else (link, window)
    every = dict.fromkeys((field.name for field in fields(Tokens)), ink)
    grounds = ("bg", "surface", "sunken", "accent_soft", "rail", "rail_selected", "ok_soft", "warn_soft", "bad_soft",
               "plum_soft", "teal_soft", "selected")  # fmt: skip
    every.update(dict.fromkeys(grounds, window))
    # A quiet divider has to stay darker than the accent that is drawn along it.
    every.update(name="contrast", accent=accent, accent_ink=accent_ink, focus=accent, line=window)
    return Tokens(**every)  # type: ignore[arg-type]  # `name` is one of its three words
