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
from cremeet.services import actions, minutes, reading
from cremeet.services.actions import ActionDetails
from cremeet.services.due import Reckoning, read_due
from cremeet.services.folding import fold
from cremeet.services.meeting_records import EntryRecord, PersonRecord
from cremeet.services.minutes import NewEntry
from cremeet.services.packs import pack_of
from cremeet.services.unit import find, today

COMMANDS = {"a": "action", "d": "decision", "r": "risk", "v": "voice", "n": "note"}
"""The letter after a slash at the start of a line, and the kind of entry that it makes (its whole name will do too)."""
RESTRICT = "x"
"""The letter that gives a note the tag of `restricted_tag`."""

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


@dataclass(frozen=True, slots=True)
class Captured:
    """What a typed line says. Owner, due date and priority are read in actions only."""

    kind: str
    words: str
    owner: PersonRecord | None = None
    due_on: date | None = None
    priority: str = ""
    restricted: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A line as it was minuted, and what to look at again ("No due date.")."""

    entry: EntryRecord
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What a line is read against: who is there, the pack's words, and the calendar."""

    people: Sequence[PersonRecord]
    pack: Pack
    reckoning: Reckoning


def keep(session: Session, item_id: str, entry: NewEntry) -> Kept:
    """Read and commit a typed line at the end of an item, its action with owner and date, in one transaction.

    A command at the start of the words goes before `entry.kind`. Raises RuleError as `minutes.add_entry` does.
    """
    item = find(session, AgendaItem, item_id, "agenda item")
    table = _table(session, item.meeting)
    line = read_line(entry.words, entry.kind, table)
    tag = restricted_tag(table.pack).id if line.restricted else entry.tag
    made = minutes.add_entry(session, item_id, replace(entry, words=line.words, kind=line.kind, tag=tag))
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
    """Return what a line says; `kind` is what it is where it starts with no command."""
    restricted, words = False, typed.strip()
    command = _COMMAND.match(typed)
    if command is not None:
        letter = command[1].lower()
        named = COMMANDS.get(letter) or (letter if letter in COMMANDS.values() else None)
        restricted = letter == RESTRICT
        if named or restricted:
            kind, words = named or kind, typed[command.end() :].strip()
    if kind != "action":
        return Captured(kind, words, restricted=restricted)
    words, priority = _take_priority(words, table.pack)
    words, due_on = _take_due(words, table.reckoning)
    words, owner, owner_warning = _take_owner(words, table.people)
    if due_on is None:  # it may have stood before the owner
        words, due_on = _take_due(words, table.reckoning)
    due_on = due_on or _said_due(words, table.reckoning)
    warnings = [owner_warning] if owner_warning else []
    warnings += _look_again(owner, due_on, table) if not owner_warning else _look_at_date(due_on, table)
    return Captured(kind, words, owner, due_on, priority, restricted, tuple(warnings))


def owners(typed: str, people: Sequence[PersonRecord]) -> tuple[PersonRecord, ...]:
    """Return who the letters after an @ may mean, those with a place in the directory and present first."""
    wanted = fold(typed)
    found = [
        person
        for person in people
        if person.status != "withdrew"
        and any(
            fold(name).startswith(wanted)
            for name in (person.name, *person.name.split(), person.initials, person.agency_title)
        )
    ]
    return tuple(sorted(found, key=lambda person: (person.part != "professional", person.status != "present")))


def _take_priority(words: str, pack: Pack) -> tuple[str, str]:
    found = _PRIORITY.search(words)
    if found is None:
        return words, ""
    typed = found[1].lower()
    ids = [choice.id for choice in pack.choices.action_priorities if choice.id.startswith(typed)]
    return (_without(words, found.start(), found.end()), ids[0]) if len(ids) == 1 else (words, "")


def _take_owner(words: str, people: Sequence[PersonRecord]) -> tuple[str, PersonRecord | None, str]:
    """Read "@name": the longest name, initials or agency that matches, else a start that fits one.

    At the end of the words it is taken out; elsewhere only the @ is.
    """
    found = _OWNER.search(words)
    if found is None:
        return words, None, ""
    rest = words[found.end() :]
    whole = [
        (len(name), person)
        for person in people
        for name in (person.name, person.initials, person.agency_title)
        if name and rest.casefold().startswith(name.casefold()) and not rest[len(name) : len(name) + 1].isalnum()
    ]
    if whole:
        longest = max(length for length, _ in whole)
        matches = [person for length, person in whole if length == longest]
        length = longest
    else:
        token = re.split(r"[\s,;.!?]", rest, maxsplit=1)[0]
        matches, length = list(owners(token, people)), len(token)
    if len(matches) == 1:
        stop = found.end() + length
        before = words[: found.start()].split()
        if words[stop:].strip(_END) or (before and before[-1].casefold() in _WANTS_A_NAME):
            return words[: found.start()] + words[found.end() :], matches[0], ""
        return _without(words, found.start(), stop), matches[0], ""
    if matches:
        return words, None, "More than one person fits the owner; please choose who it is."
    return words, None, "The owner is nobody in this meeting; please say who it is."


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


def _look_again(owner: PersonRecord | None, due_on: date | None, table: Table) -> list[str]:
    warnings = []
    if owner is None:
        warnings.append("No owner yet.")
    elif owner.status not in {"present", "part"}:
        warnings.append("The owner is not here to agree it.")
    return warnings + _look_at_date(due_on, table)


def _look_at_date(due_on: date | None, table: Table) -> list[str]:
    if due_on is None:
        return ["No due date yet."]
    if not table.reckoning.calendar.is_working(due_on):
        return ["The due date is not a working day."]
    return []


def _table(session: Session, meeting: Meeting) -> Table:
    pack = pack_of(session, meeting.practice_id)
    query = sa.select(Attendance).where(Attendance.meeting_id == meeting.id).order_by(Attendance.position)
    people = reading.people(session.scalars(query).all(), meeting.started_at, pack, ())
    return Table(people, pack, Reckoning(today(session), pack.timescales, meeting.review_on))
