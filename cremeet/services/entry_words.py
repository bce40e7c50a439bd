"""What the words of an entry say beside their meaning: that something in them is still to be filled in."""

from __future__ import annotations

import re

PARKED = "parked"
"""The kind of an entry (a practice id) that is to be taken up again before the meeting ends."""

_GAP = re.compile(r"(?:^|(?<=[\s(“\"']))\?+(?=$|[\s.,;:)”\"'])|\?{2,}")


def has_gap(words: str) -> bool:
    """Say whether words hold a mark to come back to: a "?" that stands alone, or "??" anywhere.

    The question mark that ends a question is none.
    """
    return _GAP.search(words) is not None
