"""Where things lie: resources beside the program, settings and vaults in the person's own folders.

This module holds the one test for a frozen build.
"""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs


def resources() -> Path:
    """Return the folder of shipped resources, in a checkout, an installed copy or a frozen build."""
    if getattr(sys, "frozen", False):
        return Path(sys._MEIPASS) / "resources"  # type: ignore[attr-defined]  # PyInstaller's documented name
    return Path(__file__).resolve().parent.parent / "resources"


def shipped_practice() -> Path:
    """Return the folder of the practice pack that ships with the program."""
    return resources() / "practice"


def settings_folder() -> Path:
    """Return the person's folder for window and theme settings; nothing of a case is ever kept there."""
    return Path(platformdirs.user_config_dir("cremeet", appauthor=False))


def state_folder() -> Path:
    """Return the person's folder for what this machine alone remembers: never case data, and never a roaming one."""
    return Path(platformdirs.user_state_dir("cremeet", appauthor=False))


def rehearsal_vault() -> Path:
    """Return where the practice meeting's vault lies: in a folder of its own, where no real vault may."""
    return vaults_folder() / "practice-meeting" / "Practice meeting.cremeet"


def vaults_folder() -> Path:
    """Return the folder offered first for a new vault: on this machine's own disk, not a roaming one."""
    return Path(platformdirs.user_data_dir("cremeet", appauthor=False, roaming=False))
