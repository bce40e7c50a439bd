"""The pictures of a copy: each below its sentence, and beside a table that tells the same."""

from __future__ import annotations

from cremeet.exports import parts
from cremeet.exports.admit import Copy
from cremeet.exports.concern_map import concern_map
from cremeet.exports.document import Block, Column, Figure, Paragraph, Table
from cremeet.exports.figures import Point, actions_by_agency, held_by_agency, risk_over_time
from cremeet.exports.timeline import days, timeline

_DAYS = (Column("Day", 0.24), Column("What", 0.26), Column("How", 0.5))
_CONCERNS = (Column("Description", 0.4), Column("Kind", 0.2), Column("Link to the child", 0.4))


def risk(copy: Copy) -> tuple[Block, ...]:
    """Return the way of the level of risk as a picture below its sentence, or nothing where there is none to show."""
    levels = copy.record.pack.levels.levels
    ranks = {one.id: one for one in levels}
    points = [
        Point(each.on, ranks[each.level].rank, ranks[each.level].title, parts.level(copy, each.level).tone)
        for each in copy.record.episode.levels
        if each.level in ranks
    ]
    by_rank = [one.title for one in sorted(levels, key=lambda one: one.rank)]
    picture = risk_over_time(points, by_rank) if copy.reads_untagged else None
    return (Paragraph(picture.sentence), Figure(picture)) if picture else ()


def agencies(copy: Copy) -> tuple[Block, ...]:
    """Return who holds how many actions as a picture below its sentence, or nothing where nobody holds any."""
    picture = actions_by_agency(held_by_agency(parts.every_action(copy)))
    return (Paragraph(picture.sentence), Figure(picture)) if picture else ()


def over_time(copy: Copy) -> tuple[Block, ...]:
    """Return the timeline as a sentence, a picture and a table, or nothing where there are not two days to tell."""
    picture = timeline(copy.record.timeline)
    if picture is None:
        return ()
    rows = tuple((parts.day(one.on), one.kind, one.what) for one in days(copy.record.timeline))
    return (Paragraph(picture.sentence), Figure(picture), Table("The episode day by day", _DAYS, rows))


def concerns(copy: Copy) -> tuple[Block, ...]:
    """Return the people and places of concern that the reader may have: a table, below a map for the meeting's own.

    Each has its own handling tag; the map, which shows them all at once, never goes further than the professionals.
    """
    found = copy.record.circumstances.concerns
    if not found:
        return ()
    rows = tuple((one.details.descriptor, one.kind_title, one.details.link or "not known") for one in found)
    said: list[Block] = []
    picture = concern_map(copy.record.child.identity.name, found) if copy.reads_untagged else None
    if picture is not None:
        said += [Paragraph(picture.sentence), Figure(picture)]
    return (*said, Table("People and places of concern", _CONCERNS, rows))
