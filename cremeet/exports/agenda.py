"""The agenda and invitation: when and where, why the reader is invited, what to bring, and how to answer.

It tells nothing about the case but who the child is: it goes out before anybody knows who will read it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from cremeet.clock import in_london, london_date
from cremeet.errors import NotFoundError
from cremeet.exports import parts
from cremeet.exports.admit import CHILD, Copy
from cremeet.exports.document import Block, Column, Document, Heading, KeyValue, ListBlock, Paragraph, Run, Table
from cremeet.practice.letters import Invitation
from cremeet.services.meeting_records import ItemRecord

_AGENDA = (
    Column("No.", 0.07),
    Column("From", 0.1),
    Column("What we talk about", 0.69),
    Column("Minutes", 0.14, "right"),
)
_AGENDA_OTHERS = (Column("No.", 0.1), Column("What we talk about", 0.9))
_PEOPLE = (Column("Name", 0.3), Column("Role", 0.36), Column("Agency", 0.34))
_PEOPLE_CHILD = (Column("Name", 0.5), Column("Where they work", 0.5))
_REPORTS_IN = "reports-in"
"""The timescale by which reports are asked for: so long before the meeting."""


def agenda(copy: Copy) -> Document:
    """Return the invitation with its agenda, worded for professionals, for parents or for the child."""
    head, words = copy.record.head, copy.record.pack.invitation
    why, bring, answer, participation = _worded(copy, words)
    blocks: list[Block] = [
        _facts(copy),
        Heading(2, "Why you are invited"),
        Paragraph(why),
        Heading(2, "What to bring"),
        ListBlock(bring),
        *_reports(copy),
        Heading(2, "How to answer"),
        Paragraph(answer),
        *_whom_to_tell(copy),
        Heading(2, "Agenda" if copy.audience.id != CHILD else "What we will do"),
        _agenda(copy, words),
        Heading(2, "How the child takes part" if copy.audience.professional else "How you can be heard"),
        Paragraph(participation),
        *_people(copy),
    ]
    blocks += parts.closing_words(copy) if copy.audience.professional else ()
    title = f"Invitation: {head.kind_title}" if copy.audience.professional else "You are invited to a meeting"
    subtitle = f"{parts.moment(head.starts_at)}, with the agenda"
    return parts.document(
        copy, "Invitation and agenda", title, subtitle, tuple(blocks), dated=True, handling=_handling(copy, words)
    )


def end_of(copy: Copy) -> datetime:
    """Return when the meeting is planned to end."""
    return copy.record.head.starts_at + timedelta(minutes=copy.record.head.planned_minutes)


def how(copy: Copy) -> str:
    """Return in which way the meeting is held, and where."""
    head, choices = copy.record.head, copy.record.pack.choices
    mode = choices.title("meeting_modes", head.mode) if head.mode else ""
    return ", ".join(part for part in (mode, head.place) if part) or "to be told"


def starts(copy: Copy) -> dict[str, datetime]:
    """Return when each item is planned to begin, by its id, the first when the meeting does."""
    at, found = copy.record.head.starts_at, {}
    for item in copy.record.items:
        found[item.item_id] = at
        at += timedelta(minutes=item.minutes_planned)
    return found


def _worded(copy: Copy, words: Invitation) -> tuple[str, tuple[str, ...], str, str]:
    if copy.audience.professional:
        return words.why, words.bring, words.answer, words.participation
    if copy.audience.id == CHILD:
        return words.why_child, words.bring_child, words.answer_child, words.participation_child
    return words.why_family, words.bring_family, words.answer_family, words.participation_family


def _facts(copy: Copy) -> KeyValue:
    head = copy.record.head
    about = parts.child(copy) if copy.audience.professional else copy.record.child.identity.name
    until = f"{parts.moment(head.starts_at)} to {in_london(end_of(copy)):%H:%M}"
    items = (
        ("About", about),
        ("When", until),
        ("How and where", how(copy)),
        ("Chair", parts.named(head.chair, head.chair_role)),
        ("Minute-taker", head.minute_taker),
    )
    return KeyValue("The meeting", tuple(each for each in items if each[1]))


def _reports(copy: Copy) -> tuple[Block, ...]:
    """Ask professionals for a report by the pack's timescale, in working days before the meeting."""
    if not copy.audience.professional:
        return ()
    scales = copy.record.pack.timescales
    on = london_date(copy.record.head.starts_at)
    try:
        within = scales.step(_REPORTS_IN).within
    except NotFoundError:
        return (Paragraph("Please send a written report before the meeting."),)
    if within.unit == "working days":
        by = scales.add_working(on, -within.amount)
    else:
        by = on - (scales.after(within, on) - on)
    made = london_date(copy.record.made_at)
    asked = f"by {parts.day(by)}" if by > made else "as soon as you can: the meeting is close"
    return (Paragraph((Run("Please send your written report "), Run(f"{asked}.", bold=True))),)


def _whom_to_tell(copy: Copy) -> tuple[Block, ...]:
    head = copy.record.head
    whom = head.minute_taker or head.chair
    if not whom or not copy.audience.professional:
        return ()
    chair = f" {head.chair} chairs the meeting." if head.chair and head.chair != whom else ""
    return (Paragraph((Run("Answer to: ", bold=True), Run(f"{whom}.{chair}"))),)


def _agenda(copy: Copy, words: Invitation) -> Block:
    """Return the items, for the family without the numbers and times from which to see what is left out.

    The child's are the pack's plain sentences: the items name harm, and somebody else may see the paper.
    """
    if copy.audience.id == CHILD:
        return ListBlock(words.agenda_child, numbered=True)
    items = copy.record.items
    empty = "The agenda is still being made."
    if copy.audience.professional:
        begins = starts(copy)
        rows = tuple(
            (str(each.position), f"{in_london(begins[each.item_id]):%H:%M}", _what(each), str(each.minutes_planned))
            for each in items
        )
        return Table("The agenda", _AGENDA, rows, summary="One row for each item, in order.", empty=empty)
    plain = tuple((str(number), each.title) for number, each in enumerate(items, start=1))
    return Table("The agenda", _AGENDA_OTHERS, plain, summary="One row for each item, in order.", empty=empty)


def _what(item: ItemRecord) -> tuple[Run, ...]:
    said = [Run(item.title, bold=True)]
    if item.purpose:
        said.append(Run(f"\n{item.purpose}"))
    if item.closed_part:
        said.append(Run("\nFor professionals alone: the child and the family wait outside."))
    return tuple(said)


def _people(copy: Copy) -> tuple[Block, ...]:
    """Return who is invited; the child's copy leaves out roles, which can name what is feared."""
    people = copy.record.people
    if not people:
        return ()
    head, caption, summary = Heading(2, "Who is invited"), "Who is invited", "One row for each person."
    if copy.audience.id == CHILD:
        known = tuple((each.name, each.agency_title or parts.role(each) or "–") for each in people)
        return head, Table(caption, _PEOPLE_CHILD, known, summary=summary)
    rows = tuple((each.name, parts.role(each), each.agency_title or "–") for each in people)
    return head, Table(caption, _PEOPLE, rows, summary=summary)


def _handling(copy: Copy, words: Invitation) -> str:
    """Return in plain words how to look after the paper; professionals have the pack's own."""
    if copy.audience.professional:
        return ""
    return words.handling_child if copy.audience.id == CHILD else words.handling_family
