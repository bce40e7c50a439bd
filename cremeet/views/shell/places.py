"""Where a person can always go: what the rail shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from cremeet.views.shell import screens
from cremeet.views.shell.rail import Entry


def entries(
    go: Mapping[str, Callable[[], None]], toggle_help: Callable[[], None], toggle_settings: Callable[[], None]
) -> tuple[Entry, ...]:
    """Return the places that `go` leads to, each with its key, and help and settings at the foot."""
    places = (
        ("children", _say("Children"), "users"),
        ("meetings", _say("Meetings"), "users-group"),
        ("actions", _say("Actions"), "list-check"),
        ("directory", _say("Directory"), "user-plus"),
        ("practice", _say("Practice"), "template"),
        ("vault", _say("Vault"), "shield-lock"),
    )
    there = [one for one in places if one[0] in go and screens.exists(one[0])]
    return (
        *(Entry(name, words, icon, f"Alt+{n}", go[name]) for n, (name, words, icon) in enumerate(there, 1)),
        Entry("help", _say("Help"), "help", "F1", toggle_help, foot=True),
        Entry("settings", _say("Settings"), "settings", "Ctrl+,", toggle_settings, foot=True),
    )


def _say(text: str) -> str:
    return QCoreApplication.translate("MainWindow", text)
