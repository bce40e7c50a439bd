"""What everybody in the room heard and was asked, and who was out of it, as the minutes tell it."""

from __future__ import annotations

from datetime import datetime

from cremeet.exports import parts
from cremeet.exports.admit import Copy
from cremeet.exports.document import Block, Paragraph
from cremeet.services.meeting_records import ItemRecord

_ASKED = {"conflict": "Conflicts of interest", "sharing": "What cannot be shared here"}


def heard(copy: Copy) -> tuple[Block, ...]:
    """Return when the confidentiality statement was read and to whom again, and what everybody was asked."""
    record = copy.record
    said: list[Block] = []
    read = [one for one in record.readings if one.what == "confidentiality"]
    if read or record.head.confidentiality_read_at is not None:
        said.append(parts.labelled("Confidentiality statement", _statement(copy)))
    for what, title in _ASKED.items():
        asked = [one for one in record.readings if one.what == what]
        if asked:
            answer = asked[-1].words or "nobody had any."
            said.append(parts.labelled(title, f"asked at {parts.clock_time(copy, asked[-1].at)}: {answer}"))
    return tuple(said)


def of_item(copy: Copy, item: ItemRecord) -> tuple[Block, ...]:
    """Return that an item's words were read aloud, and who was out of the room for it."""
    said: list[Block] = [
        Paragraph(f"Read aloud at {parts.clock_time(copy, one.at)}.", "small")
        for one in copy.record.readings
        if one.what == "script" and one.item_id == item.item_id
    ]
    names = {person.attendance_id: person.name for person in copy.record.people}
    times: dict[tuple[datetime, datetime | None], list[str]] = {}
    for away in copy.record.absences:
        if away.item_id == item.item_id:
            times.setdefault((away.left_at, away.back_at), []).append(names.get(away.attendance_id, ""))
    for (left, back), people in times.items():
        until = f" to {parts.clock_time(copy, back)}" if back else ""
        said.append(
            Paragraph(f"Out of the room from {parts.clock_time(copy, left)}{until}: {', '.join(people)}.", "small")
        )
    return tuple(said)


def _statement(copy: Copy) -> str:
    """Say when it was read first, and when again for whom."""
    record = copy.record
    read = [one for one in record.readings if one.what == "confidentiality"]
    first = read[0].at if read else record.head.confidentiality_read_at
    assert first is not None, "asked for only where it was read"
    told = f"read out at {parts.clock_time(copy, first)}"
    names = {person.attendance_id: person.name for person in record.people}
    before = set(read[0].heard) if read else set()
    for again in read[1:]:
        new = [names[one] for one in again.heard if one not in before and one in names]
        whom = f" for {', '.join(new)}" if new else ""
        told += f"; again at {parts.clock_time(copy, again.at)}{whom}"
        before |= set(again.heard)
    return f"{told}."
