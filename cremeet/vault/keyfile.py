"""keys.json, version 1: everybody's slots and the database key sealed to each, authenticated whole, in two copies."""

from __future__ import annotations

import hmac
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from cremeet.errors import VaultError
from cremeet.vault import slots
from cremeet.vault.slots import KeyFileError, canonical, damaged, decode, encode

FORMAT, VERSION = "cremeet-keys", 1
MAX_BYTES, MAX_SLOTS = 262_144, 32
KEY = 32
"""Bytes of the database key: 256 bits."""

_SLOT = {"id": str, "name": str, "role": str, "kind": str, "pub": str, "kdf": dict, "nonce": str, "wrapped": str}


@dataclass(frozen=True, slots=True)
class Opened:
    """What a passphrase opens: the database key, and the slot that it was sealed to."""

    key: bytes
    slot: dict[str, Any]


def fresh(key: bytes, slot_list: list[dict[str, Any]], vault_id: str, *, generation: int = 1) -> dict[str, Any]:
    """Return a signed key file that seals `key` to every slot."""
    sealed = {slot["id"]: slots.seal(vault_id, slot, key) for slot in slot_list}
    body = {
        "format": FORMAT,
        "version": VERSION,
        "vault": vault_id,
        "gen": generation,
        "slots": slot_list,
        "current": {"key_id": _key_id(key), "sealed": sealed},
    }
    return body | {"mac": encode(_mac(key, body))}


def new_vault_id() -> str:
    """Return a fresh name for a vault, which every seal is bound to."""
    return secrets.token_hex(16)


def save(path: Path, content: dict[str, Any]) -> None:
    """Write both copies, each whole or not at all, the spare first: at every instant one good copy is on disk."""
    raw = canonical(content)
    for target in (_spare(path), path):
        part = target.with_name(target.name + ".part")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def candidates(path: Path) -> list[dict[str, Any]]:
    """Return the readable copies, the newest first.

    Raises KeyFileError when neither holds together, VaultError when one was made by a newer program.
    """
    found: list[dict[str, Any]] = []
    newer: VaultError | None = None
    for file in (path, _spare(path)):
        try:
            found.append(parse(file.read_bytes()[: MAX_BYTES + 1]))
        except (OSError, KeyFileError):
            continue
        except VaultError as error:
            newer = error
    if not found:
        raise newer or damaged()
    return sorted(found, key=lambda content: -content["gen"])


def parse(raw: bytes) -> dict[str, Any]:
    """Return a key file's content after checking its shape.

    Raises KeyFileError for anything that is not one, and VaultError for one of a newer version.
    """
    if len(raw) > MAX_BYTES:
        raise damaged()
    try:
        content = json.loads(raw)
    except (ValueError, RecursionError):
        raise damaged() from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise damaged()
    version = content.get("version")
    if type(version) is int and version > VERSION:
        raise VaultError("This vault was made by a newer cremeet; install the newer program to open it.")
    if version != VERSION or not _well_formed(content):
        raise damaged()
    return content


def open_with(content: dict[str, Any], passphrase: str, person: str | None = None) -> Opened:
    """Return what `passphrase` opens: `person` is a slot's id, or None where there is only one.

    Raises WrongPassphraseError, KeyFileError when the file does not hold together or was changed outside the program,
    and VaultError when `person` is not in it or must be chosen first.
    """
    slot = _choose(content["slots"], person)
    seed = slots.unwrap(content["vault"], slot, passphrase)
    sealed = content["current"]["sealed"].get(slot["id"])
    if type(sealed) is not str:
        raise damaged()
    key = slots.unseal(content["vault"], slot, seed, sealed)
    if len(key) != KEY or not hmac.compare_digest(_key_id(key), content["current"]["key_id"]):
        raise damaged()
    body = {field: value for field, value in content.items() if field != "mac"}
    if not hmac.compare_digest(_mac(key, body), decode(content["mac"], 32)):
        raise KeyFileError(
            "This vault's key file was changed outside cremeet; restore keys.json from a copy of the vault."
        )
    return Opened(key, slot)


def _choose(known: list[dict[str, Any]], person: str | None) -> dict[str, Any]:
    if person is None:
        if len(known) > 1:
            raise VaultError("Several people can open this vault; choose your name first.")
        return known[0]
    found = next((slot for slot in known if slot["id"] == person), None)
    if found is None:
        raise VaultError("That person can no longer open this vault; ask its administrator.")
    return found


def _well_formed(content: dict[str, Any]) -> bool:
    known, current = content.get("slots"), content.get("current")
    return (
        type(content.get("gen")) is int
        and content["gen"] >= 1
        and type(content.get("vault")) is str
        and type(content.get("mac")) is str
        and isinstance(current, dict)
        and type(current.get("key_id")) is str
        and current["key_id"].isascii()
        and isinstance(current.get("sealed"), dict)
        and isinstance(known, list)
        and 1 <= len(known) <= MAX_SLOTS
        and all(_is_slot(slot) for slot in known)
        and len({slot["id"] for slot in known}) == len(known)
    )


def _is_slot(slot: object) -> bool:
    return (
        isinstance(slot, dict) and set(slot) == set(_SLOT) and all(type(slot[k]) is kind for k, kind in _SLOT.items())
    )


def _spare(path: Path) -> Path:
    return path.with_name(path.name + ".copy")


def _derived(key: bytes, label: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, None, label).derive(key)


def _key_id(key: bytes) -> str:
    return hmac.digest(_derived(key, b"cremeet/key-id/1"), b"", "sha256")[:16].hex()


def _mac(key: bytes, body: dict[str, Any]) -> bytes:
    return hmac.digest(_derived(key, b"cremeet/keyfile-mac/1"), canonical(body), "sha256")
