"""Chinese and Japanese letters carried within a Word file, for the machines that have no font for them.

Only the letters that the document uses are carried, a few kilobytes. Latin and Arabic letters need none: every machine
with Word, and every one with LibreOffice, has them.
"""

from __future__ import annotations

import uuid

import uharfbuzz
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from cremeet import paths
from cremeet.exports.document import Document
from cremeet.exports.reading import plain_text
from cremeet.exports.text import Script, pieces

FAMILY = "Droid Sans Fallback"
_FILE = "DroidSansFallback.ttf"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OBSCURED = 32
"""How many bytes of an embedded font the format asks to be obscured with its key."""


def east_asian_letters(document: Document) -> frozenset[str]:
    """Return the letters of the document that are Chinese, Japanese or Korean."""
    found = (piece.text for piece in pieces(plain_text(document)) if piece.script is Script.CJK)
    return frozenset("".join(found))


def embed(document_part: Part, letters: frozenset[str]) -> None:
    """Put a font with these letters into the package of `document_part`, and the table of fonts that names it."""
    font = _subset(letters)
    key = uuid.uuid5(uuid.NAMESPACE_OID, font.hex())
    package = document_part.package
    kind = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
    font_part = Part(PackURI("/word/fonts/font1.odttf"), kind, _obscured(font, key), package)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"
    table = Part(PackURI("/word/fontTable.xml"), kind, b"", package)
    relation = table.relate_to(font_part, f"{_RELATIONS}/font")
    table._blob = (
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
        f'<w:fonts xmlns:w="{_WORDS}" xmlns:r="{_RELATIONS}"><w:font w:name="{FAMILY}"><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="variable"/>'
        f'<w:embedRegular r:id="{relation}" w:fontKey="{{{str(key).upper()}}}"/></w:font></w:fonts>'
    ).encode()
    document_part.relate_to(table, f"{_RELATIONS}/fontTable")


def _subset(letters: frozenset[str]) -> bytes:
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(ord(letter) for letter in letters)
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(paths.resources() / "fonts" / _FILE)))
    made: bytes = uharfbuzz.subset(face, wanted).blob.data
    return made


def _obscured(font: bytes, key: uuid.UUID) -> bytes:
    """Return the font with its first bytes mixed with the key, as ECMA-376 part 4 asks of every embedded font."""
    pattern = bytes.fromhex(key.hex)[::-1] * 2
    return bytes(a ^ b for a, b in zip(font[:_OBSCURED], pattern, strict=True)) + font[_OBSCURED:]
