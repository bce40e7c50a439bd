"""The fonts that every PDF carries within it, which of them has a letter, and the shaping of names in Arabic script.

Atkinson Hyperlegible Next sets the text; what it lacks falls back to Noto Sans, its mathematical and symbol fonts, Noto
Naskh Arabic and Droid Sans Fallback. ReportLab keeps fonts for the whole process, so one document is made at a time.
"""

# ruff: noqa: N802 - ReportLab gives the methods that it calls their names
from __future__ import annotations

import functools
from typing import Any, Final

import uharfbuzz
from reportlab.pdfbase import pdfmetrics, ttfonts

from cremeet import paths
from cremeet.exports.text import Script, pieces

BODY: Final = "Atkinson"
BOLD: Final = "Atkinson-Bold"
_FILES: Final = {
    BODY: "AtkinsonHyperlegibleNext-Regular.ttf",
    BOLD: "AtkinsonHyperlegibleNext-Bold.ttf",
    "Noto": "NotoSans-Regular.ttf",
    "Noto-Bold": "NotoSans-Bold.ttf",
    "Math": "NotoSansMath-Regular.ttf",
    "Symbols": "NotoSansSymbols2-Regular.ttf",
    "Naskh": "NotoNaskhArabic-Regular.ttf",
    "Naskh-Bold": "NotoNaskhArabic-Bold.ttf",
    "Droid": "DroidSansFallback.ttf",
}
_FALLBACKS: Final = {
    False: (BODY, "Noto", "Math", "Symbols", "Droid"),
    True: (BOLD, "Noto-Bold", "Math", "Symbols", "Droid"),
}
_PRIVATE: Final = 0xF0000
_PRIVATE_USE: Final = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFF))
_CODES_IN_A_BLOCK: Final = 100
_JOINERS: Final = "\u200c\u200d"
_SPACES: Final = frozenset(" \n\u00a0")
# a discretionary ligature turns the name Muhammad into one ornament; kerning needs offsets that ReportLab cannot set
_FEATURES: Final = {"kern": False, "liga": True, "dlig": False}


class EmbeddedFont(ttfonts.TTFont):  # type: ignore[misc]  # ReportLab publishes no types
    """A font whose text can be copied: each code says which letters it stands for.

    ReportLab writes U+0000 for unused codes and blocks of up to 256 entries where 100 are allowed; and a shaped glyph
    has no letter of its own, so each gets a private code here, with its letters beside it.
    """

    def __init__(self, name: str, path: str) -> None:
        super().__init__(name, path)
        self.letters: dict[int, str] = {}
        self._codes: dict[tuple[int, str], int] = {}

    def has(self, letter: str) -> bool:
        """Whether the font can print the letter; private codes are for shaped glyphs and never for what was typed."""
        code = ord(letter)
        return code in self.face.charToGlyph and not any(low <= code <= high for low, high in _PRIVATE_USE)

    def shaped(self, text: str) -> str:
        """Return the private codes that draw a text of right-to-left script from the left, joined as it is written."""
        if not text:
            return ""
        font = uharfbuzz.Font(self.hbFace)
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.direction, buffer.script = "rtl", "Arab"
        buffer.guess_segment_properties()
        uharfbuzz.shape(font, buffer, _FEATURES)
        clusters = sorted({info.cluster for info in buffer.glyph_infos})
        ends = dict(zip(clusters, [*clusters[1:], len(text)], strict=True))
        out = []
        for info in buffer.glyph_infos:
            letters = text[info.cluster : ends.pop(info.cluster, info.cluster)]
            if letters and not letters.strip(_JOINERS):
                continue  # it has shaped its neighbours and shows nothing itself
            # the width that the font states: PDF asks that what a file states is the same
            out.append(chr(self._code(info.codepoint, letters, font.get_glyph_h_advance(info.codepoint))))
        return "".join(out)

    def _code(self, glyph: int, letters: str, advance: int) -> int:
        """Return the private code of a glyph that stands for these letters (none for a mark beside its letter)."""
        key = (glyph, letters)
        if key not in self._codes:
            code = _PRIVATE + len(self._codes)
            self._codes[key] = code
            self.letters[code] = letters
            self.face.charToGlyph[code] = glyph
            self.face.charWidths[code] = self.pdfScale(advance)
        return self._codes[key]

    def addObjects(self, doc: Any) -> None:
        """Add the font's objects to a document, with maps from codes to letters of our own."""
        state = self.state[doc]
        subsets = [list(subset) for subset in state.subsets]
        name = state.internalName
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            reference = doc.idToObject["BasicFonts"].dict[f"{name}+{number}"].ToUnicode
            doc.idToObject[reference.name].content = self._to_unicode(subset)

    def _to_unicode(self, subset: list[int]) -> str:
        pairs = [(code, self.letters.get(letter, chr(letter))) for code, letter in enumerate(subset) if letter]
        pairs = [(code, letters or "\u200b") for code, letters in pairs]
        lines = [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
        ]
        for at in range(0, len(pairs), _CODES_IN_A_BLOCK):
            block = pairs[at : at + _CODES_IN_A_BLOCK]
            lines.append(f"{len(block)} beginbfchar")
            lines += [f"<{code:02X}> <{letters.encode('utf-16-be').hex().upper()}>" for code, letters in block]
            lines.append("endbfchar")
        lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
        return "\n".join(lines)


