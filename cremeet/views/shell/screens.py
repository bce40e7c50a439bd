"""Where each screen is made, imported when it is first asked for so that the window opens quickly."""

from __future__ import annotations

import importlib
from typing import cast

from cremeet.views.fields.page import Page
from cremeet.views.navigation import Desk

SCREENS = {
    "children": ("cremeet.views.children", "ChildrenPage"),
    "child": ("cremeet.views.children", "ChildPage"),
    "meetings": ("cremeet.views.planner", "MeetingsPage"),
    "planner": ("cremeet.views.planner", "PlannerPage"),
    "meeting": ("cremeet.views.meeting", "MeetingPage"),
    "risk": ("cremeet.views.risk", "RiskPage"),
    "plan": ("cremeet.views.plan", "PlanPage"),
    "read-back": ("cremeet.views.readback", "ReadBackPage"),
    "close": ("cremeet.views.close", "ClosePage"),
    "send": ("cremeet.views.send", "SendPage"),
    "actions": ("cremeet.views.actions", "ActionsPage"),
    "directory": ("cremeet.views.directory", "DirectoryPage"),
    "practice": ("cremeet.views.practice", "PracticePage"),
    "library": ("cremeet.views.library", "LibraryPage"),
    "vault": ("cremeet.views.vault", "VaultPage"),
}
"""Each screen's package and class; every class takes the desk first, then the ids that the navigator was given."""


def exists(screen: str) -> bool:
    """Return whether the screen has been built."""
    package, name = SCREENS[screen]
    try:
        return hasattr(importlib.import_module(package), name)
    except ModuleNotFoundError:
        return False


def make(screen: str, desk: Desk, *ids: str | None) -> Page:
    """Make a screen for these ids."""
    package, name = SCREENS[screen]
    made = cast("Page", getattr(importlib.import_module(package), name)(desk, *ids))
    made.topic = made.topic or screen
    return made
