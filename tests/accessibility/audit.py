"""What is wrong with a tree of roles and names, whatever it says."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tests.accessibility.tree import STATE, called, has, role_of

WINDOWS = {"frame", "window", "dialog", "alert", "file chooser"}
_TYPED_INTO = {"text", "password text", "spin button"}
_ANNOUNCED = {"push button", "check box", "radio button", "combo box", "list", "table", "page tab list", "progress bar"}
NAMED = _TYPED_INTO | _ANNOUNCED
"""Roles that are of no use without a name, whether they take the focus or not."""


def faults(nodes: list[Any]) -> list[str]:
    """Return the faults of what is shown in one window, the window first."""
    found = [] if role_of(nodes[0]) in WINDOWS else [f"the window has the role {role_of(nodes[0])}"]
    if not called(nodes[0]):
        found.append("the window has no name")
    if not str(nodes[0].get_object_locale()).startswith("en"):
        found.append(f"the window is read in the language “{nodes[0].get_object_locale()}”")
    seen: Counter[tuple[str, str]] = Counter()
    for node in nodes:
        role, name = role_of(node), called(node)
        focusable = has(node, STATE.FOCUSABLE)
        if not name.strip() and (focusable or role in NAMED):
            found.append(f"{role} without a name, in {_around(node)}")
        if role in {"unknown", "invalid"} and (focusable or name):
            found.append(f"“{name}” has no role, in {_around(node)}")
        if role == "combo box" and name == str(node.get_name() or ""):
            found.append(f"combo box “{name}” has its value for a name, in {_around(node)}")
        if role in NAMED and focusable:
            seen[role, name] += 1
        if role == "table" and not _has_headings(node):
            found.append(f"table “{name}” without headings")
    found += [f"{count} of {role} are called “{name}”" for (role, name), count in seen.items() if count > 1 and name]
    return found


def _has_headings(table: Any) -> bool:
    return any(
        "header" in role_of(table.get_child_at_index(number)) for number in range(min(table.get_child_count(), 20))
    )


def _around(node: Any) -> str:
    """Return what the nearest named thing around a thing is called."""
    parent = node.get_parent()
    while parent is not None and not called(parent):
        parent = parent.get_parent()
    return "nothing" if parent is None else f"{role_of(parent)} “{called(parent)}”"
