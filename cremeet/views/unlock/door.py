"""The ways into a vault, as the unlock screens use them.

The vault's room is imported when first used, on the background thread: the window shows before any of it is loaded.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cremeet.errors import ExportError, UnwritableError

if TYPE_CHECKING:
    from cremeet.practice.pack import Pack
    from cremeet.services.letterhead import Letterhead
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

    def shipped_council(self) -> str:
        """Return the name that the shipped practice has for the council."""
        ...

    def template(self, file: Path) -> tuple[Letterhead, str]:
        """Return what a council's Word template gives, and what it lacks in one sentence, or nothing."""
        ...

    def practice(self, folder: Path) -> Pack:
        """Return the shipped practice with a council's folder laid over it."""
        ...

    def set_up(self, vault: Vault, council: str, pack: Pack | None, letterhead: Letterhead | None) -> None:
        """Keep what a council said of itself in a vault that was just made, whole or not at all."""
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

    def read_only(self, folder: Path) -> str:
        """Return why the vault in `folder` will open to read only, or nothing for a living one."""
        ...

    def check_code(self, code: str) -> str | None:
        """Return what is wrong with a recovery code as typed, or None; whether it opens is the vault's to say."""
        ...

    def recover(self, folder: Path, code: str, person_id: str, passphrase: str) -> Vault:
        """Open a vault with its recovery code and give the person a new passphrase."""
        ...

    def new_recovery_code(self, vault: Vault) -> str:
        """Make a recovery code, which takes the place of any other."""
        ...

    def make_card(self, name: str, role: str, passphrase: str, to: Path) -> tuple[str, ...]:
        """Write an enrolment card and return its check words."""
        ...

    def people_in(self, file: Path) -> tuple[Person, ...]:
        """Return who can open the vault in a file that was handed over."""
        ...

    def losses(self) -> dict[str, str]:
        """Return why a file may be taken although it is older than a vault known here: words by id."""
        ...

    def receive(self, file: Path, place: Path, person_id: str, passphrase: str, loss: str) -> Vault:
        """Move a vault that was handed over into `place`, and open it; `loss` is one of `losses`, or nothing."""
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

    def shipped_council(self) -> str:
        """Return the name that the shipped practice has for the council."""
        from cremeet import paths
        from cremeet.practice import loader

        return loader.load(paths.shipped_practice()).about.council

    def template(self, file: Path) -> tuple[Letterhead, str]:
        """Return what a council's Word template gives, and what it lacks in one sentence, or nothing."""
        from cremeet.exports.word.template import LARGEST, read_template
        from cremeet.services.letterhead import Letterhead

        try:
            with file.open("rb") as opened:
                content = opened.read(LARGEST + 1)
        except OSError:
            raise ExportError("That file cannot be read; check where it is and whether it is open elsewhere.") from None
        try:
            return Letterhead(file.name, read_template(content).to_json()), ""
        except ExportError as error:
            try:
                taken = read_template(content, fallback=True)
            except ExportError:
                raise error from None  # nothing of ours can stand in for that
            return Letterhead(file.name, taken.to_json()), str(error)

    def practice(self, folder: Path) -> Pack:
        """Return the shipped practice with a council's folder laid over it."""
        from cremeet.practice import check

        return check.load_over_shipped(folder)

    def set_up(self, vault: Vault, council: str, pack: Pack | None, letterhead: Letterhead | None) -> None:
        """Keep what a council said of itself in a vault that was just made, whole or not at all."""
        from cremeet.services import setting_up
        from cremeet.services.unit import context
        from cremeet.vault.thread import unit_of_work

        with unit_of_work(vault.engine, context(vault.person.name, vault.clock)) as session:
            setting_up.set_up(session, setting_up.Chosen(council, pack, letterhead))

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

    def check_code(self, code: str) -> str | None:
        """Return what is wrong with a recovery code as typed, or None."""
        from cremeet.vault import recovery

        return recovery.mistyped(code)

    def recover(self, folder: Path, code: str, person_id: str, passphrase: str) -> Vault:
        """Open a vault with its recovery code and give the person a new passphrase."""
        from cremeet.vault import recovery

        return recovery.recover(folder, code, person_id, passphrase, self._cost)

    def new_recovery_code(self, vault: Vault) -> str:
        """Make a recovery code, which takes the place of any other."""
        from cremeet.vault import recovery

        return recovery.new_recovery_code(vault)

    def make_card(self, name: str, role: str, passphrase: str, to: Path) -> tuple[str, ...]:
        """Write an enrolment card and return its check words."""
        from cremeet.vault import cards

        made = cards.make_card(name, role, passphrase, self._cost)
        try:
            to.write_bytes(made)
        except OSError:
            raise UnwritableError("The card could not be written there; choose another place.") from None
        return tuple(cards.check_words(made).split())

    def read_only(self, folder: Path) -> str:
        """Return why the vault in `folder` will open to read only, or nothing for a living one."""
        from cremeet.vault import custody

        return custody.where(folder).sentence

    def people_in(self, file: Path) -> tuple[Person, ...]:
        """Return who can open the vault in a file that was handed over."""
        from cremeet.vault import custody

        return custody.people_in(file)

    def losses(self) -> dict[str, str]:
        """Return why a file may be taken although a living vault was known, in words by id."""
        from cremeet.vault import custody

        return custody.LOSSES

    def receive(self, file: Path, place: Path, person_id: str, passphrase: str, loss: str) -> Vault:
        """Move a vault that was handed over into `place`, and open it."""
        from cremeet.vault import custody

        return custody.receive(file, place, passphrase, person_id, after_loss=loss)
