"""An assistive technology: it knows a window by the roles and names of its tree, and by the events that it is sent.

It runs on the system's Python, which has the client library of AT-SPI, and knows nothing of the program or of Qt.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.accessibility import audit
from tests.accessibility.tree import STATE, Atspi, GLib, called, has, matches, role_of, said, walk

SYNTH = Atspi.KeySynthType
PATIENCE = 15.0
"""Seconds after which what is looked for is not coming."""
QUIET = 0.04
"""Seconds without an event after which a key has had its effect."""
_MOST = 200
"""More steps than this with one key lead nowhere new."""
KEYS = {
    "Tab": 0xFF09, "Return": 0xFF0D, "Escape": 0xFF1B, "space": 0x20, "Home": 0xFF50, "End": 0xFF57, "Left": 0xFF51,
    "Up": 0xFF52, "Right": 0xFF53, "Down": 0xFF54, "F1": 0xFFBE, "F6": 0xFFC3, "Backspace": 0xFF08, "Delete": 0xFFFF,
    "Ctrl": 0xFFE3, "Alt": 0xFFE9, "Shift": 0xFFE1,
}  # fmt: skip
CONTAINERS = {"list", "table", "tree table", "tree", "page tab list"}
"""What may hand the focus on to one of the things in it."""
_EVENTS = (
    "object:state-changed:focused", "object:announcement", "object:active-descendant-changed", "window:activate",
    "object:children-changed", "object:property-change", "object:text-changed", "object:selection-changed",
)  # fmt: skip


class LostError(AssertionError):
    """What was looked for is not in the tree, or was not said."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing that was said: `how` is "focus" or "announced"."""

    how: str
    words: str


