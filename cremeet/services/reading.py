"""Turn rows of a meeting into the records that screens and documents see, in the words of the meeting's own pack."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from cremeet.clock import london_date
from cremeet.models import AgendaItem, Attendance, Decision, Meeting, MinuteEntry, Voice
from cremeet.practice.pack import Pack
from cremeet.services.meeting_records import (
    DecisionRecord,
    DissentRecord,
    EntryRecord,
    ItemRecord,
    MeetingHead,
    PersonRecord,
    QuorumRecord,
    VoiceDetails,
)
from cremeet.services.titles import title

LATE_AFTER = timedelta(minutes=10)
"""An arrival is late from this long after the start: the first minutes go by while people come in and are marked."""


def moment(row: Meeting) -> datetime:
    """Return when a meeting began, or is planned to begin."""
    return row.started_at or row.planned_start


def head(row: Meeting, pack: Pack) -> MeetingHead:
    """Return what a meeting is."""
    return MeetingHead(
        meeting_id=row.id,
        reference=row.reference,
        episode_id=row.episode_id,
        practice_id=row.practice_id,
        kind=row.kind,
        kind_title=title(pack, "agendas", row.kind),
        state=row.state,
        trigger=row.trigger,
        triggered_on=row.triggered_on,
        due_on=row.due_on,
        late_reason=row.late_reason,
        starts_at=row.planned_start,
        planned_minutes=row.planned_minutes,
        mode=row.mode,
        place=row.place,
        chair=row.chair,
        chair_role=row.chair_role,
        minute_taker=row.minute_taker,
        instrument=row.instrument,
        level_before=row.level_before,
        level_after=row.level_after,
        started_at=row.started_at,
        ended_at=row.ended_at,
        adjourned_reason=row.adjourned_reason,
        confidentiality_read_at=row.confidentiality_read_at,
        quorum_reason=row.quorum_reason,
        contingency=row.contingency,
        trigger_plan=row.trigger_plan,
        review_on=row.review_on,
        review_reason=row.review_reason,
        circulation=row.circulation,
        approved_at=row.approved_at,
        approved_by=row.approved_by,
        previous_id=row.previous_id,
        is_late=is_late(row),
    )


def is_late(row: Meeting) -> bool:
    """Say whether a meeting was held, or is planned to be held, after the day by which it was due."""
    return row.due_on is not None and london_date(moment(row)) > row.due_on


def seconds_used(row: AgendaItem, now: datetime) -> int:
    """Return the whole seconds spent on an item up to `now`, the running time of the current one included."""
    running = max(0, int((now - row.opened_at).total_seconds())) if row.opened_at is not None else 0
    return row.seconds_used + running


def items(rows: Sequence[AgendaItem], kind: str, pack: Pack, now: datetime) -> tuple[ItemRecord, ...]:
    """Return the agenda with the pack's prompts and scripts."""
    templates = {item.id: item for agenda in pack.agendas if agenda.id == kind for item in agenda.items}
    return tuple(
        ItemRecord(
            item_id=row.id,
            position=row.position,
            template=row.template,
            title=row.title,
            purpose=row.purpose,
            prompts=tuple(template.prompts) if (template := templates.get(row.template)) else (),
            script=template.script if template else "",
            minutes_planned=row.minutes_planned,
            seconds_used=seconds_used(row, now),
            mandatory=row.mandatory,
            why_mandatory=row.why_mandatory,
            tag=row.tag,
            captures=tuple(row.captures),
            closed_part=row.closed_part,
            state=row.state,
            skip_reason=row.skip_reason,
            opened_at=row.opened_at,
        )
        for row in rows
    )


def initials(names: Iterable[str]) -> dict[str, str]:
    """Return short letters for each name, told apart where two would share them ("PN", then "PNa", then "PN2")."""
    short: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        if name in short:
            continue
        words = name.split() or ["?"]
        plain = (words[0][0] + words[-1][0]).upper() if len(words) > 1 else words[0][:2].upper()
        tries = [plain, plain + words[-1][1:2].lower(), *(f"{plain}{number}" for number in range(2, 100))]
        short[name] = next((each for each in tries if each not in taken), plain)
        taken.add(short[name])
    return short


