"""A council's own Word template: the look of its styles and its logo, and nothing else of the file.

What is taken is read value by value and written anew (fonts, sizes, colours, spacing, alignment), so that no markup of
the template's reaches a document. The file may be hostile: all of it is counted and measured before it is parsed.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import lzma
import re
import zipfile
import zlib
from dataclasses import asdict, dataclass
from typing import Any

from lxml import etree
from PIL import Image

from cremeet.errors import ExportError

LARGEST, MOST_UNPACKED, MOST_PARTS = 10 * 1024 * 1024, 60 * 1024 * 1024, 400
"""Bytes of the file, bytes once unpacked, and parts in it: a template of styles has a tenth of each."""
LEAST_CONTRAST = 4.5
"""WCAG 1.4.3, against white paper."""
STYLES = {
    "Normal": "Normal",
    "heading 1": "Heading1",
    "heading 2": "Heading2",
    "heading 3": "Heading3",
    "heading 4": "Heading4",
    "caption": "Caption",
    "header": "Header",
    "footer": "Footer",
}
"""The styles that are taken, by their names in Word, with the ids that our documents use."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FONT = re.compile(r"[\w .-]{1,60}")
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_ALIGNED = {"left", "start", "center", "right", "end"}
_WIDEST_LOGO, _LEAST_SIZE, _LEAST_RUNNING = 1200, 24, 18
_RUNNING = {"Header", "Footer", "Caption"}
"""What stands around the text may be smaller than it."""
_RUN_ORDER = ("rFonts", "b", "i", "color", "sz", "szCs")
"""The order in which the format asks for a run's properties."""
_HOSTILE = ("vbaproject", "vbadata", "activex", "oleobject", "/embeddings/", "afchunk", ".bin", ".exe", ".js", ".vbs")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What zipfile and its unpackers raise for a file that is cut short, altered, encrypted or packed in an unknown way."""
_NOT_WORD = "That file is no Word document; choose the council's template as a .docx file."


@dataclass(frozen=True, slots=True)
class Look:
    """How one style looks; 0 or empty is as before. Sizes are in half points, spacing in twentieths of a point."""

    font: str = ""
    size: int = 0
    colour: str = ""
    bold: bool = False
    italic: bool = False
    before: int = -1
    after: int = -1
    align: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """What was taken of a council's template: looks by style id, the logo as a PNG (empty for none), and what lacks."""

    looks: dict[str, Look]
    logo: bytes
    missing: tuple[str, ...]
    seal: str

    def to_json(self) -> str:
        """Return it as text that a vault can keep."""
        looks = {style: asdict(look) for style, look in self.looks.items()}
        logo = base64.b64encode(self.logo).decode()
        return json.dumps({"looks": looks, "logo": logo, "missing": self.missing, "seal": self.seal})

    @classmethod
    def from_json(cls, text: str) -> Template | None:
        """Return what `to_json` made, or None for empty or damaged text."""
        try:
            kept = json.loads(text)
            looks = {style: Look(**look) for style, look in kept["looks"].items()}
            return cls(looks, base64.b64decode(kept["logo"]), tuple(kept["missing"]), kept["seal"])
        except (ValueError, KeyError, TypeError):
            return None


def read_template(content: bytes, *, fallback: bool = False) -> Template:
    """Return what is taken of a template. Raises ExportError for what is no Word file, is hostile, or lacks a style.

    With `fallback`, cremeet's own look stands in for a style that is missing or too faint, and `missing` names it.
    """
    parts = _parts(content)
    try:
        styles, theme = _xml(parts["word/styles.xml"]), _theme_fonts(parts)
        found = {_value(each.find(f"{_W}name")).casefold(): each for each in styles.iter(f"{_W}style")
                 if each.get(f"{_W}type") == "paragraph"}  # fmt: skip
        ids = {each.get(f"{_W}styleId", ""): each for each in styles.iter(f"{_W}style")}
        missing = [name for name in STYLES if name.casefold() not in found]
        looks = {
            our_id: _look(found[name.casefold()], ids, styles, theme)
            for name, our_id in STYLES.items()
            if name.casefold() in found
        }
        logo = _logo(parts)
    except ExportError:
        raise
    except Exception as error:  # somebody else's XML can be wrong in any way, and none of them is ours to tell apart
        raise ExportError(_NOT_WORD) from error
    faint = [name for name, our_id in STYLES.items() if our_id in looks and not _readable(looks[our_id].colour)]
    if missing and not fallback:
        raise ExportError(
            f"The template has no style called {_listed(missing)}; add it in Word, or use cremeet's own for it."
        )
    if faint and not fallback:
        raise ExportError(
            f"The style {_listed(faint)} is too pale to be read on white paper; darken it, or use cremeet's own for it."
        )
    kept = {our_id: look for our_id, look in looks.items() if _readable(look.colour)}
    return Template(kept, logo, (*missing, *faint), hashlib.sha256(content).hexdigest())


