"""The recovery code: 140 random bits to be printed and locked away, with which a lost passphrase is not a lost record.

Thirty letters in six groups: 28 carry the bits, and the last two, drawn from the SHA-256 of the bits, say at once when
one was read or typed wrong. The letters are Crockford's: none is taken for another, and small ones, spaces, hyphens and
the usual slips (O for 0, I or L for 1) are forgiven.
"""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from cremeet.errors import ChoosePersonError, RecoveryCodeError, VaultError, WrongPassphraseError
from cremeet.vault import audit, keyfile, passphrases, people, vault
from cremeet.vault.slots import FLOOR, Cost, calibrate, make_slot, seal

if TYPE_CHECKING:
    from cremeet.vault.vault import Vault

NAME = "Recovery code"
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SLIPS = str.maketrans("OILU", "011V")
_SYMBOLS, _CHECK, _GROUP = 28, 2, 5


def new_recovery_code(opened: Vault, cost: Cost = FLOOR) -> str:
    """Make a recovery code for an open vault, in place of the one it had, and return it; it is shown this once.

    The floor of Argon2id is enough for 140 random bits. Raises UnwritableError.
    """
    people.end_change(opened)
    code = written(secrets.randbits(_SYMBOLS * 5))
    slot = make_slot(NAME, "administrator", bare(code), cost, kind="recovery")
    kept = [one for one in opened.keys.content["slots"] if one["kind"] != "recovery"]
    opened.note(audit.RECOVERY_CODE_MADE)
    opened.sign(slots=[*kept, slot], current=keyfile.seal_all(opened.keys.current(), [*kept, slot], opened.id))
    return code


def has_recovery(folder: Path) -> bool:
    """Say whether the vault in `folder` has a recovery code. Raises as `vault.people` does."""
    return any(slot["kind"] == "recovery" for slot in vault.key_file(folder)["slots"])


def mistyped(code: str) -> str | None:
    """Return why this cannot be a recovery code as it is typed, as a sentence, or None: nothing is derived for that."""
    plain = bare(code)
    if any(letter not in _LETTERS for letter in plain):
        return "A recovery code has digits and the letters A to Z only; please look at what you typed."
    if len(plain) != _SYMBOLS + _CHECK:
        return f"A recovery code has {_SYMBOLS + _CHECK} letters and digits, and this has {len(plain)}."
    if plain[_SYMBOLS:] != _check(plain[:_SYMBOLS]):
        return "One of the letters is not as it was printed; please compare each group with the page."
    return None


def recover(folder: Path, code: str, person_id: str, new_passphrase: str, cost: Cost | None = None) -> Vault:
    """Open a vault with its recovery code, and give a person a new passphrase: they are who opened it.

    Raises RecoveryCodeError where the vault has no code, or what is typed is none or another's; ChoosePersonError for
    somebody who cannot open this vault; VaultError for a passphrase that will not do; and as `vault.unlock` does.
    """
    wrong = mistyped(code) or passphrases.check(new_passphrase)
    if mistyped(code):
        raise RecoveryCodeError(wrong)
    if wrong:
        raise VaultError(wrong)
    known = vault.key_file(folder)["slots"]
    ours = next((slot["id"] for slot in known if slot["kind"] == "recovery"), None)
    if ours is None:
        raise RecoveryCodeError("No recovery code was made for this vault; ask somebody else who can open it.")
    if not any(slot["id"] == person_id and slot["kind"] == "passphrase" for slot in known):
        raise ChoosePersonError("That person can no longer open this vault; choose somebody of the list.")
    try:
        opened = vault.unlock(folder, bare(code), person=ours)
    except WrongPassphraseError:
        raise RecoveryCodeError(
            "That is a recovery code, but not the one of this vault as it is now; look for a newer page."
        ) from None
    try:
        _give_passphrase(opened, person_id, new_passphrase, cost or calibrate())
    except BaseException:
        opened.close()
        raise
    return opened


def _give_passphrase(opened: Vault, person_id: str, passphrase: str, cost: Cost) -> None:
    slots, sealed = [], dict(opened.keys.content["current"]["sealed"])
    for slot in opened.keys.content["slots"]:
        if slot["id"] != person_id:
            slots.append(slot)
            continue
        made = make_slot(slot["name"], slot["role"], passphrase, cost, identity=person_id)
        sealed[person_id] = seal(opened.id, made, opened.keys.current())
        slots.append(made)
        opened.person = vault.Person(person_id, made["name"], made["role"])
    opened.note(audit.RECOVERY_CODE_USED, f"person/{person_id}")
    opened.sign(slots=slots, current=opened.keys.content["current"] | {"sealed": sealed})


def written(bits: int) -> str:
    """Return the code of 140 bits, as it is printed."""
    plain = "".join(_LETTERS[bits >> shift & 31] for shift in range((_SYMBOLS - 1) * 5, -1, -5))
    plain += _check(plain)
    return "-".join(plain[place : place + _GROUP] for place in range(0, len(plain), _GROUP))


def _check(plain: str) -> str:
    bits = int.from_bytes(hashlib.sha256(b"cremeet/recovery/1" + plain.encode()).digest()[:2], "big") >> 6
    return _LETTERS[bits >> 5] + _LETTERS[bits & 31]


def bare(code: str) -> str:
    """Return a typed code as it is compared: its letters alone, in capitals, with the usual slips put right."""
    return "".join(letter for letter in code.upper() if not letter.isspace() and letter not in "-–—_.").translate(
        _SLIPS
    )
