"""The minutes: who met, what the child said, what each agency knew, how risk was judged, what was decided."""

from __future__ import annotations

from collections.abc import Collection

from cremeet.counting import counted, often
from cremeet.exports import assessed, parts, room
from cremeet.exports.admit import Copy
from cremeet.exports.around import around
from cremeet.exports.document import (
    Block,
    Callout,
    Column,
    Document,
    Heading,
    KeyValue,
    ListBlock,
    Paragraph,
    Run,
    Table,
    paragraphs,
)
from cremeet.services.meeting_records import ActionLine, DecisionRecord, EntryRecord, ItemRecord, PersonRecord
from cremeet.services.readback import OwnerActions

_PEOPLE = (Column("Name", 0.28), Column("Role", 0.26), Column("Agency", 0.2), Column("Attendance", 0.26))
_REVIEWED = (Column("No.", 0.08), Column("Action", 0.36), Column("Owner", 0.2), Column("Heard", 0.36))
_ATTENDED = {"all": "for the whole meeting", "part": "for part of the meeting", "no": "no"}


def minutes(copy: Copy, headed: Collection[str] = ()) -> Document:
    """Return the minutes of a meeting for one reader.

    Items without a line in them are named together at the end of what was said, but for those whose ids are `headed`.
    """
    record = copy.record
    blocks: list[Block] = [parts.facts(copy), *_in_short(copy), *_attendance(copy), *_views(copy)]
    blocks.append(Heading(2, "What was said"))
    decisions = {decision.decision_id: decision for decision in record.decisions}
    actions = {line.action_id: line for line in parts.every_action(copy)}
    bare: dict[str, list[str]] = {}
    for item in record.items:
        said = _item(copy, item, decisions, actions)
        if said or item.item_id in headed:
            blocks += [Heading(3, item.title, item.position), *said]
        else:
            bare.setdefault(_why_bare(copy, item), []).append(f"{item.position}. {item.title}")
    blocks.extend(parts.labelled(why, f"{'; '.join(titles)}.") for why, titles in bare.items())
    blocks.extend(around(copy))
    blocks.extend(assessed.risk(copy))
    blocks.extend(_plan(copy))
    blocks.extend(_closing(copy))
    blocks.extend(_abbreviations(copy, blocks))
    blocks.extend(parts.closing_words(copy))
    subtitle = f"Minutes of the meeting on {parts.moment(record.head.started_at or record.head.starts_at)}"
    return parts.document(copy, f"Minutes: {record.head.kind_title}", record.head.kind_title, subtitle, tuple(blocks))


def _in_short(copy: Copy) -> tuple[Block, ...]:
    record = copy.record
    said: list[tuple[Run, ...]] = []
    for decision in record.decisions:
        dissent = f". Dissent: {_agencies(decision)}." if decision.dissents else ""
        said.append((Run(f"Decision D{decision.number}. ", bold=True), Run(decision.words), Run(dissent)))
    new = [line for line in parts.every_action(copy) if not line.from_earlier]
    if new:
        first = min((line.due_on for line in new if line.due_on), default=None)
        words = f"{counted(len(new), 'new action')}{'' if copy.whole else ' in this copy'}"
        said.append((Run("Actions. ", bold=True), Run(f"{words}, the first due on {parts.day(first)}.")))
    late = [line.label for line in parts.every_action(copy) if line.overdue_days]
    if late:
        said.append((Run("Overdue. ", bold=True), Run(", ".join(late) + ".")))
    if record.open_lines:
        things = counted(len(record.open_lines), "thing is", "things are")
        said.append((Run("Not complete. ", bold=True), Run(f"{things} missing.")))
    if not said:
        return ()
    return (Heading(2, "In short"), ListBlock(tuple(said)))


def _attendance(copy: Copy) -> tuple[Block, ...]:
    record = copy.record
    rows = tuple((person.name, _role(person), person.agency_title, _presence(copy, person)) for person in record.people)
    table = Table("Who was invited, and who came", _PEOPLE, rows, summary="One row for each person invited.")
    said: list[Block] = [Heading(2, "Attendance"), table]
    quorum = record.quorum.why
    if not record.quorum.met and record.quorum.reason:
        quorum += f" The chair went on because: {record.quorum.reason}"
    said.append(parts.labelled("Quorum", quorum))
    said.extend(room.heard(copy))
    for person in record.people:
        if person.report:
            when = f", received {parts.day(person.report_received_on)}" if person.report_received_on else ""
            said.append(parts.labelled(f"Report from {person.name}{when}", person.report))
        if person.cannot_share:
            said.append(parts.labelled(f"{person.name} cannot share here", person.cannot_share))
    return tuple(said)


def _role(person: PersonRecord) -> str:
    role = parts.role(person)
    return f"{role}, deputy for {person.deputy_for}" if person.deputy_for else role


