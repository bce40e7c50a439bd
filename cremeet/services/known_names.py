"""The names that a meeting knows, so that no screen takes them for slips of the pen: a query, and it shows nothing."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.models import Attendance, Carer, Child, Concern, Episode, Meeting
from cremeet.practice.pack import Pack
from cremeet.services.packs import pack_of
from cremeet.services.unit import find

NAMED_IN = frozenset({"Attendance", "Carer", "Child", "Concern", "Episode", "Meeting"})
"""Kinds of row whose change can bring a name that was not known."""


def known_names(session: Session, meeting_id: str) -> tuple[str, ...]:
    """Return the texts in which a meeting's names stand.

    The people of the meeting, the child with carers, schools and authorities, the people and places of concern, the
    agencies, short forms and abbreviations of the meeting's pack. Of what is no bare name only the capitalised words
    come, for a description holds ordinary words too.
    """
    meeting = find(session, Meeting, meeting_id, "meeting")
    episode = find(session, Episode, meeting.episode_id, "episode")
    child = find(session, Child, episode.child_id, "child")
    people = session.execute(
        sa.select(Attendance.name, Attendance.deputy_for).where(Attendance.meeting_id == meeting_id)
    )
    found = [
        *(name for row in people for name in row),
        *session.scalars(sa.select(Carer.name).where(Carer.child_id == child.id)),
        *(meeting.chair, meeting.minute_taker, child.allocated_worker),
        *(child.given_names, child.family_name, child.preferred_name, child.aliases, child.name_in_own_script),
    ]
    described = [
        *session.scalars(sa.select(Concern.descriptor).where(Concern.episode_id == episode.id)),
        *(child.education_setting, child.gp, child.authority, child.placing_authority, child.host_authority),
        *(child.address, meeting.place),
    ]
    found += [" ".join(word for word in text.split() if not word.islower()) for text in described]
    return tuple(text for text in (*found, *_of_pack(pack_of(session, meeting.practice_id))) if text)


def _of_pack(pack: Pack) -> Iterator[str]:
    yield pack.about.council
    yield pack.about.area
    for agency in pack.agencies:
        yield agency.title
        yield agency.short
    for abbreviation in pack.abbreviations:
        yield abbreviation.short
        yield abbreviation.long
    for short in pack.shorthand:
        yield short.becomes
