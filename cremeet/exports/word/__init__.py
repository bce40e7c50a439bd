"""The Word file of a document tree: real styles, headings, lists and tables; the same document gives the same bytes."""

from __future__ import annotations

from cremeet.exports.document import Document
from cremeet.exports.word.body import Body
from cremeet.exports.word.package import Package
from cremeet.exports.word.template import Template

__all__ = ["render"]


def render(document: Document, template: Template | None = None) -> bytes:
    """Return the document as the bytes of a .docx file, in a council's own look where its template is given.

    python-docx supplies the package and its relations; the text is written as WordprocessingML, a block at a time, so
    the work grows with the length of the document and no faster.
    """
    package = Package(document, template)
    package.fill(Body(document, package).blocks())
    return package.to_bytes()