class Reader:
    """Listens to one application and presses keys on it."""

    def __init__(self, name: str = "cremeet", patience: float = PATIENCE) -> None:
        """Wait for an application of this name on the accessibility bus. Raises LostError when none comes."""
        Atspi.init()
        self.heard: list[Heard] = []
        self.faults: list[str] = []
        self.looked = 0
        self._patience = patience
        self._last = 0.0
        self._focus: Any = None
        self._listener = Atspi.EventListener.new(self._hear)
        for kind in _EVENTS:
            self._listener.register(kind)
        self.app: Any = None
        self.wait(lambda: self._appears(name), f"an application called {name}", 30)

    def _appears(self, name: str) -> bool:
        desktop = Atspi.get_desktop(0)
        for number in range(desktop.get_child_count()):
            found = desktop.get_child_at_index(number)
            if found is not None and found.get_name() == name:
                self.app = found
                found.set_cache_mask(Atspi.Cache.NONE)  # what the program says now, not what it said once
                return True
        return False

    # -- listening -----------------------------------------------------------------------------------------------------
    def _hear(self, event: Any) -> None:
        self._last = time.monotonic()
        if event.type.startswith("object:announcement"):
            self.heard.append(Heard("announced", str(event.any_data)))
        elif event.type == "object:state-changed:focused" and event.detail1:
            self._focus = event.source
            self.heard.append(Heard("focus", said(event.source)))

    def listen(self, seconds: float = 0.0) -> None:
        """Take in what was sent, for at least so long."""
        ends = time.monotonic() + seconds
        context = GLib.MainContext.default()
        while True:
            while context.iteration(False):
                pass
            if time.monotonic() >= ends:
                return
            time.sleep(0.002)

    def settle(self) -> None:
        """Listen until nothing has been sent for a moment."""
        self._last = time.monotonic()
        ends = self._last + self._patience
        while time.monotonic() < ends and time.monotonic() - self._last < QUIET:
            self.listen(0.004)

    def wait(self, there: Callable[[], Any], what: str, patience: float = 0.0) -> None:
        """Listen until `there()` holds. Raises LostError, which says `what` did not come."""
        ends = time.monotonic() + (patience or self._patience)
        while True:
            self.listen()
            try:
                if there():
                    return
            except GLib.Error:
                pass  # a thing went while it was looked at
            if time.monotonic() > ends:
                raise LostError(f"{what}: not there; last heard {[one.words for one in self.heard[-6:]]}")
            time.sleep(0.01)

    def hears(self, words: str, how: str = "announced", since: int = 0) -> None:
        """Wait until something that holds `words` is said."""
        self.wait(lambda: any(one.how == how and words in one.words for one in self.heard[since:]), f"{how} “{words}”")

    # -- the tree ------------------------------------------------------------------------------------------------------
    def nodes(self) -> list[Any]:
        """Return all that is shown in the window in front, in the tree's order."""
        self.listen()
        windows = [self.app.get_child_at_index(n) for n in range(self.app.get_child_count())]
        shown = [one for one in windows if one is not None and has(one, STATE.SHOWING)]
        front = [one for one in shown if has(one, STATE.ACTIVE)] or [one for one in shown if has(one, STATE.MODAL)]
        return [node for one in front or shown for node in walk(one)]

    def all(self, role: str, name: str) -> list[Any]:
        """Return everything shown of a role and a name."""
        return [node for node in self.nodes() if matches(node, role, name)]

    def find(self, role: str, name: str) -> Any:
        """Wait for something of this role and name, and return the first. Raises LostError."""
        found: list[Any] = []

        def there() -> bool:
            found[:] = self.all(role, name)
            return bool(found)

        self.wait(there, f"{role or 'anything'} “{name}”")
        return found[0]

    def sees(self, words: str) -> None:
        """Wait until something shown says these words."""
        self.wait(lambda: any(words in called(node) for node in self.nodes()), f"the words “{words}”")

    def look(self, where: str) -> None:
        """Look through what is shown now for what is wrong with it, and remember that."""
        self.settle()
        self.looked += 1
        self.faults += [f"{where}: {one}" for one in audit.faults(self.nodes())]

    # -- the keyboard --------------------------------------------------------------------------------------------------
    def press(self, keys: str) -> None:
        """Press keys such as "Ctrl+Return", and listen until their effect is told."""
        *held, last = keys.split("+") if keys != "+" else ("+",)
        code = KEYS.get(last) or ord(last.lower())
        for one in held:
            Atspi.generate_keyboard_event(self._keycode(one), None, SYNTH.PRESS)
        Atspi.generate_keyboard_event(code, None, SYNTH.SYM)
        for one in reversed(held):
            Atspi.generate_keyboard_event(self._keycode(one), None, SYNTH.RELEASE)
        self.settle()

    @staticmethod
    def _keycode(name: str) -> int:
        return {"Ctrl": 37, "Shift": 50, "Alt": 64}[name]  # X's own codes, the same on every keyboard of Xvfb

    def type(self, words: str) -> None:
        """Type plain words into what has the focus."""
        Atspi.generate_keyboard_event(0, words, SYNTH.STRING)
        self.settle()

    @property
    def focus(self) -> Any:
        """What has the focus. Raises LostError when nothing has."""
        self.wait(self._has_focus, "something with the focus")
        return self._focus

    def _has_focus(self) -> bool:
        """Look for the focus in the tree where no event told of it: only at the start, before anybody listened."""
        if self._focus is None:
            states = (STATE.FOCUSED, STATE.FOCUSABLE)
            self._focus = next((one for one in self.nodes() if all(has(one, each) for each in states)), None)
        return self._focus is not None and has(self._focus, STATE.SHOWING)

    def tab_to(self, role: str, name: str) -> Any:
        """Press Tab until what is spoken has this role and name. Raises LostError when it never is."""
        passed: list[str] = []

        def round_once() -> bool:
            passed.clear()
            for _ in range(_MOST):
                here = self.focus
                if at := _here_or_around(here, role, name):
                    found[:] = [at]
                    return True
                if passed and said(here) == passed[0] and len(passed) > 1:
                    return False
                passed.append(said(here))
                self.press("Tab")
            return False

        found: list[Any] = []
        try:
            self.wait(round_once, f"{role} “{name}” by Tab")
        except LostError as error:
            raise LostError(f"{error}; Tab passes {passed}") from None
        return found[0]

    def enter(self, name: str, words: str, role: str = "text") -> Any:
        """Go to the field named so and type, over what was there."""
        field = self.tab_to(role, name)
        self.press("Ctrl+A")
        self.type(words)
        return field

    def choose(self, name: str, words: str) -> None:
        """Choose from a list with the arrow keys, by what is spoken of each choice."""
        self.tab_to("combo box", name)
        self.press("Home")
        seen: list[str] = []
        while self.focus.get_name() not in seen:
            seen.append(str(self.focus.get_name()))
            if seen[-1].startswith(words):
                return
            self.press("Down")
        raise LostError(f"“{name}” offers {seen}, not “{words}”")

    def push(self, name: str) -> None:
        """Push the button named so."""
        self.tab_to("push button", name)
        self.press("space")

    def tick(self, name: str) -> None:
        """Tick the box named so, and hear that it is ticked."""
        box = self.tab_to("check box", name)
        if not has(box, STATE.CHECKED):
            self.press("space")
        self.wait(lambda: has(box, STATE.CHECKED), f"a tick in “{name}”")

    def mark(self, group: str, name: str) -> None:
        """Mark one of a few: Tab leads to the group, the arrow keys go along it."""
        wanted = f"{group}: {name}"
        self.tab_to("radio button", f"{group}: …")
        for keys in (("Right", "Down"), ("Left", "Up")):
            while not matches(self.focus, "radio button", wanted) and self._moves(*keys):
                pass
        if not matches(self.focus, "radio button", wanted):
            raise LostError(f"“{group}” does not offer “{name}”, but “{said(self.focus)}”")
        marked = self.focus
        if not has(marked, STATE.CHECKED):
            self.press("space")
        self.wait(lambda: has(marked, STATE.CHECKED), f"a mark at “{wanted}”")

    def _moves(self, *keys: str) -> bool:
        """Press the first of `keys` that moves the focus; the answers stand beside or under each other."""
        here = called(self.focus)
        for key in keys:
            self.press(key)
            if called(self.focus) != here:
                return True
        return False

    def row(self, name: str, words: str) -> Any:
        """Go to the list or table named so, and down it to the row that holds these words."""
        self.tab_to("list|table", name)
        self.press("Ctrl+Home")
        seen: list[str] = []
        while len(seen) < 2 or seen[-1] != seen[-2]:
            row = self._row_in_hand()
            seen.append(said(row))
            if words in seen[-1]:
                return row
            self.press("Down")
        raise LostError(f"“{name}” has {seen}, not “{words}”")

    def _row_in_hand(self) -> Any:
        """Return the row that has the focus; a list that has just been entered has it marked, and tells nothing."""
        here = self.focus
        if role_of(here) in {"list", "table"}:
            return next((one for one in walk(here) if one is not here and has(one, STATE.FOCUSED)), here)
        return here

    def tab_page(self, words: str) -> None:
        """Go to the bar of tabs that has this one, and along it."""
        found = self.find("page tab", f"{words}…")
        self.tab_to("page tab list", called(found.get_parent()))
        for key in ("Left", "Right"):
            for _ in range(12):
                if has(found, STATE.SELECTED):
                    return
                self.press(key)
        raise LostError(f"the tab “{words}” cannot be reached")

    @contextmanager
    def dialog(self, name: str) -> Iterator[None]:
        """Wait for the question named so, have it answered, and wait until it is gone."""
        self.find("dialog", name)
        self.look(name)
        yield
        self.wait(lambda: not self.all("dialog", name), f"the end of “{name}”")


def _here_or_around(node: Any, role: str, name: str) -> Any:
    """Return the thing itself, or the list or table that it is in, where it has this role and name; else None."""
    if matches(node, role, name):
        return node
    parent = node.get_parent()
    for _ in range(2):
        if parent is not None and role_of(parent) in CONTAINERS and matches(parent, role, name):
            return parent
        parent = parent.get_parent() if parent is not None else None
    return None
