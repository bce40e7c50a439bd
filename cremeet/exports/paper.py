"""The paper agenda: a blank form for a meeting without a laptop, to be typed in afterwards.

It asks everything that the meeting's own agenda asks and holds nothing that is known about the child but who it is.
"""

from __future__ import annotations

from itertools import chain, groupby, repeat

from cremeet.clock import in_london
from cremeet.counting import counted
from cremeet.errors import NotFoundError
from cremeet.exports import parts
from cremeet.exports.admit import Copy
from cremeet.exports.agenda import end_of, how, starts
from cremeet.exports.document import (
    Block,
    Column,
    Document,
    Heading,
    KeyValue,
    ListBlock,
    Paragraph,
    Run,
    Table,
    WritingSpace,
)
from cremeet.practice.instrument import Instrument
from cremeet.services.meeting_records import ItemRecord

_SIGNED = (
    Column("No.", 0.07),
    Column("Name", 0.27),
    Column("Role and agency", 0.28),
    Column("From, until", 0.13),
    Column("Signature", 0.25),
)
_ACTIONS = (
    Column("No.", 0.07),
    Column("Action", 0.37),
    Column("Owner and agency", 0.2),
    Column("By when", 0.14),
    Column("How we will know", 0.22),
)
_QUESTIONS = (Column("Sign", 0.44), Column("Answer", 0.18), Column("What shows it, and who said so", 0.38))
_MORE_PEOPLE, _ACTION_ROWS = 4, 10
_SHORT_ITEM = 4
"""Minutes up to which an item gets fewer lines."""
_BOX = "☐"


def paper(copy: Copy) -> Document:
    """Return the blank form: who is here, each item with room to write, actions, the end, and the risk questions."""
    record = copy.record
    blocks: list[Block] = [_facts(copy), *_before(copy), *_attendance(copy), Heading(2, "The meeting")]
    begins = starts(copy)
    for item in record.items:
        blocks += _item(copy, item, f"{in_london(begins[item.item_id]):%H:%M}")
    blocks += [*_actions(copy), *_end(copy), *_questions(copy), *parts.closing_words(copy)]
    subtitle = f"{record.head.kind_title}, {parts.moment(record.head.starts_at)}"
    return parts.document(copy, "Paper agenda", "Paper agenda", subtitle, tuple(blocks), dated=True)


def _facts(copy: Copy) -> KeyValue:
    head = copy.record.head
    items = (
        ("Child", parts.child(copy)),
        ("When", f"{parts.moment(head.starts_at)} to {in_london(end_of(copy)):%H:%M}"),
        ("How and where", how(copy)),
        ("Chair", parts.named(head.chair, head.chair_role)),
        ("Minute-taker", head.minute_taker or "not named"),
    )
    return KeyValue("The meeting", items)


def _before(copy: Copy) -> tuple[Block, ...]:
    pack = copy.record.pack
    said: list[Block] = [
        Heading(2, "Before you begin"),
        Paragraph(
            "Write in ink. Number the pages that you add. Type this form into the record on the next working day, and "
            "then keep or destroy it as your council says.",
            "small",
        ),
    ]
    if copy.audience.professional:
        said += [
            parts.labelled("Read out", pack.confidentiality.script),
            parts.labelled("Ask", pack.asked.conflict),
            parts.labelled("Ask", pack.asked.sharing),
        ]
    return (*said, WritingSpace("Begun at, statement read out at, and what was answered", 2))


def _attendance(copy: Copy) -> tuple[Block, ...]:
    people = [
        (person.name, ", ".join(part for part in (parts.role(person), person.agency_title) if part))
        for person in copy.record.people
    ]
    people += [("", "")] * _MORE_PEOPLE
    rows = tuple((str(number), name, role, "", "") for number, (name, role) in enumerate(people, start=1))
    summary = "One row for each person invited, then empty rows for others. Each signs, with the times of their stay."
    sheet = Table("Attendance sheet", _SIGNED, rows, summary=summary, written=True)
    said: list[Block] = [Heading(2, "Who is here"), sheet, WritingSpace("Apologies, and written reports received", 2)]
    if copy.audience.professional:
        said.append(WritingSpace("Quorum: which agencies are missing, and why we go on without them", 2))
    return tuple(said)


