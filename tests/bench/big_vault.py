"""A vault as large as a county's, of invented records, filled by plain inserts: verbs would take minutes."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet import paths
from cremeet.clock import SteppingClock
from cremeet.models import Action, Base, Child, Episode, Meeting
from cremeet.practice import loader
from cremeet.services import actions, directory, meetings, minutes, packs, planning
from cremeet.services.actions import ActionDetails
from cremeet.services.folding import fold
from cremeet.services.minutes import NewEntry
from cremeet.vault.slots import FLOOR
from cremeet.vault.thread import unit_of_work
from cremeet.vault.vault import Vault, create
from tests import factory, held

PASSPHRASE = "invented-sample-bench-words"
GIVEN = ("Robin", "Łukasz", "Siân", "Wen", "Ali", "Kit", "Sam", "Noor", "Alix", "Ffion")
FAMILY = ("Testwood", "Testley", "Żółtest", "Testford", "Testwyn", "Khantest", "Litest", "Testby")
KINDS = ("note",) * 14 + ("action", "decision", "risk", "voice", "action", "note")
ENTRIES, OWN_ACTIONS = 120, 12
"""What is in the live meeting: two hours of minutes, and a full plan."""


@dataclass(frozen=True, slots=True)
class Big:
    """An open vault with many records and one live meeting with long minutes among them."""

    vault: Vault
    clock: SteppingClock
    meeting_id: str


@contextmanager
def big_vault(children: int, actions_in_all: int = 0) -> Iterator[Big]:
    """Give an open encrypted vault with so many children, each with an episode, and so many actions."""
    with _vault(_live) as big:
        _fill(big.vault.engine, children - 1, actions_in_all - OWN_ACTIONS)
        yield big


@contextmanager
def long_meeting(items: int, entries: int) -> Iterator[Big]:
    """Give an open encrypted vault with one live meeting of so many agenda items and so many entries of every kind."""
    with _vault(lambda session: _long(session, items, entries)) as big:
        yield big


@contextmanager
def _vault(hold: Callable[[Session], str]) -> Iterator[Big]:
    """Give an open encrypted vault in which `hold` has held a meeting, whose id it returns."""
    clock = SteppingClock(factory.MONDAY)
    with tempfile.TemporaryDirectory(prefix="cremeet-bench-") as place:
        folder = Path(place) / "big.cremeet"
        with create(folder, person="Minnie Taker", role="chair", passphrase=PASSPHRASE, cost=FLOOR) as vault:
            with unit_of_work(vault.engine, factory.context(clock)) as session:
                packs.adopt(session, loader.load(paths.shipped_practice()))
                meeting_id = hold(session)
            yield Big(vault, clock, meeting_id)


def _live(session: Session) -> str:
    """Hold a meeting with long minutes and return its id."""
    meeting_id = held.live(session)
    held.arrive(session, meeting_id)
    items = meetings.meeting_view(session, meeting_id).items
    people = meetings.meeting_view(session, meeting_id).people
    for number in range(ENTRIES):
        said = NewEntry(
            f"Invented words, number {number}, of the length of a sentence that somebody says.",
            speaker_id=people[number % len(people)].attendance_id,
        )
        minutes.add_entry(session, items[number % len(items)].item_id, said)
    owner = directory.professionals(session)[0]
    for number in range(OWN_ACTIONS):
        agreed = ActionDetails(
            f"Invented action {number}", "protect", owner_id=owner.id, owner=owner.details.name, agency="police",
            due_on=held.DUE_ON, measure="Seen",
        )  # fmt: skip
        actions.add_action(session, items[-1].item_id, agreed)
    return meeting_id


def _long(session: Session, items: int, entries: int) -> str:
    """Hold a meeting with an agenda of so many items and as many entries under each, and return its id."""
    meeting_id = held.live(session)
    held.arrive(session, meeting_id)
    for number in range(len(held.items(session, meeting_id)), items):
        planning.add_item(session, meeting_id, f"Invented item {number}", 5)
    view = meetings.meeting_view(session, meeting_id)
    for number in range(entries):
        said = NewEntry(
            f"Invented words, number {number}, of the length of a sentence that somebody says.",
            KINDS[number % len(KINDS)],
            speaker_id=view.people[number % len(view.people)].attendance_id,
        )
        minutes.add_entry(session, view.items[number % items].item_id, said)
    return meeting_id


def _fill(engine: sa.Engine, children: int, actions_wanted: int) -> None:
    source = random.Random(11)
    with Session(engine) as session:
        practice_id = packs.adoptions(session)[0].id
    rows: dict[type[Base], list[dict[str, object]]] = {Child: [], Episode: [], Meeting: [], Action: []}
    for number in range(children):
        _add_child(rows, number, practice_id, source)
    episodes = len(rows[Episode])
    for number in range(max(actions_wanted, 0)):
        place = number % episodes
        rows[Action].append(
            {
                "id": f"action-{number}",
                "episode_id": f"episode-{place}",
                "meeting_id": f"meeting-{place}",
                "number": number // episodes + 1,
                "pillar": "protect",
                "words": f"Invented action {number}",
                "agency": source.choice(("police", "health", "social-care")),
                "due_on": date(2026, 10, 1) + timedelta(days=source.randrange(120)),
                "status": source.choice(("not-started", "in-progress", "done", "done")),
                "tag": "everyone",
            }
        )
    with engine.begin() as connection:
        for table, values in rows.items():
            for start in range(0, len(values), 5000):
                connection.execute(sa.insert(table.__table__), values[start : start + 5000])


def _add_child(
    rows: dict[type[Base], list[dict[str, object]]], number: int, practice_id: str, source: random.Random
) -> None:
    given, family = source.choice(GIVEN), f"{source.choice(FAMILY)}{number}"
    opened = date(2026, 1, 1) + timedelta(days=source.randrange(300))
    level = source.choice(("low", "medium", "high", ""))
    rows[Child].append(
        {
            "id": f"child-{number}",
            "reference": f"CRE-{number:06}",
            "given_names": given,
            "family_name": family,
            "sort_name": f"{fold(family)}, {fold(given)}",
            "search_name": fold(f"{given} {family} {family} {given}"),
            "born_on": date(2008, 1, 1) + timedelta(days=source.randrange(3000)),
        }
    )
    rows[Episode].append(
        {
            "id": f"episode-{number}",
            "child_id": f"child-{number}",
            "reference": f"EP-{number:06}",
            "opened_on": opened,
            "types": [source.choice(("cse", "cce", "county-lines"))],
            "status": "open",
            "level": level,
        }
    )
    rows[Meeting].append(
        {
            "id": f"meeting-{number}",
            "episode_id": f"episode-{number}",
            "reference": f"M-{number:06}",
            "practice_id": practice_id,
            "kind": "initial",
            "state": source.choice(("planned", "approved", "approved")),
            "triggered_on": opened,
            "planned_start": factory.MONDAY - timedelta(days=source.randrange(300)),
            "planned_minutes": 90,
            "level_after": level,
        }
    )
