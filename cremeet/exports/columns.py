"""How wide a table's columns become: as wished, but so that no ordinary word is cut."""

from __future__ import annotations

WIDEST_WORD = 0.34
"""The share of the width that one word may claim for its column; a longer word is cut."""


def fitted(wished: list[float], needed: list[float], width: float) -> list[float]:
    """Return the columns' widths, which add up to `width` at most (all in one unit).

    `wished` are shares of the width, `needed` the width that each column's widest word takes with the cell's padding.
    Columns that need more than they wished take it from those that have some to spare.
    """
    needed = [min(need, WIDEST_WORD * width) for need in needed]
    if sum(needed) >= width:
        return [need * width / sum(needed) for need in needed]
    got = [max(share * width, need) for share, need in zip(wished, needed, strict=True)]
    over = sum(got) - width
    spare = [have - need for have, need in zip(got, needed, strict=True)]
    if over <= 0 or not sum(spare):
        return got
    return [have - over * part / sum(spare) for have, part in zip(got, spare, strict=True)]
