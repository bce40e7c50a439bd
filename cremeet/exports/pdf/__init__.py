"""The PDF of a document tree, tagged so that it can be heard, for PDF/UA-1 and PDF/A-2a, by ReportLab."""

from __future__ import annotations

import io
import threading
from typing import Any

from reportlab import rl_config
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from cremeet.exports import style as look
from cremeet.exports.document import Document
from cremeet.exports.pdf import fonts
from cremeet.exports.pdf.canvas import TaggedCanvas
from cremeet.exports.pdf.metadata import CREATOR, PRODUCER
from cremeet.exports.pdf.page import BOTTOM, TOP_FIRST, TOP_LATER, Furniture, page_size
from cremeet.exports.pdf.sheet import Sheet
from cremeet.exports.pdf.story import Story
from cremeet.exports.reading import plain_text

__all__ = ["render", "unprintable"]

rl_config.useA85 = 0  # text in place of bytes only makes the file a quarter larger
_ONE_AT_A_TIME = threading.Lock()
"""ReportLab's fonts belong to the process, and one font serves one document at a time."""


def render(document: Document, scale: float = 1.0) -> bytes:
    """Return the document as the bytes of a PDF; `scale` sets the text larger, as a `large` document is anyway.

    The same document gives the same bytes. A letter that no font has is printed as its code point, such as [U+1F600];
    `unprintable` says beforehand which those are.
    """
    with _ONE_AT_A_TIME:
        return _render(document, max(scale, look.LARGE) if document.large else scale)


def unprintable(document: Document) -> tuple[str, ...]:
    """Return the letters of the document that no font can print, so that a person can be told before it is issued."""
    with _ONE_AT_A_TIME:
        letters = sorted(set(plain_text(document)))
        return tuple(letter for letter in letters if not fonts.printable(letter))


def _render(document: Document, scale: float) -> bytes:
    out = io.BytesIO()
    width, height = size = page_size(document)
    story = Story(document, Sheet(scale), height - TOP_LATER - BOTTOM - mm)
    flowables = story.flowables()
    furniture = Furniture(document)

    def canvas(target: Any, **given: Any) -> TaggedCanvas:
        made = TaggedCanvas(target, root=story.root, document=document, furniture=furniture.finish, **given)
        made.marks.link_texts = story.link_texts
        made.showOutline()
        return made

    template = BaseDocTemplate(
        out,
        pagesize=size,
        title=document.neutral_title,
        author=document.organisation,
        subject=document.kind,
        keywords=document.reference,
        creator=CREATOR,
        producer=PRODUCER,
    )

    def frame(top: float) -> Frame:
        text_height = height - BOTTOM - top
        text = look.text_width(landscape=document.landscape)
        return Frame((width - text) / 2, BOTTOM, text, text_height, 0, 0, 0, 0)

    template.addPageTemplates(
        [
            PageTemplate("first", [frame(TOP_FIRST)], onPage=furniture.begin_first, autoNextPageTemplate="later"),
            PageTemplate("later", [frame(TOP_LATER)], onPage=furniture.begin_later),
        ]
    )
    template.build(flowables, canvasmaker=canvas)
    return out.getvalue()
