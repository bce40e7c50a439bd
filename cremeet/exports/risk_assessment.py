"""The risk assessment as a document of its own: the level and why, what changed since the last, what is not known."""

from __future__ import annotations

from cremeet.counting import counted
from cremeet.exports import assessed, parts, pictures
from cremeet.exports.admit import Copy
from cremeet.exports.document import Block, Column, Document, Heading, ListBlock, Paragraph, Table
from cremeet.services.attendance import IN_THE_ROOM

_LEVELS = (Column("Agreed", 0.24), Column("Level", 0.2), Column("Why", 0.56))
_WITHHELD = "The risk assessment is for the professionals of the meeting; this copy holds none of it."


def risk_assessment(copy: Copy) -> Document:
    """Return the assessment of a meeting; a reader who may not have it is told so, and nothing else."""
    blocks: list[Block] = [parts.short_facts(copy)]
    if not copy.reads_untagged:
        blocks.append(Paragraph(_WITHHELD, "lead"))
    else:
        blocks += _in_short(copy)
        blocks += assessed.risk(copy) or (Paragraph("No assessment was made at this meeting."),)
        blocks += _over_time(copy)
        blocks += _not_known(copy)
        blocks += _who(copy)
    blocks += parts.closing_words(copy)
    subtitle = f"{copy.record.head.kind_title}, {parts.day(parts.held_on(copy))}"
    return parts.document(copy, "Risk assessment", "Risk assessment", subtitle, tuple(blocks))


def _in_short(copy: Copy) -> tuple[Block, ...]:
    view = copy.record.assessment
    if view is None:
        return ()
    now, before = view.now, view.before
    said = f"The level of risk is {parts.level(copy, now.agreed_level).word.lower()}."
    if before is not None and before.agreed_level:
        was = parts.level(copy, before.agreed_level).word.lower()
        same = before.agreed_level == now.agreed_level
        said += f" It was {'the same' if same else was} on {parts.day(before.assessed_on)}."
        moved = [change for change in view.changes if change.kind != "same"]
        worse = sum(change.kind in {"worse", "new"} for change in moved)
        better = sum(change.kind == "better" for change in moved)
        said += f" Since then {counted(worse, 'sign')} gave more concern and {better} less."
    else:
        said += " There is no earlier assessment to compare it with."
    return (Paragraph(said, "lead"),)


def _over_time(copy: Copy) -> tuple[Block, ...]:
    levels = copy.record.episode.levels
    if not levels:
        return ()
    rows = tuple((parts.day(each.on), parts.level(copy, each.level), each.reason or "not recorded") for each in levels)
    picture = pictures.risk(copy)
    return (Heading(2, "Level of risk over time"), *picture, Table("Levels that meetings agreed", _LEVELS, rows))


def _not_known(copy: Copy) -> tuple[Block, ...]:
    """List what nobody could answer and what rests on no evidence: the next meeting asks."""
    view = copy.record.assessment
    if view is None:
        return ()
    texts = {
        each.indicator.id: each.indicator.text for each in copy.record.pack.instrument(view.now.instrument).questions()
    }
    suggestion = view.now.suggestion
    said: list[Block] = []
    for heading, ids in (
        ("Answered as not known", suggestion.not_known),
        ("Not answered", suggestion.unanswered),
        ("Without evidence", suggestion.missing_evidence),
    ):
        listed = [texts[each] for each in ids if each in texts]
        if listed:
            said += [Heading(3, heading), ListBlock(tuple(listed))]
    return (Heading(2, "What is not known"), *said) if said else ()


def _who(copy: Copy) -> tuple[Block, ...]:
    there = [person for person in copy.record.people if person.status in IN_THE_ROOM and person.part == "professional"]
    names = ", ".join(f"{one.name} ({one.agency_title})" if one.agency_title else one.name for one in there)
    return (Heading(2, "Who judged"), Paragraph(f"{names or 'Nobody is recorded as present'}."))
