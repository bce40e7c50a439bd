"""Take a line as it is typed at the table: "/a Apply for the notice @Khan by fri !high" is a whole action.

Nothing typed is ever lost. An owner or a date leaves the words only at the end of the line; in the middle of a sentence
the owner's name and "by fri" are read and stay, and what cannot be read stays with a warning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.models import AgendaItem, Attendance, Meeting
from cremeet.practice.audiences import Tag
from cremeet.practice.pack import Pack
from cremeet.services import actions, decisions, directory, minutes, reading
from cremeet.services.actions import ActionDetails
from cremeet.services.due import Reckoning, passed, read_due
from cremeet.services.entry_words import PARKED
from cremeet.services.meeting_records import EntryRecord, PersonRecord
from cremeet.services.minutes import NewEntry
from cremeet.services.packs import pack_of
from cremeet.services.table import Owner, Table
from cremeet.services.unit import find, today

COMMANDS = {"a": "action", "d": "decision", "r": "risk", "v": "voice", "p": PARKED, "n": "note"}
"""The letter after a slash at the start of a line, and the kind of entry that it makes (its whole name will do too)."""
RESTRICT = "x"
"""The letter that gives an entry of any kind the tag of `restricted_tag`."""
FAR_AHEAD = 270
"""Days: a due date beyond them is asked about, lest "3/11" said in late November be a year out."""

_COMMAND = re.compile(r"\s*/(\w+)(?:\s+|$)")
_PRIORITY = re.compile(r"(?:^|(?<=\s))!(\w+)")
_DUE = re.compile(r"(?:^|(?<=\s))(?:by|due|before|within|in|on)\s+", re.IGNORECASE)
_BY = re.compile(r"(?:^|(?<=\s))(?:by|due|before)\s+", re.IGNORECASE)
_END = " ,;."
"""What may follow the last word of a line."""
_WANTS_A_NAME = frozenset(
    {"to", "with", "from", "for", "by", "of", "and", "or", "about", "via", "through", "at", "on", "ask", "tell", "says"}
)
"""Words that a sentence cannot end with: the name after one of them is part of what was said."""
_OWNER = re.compile(r"(?:^|(?<=\s))@(?=\S)")
_SAYS = re.compile(r"\s*([^\s:/@][^:/@\n]{0,48}?):\s+(?=\S)")
_AT_FIRST = re.compile(r"\s*@([^\s:,]+)[:,]?\s+(?=\S)")
_BECAUSE = re.compile(r"[\s,;]+(?:because|reason:)\s+(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Captured:
    """What a typed line says. Owner, due date and priority are read in actions only, a reason in decisions only.

    `speaker` is whom the line itself names as speaking ("AK: …"), or None.
    """

    kind: str
    words: str
    owner: Owner | None = None
    due_on: date | None = None
    priority: str = ""
    restricted: bool = False
    warnings: tuple[str, ...] = ()
    speaker: PersonRecord | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A line as it was minuted, and what to look at again ("No due date.")."""

    entry: EntryRecord
    warnings: tuple[str, ...]


def keep(session: Session, item_id: str, entry: NewEntry) -> Kept:
    """Read and commit a typed line at the end of an item, its action with owner and date, in one transaction.

    A command at the start of the words goes before `entry.kind`. Raises RuleError as `minutes.add_entry` does.
    """
    item = find(session, AgendaItem, item_id, "agenda item")
    table = _table(session, item.meeting)
    line = read_line(entry.words, entry.kind, table)
    tag = restricted_tag(table.pack).id if line.restricted else entry.tag
    speaker_id = line.speaker.attendance_id if line.speaker else entry.speaker_id
    whole = replace(entry, words=line.words, kind=line.kind, tag=tag, speaker_id=speaker_id)
    made = minutes.add_entry(session, item_id, whole)
    if line.reason:
        decisions.give_reason(session, item_id, made.words, line.reason)
    if line.kind == "action" and (line.owner or line.due_on or line.priority):
        owner = line.owner
        details = ActionDetails(
            words=made.words,
            owner_id=owner.professional_id if owner else None,
            owner=owner.name if owner else "",
            role=owner.role if owner else "",
            agency=owner.agency if owner else "",
            due_on=line.due_on,
            priority=line.priority,
        )
        actions.change_action(session, made.about_id, details)
    return Kept(made, line.warnings)


