"""One person's way to the database key: a key pair of their own, wrapped by their passphrase.

    passphrase -Argon2id(salt)-> wrapping key -AES-256-GCM-> the person's private key (X25519 + ML-KEM-768)
    database key -HPKE-> sealed to the person's public key

Records stay secret for decades, hence the hybrid with a post-quantum part (RFC 9180; ML-KEM: FIPS 203).
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import secrets
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric import mlkem, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from cremeet.errors import KeyFileError, VaultError, WrongPassphraseError

SUITE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
LIMITS = {"m": (65_536, 1_048_576), "t": (3, 10), "p": (1, 8)}
"""What a key file may ask of Argon2id: memory in KiB, passes, lanes. Weaker is refused, and so is absurdly costly."""

MEBIBYTE = 1024
"""KiB."""
SEED, MLKEM_SEED, PUBLIC, MLKEM_PUBLIC, SALT, NONCE = 96, 64, 1216, 1184, 16, 12
WRAPPED = SEED + 16
"""Bytes of a wrapped seed: AES-GCM adds its tag."""
HEAD = ("id", "name", "kind", "pub", "kdf")
"""The fields of a slot that its wrapped private key is bound to.

Not the role, which an administrator changes without the person's passphrase: the MAC over the whole file covers it.
"""
GOAL = 1.0
"""Seconds that one derivation should take on the machine where the vault is made."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What Argon2id is asked for: memory `m` in KiB, passes `t`, lanes `p`."""

    m: int = 65_536
    t: int = 3
    p: int = 4


FLOOR = Cost()
"""The least that is ever used: 64 MiB, three passes."""


def canonical(value: object) -> bytes:
    """Return JSON in the one form that is authenticated: sorted keys, no spaces, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def encode(raw: bytes) -> str:
    """Return bytes as base64 text."""
    return base64.b64encode(raw).decode()


def decode(words: str, length: int | None = None) -> bytes:
    """Return the bytes of base64 text; raise KeyFileError when it is none, or not `length` bytes."""
    try:
        raw = base64.b64decode(words, validate=True)
    except (binascii.Error, ValueError):
        raise damaged() from None
    # the last letter may have bits that stand for nothing: only one spelling of the same bytes is taken
    if encode(raw) != words or (length is not None and len(raw) != length):
        raise damaged()
    return raw


def damaged() -> KeyFileError:
    """Return the error for a key file that does not hold together."""
    return KeyFileError("This vault's key file is damaged; restore keys.json from a copy of the vault.")


def seconds_taken(cost: Cost) -> float:
    """Return how many seconds one derivation of `cost` takes on this machine, the better of two tries."""
    tries = []
    for _ in range(2):
        start = time.perf_counter()
        _derive(b"calibration", cost, b"0" * SALT)
        tries.append(time.perf_counter() - start)
    return min(tries)


def calibrate(goal: float = GOAL, measure: Callable[[Cost], float] = seconds_taken) -> Cost:
    """Return the cost whose derivation takes about `goal` seconds here, never below FLOOR or above LIMITS.

    Argon2id's time is proportional to its memory (measured from 64 to 512 MiB), so one measurement of the floor tells.
    """
    wanted = int(FLOOR.m * goal / measure(FLOOR))
    whole = wanted - wanted % MEBIBYTE
    return replace(FLOOR, m=min(max(whole, FLOOR.m), LIMITS["m"][1]))


def well_formed_cost(kdf: object) -> bool:
    """Say whether a slot's Argon2id parameters have the right shape and lie within LIMITS."""
    return (
        isinstance(kdf, dict)
        and set(kdf) == {"name", "m", "t", "p", "salt"}
        and kdf["name"] == "argon2id"
        and type(kdf["salt"]) is str
        and all(type(kdf[name]) is int and low <= kdf[name] <= high for name, (low, high) in LIMITS.items())
    )


def wrapping_key(passphrase: str, kdf: dict[str, Any]) -> bytes:
    """Return the key that wraps a person's private key.

    Raises KeyFileError for parameters outside LIMITS, VaultError where this machine has not the memory they ask for.
    The passphrase is taken in NFKC, so that an accent typed on another keyboard is the same accent.
    """
    if not well_formed_cost(kdf):
        raise damaged()
    cost = Cost(kdf["m"], kdf["t"], kdf["p"])
    # a lone surrogate, which a terminal can hand over, is bytes like any other: it must not end in a traceback
    secret = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    try:
        return _derive(secret, cost, decode(kdf["salt"], SALT))
    except MemoryError:
        raise VaultError(
            "There is too little free memory on this machine to open the vault; close other programs and try again."
        ) from None


