"""Pieces of WordprocessingML as text: namespaces, fields and runs of words."""

from __future__ import annotations

from collections.abc import Callable
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from cremeet.exports.document import Run
from cremeet.exports.text import Piece, Script, pieces

NAMESPACES = nsdecls("w", "r")
_BIDI = {"ur": "ur-PK", "ar": "ar-SA"}
_EAST_ASIAN = {"zh": "zh-CN", "ja": "ja-JP", "ko": "ko-KR"}


def element(xml: str) -> BaseOxmlElement:
    """Return one element from its text, whose first tag is given the namespaces."""
    end = min(at for at in (xml.find(" "), xml.find("/"), xml.find(">")) if at > 0)
    return parse_xml(f"{xml[:end]} {NAMESPACES}{xml[end:]}")


def field(code: str, cached: str) -> str:
    """Return a field and the result that shows until Word lays the page out; `updateFields` would ask the reader."""
    parts = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {code} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{escape(cached)}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(f"<w:r>{part}</w:r>" for part in parts)


def plain(text: str, style: str = "") -> str:
    """Return one run of text, in a character style where one is named."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def words(runs: tuple[Run, ...], relation: Callable[[str], str]) -> str:
    """Return runs as WordprocessingML; `relation` answers a link's target with its relationship id."""
    out: list[str] = []
    for run in runs:
        style = "Hyperlink" if run.link else "Strong" if run.bold else ""
        inner = "".join(_piece(piece, style, run.lang) for piece in pieces(run.text))
        out.append(
            f'<w:hyperlink r:id="{relation(run.link)}" w:history="1">{inner}</w:hyperlink>' if run.link else inner
        )
    return "".join(out)


def _piece(piece: Piece, style: str, lang: str | None) -> str:
    """Return one run in one script, with the language that decides its font, its direction and how it is read aloud."""
    properties = f'<w:rStyle w:val="{style}"/>' if style else ""
    if piece.script is Script.ARABIC:
        tag = lang or _BIDI.get(piece.language or "", "ar-SA")
        properties += f'<w:rtl/><w:lang w:bidi="{escape(tag)}"/>'
    elif piece.script is Script.CJK:
        tag = lang or _EAST_ASIAN.get(piece.language or "", "zh-CN")
        properties += f'<w:rFonts w:hint="eastAsia"/><w:lang w:eastAsia="{escape(tag)}"/>'
    elif lang:
        properties += f'<w:lang w:val="{escape(lang)}"/>'
    text = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in piece.text.split("\n"))
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{text}</w:r>"