def people(
    rows: Sequence[Attendance], started_at: datetime | None, pack: Pack, spoken: Collection[str | None]
) -> tuple[PersonRecord, ...]:
    """Return who is in the meeting; `spoken` holds the attendance ids of those with an entry in the minutes."""
    short = initials(row.name for row in rows)
    return tuple(
        PersonRecord(
            attendance_id=row.id,
            professional_id=row.professional_id,
            name=row.name,
            initials=short[row.name],
            role=row.role,
            agency=row.agency,
            agency_title=title(pack, "agencies", row.agency),
            part=row.part,
            deputy_for=row.deputy_for,
            status=row.status,
            status_title=title(pack, "attendance_statuses", row.status),
            invited_at=row.invited_at,
            arrived_at=row.arrived_at,
            left_at=row.left_at,
            reason=row.reason,
            report=row.report,
            report_tag=row.report_tag,
            report_received_on=row.report_received_on,
            cannot_share=row.cannot_share,
            agreed_actions_at=row.agreed_actions_at,
            has_spoken=row.id in spoken,
            late=_is_late(row, started_at),
        )
        for row in rows
    )


def _is_late(row: Attendance, started_at: datetime | None) -> bool:
    return started_at is not None and row.arrived_at is not None and row.arrived_at - started_at > LATE_AFTER


def in_the_room(row: Attendance, ended_at: datetime | None) -> bool:
    """Say whether somebody counts for the quorum: there now, or until the end of a meeting that has ended."""
    if row.status not in {"present", "part"}:
        return False
    return row.left_at is None or (ended_at is not None and row.left_at >= ended_at)


def quorum(row: Meeting, attendances: Sequence[Attendance], pack: Pack, *, enrolled: bool) -> QuorumRecord:
    """Return the pack's quorum rule applied to the agencies of the professionals who are there.

    `enrolled` is of today; once the meeting has ended, what was so then is kept and counts.
    """
    enrolled = enrolled if row.enrolled_then is None else row.enrolled_then
    present = {
        each.agency
        for each in attendances
        if each.part == "professional" and each.agency and in_the_room(each, row.ended_at)
    }
    result = pack.quorum.check(present, enrolled=enrolled)
    return QuorumRecord(met=result.met, why=result.why, missing=result.missing, reason=row.quorum_reason)


def entries(
    rows: Sequence[MinuteEntry], attendances: Sequence[Attendance], labels: dict[str, str]
) -> tuple[EntryRecord, ...]:
    """Return minute entries; `labels` gives "A7" or "D2" by the id of the action or decision."""
    speakers = {row.id: row for row in attendances}
    short = initials(row.name for row in attendances)
    records = []
    for row in rows:
        speaker = speakers.get(row.speaker_id or "")
        about = row.about_id if row.kind in {"action", "decision"} else ""
        records.append(
            EntryRecord(
                entry_id=row.id,
                item_id=row.item_id,
                position=row.position,
                at=row.at,
                speaker_id=row.speaker_id,
                speaker=speaker.name if speaker else "",
                initials=short[speaker.name] if speaker else "",
                agency=speaker.agency if speaker else "",
                kind=row.kind,
                words=row.words,
                tag=row.tag,
                agencies=tuple(row.agencies),
                about_id=about,
                label=labels.get(about, ""),
            )
        )
    return tuple(records)


def decision(row: Decision, pack: Pack) -> DecisionRecord:
    """Return a decision with every dissent."""
    return DecisionRecord(
        decision_id=row.id,
        number=row.number,
        outcome=row.outcome,
        outcome_title=title(pack, "outcomes", row.outcome),
        words=row.words,
        reason=row.reason,
        dissent_asked=row.dissent_asked,
        dissents=tuple(
            DissentRecord(each.id, each.agency, title(pack, "agencies", each.agency), each.person, each.reason)
            for each in row.dissents
        ),
        escalated_to=row.escalated_to,
        tag=row.tag,
    )


def voice(row: Voice | None) -> VoiceDetails:
    """Return the child's and the parents' views as kept, all empty while nothing is."""
    if row is None:
        return VoiceDetails()
    return VoiceDetails(**{name: getattr(row, name) for name in VoiceDetails.__dataclass_fields__})
