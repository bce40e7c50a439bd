"""Where a person can always go, and the keys that work everywhere: what the rail, the menu and the help show."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from cremeet.views.shell import screens
from cremeet.views.shell.key_bar import Keys
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


def everywhere(places: tuple[Entry, ...]) -> Keys:
    """Return the keys that work on every screen; the first three have room at the foot of the window."""
    return (
        ("F6", _say("next part")),
        ("F1", _say("help")),
        ("Ctrl+L", _say("lock")),
        ("F12", _say("blank every window, and show it again")),
        ("Alt+←", _say("back")),
        *((entry.key, entry.words.lower()) for entry in places if not entry.foot),
        ("Ctrl+,", _say("settings")),
        ("Ctrl++", _say("larger text")),
        ("Ctrl+−", _say("smaller text")),
        ("Ctrl+Q", _say("close cremeet")),
    )


def _say(text: str) -> str:
    return QCoreApplication.translate("MainWindow", text)