def restricted_tag(pack: Pack) -> Tag:
    """Return the tag of a restricted note: the one for the fewest that needs no agencies to be named with it.

    A line names no agencies, so under a tag of named ones nobody but the chair could read it.
    """
    return min((tag for tag in pack.tags if not tag.named), key=lambda tag: len(tag.audiences), default=None) or (
        pack.narrowest_tag()
    )


def read_line(typed: str, kind: str, table: Table) -> Captured:
    """Return what a line says; `kind` is what it is where it starts with no command.

    At its start stand commands and who speaks, in any order: "/x /a …", "AK: /r …".
    """
    words, speaker, restricted, warnings = typed, None, False, []  # type: str, PersonRecord | None, bool, list[str]
    while True:
        command = _COMMAND.match(words)
        if command is not None and _is_command(command[1].lower()):
            letter = command[1].lower()
            restricted = restricted or letter == RESTRICT
            kind, words = COMMANDS.get(letter, letter if letter != RESTRICT else kind), words[command.end() :]
            continue
        found = None if speaker else _take_speaker(words, kind, table)
        if found is None:
            break
        words, speaker, warning = found
        if warning:
            warnings.append(warning)
            break
    words = words.strip()
    if not table.pack.choices.has("entry_kinds", kind):
        warnings.append("This meeting's practice has no such kind of entry, so it is a note.")
        kind = "note"
    if kind == "decision":
        decided = _BECAUSE.split(words, maxsplit=1)
        words, reason = decided[0], decided[1] if len(decided) > 1 else ""
        return Captured(kind, words, restricted=restricted, warnings=tuple(warnings), speaker=speaker, reason=reason)
    if kind != "action":
        return Captured(kind, words, restricted=restricted, warnings=tuple(warnings), speaker=speaker)
    words, priority = _take_priority(words, table.pack)
    words, due_on = _take_due(words, table.reckoning)
    words, owner, owner_warning = _take_owner(words, table)
    if due_on is None:  # it may have stood before the owner
        words, due_on = _take_due(words, table.reckoning)
    due_on = due_on or _said_due(words, table.reckoning)
    warnings += [owner_warning] if owner_warning else _look_at_owner(owner)
    warnings += _look_at_date(due_on, words, table)
    return Captured(kind, words, owner, due_on, priority, restricted, tuple(warnings), speaker)


def table_of(
    people: Sequence[PersonRecord],
    pack: Pack,
    day: date,
    review_on: date | None,
    listed: Sequence[directory.Listed] = (),
) -> Table:
    """Return what a meeting's lines are read against on a day; `listed` is the directory."""
    return Table(people, pack, Reckoning(day, pack.timescales, review_on), listed)


def _is_command(letter: str) -> bool:
    return letter == RESTRICT or letter in COMMANDS or letter in COMMANDS.values()


def _take_speaker(words: str, kind: str, table: Table) -> tuple[str, PersonRecord | None, str] | None:
    """Read who speaks from the start of the words: "AK: …", and in anything but an action "@AK …" too."""
    found = _SAYS.match(words) or (_AT_FIRST.match(words) if kind != "action" else None)
    if found is None:
        return None
    called = table.speakers(found[1])
    if len(called) == 1:
        return words[found.end() :], called[0], ""
    if called:
        return words, None, f"More than one person here is “{found[1].strip()}”; please choose who speaks."
    return None


def _take_priority(words: str, pack: Pack) -> tuple[str, str]:
    found = _PRIORITY.search(words)
    if found is None:
        return words, ""
    typed = found[1].lower()
    ids = [choice.id for choice in pack.choices.action_priorities if choice.id.startswith(typed)]
    return (_without(words, found.start(), found.end()), ids[0]) if len(ids) == 1 else (words, "")