class Outline:
    """The outline of words as moves, lines and curves, for what is to be seen and not read, such as a watermark."""

    def __init__(self, words: str, name: str) -> None:
        self.steps: list[tuple[str, tuple[float, ...]]] = []
        """Each step's kind (moveTo, lineTo, curveTo, close) and coordinates, in thousandths of the font's size."""
        self.width = 0.0
        shaper = uharfbuzz.Font(font(name).hbFace)
        scale = 1000 / shaper.face.upem
        pen = uharfbuzz.DrawFuncs()
        pen.set_move_to_func(lambda x, y, _: self._step("moveTo", scale, x, y))
        pen.set_line_to_func(lambda x, y, _: self._step("lineTo", scale, x, y))
        pen.set_cubic_to_func(lambda a, b, c, d, x, y, _: self._step("curveTo", scale, a, b, c, d, x, y))
        pen.set_close_path_func(lambda _: self.steps.append(("close", ())))
        buffer = uharfbuzz.Buffer()
        buffer.add_str(words)
        buffer.guess_segment_properties()
        uharfbuzz.shape(shaper, buffer)
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            shaper.draw_glyph(info.codepoint, pen)
            self.width += position.x_advance * scale

    def _step(self, kind: str, scale: float, *places: float) -> None:
        moved = tuple(at * scale + (0 if index % 2 else self.width) for index, at in enumerate(places))
        self.steps.append((kind, moved))


@functools.cache
def font(name: str) -> EmbeddedFont:
    """Return a font by its name, loaded when a document first needs it (the Chinese one takes a moment)."""
    made = EmbeddedFont(name, str(paths.resources() / "fonts" / _FILES[name]))
    pdfmetrics.registerFont(made)
    if name == BODY:
        font(BOLD)
        pdfmetrics.registerFontFamily(BODY, normal=BODY, bold=BOLD, italic=BODY, boldItalic=BOLD)
    return made


def naskh(*, bold: bool) -> EmbeddedFont:
    """Return the font for Arabic script."""
    return font("Naskh-Bold" if bold else "Naskh")


@functools.lru_cache(4096)
def name_for(letter: str, *, bold: bool) -> str | None:
    """Return the name of the first font that can print a letter of no Arabic script, or None."""
    if letter in _SPACES:
        return _FALLBACKS[bold][0]
    return next((name for name in _FALLBACKS[bold] if font(name).has(letter)), None)


def printable(letter: str) -> bool:
    """Whether any of the fonts can print the letter."""
    return letter in _SPACES or name_for(letter, bold=False) is not None or naskh(bold=False).has(letter)


def code_point(letter: str) -> str:
    """Return how a letter that no font has is printed, so that nothing is lost without a trace: [U+1F600]."""
    return f"[U+{ord(letter):04X}]"


def in_one_font(text: str, *, bold: bool) -> str:
    """Return text in letters that the text font has; another is shown as its code point."""
    only = font(BOLD if bold else BODY)
    return "".join(letter if letter == " " or only.has(letter) else code_point(letter) for letter in text[:200])


def width(text: str, size: float, *, bold: bool) -> float:
    """Return the width of a text in points, each letter in the font that will print it."""
    total = 0.0
    for piece in pieces(text):
        if piece.script is Script.ARABIC:
            known = "".join(letter for letter in piece.text if naskh(bold=bold).has(letter))
            total += float(naskh(bold=bold).stringWidth(naskh(bold=bold).shaped(known), size)) if known else 0.0
            continue
        for letter in piece.text:
            name = name_for(letter, bold=bold)
            shown, name = (letter, name) if name else (code_point(letter), BODY)
            total += float(font(name).stringWidth(shown, size))
    return total
