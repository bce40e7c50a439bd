"""Reads a finished PDF back with pikepdf: what its structure tree says, and what is wrong with its tags.

Independent of the renderer: it goes from the file's own tree and letters maps to lines of text.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

PAINTS = {"S", "s", "f", "f*", "F", "B", "B*", "b", "b*", "Do", "sh"}
TEXTS = {"Tj", "TJ", "'", '"'}
LEAVES = {"P", "H1", "H2", "H3", "H4", "TH", "TD", "Caption", "Lbl", "LBody"}


@dataclass
class Page:
    """A page's letters: those of content by its number, and those of artifacts."""

    content: dict[int, str] = field(default_factory=dict)
    artifacts: str = ""


@dataclass
class Reading:
    """A file's lines in the order of its tree, how often each role occurs, its pages, and its faults."""

    pdf: pikepdf.Pdf
    lines: list[tuple[str, str]] = field(default_factory=list)
    roles: dict[str, int] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)

    def fault(self, words: str) -> None:
        self.faults.append(words)


def read(data: bytes) -> Reading:
    """Return what the file says and what is wrong with it."""
    reading = Reading(pikepdf.open(io.BytesIO(data)))
    for number, page in enumerate(reading.pdf.pages):
        reading.pages.append(_page(reading, number, page))
    _Tree(reading).walk()
    return reading


def _letters(font: Any) -> dict[int, str]:
    """Return a font's own map from codes to letters."""
    if "/ToUnicode" not in font:
        return {}
    body = font.ToUnicode.read_bytes().split(b"endcodespacerange")[1]
    pairs = re.findall(rb"<([0-9A-F]+)> <([0-9A-F]+)>\n", body)
    return {int(code, 16): bytes.fromhex(letters.decode()).decode("utf-16-be") for code, letters in pairs}


def _widths_agree(font: Any, program: bytes) -> bool:
    embedded = TTFont(io.BytesIO(program))
    first, unit = int(font.FirstChar), embedded["head"].unitsPerEm / 1000
    glyphs = embedded["cmap"].tables[0].cmap
    stated = {first + place: float(width) for place, width in enumerate(font.Widths)}
    return all(abs(stated[code] - embedded["hmtx"][glyphs[code]][0] / unit) <= 1 for code in glyphs if code in stated)


def _page(reading: Reading, number: int, page: Any) -> Page:
    if page.get("/Tabs") != Name.S:
        reading.fault(f"page {number + 1}: the tab key does not follow the structure")
    for font in page.Resources.Font.values():
        descriptor = font.get("/FontDescriptor")
        if descriptor is None or "/FontFile2" not in descriptor:
            reading.fault(f"page {number + 1}: {font.BaseFont} is not embedded")
        elif not _widths_agree(font, descriptor.FontFile2.read_bytes()):
            reading.fault(f"page {number + 1}: {font.BaseFont} states other widths than its letters have")
    out, letters = Page(), {}
    stack: list[tuple[str, int | None]] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        op = str(operator)
        if op in {"BDC", "BMC"}:
            _begin(reading, number, out, stack, operands)
        elif op == "EMC":
            stack.pop()
        elif op == "Tf":
            letters = _letters(page.Resources.Font[operands[0]])
        elif op in TEXTS | PAINTS and not stack:
            reading.fault(f"page {number + 1}: {op} is neither content nor artifact")
        elif op in TEXTS:
            _text(reading, out, stack, letters, operands[0])
    if stack:
        reading.fault(f"page {number + 1}: content is not closed")
    return out


def _begin(reading: Reading, number: int, out: Page, stack: list[tuple[str, int | None]], operands: Any) -> None:
    named = operands[1] if len(operands) > 1 and isinstance(operands[1], Dictionary) else {}
    mcid = named.get("/MCID")
    if mcid is not None:
        if any(m is not None for _, m in stack):
            reading.fault(f"page {number + 1}: content {mcid} lies in other content")
        out.content.setdefault(int(mcid), "")
    stack.append((str(operands[0]), None if mcid is None else int(mcid)))


def _text(
    reading: Reading, out: Page, stack: list[tuple[str, int | None]], letters: dict[int, str], operand: Any
) -> None:
    parts = operand if isinstance(operand, Array) else [operand]
    raw = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    text = "".join(letters.get(code, "\ufffd") for code in raw)
    if "\ufffd" in text:
        reading.fault("letters without a meaning are drawn")
    mcid = next((m for _, m in reversed(stack) if m is not None), None)
    if mcid is None:
        out.artifacts += text
    else:
        out.content[mcid] += text


