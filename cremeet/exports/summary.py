"""The executive summary of a disclosure pack: why the meeting was held, what it found, decided and planned."""

from __future__ import annotations

from cremeet.counting import counted
from cremeet.exports import parts
from cremeet.exports.admit import Copy
from cremeet.exports.document import (
    Block,
    Callout,
    Column,
    Document,
    Heading,
    ListBlock,
    Paragraph,
    Run,
    Table,
    paragraphs,
)

_PLAN = (Column("Part of the plan", 0.34), Column("Open", 0.12, "right"), Column("Done", 0.12, "right"),
         Column("Next due", 0.42))  # fmt: skip
_MOST_WORDS = 120
"""Words of an analysis that a summary repeats; the assessment has the rest."""


def summary(copy: Copy) -> Document:
    """Return two pages at most about one meeting, for one reader."""
    record, head = copy.record, copy.record.head
    blocks: list[Block] = [parts.short_facts(copy), *_why(copy), *_found(copy)]
    if record.voice.own_words:
        words = record.voice.own_words.strip("“”")
        blocks += [Heading(2, "The child’s own words"), Callout("voice", "", tuple(paragraphs(f"“{words}”")))]
    blocks.append(Heading(2, "What was decided"))
    decided = tuple((Run(f"D{each.number}. ", bold=True), Run(each.words)) for each in record.decisions)
    none = parts.nothing(copy, "No decision was recorded.", "No decision in this copy.")
    blocks.append(ListBlock(decided) if decided else Paragraph(none))
    blocks += [Heading(2, "The plan"), _plan(copy)]
    blocks.append(parts.labelled("Next review", f"{parts.day(head.review_on)}."))
    if not copy.whole:
        blocks.append(
            Paragraph("This summary holds what its reader may have; there may be more in the record.", "small")
        )
    blocks += parts.closing_words(copy)
    subtitle = f"{head.kind_title}, {parts.day(parts.held_on(copy))}"
    return parts.document(copy, "Executive summary", "Executive summary", subtitle, tuple(blocks))


def _why(copy: Copy) -> tuple[Block, ...]:
    trigger = copy.record.head.trigger
    return (Heading(2, "Why the meeting was held"), Paragraph(trigger)) if trigger else ()


def _found(copy: Copy) -> tuple[Block, ...]:
    view = copy.record.assessment
    if view is None:
        return ()
    now = view.now
    said: list[Block] = [Heading(2, "What was found")]
    reason = now.agreed_reason or ("As the instrument suggests" if now.agreed_as_suggested else "No reason recorded")
    said.append(Paragraph(f"Level of risk: {parts.level(copy, now.agreed_level).word}. {reason.rstrip('.')}."))
    if now.analysis:
        words = now.analysis.split()
        cut = len(words) > _MOST_WORDS
        said.append(Paragraph(" ".join(words[:_MOST_WORDS]) + (" … (more in the assessment)" if cut else "")))
    return tuple(said)


def _plan(copy: Copy) -> Table:
    rows = []
    for pillar in copy.record.plan.pillars:
        open_lines = [line for line in pillar.actions if line.status not in {"done", "cancelled"}]
        done = sum(line.status == "done" for line in pillar.actions)
        due = min((line.due_on for line in open_lines if line.due_on), default=None)
        late = max((line.overdue_days for line in open_lines), default=0)
        overdue = f", overdue {counted(late, 'day')}" if late else ""
        rows.append(
            (pillar.title, str(len(open_lines)), str(done), f"{parts.day(due)}{overdue}" if open_lines else "–")
        )
    return Table("The plan by its parts", _PLAN, tuple(rows), summary="One row for each part of the plan.")
