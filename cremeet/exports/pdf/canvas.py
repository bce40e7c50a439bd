"""The canvas of a tagged PDF: all that is drawn on it is either content of a structure element or an artifact.

ReportLab is subclassed and not patched. Some of its hooks are private (`_formatText`, `_linkRecord`, `_addAnnotation`,
`_setAnnotations`), hence the bound on its version; the tests notice when one of them changes.
"""

# ruff: noqa: N802 - ReportLab gives the methods that it calls their names
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from cremeet.exports.document import Document
from cremeet.exports.pdf import fonts
from cremeet.exports.pdf.inline import InlineParts, element_of
from cremeet.exports.pdf.metadata import describe
from cremeet.exports.pdf.structure import Annotation, Content, Element, Link, TreeWriter
from cremeet.exports.pdf.writer import TaggedFile, TaggedPage

_PAINTS = re.compile(r"(?:^|\s)(?:S|s|f\*?|F|B\*?|b\*?|sh|Do)\s*$")
_PRINTED = 4  # the flag of an annotation that is printed with its page


class UntaggedError(RuntimeError):
    """Something was about to be drawn that no structure element holds: a fault of ours, found before a reader does."""


@dataclass(slots=True)
class _Marks:
    """What belongs to the whole document while its pages are held back: content by page, links, and links to come."""

    owners: dict[int, list[Element]] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    coming: list[tuple[str, Element]] = field(default_factory=list)
    link_texts: dict[str, str] = field(default_factory=dict)


class TaggedText(PDFTextObject):  # type: ignore[misc]  # ReportLab publishes no types
    """A text object whose letters lie in marked content of an element, opened with the first letter drawn."""

    def __init__(self, canvas: TaggedCanvas, x: float, y: float, direction: Any, element: Element | None) -> None:
        super().__init__(canvas, x, y, direction=direction)
        self.element = element
        self.parts: InlineParts | None = None
        """The links and the words in other languages, where the text is a paragraph's."""
        self._open: tuple[Element, str | None] | None = None

    def getCode(self) -> Any:
        """Return the operators, with the last marked content closed."""
        if self._open:
            self._code.append("EMC")
            self._open = None
        return super().getCode()

    def _formatText(self, text: Any) -> Any:
        if not text or self._canvas.in_artifact:
            return super()._formatText(text)
        if self.element is None:
            raise UntaggedError("Text is drawn outside the structure tree.")
        taken = self.parts.take(text) if self.parts else iter([(text, ())])
        out: list[str] = []
        for words, chain in taken:
            wanted = (element_of(chain, self.element), chain[-1].language if chain else None)
            if self._open != wanted:
                out += ["EMC"] if self._open else []
                out.append(self._canvas.mark(*wanted))
                self._open = wanted
            out.append(super()._formatText(words))
        return " ".join(out)

    def _textOut(self, text: Any, TStar: int = 0) -> None:  # noqa: N803 - ReportLab's own name
        """Draw text; at a line's end add the space that ReportLab drops, or a reader would join two words."""
        if TStar and self.parts and self.parts.space_follows(text):
            text = text + " "
        super()._textOut(text, TStar)

    def _linkRecord(self, link: Any, what: str) -> None:
        """Note that a link's clickable place is coming; ReportLab says so for each line that the link reaches."""
        if what == "start":
            self.expect_link(*link, places=1)

    def expect_link(self, number: int, url: str, *, places: int) -> None:
        """Note that clickable places of the paragraph's link of this number (from 0) are coming, and how many."""
        if self.parts and self.element and not self._canvas.in_artifact:
            expected = (url, element_of((self.parts.links[number],), self.element))
            coming = self._canvas.marks.coming
            coming += [expected] * (places - coming.count(expected))


