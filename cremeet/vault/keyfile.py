"""keys.json, version 1: everybody's slots and the database key sealed to each, authenticated whole, in two copies."""

from __future__ import annotations

import hmac
import json
import os
import re
import secrets
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from cremeet.errors import ChoosePersonError, KeyFileError, NewerVaultError
from cremeet.vault import slots
from cremeet.vault.slots import canonical, damaged, decode, encode, well_formed_cost

FORMAT, VERSION = "cremeet-keys", 1
MAX_BYTES, MAX_SLOTS, MAX_NAME = 262_144, 32, 200
KEY = 32
"""Bytes of the database key: 256 bits."""

_BODY = frozenset({"format", "version", "vault", "gen", "slots", "current", "next", "anchor", "custody", "mac"})
_NO_NAME = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode's kinds of letter that no name has: control, half a letter, a new line, a new paragraph."""
KINDS = ("passphrase", "recovery")
HERE, HANDED = "here", "handed"
"""Where the living copy of the vault is: this one, or one that was handed over."""
_LONGEST_TERM = 1_000_000
_SLOT = {"id": str, "name": str, "role": str, "kind": str, "pub": str, "kdf": dict, "nonce": str, "wrapped": str}


@dataclass(frozen=True, slots=True)
class Opened:
    """What a passphrase opens: the database key, the slot that it was sealed to, and that person's private seed.

    `next` is the key that an interrupted change of key was about to give the record, None as a rule.
    """

    key: bytes
    slot: dict[str, Any]
    seed: bytes
    next: bytes | None = None


def fresh(key: bytes, slot_list: list[dict[str, Any]], vault_id: str, *, generation: int = 1) -> dict[str, Any]:
    """Return a signed key file that seals `key` to every slot."""
    body = {
        "format": FORMAT,
        "version": VERSION,
        "vault": vault_id,
        "gen": generation,
        "slots": slot_list,
        "current": seal_all(key, slot_list, vault_id),
        "next": None,
        "anchor": None,
        "custody": {"state": HERE, "term": 1, "to": "", "at": ""},
    }
    return body | {"mac": encode(_mac(key, body))}


def seal_all(key: bytes, slot_list: list[dict[str, Any]], vault_id: str) -> dict[str, Any]:
    """Return `key` sealed to every slot, as `current` and `next` keep it."""
    return {"key_id": key_id(key), "sealed": {slot["id"]: slots.seal(vault_id, slot, key) for slot in slot_list}}


def changed(content: dict[str, Any], key: bytes, **fields: Any) -> dict[str, Any]:
    """Return the content with these fields changed, one generation on, signed with the database key `key`.

    Raises ValueError, a fault of ours, where the result would not be a key file.
    """
    body = {field: value for field, value in content.items() if field != "mac"} | fields
    body["gen"] = content["gen"] + 1
    made = body | {"mac": encode(_mac(key, body))}
    if not _well_formed(made) or len(canonical(made)) > MAX_BYTES:
        raise ValueError("that would not be a key file")
    return made


def new_vault_id() -> str:
    """Return a fresh name for a vault, which every seal is bound to."""
    return secrets.token_hex(16)


def copies(path: Path) -> tuple[Path, Path]:
    """Return where the two copies of the key file at `path` lie: itself and its spare."""
    return path, path.with_name(path.name + ".copy")


def save(path: Path, content: dict[str, Any]) -> None:
    """Write both copies, each whole or not at all, the spare first: at every instant one good copy is on disk.

    Raises OSError where the folder does not take them; what was there before then still is.
    """
    for target in reversed(copies(path)):
        write_whole(target, canonical(content))


def write_whole(target: Path, raw: bytes) -> None:
    """Put `raw` at `target`, readable by this account alone, so that a crash leaves the old file or the new one."""
    part = target.with_name(target.name + ".part")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(part, flags, 0o600), "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make a new name in `folder` outlive a power cut; Windows has no such call, its renames are journalled."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def candidates(path: Path) -> list[dict[str, Any]]:
    """Return the readable copies that differ, the newest first: one, as a rule.

    Raises KeyFileError when neither holds together, NewerVaultError when one was made by a newer program and the other
    does not hold together.
    """
    found: list[dict[str, Any]] = []
    newer: NewerVaultError | None = None
    for file in copies(path):
        try:
            content = read(file)
        except KeyFileError:
            continue
        except NewerVaultError as error:
            newer = error
            continue
        if content not in found:
            found.append(content)
    if not found:
        raise newer or damaged()
    return sorted(found, key=lambda content: -content["gen"])


def mend(path: Path, content: dict[str, Any]) -> bool:
    """Write again each copy that is missing or damaged, where it can be, and say whether one was.

    A newer program's copy is left alone.
    """
    mended = False
    for copy in copies(path):
        try:
            if read(copy) == content:
                continue
        except NewerVaultError:
            continue
        except KeyFileError:
            pass
        try:
            write_whole(copy, canonical(content))
        except OSError:
            break
        mended = True
    return mended


def read(file: Path) -> dict[str, Any]:
    """Return one copy's content; raise KeyFileError when it is unreadable or none, NewerVaultError as `parse` does."""
    try:
        if not file.is_file():  # to open a pipe would wait for somebody at its other end
            raise damaged()
        with file.open("rb") as opened:
            raw = opened.read(MAX_BYTES + 1)
    except OSError:
        raise damaged() from None
    return parse(raw)


