"""The live meeting: opening a long one, reading a typed line, and typing into long minutes in the real window."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from cremeet.services import capture, meetings, packs
from cremeet.services.due import Reckoning
from cremeet.services.unit import today
from cremeet.vault.thread import unit_of_work
from tests import factory, held
from tests.bench.big_vault import long_meeting
from tests.bench.harness import Row, at_most, milliseconds, told
from tests.bench.opening import painted

OPEN_MS, PARSE_MS = 200.0, 0.1
ITEMS, ENTRIES = 40, 1_000
LINES = (
    "The school saw the silver car on three Mondays and told nobody.",
    "/a Apply for the notice @Testkhan by fri !high",
    "/a Ring the out-of-hours team within 10 wd @Priya Testnair",
    "/a Ask @LT for the nurse's record, by 3/12 at the latest",
    "/a Offer a worker of her choice by next fri @education !low",
    "/a Write to the landlord before eom",
    "/d Hold a multi-agency plan, because the signs have grown",
    "/r Two new phones that nobody bought",
    "/v I felt scared and nobody asked me.",
    "/x An informant named the driver.",
    "/n Said again by @Nobody in the room, by the way, in March.",
    "/a See the review by review @Mark Testbell, who is away by the end of the month, and ask him for the register",
)
"""One of each that people type: commands, owners by name, initials and agency, every form of date, and plain speech."""
ROUNDS = 200


def bench_opening() -> Iterable[Row]:
    """Measure opening a meeting of 40 items and 1,000 entries, from being asked for to being painted and filled."""
    with long_meeting(ITEMS, ENTRIES) as big:
        taken = painted(big)
    yield at_most("meeting of 40 items and 1,000 entries, opened to painted", taken, "ms", OPEN_MS)


def bench_command_line() -> Iterable[Row]:
    """Measure reading a line as it is typed, over a mix of lines; the slowest of the mix is told beside it."""
    with long_meeting(12, 12) as big, unit_of_work(big.vault.engine, factory.context(big.clock)) as session:
        view, pack = meetings.meeting_view(session, big.meeting_id), packs.practice(session)
        table = capture.Table(view.people, pack, Reckoning(today(session), pack.timescales, held.REVIEW_ON))
    mix = list(itertools.islice(itertools.cycle(LINES), ROUNDS * len(LINES)))
    whole = milliseconds(lambda: [capture.read_line(line, "note", table) for line in mix]) / len(mix)
    worst = max(_read(line, table) for line in LINES)
    yield at_most("command line read, over a mix of lines", whole, "ms", PARSE_MS)
    yield told("command line read, the slowest of the mix", worst, "ms")


def _read(line: str, table: capture.Table) -> float:
    return milliseconds(lambda: [capture.read_line(line, "note", table) for _ in range(ROUNDS)]) / ROUNDS
