"""One document of one meeting for one reader, built and drawn; `exports.sending` issues it, numbered and registered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from cremeet.errors import ExportError
from cremeet.exports.action_sheet import action_sheet
from cremeet.exports.admit import CHILD, Copy, admit, audience_named, reads_untagged
from cremeet.exports.agenda import agenda
from cremeet.exports.brief import brief
from cremeet.exports.document import Document
from cremeet.exports.extract import extract
from cremeet.exports.minutes import minutes
from cremeet.exports.paper import paper
from cremeet.exports.placing import ENDINGS, place
from cremeet.exports.plan import plan
from cremeet.exports.read_out import read_out
from cremeet.exports.redacted import redacted
from cremeet.exports.risk_assessment import risk_assessment
from cremeet.exports.summary import summary
from cremeet.practice.audiences import Audience
from cremeet.practice.pack import Pack
from cremeet.services.record import MeetingRecord

FORMATS = ("word", "pdf")
if TYPE_CHECKING:
    from cremeet.exports.word.template import Template

_BUILDERS: dict[str, Callable[[Copy], Document]] = {
    "minutes": minutes,
    "actions": action_sheet,
    "plan": plan,
    "extract": extract,
    "risk": risk_assessment,
    "brief": brief,
    "agenda": agenda,
    "paper": paper,
    "read-out": read_out,
    "summary": summary,
    "redacted": redacted,
}
DOCUMENTS = tuple(_BUILDERS)


def offered(document: str, audience: Audience, pack: Pack) -> bool:
    """Say whether a document is made for such readers: the read-out is the child's, the brief the chair's own."""
    if document == "read-out":
        return audience.id == CHILD
    if document == "brief":
        return all(audience.id in tag.audiences for tag in pack.tags)
    if document == "risk":
        return reads_untagged(pack, audience)
    if document in {"paper", "extract"}:
        return audience.professional
    return document in _BUILDERS


def build(record: MeetingRecord, document: str, *, audience: str | None = None, reader: str | None = None) -> Document:
    """Return the document tree for an audience (id or title; None the narrowest), and for one agency where `reader` is.

    Raises ExportError for a document or an audience that there is not.
    """
    return built(admit(record, audience_named(record.pack, audience), reader=reader), document)


def built(copy: Copy, document: str) -> Document:
    """Return the document tree of a copy that was cut already. Raises ExportError for a document that there is not."""
    if document not in _BUILDERS:
        raise ExportError(f"There is no such document; choose one of: {', '.join(DOCUMENTS)}.")
    return _BUILDERS[document](copy)


def render(document: Document, form: str, template: Template | None = None) -> bytes:
    """Return the document as a Word or PDF file, Word in a council's own look where its template is given.

    Raises ExportError for another form.
    """
    # The renderers load fonts and libraries for half a second: not before something is written.
    if form == "word":
        from cremeet.exports import word

        return word.render(document, template)
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
    return f"{reference}-{document}-{whom}.{ENDINGS[form]}"


def write(
    record: MeetingRecord,
    document: str,
    form: str,
    folder: Path,
    *,
    audience: str | None = None,
    reader: str | None = None,
) -> Path:
    """Write a specimen into `folder`, whole or not at all, over an earlier one, and return where it is.

    It has no number, no password and no place in the register: for invented records alone. Raises ExportError when the
    folder cannot be written or the file is open elsewhere.
    """
    content = render(build(record, document, audience=audience, reader=reader), form)
    whom = reader or audience_named(record.pack, audience).id
    return place(folder, file_name(record.head.reference, document, form, whom), content, known=None)
