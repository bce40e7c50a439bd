"""The chair's brief: what to know before a meeting, on the day before it, in the order in which it will be needed."""

from __future__ import annotations

from contextlib import suppress

from cremeet.clock import london_date
from cremeet.counting import counted, often
from cremeet.errors import NotFoundError
from cremeet.exports import parts, pictures
from cremeet.exports.admit import Copy
from cremeet.exports.document import (
    Block,
    Column,
    Document,
    Heading,
    KeyValue,
    ListBlock,
    Paragraph,
    Run,
    Status,
    Table,
)
from cremeet.services.meeting_records import ActionLine

_PEOPLE = (Column("Name", 0.26), Column("Agency", 0.24), Column("Answer", 0.2), Column("Report", 0.3))
_ACTIONS = (Column("No.", 0.08), Column("Action", 0.42), Column("Owner", 0.26), Column("How it stands", 0.24))
_WITHHELD = "The brief is the chair's own; this copy holds none of it."


def brief(copy: Copy) -> Document:
    """Return the brief of a planned or held meeting; a reader who may not have everything is told so, and no more."""
    head = copy.record.head
    blocks: list[Block] = []
    if not copy.whole:
        blocks.append(Paragraph(_WITHHELD, "lead"))
    else:
        blocks += [_facts(copy), *_why(copy), *_last_time(copy), *_actions(copy), *_people(copy), *_views(copy)]
        blocks += [*_since(copy), *_over_time(copy), *_concerns(copy), *_times(copy), *_lacking(copy)]
    blocks += parts.closing_words(copy)
    subtitle = f"{head.kind_title}, {parts.moment(head.starts_at)}"
    return parts.document(copy, "Chair’s brief", "Before you chair", subtitle, tuple(blocks), dated=True)


def _facts(copy: Copy) -> KeyValue:
    record, head = copy.record, copy.record.head
    items: tuple[tuple[str, str | Status], ...] = (
        ("Child", parts.child(copy)),
        ("Concern", ", ".join(record.episode.type_titles) or "not recorded"),
        ("Level of risk", parts.level(copy, head.level_after or head.level_before)),
        ("When", f"{parts.moment(head.starts_at)}, for {counted(head.planned_minutes, 'minute')}"),
        ("Where", head.place or "not set"),
        ("Minute-taker", head.minute_taker or "not named"),
    )
    return KeyValue("The meeting", items)


def _why(copy: Copy) -> tuple[Block, ...]:
    head = copy.record.head
    said = [f"It was called because: {head.trigger.rstrip('.')}."] if head.trigger else []
    if head.due_on:
        late = f" It is late because: {head.late_reason}" if head.is_late and head.late_reason else ""
        said.append(f"It is due by {parts.day(head.due_on)}.{' It is held later.' if head.is_late else ''}{late}")
    return (Heading(2, "Why it is held"), *(Paragraph(each) for each in said)) if said else ()


def _last_time(copy: Copy) -> tuple[Block, ...]:
    before = copy.record.previous
    if before is None:
        return (Heading(2, "Last time"), Paragraph("This is the first meeting of the episode."))
    held = before.ended_at or before.started_at or before.starts_at
    said: list[tuple[Run, ...]] = [
        (Run("Held. ", bold=True), Run(f"{before.kind_title}, {parts.day(london_date(held))}, {before.reference}."))
    ]
    if before.level_after:
        said.append((Run("Level. ", bold=True), Run(f"{parts.level(copy, before.level_after).word}.")))
    for name, words in (
        ("If the plan fails. ", before.contingency),
        ("If the child goes missing. ", before.trigger_plan),
    ):
        if words:
            said.append((Run(name, bold=True), Run(words)))
    return (Heading(2, "Last time"), ListBlock(tuple(said)))


def _actions(copy: Copy) -> tuple[Block, ...]:
    plan = copy.record.plan
    lines = sorted((*plan.to_review, *plan.reviewed), key=lambda line: (-line.overdue_days, parts.by_due(line)))
    late = sum(1 for line in lines if line.overdue_days)
    slipping = [line.label for line in lines if line.slipping]
    said = f"{counted(len(lines), 'action')} to review first, {late} overdue."
    if slipping:
        said += f" Slipping, so ask what is in the way: {', '.join(slipping)}."
    today = parts.held_on(copy)
    rows = tuple((line.label, _what(line), parts.owner(line), parts.standing(line, today)) for line in lines)
    return (
        Heading(2, "Actions to review"),
        Paragraph(said, "lead"),
        Table("Actions of earlier meetings", _ACTIONS, rows, summary="One row for each action, what is overdue first."),
    )


