"""Who can open a vault: each with a passphrase of their own, added by a card, removed by a change of key.

These are verbs on an open vault, for the record's own thread. Each is noted in the record of who did what, and the key
file is whole at every instant.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from cremeet.errors import ChoosePersonError, VaultError, WrongPassphraseError
from cremeet.vault import audit, keyfile, passphrases, rekeying
from cremeet.vault.roles import OFFERED
from cremeet.vault.slots import Cost, calibrate, rewrap, seal, unwrap
from cremeet.vault.vault import RECORD, Person

if TYPE_CHECKING:
    from cremeet.vault.vault import Vault


def people_inside(vault: Vault) -> tuple[Person, ...]:
    """Return who can open the vault, by name, as it is authenticated."""
    found = (Person(slot["id"], slot["name"], slot["role"]) for slot in _own(vault))
    return tuple(sorted(found, key=lambda person: person.name.casefold()))


def change_passphrase(vault: Vault, old: str, new: str, cost: Cost | None = None) -> None:
    """Give the person who opened the vault another passphrase; nobody else's changes, and no key does.

    An older copy of the key file still opens with the old one. Raises WrongPassphraseError where `old` is not theirs,
    VaultError where `new` will not do, UnwritableError. `cost` None calibrates Argon2id to about a second.
    """
    slot = _slot(vault, vault.person.id)
    try:
        seed = unwrap(slot, old)
    except WrongPassphraseError:
        raise WrongPassphraseError("That is not your present passphrase; please type it again.") from None
    refused = passphrases.check(new)
    if refused:
        raise VaultError(refused)
    fresh = rewrap(slot, seed, new, cost or calibrate())
    with _noted(vault, audit.PASSPHRASE_CHANGED, slot["id"]):
        _put(vault, fresh)


def add_person(vault: Vault, slot: dict[str, Any], role: str | None = None) -> Person:
    """Let somebody open the vault, by the slot of their card, or one made beside the administrator (`cards.new_slot`).

    `role` is the one that is given, by default the one asked for. Raises VaultError where somebody of that name or
    that card is in it already, or there is no room for more.
    """
    known = vault.keys.content["slots"]
    made = slot | {"role": role or slot["role"]}
    if not keyfile.is_slot(made) or made["kind"] != "passphrase" or made["role"] not in OFFERED:
        raise VaultError("That card will not do; ask for it to be made again.")
    if any(one["id"] == made["id"] for one in known):
        raise VaultError("That card is in this vault already.")
    if any(one["name"].casefold() == made["name"].casefold() for one in _own(vault)):
        raise VaultError("Somebody of that name can open this vault already; have the card made with a fuller name.")
    if len(known) >= keyfile.MAX_SLOTS:
        raise VaultError("No more people can be added to this vault; remove somebody who has left first.")
    end_change(vault)
    current = vault.keys.content["current"]
    sealed = {**current["sealed"], made["id"]: seal(vault.id, made, vault.keys.current())}
    with _noted(vault, audit.PERSON_ADDED, made["id"], role=made["role"]):
        vault.sign(slots=[*known, made], current=current | {"sealed": sealed})
    return Person(made["id"], made["name"], made["role"])


def set_role(vault: Vault, person_id: str, role: str) -> None:
    """Give somebody another role. Raises VaultError for one that there is not, ChoosePersonError for nobody's id."""
    if role not in OFFERED:
        raise VaultError("Please choose a role from the list.")
    slot = _slot(vault, person_id)
    with _noted(vault, audit.ROLE_CHANGED, person_id, role=role):
        _put(vault, slot | {"role": role})
    if person_id == vault.person.id:
        vault.person = Person(person_id, vault.person.name, role)


def remove_person(vault: Vault, person_id: str) -> None:
    """Shut somebody out: their slot goes, and the record gets another key (`rekeying`), which takes some seconds.

    What they have of before, an older copy or backup, still opens with their passphrase. Raises VaultError for oneself,
    ChoosePersonError for nobody's id, and UnwritableError where the disk does not take it.
    """
    slot = _slot(vault, person_id)
    if person_id == vault.person.id:
        raise VaultError("Nobody can remove themselves; ask somebody else who can open this vault.")
    with _noted(vault, audit.PERSON_REMOVED, person_id):
        change_key(vault, [one for one in vault.keys.content["slots"] if one["id"] != slot["id"]])


def change_key(vault: Vault, slots: list[dict[str, Any]] | None = None) -> None:
    """Give the record another key, sealed to `slots`, by default to everybody there is; nobody's passphrase changes."""
    record = vault.folder / RECORD
    vault.engine.dispose()
    key = rekeying.begin(record, vault.keys, slots or vault.keys.content["slots"])
    rekeying.finish(vault.engine, record, vault.keys, key)
    vault.note(audit.REKEYED)


def end_change(vault: Vault) -> None:
    """End a change of key that the disk did not take in this sitting: nobody can be let in between two keys."""
    if vault.keys.content["next"] is not None:
        change_key(vault)


@contextmanager
def _noted(vault: Vault, action: str, person_id: str, **detail: object) -> Iterator[None]:
    """Note a change to the key file before it is made, and afterwards where the disk did not take it.

    No change goes unnoted, whenever the machine stops; one that was taken in part (a removal whose key waits) was made.
    """
    vault.note(action, f"person/{person_id}", **detail)
    before = vault.keys.content["slots"]
    try:
        yield
    except VaultError:
        if vault.keys.content["slots"] == before:
            with suppress(VaultError):  # on a disk that takes nothing, the entry above is all there can be
                vault.note(audit.NOT_DONE, f"person/{person_id}", what=action)
        raise


def _own(vault: Vault) -> list[dict[str, Any]]:
    return [slot for slot in vault.keys.content["slots"] if slot["kind"] == "passphrase"]


def _slot(vault: Vault, person_id: str) -> dict[str, Any]:
    found = next((slot for slot in _own(vault) if slot["id"] == person_id), None)
    if found is None:
        raise ChoosePersonError("That person can no longer open this vault; look at the list again.")
    return found


def _put(vault: Vault, changed: dict[str, Any]) -> None:
    vault.sign(slots=[changed if slot["id"] == changed["id"] else slot for slot in vault.keys.content["slots"]])
