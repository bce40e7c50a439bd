"""One file that holds a whole vault: what a backup is, and what a vault is handed over in. It stays encrypted.

A stored zip with exactly three members, in this order: `manifest.json` (what it is, with the size and SHA-256 of the
others), `record.db` and `keys.json`. Whoever sends us a file may be nobody's friend: the members are counted, their
sizes are measured while they are read and never believed, and nothing but these three names is ever written.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import struct
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from cremeet.clock import Clock, system_clock
from cremeet.errors import BundleError, NewerVaultError, VaultError
from cremeet.vault import keyfile
from cremeet.vault.pages import PAGE
from cremeet.vault.slots import canonical

FORMAT, VERSION = "cremeet-bundle", 1
BACKUP, HAND_OVER = "backup", "hand-over"
MANIFEST, RECORD, KEYS = "manifest.json", "record.db", "keys.json"
MOST_BYTES = 8 << 30
"""Bytes of the largest record that is read, eight gibibytes: no county's is a tenth of it."""

_MEMBERS = [MANIFEST, RECORD, KEYS]
_MOST_MANIFEST = 16_384
_AROUND = 4_096
"""Bytes that the zip itself may add to its members."""
_CHUNK = 1 << 20
_DAY = (1980, 1, 1, 0, 0, 0)  # the same for everyone: the manifest says when
_LOCAL = b"PK\x03\x04"
_END = struct.Struct("<4s16xH")
"""The end of a zip: its mark, counts and places, and the length of a comment."""
_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a bundle says it is; `head` is that of the record of who did what. Nothing of it is authenticated."""

    kind: str
    vault: str
    made_at: datetime
    head: dict[str, Any] | None
    sizes: dict[str, int]
    seals: dict[str, str]


def pack(
    record: Path, content: dict[str, Any], to: Path, *, kind: str = HAND_OVER, clock: Clock = system_clock
) -> None:
    """Write the record file and the key file's `content` into a bundle at `to`, and have the disk hold it.

    It is read back before this returns. `to` is a passing name: it is the caller who gives it its own. Raises OSError
    where it cannot be written, BundleError where it does not come back as it was written; then nothing is left of it.
    """
    keys = canonical(content)
    seal, size = _measured(record)
    body = {
        "format": FORMAT,
        "version": VERSION,
        "kind": kind,
        "vault": content["vault"],
        "made_at": f"{clock():%Y-%m-%dT%H:%M:%SZ}",
        "head": content["anchor"],
        "files": {
            RECORD: {"size": size, "sha256": seal},
            KEYS: {"size": len(keys), "sha256": hashlib.sha256(keys).hexdigest()},
        },
    }
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(to, flags, 0o600), "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
                archive.writestr(_member(MANIFEST), canonical(body))
                with record.open("rb") as source, archive.open(_member(RECORD), "w", force_zip64=True) as target:
                    shutil.copyfileobj(source, target, _CHUNK)
                archive.writestr(_member(KEYS), keys)
            file.flush()
            os.fsync(file.fileno())
        keyfile.sync_folder(to.parent)
        check(to)
    except BaseException:
        with suppress(OSError):
            to.unlink()
        raise


def manifest(file: Path) -> Manifest:
    """Return what a bundle says it is, without reading the record in it. Raises as `check`."""
    with _opened(file) as archive:
        return _manifest(archive, file)


def keys_of(file: Path) -> dict[str, Any]:
    """Return the content of the key file in a bundle; raises as `check`, and as `keyfile.parse`."""
    with _opened(file) as archive:
        said = _manifest(archive, file)
        kept: list[bytes] = []
        _read(archive, KEYS, said, kept.append)
    return _content(b"".join(kept), said)


def check(file: Path) -> Manifest:
    """Read a bundle through, and return what it says it is.

    Raises BundleError where it is none or not whole, NewerVaultError for one of a newer program.
    """
    with _opened(file) as archive:
        said = _manifest(archive, file)
        kept: list[bytes] = []
        _read(archive, RECORD, said, lambda _: None)
        _read(archive, KEYS, said, kept.append)
    _content(b"".join(kept), said)
    return said


def unpack(file: Path, folder: Path) -> Manifest:
    """Write a bundle's record and keys into a new `folder`, checked while they are written; leave nothing if they fail.

    Raises as `check`, and OSError where the folder is there already or does not take them.
    """
    folder.mkdir(mode=0o700)
    try:
        with _opened(file) as archive:
            said = _manifest(archive, file)
            kept: list[bytes] = []
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            with os.fdopen(os.open(folder / RECORD, flags, 0o600), "wb") as target:
                _read(archive, RECORD, said, target.write)
                target.flush()
                os.fsync(target.fileno())
            _read(archive, KEYS, said, kept.append)
        keyfile.save(folder / KEYS, _content(b"".join(kept), said))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return said


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    """Open a bundle whose outside is as `pack` makes it: nothing before, between or behind, no comment, no cipher."""
    if file.exists() and not file.is_file() and not file.is_dir():  # a pipe would be waited for
        raise _none()
    try:
        with file.open("rb") as opened:
            _check_ends(opened)
            with zipfile.ZipFile(opened) as archive:
                _check_members(archive, file.stat().st_size)
                yield archive
    except FileNotFoundError:
        raise BundleError("There is no such file; choose the file of a backup or of a vault handed over.") from None
    except IsADirectoryError:
        raise BundleError("That is a folder; choose the file of a backup or of a vault handed over.") from None
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, struct.error):
        raise _not_whole() from None


def _check_ends(opened: IO[bytes]) -> None:
    """Refuse what does not begin with a member, and what has a comment or anything else behind its end."""
    if opened.read(len(_LOCAL)) != _LOCAL:
        raise _none()
    if opened.seek(0, os.SEEK_END) < _END.size:
        raise _none()
    opened.seek(-_END.size, os.SEEK_END)
    mark, comment = _END.unpack(opened.read(_END.size))
    if mark != b"PK\x05\x06" or comment:
        raise _not_whole()
    opened.seek(0)


def _check_members(archive: zipfile.ZipFile, whole: int) -> None:
    found = archive.infolist()
    if [member.filename for member in found] != _MEMBERS or archive.comment:
        raise _none()
    place = 0
    for member in found:
        sound = (
            member.compress_type == zipfile.ZIP_STORED
            and not member.flag_bits & 0x2041  # no cipher of any kind
            and member.file_size == member.compress_size
            and not member.comment
            and place <= member.header_offset <= place + 64  # a zip64 data descriptor at most
        )
        if not sound:
            raise _not_whole()
        place = member.header_offset + 30 + len(member.filename) + member.file_size
    if sum(member.file_size for member in found) > whole or whole - place > _AROUND:
        raise _not_whole()


def _manifest(archive: zipfile.ZipFile, file: Path) -> Manifest:
    with archive.open(MANIFEST) as opened:
        raw = opened.read(_MOST_MANIFEST + 1)
    if len(raw) > _MOST_MANIFEST:
        raise _none()
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        raise _not_whole() from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise _none()
    version = found.get("version")
    if type(version) is int and version > VERSION:
        raise NewerVaultError("That file was made by a newer cremeet; install the newer program to open it.")
    if type(version) is not int or version != VERSION or not _well_formed(found):
        raise _not_whole()
    said = found["files"]
    sizes = {name: said[name]["size"] for name in (RECORD, KEYS)}
    if any(archive.getinfo(name).file_size != sizes[name] for name in sizes) or sizes[RECORD] > file.stat().st_size:
        raise _not_whole()
    at = datetime.strptime(found["made_at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    seals = {name: said[name]["sha256"] for name in sizes}
    return Manifest(found["kind"], found["vault"], at, found["head"], sizes, seals)


def _well_formed(found: dict[str, Any]) -> bool:
    said = found.get("files")
    return (
        set(found) == {"format", "version", "kind", "vault", "made_at", "head", "files"}
        and found["kind"] in (BACKUP, HAND_OVER)
        and type(found["vault"]) is str
        and type(found["made_at"]) is str
        and _AT.fullmatch(found["made_at"]) is not None
        and (found["head"] is None or keyfile.is_anchor(found["head"]))
        and isinstance(said, dict)
        and set(said) == {RECORD, KEYS}
        and all(_is_file(one) for one in said.values())
        and PAGE <= said[RECORD]["size"] <= MOST_BYTES
        and said[RECORD]["size"] % PAGE == 0
        and 0 < said[KEYS]["size"] <= keyfile.MAX_BYTES
    )


def _is_file(said: object) -> bool:
    return (
        isinstance(said, dict)
        and set(said) == {"size", "sha256"}
        and type(said["size"]) is int
        and type(said["sha256"]) is str
        and re.fullmatch("[0-9a-f]{64}", said["sha256"]) is not None
    )


def _read(archive: zipfile.ZipFile, name: str, said: Manifest, take: Callable[[bytes], object]) -> None:
    """Hand a member over in pieces; raise BundleError where it is not as long, or not what the manifest says."""
    seal, left = hashlib.sha256(), said.sizes[name]
    with archive.open(name) as opened:
        while True:
            piece = opened.read(min(_CHUNK, left + 1))
            if not piece:
                break
            left -= len(piece)
            if left < 0:
                raise _not_whole()
            seal.update(piece)
            take(piece)
    if left or seal.hexdigest() != said.seals[name]:
        raise _not_whole()


def _content(raw: bytes, said: Manifest) -> dict[str, Any]:
    content = keyfile.parse(raw)
    if content["vault"] != said.vault:
        raise _not_whole()
    return content


def _measured(file: Path) -> tuple[str, int]:
    seal, size = hashlib.sha256(), 0
    with file.open("rb") as opened:
        while piece := opened.read(_CHUNK):
            seal.update(piece)
            size += len(piece)
    return seal.hexdigest(), size


def _member(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, _DAY)
    made.external_attr = 0o600 << 16
    return made


def _none() -> VaultError:
    return BundleError("That file is no backup of a vault, and no vault that was handed over; choose another.")


def _not_whole() -> VaultError:
    return BundleError("That file was damaged or cut short, and nothing was taken from it; use another copy of it.")