class _Tree:
    """Walks the structure tree, gathering lines and faults."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.root = reading.pdf.Root.StructTreeRoot
        self.page_numbers = {page.objgen: n for n, page in enumerate(reading.pdf.pages)}
        nums = list(self.root.ParentTree.Nums)
        self.parents = {int(nums[i]): nums[i + 1] for i in range(0, len(nums), 2)}
        self.seen: set[tuple[int, int]] = set()
        self.headings: list[int] = []
        self.tables: list[list[int]] = []
        self.links = 0

    def walk(self) -> None:
        for kid in self.root.K:
            self.element(kid, None, None)
        fault = self.reading.fault
        for number, page in enumerate(self.reading.pages):
            for mcid, text in page.content.items():
                if (number, mcid) not in self.seen and text.strip():
                    fault(f"page {number + 1}: content {mcid} is not in the tree")
        if self.headings[:1] != [1] or self.headings.count(1) != 1:
            fault("there is not exactly one first heading of level 1")
        for above, level in zip(self.headings, self.headings[1:], strict=False):
            if level > above + 1:
                fault(f"a heading of level {level} follows one of level {above}")
        if any(len(set(rows)) > 1 for rows in self.tables):
            fault("a table's rows are of different lengths")
        annotations = sum(len(page.get("/Annots", [])) for page in self.reading.pdf.pages)
        if annotations != self.links:
            fault(f"{annotations} annotations, of which {self.links} are in the tree")

    def element(self, element: Any, page: Any, parent: str | None) -> tuple[str, str]:
        role = str(element.S)[1:]
        self.reading.roles[role] = self.reading.roles.get(role, 0) + 1
        page = element.get("/Pg", page)
        self.count(element, role)
        kids = element.get("/K", [])
        parts = []
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, int) or kid.get("/Type") == Name.MCR:
                parts.append(self.content(element, kid, page))
            elif kid.get("/Type") == Name.OBJR:
                self.link(element, role, kid.Obj)
            else:
                if kid.P.objgen != element.objgen:
                    self.reading.fault(f"{kid.S} does not know its parent")
                kid_role, text = self.element(kid, page, role)
                if kid_role in {"Link", "Span"}:
                    parts.append(text)
        text = str(element.ActualText) if "/ActualText" in element else "".join(parts)
        if role in LEAVES and text.strip():
            shown = "LI" if role == "LBody" or parent == "LBody" else role
            self.reading.lines.append((shown, " ".join(text.split())))
        return role, text

    def count(self, element: Any, role: str) -> None:
        if role == "Table":
            self.tables.append([])
            if "/Summary" not in element.A:
                self.reading.fault("a table has no summary")
        elif role == "TR":
            self.tables[-1].append(0)
        elif role in {"TH", "TD"}:
            self.tables[-1][-1] += 1
            if role == "TH" and "/Scope" not in element.A:
                self.reading.fault("a heading cell does not say what it heads")
        elif re.fullmatch(r"H\d", role):
            self.headings.append(int(role[1]))
        if "/Lang" in element:
            self.reading.languages.append(str(element.Lang))

    def content(self, element: Any, kid: Any, page: Any) -> str:
        number = self.page_numbers[(page if isinstance(kid, int) else kid.get("/Pg", page)).objgen]
        mcid = int(kid if isinstance(kid, int) else kid.MCID)
        if (number, mcid) in self.seen:
            self.reading.fault(f"page {number + 1}: content {mcid} is in the tree twice")
        self.seen.add((number, mcid))
        owners = self.parents.get(int(self.reading.pdf.pages[number].StructParents), [])
        if mcid >= len(owners) or owners[mcid] is None or owners[mcid].objgen != element.objgen:
            self.reading.fault(f"page {number + 1}: the way back from content {mcid} is wrong")
        return self.reading.pages[number].content.get(mcid, "")

    def link(self, element: Any, role: str, annotation: Any) -> None:
        self.links += 1
        if role != "Link" or self.parents[int(annotation.StructParent)].objgen != element.objgen:
            self.reading.fault("a link's place does not belong to its element")
        if not str(annotation.get("/Contents", "")) or not int(annotation.get("/F", 0)) & 4:
            self.reading.fault("a link has no words of its own, or is not printed")
