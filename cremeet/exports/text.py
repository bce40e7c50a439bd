"""Text hygiene for everything that leaves: what a person typed, made safe to print, to read aloud and to copy.

Every string in a document tree passes through `clean`, so no renderer meets a character that XML forbids or one that
reorders the words around it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import Enum

_NEWLINES = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls; XML forbids most of them and the rest print as nothing
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # half characters and noncharacters
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction overrides, which can disguise what a line says
    "\u00ad\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"  # invisible: soft hyphens, word joiners, annotations
    "\ufe00-\ufe0f\U000e0000-\U000e01ef]"  # variation selectors and tags
)
_ARABIC = "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
_CJK = (
    "\u2e80-\u303f\u3040-\u33ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003134f"
)
_STRAY_JOINER = re.compile(f"(?<![{_ARABIC}])[\u200c\u200d]|[\u200c\u200d](?![{_ARABIC}])")
_PIECES = re.compile(f"([{_ARABIC}][{_ARABIC}\u200c\u200d]*(?: +[{_ARABIC}][{_ARABIC}\u200c\u200d]*)*)|([{_CJK}]+)")
_URDU_LETTERS = re.compile("[\u0679\u0688\u0691\u06ba\u06c1\u06be\u06d2\u06a9\u067e\u0686\u06af\u06cc]")
_KANA = re.compile("[\u3040-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_ADDRESS = re.compile(
    r"""(https?://[A-Za-z0-9.-]{1,253}(?::\d{1,5})?(?:[/?#](?:[^\s<>"]{0,2000}[^\s<>".,;:!?'’”)\]])?)?)"""
    r"""|(?<![\w.+-])([A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6})"""
)


_TARGET = re.compile(
    r"(?:https?://[A-Za-z0-9.-]{1,253}(?::\d{1,5})?(?:[/?#][^\s<>\"]*)?|mailto:[^\s<>\"/]+@[^\s<>\"/]+)", re.IGNORECASE
)
_ESCAPED_IN_TARGETS = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]")


class Script(Enum):
    """Which of the font families a piece of text is set in."""

    LATIN = "latin"
    ARABIC = "arabic"
    CJK = "cjk"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one script; `language` is a BCP 47 tag, or None where it is the document's own."""

    script: Script
    text: str
    language: str | None = None


def clean(text: str) -> str:
    """Return `text` in NFC, with line ends as newlines and no forbidden, invisible or direction-changing characters.

    NFC makes a typed w and a combining circumflex the one Welsh letter that fonts hold. A joiner between two Arabic
    letters is part of the spelling and stays.
    """
    if text.isascii() and text.isprintable():
        return text
    kept = _FORBIDDEN.sub("", _NEWLINES.sub("\n", text).replace("\t", " "))
    return unicodedata.normalize("NFC", _STRAY_JOINER.sub("", kept))


def pieces(text: str) -> tuple[Piece, ...]:
    """Return `text` cut where the script changes; spaces between two words of Arabic script stay with them."""
    if text.isascii():
        return (Piece(Script.LATIN, text),) if text else ()
    out: list[Piece] = []
    at = 0
    for found in _PIECES.finditer(text):
        if found.start() > at:
            out.append(Piece(Script.LATIN, text[at : found.start()]))
        if found.group(1):
            out.append(Piece(Script.ARABIC, found.group(), "ur" if _URDU_LETTERS.search(found.group()) else "ar"))
        else:
            out.append(Piece(Script.CJK, found.group(), _east_asian(found.group())))
        at = found.end()
    if at < len(text):
        out.append(Piece(Script.LATIN, text[at:]))
    return tuple(out)


def _east_asian(text: str) -> str:
    """Return the language that the letters themselves give away; Han alone is taken for Chinese."""
    if _KANA.search(text):
        return "ja"
    return "ko" if _HANGUL.search(text) else "zh"


def addresses(text: str) -> tuple[tuple[str, str | None], ...]:
    """Return `text` as (text, target) parts; typed web and mail addresses have a target, the rest None.

    A bare address that is not a link cannot be reached from the keyboard.
    """
    if "://" not in text and "@" not in text:
        return ((text, None),)
    out: list[tuple[str, str | None]] = []
    at = 0
    for found in _ADDRESS.finditer(text):
        if found.start() > at:
            out.append((text[at : found.start()], None))
        out.append((found.group(), found.group(1) or f"mailto:{found.group(2)}"))
        at = found.end()
    if at < len(text) or not out:
        out.append((text[at:], None))
    return tuple(out)


def safe_target(link: str) -> str | None:
    """Return a web or mail target that both file formats accept, or None for any other kind of link.

    A malformed target in a Word file can make the whole file unreadable, so what is not plainly an address is refused.
    """
    if not _TARGET.fullmatch(link):
        return None
    return _ESCAPED_IN_TARGETS.sub(lambda found: "".join(f"%{byte:02X}" for byte in found.group().encode()), link)


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec")


def shown_day(day: date) -> str:
    """Return a day as documents show it, "Tue 1 Dec 2026", as the window does, whatever the machine's language."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"
