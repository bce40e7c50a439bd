"""The redacted copy of a disclosure pack: the minutes, with a mark wherever something was taken out for this reader.

The mark says that something is withheld, and never how much, of which kind or by whom it was said. People and places of
concern that the reader may not have bear pseudonyms (`exports.pseudonyms`).
"""

from __future__ import annotations

from dataclasses import replace

from cremeet.exports import parts
from cremeet.exports.admit import Copy
from cremeet.exports.document import Block, Document, Heading, Paragraph, Run
from cremeet.exports.minutes import minutes

MARK = "[Withheld]"
_WHY = "Something recorded here is not in this copy, because of whom it is about or who shared it."
_PARTS = {
    "voice": "What the child, or the parents and carers, said to the meeting",
    "assessment": "The assessment of risk",
    "reports": "A report to the meeting",
    "around": "What is recorded around the meetings",
    "people": "Why somebody did not come, or what they could not share",
    "items": "A part of the meeting that was held without some of those invited",
}


def redacted(copy: Copy) -> Document:
    """Return the minutes for one reader with marks where something is withheld, and what else of the record is."""
    document = minutes(copy, headed=copy.withheld)
    marked: list[Block] = []
    positions = {(item.position, item.title): item.item_id for item in copy.record.items}
    waiting = ""
    for block in document.blocks:
        if isinstance(block, Heading) and waiting:
            marked.append(_mark())
            waiting = ""
        marked.append(block)
        if isinstance(block, Heading) and block.number is not None:
            item_id = positions.get((block.number, block.text), "")
            waiting = item_id if item_id in copy.withheld else ""
    elsewhere = [words for part, words in _PARTS.items() if part in copy.withheld]
    about: list[Block] = [Heading(2, "About this copy"), Paragraph(_about(copy))]
    about += [Paragraph((Run(f"{MARK} ", bold=True), Run(f"{words}."))) for words in elsewhere]
    title = f"Minutes, redacted: {copy.record.head.kind_title}"
    facts, *rest = marked
    return replace(document, kind="Minutes, redacted copy", title=title, blocks=(facts, *about, *rest))


def _mark() -> Paragraph:
    return Paragraph((Run(f"{MARK} ", bold=True), Run(_WHY)))


def _about(copy: Copy) -> str:
    if not copy.withheld:
        return "Nothing was withheld from this copy."
    return (
        f"Where {MARK} stands, something was taken out that this reader may not have. Nothing is hidden in the file: "
        "what is withheld was never put into it. People and places that may not be named have a number instead. The "
        f"chair, {parts.named(copy.record.head.chair, copy.record.head.chair_role)}, answers for what was taken out."
    )
