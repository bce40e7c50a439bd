"""Where an issued copy lands: whole or not at all, under a name that says nothing, over nothing that is not ours.

A file that was issued and then edited by hand has another SHA-256 than any in the register; it is never replaced.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from cremeet.errors import ExportError
from cremeet.vault.places import refuse_inside_vault

ENDINGS = {"word": "docx", "pdf": "pdf"}
_NOT_SIMPLE = re.compile(r"[^A-Za-z0-9-]+")
_WORDS_LOCK = "~$"
"""Word lays a file of this beginning beside a document that it has open; the rest is the name from its third letter.

LibreOffice's has the whole name."""


def seal(content: bytes) -> str:
    """Return the SHA-256 of a file's content, as the register keeps it (hex)."""
    return hashlib.sha256(content).hexdigest()


def file_name(reference: str, document: str, number: int, form: str) -> str:
    """Return a copy's file name, such as M-7F3K-minutes-c07.docx: which document and which copy, and nothing else."""
    plain = _NOT_SIMPLE.sub("-", f"{reference}-{document}")
    return f"{plain}-c{number:02d}.{ENDINGS[form]}"


def folder_name(reference: str, number: int) -> str:
    """Return the name of one reader's folder, such as M-7F3K-c07, after the first of the copies in it."""
    return f"{_NOT_SIMPLE.sub('-', reference)}-c{number:02d}"


def place(folder: Path, name: str, content: bytes, known: Collection[str] | None = ()) -> Path:
    """Write `content` to `folder`/`name` and return where it is; nothing is left behind where that fails.

    A file of that name is replaced only where its SHA-256 is among `known`, those of the files that were issued;
    None replaces whatever is there.
    Raises ExportError with one sentence: a folder that cannot be written or is none, a full disk, a file that is open
    in Word, or one that somebody wrote or changed, or a folder in a vault.
    """
    refuse_inside_vault(folder)
    target = folder / name
    # of nobody else: what is removed after a failure is ours, and it is no link to another file
    part = target.with_name(f"{name}.{secrets.token_hex(4)}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(part, content)
        if known is not None:
            _refuse_to_replace(target, known)  # at the last moment: somebody may save it meanwhile
        os.replace(part, target)  # noqa: PTH105 - Path.replace, spelt so that a test can fail it
    except OSError as error:
        with suppress(OSError):  # the folder may be none
            part.unlink()
        raise ExportError(_sentence(error)) from None
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    return target


def _write(part: Path, content: bytes) -> None:
    with part.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _refuse_to_replace(target: Path, known: Collection[str]) -> None:
    locks = (f"{_WORDS_LOCK}{target.name[2:]}", f".~lock.{target.name}#")
    if any(target.with_name(lock).exists() for lock in locks):
        raise ExportError("That document is open in Word or LibreOffice; close it there, then issue the copy again.")
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise ExportError("Something that is no document has the copy's name in that folder; choose another folder.")
    if target.exists() and seal(target.read_bytes()) not in known:
        raise ExportError(
            "A file of that name is there which cremeet did not write, or which somebody changed since; move it away "
            "or choose another folder."
        )


def _sentence(error: OSError) -> str:
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return "The document could not be written; close it where it is open, or choose another folder."
    if isinstance(error, FileExistsError | NotADirectoryError):
        return "That folder is a file; choose a folder for the documents."
    if error.errno == errno.ENAMETOOLONG:
        return "The folder's path is too long for a document in it; choose a folder nearer to the top."
    return "The document could not be written there; choose another folder, or free some space."
