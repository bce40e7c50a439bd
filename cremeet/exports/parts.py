"""Parts that several documents share: the facts at the top, how an action stands, sentences about dates."""

from __future__ import annotations

import re
from datetime import date, datetime

from cremeet.clock import in_london, london_date
from cremeet.counting import counted, often
from cremeet.exports.admit import Copy
from cremeet.exports.document import (
    Block,
    Document,
    Heading,
    KeyValue,
    Paragraph,
    Run,
    Standing,
    Status,
    StatusKind,
    shown_day,
)
from cremeet.services.children import age_on
from cremeet.services.meeting_records import ActionLine, PersonRecord

SOON_DAYS = 7
"""An action not begun this many days before its due date is at risk."""

_LEVELS = {"none": StatusKind.NONE, "low": StatusKind.LOW, "medium": StatusKind.MEDIUM, "high": StatusKind.HIGH}


def day(when: date | None) -> str:
    """Return a date as people read it, or a word for none."""
    return shown_day(when) if when else "not set"


def moment(when: datetime) -> str:
    """Return a moment as English clocks show it."""
    return f"{shown_day(london_date(when))}, {in_london(when):%H:%M}"


def clock_time(copy: Copy, when: datetime) -> str:
    """Return the time of something at the meeting, with its date where that is another than the meeting's first."""
    head = copy.record.head
    same = london_date(when) == london_date(head.started_at or head.starts_at)
    return f"{in_london(when):%H:%M}" if same else moment(when)


def level(copy: Copy, level_id: str) -> Status:
    """Return a level of risk as a status: the pack's word with its symbol."""
    found = copy.record.pack.levels.get(level_id) if level_id else None
    if found is None:
        return Status(StatusKind.NOT_KNOWN, "Not agreed")
    return Status(_LEVELS.get(level_id, StatusKind.NOT_KNOWN), found.title, found.symbol)


def standing(line: ActionLine, today: date) -> Status:
    """Return how an action stands on `today`, in a word."""
    if line.status == "done":
        return Status(StatusKind.COMPLETE, "Done")
    if line.status == "cancelled":
        return Status(StatusKind.NOT_NEEDED, "Cancelled")
    if line.overdue_days:
        return Status(StatusKind.OVERDUE, f"Overdue {counted(line.overdue_days, 'day')}")
    if line.status == "in-progress":
        return Status(StatusKind.ON_TRACK, "In progress")
    if line.due_on is not None and (line.due_on - today).days <= SOON_DAYS:
        return Status(StatusKind.AT_RISK, "Due soon")
    return Status(StatusKind.NOT_STARTED, "Not started")


def owner(line: ActionLine) -> str:
    """Return who holds an action: name, then agency."""
    agency = line.agency_title
    if not line.owner:
        return agency or "Nobody named"
    return f"{line.owner}, {agency}" if agency else line.owner


def moved(line: ActionLine) -> str:
    """Return how often the date of an action was moved, to follow how often it was carried; empty for never."""
    if not line.moved:
        return ""
    return f", date moved {often(line.moved)}{' (slipping)' if line.slipping else ''}"


def delays(line: ActionLine) -> tuple[str, ...]:
    """Return why an action that goes on is not done, and with whom that was raised, as far as the reader may know."""
    if line.status in {"done", "cancelled"}:
        return ()
    said = [f"Not done because: {line.review_reason.rstrip('.')}."] if line.review_reason else []
    return (*said, f"Escalated to {line.escalated_to}.") if line.escalated_to else tuple(said)


def nothing(copy: Copy, whole: str, in_part: str) -> str:
    """Return how to say that there is nothing: what may merely be withheld is not said to be absent."""
    return whole if copy.whole else in_part


def every_action(copy: Copy) -> tuple[ActionLine, ...]:
    """Return every action of the plan that the reader may have, by number."""
    plan = copy.record.plan
    lines = {line.action_id: line for pillar in plan.pillars for line in pillar.actions}
    for line in (*plan.unplaced, *plan.to_review, *plan.reviewed):
        lines.setdefault(line.action_id, line)
    return tuple(sorted(lines.values(), key=lambda line: line.number))


def by_due(line: ActionLine) -> tuple[bool, object, int]:
    """Return what actions are ordered by: the earliest due first, those without a date last."""
    return line.due_on is None, line.due_on or 0, line.number


def held_on(copy: Copy) -> date:
    """Return the day of the meeting."""
    head = copy.record.head
    return london_date(head.ended_at or head.started_at or head.starts_at)


def child(copy: Copy) -> str:
    """Return the child's name, birth date and reference on one line."""
    identity = copy.record.child.identity
    born = f", born {_born(copy)}" if identity.born_on else ""
    return f"{identity.name}{born} ({identity.reference})"


