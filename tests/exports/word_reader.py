"""Reads a finished Word file back with zipfile and lxml, not python-docx: what it says, with its numbers counted, and
what is wrong with it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
STRUCTURE = {W + name for name in ("rStyle", "lang", "rtl", "pStyle", "numPr")}
ROLES = {"Caption": "Caption", "TableText": "TD", "TableFigure": "TD"}


@dataclass
class Reading:
    """A file's lines as (role, label, text), its parts, and its faults."""

    lines: list[tuple[str, str, str]] = field(default_factory=list)
    parts: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def text_of(self, pattern: str) -> list[str]:
        """Return the text of each part whose name matches."""
        return ["".join(p.itertext(W + "t")) for name, p in sorted(self.parts.items()) if re.fullmatch(pattern, name)]


def read(data: bytes) -> Reading:
    """Return what the file says and what is wrong with it."""
    reading = Reading()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                reading.parts[name] = etree.fromstring(package.read(name))
    body = reading.parts["word/document.xml"][0]
    styles = {s.get(W + "styleId"): s for s in reading.parts["word/styles.xml"].iter(W + "style")}
    numbers = _Numbers(reading.parts["word/numbering.xml"], styles)
    for paragraph in body.iter(W + "p"):
        style = _value(paragraph.find(f"{W}pPr/{W}pStyle"))
        text = _text(paragraph)
        label = numbers.label(paragraph, style)  # a number is used up by an empty paragraph too
        if text:
            reading.lines.append((_role(style), label, text))
    _audit(reading, body, styles)
    return reading


def _value(element: Any) -> str:
    return "" if element is None else element.get(W + "val", "")


def _text(paragraph: Any) -> str:
    """Return a paragraph's words on one line, without the shape before a status."""
    out = []
    for run in paragraph.iter(W + "r"):
        if not _value(run.find(f"{W}rPr/{W}rStyle")).startswith("Status"):
            out += [" " if part.tag == W + "br" else part.text or "" for part in run.iter(W + "t", W + "br")]
    return " ".join("".join(out).split())


def _role(style: str) -> str:
    if heading := re.fullmatch(r"Heading(\d)", style):
        return f"H{heading[1]}"
    if re.search(r"(List|Callout\w+)(Bullet|Number)\d?$", style) or re.fullmatch(r"Callout\w+(Bullet|Number)", style):
        return "LI"
    if style in ROLES:
        return ROLES[style]
    return "TH" if style.startswith("Table") else "P"


class _Numbers:
    """Counts lists as Word and LibreOffice both do, from the numbering part and the styles."""

    def __init__(self, part: Any, styles: dict[str, Any]) -> None:
        self.styles = styles
        self.shapes = {s.get(W + "abstractNumId"): s for s in part.iter(W + "abstractNum")}
        self.uses = {n.get(W + "numId"): n for n in part.iter(W + "num")}
        self.counts: dict[tuple[str, str], int] = {}

    def label(self, paragraph: Any, style: str) -> str:
        properties = paragraph.find(f"{W}pPr/{W}numPr")
        by_style = properties is None
        if properties is None and style in self.styles:
            properties = self.styles[style].find(f"{W}pPr/{W}numPr")
        if properties is None:
            return ""
        use, level = _value(properties.find(W + "numId")), _value(properties.find(W + "ilvl"))
        shape = self.shapes[_value(self.uses[use].find(W + "abstractNumId"))]
        own = next(lv for lv in shape.iter(W + "lvl") if lv.get(W + "ilvl") == level)
        if by_style and _value(own.find(W + "pStyle")) != style:
            return ""  # LibreOffice shows no label here
        mark = _value(own.find(W + "lvlText"))
        if _value(own.find(W + "numFmt")) == "bullet":
            return mark
        start = next((o for o in self.uses[use].iter(W + "lvlOverride") if o.get(W + "ilvl") == level), None)
        first = int(_value(start.find(W + "startOverride"))) if start is not None else 1
        self.counts[use, level] = self.counts.get((use, level), first - 1) + 1
        return mark.replace(f"%{int(level) + 1}", str(self.counts[use, level]))


def _audit(reading: Reading, body: Any, styles: dict[str, Any]) -> None:
    for name, part in reading.parts.items():
        if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
            _audit_part(name, part, styles, reading.faults.append)
    relations = {r.get("Id") for r in reading.parts["word/_rels/document.xml.rels"]}
    for link in body.iter(W + "hyperlink"):
        if link.get(R + "id") not in relations or not "".join(link.itertext()).strip():
            reading.faults.append("a link leads nowhere or has no words")
    for properties in body.iter(W + "rPr", W + "pPr"):
        for child in properties:
            hint = child.tag == W + "rFonts" and set(child.attrib) == {W + "hint"}
            if child.tag not in STRUCTURE and not hint:
                reading.faults.append(f"direct formatting: {etree.QName(child).localname}")
    for table in body.iter(W + "tbl"):
        _audit_table(table, reading.faults.append)


def _audit_part(name: str, part: Any, styles: dict[str, Any], fault: Any) -> None:
    for kind in ("pStyle", "rStyle", "tblStyle"):
        for used in part.iter(W + kind):
            if _value(used) not in styles:
                fault(f"{name}: style {_value(used)} is not defined")
    fields = [f.get(W + "fldCharType") for f in part.iter(W + "fldChar")]
    if fields.count("begin") != fields.count("end") or fields.count("begin") != fields.count("separate"):
        fault(f"{name}: a field is not closed")


def _audit_table(table: Any, fault: Any) -> None:
    rows, columns = table.findall(W + "tr"), len(table.find(W + "tblGrid"))
    for kind in ("tblCaption", "tblDescription"):
        if not _value(table.find(f"{W}tblPr/{W}{kind}")):
            fault(f"a table has no {kind}")
    if table.find(f"{W}tblPr/{W}tblLook").get(W + "firstRow") == "1" and rows[0].find(f"{W}trPr/{W}tblHeader") is None:
        fault("a table's heading row is not repeated")
    for row in rows:
        if row.find(f"{W}trPr/{W}cantSplit") is None:
            fault("a row may be split over pages")
        cells = row.findall(W + "tc")
        if len(cells) != columns or any(cell[-1].tag != W + "p" for cell in cells):
            fault("a row has too few cells, or a cell does not end in a paragraph, which Word refuses to open")
