"""One agency's extract: its actions, the late ones first, and what it may know of the rest."""

from __future__ import annotations

from cremeet.counting import counted
from cremeet.exports import parts
from cremeet.exports.admit import Copy
from cremeet.exports.document import Block, Column, Document, Heading, KeyValue, ListBlock, Paragraph, Run, Table
from cremeet.services.meeting_records import ActionLine, EntryRecord

_ACTIONS = (
    Column("No.", 0.08),
    Column("Action", 0.36),
    Column("Who", 0.2),
    Column("Due", 0.16),
    Column("How it stands", 0.2),
)
_PEOPLE = (Column("Name", 0.34), Column("Role", 0.34), Column("Agency", 0.32))


def extract(copy: Copy) -> Document:
    """Return the extract for the agency whose copy it is; for a reader of no agency, every agency's."""
    agency = parts.agency_title(copy)
    lines = sorted((line for line in parts.every_action(copy) if _theirs(copy, line)), key=parts.by_due)
    open_lines = [line for line in lines if line.status not in {"done", "cancelled"}]
    blocks: list[Block] = [parts.short_facts(copy), Heading(2, "In a minute"), _in_short(copy, agency, open_lines)]
    blocks += [Heading(2, f"Actions of {agency}" if agency else "Actions"), _table(copy, agency, open_lines)]
    blocks += _ended([line for line in lines if line.status in {"done", "cancelled"} and line.reviewed])
    blocks += _decided(copy)
    blocks += _said(copy, agency)
    blocks += _contacts(copy)
    blocks += parts.closing_words(copy)
    title = f"Extract for {agency}" if agency else "Extract"
    subtitle = f"{copy.record.head.kind_title}, {parts.day(parts.held_on(copy))}"
    return parts.document(copy, "Extract for one agency", title, subtitle, tuple(blocks))


def _theirs(copy: Copy, line: ActionLine) -> bool:
    return not copy.reader or line.agency == copy.reader


def _in_short(copy: Copy, agency: str, lines: list[ActionLine]) -> Paragraph:
    whose = f"{agency} holds" if agency else "There are"
    if not lines:
        return Paragraph(f"{whose} no open action{'' if copy.whole else ' in this copy'}.", "lead")
    late = sum(1 for line in lines if line.overdue_days)
    said = f"{whose} {counted(len(lines), 'open action')}"
    said += f", {late} of them overdue." if late else ", none of them overdue."
    due = min((line.due_on for line in lines if line.due_on and not line.overdue_days), default=None)
    said += f" The next is due on {parts.day(due)}." if due else ""
    review = copy.record.head.review_on
    return Paragraph(f"{said} The plan is reviewed on {parts.day(review)}." if review else said, "lead")


def _table(copy: Copy, agency: str, lines: list[ActionLine]) -> Table:
    today = parts.held_on(copy)
    rows = tuple(
        (
            line.label,
            _what(line),
            line.owner or "Nobody named",
            (Run(parts.day(line.due_on), bold=True),),
            parts.standing(line, today),
        )
        for line in sorted(lines, key=lambda line: (-line.overdue_days, parts.by_due(line)))
    )
    caption = f"Open actions of {agency}" if agency else "Open actions"
    return Table(caption, _ACTIONS, rows, summary="One row for each action, what is overdue first.")


def _what(line: ActionLine) -> tuple[Run, ...]:
    said = [Run(line.words)]
    if line.measure:
        said.append(Run(f"\nDone when: {line.measure}"))
    return (*said, *(Run(f"\n{words}") for words in parts.delays(line)))


def _ended(lines: list[ActionLine]) -> tuple[Block, ...]:
    if not lines:
        return ()
    words = {"done": "done", "cancelled": "no longer needed"}
    items = tuple((Run(f"{line.label}: ", bold=True), Run(f"{line.words} ({words[line.status]})")) for line in lines)
    return (Heading(3, "Ended at this meeting"), ListBlock(items))


def _decided(copy: Copy) -> tuple[Block, ...]:
    if not copy.record.decisions:
        return ()
    items = tuple((Run(f"D{each.number}. ", bold=True), Run(each.words)) for each in copy.record.decisions)
    return (Heading(2, "What was decided"), ListBlock(items))


def _said(copy: Copy, agency: str) -> tuple[Block, ...]:
    """Return what the agency itself said, and what was shared with it by name."""
    if not copy.reader:
        return ()
    titles = {item.item_id: item.title for item in copy.record.items}
    plain = [entry for entry in copy.record.entries if entry.kind not in {"action", "decision", "parked"}]
    named = [entry for entry in plain if copy.reader in entry.agencies]
    own = [entry for entry in plain if entry.agency == copy.reader and entry not in named]
    said: list[Block] = []
    for heading, entries in ((f"Shared with {agency} by name", named), (f"What {agency} told the meeting", own)):
        if entries:
            said += [Heading(2, heading), ListBlock(tuple(_line(titles, entry) for entry in entries))]
    return tuple(said)


def _line(titles: dict[str, str], entry: EntryRecord) -> tuple[Run, ...]:
    return (Run(f"{titles.get(entry.item_id, 'At the meeting')}: ", bold=True), Run(entry.words))


def _contacts(copy: Copy) -> tuple[Block, ...]:
    head = copy.record.head
    rows = tuple(
        (person.name, parts.role(person), person.agency_title)
        for person in copy.record.people
        if person.part == "professional"
    )
    tell = (
        f"Tell {head.chair or 'the chair'} how each action stands before the review: done, in progress, or in the way."
    )
    return (
        Heading(2, "Whom to tell"),
        Paragraph(tell),
        KeyValue("Who held the meeting", (("Chair", parts.named(head.chair, head.chair_role)),)),
        Table("Professionals of the meeting", _PEOPLE, rows, summary="One row for each person."),
    )
