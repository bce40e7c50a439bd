"""What surrounds the text on every page of a Word file: marking, reference, version, page numbers, DRAFT behind it."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from docx.enum.section import WD_ORIENT
from docx.section import Section
from docx.shared import Mm, Pt

from cremeet.exports import style as look
from cremeet.exports.document import Document
from cremeet.exports.word.markup import element, field, plain

_TAB = "<w:r><w:tab/></w:r>"
_SHORT = 8
"""Letters behind the text up to which they are as large as DRAFT."""


def set_page(section: Section, *, landscape: bool) -> None:
    """Give the section its A4 page, its margins and a first page with a header of its own."""
    short, long = Mm(210), Mm(297)
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
    section.left_margin = section.right_margin = Pt(look.SIDE_MARGIN)
    section.top_margin, section.bottom_margin = Mm(25), Mm(24)
    section.header_distance, section.footer_distance = Mm(8), Mm(7)
    section.different_first_page_header_footer = True


def set_running(section: Section, document: Document) -> None:
    """Fill the headers and footers of the first and of the later pages."""
    words = " · ".join(
        part for part in ("DRAFT" if document.is_draft and not document.large else "", document.copy) if part
    )
    behind = _watermark(words) if words else ""
    copy = (_paragraph("RunningCopy", plain(document.copy)),) if document.copy else ()
    head = _paragraph("Header", plain(document.kind) + _TAB + _TAB + plain(document.control))
    pages = plain("Page ") + field("PAGE", "1") + plain(" of ") + field("NUMPAGES", "1")
    state = plain(f"Version {document.version} · {document.status.capitalize()}")
    foot = _paragraph("Footer", plain(document.organisation) + _TAB + state + _TAB + pages)
    marking = _paragraph("RunningMarking", plain(document.marking))
    filled = (
        (section.first_page_header, (_paragraph("FirstMarking", behind + plain(document.marking)), *copy)),
        (section.header, (_paragraph("RunningMarking", behind + plain(document.marking)), *copy, head)),
        (section.first_page_footer, (foot, marking)),
        (section.footer, (foot, marking)),
    )
    for part, paragraphs in filled:
        part.is_linked_to_previous = False
        root = part._element  # python-docx has no public way to write a header's own markup
        for old in list(root):
            root.remove(old)
        for xml in paragraphs:
            root.append(element(xml))


def _paragraph(style: str, content: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def _watermark(words: str) -> str:
    """Return words behind the text, as the WordArt shape that Word's own watermark is made of."""
    width, height = (400, 130) if len(words) <= _SHORT else (560, max(20, round(1000 / len(words))))
    formulas = (
        "sum #0 0 10800",
        "prod #0 2 1",
        "sum 21600 0 @1",
        "sum 0 0 @2",
        "sum 21600 0 @3",
        "if @0 @3 0",
        "if @0 21600 @1",
        "if @0 0 @2",
        "if @0 @4 21600",
        "mid @5 @6",
        "mid @8 @5",
        "mid @7 @8",
        "mid @6 @7",
        "sum @6 0 @5",
    )
    shape_type = (
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e">'
        f"<v:formulas>{''.join(f'<v:f eqn={quoteattr(formula)}/>' for formula in formulas)}</v:formulas>"
        '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
        'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
    )
    place = (
        f"position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{height}pt;rotation:315;"
        "z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    return (
        '<w:r><w:rPr><w:noProof/></w:rPr><w:pict xmlns:v="urn:schemas-microsoft-com:vml" '
        f'xmlns:o="urn:schemas-microsoft-com:office:office">{shape_type}'
        f'<v:shape id="Draft1" o:spid="_x0000_s2049" type="#_x0000_t136" alt={quoteattr(words)} style="{place}" '
        f'fillcolor="#{look.WATERMARK}" stroked="f">'
        f'<v:textpath style="font-family:Arial;font-size:1pt" string={quoteattr(words)}/></v:shape></w:pict></w:r>'
    )
