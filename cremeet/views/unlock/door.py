"""The ways into a vault, as the unlock screens use them.

The vault's room is imported when first used, on the background thread: the window shows before any of it is loaded.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cremeet.vault.slots import Cost
    from cremeet.vault.vault import Person, Vault


class Door(Protocol):
    """What the screens ask for. Everything may take seconds, and raises `VaultError` with a sentence."""

    def people(self, folder: Path) -> tuple[Person, ...]:
        """Return who can open the vault in `folder`."""
        ...

    def unlock(self, folder: Path, person_id: str, passphrase: str) -> Vault:
        """Open a vault."""
        ...

    def create(self, folder: Path, person: str, role: str, passphrase: str) -> Vault:
        """Make a vault, which becomes `folder`, and open it."""
        ...

    def prepare(self) -> None:
        """Load what opening will need, while the person types."""
        ...

    def suggest(self) -> str:
        """Return a passphrase of random words."""
        ...

    def check(self, passphrase: str) -> str | None:
        """Return why a typed passphrase will not do, or None."""
        ...


class VaultDoor:
    """The real vault. `cost` None measures how long a derivation may take on this machine when a vault is made."""

    def __init__(self, cost: Cost | None = None) -> None:
        self._cost = cost

    def people(self, folder: Path) -> tuple[Person, ...]:
        """Return who can open the vault in `folder`."""
        from cremeet.vault import vault

        return vault.people(folder)

    def unlock(self, folder: Path, person_id: str, passphrase: str) -> Vault:
        """Open a vault."""
        from cremeet.vault import vault

        return vault.unlock(folder, passphrase, person=person_id)

    def create(self, folder: Path, person: str, role: str, passphrase: str) -> Vault:
        """Make a vault and open it."""
        from cremeet.vault import vault

        return vault.create(folder, person=person, role=role, passphrase=passphrase, cost=self._cost)

    def prepare(self) -> None:
        """Import the database's rooms: 0.3 s that nobody then waits for."""
        import cremeet.services.packs
        import cremeet.vault.connection
        import cremeet.vault.thread  # noqa: F401 - imported for its effect

    def suggest(self) -> str:
        """Return a passphrase of random words."""
        from cremeet.vault import passphrases

        return passphrases.suggest()

    def check(self, passphrase: str) -> str | None:
        """Return why a typed passphrase will not do, or None."""
        from cremeet.vault import passphrases

        return passphrases.check(passphrase)