def parse(raw: bytes) -> dict[str, Any]:
    """Return a key file's content after checking its shape.

    Raises KeyFileError for anything that is not one, and NewerVaultError for one of a newer version.
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
        raise NewerVaultError("This vault was made by a newer cremeet; install the newer program to open it.")
    if type(version) is not int or version != VERSION or not _well_formed(content):
        raise damaged()
    return content


def open_with(content: dict[str, Any], passphrase: str, person: str | None = None) -> Opened:
    """Return what `passphrase` opens: `person` is a slot's id, or None where there is only one.

    Raises WrongPassphraseError, KeyFileError when the file does not hold together or was changed outside the program,
    and ChoosePersonError when `person` is not in it or must be chosen first.
    """
    slot = _choose(content["slots"], person)
    seed = slots.unwrap(slot, passphrase)
    key = _unsealed(content, "current", slot, seed)
    following = _unsealed(content, "next", slot, seed) if content["next"] else None
    body = {field: value for field, value in content.items() if field != "mac"}
    if not hmac.compare_digest(_mac(key, body), decode(content["mac"], 32)):
        raise KeyFileError(
            "This vault's key file was changed outside cremeet; restore keys.json from a copy of the vault."
        )
    return Opened(key, slot, seed, following)


def _unsealed(content: dict[str, Any], which: str, slot: dict[str, Any], seed: bytes) -> bytes:
    key = slots.unseal(content["vault"], slot, seed, content[which]["sealed"][slot["id"]])
    if len(key) != KEY or not hmac.compare_digest(key_id(key), content[which]["key_id"]):
        raise damaged()
    return key


def _choose(known: list[dict[str, Any]], person: str | None) -> dict[str, Any]:
    if person is None:
        own = [slot for slot in known if slot["kind"] == "passphrase"]
        if len(own) != 1:
            raise ChoosePersonError("Several people can open this vault; choose your name first.")
        return own[0]
    found = next((slot for slot in known if slot["id"] == person), None)
    if found is None:
        raise ChoosePersonError("That person can no longer open this vault; ask its administrator.")
    return found


def _well_formed(content: dict[str, Any]) -> bool:
    known = content.get("slots")
    return (
        set(content) == _BODY
        and type(content["gen"]) is int
        and content["gen"] >= 1
        and type(content["vault"]) is str
        and type(content["mac"]) is str
        and isinstance(known, list)
        and 1 <= len(known) <= MAX_SLOTS
        and all(is_slot(slot) for slot in known)
        and any(slot["kind"] == "passphrase" for slot in known)
        and len({slot["id"] for slot in known}) == len(known)
        and _is_sealed(content["current"], known)
        and (content["next"] is None or _is_sealed(content["next"], known))
        and (content["anchor"] is None or is_anchor(content["anchor"]))
        and _is_custody(content["custody"])
    )


def _is_sealed(sealed: object, known: list[dict[str, Any]]) -> bool:
    """Say whether `sealed` holds a key's name and one seal for each of the slots, and no other."""
    return (
        isinstance(sealed, dict)
        and set(sealed) == {"key_id", "sealed"}
        and type(sealed["key_id"]) is str
        and sealed["key_id"].isascii()
        and isinstance(sealed["sealed"], dict)
        and all(type(one) is str for one in sealed["sealed"].values())
        and set(sealed["sealed"]) == {slot["id"] for slot in known}
    )


def is_anchor(anchor: object) -> bool:
    """Say whether `anchor` has the shape of a head of the record of who did what."""
    return (
        isinstance(anchor, dict)
        and set(anchor) == {"seq", "mac"}
        and type(anchor["seq"]) is int
        and 0 <= anchor["seq"] < 1 << 53
        and type(anchor["mac"]) is str
        and re.fullmatch("[0-9a-f]{64}", anchor["mac"]) is not None
    )


def _is_custody(custody: object) -> bool:
    return (
        isinstance(custody, dict)
        and set(custody) == {"state", "term", "to", "at"}
        and custody["state"] in (HERE, HANDED)
        and type(custody["term"]) is int
        and 1 <= custody["term"] <= _LONGEST_TERM
        and all(type(custody[field]) is str for field in ("to", "at"))
        and (custody["to"] == "" or is_name(custody["to"]))
        and len(custody["at"]) <= 40
        and custody["at"].isascii()
    )


def is_slot(slot: object) -> TypeGuard[dict[str, Any]]:
    """Say whether `slot` has the shape of one; nothing in it is authenticated by that."""
    return (
        isinstance(slot, dict)
        and set(slot) == set(_SLOT)
        and all(type(slot[field]) is kind for field, kind in _SLOT.items())
        and well_formed_cost(slot["kdf"])
        and is_name(slot["name"])
        and is_name(slot["role"])
        and slot["kind"] in KINDS
    )


def is_name(words: str) -> bool:
    """Say whether `words` can be shown as somebody's name: one line of text that any screen can draw, not too long."""
    return 0 < len(words) <= MAX_NAME and not any(unicodedata.category(letter) in _NO_NAME for letter in words)


def _derived(key: bytes, label: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, None, label).derive(key)


def key_id(key: bytes) -> str:
    """Return the name of a database key, which says nothing about it."""
    return hmac.digest(_derived(key, b"cremeet/key-id/1"), b"", "sha256")[:16].hex()


def _mac(key: bytes, body: dict[str, Any]) -> bytes:
    return hmac.digest(_derived(key, b"cremeet/keyfile-mac/1"), canonical(body), "sha256")
