"""The multi-agency plan, read in a minute: what changed, what is late, who holds what; then pillar by pillar."""

from __future__ import annotations

from datetime import date

from cremeet.counting import counted, often
from cremeet.exports import parts, pictures
from cremeet.exports.admit import Copy
from cremeet.exports.document import Block, Column, Document, Heading, ListBlock, Paragraph, Run, Table
from cremeet.services.actions import PillarPlan
from cremeet.services.meeting_records import ActionLine

_PILLAR = (
    Column("No.", 0.06),
    Column("Outcome and action", 0.34),
    Column("Owner", 0.18),
    Column("Due", 0.13),
    Column("How it stands", 0.13),
    Column("How we will know", 0.16),
)
_HOLDERS = (
    Column("Agency", 0.4),
    Column("Open", 0.12, "right"),
    Column("Overdue", 0.14, "right"),
    Column("Next due", 0.34),
)


def plan(copy: Copy) -> Document:
    """Return the plan as this meeting left it, for one reader."""
    today = parts.held_on(copy)
    record = copy.record
    blocks: list[Block] = [
        parts.short_facts(copy),
        Heading(2, "In a minute"),
        *_changed(copy),
        *_late(copy),
        *pictures.agencies(copy),
        _holders(copy),
    ]
    blocks.append(Heading(2, "The plan"))
    for pillar in record.plan.pillars:
        blocks.extend(_pillar(copy, pillar, today))
    if record.plan.unplaced:
        blocks.append(Heading(3, "Not yet under a pillar"))
        blocks.append(_table("Actions without a pillar", record.plan.unplaced, today))
    if record.head.contingency or record.head.trigger_plan:
        blocks.append(Heading(2, "If the plan does not hold"))
        if record.head.contingency:
            blocks.append(parts.labelled("Contingency", record.head.contingency))
        if record.head.trigger_plan:
            blocks.append(parts.labelled("If the child goes missing", record.head.trigger_plan))
    blocks.extend(_ended(copy))
    blocks.extend(parts.closing_words(copy))
    subtitle = f"As agreed at {record.head.kind_title}, {parts.day(today)}"
    return parts.document(copy, "Multi-agency plan", "Multi-agency plan", subtitle, tuple(blocks), wide=True)


def _changed(copy: Copy) -> tuple[Block, ...]:
    record = copy.record
    said: list[str] = []
    before, after = record.head.level_before, record.head.level_after
    if after:
        now = parts.level(copy, after).word
        if not before:
            said.append(f"The level of risk is {now}, agreed for the first time.")
        elif before == after:
            said.append(f"The level of risk stays {now}.")
        else:
            said.append(f"The level of risk went from {parts.level(copy, before).word} to {now}.")
    done = [line.label for line in record.plan.reviewed if line.status == "done"]
    ended = [line.label for line in record.plan.reviewed if line.status == "cancelled"]
    new = [line.label for line in parts.every_action(copy) if not line.from_earlier]
    if done:
        said.append(f"Done since the last meeting: {', '.join(done)}.")
    if ended:
        said.append(f"No longer needed: {', '.join(ended)}.")
    none = parts.nothing(copy, "No new action was agreed.", "No new action in this copy.")
    said.append(f"New: {', '.join(new)}." if new else none)
    return (Heading(3, "What changed"), ListBlock(tuple(said)))


def _late(copy: Copy) -> tuple[Block, ...]:
    late = sorted((line for line in parts.every_action(copy) if line.overdue_days), key=lambda line: -line.overdue_days)
    if not late:
        none = parts.nothing(copy, "Nothing is overdue.", "Nothing overdue in this copy.")
        return (Heading(3, "What is late"), Paragraph(none))
    items = tuple(
        (
            Run(f"{line.label}, {counted(line.overdue_days, 'day')}: ", bold=True),
            Run(f"{line.words} ({parts.owner(line)}).{_because(line)}"),
        )
        for line in late
    )
    return (Heading(3, "What is late"), ListBlock(items))


def _because(line: ActionLine) -> str:
    said = [f"{line.progress.rstrip('.')}."] if line.progress else []
    return "".join(f" {words}" for words in (*said, *parts.delays(line)))


def _holders(copy: Copy) -> Table:
    open_lines = [line for line in parts.every_action(copy) if line.status not in {"done", "cancelled"}]
    agencies = dict.fromkeys(line.agency_title for line in open_lines)
    rows = []
    for agency in agencies:
        mine = [line for line in open_lines if line.agency_title == agency]
        due = min((line.due_on for line in mine if line.due_on and not line.overdue_days), default=None)
        late = sum(1 for line in mine if line.overdue_days)
        rows.append((agency or "No agency named", str(len(mine)), str(late), parts.day(due)))
    none = parts.nothing(copy, "no action is open", "no open action in this copy")
    rows.sort(key=lambda row: (-int(row[1]), row[0]))
    return Table("Who holds what", _HOLDERS, tuple(rows), summary="One row for each agency with an open action.",
                 empty=f"Who holds what: {none}.")  # fmt: skip


def _pillar(copy: Copy, pillar: PillarPlan, today: date) -> tuple[Block, ...]:
    priorities = f" Serves: {'; '.join(pillar.priorities)}." if pillar.priorities else ""
    head = (Heading(3, pillar.title), Paragraph(f"{pillar.meaning}{priorities}", "small"))
    if pillar.actions:
        return (*head, _table(f"{pillar.title}: actions", pillar.actions, today))
    if pillar.none_reason:
        return (*head, Paragraph(f"None, because: {pillar.none_reason}"))
    return (*head, Paragraph(parts.nothing(copy, "No action.", "No action in this copy.")))


def _table(caption: str, lines: tuple[ActionLine, ...], today: date) -> Table:
    return Table(
        caption=caption,
        columns=_PILLAR,
        rows=tuple(
            (
                line.label,
                _what(line),
                parts.owner(line),
                parts.day(line.due_on),
                parts.standing(line, today),
                line.measure or "not agreed",
            )
            for line in lines
        ),
        summary="One row for each action.",
    )


def _what(line: ActionLine) -> tuple[Run, ...]:
    said = [Run(line.outcome, bold=True), Run("\n")] if line.outcome else []
    said.append(Run(line.words))
    if line.carried:
        age = f"{counted(line.age_days, 'day')} old"
        said.append(Run(f"\nCarried forward {often(line.carried)}{parts.moved(line)}; {age}."))
    if line.progress:
        said.append(Run(f"\nProgress: {line.progress}"))
    said += [Run(f"\n{words}") for words in parts.delays(line)]
    if line.contingency:
        said.append(Run(f"\nIf it fails: {line.contingency}"))
    return tuple(said)


def _ended(copy: Copy) -> tuple[Block, ...]:
    ended = [line for line in copy.record.plan.reviewed if line.status in {"done", "cancelled"}]
    if not ended:
        return ()
    unsaid = parts.nothing(copy, "not recorded", "not in this copy")
    rows = tuple(
        (
            line.label,
            line.words,
            parts.owner(line),
            "Done" if line.status == "done" else "Cancelled",
            line.impact or line.cancel_reason or line.progress or unsaid,
        )
        for line in ended
    )
    columns = (
        Column("No.", 0.06),
        Column("Action", 0.36),
        Column("Owner", 0.2),
        Column("How it ended", 0.12),
        Column("What difference it made", 0.26),
    )
    return (Heading(2, "Ended at this meeting"), Table("Actions ended at this meeting", columns, rows))
