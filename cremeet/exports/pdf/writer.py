"""The file syntax of a PDF: ReportLab's objects, written strictly enough for PDF/A, packed so that tags cost little."""

from __future__ import annotations

import hashlib
import zlib
from typing import Any, ClassVar

from reportlab.pdfbase import pdfdoc

_PACKED = 150
"""Objects to a compressed stream."""
_IN_FILE, _IN_STREAM = 1, 2


class TaggedPage(pdfdoc.PDFPage):  # type: ignore[misc]  # ReportLab publishes no types
    """A page that says where its content stands in the structure tree, and that the tab key follows it."""

    __NoDefault__: ClassVar = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs", "Group"]


class TaggedCatalog(pdfdoc.PDFCatalog):  # type: ignore[misc]  # ReportLab publishes no types
    """A catalog that may hold an output intent, which PDF/A asks for."""

    __NoDefault__: ClassVar = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents"]
    __Refs__: ClassVar = [name for name in pdfdoc.PDFCatalog.__NoDefault__ if name != "PageMode"]


class TaggedFile(pdfdoc.PDFDocument):  # type: ignore[misc]  # ReportLab publishes no types
    """ReportLab's document, written with exact lengths, compressed object streams and an identity from its content.

    ReportLab leaves out the line end before `endstream`, which PDF/A 6.1.7.1 asks for.
    """

    def format(self) -> bytes:
        """Return the whole file."""
        self.Reference(self.Catalog)
        self.Reference(self.info)
        streams, plain = self._formatted()
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places: dict[int, tuple[int, int, int]] = {}

        def put(number: int, body: bytes) -> None:
            places[number] = (_IN_FILE, len(out), 0)
            out.extend(b"%d 0 obj\n%b\nendobj\n" % (number, body))

        for number, body in streams.items():
            put(number, body)
        last = max((*streams, *plain))
        numbers = sorted(plain)
        for at in range(0, len(numbers), _PACKED):
            last += 1
            part = numbers[at : at + _PACKED]
            places.update({number: (_IN_STREAM, last, place) for place, number in enumerate(part)})
            put(last, _packed([(number, plain[number]) for number in part]))
        self._end(out, places, last + 1)
        return bytes(out)

    def _formatted(self) -> tuple[dict[int, bytes], dict[int, bytes]]:
        """Return every object's text by its number: streams, and the rest; formatting one may make another."""
        streams: dict[int, bytes] = {}
        plain: dict[int, bytes] = {}
        number = 1
        while number in self.numberToId:
            body = pdfdoc.format(self.idToObject[self.numberToId[number]], self, toplevel=1)
            if body.endswith(b"endstream\n") and b"\nstream\n" in body:
                streams[number] = body.removesuffix(b"endstream\n") + b"\nendstream"
            else:
                plain[number] = body.strip()
            number += 1
        return streams, plain

    def _end(self, out: bytearray, places: dict[int, tuple[int, int, int]], number: int) -> None:
        """Add the cross-reference stream, whose identity is that of all that went before it."""
        start = len(out)
        places[number] = (_IN_FILE, start, 0)
        rows = bytearray(b"\0\0\0\0\0\xff\xff")
        for at in range(1, number + 1):
            kind, place, index = places[at]
            rows += bytes([kind]) + place.to_bytes(4, "big") + index.to_bytes(2, "big")
        identity = hashlib.sha256(bytes(out)).hexdigest()[:32].encode()
        table = zlib.compress(bytes(rows), 9)
        out += b"%d 0 obj\n<</Type /XRef /Size %d /W [1 4 2] " % (number, number + 1)
        out += b"/Root %b /Info %b " % (self._written(self.Catalog), self._written(self.info))
        out += b"/ID [<%b><%b>] /Filter /FlateDecode /Length %d>>\n" % (identity, identity, len(table))
        out += b"stream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, start)

    def _written(self, thing: Any) -> bytes:
        reference: bytes = self.Reference(thing).format(self)
        return reference


def _packed(objects: list[tuple[int, bytes]]) -> bytes:
    """Return one object stream that holds these objects."""
    heads: list[bytes] = []
    bodies: list[bytes] = []
    offset = 0
    for number, body in objects:
        heads.append(b"%d %d" % (number, offset))
        bodies.append(body)
        offset += len(body) + 1
    head = b" ".join(heads) + b"\n"
    packed = zlib.compress(head + b"\n".join(bodies), 9)
    described = b"<</Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d>>\n"
    return described % (len(objects), len(head), len(packed)) + b"stream\n%b\nendstream" % packed
