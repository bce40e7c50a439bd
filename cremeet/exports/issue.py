"""Write one document of one meeting for one reader: the only way from a record to a file."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from cremeet.errors import ExportError
from cremeet.exports.action_sheet import action_sheet
from cremeet.exports.admit import Copy, admit, audience_named
from cremeet.exports.agenda import agenda
from cremeet.exports.document import Document
from cremeet.exports.minutes import minutes
from cremeet.exports.paper import paper
from cremeet.exports.plan import plan
from cremeet.exports.read_out import read_out
from cremeet.services.record import MeetingRecord

DOCUMENTS = ("minutes", "actions", "plan", "agenda", "paper", "read-out")
FORMATS = ("word", "pdf")
_BUILDERS: dict[str, Callable[[Copy], Document]] = {
    "minutes": minutes,
    "actions": action_sheet,
    "plan": plan,
    "agenda": agenda,
    "paper": paper,
    "read-out": read_out,
}
_ENDINGS = {"word": "docx", "pdf": "pdf"}


def build(record: MeetingRecord, document: str, *, audience: str | None = None, reader: str | None = None) -> Document:
    """Return the document tree for an audience (id or title; None the narrowest), and for one agency where `reader` is.

    Raises ExportError for a document or an audience that there is not.
    """
    if document not in _BUILDERS:
        raise ExportError(f"There is no such document; choose one of: {', '.join(DOCUMENTS)}.")
    return _BUILDERS[document](admit(record, audience_named(record.pack, audience), reader=reader))


def render(document: Document, form: str) -> bytes:
    """Return the document as a Word or PDF file. Raises ExportError for another form."""
    # The renderers load fonts and libraries for half a second: not before something is written.
    if form == "word":
        from cremeet.exports import word

        return word.render(document)
    if form == "pdf":
        from cremeet.exports import pdf

        return pdf.render(document)
    raise ExportError(f"There is no such format; choose one of: {', '.join(FORMATS)}.")


def lost_letters(document: Document, form: str) -> tuple[str, ...]:
    """Return the letters that this form of the document cannot show, so that a person is told before it is sent.

    Word shows every letter that the reader's machine has a font for; a PDF carries its own fonts, and prints a letter
    that they lack as its code point.
    """
    if form != "pdf":
        return ()
    from cremeet.exports import pdf

    return pdf.unprintable(document)


def file_name(reference: str, document: str, form: str, whom: str) -> str:
    """Return a name that says which document it is and for whom, and nothing about the child.

    `reference` is the meeting's, `whom` the id of the audience or of the one agency that reads it: two readers' copies
    never take each other's place.
    """
    return f"{reference}-{document}-{whom}.{_ENDINGS[form]}"


def write(
    record: MeetingRecord,
    document: str,
    form: str,
    folder: Path,
    *,
    audience: str | None = None,
    reader: str | None = None,
) -> Path:
    """Write a document into `folder`, whole or not at all, and return where it is.

    Raises ExportError when the folder cannot be written or the file is open elsewhere.
    """
    content = render(build(record, document, audience=audience, reader=reader), form)
    whom = reader or audience_named(record.pack, audience).id
    target = folder / file_name(record.head.reference, document, form, whom)
    part = target.with_name(f"{target.name}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        os.replace(part, target)  # noqa: PTH105 - Path.replace, spelt so that a test can fail it
    except OSError as error:
        with suppress(OSError):  # the folder may be none
            part.unlink()
        if isinstance(error, PermissionError):
            raise ExportError(
                "The document could not be written; close it where it is open, or choose another folder."
            ) from None
        raise ExportError(
            "The document could not be written there; choose another folder, or free some space."
        ) from None
    return target
