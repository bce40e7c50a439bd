"""The styles of a Word file: every look in it has a name here, so that the body holds no formatting of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cremeet.exports import style as look
from cremeet.exports.style import Type

FONT = "Arial"
CELL_MARGIN = 110
"""At each side of a cell, in twentieths of a point."""
BULLETS, NUMBERS, CALLOUT_BULLETS, CALLOUT_NUMBERS = 1, 2, 3, 4
"""The list shapes of `numbering`."""

LEADING_IN = "LeadingIn"
"""The end of the name of a style that keeps to what follows it."""

HANGING = int(look.LIST_INDENT * 20)
CALLOUT_INDENT = 284
"""How far a list's words stand in behind its label, and a callout's behind the margin, in twentieths of a point."""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph style; `frame` is the markup of borders, shading and tabs, `tail` that of indents and alignment."""

    style_id: str
    name: str
    type: Type
    colour: str = ""
    bold: bool = False
    keep_next: bool = False
    outline: int | None = None
    built_in: bool = False
    following: str = ""
    numbered: tuple[int, int] | None = None
    frame: str = ""
    tail: str = ""
    keep_lines: bool = False

    def xml(self, scale: float) -> str:
        """Return the style's element, its type at a scale."""
        t = Type(*(measure * scale for measure in self.type))
        paragraph = "<w:keepNext/>" if self.keep_next else ""
        paragraph += "<w:keepLines/>" if self.keep_next or self.keep_lines else ""
        if self.numbered:
            paragraph += f'<w:numPr><w:ilvl w:val="{self.numbered[1]}"/><w:numId w:val="{self.numbered[0]}"/></w:numPr>'
        paragraph += self.frame
        paragraph += f'<w:spacing w:before="{t.before * 20:.0f}" w:after="{t.after * 20:.0f}"'
        paragraph += f' w:line="{t.leading * 20:.0f}" w:lineRule="atLeast"/>{self.tail}'
        if self.outline is not None:
            paragraph += f'<w:outlineLvl w:val="{self.outline}"/>'
        run = "<w:b/><w:bCs/>" if self.bold else ""
        run += f'<w:color w:val="{self.colour}"/>' if self.colour else ""
        run += f'<w:sz w:val="{t.size * 2:.0f}"/><w:szCs w:val="{t.size * 2:.0f}"/>'
        custom = "" if self.built_in else ' w:customStyle="1"'
        following = f'<w:next w:val="{self.following}"/>' if self.following else ""
        return (
            f'<w:style w:type="paragraph"{custom} w:styleId="{self.style_id}"><w:name w:val="{self.name}"/>'
            f'<w:basedOn w:val="Normal"/>{following}<w:qFormat/><w:pPr>{paragraph}</w:pPr>'
            f"<w:rPr>{run}</w:rPr></w:style>"
        )


def defaults(language: str, east_asian_font: str, scale: float = 1) -> str:
    """Return the document's defaults: fonts by script, size (at a scale), language and spacing."""
    fonts = f'w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{east_asian_font}" w:cs="{FONT}"'
    size = f"{look.BODY.size * scale * 2:.0f}"
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        f'<w:lang w:val="{language}" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f'<w:pPrDefault><w:pPr><w:spacing w:after="{look.BODY.after * scale * 20:.0f}"'
        f' w:line="{look.BODY.leading * scale * 20:.0f}"'
        ' w:lineRule="atLeast"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )


def styles(width: int, scale: float = 1) -> Iterator[str]:
    """Yield the element of every style; `width` is the text's, in twentieths of a point.

    `scale` sets the text larger: it is 1.5 in large print. What surrounds the text on every page stays as it is.
    """
    # The ink colour is Normal's and not a default: LibreOffice would force a default over status colours in tables.
    yield (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:rPr><w:color w:val="{look.INK}"/></w:rPr></w:style>'
    )
    yield (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    )
    yield (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    yield (
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        "<w:semiHidden/></w:style>"
    )
    for paragraph in (*_front(), *_text(), *_lists(), *_cells(), *_callouts(), _ruled(width)):
        yield paragraph.xml(scale)
    for paragraph in _running(width):
        yield paragraph.xml(1)
    yield from _characters()
    yield from _tables()


def _front() -> Iterator[_Paragraph]:
    sides = ("top", "left", "bottom", "right")
    lines = "".join(f'<w:{s} w:val="single" w:sz="8" w:space="6" w:color="{look.MARKING}"/>' for s in sides)
    box = f'<w:pBdr>{lines}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{look.MARKING_TINT}"/>'
    inset = '<w:ind w:left="142" w:right="142"/>'
    yield _Paragraph("Organisation", "Organisation", look.ORGANISATION, look.TEAL, bold=True)
    yield _Paragraph(
        "Heading1",
        "heading 1",
        look.TITLE,
        look.NAVY,
        bold=True,
        keep_next=True,
        outline=0,
        built_in=True,
        following="Normal",
    )
    yield _Paragraph("Subtitle", "Subtitle", look.SUBTITLE, look.MUTED, built_in=True)
    yield _Paragraph("Identity", "Document Identity", look.IDENTITY, look.MUTED)
    yield _Paragraph("Marking", "Protective Marking", Type(12, 16, 4), look.MARKING, True, True, frame=box, tail=inset)
    yield _Paragraph("MarkingText", "Protective Marking Text", Type(11, 15, 0, 16), frame=box, tail=inset)


def _text() -> Iterator[_Paragraph]:
    colours = {2: look.NAVY, 3: look.INK, 4: look.INK}
    for level, type_ in look.HEADINGS.items():
        name = f"heading {level}"
        yield _Paragraph(
            f"Heading{level}", name, type_, colours[level], True, True, level - 1, built_in=True, following="Normal"
        )
    for suffix, words in (("", ""), (LEADING_IN, " Leading In")):
        kept = bool(suffix)
        yield _Paragraph(f"Lead{suffix}", f"Lead{words}", look.LEAD, look.MUTED, keep_next=kept)
        yield _Paragraph(f"Small{suffix}", f"Small{words}", look.SMALL, look.MUTED, keep_next=kept, keep_lines=True)
        yield _Paragraph(f"Label{suffix}", f"Label{words}", look.LABEL, bold=True, keep_next=kept)
    yield _Paragraph(LEADING_IN, "Body Leading In", look.BODY, keep_next=True)
    yield _Paragraph("Caption", "caption", look.CAPTION, look.MUTED, True, True, built_in=True, following="Normal")
    yield _Paragraph("AfterTable", "After Table", Type(4, 8))


def _lists() -> Iterator[_Paragraph]:
    for depth, suffix in enumerate(("", "2", "3")):
        for stem, words, shape in (("ListBullet", "List Bullet", BULLETS), ("ListNumber", "List Number", NUMBERS)):
            name = f"{words} {suffix}".strip()
            yield _Paragraph(f"{stem}{suffix}", name, look.LIST_ITEM, built_in=True, numbered=(shape, depth))


def _cells() -> Iterator[_Paragraph]:
    cell = look.CELL._replace(before=3, after=3)
    right = '<w:jc w:val="right"/>'
    yield _Paragraph("TableText", "Table Text", cell)
    yield _Paragraph("TableFigure", "Table Figure", cell, tail=right)
    yield _Paragraph("TableHeading", "Table Heading", cell, look.NAVY, True, keep_next=True)
    yield _Paragraph("TableHeadingRight", "Table Heading Right", cell, look.NAVY, True, keep_next=True, tail=right)
    yield _Paragraph("TableRowHeading", "Table Row Heading", cell, bold=True)
    yield _Paragraph("TableRowFigure", "Table Row Figure", cell, bold=True, tail=right)


def _callouts() -> Iterator[_Paragraph]:
    """Yield the styles of each kind of callout: a bar in its colour on a pale band.

    The title's top edge and the text's bottom edge differ, so that two callouts in a row do not join into one.
    """
    for kind, colour in look.CALLOUT_BARS.items():
        bar = f'<w:left w:val="single" w:sz="36" w:space="10" w:color="{colour}"/>'
        edge = f'w:val="single" w:sz="4" w:space="3" w:color="{look.BAND}"/>'
        band = f'<w:shd w:val="clear" w:color="auto" w:fill="{look.BAND}"/>'
        top, below = f"<w:pBdr><w:top {edge}{bar}</w:pBdr>{band}", f"<w:pBdr>{bar}<w:bottom {edge}</w:pBdr>{band}"
        stem, name = f"Callout{kind.capitalize()}", f"Callout {kind.capitalize()}"
        inset = f'<w:ind w:left="{CALLOUT_INDENT}"/>'
        hung = f'<w:ind w:left="{CALLOUT_INDENT + HANGING}" w:hanging="{HANGING}"/>'
        title = look.CALLOUT_TITLE._replace(before=10, after=0)
        yield _Paragraph(f"{stem}Title", f"{name} Title", title, colour, True, True, frame=top, tail=inset)
        text = look.CALLOUT_TEXT  # each keeps to the next, and the last to the gap below: a callout stays in one piece
        yield _Paragraph(f"{stem}Text", f"{name} Text", text, keep_next=True, frame=below, tail=inset)
        for word, shape in (("Bullet", CALLOUT_BULLETS), ("Number", CALLOUT_NUMBERS)):
            yield _Paragraph(
                f"{stem}{word}", f"{name} {word}", text, keep_next=True, numbered=(shape, 0), frame=below, tail=hung
            )


def _ruled(width: int) -> _Paragraph:
    """Return the style of ruled lines to write on: each is a tab to the right margin with a line for its leader."""
    tab = f'<w:tabs><w:tab w:val="right" w:leader="underscore" w:pos="{width}"/></w:tabs>'
    line = Type(look.SMALL.size, look.WRITING_LINE, 0, 10)
    return _Paragraph("WritingLines", "Writing Lines", line, look.MUTED, keep_lines=True, frame=tab)


def _running(width: int) -> Iterator[_Paragraph]:
    tabs = f'<w:tabs><w:tab w:val="center" w:pos="{width // 2}"/><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    rule = f'w:val="single" w:sz="4" w:space="4" w:color="{look.RULE}"/>'
    centred = '<w:jc w:val="center"/>'
    band = f'<w:pBdr><w:top w:val="single" w:sz="96" w:space="8" w:color="{look.NAVY}"/></w:pBdr>'
    running = look.RUNNING
    for word, side in (("Header", "bottom"), ("Footer", "top")):
        frame = f"<w:pBdr><w:{side} {rule}</w:pBdr>{tabs}"
        yield _Paragraph(word, word.lower(), running, look.MUTED, built_in=True, frame=frame)
    marking = look.RUNNING_MARKING
    yield _Paragraph("RunningMarking", "Running Marking", marking, look.MARKING, True, tail=centred)
    yield _Paragraph("RunningCopy", "Running Copy", look.RUNNING, look.MUTED, tail=centred)
    yield _Paragraph("FirstMarking", "First Page Marking", marking, look.MARKING, True, frame=band, tail=centred)


def _characters() -> Iterator[str]:
    yield (
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        f'<w:rPr><w:color w:val="{look.LINK}"/><w:u w:val="single"/></w:rPr></w:style>'
    )
    yield (
        '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:qFormat/>'
        "<w:rPr><w:b/><w:bCs/></w:rPr></w:style>"
    )
    for tone, colour in look.TONES.items():
        yield (
            f'<w:style w:type="character" w:customStyle="1" w:styleId="Status{tone.capitalize()}">'
            f'<w:name w:val="Status {tone.capitalize()}"/>'
            f'<w:rPr><w:b/><w:bCs/><w:color w:val="{colour}"/></w:rPr></w:style>'
        )


def _tables() -> Iterator[str]:
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{look.RULE}"/>' for side in ("bottom", "insideH")
    )

    def borders(top: str, others: str) -> str:
        return (
            f'<w:tblBorders><w:top w:val="single" w:sz="10" w:space="0" w:color="{top}"/>{others}</w:tblBorders>'
            f'<w:tblCellMar><w:left w:w="{CELL_MARGIN}" w:type="dxa"/>'
            f'<w:right w:w="{CELL_MARGIN}" w:type="dxa"/></w:tblCellMar>'
        )

    def table(style_id: str, name: str, top: str, rest: str, others: str = rules) -> str:
        return (
            f'<w:style w:type="table" w:customStyle="1" w:styleId="{style_id}"><w:name w:val="{name}"/>'
            '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:pPr><w:spacing w:after="0"/></w:pPr>'
            f"<w:tblPr>{borders(top, others)}</w:tblPr>{rest}</w:style>"
        )

    first_row = (
        '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>'
        f'<w:bottom w:val="single" w:sz="10" w:space="0" w:color="{look.NAVY}"/></w:tcBorders>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{look.HEAD_TINT}"/></w:tcPr></w:tblStylePr>'
    )
    tint = f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{look.BAND}"/></w:tcPr>'
    yield table("MeetingTable", "Meeting Table", look.NAVY, first_row)
    yield table("MeetingFacts", "Meeting Facts", look.TEAL, tint)
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{look.MUTED}"/>'
        for side in ("bottom", "insideH", "insideV")
    )
    yield table("MeetingWritten", "Meeting Written", look.NAVY, first_row, sides)
