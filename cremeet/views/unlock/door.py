"""What the unlock screens need of a vault, imported when first used.

The window shows before SQLAlchemy is loaded: everything here is called on the background thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who can open a vault."""

    id: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class NewVault:
    """What is asked for when a vault is made."""

    folder: Path
    """The vault's own folder, NAME.cremeet, which does not exist yet."""
    name: str
    """The person's."""
    role: str
    passphrase: str


class Door(Protocol):
    """The ways in. Each may take seconds and raises `VaultError` with a sentence; `Any` is the vault's open record."""

    def people(self, folder: Path) -> tuple[Person, ...]:
        """Return who can open the vault in `folder`."""
        ...

    def unlock(self, folder: Path, person_id: str, passphrase: str) -> Any:
        """Open the vault."""
        ...

    def create(self, wanted: NewVault) -> Any:
        """Make a vault and open it."""
        ...

    def suggest(self) -> str:
        """Return a passphrase of random words."""
        ...

    def check(self, passphrase: str) -> str:
        """Return why a typed passphrase will not do, or an empty string."""
        ...