def _presence(copy: Copy, person: PersonRecord) -> str:
    said = person.status_title
    if person.late and person.arrived_at is not None:
        said += f", from {parts.clock_time(copy, person.arrived_at)}"
    if person.left_at is not None:
        said += f", until {parts.clock_time(copy, person.left_at)}"
    if person.report_received_on is not None:
        said += "; report received"
    return f"{said}. {person.reason}" if person.reason else said


def _views(copy: Copy) -> tuple[Block, ...]:
    voice = copy.record.voice
    said: list[Block] = [Heading(2, "The child’s views")]
    if voice.own_words:
        said.append(Callout("voice", "", tuple(paragraphs(f"“{voice.own_words.strip('“”')}”"))))
    gathered = ", ".join(
        part for part in (voice.gathered_by, parts.day(voice.gathered_on) if voice.gathered_on else "") if part
    )
    facts = (
        ("Came to the meeting", _ATTENDED.get(voice.attended, "not recorded")),
        ("Why not, or not for all of it", voice.absence_reason),
        ("Invited", voice.invited_how if voice.invited else ""),
        ("Advocate", voice.advocate),
        ("Asked by", gathered),
        ("Space: a safe chance to speak", voice.space),
        ("Voice: help to say it", voice.voice),
        ("Audience: who listened", voice.audience),
        ("Influence: what changed", voice.influence),
        ("Parents’ or carers’ views", voice.parents_views),
        ("Parents not invited because", voice.parents_not_invited_reason),
    )
    items = tuple((name, words) for name, words in facts if words)
    said.append(KeyValue("How the child took part", items))
    return tuple(said)


def _item(
    copy: Copy, item: ItemRecord, decisions: dict[str, DecisionRecord], actions: dict[str, ActionLine]
) -> tuple[Block, ...]:
    """Return what stands below the heading of one agenda item: its entries, and why it was skipped.

    What was minuted under an item before it was skipped stays in the minutes.
    """
    said: list[Block] = []
    entries = [entry for entry in copy.record.entries if entry.item_id == item.item_id]
    if item.state == "skipped":
        held = "Not held in full." if entries else "Not held."
        said.append(Paragraph(f"{held} {item.skip_reason}".strip(), "small"))
    said.extend(room.of_item(copy, item))
    for entry in entries:
        said.extend(_entry(copy, entry, decisions, actions))
    return tuple(said)


def _why_bare(copy: Copy, item: ItemRecord) -> str:
    withheld = "Nothing in this copy"
    yet = {
        "done": parts.nothing(copy, "Nothing to record", withheld),
        "now": parts.nothing(copy, "Nothing recorded yet", withheld),
    }
    return yet.get(item.state, "Not reached")


def _entry(
    copy: Copy, entry: EntryRecord, decisions: dict[str, DecisionRecord], actions: dict[str, ActionLine]
) -> tuple[Block, ...]:
    narrow, note = _handling(copy, entry.tag)
    tag = f"Restricted: {narrow}" if narrow else ""
    if entry.kind == "decision" and entry.about_id in decisions:
        return (_decision(decisions[entry.about_id], tag),)
    if entry.kind == "action" and entry.about_id in actions:
        return (_action(actions[entry.about_id], tag),)
    titles = {agency.id: agency.title for agency in copy.record.pack.agencies}
    speaker = ", ".join(part for part in (entry.speaker, titles.get(entry.agency, entry.agency)) if part)
    lead = f"{parts.clock_time(copy, entry.at)} {speaker}".strip()
    kind = {"risk": "Risk. ", "voice": "The child’s voice. ", "parked": "Parked. "}.get(entry.kind, "")
    words = (Run(f"{lead}: ", bold=True), Run(kind, bold=True), Run(entry.words), Run(note))
    if tag:
        return (Callout("restricted", tag, (Paragraph(words),)),)
    if entry.kind == "voice":
        return (Callout("voice", "", (Paragraph(words),)),)
    return (Paragraph(words),)


def _handling(copy: Copy, tag: str) -> tuple[str, str]:
    """Return how an entry is to be handled: the title of a narrow tag to set it apart by, or a note to end it with.

    A tag is narrow when at most half of the pack's professional audiences may read it.
    """
    pack = copy.record.pack
    found = next((each for each in pack.tags if each.id == tag), None)
    if found is None or len(found.audiences) == len(pack.audiences):
        return "", ""
    professional = [audience.id for audience in pack.audiences if audience.professional]
    readers = sum(audience in found.audiences for audience in professional)
    if readers * 2 <= len(professional) or found.named:
        return found.title, ""
    return "", f" [{found.short}]"


def _decision(decision: DecisionRecord, tag: str) -> Callout:
    said = [Paragraph(decision.words)]
    if decision.outcome_title:
        said.append(parts.labelled("Outcome", decision.outcome_title))
    said.append(parts.labelled("Reason", decision.reason or "not recorded"))
    for dissent in decision.dissents:
        who = f"{dissent.agency_title} ({dissent.person})" if dissent.person else dissent.agency_title
        said.append(parts.labelled(f"Dissent, {who}", dissent.reason))
    if decision.dissent_asked and not decision.dissents:
        said.append(parts.labelled("Dissent", "asked for; none."))
    if decision.escalated_to:
        said.append(parts.labelled("Escalated to", decision.escalated_to))
    title = f"Decision D{decision.number}"
    return Callout("decision", f"{title}. {tag}" if tag else title, tuple(said))


