"""The seals of a record's pages, checked by ourselves a few at a time: no save waits, and the damaged page is named.

SQLCipher's own check of every page cannot be cut up. What it does is plain (SQLCipher 4, its `cipher_integrity_check`):

    page = 4096 bytes = ciphertext ‖ IV (16) ‖ seal (64); on page 1 the salt (16) stands before the ciphertext
    seal = HMAC-SHA512(seal key, ciphertext ‖ IV ‖ page number as 4 bytes, least first)
    seal key = PBKDF2-HMAC-SHA512(database key, salt with each byte xor 0x3a, 2 rounds, 32 bytes)

The file is the record only while no change is under way, so this is for the record's own thread, between two units of
work; and for that thread only, because closing any handle of a file drops every lock that this process holds on it
(POSIX), SQLite's too.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable, Iterator
from pathlib import Path

PAGE = 4096
"""Bytes of one page of a record."""

BATCH = 256
"""Pages read and checked in one slice, a megabyte: 2.5 ms of work where the file is in the system's cache."""

LOCKING_PAGE = 0x40000000 // PAGE + 1
"""The page that holds the byte SQLite locks, at one gigabyte: it is never written and has no seal."""

_SALT, _SEAL, _SEAL_KEY = 16, 64, 32
_SEALED = PAGE - _SEAL


def damaged_pages(path: Path, key: Callable[[], bytes], batch: int = BATCH) -> Iterator[int | None]:
    """Yield None after every `batch` whole pages, and the number of a damaged page, the first of its batch, as found.

    Pages that were added meanwhile are checked too; where the database key changed meanwhile, it begins again. A page
    that the disk no longer gives is damaged, and so is the rest of a file that does not end with a page.
    """
    known, first = b"", 1
    while True:
        try:
            with path.open("rb", buffering=0) as file:
                current = seal_key(key(), file.read(_SALT))
                if current != known:
                    known, first = current, 1
                pages = max(1, -(-os.fstat(file.fileno()).st_size // PAGE))
                if first > pages:
                    return
                found = _first_damaged(file.fileno(), known, first, min(pages, first + batch - 1))
        except OSError:
            yield first
            return
        yield found
        first += batch


def seal_key(key: bytes, salt: bytes) -> bytes:
    """Return the key that seals the pages of a record with this database key and salt."""
    return hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in salt), 2, _SEAL_KEY)


def is_sealed(page: bytes, number: int, key: bytes) -> bool:
    """Say whether a page carries the seal that seal key `key` gives it at its place, the `number`th from 1."""
    start = _SALT if number == 1 else 0
    seal = hmac.digest(key, page[start:_SEALED] + number.to_bytes(4, "little"), "sha512")
    return len(page) == PAGE and hmac.compare_digest(seal, page[_SEALED:])


def _first_damaged(file: int, key: bytes, first: int, last: int) -> int | None:
    os.lseek(file, (first - 1) * PAGE, os.SEEK_SET)
    for number in range(first, last + 1):
        try:
            page = os.read(file, PAGE)
        except OSError:
            return number
        if not is_sealed(page, number, key) and number != LOCKING_PAGE:
            return number
    return None
