"""What can be done, as Qt's own actions: its words, its keys, and whether it can be done now.

There is no second list. Shortcuts, the menu, the sheet of keys (Ctrl+/), the palette (Ctrl+K), the bar at the foot and
the help panel are all made from the actions that the widgets of a window carry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QWidget

_GROUP, _HINT, _OURS = "group", "hint", "command"
STANDS_FOR = "stands-for-command"
"""The property of a button whose keys another widget has."""


@dataclass(frozen=True, slots=True)
class Known:
    """A command as it stands now: words, keys as this computer writes them, its group, and whether it can be done.

    `hint` is its words in the bar at the foot, empty where it has no place there.
    """

    words: str
    keys: str
    group: str
    hint: str
    ready: bool
    action: QAction


@dataclass(frozen=True, slots=True)
class Jump:
    """Something that the palette leads to and that is no command: an agenda item, a person, an action."""

    words: str
    group: str
    does: Callable[[], object]


def command(
    on: QWidget, words: str, keys: str | Iterable[str], does: Callable[[], object], *, group: str = "", hint: str = ""
) -> QAction:
    """Give a widget a command, which works while the widget shows and is enabled, and return it.

    `keys` are in Qt's portable form ("Ctrl+Down"); several mean the same. `group` is a heading of the menu and the
    sheet, by default that of the screen.
    """
    made = QAction(words, on)
    made.setShortcuts([QKeySequence(each) for each in ([keys] if isinstance(keys, str) else keys)])
    made.setProperty(_OURS, True)
    made.setProperty(_GROUP, group)
    made.setProperty(_HINT, hint)
    made.triggered.connect(lambda _=False: does())
    on.addAction(made)
    return made


def stands_for_command(*buttons: QAbstractButton) -> None:
    """Say of buttons that what they do is a command of another widget, or belongs to one line of a list.

    Every other button of a page has keys of its own: a test looks.
    """
    for one in buttons:
        one.setProperty(STANDS_FOR, True)


def commands_in(root: QWidget, *, without: QWidget | None = None) -> tuple[Known, ...]:
    """Return the commands that a widget and what shows inside it carry, in the order in which they were given.

    What lies in `without` is left out.
    """
    found = []
    for widget in (root, *root.findChildren(QWidget)):
        if not widget.isVisible() or (without is not None and (widget is without or without.isAncestorOf(widget))):
            continue
        found += [_known(widget, one) for one in widget.actions() if one.property(_OURS)]
    return tuple(found)


def native(keys: str) -> str:
    """Return keys as this computer writes them."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _known(widget: QWidget, action: QAction) -> Known:
    words = action.text()
    if isinstance(widget, QAbstractButton) and not words:  # what a button says may change
        words = widget.accessibleName() or widget.text().replace("&&", "&")
    return Known(
        words=words.rstrip("…"),
        keys=action.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
        group=str(action.property(_GROUP) or ""),
        hint=str(action.property(_HINT) or ""),
        ready=widget.isEnabled() and action.isEnabled(),
        action=action,
    )
