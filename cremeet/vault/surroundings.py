"""What this machine says about a place: its system, its environment, its mounts. A test hands in another machine.

Nothing here raises: a question that the machine does not answer counts as answered with nothing.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

DRIVE_REMOTE = 4
"""What Windows answers for a drive letter that stands for a network share."""

_MOST = 262_144
"""Bytes read of another program's settings: more is none that names a folder."""


def _nothing() -> str:
    return ""


def _none() -> tuple[str, ...]:
    return ()


def read(path: Path) -> str:
    """Return the beginning of a text file, or nothing where it cannot be read."""
    try:
        with path.open("rb") as opened:
            return opened.read(_MOST).decode("utf-8", "replace")
    except (OSError, ValueError):
        return ""


def takes_writing(folder: Path) -> bool:
    """Say whether a file can be written in `folder`, by writing one; nothing of it stays, not even after a kill."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"\0")
            file.flush()
    except (OSError, ValueError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class Surroundings:
    """One machine, as far as the choice of a place for a vault has to know it."""

    platform: str = sys.platform
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    home: Path = Path()
    resolve: Callable[[str], str] = os.path.realpath
    exists: Callable[[Path], bool] = os.path.lexists
    writable: Callable[[Path], bool] = takes_writing
    mounts: Callable[[], str] = _nothing
    """The text of /proc/self/mountinfo (Linux)."""
    drive_type: Callable[[str], int] = lambda _: 0
    """What kind of drive a root such as Z:\\ is (Windows)."""
    engines: Callable[[], tuple[str, ...]] = _none
    """The folders that OneDrive says it synchronises, SharePoint's libraries among them (Windows)."""

    def pure(self, place: str) -> PurePath:
        """Return a path as this machine's system compares it: on Windows, whatever its letters' case."""
        return PureWindowsPath(place) if self.platform == "win32" else PurePosixPath(place)


def here() -> Surroundings:
    """Return this machine."""
    home = Path()
    with suppress(RuntimeError):
        home = Path.home()
    return Surroundings(
        home=home,
        mounts=lambda: read(Path("/proc/self/mountinfo")) if sys.platform.startswith("linux") else "",
        drive_type=_drive_type,
        engines=_engines,
    )


def _drive_type(root: str) -> int:
    if sys.platform == "win32":
        import ctypes

        with suppress(OSError, AttributeError):
            return int(ctypes.windll.kernel32.GetDriveTypeW(root))
    return 0


def _engines() -> tuple[str, ...]:
    found: list[str] = []
    if sys.platform == "win32":
        import winreg

        with (
            suppress(OSError),
            winreg.OpenKey(winreg.HKEY_CURRENT_USER, r"Software\SyncEngines\Providers\OneDrive") as providers,
        ):
            for number in range(winreg.QueryInfoKey(providers)[0]):
                with suppress(OSError), winreg.OpenKey(providers, winreg.EnumKey(providers, number)) as provider:
                    found.append(str(winreg.QueryValueEx(provider, "MountPoint")[0]))
    return tuple(found)
