"""A vault as large as a county's, of invented records, filled by plain inserts: verbs would take minutes."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
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
from cremeet.services import actions, directory, meetings, minutes, packs
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
    clock = SteppingClock(factory.MONDAY)
    with tempfile.TemporaryDirectory(prefix="cremeet-bench-") as place:
        folder = Path(place) / "big.cremeet"
        with create(folder, person="Minnie Taker", role="chair", passphrase=PASSPHRASE, cost=FLOOR) as vault:
            with unit_of_work(vault.engine, factory.context(clock)) as session:
                packs.adopt(session, loader.load(paths.shipped_practice()))
                meeting_id = _live(session)
            _fill(vault.engine, children - 1, actions_in_all - OWN_ACTIONS)
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