def _parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of a file that is what it says it is, within measure and without anything that acts."""
    if len(content) > LARGEST:
        raise ExportError("That template is larger than any template of styles; choose a smaller one.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            entries = file.infolist()
            names = [entry.filename for entry in entries]
            if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise ExportError("That template unpacks to more than any template of styles; choose another one.")
            if len(set(names)) != len(names) or any(entry.flag_bits & 1 for entry in entries):
                raise ExportError("That template is protected or damaged; save it again in Word without a password.")
            parts = {entry.filename: _read(file, entry) for entry in entries}
    except _BROKEN:
        raise ExportError(_NOT_WORD) from None
    if "word/styles.xml" not in parts or "[Content_Types].xml" not in parts:
        raise ExportError(_NOT_WORD)
    if b"macroEnabled" in parts["[Content_Types].xml"] or any(
        bad in name.casefold() for name in names for bad in _HOSTILE
    ):
        raise ExportError("That template holds macros or embedded programs; save it as a plain .docx without them.")
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")) and (b"<!DOCTYPE" in part or b"<!ENTITY" in part):
            raise ExportError("That template declares entities, which no Word file needs; save it again in Word.")
        if name.endswith(".rels") and _reaches_out(part):
            raise ExportError(
                "That template fetches something from elsewhere; break its links in Word and save it again."
            )
    return parts


def _read(file: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return a part, whose real size is no more than it was declared with."""
    with file.open(entry) as opened:
        raw = opened.read(entry.file_size + 1)
    if len(raw) > entry.file_size:
        raise ExportError("That template is damaged: a part is larger than it says; save it again in Word.")
    return raw


def _reaches_out(part: bytes) -> bool:
    return any(
        each.get("TargetMode") == "External" and not each.get("Type", "").endswith("/hyperlink")
        for each in _xml(part).iter()
        if isinstance(each.tag, str)
    )


def _xml(part: bytes) -> Any:
    try:
        return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise ExportError(_NOT_WORD) from None


def _value(element: Any, name: str = "val") -> str:
    return "" if element is None else str(element.get(f"{_W}{name}", ""))


def _look(style: Any, ids: dict[str, Any], styles: Any, theme: dict[str, str]) -> Look:
    """Return a style's look: its own, then what it is based on, then the document's defaults."""
    chain, at = [style], style
    while len(chain) < 12 and (base := ids.get(_value(at.find(f"{_W}basedOn")))) is not None and base not in chain:
        chain.append(base)
        at = base
    defaults = styles.find(f"{_W}docDefaults")
    runs = [each.find(f"{_W}rPr") for each in chain]
    if defaults is not None:
        runs.append(defaults.find(f"{_W}rPrDefault/{_W}rPr"))
    paragraphs = [each.find(f"{_W}pPr") for each in chain]

    def first(path: str, where: list[Any], name: str = "val") -> str:
        values = (_value(one.find(path), name) for one in where if one is not None)
        return next((value for value in values if value), "")

    font = first(f"{_W}rFonts", runs, "ascii") or theme.get(first(f"{_W}rFonts", runs, "asciiTheme")[:5], "")
    colour, align = first(f"{_W}color", runs), first(f"{_W}jc", paragraphs)
    return Look(
        font=font if _FONT.fullmatch(font) else "",
        size=_number(first(f"{_W}sz", runs), 12, 120),
        colour=colour.upper() if _COLOUR.fullmatch(colour) else "",
        bold=_on(f"{_W}b", runs),
        italic=_on(f"{_W}i", runs),
        before=_number(first(f"{_W}spacing", paragraphs, "before"), 0, 2000, -1),
        after=_number(first(f"{_W}spacing", paragraphs, "after"), 0, 2000, -1),
        align={"start": "left", "end": "right"}.get(align, align) if align in _ALIGNED else "",
    )


def _on(path: str, runs: list[Any]) -> bool:
    for one in runs:
        found = None if one is None else one.find(path)
        if found is not None:
            return found.get(f"{_W}val", "1") not in {"0", "false", "off"}
    return False


def _number(text: str, least: int, most: int, none: int = 0) -> int:
    return int(text) if text.isdigit() and least <= int(text) <= most else none


