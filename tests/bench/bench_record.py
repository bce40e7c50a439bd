"""The record at the size of a county, in an encrypted vault: a meeting's view, the workspace, the list of children."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from cremeet.services import child_list, meetings
from cremeet.services.child_list import ChildFilter
from cremeet.vault.thread import unit_of_work
from tests import factory
from tests.bench.big_vault import Big, big_vault
from tests.bench.harness import Row, at_most, milliseconds, told
from tests.bench.opening import painted

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

VIEW_MS, LIST_MS = 150.0, 100.0
LISTS = {
    "child list, first page": ChildFilter(),
    "child list, searched": ChildFilter(search="zoltest9"),
    "child list, filtered and sorted by level": ChildFilter(type="cce", level="high", sort="level"),
    "child list, sorted by next meeting": ChildFilter(sort="next-meeting"),
    "child list, sorted by overdue actions": ChildFilter(sort="overdue"),
}
PROMISED = ("child list, first page", "child list, searched", "child list, filtered and sorted by level")
"""What is promised is showing and filtering; orders that add up meetings and actions first are told beside them."""


def bench_meeting() -> Iterable[Row]:
    """Measure opening a meeting's view, and the workspace to painted, at 5,000 children and 50,000 actions."""
    few = _view_in(1, 0)
    with big_vault(5_000, 50_000) as big:
        many = _view(big)
        shown = painted(big)
    yield at_most("meeting's view at 5,000 children and 50,000 actions", many, "ms", VIEW_MS)
    yield told("meeting's view in a vault with that meeting alone", few, "ms")
    yield told("its ratio", many / few, "times")
    yield at_most("live workspace opened to painted at that size", shown, "ms", VIEW_MS)


def bench_children() -> Iterable[Row]:
    """Measure showing and filtering the list of children at 10,000, with 50,000 actions."""
    with big_vault(10_000, 50_000) as big:
        for name, wanted in LISTS.items():
            taken = _asked(big, lambda session, wanted=wanted: child_list.children(session, wanted))
            if name in PROMISED:
                yield at_most(f"{name}, at 10,000", taken, "ms", LIST_MS)
            else:
                yield told(f"{name}, at 10,000", taken, "ms")


def _view_in(children: int, actions: int) -> float:
    with big_vault(children + 1, actions) as big:
        return _view(big)


def _view(big: Big) -> float:
    return _asked(big, lambda session: meetings.meeting_view(session, big.meeting_id))


def _asked(big: Big, verb: Callable[[Session], object]) -> float:
    """Return the median time of a verb in a fresh unit of work, as the record's thread gives it, in milliseconds."""
    info = factory.context(big.clock)

    def work() -> None:
        with unit_of_work(big.vault.engine, info) as session:
            verb(session)

    return milliseconds(work, 9)
