"""The roles that a person can have in a vault, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

ROLES = ("chair", "minute-taker", "manager", "administrator")
"""The vault's own roles, repeated here so that the window opens without loading it; a test holds the two together."""


def role_title(role: str) -> str:
    """Return a role as people read it; one that is not known here is shown as it stands."""
    titles = {
        "chair": QCoreApplication.translate("Roles", "Chair"),
        "minute-taker": QCoreApplication.translate("Roles", "Minute-taker"),
        "manager": QCoreApplication.translate("Roles", "Manager"),
        "administrator": QCoreApplication.translate("Roles", "Administrator"),
    }
    return titles.get(role, role)