def _theme_fonts(parts: dict[str, bytes]) -> dict[str, str]:
    """Return the theme's fonts: "major" for headings, "minor" for text."""
    raw = parts.get("word/theme/theme1.xml")
    if raw is None:
        return {}
    theme = _xml(raw)
    found = {}
    for kind in ("major", "minor"):
        latin = theme.find(f".//{_A}{kind}Font/{_A}latin")
        found[kind] = "" if latin is None else str(latin.get("typeface", ""))
    return found


def _logo(parts: dict[str, bytes]) -> bytes:
    """Return the first picture of a header as a fresh PNG without anything else, or nothing."""
    for name in sorted(name for name in parts if re.fullmatch(r"word/header\d*\.xml", name)):
        targets = {}
        rels = parts.get(name.replace("word/", "word/_rels/") + ".rels")
        if rels is not None:
            targets = {each.get("Id"): each.get("Target", "") for each in _xml(rels)}
        for blip in _xml(parts[name]).iter(f"{_A}blip"):
            raw = parts.get(f"word/{targets.get(blip.get(f'{_R}embed'), '')}")
            if raw is not None:
                return _drawn_anew(raw)
    return b""


def _drawn_anew(raw: bytes) -> bytes:
    try:
        with Image.open(io.BytesIO(raw)) as picture:
            if picture.width * picture.height > 40_000_000:
                return b""
            shown = picture.convert("RGBA")
    except (OSError, ValueError, Image.DecompressionBombError):
        return b""  # a kind that Pillow does not read, such as a Windows metafile
    shown.thumbnail((_WIDEST_LOGO, _WIDEST_LOGO))
    ground = Image.new("RGB", shown.size, "white")
    ground.paste(shown, mask=shown.getchannel("A"))
    out = io.BytesIO()
    ground.save(out, "PNG", optimize=True)
    return out.getvalue()


def dress(styles: Any, template: Template) -> None:
    """Give the styles of a document the template's looks, in place; `styles` is the element that holds them.

    Text stays at twelve points at the least, and a heading keeps its place in the outline.
    """
    for style in styles:
        look = template.looks.get(style.get(f"{_W}styleId", ""))
        if look is None or style.get(f"{_W}type") != "paragraph":
            continue
        run, paragraph = _made(style, "rPr"), _made(style, "pPr")
        least = _LEAST_RUNNING if style.get(f"{_W}styleId") in _RUNNING else _LEAST_SIZE
        wanted = {
            "rFonts": {"ascii": look.font, "hAnsi": look.font} if look.font else None,
            "b": {} if look.bold else None,
            "i": {} if look.italic else None,
            "color": {"val": look.colour} if look.colour else None,
            "sz": {"val": str(max(look.size, least))} if look.size else None,
            "szCs": {"val": str(max(look.size, least))} if look.size else None,
        }
        kept = {each.tag: each for each in run if wanted.get(each.tag.removeprefix(_W), "ours") is None}
        for each in list(run):
            run.remove(each)
        for name in _RUN_ORDER:
            attributes = wanted.get(name)
            if attributes is not None:
                run.append(_element(name, attributes))
            elif f"{_W}{name}" in kept and name not in {"b", "i"}:
                run.append(kept[f"{_W}{name}"])
        spacing = paragraph.find(f"{_W}spacing")
        for name, value in (("before", look.before), ("after", look.after)):
            if spacing is not None and value >= 0:
                spacing.set(f"{_W}{name}", str(value))
        if look.align and spacing is not None and paragraph.find(f"{_W}jc") is None:
            spacing.addnext(_element("jc", {"val": look.align}))


def _made(style: Any, name: str) -> Any:
    """Return a style's properties, made in their place where it has none: a paragraph's before a run's."""
    found = style.find(f"{_W}{name}")
    if found is not None:
        return found
    made = _element(name, {})
    run = style.find(f"{_W}rPr")
    if name == "pPr" and run is not None:
        run.addprevious(made)
    else:
        style.append(made)
    return made


def _element(name: str, attributes: dict[str, str]) -> Any:
    made = etree.Element(f"{_W}{name}")
    for key, value in attributes.items():
        made.set(f"{_W}{key}", value)
    return made


def _readable(colour: str) -> bool:
    """Whether a colour is dark enough on white; none is our own ink."""
    return not colour or contrast_on_white(colour) >= LEAST_CONTRAST


def contrast_on_white(colour: str) -> float:
    """Return WCAG's contrast of a colour (six hex digits) with white."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def _listed(names: list[str]) -> str:
    quoted = [f"“{name}”" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
