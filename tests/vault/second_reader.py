"""A second reader of key files and cards, written from docs/key-file.md alone: nothing of the program is used here.

Sealing is done by hand too (X-Wing and HPKE from their own texts), so that the page is seen to say enough. It is for
the tests: it is neither quick nor careful with memory.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import unicodedata
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

WORDS = Path(__file__).resolve().parents[2] / "resources" / "words" / "passphrase.txt"
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MEMBERS = {"format", "version", "vault", "gen", "slots", "current", "next", "anchor", "custody", "mac"}
SLOT = {"id", "name", "role", "kind", "pub", "kdf", "nonce", "wrapped"}


class RefusedError(Exception):
    """The file, or what was typed, does not open."""


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def derived(key: bytes, label: bytes) -> bytes:
    return HKDF(SHA256(), 32, None, label).derive(key)


def open_file(raw: bytes, person: str, passphrase: str) -> tuple[bytes, bytes | None]:
    """Return the database key and, where there is one, the next."""
    file = json.loads(raw)
    if len(raw) > 262_144 or set(file) != MEMBERS or file["format"] != "cremeet-keys" or file["version"] != 1:
        raise RefusedError("no key file of version 1")
    if not 1 <= len(file["slots"]) <= 32:
        raise RefusedError("too many people, or nobody")
    slot = next((each for each in file["slots"] if each["id"] == person), None)
    if slot is None or set(slot) != SLOT:
        raise RefusedError("no such slot")
    seed = open_slot(slot, passphrase)
    key = unseal(file, "current", slot, seed)
    body = {name: value for name, value in file.items() if name != "mac"}
    mac = hmac.digest(derived(key, b"cremeet/keyfile-mac/1"), canonical(body), "sha256")
    if not hmac.compare_digest(mac, base64.b64decode(file["mac"], validate=True)):
        raise RefusedError("changed outside the program")
    return key, unseal(file, "next", slot, seed) if file["next"] else None


def open_slot(slot: dict, passphrase: str) -> bytes:
    """Return a slot's seed."""
    kdf = slot["kdf"]
    limits = {"m": (65_536, 1_048_576), "t": (3, 10), "p": (1, 8)}
    if kdf["name"] != "argon2id" or any(not low <= kdf[name] <= high for name, (low, high) in limits.items()):
        raise RefusedError("the derivation is too cheap, or too dear")
    secret = unicodedata.normalize("NFKC", passphrase).encode("utf-8")
    salt = base64.b64decode(kdf["salt"], validate=True)
    wrapping = Argon2id(salt=salt, length=32, iterations=kdf["t"], lanes=kdf["p"], memory_cost=kdf["m"]).derive(secret)
    about = {name: slot[name] for name in ("id", "name", "kind", "pub", "kdf")}
    try:
        seed = AESGCM(wrapping).decrypt(
            base64.b64decode(slot["nonce"]), base64.b64decode(slot["wrapped"]), canonical(["cremeet/slot/1", about])
        )
    except InvalidTag:
        raise RefusedError("a wrong passphrase, or a slot that was changed") from None
    lattice, curve = MLKEM768PrivateKey.from_seed_bytes(seed[:64]), X25519PrivateKey.from_private_bytes(seed[64:])
    if base64.b64decode(slot["pub"]) != lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw():
        raise RefusedError("the public key is another's")
    return seed


def unseal(file: dict, which: str, slot: dict, seed: bytes) -> bytes:
    """Open a sealed database key: X-Wing, then HPKE in base mode."""
    sealed = base64.b64decode(file[which]["sealed"][slot["id"]], validate=True)
    lattice, curve = MLKEM768PrivateKey.from_seed_bytes(seed[:64]), X25519PrivateKey.from_private_bytes(seed[64:])
    ours = curve.public_key().public_bytes_raw()
    theirs = sealed[1088:1120]
    shared = hashlib.sha3_256(
        lattice.decapsulate(sealed[:1088])
        + curve.exchange(X25519PublicKey.from_public_bytes(theirs))
        + theirs
        + ours
        + bytes.fromhex("5c2e2f2f5e5c")
    ).digest()
    info = canonical(["cremeet/seal/1", file["vault"], slot["id"]])
    try:
        key = hpke_open(shared, info, sealed[1120:])
    except InvalidTag:
        raise RefusedError("the seal does not open") from None
    name = hmac.digest(derived(key, b"cremeet/key-id/1"), b"", "sha256")[:16].hex()
    if name != file[which]["key_id"]:
        raise RefusedError("the key is another one")
    return key


def hpke_open(shared: bytes, info: bytes, sealed: bytes) -> bytes:
    suite = b"HPKE" + (0x647A).to_bytes(2, "big") + (1).to_bytes(2, "big") + (2).to_bytes(2, "big")

    def extract(salt: bytes, label: bytes, material: bytes) -> bytes:
        return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + material, "sha256")

    def expand(secret: bytes, label: bytes, about: bytes, length: int) -> bytes:
        said = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + about
        return HKDFExpand(SHA256(), length, said).derive(secret)

    about = b"\0" + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", info)
    secret = extract(shared, b"secret", b"")
    return AESGCM(expand(secret, b"key", about, 32)).decrypt(expand(secret, b"base_nonce", about, 12), sealed, b"")


def plain_code(typed: str) -> str:
    """Return a recovery code as it is used; refuse one whose check letters are not its own."""
    plain = re.sub(r"[\s-]", "", typed.upper()).translate(str.maketrans("OILU", "011V"))
    bits = int.from_bytes(hashlib.sha256(b"cremeet/recovery/1" + plain[:28].encode()).digest()[:2], "big") >> 6
    if len(plain) != 30 or plain[28:] != LETTERS[bits >> 5] + LETTERS[bits & 31]:
        raise RefusedError("mistyped")
    return plain


def card_words(raw: bytes) -> str:
    """Return a card's check words."""
    words = WORDS.read_text("utf-8").split()
    number = int.from_bytes(hashlib.sha256(b"cremeet/card/1" + raw).digest(), "big")
    found = []
    for _ in range(5):
        number, place = divmod(number, len(words))
        found.append(words[place])
    return " ".join(found)
