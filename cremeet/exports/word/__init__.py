"""The Word file of a document tree: real styles, headings, lists and tables; the same document gives the same bytes."""

from __future__ import annotations

from cremeet.exports.document import Document
from cremeet.exports.word.body import Body
from cremeet.exports.word.package import Package

__all__ = ["render"]


def render(document: Document) -> bytes:
    """Return the document as the bytes of a .docx file.

    python-docx supplies the package and its relations; the text is written as WordprocessingML, a block at a time, so
    the work grows with the length of the document and no faster.
    """
    package = Package(document)
    package.fill(Body(document, package).blocks())
    return package.to_bytes()
