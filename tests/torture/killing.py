"""Kill -9 of a forked child at a random moment of its work, to the microsecond.

The child has the kernel send it SIGKILL when a timer runs out: a parent that sleeps and then kills is late by more than
many of the works last. Nothing of the child's own runs after the timer, as with a kill from outside.
"""

from __future__ import annotations

import collections
import ctypes
import os
import random
import signal
import statistics
import sys
import time
import traceback
from collections.abc import Callable
from typing import TypeVar

_FAILED = 7
_MONOTONIC, _BY_SIGNAL = 1, 0
_taken: dict[str, collections.deque[float]] = {}


class _Event(ctypes.Structure):
    _fields_ = (
        ("value", ctypes.c_void_p),
        ("signal", ctypes.c_int),
        ("how", ctypes.c_int),
        ("rest", ctypes.c_char * 48),
    )


class _Times(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_long) for name in ("every_s", "every_ns", "first_s", "first_ns"))


_C = ctypes.CDLL(None, use_errno=True)


def die_in(seconds: float) -> None:
    """Have the kernel kill this process with SIGKILL in so many seconds."""
    timer = ctypes.c_void_p()
    event = _Event(None, signal.SIGKILL, _BY_SIGNAL)
    nanoseconds = max(1, int(seconds * 1e9))
    times = _Times(0, 0, nanoseconds // 10**9, nanoseconds % 10**9)
    made = _C.timer_create(_MONOTONIC, ctypes.byref(event), ctypes.byref(timer))
    if made or _C.timer_settime(timer, 0, ctypes.byref(times), None):
        raise OSError(ctypes.get_errno(), "the timer that kills could not be set")


T = TypeVar("T")


def killed_after(first: Callable[[], T], work: Callable[[T], object], source: random.Random, kind: str) -> bool:
    """As `killed`, with something that the child does in peace first; `work` gets what comes of it."""
    return _killed(first, work, source, kind)


def killed(work: Callable[[], object], source: random.Random, kind: str) -> bool:
    """Fork, let the child do `work`, kill it at a random moment, and say whether it had finished by then.

    The moment is drawn from a little more than the time that whole runs of this `kind` take in this process, so that
    some finish and say how long that is now; the first is not killed. Raises AssertionError when the work itself
    failed: a child that dies of its own error has proved nothing.
    """
    return _killed(lambda: None, lambda _: work(), source, kind)


def _killed(first: Callable[[], T], work: Callable[[T], object], source: random.Random, kind: str) -> bool:
    known = _taken.setdefault(kind, collections.deque(maxlen=5))
    wait = source.random() * statistics.median(known) * 1.05 if known else None
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _work_and_end(first, work, wait, writing)
    os.close(writing)
    said = os.read(reading, 64)
    os.close(reading)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL, f"the work died of signal {os.WTERMSIG(status)} by itself"
        return False
    assert os.WEXITSTATUS(status) == 0, "the work failed by itself; its traceback stands on standard error"
    known.append(float(said))
    return True


def _work_and_end(first: Callable[[], T], work: Callable[[T], object], wait: float | None, writing: int) -> None:
    try:
        given = first()
        began = time.perf_counter()
        if wait is not None:
            die_in(wait)
        work(given)
        os.write(writing, str(time.perf_counter() - began).encode())
    except BaseException:  # noqa: BLE001 - told on standard error and by the exit code; nothing comes back from a fork
        traceback.print_exc(file=sys.stderr)
        os._exit(_FAILED)
    os._exit(0)