def _what(line: ActionLine) -> tuple[Run, ...]:
    said = [Run(line.words), Run(f"\nDue {parts.day(line.due_on)}{parts.moved(line)}.")]
    return (*said, *(Run(f"\n{words}") for words in parts.delays(line)))


def _people(copy: Copy) -> tuple[Block, ...]:
    record = copy.record
    rows = tuple(
        (
            person.name,
            person.agency_title or parts.role(person) or "not recorded",
            person.status_title,
            f"received {parts.day(person.report_received_on)}" if person.report_received_on else "none yet",
        )
        for person in record.people
    )
    said: list[Block] = [
        Heading(2, "Who comes"),
        Table("Who is invited", _PEOPLE, rows, summary="One row for each person."),
        parts.labelled("Quorum", record.quorum.why),
    ]
    waiting = [person.name for person in record.people if person.status == "invited"]
    if waiting and record.head.started_at is None:
        said.append(parts.labelled("Has not answered", f"{', '.join(waiting)}."))
    said += [
        parts.labelled(f"{person.name} cannot share in the meeting", person.cannot_share)
        for person in record.people
        if person.cannot_share
    ]
    return tuple(said)


def _views(copy: Copy) -> tuple[Block, ...]:
    voice = copy.record.voice
    facts = [
        ("Invited", voice.invited_how or ("yes" if voice.invited else "not recorded")),
        ("Advocate", voice.advocate or "none named"),
        ("Views asked by", voice.gathered_by or "not asked for yet"),
        ("Parents or carers", voice.parents_views or voice.parents_not_invited_reason or "not recorded"),
    ]
    return (Heading(2, "The child’s views"), KeyValue("How the child takes part", tuple(facts)))


def _since(copy: Copy) -> tuple[Block, ...]:
    """Return what happened since the last meeting: counts and dates, as the chair will be asked."""
    record, before = copy.record, copy.record.previous
    since = (before.ended_at or before.started_at or before.starts_at) if before else None
    found = record.circumstances
    missing = [one for one in found.missing if since is None or one.details.missing_from > since]
    day = london_date(since) if since else None
    nrm = [one for one in found.nrm if day is None or one.details.considered_on > day]
    moved = [one for one in found.disruption if day is None or one.details.stage_on > day]
    said = []
    if missing:
        newest = max(one.details.missing_from for one in missing)
        waiting = sum(1 for one in missing if one.details.interview_at is None)
        interviews = f"{counted(waiting, 'return interview')} not held"
        said.append(
            f"Missing {often(len(missing))}, last on {parts.moment(newest)}; "
            f"{interviews if waiting else 'every return interview was held'}."
        )
    if found.missing_trigger:
        said.append(found.missing_trigger)
    if nrm:
        said.append(f"The National Referral Mechanism was considered {often(len(nrm))}.")
    said += [f"Disruption: {one.measure_title}, {one.stage_title}, {parts.day(one.details.stage_on)}." for one in moved]
    if found.concerns:
        many = counted(len(found.concerns), "person or place", "people and places")
        said.append(f"{many} of concern on record.")
    return (Heading(2, "Since the last meeting"), ListBlock(tuple(said or ("Nothing is recorded.",))))


def _over_time(copy: Copy) -> tuple[Block, ...]:
    said = pictures.over_time(copy)
    return (Heading(2, "The episode so far"), *said) if said else ()


def _concerns(copy: Copy) -> tuple[Block, ...]:
    said = pictures.concerns(copy)
    return (Heading(2, "People and places of concern"), *said) if said else ()


def _times(copy: Copy) -> tuple[Block, ...]:
    """Return the pack's timescales that this meeting sets running, each with what it rests on."""
    scales, head = copy.record.pack.timescales, copy.record.head
    steps = [step for step in scales.steps if step.id in {"actions-out", "minutes-out", "amendments"}]
    with suppress(NotFoundError):  # a council need set no timescale for this kind of meeting
        steps.insert(0, scales.for_meeting(head.kind, head.level_after or head.level_before or None))
    facts = tuple(
        (step.title, f"within {step.within.words()}, counted from {step.counted_from} ({step.source})")
        for step in steps
    )
    return (Heading(2, "Times to keep"), KeyValue("Timescales", facts)) if facts else ()


def _lacking(copy: Copy) -> tuple[Block, ...]:
    lines = tuple(line.what for line in copy.record.open_lines)
    return (Heading(2, "What the close list will ask for"), ListBlock(lines)) if lines else ()
