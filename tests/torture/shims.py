"""Our own preloaded libraries: built from tests/shims with the machine's C compiler, into a passing folder."""

from __future__ import annotations

import ctypes
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SOURCES = Path(__file__).resolve().parents[1] / "shims"
ROOT = SOURCES.parents[1]
_HEAD = struct.Struct("<4sIQqII")
KINDS = ("", "opened", "made", "wrote", "synced", "cut", "removed", "renamed", "socket", "stream", "marked")


def missing() -> str:
    """Return what this machine lacks for a preloaded library, "" for nothing."""
    if sys.platform != "linux":
        return "preloaded libraries are tried on Linux alone"
    return "" if shutil.which("cc") else "there is no C compiler (cc)"


def can_refuse() -> bool:
    """Say whether the library that refuses writes is preloaded in this process."""
    return hasattr(ctypes.CDLL(None), "refuse")


def built(name: str, folder: Path) -> Path:
    """Compile tests/shims/NAME.c and return the library."""
    library = folder / f"{name}.so"
    command = [
        "cc",
        "-O1",
        "-Wall",
        "-shared",
        "-fPIC",
        "-o",
        str(library),
        str(SOURCES / f"{name}.c"),
        "-ldl",
        "-lpthread",
    ]
    subprocess.run(command, check=True, timeout=60)
    return library


class Operation(NamedTuple):
    """One thing that a process did: `path` is whole, `at` an offset, a length, or an acknowledged number."""

    what: str
    inode: int
    at: int
    path: str
    bytes: bytes


def operations(trace: Path) -> Iterator[Operation]:
    """Yield what was recorded, in order; a last record that a kill cut short is left out."""
    raw = trace.read_bytes() if trace.exists() else b""
    at = 0
    while at + _HEAD.size <= len(raw):
        mark, what, inode, offset, path_length, length = _HEAD.unpack_from(raw, at)
        assert mark == b"TRC1", "the trace is broken"
        at += _HEAD.size
        if at + path_length + length > len(raw):
            return
        path = os.fsdecode(raw[at : at + path_length])
        yield Operation(KINDS[what], inode, offset, path, raw[at + path_length : at + path_length + length])
        at += path_length + length


def traced(library: Path, trace: Path, folder: Path, module: str, *arguments: object, **environment: str) -> None:
    """Run a module of the tests as a program of its own, recording what it does in `folder`.

    Raises AssertionError with what it said when it does not end well.
    """
    ran = subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        cwd=ROOT,
        env=os.environ
        | {"LD_PRELOAD": str(library), "TRACE_TO": str(trace), "TRACE_FOLDER": str(folder)}
        | environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, f"{module} ended with {ran.returncode}: {ran.stderr[-1500:]}"


def mark(number: int) -> None:
    """Put a number into the trace of this process: what it stands for has been acknowledged."""
    ctypes.CDLL(None).trace_mark(ctypes.c_long(number))
