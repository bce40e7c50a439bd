"""Which issued copy a file is, whether it is as it was issued, and whether another has taken its place.

A file is known by its SHA-256. One that was saved again or altered is known by the entry of the audit that every page
of it carries, and failing that by its name, which anybody can give a file: that is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from cremeet.clock import in_london
from cremeet.errors import ExportError
from cremeet.exports import protect
from cremeet.exports.document import shown_day
from cremeet.exports.opened import pieces
from cremeet.exports.placing import seal
from cremeet.exports.sending import Work
from cremeet.services import copies
from cremeet.services.copies import CopyLine

LARGEST = 200 * 1024 * 1024
"""Bytes of a file that is looked at: no document comes near it."""
_ENTRY = re.compile(r"\b(\d{1,9}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4})\b")
_NAME = re.compile(r"(?P<reference>[A-Z]+-[0-9A-Z]{4,8})-(?P<document>[a-z-]+)-c(?P<number>\d{2,})\.(?:docx|pdf)")


@dataclass(frozen=True, slots=True)
class Identified:
    """What a file is. `copy` None where the register has none such; `unaltered` where it is byte for byte as issued."""

    copy: CopyLine | None
    unaltered: bool
    sentences: tuple[str, ...]

    @property
    def known(self) -> bool:
        """Whether the register knows it."""
        return self.copy is not None


def identify(work: Work, file: Path) -> Identified:
    """Say which copy of this vault a file is. Raises ExportError for a file that cannot be read."""
    content = _read(file)
    found: tuple[CopyLine, ...] = work(copies.with_seal, seal(content))
    if found:
        same = "It is exactly as it was issued."
        if found[0].sha256 != seal(content):
            same = "It is exactly as it was made, without the password that it was issued with."
        return Identified(found[0], True, (_which(found[0]), same, *_standing(found[0])))
    carried = _carried(work, content)
    if carried is not None:
        altered = "It was saved again or altered since it was issued: do not rely on its words."
        return Identified(carried, False, (_which(carried), altered, *_standing(carried)))
    return _by_name(work, file, content)


def _by_name(work: Work, file: Path, content: bytes) -> Identified:
    """Fall back on the file's name, which proves nothing."""
    closed = ""
    if protect.is_protected(content):
        closed = " It asks for a password; save it without one where it opens, and try that file to know more."
    given = _NAME.fullmatch(file.name)
    for line in work(copies.register) if given else ():
        if given and (line.meeting_reference, line.number) == (given["reference"], int(given["number"])):
            said = f"By its name alone it would be copy {line.number}, but it is not the file that was issued.{closed}"
            return Identified(None, False, (said,))
    return Identified(None, False, (f"No copy of this vault is this file.{closed}",))


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            raise ExportError("That file is too large to be an issued document; choose another one.")
        return file.read_bytes()
    except OSError:
        raise ExportError("That file cannot be read; check where it is and whether it is open elsewhere.") from None


def _carried(work: Work, content: bytes) -> CopyLine | None:
    """Return the copy whose audit entry stands in a file that can be opened, or None."""
    form = "pdf" if content.startswith(b"%PDF") else "word" if content.startswith(b"PK") else ""
    if not form or protect.is_protected(content):
        return None
    try:
        entries = dict.fromkeys(entry for piece in pieces(content, form) for entry in _ENTRY.findall(piece.text))
    except ExportError:
        return None
    for entry in entries:
        line: CopyLine | None = work(copies.with_entry, entry)
        if line is not None:
            return line
    return None


def _which(line: CopyLine) -> str:
    agency = f", {line.agency_title}" if line.agency_title else ""
    return (
        f"Copy {line.number} of meeting {line.meeting_reference}: {line.document}, {line.version}, for {line.recipient}"
        f"{agency} ({line.audience_title}), issued {shown_day(in_london(line.issued_at).date())} by {line.issued_by}."
    )


def _standing(line: CopyLine) -> tuple[str, ...]:
    """Return whether it was superseded, asked back or ended."""
    said = []
    if line.superseded_by:
        said.append(f"It has been superseded: copy {line.superseded_by} took its place.")
    else:
        said.append("It is the newest copy for this reader.")
    if line.recall_on is not None and not line.ended_how:
        said.append(f"It was asked back by {shown_day(line.recall_on)}.")
    if line.ended_how and line.ended_on is not None:
        said.append(f"It was noted as {line.ended_how} on {shown_day(line.ended_on)}.")
    return tuple(said)
