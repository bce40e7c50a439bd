"""A real record behind the window, in memory: the database thread and the services, without a vault's file and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import sqlalchemy as sa
from PySide6.QtCore import QCoreApplication

from cremeet.clock import SteppingClock
from cremeet.models import Base
from cremeet.practice.pack import Pack
from cremeet.services import packs
from cremeet.vault.thread import RecordThread
from cremeet.views.record import Changes, Record
from tests import factory

T = TypeVar("T")


class Kept:
    """`record` is what screens hold; `ask` runs a verb on the record's own thread and waits for the answer."""

    def __init__(self, engine: sa.Engine, clock: SteppingClock) -> None:
        self.clock = clock
        self.thread: RecordThread
        self._engine = engine
        self.record = Record(self._start)

    def _start(self, announce: Callable[[Changes], None]) -> RecordThread:
        self.thread = RecordThread(self._engine, factory.context(self.clock), announce)
        self.thread.start()
        return self.thread

    def ask(self, verb: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        return self.thread.submit(lambda session: verb(session, *args, **kwargs)).result(timeout=20)

    def settle(self, qtbot: Any) -> None:
        """Wait until every question that a screen asked, and every one asked because of its answer, is answered."""
        for _ in range(3):
            qtbot.waitUntil(lambda: self.record.pending == 0, timeout=10_000)
            self.ask(lambda _: None)  # behind it, the last commit has been announced
            QCoreApplication.processEvents()


@contextmanager
def kept(clock: SteppingClock, pack: Pack) -> Iterator[Kept]:
    """Give an empty record with the shipped practice adopted, on a running thread."""
    engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool, connect_args={"check_same_thread": False})
    sa.event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys=ON"))
    Base.metadata.create_all(engine)
    made = Kept(engine, clock)
    made.ask(packs.adopt, pack)
    try:
        yield made
    finally:
        made.thread.stop()
        engine.dispose()


class Went:
    """A navigator that notes where it was sent: `places` holds (screen, ids)."""

    def __init__(self) -> None:
        self.places: list[tuple[Any, ...]] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        if not name.startswith("show_") and name != "back":
            raise AttributeError(name)
        return lambda *ids: self.places.append((name.removeprefix("show_"), *ids))
