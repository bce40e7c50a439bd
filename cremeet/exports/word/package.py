"""The package of a Word file: python-docx's template, scrubbed of what is not ours, and zipped the same every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any, Final

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from lxml import etree

from cremeet.exports import style as look
from cremeet.exports.document import Document
from cremeet.exports.figures import WIDTH, Picture
from cremeet.exports.word import embedded, furniture, styles
from cremeet.exports.word.figure import png
from cremeet.exports.word.markup import element
from cremeet.exports.word.numbering import Numbering
from cremeet.exports.word.template import Template, dress

_UNWANTED: Final = ("/thumbnail", "/stylesWithEffects", "/customXml", "/webSettings", "/fontTable")
_APPLICATION: Final = (
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Microsoft Office Word</Application><AppVersion>16.0000</AppVersion></Properties>"
)
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_LONGEST_PROPERTY: Final = 255
_EMU_IN_TWENTIETH: Final = 635
"""Word measures pictures in units of which 12,700 are a point."""
_FIRST_PICTURE: Final = 100
_LOGO_HEIGHT: Final = 14 * 36_000
_LOGO_WIDEST: Final = 60 * 36_000
"""14 and 60 millimetres, in the units that Word measures pictures in."""


class Package:
    """A .docx in the making: styles, numbering, settings, properties and page furniture of one document."""

    def __init__(self, document: Document, template: Template | None = None) -> None:
        self.scale = look.LARGE if document.large else 1.0
        self.width = round(look.text_width(landscape=document.landscape) * 20)
        self.numbering = Numbering()
        self._file = docx.Document()
        self._links: dict[str, str] = {}
        self._pictures = 0
        self._scrub()
        letters = embedded.east_asian_letters(document)
        self._describe(document, embeds=bool(letters))
        if template is not None:
            dress(self._file.styles.element, template)
        if letters:
            embedded.embed(self._file.part, letters)
        section = self._file.sections[0]
        furniture.set_page(section, landscape=document.landscape)
        furniture.set_running(section, document)
        if template is not None and template.logo:
            self._set_logo(section, template.logo, document.organisation)
        self._body = self._file.element.body
        for old in [child for child in self._body if child is not self._body.sectPr]:
            self._body.remove(old)

    def relation(self, target: str) -> str:
        """Return the relationship id of a link's target, made once for each target."""
        if target not in self._links:
            part = self._file.part
            self._links[target] = part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return self._links[target]

    def drawing(self, picture: Picture) -> str:
        """Return the markup of a picture in the text, as wide as the text, with the sentence that is said for it."""
        self._pictures += 1
        width = min(self.width, round(WIDTH * 1.4 * 20)) * _EMU_IN_TWENTIETH
        inline = self._file.part.new_pic_inline(io.BytesIO(png(picture)), width, round(width * picture.height / WIDTH))
        for side in ("distT", "distB", "distL", "distR"):  # where nothing is said, LibreOffice leaves a gap
            inline.set(side, "0")
        described: Any = inline.docPr
        described.set("descr", picture.sentence)
        described.set("id", str(_FIRST_PICTURE + self._pictures))
        described.set("name", f"Picture {self._pictures}")
        named: Any = inline.graphic.graphicData.pic.nvPicPr.cNvPr
        named.set("id", str(_FIRST_PICTURE + self._pictures))
        named.set("name", f"picture{self._pictures}.png")
        return f"<w:drawing>{etree.tostring(inline, encoding='unicode')}</w:drawing>"

    def _set_logo(self, section: Section, logo: bytes, organisation: str) -> None:
        """Put the council's logo at the head of the first page, no higher than two lines of a heading."""
        part: Any = section.first_page_header.part
        inline = part.new_pic_inline(io.BytesIO(logo), None, _LOGO_HEIGHT)
        if inline.extent.cx > _LOGO_WIDEST:
            inline = part.new_pic_inline(io.BytesIO(logo), _LOGO_WIDEST, None)
        described: Any = inline.docPr
        described.set("descr", f"Logo of {organisation}")
        described.set("id", str(_FIRST_PICTURE - 1))
        described.set("name", "Logo")
        named: Any = inline.graphic.graphicData.pic.nvPicPr.cNvPr
        named.set("name", "logo.png")
        drawing = f"<w:drawing>{etree.tostring(inline, encoding='unicode')}</w:drawing>"
        root: Any = section.first_page_header._element  # python-docx has no public way to write a header's own markup
        root.insert(0, element(f'<w:p><w:pPr><w:pStyle w:val="RunningCopy"/></w:pPr><w:r>{drawing}</w:r></w:p>'))

    def fill(self, blocks: Iterable[str]) -> None:
        """Write the body, a block's markup at a time, and then the lists that it used."""
        section = self._body.sectPr
        for xml in blocks:
            section.addprevious(element(xml))
        _replace(self._file.part.numbering_part.element, self.numbering.xml())

    def to_bytes(self) -> bytes:
        """Return the zipped package; python-docx stamps the clock into its entries, so they are written again."""
        made, out = io.BytesIO(), io.BytesIO()
        self._file.save(made)
        with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                entry = zipfile.ZipInfo(name, _ZIP_TIME)
                entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, _UNIX
                content = _APPLICATION.encode() if name == "docProps/app.xml" else old.read(name)
                new.writestr(entry, content)
        return out.getvalue()

    def _scrub(self) -> None:
        """Drop the template's thumbnail, its maker's parts and every relation to them."""
        for relations in (self._file.part.package.rels, self._file.part.rels):
            for key in [key for key, relation in relations.items() if relation.reltype.endswith(_UNWANTED)]:
                del relations[key]

    def _describe(self, document: Document, *, embeds: bool) -> None:
        """Set styles, settings and properties; the properties name no child and no author but the organisation."""
        _replace(
            self._file.styles.element,
            styles.defaults(document.language, embedded.FAMILY, self.scale)
            + "".join(styles.styles(self.width, self.scale)),
        )
        _replace(self._file.settings.element, _settings(document.language, embeds=embeds))
        made = datetime.combine(document.created, time(), UTC)
        properties = self._file.core_properties
        properties.title, properties.subject = _brief(document.neutral_title), _brief(document.kind)
        properties.author = properties.last_modified_by = _brief(document.organisation)
        properties.keywords = properties.identifier = _brief(document.reference)
        properties.category, properties.content_status = _brief(document.marking), document.status.capitalize()
        properties.version, properties.language, properties.comments = _brief(document.version), document.language, ""
        properties.created = properties.modified = made
        properties.revision = 1


