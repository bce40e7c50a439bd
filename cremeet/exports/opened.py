"""A finished file opened again, as somebody who searches it would: every place in it where words can lie.

Of a Word file that is every part, every element's text with the runs of a paragraph joined, every attribute, and what
the zip itself says; of a PDF every string, name and readable stream of every object, and the text of its pages as
PDFium, which is not the library that wrote it, finds it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cremeet.errors import ExportError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PARAGRAPHS = {f"{_W}p", f"{_A}p"}
_GAPS = {f"{_W}br", f"{_W}tab", f"{_W}cr", f"{_A}br"}
_PLACES = {
    "word/document.xml": "the text",
    "word/comments.xml": "a comment",
    "word/settings.xml": "the settings",
    "word/styles.xml": "the styles",
    "docProps/core.xml": "the properties",
    "docProps/app.xml": "the properties",
    "docProps/custom.xml": "the properties",
}
_MOST_UNPACKED = 400 * 1024 * 1024
"""Bytes that a Word file may hold once unpacked; a document of ours holds a few million."""
_NO_WORDS = ("/FontFile", "/FontFile2", "/FontFile3")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words found in a file, and where: "page 3", "the text", "a header", "the properties"."""

    place: str
    text: str


def pieces(content: bytes, form: str) -> Iterator[Piece]:
    """Yield every piece of an unprotected Word or PDF file. Raises ExportError for one that cannot be opened."""
    try:
        yield from _word(content) if form == "word" else _pdf(content)
    except ExportError:
        raise
    except Exception as error:
        raise ExportError("The finished document could not be opened again, so it was not issued.") from error


def _word(content: bytes) -> Iterator[Piece]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        if sum(entry.file_size for entry in file.infolist()) > _MOST_UNPACKED:
            raise ExportError("That Word file unpacks to more than any document holds, so it was not opened.")
        yield Piece("the file's own list of parts", _text(file.comment))
        for entry in file.infolist():
            said = f"{entry.filename}\n{_text(entry.comment)}\n{_text(entry.extra)}"
            yield Piece("the file's own list of parts", said)
            part = file.read(entry)
            place = _place(entry.filename)
            if part.lstrip()[:1] == b"<":
                yield from _xml(part, place)
            else:
                yield Piece(place, _text(part))
                yield Piece(place, part.decode("utf-16-le", "ignore"))


def _place(name: str) -> str:
    if name in _PLACES:
        return _PLACES[name]
    if name.startswith("word/header"):
        return "a header"
    if name.startswith("word/footer"):
        return "a footer"
    if name.endswith(".rels"):
        return "a link"
    return f"the part {name}"


def _xml(part: bytes, place: str) -> Iterator[Piece]:
    """Yield a part's text, a line for each paragraph, and its attributes: alternative texts and targets lie there."""
    from lxml import etree

    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    lines: list[str] = [""]
    attributes: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in {"comment", "pi"}:
            lines.append(element.text or "")
            lines.append(element.tail or "")
            continue
        if event == "start":
            if element.tag in _PARAGRAPHS:
                lines.append("")
            elif element.tag in _GAPS:
                lines[-1] += " "
            attributes += [str(value) for value in element.attrib.values() if value]
            lines[-1] += element.text or ""
        else:
            if element.tag in _PARAGRAPHS:
                lines.append("")
            lines[-1] += element.tail or ""
    yield Piece(place, "\n".join(lines))
    yield Piece(place, "\n".join(dict.fromkeys(attributes)))


def _pdf(content: bytes) -> Iterator[Piece]:
    import pikepdf
    import pypdfium2

    with pikepdf.open(io.BytesIO(content)) as file:
        said: list[str] = [_text(bytes(str(file.trailer.get("/Info", "")), "utf-8"))]
        fonts = {
            descriptor[key].objgen
            for descriptor in file.objects
            if isinstance(descriptor, pikepdf.Dictionary)
            for key in _NO_WORDS
            if key in descriptor
        }
        for each in file.objects:
            said += _strings(each, 0)
            if isinstance(each, pikepdf.Stream) and each.objgen not in fonts and _readable(each):
                yield Piece("a stream of the file", _text(_bytes(each)))
        said += _strings(file.trailer, 0)
        yield Piece("the file's structure or properties", "\n".join(said))
    read = pypdfium2.PdfDocument(content)
    try:
        for number in range(len(read)):
            page = read[number]
            text = page.get_textpage()
            yield Piece(f"page {number + 1}", text.get_text_range())
            text.close()
            page.close()
    finally:
        read.close()


def _readable(stream: Any) -> bool:
    """Whether a stream can hold words in clear: a picture's points cannot."""
    return bool(stream.get("/Subtype") != "/Image")


def _bytes(stream: Any) -> bytes:
    import pikepdf

    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:
        return bytes(stream.read_raw_bytes())


def _strings(thing: Any, depth: int) -> list[str]:
    """Return the strings and names directly inside an object; what it refers to is met by itself."""
    import pikepdf

    if depth > 0 and isinstance(thing, pikepdf.Object) and thing.is_indirect:
        return []
    if isinstance(thing, pikepdf.String):
        return [str(thing), _text(bytes(thing))]
    if isinstance(thing, pikepdf.Name):
        return [str(thing)[1:]]
    if isinstance(thing, pikepdf.Array):
        return [each for item in thing for each in _strings(item, depth + 1)]
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        found: list[str] = []
        for key in thing.keys():  # noqa: SIM118 - pikepdf's objects are walked by their keys alone
            found += [key[1:], *_strings(thing.get(key), depth + 1)]
        return found
    return []


def _text(raw: bytes) -> str:
    return raw.decode("utf-8") if _is_utf8(raw) else raw.decode("latin-1")


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