def _item(copy: Copy, item: ItemRecord, begins: str) -> tuple[Block, ...]:
    """Return one item with its prompts and the room that its captures need."""
    minutes = counted(item.minutes_planned, "minute")
    said: list[Block] = [
        Heading(3, item.title, item.position),
        Paragraph(f"From {begins}, {minutes}. {item.purpose}", "small"),
    ]
    if copy.audience.professional:
        if item.closed_part:
            said.append(parts.labelled("Read out, and note who leaves", copy.record.pack.closed_part.script))
        if item.script:
            said.append(parts.labelled("Read out", item.script))
        if item.prompts:
            said.append(ListBlock(item.prompts))
    said += _room(copy, item)
    return tuple(said)


def _room(copy: Copy, item: ItemRecord) -> list[Block]:
    captures, said = set(item.captures), []
    if "views" in captures:
        said += _views(copy)
    if "parents_views" in captures:
        said.append(WritingSpace("What parents or carers said, and who asked them", 4))
    if "risk" in captures and copy.reads_untagged:
        levels = copy.record.pack.levels.levels
        said += [
            Paragraph("Level of risk: tick one", "label"),
            ListBlock(tuple((Run(f"{_BOX} {each.title}. ", bold=True), Run(each.meaning)) for each in levels)),
            WritingSpace("Reason for the level, and which way it is moving", 4),
        ]
    lines = 8 if "agency_updates" in captures else 4 if item.minutes_planned > _SHORT_ITEM else 3
    said.append(WritingSpace("Notes: who said what, and the time", lines))
    if "decision" in captures:
        said += [WritingSpace("Decision", 2), WritingSpace("Reason, and who dissents and why", 2)]
    return said


def _views(copy: Copy) -> list[Block]:
    """Return room for the child's own words, led by the four parts of being heard."""
    asked = [(Run(f"{each.title}. ", bold=True), Run(each.question)) for each in copy.record.pack.voice]
    said: list[Block] = [ListBlock(tuple(asked))] if asked else []
    said.append(WritingSpace("The child’s own words, as the child said them", 5))
    return [*said, WritingSpace("Who asked, when and how, and what changes because of it", 2)]


def _actions(copy: Copy) -> tuple[Block, ...]:
    rows = tuple((str(number), "", "", "", "") for number in range(1, _ACTION_ROWS + 1))
    pillars = ", ".join(pillar.title for pillar in copy.record.pack.pillars)
    hint = f"Think of each pillar, and write down why where there is no action: {pillars}."
    if copy.record.head.previous_id:
        hint += " Review earlier actions on the plan of the last meeting: write on that."
    summary = "Empty rows, one for each new action."
    table = Table("New actions", _ACTIONS, rows, summary=summary, written=True)
    return Heading(2, "Actions"), Paragraph(hint, "small"), table


def _end(copy: Copy) -> tuple[Block, ...]:
    said: list[Block] = [Heading(2, "Before you close")]
    if copy.audience.professional:
        said += [
            WritingSpace("If the plan does not hold, and if the child goes missing", 3),
            WritingSpace("Who gets the minutes, and what must not go to whom", 2),
        ]
    return (
        *said,
        WritingSpace("Who tells the child, how and by when", 2),
        WritingSpace("Next meeting, and the time at which this one ended", 1),
        WritingSpace("Signed by the chair, with the date", 1),
    )


def _questions(copy: Copy) -> tuple[Block, ...]:
    """Return the questions of the meeting's instrument for those who assess risk, by domain."""
    if not copy.reads_untagged:
        return ()
    try:
        instrument = copy.record.pack.instrument(copy.record.head.instrument)
    except NotFoundError:
        return ()
    rows = []
    for domain, questions in groupby(instrument.questions(), key=lambda question: question.domain):
        heads = chain([f"{domain.title}: "], repeat(""))
        rows += [(f"{head}{each.indicator.text}", "", "") for head, each in zip(heads, questions, strict=False)]
    table = Table(instrument.title, _QUESTIONS, tuple(rows), summary="One row for each sign.", written=True)
    return Heading(2, "Risk questions"), Paragraph(_how_to_answer(instrument), "small"), table


def _how_to_answer(instrument: Instrument) -> str:
    """Return which answers there are, each scale once."""
    scales = dict.fromkeys(tuple(answer.title for answer in each.scale.answers) for each in instrument.questions())
    choices = "; or: ".join(", ".join(scale) for scale in scales)
    return f"Write one of: {choices}. What nobody knows is not known, and never no."