class TaggedCanvas(Canvas):  # type: ignore[misc]  # ReportLab publishes no types
    """A canvas that holds its pages back until their number is known, then writes them with the structure tree."""

    def __init__(
        self,
        target: Any,
        *,
        root: Element,
        document: Document,
        furniture: Callable[[Any, int, int], None],
        **given: Any,
    ) -> None:
        self._code: list[str] = []
        self._artifacts = 0
        self._element: Element | None = None
        self._root = root
        self._furniture = furniture
        self._pages: list[dict[str, Any]] = []
        self._coming_url = ""
        self.marks = _Marks()
        for name in ("initialFontName", "lang", "pdfVersion", "cropMarks", "invariant"):
            given.pop(name, None)
        # without a first font of ours every page would name Helvetica, which is not embedded
        super().__init__(
            target, initialFontName=fonts.BODY, lang=document.language, pdfVersion=(1, 7), invariant=1, **given
        )
        self._doc.__class__ = TaggedFile
        describe(self, document)

    @property
    def in_artifact(self) -> bool:
        """Whether what is drawn now is no content: a rule, a tint, a running heading."""
        return self._artifacts > 0

    def mark(self, element: Element, language: str | None = None) -> str:
        """Return the operator that opens the element's next content on this page."""
        if any(isinstance(kid, Element) and kid.role not in {"Link", "Span"} for kid in element.kids):
            raise UntaggedError(
                f"{element.role} has blocks and text of its own, which would be read in the wrong order."
            )
        owners = self.marks.owners.setdefault(self._pageNumber, [])
        number = len(owners)
        owners.append(element)
        element.kids.append(Content(self._pageNumber, number))
        return f"/{element.role} <</MCID {number}{f' /Lang ({language})' if language else ''}>> BDC"

    def beginText(
        self, x: float = 0, y: float = 0, direction: Any = None, element: Element | None = None
    ) -> TaggedText:
        """Return a text object for `element`, or for the one that is being drawn."""
        return TaggedText(self, x, y, direction, element or self._element)

    @contextmanager
    def content_of(self, element: Element | None) -> Iterator[None]:
        """Give what is drawn meanwhile to `element`."""
        before, self._element = self._element, element
        try:
            yield
        finally:
            self._element = before

    @contextmanager
    def artifact(self, kind: str = "Layout", subtype: str = "") -> Iterator[None]:
        """Keep what is drawn meanwhile out of the structure tree."""
        if not self._artifacts:
            self._code.append(f"/Artifact <</Type /{kind}{f' /Subtype /{subtype}' if subtype else ''}>> BDC")
        self._artifacts += 1
        try:
            yield
        finally:
            self._artifacts -= 1
            if not self._artifacts:
                if self._code[-1].startswith("/Artifact"):
                    self._code.pop()
                else:
                    self._code.append("EMC")

    @contextmanager
    def figure(self, element: Element, box: tuple[float, float, float, float]) -> Iterator[None]:
        """Give all that is drawn meanwhile to a figure, whose place on the page is `box` (left, bottom, right, top)."""
        self._code.append(self.mark(element))
        element.attributes = f"/O /Layout /Placement /Block /BBox [{' '.join(f'{each:.2f}' for each in box)}]"
        self._artifacts += 1  # no word inside is an element of its own
        try:
            yield
        finally:
            self._artifacts -= 1
            self._code.append("EMC")

    def fence(self, start: int) -> None:
        """Make artifacts of loose strokes and fills drawn since operator `start`, such as the line below a link."""
        fenced: list[str] = []
        for code in self._code[start:]:
            if _PAINTS.search(code) and "BT " not in code:
                fenced += ["/Artifact <</Type /Layout>> BDC", code, "EMC"]
            else:
                fenced.append(code)
        self._code[start:] = fenced

    def linkURL(self, url: str, rect: Any, relative: int = 0, **given: Any) -> None:
        """Add a link's clickable place; ReportLab calls this for each line of its text."""
        if self.in_artifact:
            return
        given.pop("thickness", None)
        self._coming_url = url
        super().linkURL(url, rect, relative=relative, thickness=0, **given)

    def _addAnnotation(self, annotation: Any, name: Any = None, addtopage: int = 1) -> None:
        expected = next((pair for pair in self.marks.coming if pair[0] == self._coming_url), None)
        if expected is None:
            raise UntaggedError("A link has no element in the structure tree.")
        self.marks.coming.remove(expected)
        element = expected[1]
        annotation["Contents"] = PDFString(self.marks.link_texts.get(self._coming_url, self._coming_url))
        annotation["F"] = _PRINTED
        annotation["StructParent"] = 0  # the tree's writer gives the number
        super()._addAnnotation(annotation, name, addtopage)
        element.kids.append(Annotation(len(self.marks.links)))
        self.marks.links.append(Link(element, self._annotationrefs[-1].name, self._pageNumber, annotation))

    def _setAnnotations(self, page: Any) -> None:
        super()._setAnnotations(page)
        if isinstance(page, pdfdoc.PDFPage):
            page.__class__ = TaggedPage
            page.Group = None
            page.StructParents = self._pageNumber - 1
            page.Tabs = PDFName("S")

    def showPage(self) -> None:
        """Hold the finished page back: its running parts say how many pages there are."""
        self._pages.append({name: value for name, value in self.__dict__.items() if name not in _SHARED})
        self._startPage()

    def save(self) -> None:
        """Write the held pages with their running parts, then the tree and the file."""
        if self._code:
            self.showPage()
        for page in self._pages:
            self.__dict__.update(page)
            with self.artifact("Pagination", "Footer"):
                self._furniture(self, self._pageNumber, len(self._pages))
            Canvas.showPage(self)
        self._code = []
        TreeWriter(self._doc, self.marks.owners, self.marks.links).write(self._root)
        self._doc.SaveToFile(self._filename, self)


_SHARED = frozenset({"marks", "_pages", "_root"})