def _brief(text: str) -> str:
    """Return `text` no longer than a property of a Word file may be."""
    return text if len(text) <= _LONGEST_PROPERTY else f"{text[: _LONGEST_PROPERTY - 1]}…"


def _settings(language: str, *, embeds: bool) -> str:
    office = "http://schemas.microsoft.com/office/word"
    colours = " ".join(
        f'w:{name}="{value}"'
        for name, value in (
            ("bg1", "light1"), ("t1", "dark1"), ("bg2", "light2"), ("t2", "dark2"),
            *((f"accent{n}", f"accent{n}") for n in range(1, 7)),
            ("hyperlink", "hyperlink"), ("followedHyperlink", "followedHyperlink"),
        )
    )  # fmt: skip
    # without compatibilityMode 15 Word opens the file in Compatibility Mode
    fonts = "<w:embedTrueTypeFonts/><w:saveSubsetFonts/>" if embeds else ""
    return (
        f'<w:zoom w:percent="100"/>{fonts}'
        '<w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="{office}" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{language}"/><w:clrSchemeMapping {colours}/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
    )


def _replace(root: BaseOxmlElement, content: str) -> None:
    """Give an element this content in place of all that it held."""
    for old in list(root):
        root.remove(old)
    for new in list(element(f"<w:content>{content}</w:content>")):
        root.append(new)
