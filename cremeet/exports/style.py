"""The one look of a document, shared by both renderers: colours, type scale and measures.

Contrast on white, measured: ink 17.7:1, navy 12.9, teal 8.4, muted 7.6, link 8.4, marking red 9.1. Rules are 1.8:1:
they decorate and are never the only cue. Body text is 12 point, the least that GOV.UK guidance allows in print.
"""

from __future__ import annotations

from typing import NamedTuple

from cremeet.exports.document import CalloutKind
from cremeet.exports.status import Symbol, Tone

INK = "14191F"
NAVY = "12344D"
TEAL = "0B5563"
MUTED = "4A5560"
RULE = "B9C4CD"
HEAD_TINT = "EDF2F5"
BAND = "F6F8FA"
LINK = "0B4F8A"
MARKING = "8C1D18"
MARKING_TINT = "FCF3F2"
WATERMARK = "EEF1F4"

TONES: dict[Tone, str] = {"calm": "1B6B3A", "watch": "9A5B00", "alarm": "A4161A", "settled": NAVY, "quiet": MUTED}
"""A status's colour by its tone; at least 5.4:1 on white."""

CALLOUT_BARS: dict[CalloutKind, str] = {
    "decision": TEAL,
    "action": NAVY,
    "note": MUTED,
    "restricted": MARKING,
    "voice": "6B3FA0",
}
"""The colour of a callout's bar and title; its title says what it is, the colour only repeats it."""

GLYPHS: dict[Symbol, str] = {
    "ring": "○",
    "circle": "●",
    "square": "■",
    "triangle": "▲",
    "diamond": "◆",
    "octagon": "⬢",
    "tick": "✔",
}
"""The nearest character to each shape, for Word; the PDF draws the shape itself."""


class Type(NamedTuple):
    """Size, line height, and space before and after, in points."""

    size: float
    leading: float
    before: float = 0
    after: float = 0


ORGANISATION = Type(11, 14)
TITLE = Type(24, 29, 0, 4)
SUBTITLE = Type(13, 18.5, 0, 2)
IDENTITY = Type(11, 15, 0, 10)
HEADINGS = {2: Type(16, 20, 18, 6), 3: Type(13, 17, 11, 3), 4: Type(12, 16, 8, 2)}
BODY = Type(12, 17, 0, 7)
LEAD = Type(13, 18.5, 0, 10)
SMALL = Type(11, 15, 0, 6)
LABEL = Type(12, 16, 4, 2)
LIST_ITEM = Type(12, 17, 0, 4)
CELL = Type(11, 14.5)
CAPTION = Type(11, 15, 4, 4)
CALLOUT_TITLE = Type(12, 16, 0, 2)
CALLOUT_TEXT = Type(12, 17, 0, 3)
RUNNING = Type(9.5, 12)
RUNNING_MARKING = Type(11, 14)

LARGE = 1.5
"""How much larger than usual large print is: 18-point text, the size that is asked for most."""
WRITING_LINE = 24.0
"""Points between ruled lines: room for the hand of somebody in a hurry."""
WRITTEN_ROW = 34.0
"""The least height in points of a table's row that is filled in by hand."""

LIST_INDENT = 18.0
"""Points by which each nested list stands in."""
CELL_PADDING = 6.0
FACT_LABEL_SHARE = 0.25
"""Share of the width that the labels of a set of facts take."""

PAGE_SHORT, PAGE_LONG = 595.2756, 841.8898
"""A4, in points."""
SIDE_MARGIN = 56.6929
"""20 mm, in points."""


def text_width(*, landscape: bool) -> float:
    """Return the width of the text on the page, in points."""
    return (PAGE_LONG if landscape else PAGE_SHORT) - 2 * SIDE_MARGIN