def _action(line: ActionLine, tag: str) -> Callout:
    title = f"Action {line.label}"
    said = (Paragraph(line.words), Paragraph(f"{parts.owner(line)}, by {parts.day(line.due_on)}", "small"))
    return Callout("action", f"{title}. {tag}" if tag else title, said)


def _agencies(decision: DecisionRecord) -> str:
    return ", ".join(dissent.agency_title for dissent in decision.dissents)


def _plan(copy: Copy) -> tuple[Block, ...]:
    record = copy.record
    said: list[Block] = []
    earlier = (*record.plan.reviewed, *record.plan.to_review)
    if earlier:
        rows = tuple((line.label, line.words, parts.owner(line), _heard(line)) for line in earlier)
        said += [Heading(2, "Earlier actions"), Table("What was heard about earlier actions", _REVIEWED, rows)]
    reasons = [
        (pillar.title, pillar.none_reason)
        for pillar in record.plan.pillars
        if pillar.none_reason and not pillar.actions
    ]
    if reasons:
        said += [Heading(2, "Pillars without an action"), KeyValue("Why there is none", tuple(reasons))]
    if record.head.contingency or record.head.trigger_plan:
        said.append(Heading(2, "If the plan does not hold"))
        for name, words in (
            ("Contingency", record.head.contingency),
            ("If the child goes missing", record.head.trigger_plan),
        ):
            if words:
                said.append(parts.labelled(name, words))
    return tuple(said)


def _heard(line: ActionLine) -> tuple[Run, ...]:
    if not line.reviewed:
        return (Run("Not reviewed at this meeting", bold=True), Run(f". Due {parts.day(line.due_on)}."))
    said = [Run(line.status_title, bold=True)]
    said += [Run(f". {words.rstrip('.')}") for words in (line.progress, line.review_reason, line.impact) if words]
    if line.status not in {"done", "cancelled"}:
        times = f", carried forward {often(line.carried)}" if line.carried else ""
        said.append(Run(f". Due {parts.day(line.due_on)}{times}{parts.moved(line)}."))
    if line.escalated_to:
        said.append(Run(f" Escalated to {line.escalated_to}."))
    return tuple(said)


def _closing(copy: Copy) -> tuple[Block, ...]:
    record, head, voice = copy.record, copy.record.head, copy.record.voice
    feedback = ", ".join(part for part in (voice.feedback_by, voice.feedback_how) if part)
    by = f" by {parts.day(voice.feedback_on)}" if voice.feedback_on else ""
    facts = [
        ("Feedback to the child", f"{feedback}{by}"),
        ("Next review", f"{parts.day(head.review_on)}. {head.review_reason}".strip()),
        ("Circulation", head.circulation),
    ]
    said: list[Block] = [Heading(2, "What happens next"), KeyValue("Next", tuple(f for f in facts if f[1].strip()))]
    if any(one.settled for one in record.read_back):
        said.append(KeyValue("Read back to their owners", tuple(_read_back(one) for one in record.read_back)))
    if record.overrides:
        said.append(Heading(2, "What was missing, and why the chair went on"))
        said.append(
            ListBlock(tuple((Run(f"{one.what} "), Run(f"{one.reason} ({one.by})")) for one in record.overrides))
        )
    if record.open_lines:
        said += [Heading(2, "Still to be filled in"), ListBlock(tuple(line.what for line in record.open_lines))]
    if record.amendments:
        said.append(Heading(2, "Amendments since approval"))
        for one in record.amendments:
            title = f"Amendment {one.number}, {parts.moment(one.at)}, by {one.by}"
            about = f"{one.about}: " if one.about else ""
            said.append(
                Callout("note", title, (Paragraph(f"{about}{one.words}"), parts.labelled("Reason", one.reason)))
            )
    if head.approved_at is not None:
        said.append(parts.labelled("Approved", f"by {head.approved_by}, {parts.moment(head.approved_at)}."))
    return tuple(said)


def _read_back(one: OwnerActions) -> tuple[str, str]:
    """Return an owner, and whether they agreed their actions or who tells them."""
    labels = ", ".join(line.label for line in one.actions)
    who = parts.owner(one.actions[0])
    if one.agreed_at is not None:
        return who, f"{labels}: agreed."
    if one.told_by:
        return who, f"{labels}: to be told by {one.told_by}."
    return who, f"{labels}: not agreed at the meeting."


def _abbreviations(copy: Copy, blocks: list[Block]) -> tuple[Block, ...]:
    """Explain the pack's abbreviations that the text uses."""
    used = parts.abbreviations(copy, tuple(blocks))
    return (Heading(2, "Abbreviations"), KeyValue("What short forms stand for", used)) if used else ()
