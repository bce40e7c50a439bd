"""Power cuts, rebuilt from a trace: what a disk may hold when everything stops after any one operation.

The model: a write or a cut to length is certain once its file was synced after it; until then it may be there, be
missing, or be torn at a multiple of 512 bytes, and later writes may be there where earlier ones are not. Names (made,
renamed, removed) come true in their order, as ext4's and NTFS's journals keep it, and are certain once their folder,
or the file that bears them, was synced.
"""

from __future__ import annotations

import bisect
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from tests.torture.shims import Operation

SECTOR = 512
Kind = Literal["kept", "dropped", "mixed"]
Change = tuple[int, int, bytes | None]
"""Where in the trace, at which offset, and the bytes; None cuts to that length."""


class Disk:
    """One traced folder: the files that were there before, and everything that was done to them since."""

    def __init__(self, before: Path, folder: Path, trace: Iterable[Operation]) -> None:
        self.operations = [each for each in trace if each.what in _KEPT]
        self._changes: dict[int, list[Change]] = {}
        self._synced: dict[int, list[int]] = {}
        self._images: dict[int, list[bytes]] = {}
        self._names: list[tuple[int, str, str, int]] = []
        self._certain: list[tuple[int, int]] = []
        self.marks: list[tuple[int, int]] = []
        self._first: dict[str, int] = {}
        self._files = 0
        for file in sorted(each for each in before.iterdir() if each.is_file()):
            self._first[file.name] = self._fresh(file.read_bytes())
        self._read(folder)

    @property
    def writes(self) -> int:
        """How many writes were seen."""
        return sum(each.what == "wrote" for each in self.operations)

    def acknowledged(self, after: int) -> int:
        """Return the last number marked among the first `after` operations, -1 for none."""
        at = bisect.bisect_left(self.marks, (after, -1))
        return self.marks[at - 1][1] if at else -1

    def files(self, after: int, kind: Kind, source: random.Random) -> dict[str, bytearray]:
        """Return what the folder may hold when the power goes after the first `after` operations."""
        certain = max((upto for at, upto in self._certain if at < after), default=-1)
        uncertain = [at for at, *_ in self._names if certain < at < after]
        last = {"kept": after, "dropped": certain, "mixed": source.choice([certain, *uncertain])}[kind]
        there = dict(self._first)
        for at, how, name, file in self._names:
            if at > last or at >= after:
                break
            if how == "made":
                there[name] = file
            elif how == "removed":
                there.pop(name, None)
            else:  # renamed from `name` to `how`
                there[how] = there.pop(name, file)
        return {name: self._content(file, after, kind, source) for name, file in there.items()}

    def _content(self, file: int, after: int, kind: Kind, source: random.Random) -> bytearray:
        times = bisect.bisect_left(self._synced[file], after)
        held = bytearray(self._images[file][times])
        since = self._synced[file][times - 1] if times else -1
        changes = self._changes[file]
        for at, offset, written in changes[bisect.bisect_left(changes, (since,), key=lambda each: each[:1]) :]:
            if at >= after:
                break
            if kind == "dropped" or (kind == "mixed" and source.random() < 0.4):
                continue
            torn = kind == "mixed" and written is not None and len(written) > SECTOR and source.random() < 0.3
            _apply(held, *(_torn(offset, written, source) if torn and written else (offset, written)))
        return held

    def _fresh(self, content: bytes) -> int:
        self._files += 1
        self._changes[self._files], self._synced[self._files], self._images[self._files] = [], [], [content]
        return self._files

    def _read(self, folder: Path) -> None:
        """Give every file a number of its own, and note what was certain from where on."""
        names, by_inode = dict(self._first), dict[int, int]()
        for at, each in enumerate(self.operations):
            name = each.path.removeprefix(f"{folder}/")
            if each.path.endswith(" (deleted)") or (each.what == "opened" and each.path == str(folder)):
                continue  # a file without a name leaves nothing behind
            if each.what == "marked":
                self.marks.append((at, each.at))
            elif each.what == "renamed":
                target = each.bytes.decode().removeprefix(f"{folder}/")
                file = names[target] = names.pop(name)
                self._names.append((at, target, name, file))
            elif each.what == "removed":
                if name in names:
                    self._names.append((at, "removed", name, names.pop(name)))
            elif each.what == "synced" and each.path == str(folder):
                self._certain.append((at, at))
            else:
                if each.what == "made":
                    names[name] = by_inode[each.inode] = self._fresh(b"")
                    self._names.append((at, "made", name, names[name]))
                self._touch(at, each, by_inode.setdefault(each.inode, names.get(name, 0)))

    def _touch(self, at: int, each: Operation, file: int) -> None:
        if not file:
            raise AssertionError(f"a file was written whose making was not seen: {each.path}")
        if each.what == "wrote":
            self._changes[file].append((at, each.at, each.bytes))
        elif each.what == "cut":
            self._changes[file].append((at, each.at, None))
        elif each.what == "synced":
            image = bytearray(self._images[file][-1])
            since = self._synced[file][-1] if self._synced[file] else -1
            for when, offset, written in self._changes[file]:
                if when > since:
                    _apply(image, offset, written)
            self._synced[file].append(at)
            self._images[file].append(bytes(image))
            borne = max((when for when, *_, borne in self._names if borne == file), default=-1)
            self._certain.append((at, borne))


_KEPT = frozenset({"opened", "made", "wrote", "synced", "cut", "removed", "renamed", "marked"})


def _torn(offset: int, written: bytes, source: random.Random) -> tuple[int, bytes]:
    """Return some sectors of a write: its beginning, or its end, which a disk may write first."""
    sectors = source.randrange(1, len(written) // SECTOR + 1) * SECTOR
    if source.random() < 0.5:
        return offset, written[:sectors]
    return offset + len(written) - sectors, written[-sectors:]


def _apply(held: bytearray, offset: int, written: bytes | None) -> None:
    if written is None:
        del held[offset:]
        held.extend(bytes(offset - len(held)))
        return
    held.extend(bytes(max(0, offset - len(held))))
    held[offset : offset + len(written)] = written
