"""Room kept for a full disk: a file beside the record that is given up so that the words being typed are still saved.

On a full disk even a deletion fails, for the journal needs room first. Four mebibytes are days of typing.
Its bytes are random, so that no file system keeps it for less than it is.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from cremeet.vault.keyfile import sync_folder

SIZE = 4 * 1024 * 1024
"""Bytes of it."""

NAME = "ballast"
FULL = (
    "The disk is full. What you typed is saved, in room that was kept for this; there is little of it, so free some "
    "space on this disk now."
)
"""What the person is told once the unit of work that met a full disk has been saved."""

AGAIN = 50
"""Units of work after which a ballast that was given up is tried anew."""

_SLICE = SIZE // 8
_LEAST_FREE = 4 * SIZE


class Ballast:
    """A vault's ballast; `tell` gets the sentence for the person, on the record's thread."""

    def __init__(self, folder: Path, tell: Callable[[str], None], free: Callable[[Path], int] | None = None) -> None:
        self._file, self._tell = folder / NAME, tell
        self._free = free or (lambda place: shutil.disk_usage(place).free)
        self._units_since: int | None = None

    @property
    def given_up(self) -> bool:
        """Whether it was given up in this sitting and is not there again."""
        return self._units_since is not None

    def give_up(self) -> bool:
        """Free its room; say whether there was any."""
        try:
            self._file.unlink()
            sync_folder(self._file.parent)  # some file systems free the room only with the next flush
        except FileNotFoundError:
            return False
        except OSError:
            return not self._file.exists()
        self._units_since = 0
        return True

    def tell_of_it(self) -> None:
        """Tell the person that the disk is full and that the words are saved."""
        self._tell(FULL)

    def is_due(self) -> bool:
        """Count one unit of work, and say whether to try `fill` again now."""
        if self._units_since is None:
            return False
        self._units_since += 1
        return self._units_since % AGAIN == 0

    def fill(self) -> Iterator[str]:
        """Make it where there is ample room and none yet, in slices between units of work. Never raises."""
        part = self._file.with_name(f"{NAME}.part")
        try:
            part.unlink(missing_ok=True)  # of a program that was killed here
            if self._file.is_file() and self._file.stat().st_size == SIZE:
                self._units_since = None
                return
            if self._free(self._file.parent) < _LEAST_FREE:
                return
            for _ in range(SIZE // _SLICE):
                _append(part, os.urandom(_SLICE))
                yield ""
            part.replace(self._file)
            sync_folder(self._file.parent)
        except OSError:
            _remove(part)
            return
        self._units_since = None


def _append(file: Path, raw: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(file, flags, 0o600), "ab") as opened:
        opened.write(raw)
        opened.flush()
        os.fsync(opened.fileno())  # a little at a time: a save must not wait for four mebibytes


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError:
        return
