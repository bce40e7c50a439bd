"""Logging that cannot carry a name: events are fixed words and numbers; a fault is logged by type, module and line.

`keep_in(folder)` also keeps these lines in a small file, for whoever is asked for help, and leads there what Python
would otherwise print together with its values. Nothing but the lines made here and the interpreter's own crash note,
which holds places in the program alone, is ever written to it.
"""

from __future__ import annotations

import contextlib
import faulthandler
import io
import logging
import os
import re
import sys
import threading
import time
import traceback
import warnings
from pathlib import Path, PureWindowsPath  # the latter takes both kinds of slash
from types import TracebackType
from typing import TextIO

FILE_NAME = "cremeet.log"
LARGEST = 64 * 1024
"""Bytes of one file; there are two, the present one and the one before."""

_LOGGER = logging.getLogger("cremeet")
_LOGGER.addHandler(logging.NullHandler())  # or Python's last resort prints each fault a second time
_OURS = {"ours": True}
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,59}")


def event(what: str, **numbers: int) -> None:
    """Log a fixed phrase with whole numbers; values of any other type are refused, so that case text cannot slip in."""
    for name, value in numbers.items():
        if type(value) is not int:
            raise TypeError(f"only whole numbers may be logged; {name} is not one")
    counted = " ".join(f"{name}={value}" for name, value in sorted(numbers.items()))
    _LOGGER.info("%s %s", what, counted, extra=_OURS)


def fault(error: BaseException) -> str:
    """Log an unforeseen error by type, module and line, never its text; return that line for the screen."""
    frames = traceback.extract_tb(error.__traceback__)
    where = _place(frames[-1].filename, frames[-1].lineno or 0) if frames else "nowhere"
    line = f"{type(error).__name__} at {where}"
    _LOGGER.error("fault %s", line, extra=_OURS)
    return line


def outside(kind: str, category: str, place: str = "") -> None:
    """Log that a library spoke, by kind and category; what it said may hold a value and is dropped.

    A category that is no plain word is called "other".
    """
    named = category if _WORD.fullmatch(category) else "other"
    _LOGGER.warning("%s %s%s", kind, named, f" at {place}" if place else "", extra=_OURS)


def keep_in(folder: Path) -> bool:
    """Keep what is logged in `folder` from now on, and lead there what Python would print; say whether a file is kept.

    Where the folder takes no file, nothing is kept and nothing fails: a log must not stop a meeting.
    """
    sys.excepthook = _unforeseen
    sys.unraisablehook = lambda met: _quietly(met.exc_value)
    threading.excepthook = lambda met: _quietly(met.exc_value)
    warnings.showwarning = _warned
    logging.getLogger().addHandler(logging.NullHandler())  # libraries' own logs may hold values: they go nowhere
    for handler in [one for one in _LOGGER.handlers if isinstance(one, _File)]:
        _LOGGER.removeHandler(handler)
        handler.close()
    try:
        kept = _File(folder)
    except OSError:
        return False
    _LOGGER.addHandler(kept)
    _LOGGER.setLevel(logging.INFO)
    return True


def is_kept() -> bool:
    """Say whether a file is being kept, so that Qt's messages have somewhere to go."""
    return any(isinstance(one, _File) for one in _LOGGER.handlers)


class _File(logging.Handler):
    """Writes our own lines, and the interpreter's crash note, to a file that is set aside when it is full."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._path = folder / FILE_NAME
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._stream = self._opened()
        form = logging.Formatter("%(asctime)sZ %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S")
        form.converter = time.gmtime
        self.setFormatter(form)
        self.addFilter(lambda record: getattr(record, "ours", False) is True)

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line; a disk that does not take it loses the line and nothing else."""
        with contextlib.suppress(OSError, ValueError):
            self._make_room()
            self._stream.write(self.format(record) + "\n")
            self._stream.flush()

    def close(self) -> None:
        """Give up the file."""
        faulthandler.disable()
        with contextlib.suppress(OSError):
            self._stream.close()
        super().close()

    def _opened(self) -> TextIO:
        number = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        stream = io.TextIOWrapper(io.FileIO(number, "a"), encoding="utf-8", errors="replace", write_through=True)
        faulthandler.enable(file=stream)
        return stream

    def _make_room(self) -> None:
        """Set a full file aside in place of the one before; another window of ours may have done so already."""
        mine = os.fstat(self._stream.fileno())
        there = self._path.stat() if self._path.exists() else None
        moved = there is None or (there.st_ino, there.st_dev) != (mine.st_ino, mine.st_dev)
        if not moved and mine.st_size < LARGEST:
            return
        faulthandler.disable()
        self._stream.close()
        try:
            if not moved:
                self._path.replace(self._path.with_suffix(".1.log"))
        finally:
            self._stream = self._opened()


def _unforeseen(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
    """Stand in for Python's own traceback, which prints the error's text."""
    if issubclass(kind, KeyboardInterrupt):
        return
    line = fault(error.with_traceback(where))
    if sys.stderr is not None:
        print(f"Something went wrong in cremeet itself; tell your support team: {line}.", file=sys.stderr)  # noqa: T201 - the last word of a program that ends


def _quietly(error: BaseException | None) -> None:
    if error is not None:
        fault(error)


def _warned(
    message: Warning | str,  # noqa: ARG001 - Python's signature; the text may hold a value
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001 - Python's signature
    line: str | None = None,  # noqa: ARG001 - Python's signature
) -> None:
    outside("warning", category.__name__, _place(filename, lineno))


def _place(file: str, line: int) -> str:
    return f"{PureWindowsPath(file).name}:{line}"
