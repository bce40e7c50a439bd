"""The one database thread: units of work one at a time on the only connection, typed text before what waits."""

from __future__ import annotations

import itertools
import queue
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet import logs
from cremeet.errors import DiskFullError, VaultError
from cremeet.vault import audit
from cremeet.vault.ballast import Ballast
from cremeet.vault.connection import plain_words
from cremeet.vault.history import watch

T = TypeVar("T")
Touched = frozenset[tuple[str, str]]
"""What one commit changed: pairs of (class name, row id)."""

_CLOSING = "This vault is being closed; open it again to go on."
_URGENT, _USUAL, _BETWEEN, _LAST = range(4)


@contextmanager
def unit_of_work(engine: sa.Engine, info: Mapping[str, Any]) -> Iterator[Session]:
    """Give a session whose work is committed whole at the end, or not at all when it raises.

    `info` carries who, clock, random and packs (see `services.unit`); the session keeps history, and one entry of the
    audit tells of what it changed. Raises VaultError subclasses for a full disk, a
    damaged page or a record in use elsewhere; nothing is then changed.
    """
    with plain_words(), Session(engine, info=dict(info)) as session:
        watch(session)
        yield session
        audit.note_changes(session)
        session.commit()  # when the work raised, leaving the session takes everything back
        audit.committed(session)


class RecordThread(threading.Thread):
    """Owns the record while a vault is open. `announce` is called on this thread with what each commit touched.

    A unit that meets a full disk gives up the `ballast`, where there is one, and is tried once more.
    """

    def __init__(
        self,
        engine: sa.Engine,
        info: Mapping[str, Any],
        announce: Callable[[Touched], None],
        ballast: Ballast | None = None,
    ) -> None:
        super().__init__(name="record", daemon=True)
        self._engine, self._announce, self._ballast = engine, announce, ballast
        self._info = {**info, "noted": {}}  # one sitting's memory of what was looked at
        self._waiting: queue.PriorityQueue[tuple[int, int, Callable[[], bool]]] = queue.PriorityQueue()
        self._order = itertools.count()
        self._stopping = False
        self._gate = threading.Lock()

    def submit(self, work: Callable[[Session], T], *, urgent: bool = False) -> Future[T]:
        """Run `work` with a session in its turn (`urgent`: before all that wait) and answer with a future.

        What changed is announced after the answer is given. Raises VaultError once the thread has been asked to stop.
        """
        answer: Future[T] = Future()

        def unit() -> bool:
            if answer.set_running_or_notify_cancel():
                self._answer(work, answer)
            return True

        if not self._put(_URGENT if urgent else _USUAL, unit):
            raise VaultError(_CLOSING)
        return answer

    def apart(self, work: Callable[[], T]) -> Future[T]:
        """Run `work` in its turn, without a session, while no unit of work is under way: for what takes the whole file.

        Raises VaultError once the thread has been asked to stop.
        """
        answer: Future[T] = Future()

        def alone() -> bool:
            if answer.set_running_or_notify_cancel():
                try:
                    answer.set_result(work())
                except BaseException as error:  # noqa: BLE001 - whoever asked hears of every failure
                    answer.set_exception(error)
            return True

        if not self._put(_USUAL, alone):
            raise VaultError(_CLOSING)
        return answer

    def run_between(self, slices: Iterator[object]) -> None:
        """Work through `slices`, one at a time, whenever nothing else waits; a stop leaves the rest undone.

        An error in a slice is logged as a fault and ends that work, not the thread.
        """

        def one() -> bool:
            try:
                if next(slices, self) is not self:
                    self._put(_BETWEEN, one)
            except Exception as error:  # noqa: BLE001 - nobody waits for an answer, and verbs must still get theirs
                logs.fault(error)
            return True

        self._put(_BETWEEN, one)

    def stop(self) -> None:
        """Take no more work, finish what waits, and end the thread. Stopping twice is harmless."""
        with self._gate:
            if not self._stopping:
                self._stopping = True
                self._waiting.put((_LAST, next(self._order), lambda: False))
        if self.is_alive():
            self.join()

    def run(self) -> None:
        """Work until asked to stop."""
        while self._waiting.get()[2]():
            pass

    def _answer(self, work: Callable[[Session], T], answer: Future[T]) -> None:
        """Do one unit of work, give its answer or its error, then say what it changed."""
        try:
            result, touched = self._done(work)
        except BaseException as error:  # noqa: BLE001 - whoever asked hears of every failure
            answer.set_exception(error)
            return
        answer.set_result(result)
        if touched:
            try:
                self._announce(touched)
            except Exception as error:  # noqa: BLE001 - a listener that has gone must not end the only thread
                logs.fault(error)

    def _done(self, work: Callable[[Session], T]) -> tuple[T, Touched]:
        """Do one unit of work, on a full disk once more in the ballast's room; return its answer and changes."""
        try:
            done = self._once(work)
        except DiskFullError:
            if self._ballast is None or not self._ballast.give_up():
                raise
            done = self._once(work)  # nothing is left of the first time
            self._ballast.tell_of_it()
        if self._ballast is not None and self._ballast.is_due():
            self.run_between(self._ballast.fill())
        return done

    def _once(self, work: Callable[[Session], T]) -> tuple[T, Touched]:
        with unit_of_work(self._engine, self._info) as session:
            result = work(session)
            session.flush()
            touched = frozenset(session.info.get("touched", ()))
        return result, touched

    def _put(self, rank: int, unit: Callable[[], bool]) -> bool:
        """Queue a unit unless the thread is stopping, and say whether it was taken: nothing may follow the last one."""
        with self._gate:
            if not self._stopping:
                self._waiting.put((rank, next(self._order), unit))
            return not self._stopping