def make_slot(
    name: str, role: str, passphrase: str, cost: Cost, *, kind: str = "passphrase", identity: str | None = None
) -> dict[str, Any]:
    """Return a person's slot: who they are, their public key, and their private key wrapped by the passphrase.

    It belongs to no vault yet, so it can be made anywhere; `seal` binds the database key to vault and slot. `kind` is
    "passphrase" or "recovery"; `identity` keeps the id of a slot that this one replaces.
    """
    seed = secrets.token_bytes(SEED)
    head: dict[str, Any] = {
        "id": identity or secrets.token_hex(8),
        "name": name,
        "role": role,
        "kind": kind,
        "pub": encode(_public(seed)),
        "kdf": _parameters(cost),
    }
    return _wrapped(head, seed, passphrase)


def rewrap(slot: dict[str, Any], seed: bytes, passphrase: str, cost: Cost) -> dict[str, Any]:
    """Return the slot with its private key wrapped anew by another passphrase, with a fresh salt."""
    head = {field: slot[field] for field in (*HEAD, "role")} | {"kdf": _parameters(cost)}
    return _wrapped(head, seed, passphrase)


def seal(vault_id: str, slot: dict[str, Any], key: bytes) -> str:
    """Return the database key sealed to a slot's public key, as base64 text; raise KeyFileError where it is none."""
    raw = decode(slot["pub"], PUBLIC)
    try:
        public = hpke.MLKEM768X25519PublicKey(
            mlkem.MLKEM768PublicKey.from_public_bytes(raw[:MLKEM_PUBLIC]),
            x25519.X25519PublicKey.from_public_bytes(raw[MLKEM_PUBLIC:]),
        )
        return encode(SUITE.encrypt(key, public, info=_about(vault_id, slot)))
    except ValueError:  # not every such number is a public key, and a card may hold any
        raise damaged() from None


def unwrap(slot: dict[str, Any], passphrase: str) -> bytes:
    """Return the seed of a person's private key.

    Raises WrongPassphraseError when the passphrase does not open the slot, KeyFileError when the slot does not hold
    together. A slot whose name or parameters were edited does not open either: they are authenticated.
    """
    key = wrapping_key(passphrase, slot["kdf"])
    try:
        seed = AESGCM(key).decrypt(decode(slot["nonce"], NONCE), decode(slot["wrapped"]), _bound(slot))
    except InvalidTag:
        raise WrongPassphraseError("That passphrase does not open this vault for the name chosen; try again.") from None
    if len(seed) != SEED or not hmac.compare_digest(_public(seed), decode(slot["pub"], PUBLIC)):
        raise damaged()
    return seed


def unseal(vault_id: str, slot: dict[str, Any], seed: bytes, sealed: str) -> bytes:
    """Return the database key that was sealed to a slot; raise KeyFileError when it does not open."""
    try:
        key: bytes = SUITE.decrypt(decode(sealed), _private(seed), info=_about(vault_id, slot))
    except (InvalidTag, ValueError):
        raise damaged() from None
    return key


def _wrapped(head: dict[str, Any], seed: bytes, passphrase: str) -> dict[str, Any]:
    nonce = secrets.token_bytes(NONCE)
    wrapped = AESGCM(wrapping_key(passphrase, head["kdf"])).encrypt(nonce, seed, _bound(head))
    return head | {"nonce": encode(nonce), "wrapped": encode(wrapped)}


def _bound(slot: dict[str, Any]) -> bytes:
    """Return what the wrapped private key is bound to: everything else that the slot says."""
    return canonical(["cremeet/slot/1", {field: slot[field] for field in HEAD}])


def _parameters(cost: Cost) -> dict[str, Any]:
    return {"name": "argon2id", "m": cost.m, "t": cost.t, "p": cost.p, "salt": encode(secrets.token_bytes(SALT))}


def _derive(secret: bytes, cost: Cost, salt: bytes) -> bytes:
    return Argon2id(salt=salt, length=32, iterations=cost.t, lanes=cost.p, memory_cost=cost.m).derive(secret)


def _parts(seed: bytes) -> tuple[mlkem.MLKEM768PrivateKey, x25519.X25519PrivateKey]:
    return (
        mlkem.MLKEM768PrivateKey.from_seed_bytes(seed[:MLKEM_SEED]),
        x25519.X25519PrivateKey.from_private_bytes(seed[MLKEM_SEED:]),
    )


def _private(seed: bytes) -> hpke.MLKEM768X25519PrivateKey:
    return hpke.MLKEM768X25519PrivateKey(*_parts(seed))


def _public(seed: bytes) -> bytes:
    latticed, curved = _parts(seed)
    return latticed.public_key().public_bytes_raw() + curved.public_key().public_bytes_raw()


def _about(vault_id: str, slot: dict[str, Any]) -> bytes:
    return canonical(["cremeet/seal/1", vault_id, slot["id"]])