def _take_owner(words: str, table: Table) -> tuple[str, Owner | None, str]:
    """Read "@name": the longest name, initials or agency that matches, else a start that fits one.

    Where several fit, the nearest is meant. At the end of the words it is taken out; elsewhere only the @ is.
    """
    found = _OWNER.search(words)
    if found is None:
        return words, None, ""
    rest = words[found.end() :]
    whole = [
        (len(name), owner)
        for owner in table.owners
        for name in (owner.name, owner.initials, owner.agency_title if owner.attendance_id else "")
        if name and rest.casefold().startswith(name.casefold()) and not rest[len(name) : len(name) + 1].isalnum()
    ]
    if whole:
        length = max(length for length, _ in whole)
        matches = _nearest([owner for long, owner in whole if long == length])
    else:
        token = re.split(r"[\s,;.!?]", rest, maxsplit=1)[0]
        matches, length = _nearest(table.named(token)), len(token)
    if len(matches) == 1:
        stop = found.end() + length
        before = words[: found.start()].split()
        if words[stop:].strip(_END) or (before and before[-1].casefold() in _WANTS_A_NAME):
            return words[: found.start()] + words[found.end() :], matches[0], ""
        return _without(words, found.start(), stop), matches[0], ""
    if matches:
        return words, None, "More than one person fits the owner; please choose who it is."
    return words, None, "The owner is nobody in this meeting or the directory; please say who it is."


def _nearest(owners: Sequence[Owner]) -> list[Owner]:
    """Return those of the people found who are as near to the table as any of them."""
    least = min((owner.nearness for owner in owners), default=0)
    return [owner for owner in owners if owner.nearness == least]


def _take_due(words: str, reckoning: Reckoning) -> tuple[str, date | None]:
    """Take the date with which the words end out of them: "by fri", "within 2 weeks", "on 3 December"."""
    for found in _DUE.finditer(words):
        read = read_due(words[found.end() :], reckoning)
        if read is not None and not words[found.end() + read[1] :].strip(_END):
            return _without(words, found.start(), found.end() + read[1]), read[0]
    return words, None


def _said_due(words: str, reckoning: Reckoning) -> date | None:
    """Return the last date that follows a "by", "due" or "before" anywhere in the words."""
    read = [read_due(words[found.end() :], reckoning) for found in _BY.finditer(words)]
    return next((each[0] for each in reversed(read) if each is not None), None)


def _without(words: str, start: int, end: int) -> str:
    joined = f"{words[:start].rstrip()} {words[end:].lstrip()}".strip()
    return re.sub(r"\s+([,;.])", r"\1", joined).strip(" ,;")


def _look_at_owner(owner: Owner | None) -> list[str]:
    if owner is None:
        return ["No owner yet."]
    if not owner.attendance_id:
        return ["The owner was not invited to this meeting; somebody has to tell them."]
    return [] if owner.here else ["The owner is not here to agree it."]


def _look_at_date(due_on: date | None, words: str, table: Table) -> list[str]:
    if due_on is None:
        over = next(
            (found for each in _BY.finditer(words) if (found := passed(words[each.end() :], table.reckoning))), None
        )
        return [f"{over:%d/%m/%Y} has passed, so there is no due date yet."] if over else ["No due date yet."]
    said = []
    if not table.reckoning.calendar.is_working(due_on):
        said.append("The due date is not a working day.")
    if (due_on - table.reckoning.today).days > FAR_AHEAD:
        said.append(f"The due date is read as {due_on:%d/%m/%Y}; is that meant?")
    return said


def _table(session: Session, meeting: Meeting) -> Table:
    pack = pack_of(session, meeting.practice_id)
    query = sa.select(Attendance).where(Attendance.meeting_id == meeting.id).order_by(Attendance.position)
    people = reading.people(session.scalars(query).all(), meeting.started_at, pack, ())
    return table_of(people, pack, today(session), meeting.review_on, directory.professionals(session))
