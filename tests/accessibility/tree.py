"""The tree that a program shows to an assistive technology: what a thing is, what it is called, what is in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 - the version has to be asked for first

STATE, RELATION = Atspi.StateType, Atspi.RelationType


def has(node: Any, state: Any) -> bool:
    """Say whether a thing of the tree is in a state; one that is gone is in none."""
    try:
        return bool(node.get_state_set().contains(state))
    except GLib.Error:
        return False


def called(node: Any) -> str:
    """Return what a thing is called: the words of what labels it, else its own name, as Orca has it."""
    try:
        node.set_cache_mask(Atspi.Cache.NONE)
        for relation in node.get_relation_set():
            if relation.get_relation_type() == RELATION.LABELLED_BY:
                labels = [relation.get_target(n).get_name() for n in range(relation.get_n_targets())]
                if any(labels):
                    return " ".join(one for one in labels if one)
        return str(node.get_name() or "")
    except GLib.Error:
        return ""


def role_of(node: Any) -> str:
    """Return the name of a thing's role."""
    try:
        return str(node.get_role_name())
    except GLib.Error:
        return "gone"


def said(node: Any) -> str:
    """Return what would be spoken when a thing gets the focus: its name, role, value or state, and description."""
    role, name = role_of(node), called(node)
    parts = [name, role]
    if role == "combo box":
        parts.append(str(node.get_name() or ""))
    for state, words in ((STATE.CHECKED, "checked"), (STATE.SELECTED, "selected"), (STATE.EXPANDED, "expanded"),
                         (STATE.REQUIRED, "required"), (STATE.INVALID_ENTRY, "invalid")):  # fmt: skip
        if has(node, state):
            parts.append(words)
    with suppress(GLib.Error):
        parts.append(str(node.get_description() or ""))
    return ", ".join(one for one in parts if one)


def matches(node: Any, role: str, name: str) -> bool:
    """Say whether a thing has this role ("" for any, "list|table" for either) and name ("…" for what is left open)."""
    if role and role_of(node) not in role.split("|"):
        return False
    try:
        names = {called(node), str(node.get_name() or "")}
    except GLib.Error:
        return False
    return any(_same(one, name) for one in names)


def _same(words: str, name: str) -> bool:
    if name.startswith("…") and name.endswith("…"):
        return name[1:-1] in words
    if name.endswith("…"):
        return words.startswith(name[:-1])
    return words.endswith(name[1:]) if name.startswith("…") else words == name


def walk(node: Any) -> Iterator[Any]:
    """Return a thing and all that is in it and shown."""
    yield node
    try:
        count = node.get_child_count()
        children = [node.get_child_at_index(number) for number in range(count)]
    except GLib.Error:
        return
    for child in children:
        if child is not None and has(child, STATE.SHOWING):
            yield from walk(child)
