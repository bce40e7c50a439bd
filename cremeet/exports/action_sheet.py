"""The action sheet: who does what by when, sent the same day; one table for each agency."""

from __future__ import annotations

from cremeet.counting import counted, often
from cremeet.exports import parts
from cremeet.exports.admit import Copy
from cremeet.exports.document import Block, Column, Document, Heading, ListBlock, Paragraph, Run, Table
from cremeet.services.meeting_records import ActionLine

_COLUMNS = (
    Column("No.", 0.08),
    Column("Action", 0.36),
    Column("Owner", 0.22),
    Column("Due", 0.16),
    Column("How we will know", 0.18),
)


def action_sheet(copy: Copy) -> Document:
    """Return the action sheet of a meeting for one reader: its decisions, then every open action by agency."""
    record = copy.record
    open_lines = [line for line in parts.every_action(copy) if line.status not in {"done", "cancelled"}]
    blocks: list[Block] = [parts.short_facts(copy)]
    if record.decisions:
        blocks.append(Heading(2, "What was decided"))
        blocks.append(
            ListBlock(tuple((Run(f"D{each.number}. ", bold=True), Run(each.words)) for each in record.decisions))
        )
    blocks.append(Heading(2, "What happens next"))
    blocks.append(Paragraph(_in_short(copy, open_lines), "lead"))
    for agency in dict.fromkeys(line.agency_title for line in sorted(open_lines, key=parts.by_due)):
        mine = sorted((line for line in open_lines if line.agency_title == agency), key=parts.by_due)
        blocks.append(Heading(3, agency or "No agency named"))
        blocks.append(
            Table(
                caption=f"Actions of {agency}" if agency else "Actions without an agency",
                columns=_COLUMNS,
                rows=tuple(
                    (
                        line.label,
                        _what(line),
                        line.owner or "Nobody named",
                        _due(line),
                        line.measure or "not agreed",
                    )
                    for line in mine
                ),
                summary="One row for each action, the earliest due first.",
            )
        )
    blocks.extend(parts.closing_words(copy))
    subtitle = f"{record.head.kind_title}, {parts.moment(record.head.started_at or record.head.starts_at)}"
    return parts.document(copy, "Action sheet", "Action sheet", subtitle, tuple(blocks))


def _in_short(copy: Copy, lines: list[ActionLine]) -> str:
    if not lines:
        return parts.nothing(copy, "No action is open.", "No open action in this copy.")
    late = sum(1 for line in lines if line.overdue_days)
    first = min((line.due_on for line in lines if line.due_on and not line.overdue_days), default=None)
    said = f"{counted(len(lines), 'action')} open{'' if copy.whole else ' in this copy'}"
    said += f", {late} of them overdue" if late else f", none{'' if copy.whole else ' of them'} overdue"
    said += f". The next is due on {parts.day(first)}." if first else "."
    if copy.record.head.review_on:
        said += f" The plan is reviewed on {parts.day(copy.record.head.review_on)}."
    return said


def _what(line: ActionLine) -> tuple[Run, ...]:
    said = [Run(line.words)]
    if line.carried:
        said.append(
            Run(f"\nCarried forward {often(line.carried)}{parts.moved(line)}, agreed {parts.day(line.agreed_on)}.")
        )
    said += [Run(f"\n{words}") for words in parts.delays(line)]
    return tuple(said)


def _due(line: ActionLine) -> tuple[Run, ...]:
    said = [Run(parts.day(line.due_on), bold=True)]
    if line.overdue_days:
        said.append(Run(f"\nOverdue {counted(line.overdue_days, 'day')}"))
    if line.priority:
        said.append(Run(f"\n{line.priority.capitalize()} priority"))
    return tuple(said)
