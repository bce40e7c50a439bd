"""Whether the journal of an unfinished change can be believed, before SQLite takes the change back by it.

SQLite checks twenty bytes of each page in a journal and nothing of the numbers beside it, and takes a header that it
cannot read for the journal's end. So one flipped bit can leave some pages of a change in the record and take back
others, and where they hold words and no index, no check of the record sees it: half a change, without an error (159 of
1,500 such flips). But every page in a journal of ours carries SQLCipher's seal, bound to its number.

The rules follow from the order in which SQLite writes (sqlite.org/atomiccommit.html): pages go into the journal, the
disk holds them, then their count goes into its header, the disk holds that, and only then the record is changed. So

 - every page that a header counts is there, with its seal, whatever crash it was;
 - a page that none counts, but whose seal is good, stands in the record unchanged;
 - the size that the header gives the record is the one that the record's own first page had before the change.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from cremeet.vault.pages import PAGE, is_sealed, seal_key

MAGIC = bytes.fromhex("d9d505f920a163d7")
HEADER = struct.Struct(">8sIIIII")
"""Magic, pages counted, nonce of the sums, pages of the record before the change, bytes of a sector, of a page."""

_RECORD = 4 + PAGE + 4
_SALT, _IV, _SEALED = 16, 16, PAGE - 64
_SIZE_AT = 28  # where the first page of a record says how many pages it has
_SECTORS = frozenset(1 << power for power in range(5, 17))
_STEP = 8  # every header and every page begins at a multiple of it


def believable(record: Path, journal: Path, key: bytes) -> bool:
    """Say whether `journal` is what a crash can leave beside `record`, both opened by the database key `key`."""
    with record.open("rb") as changed, journal.open("rb") as kept:
        return _Reader(changed, kept, key).holds()


class _Reader:
    def __init__(self, record: BinaryIO, journal: BinaryIO, key: bytes) -> None:
        self._record, self._journal, self._key = record, journal, key
        self._seal_key = seal_key(key, record.read(_SALT))
        self._pages = os.fstat(record.fileno()).st_size // PAGE
        self._size = os.fstat(journal.fileno()).st_size

    def holds(self) -> bool:
        first, start = self._before(1), 0
        for end, counted, nonce in self._segments():
            for at in range(end - counted * _RECORD, end, _RECORD):
                found = self._sealed_at(at)
                if found is None or found[2] != _sum(found[1], nonce):
                    return False
                if found[0] == 1:
                    first = found[1]
            start = end
        header = self._header(0)
        if header is not None and (first is None or header[3] != _pages_of(self._plain(1, first))):
            return False
        return all(self._is_unchanged(number, page) for number, page in self._left_over(start))

    def _header(self, at: int) -> tuple[bytes, int, int, int, int, int] | None:
        """Return the header at a place, or None where SQLite would see none."""
        self._journal.seek(at)
        raw = self._journal.read(HEADER.size)
        if len(raw) < HEADER.size:
            return None
        header: tuple[bytes, int, int, int, int, int] = HEADER.unpack(raw)
        magic, _, _, _, sector, page = header
        plausible = magic == MAGIC and (at > 0 or (sector in _SECTORS and page == PAGE))
        return header if plausible else None

    def _segments(self) -> Iterator[tuple[int, int, int]]:
        """Yield where each run of counted pages ends, how many it has and its nonce, as SQLite would walk them."""
        header, at = self._header(0), 0
        sector = header[4] if header else 0
        while header is not None and at + sector <= self._size:
            counted = header[1]
            if counted == 0xFFFFFFFF:  # SQLite's word for "up to the end"; never written with EXTRA
                counted = (self._size - at - sector) // _RECORD
            end = at + sector + counted * _RECORD
            yield end, counted, header[2]
            at = -(-end // sector) * sector
            header = self._header(at)

    def _sealed_at(self, at: int) -> tuple[int, bytes, int] | None:
        """Return what the journal has at a place: number, page, sum; None where there is no page with its seal."""
        self._journal.seek(at)
        raw = self._journal.read(_RECORD)
        number = int.from_bytes(raw[:4], "big")
        page = raw[4 : 4 + PAGE]
        whole = len(raw) == _RECORD and 1 <= number <= self._pages and is_sealed(page, number, self._seal_key)
        return (number, page, int.from_bytes(raw[-4:], "big")) if whole else None

    def _left_over(self, at: int) -> Iterator[tuple[int, bytes]]:
        """Yield what no header counts and yet carries its seal, wherever it stands."""
        while at + _RECORD <= self._size:
            found = self._sealed_at(at)
            if found:
                yield found[:2]
            at += _RECORD if found else _STEP

    def _before(self, number: int) -> bytes | None:
        """Return a page as the record has it now, or None where it does not carry its seal."""
        self._record.seek((number - 1) * PAGE)
        page = self._record.read(PAGE)
        return page if is_sealed(page, number, self._seal_key) else None

    def _is_unchanged(self, number: int, page: bytes) -> bool:
        now = self._before(number)
        return now is not None and self._plain(number, now) == self._plain(number, page)

    def _plain(self, number: int, page: bytes) -> bytes:
        """Return what a page says: two of the same are not equal as they lie on the disk."""
        opened = Cipher(algorithms.AES256(self._key), modes.CBC(page[_SEALED - _IV : _SEALED])).decryptor()
        return opened.update(page[_SALT if number == 1 else 0 : _SEALED - _IV]) + opened.finalize()


def _sum(page: bytes, nonce: int) -> int:
    """Return SQLite's own sum of a page: where it does not fit, SQLite takes the journal to end there."""
    return (nonce + sum(page[at] for at in range(PAGE - 200, 0, -200))) & 0xFFFFFFFF


def _pages_of(first: bytes) -> int:
    """Return how many pages a record has by what its first page says, without the salt."""
    return int.from_bytes(first[_SIZE_AT - _SALT : _SIZE_AT - _SALT + 4], "big")