def agency_title(copy: Copy) -> str:
    """Return the title of the agency whose copy it is, or empty."""
    return next((one.title for one in copy.record.pack.agencies if one.id == copy.reader), copy.reader)


def short_facts(copy: Copy) -> KeyValue:
    """Return the few facts that a plan or an action sheet needs before what matters."""
    record = copy.record
    items: tuple[tuple[str, str | Status], ...] = (
        ("Child", child(copy)),
        ("Concern", ", ".join(record.episode.type_titles) or "not recorded"),
        *_risk(copy),
        ("Next review", day(record.head.review_on)),
    )
    return KeyValue("Whom this is about", items)


def facts(copy: Copy) -> KeyValue:
    """Return the facts that the minutes begin with."""
    record, head = copy.record, copy.record.head
    identity = record.child.identity
    born = _born(copy) or "not known"
    own_script = f" ({identity.name_in_own_script})" if identity.name_in_own_script else ""
    items: list[tuple[str, str | Status]] = [
        ("Child", f"{identity.name}{own_script}"),
        ("Born", born),
        ("References", f"{identity.reference}, {record.episode.reference}"),
        ("Concern", ", ".join(record.episode.type_titles) or "not recorded"),
        ("Held", f"{moment(head.started_at or head.starts_at)}{_place(head.place)}"),
        *((("Held after its due date because", head.late_reason),) if head.is_late and head.late_reason else ()),
        ("Chair", named(head.chair, head.chair_role)),
        ("Minute-taker", head.minute_taker or "not named"),
        *_risk(copy),
        ("Next review", day(head.review_on)),
    ]
    return KeyValue("The meeting", tuple(items))


def _risk(copy: Copy) -> tuple[tuple[str, Status], ...]:
    """Return the level of risk, for those who may have it: to others its absence must not read as "not agreed"."""
    head = copy.record.head
    return (("Level of risk", level(copy, head.level_after or head.level_before)),) if copy.reads_untagged else ()


def closing_words(copy: Copy) -> tuple[Block, ...]:
    """Return what every document ends with: how it is to be handled."""
    pack = copy.record.pack
    return (Heading(2, "Handling"), Paragraph(pack.confidentiality.statement, "small"))


def document(
    copy: Copy,
    kind: str,
    title: str,
    subtitle: str,
    blocks: tuple[Block, ...],
    *,
    wide: bool = False,
    dated: bool = False,
    large: bool = False,
    handling: str = "",
) -> Document:
    """Return a document of this meeting with its marking, reference, version and reader.

    `dated` is what is made for the meeting and not of it, which nobody approves: its version is the day on which it was
    made. `handling` stands in for the sentence beside the marking, `large` sets large print.
    """
    record = copy.record
    held: Standing = "approved" if record.head.state == "approved" else "draft"
    return Document(
        title=title,
        subtitle=subtitle,
        organisation=record.pack.about.council,
        kind=kind,
        reference=record.head.reference,
        version=shown_day(london_date(record.made_at)).partition(" ")[2] if dated else _version(record.version),
        status="issued" if dated else held,
        marking=record.pack.marking.line,
        handling=handling or record.pack.marking.handling,
        created=held_on(copy),
        audience=copy.audience.title,
        blocks=blocks,
        landscape=wide,
        large=large,
        entry=record.entry,
    )


def abbreviations(copy: Copy, blocks: tuple[Block, ...]) -> tuple[tuple[str, str], ...]:
    """Return the pack's abbreviations that the text uses, each with what it stands for."""
    words = set(re.findall(r"\w+", repr(blocks)))
    return tuple((each.short, each.long) for each in copy.record.pack.abbreviations if each.short in words)


def role(person: PersonRecord) -> str:
    """Return what somebody is at the meeting: a role, or who they are to the child."""
    kind = {"child": "The child", "parent": "Parent or carer", "advocate": "Advocate", "observer": "Observer"}
    return person.role or kind.get(person.part, "")


def labelled(name: str, words: str) -> Paragraph:
    """Return a paragraph that begins with a bold label."""
    return Paragraph((Run(f"{name}: ", bold=True), Run(words)))


def _born(copy: Copy) -> str:
    """Return the birth date with the age on the day of the meeting, which stays when the copy is made years later."""
    born_on = copy.record.child.identity.born_on
    return f"{shown_day(born_on)}, age {age_on(born_on, held_on(copy))}" if born_on else ""


def _version(words: str) -> str:
    """Return the version without the state, which stands beside it: "Draft 3" is 3, "Approved" is final."""
    return words.removeprefix("Draft ").replace("Approved", "final").replace("Working draft", "working")


def _place(place: str) -> str:
    return f", {place}" if place else ""


def named(name: str, role: str) -> str:
    """Return somebody's name and role, as far as they are known."""
    if not name:
        return "not named"
    return f"{name}, {role}" if role else name
