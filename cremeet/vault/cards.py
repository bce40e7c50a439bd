"""Enrolment cards: a small file with which somebody asks for a way into a vault. It holds no database key.

A person makes it anywhere, with a passphrase that nobody else learns, and sends it. The administrator reads out the
card's five check words, the person compares them, and the card becomes a slot. Whoever finds a card can guess at its
passphrase, as with a vault, and gains by it a key that opens nothing yet.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from cremeet.errors import CardError, KeyFileError, VaultError
from cremeet.vault import passphrases
from cremeet.vault.keyfile import is_name, is_slot
from cremeet.vault.roles import OFFERED
from cremeet.vault.slots import NONCE, SALT, WRAPPED, Cost, calibrate, canonical, decode, make_slot, seal

FORMAT, VERSION = "cremeet-card", 1
MAX_BYTES = 16_384
ENDING = ".cremeet-card"
CHECK_WORDS = 5
"""Words of the bundled list, 64 bits of the SHA-256 over a card: nobody makes another card with the same ones."""

_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Card:
    """A card that was read. `words` are compared by telephone before it is believed; `slot` is what it becomes."""

    name: str
    role: str
    words: str
    slot: dict[str, Any]


def make_card(name: str, role: str, passphrase: str, cost: Cost | None = None) -> bytes:
    """Return a card for somebody; `cost` None calibrates Argon2id to about a second here.

    Raises VaultError when the name, role or passphrase will not do.
    """
    return canonical({"format": FORMAT, "version": VERSION, "slot": new_slot(name, role, passphrase, cost)})


def new_slot(name: str, role: str, passphrase: str, cost: Cost | None = None) -> dict[str, Any]:
    """Return a fresh slot for somebody; as `make_card`."""
    name = name.strip()
    if role not in OFFERED:
        raise VaultError("Please choose a role from the list.")
    if not is_name(name):
        raise VaultError("Please enter the name, as it should stand in the minutes.")
    refused = passphrases.check(passphrase)
    if refused:
        raise VaultError(refused)
    return make_slot(name, role, passphrase, cost or calibrate())


def read_card(raw: bytes) -> Card:
    """Return what a card says; raise CardError where it is none, or of a newer program."""
    if len(raw) > MAX_BYTES:
        raise _no_card()
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        raise _no_card() from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise _no_card()
    version = found.get("version")
    if type(version) is int and version > VERSION:
        raise CardError("That card was made by a newer cremeet; install the newer program to read it.")
    slot = found.get("slot")
    if version is not VERSION and version != VERSION:
        raise _no_card()
    if set(found) != {"format", "version", "slot"} or not is_slot(slot) or slot["kind"] != "passphrase":
        raise _no_card()
    if slot["role"] not in OFFERED or slot["name"] != slot["name"].strip() or not _ID.fullmatch(slot["id"]):
        raise _no_card()
    try:
        for words, length in ((slot["kdf"]["salt"], SALT), (slot["nonce"], NONCE), (slot["wrapped"], WRAPPED)):
            decode(words, length)
        seal("", slot, b"")  # to nobody's vault: shows that the public key is one
    except KeyFileError:
        raise _no_card() from None
    return Card(slot["name"], slot["role"], check_words(raw), slot)


def check_words(raw: bytes) -> str:
    """Return the words by which two people see that they have the same card: over its bytes, in the order read out."""
    words = passphrases.words()
    number = int.from_bytes(hashlib.sha256(b"cremeet/card/1" + raw).digest(), "big")
    found = []
    for _ in range(CHECK_WORDS):
        number, place = divmod(number, len(words))
        found.append(words[place])
    return " ".join(found)


def _no_card() -> CardError:
    return CardError("That file is no enrolment card, or it was damaged on its way; ask for it to be sent again.")
