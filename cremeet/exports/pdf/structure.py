"""The structure tree of a PDF: what each piece of a page is, in reading order, for those who hear the document.

It is built from the document tree before anything is laid out. What is drawn later only adds its place on a page to its
element, so page breaks, split rows and repeated headings cannot change the order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from reportlab.pdfbase import pdfdoc


@dataclass(frozen=True, slots=True)
class Content:
    """A marked stretch of a page's content: page number from 1, and its number on that page from 0."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link's clickable place, by its number in the document from 0."""

    number: int


Kid: TypeAlias = "Element | Content | Annotation"


@dataclass(slots=True, eq=False)
class Element:
    """One element: a standard role (Document, Sect, H1, P, Table, TH), its kids in reading order and its attributes.

    `keep` holds an element that ends up with no content, such as an empty cell; others without content are left out.
    """

    role: str
    parent: Element | None = field(default=None, repr=False)
    attributes: str = ""
    language: str | None = None
    actual_text: str | None = field(default=None, repr=False)
    title: str | None = field(default=None, repr=False)
    alternative: str | None = field(default=None, repr=False)
    """What is said in place of a figure."""
    keep: bool = False
    kids: list[Kid] = field(default_factory=list, repr=False)

    def add(
        self,
        role: str,
        attributes: str = "",
        *,
        language: str | None = None,
        title: str | None = None,
        keep: bool = False,
    ) -> Element:
        """Make an element below this one, after those that it has."""
        child = Element(role, self, attributes, language, title=title, keep=keep)
        self.kids.append(child)
        return child

    def __deepcopy__(self, memo: dict[int, object]) -> Element:
        """Return this very element: ReportLab copies paragraphs, and every copy feeds the same element."""
        return self

    def prune(self) -> bool:
        """Drop elements that nothing was drawn for; answer whether this one stays."""
        self.kids = [kid for kid in self.kids if not isinstance(kid, Element) or kid.prune()]
        return bool(self.kids) or self.keep

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()


def text_string(text: str) -> str:
    """Return a PDF text string that holds any letter."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


class Deferred(pdfdoc.PDFObject):  # type: ignore[misc]  # ReportLab publishes no types
    """An object whose text is made when the file is written, when every object has its number."""

    __RefOnly__ = 1

    def __init__(self, text: Callable[[Any], str]) -> None:
        self._text = text

    def format(self, document: Any) -> bytes:
        """Return the object's bytes; ReportLab calls this."""
        return self._text(document).encode("latin-1")


@dataclass(frozen=True, slots=True)
class Link:
    """A drawn link: its element, the name of its annotation object, its page, and the annotation's dictionary."""

    element: Element
    name: str
    page: int
    dictionary: dict[str, Any]


class TreeWriter:
    """Writes a finished structure tree, with its parent tree, into a ReportLab document."""

    def __init__(self, document: Any, owners: dict[int, list[Element]], links: list[Link]) -> None:
        self._document = document
        self._owners = owners
        self._links = links
        self._numbers: dict[Element, int] = {}
        self._first = 0

    def write(self, root: Element) -> None:
        """Add every element, the parent tree and the root of the tree; `root` is the Document element."""
        root.prune()
        elements = list(root.walk())
        self._numbers = {element: number for number, element in enumerate(elements)}
        for element, number in self._numbers.items():
            self._document.Reference(Deferred(self._deferred(element)), f"StructElem{number}")
        self._first = self._object("StructElem0")  # objects get consecutive numbers, so the rest follow from the first
        pages = max(self._owners, default=0)
        for number, link in enumerate(self._links):
            link.dictionary["StructParent"] = pages + number
        self._document.Reference(Deferred(lambda _: self._parent_tree(pages)), "ParentTree")
        tree = Deferred(lambda _: self._tree_root(pages))
        self._document.Reference(tree, "StructTreeRoot")
        self._document.Catalog.StructTreeRoot = pdfdoc.PDFObjectReference("StructTreeRoot")

    def _object(self, name: str) -> int:
        number: int = self._document.idToObjectNumberAndVersion[name][0]
        return number

    def _deferred(self, element: Element) -> Callable[[Any], str]:
        return lambda _: self._element(element)

    def _reference(self, element: Element) -> str:
        return f"{self._first + self._numbers[element]} 0 R"

    def _element(self, element: Element) -> str:
        page = next((kid.page for kid in element.kids if isinstance(kid, Content)), None)
        parent = self._reference(element.parent) if element.parent else f"{self._object('StructTreeRoot')} 0 R"
        parts = [f"/Type /StructElem /S /{element.role} /P {parent}"]
        if page is not None:
            parts.append(f"/Pg {self._object(f'Page{page}')} 0 R")
        if element.attributes:
            parts.append(f"/A <<{element.attributes}>>")
        if element.actual_text:
            parts.append(f"/ActualText {text_string(element.actual_text)}")
        if element.language:
            parts.append(f"/Lang ({element.language})")
        if element.alternative:
            parts.append(f"/Alt {text_string(element.alternative)}")
        if element.title:
            parts.append(f"/T {text_string(element.title)}")
        return f"<<{' '.join(parts)} /K [{' '.join(self._kid(kid, page) for kid in element.kids)}]>>"

    def _kid(self, kid: Kid, page: int | None) -> str:
        if isinstance(kid, Element):
            return self._reference(kid)
        if isinstance(kid, Annotation):
            link = self._links[kid.number]
            return f"<</Type /OBJR /Obj {self._object(link.name)} 0 R /Pg {self._object(f'Page{link.page}')} 0 R>>"
        if kid.page == page:
            return str(kid.mcid)
        return f"<</Type /MCR /Pg {self._object(f'Page{kid.page}')} 0 R /MCID {kid.mcid}>>"

    def _parent_tree(self, pages: int) -> str:
        """Return the way back from a page's content, and from a link, to its element."""
        entries = []
        for page, owners in sorted(self._owners.items()):
            references = " ".join(self._reference(owner) for owner in owners)
            entries.append(f"{page - 1} [{references}]")
        entries += [f"{pages + n} {self._reference(link.element)}" for n, link in enumerate(self._links)]
        return f"<</Nums [{chr(10).join(entries)}]>>"

    def _tree_root(self, pages: int) -> str:
        return (
            f"<</Type /StructTreeRoot /K [{self._first} 0 R] /ParentTree {self._object('ParentTree')} 0 R "
            f"/ParentTreeNextKey {pages + len(self._links)}>>"
        )
