"""One sitting at the real application: the door, a vault on disk, the record's thread and the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from cremeet import app as joint
from cremeet.clock import SteppingClock
from cremeet.vault.slots import FLOOR
from cremeet.views.unlock.door import VaultDoor


def sit(
    qapp: QApplication,
    monkeypatch: Any,
    play: Callable[[], None],
    *,
    clock: SteppingClock,
    settings_folder: Path,
    vault: Path | None = None,
) -> tuple[int, list[list[str]]]:
    """Run the application, and `play` once its door is up; return the exit code and how it began again.

    Keys are derived at the lowest cost that the vault allows.
    """
    failed: list[BaseException] = []
    begun: list[list[str]] = []
    knock = joint.House.knock

    def playing() -> None:
        try:
            play()
        except BaseException as error:  # noqa: BLE001 - told once the sitting has ended
            failed.append(error)
            qapp.exit(1)

    def knocked(house: joint.House, folder: Path | None) -> None:
        knock(house, folder)
        QTimer.singleShot(0, house, playing)

    with monkeypatch.context() as patched:
        patched.setattr(joint.House, "knock", knocked)
        code = joint.run(
            vault,
            door=VaultDoor(FLOOR),
            clock=clock,
            idle_ms=3_600_000,
            settings_folder=settings_folder,
            again=lambda arguments: begun.append(arguments) or 0,
        )
    if failed:
        raise failed[0]
    return code, begun
