"""What the program offers to each role. It is not cryptographic: whoever can unlock can read the whole record.

A role keeps people out of each other's way and asks before what cannot be undone; it stops nobody who brings a program
of their own. Someone who may have less than the record gets a document, never a slot.
"""

from __future__ import annotations

from collections.abc import Iterable

PEOPLE, SETTINGS, AUDIT, ERASE, HAND_OVER, BACKUPS = "people", "settings", "audit", "erase", "hand-over", "backups"
EVERYTHING = frozenset({PEOPLE, SETTINGS, AUDIT, ERASE, HAND_OVER, BACKUPS})
OFFERED = {
    "administrator": EVERYTHING,
    "manager": frozenset({PEOPLE, AUDIT, ERASE, HAND_OVER, BACKUPS}),
    "chair": frozenset({HAND_OVER, BACKUPS}),
    "minute-taker": frozenset({HAND_OVER, BACKUPS}),
}
KEEPERS = frozenset({"administrator", "manager"})
"""The roles that look after a vault's people."""


def offered(role: str, roles: Iterable[str]) -> frozenset[str]:
    """Return what somebody of `role` is offered, in a vault whose people have these `roles`.

    In a vault that has neither an administrator nor a manager, its chairs look after everything; without a chair too,
    everybody does, or nobody could ever be let in.
    """
    there = set(roles)
    if role in OFFERED and not KEEPERS & there and (role == "chair" or "chair" not in there):
        return EVERYTHING
    return OFFERED.get(role, frozenset())
