"""The covering note of a send folder: whom it is for, what is in it, and how to handle it. It names no child."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from datetime import date

from cremeet.exports import parts
from cremeet.exports.admit import Copy
from cremeet.exports.document import Block, Callout, Document, Heading, KeyValue, ListBlock, Paragraph
from cremeet.exports.reading import lines

_WIDTH = 76
"""Letters in a line of the plain note: it is pasted into emails."""


@dataclass(frozen=True, slots=True)
class Sending:
    """What is sent to one reader: the names of its files (which name no child), and how they are kept.

    `password_by` is the other way by which the password goes, `destroy_by` the day on which copies are called in,
    `astray_to` whom to tell of a loss (the chair, unless given).
    """

    whom: str
    files: tuple[str, ...]
    agency: str = ""
    protected: bool = True
    password_by: str = ""
    destroy_by: date | None = None
    astray_to: str = ""


def covering(copy: Copy, sending: Sending) -> Document:
    """Return the note that goes with what is sent to a reader, in the words of the meeting's own pack."""
    head, words = copy.record.head, copy.record.pack.covering
    professional = copy.audience.professional
    blocks: list[Block] = [
        _facts(sending),
        Paragraph(f"{words.opening} {words.locked if sending.protected else words.unlocked}"),
        Heading(2, "How to handle them"),
        ListBlock(words.conditions if professional else words.conditions_family),
    ]
    if sending.destroy_by:
        blocks.append(parts.labelled("Destroy your copy by", f"{parts.day(sending.destroy_by)}."))
    tell = parts.labelled("Tell", f"{sending.astray_to or parts.named(head.chair, head.chair_role)}.")
    astray = Paragraph(words.astray if professional else words.astray_family)
    blocks.append(Callout("restricted", "If a file is lost or somebody else has seen it", (astray, tell)))
    blocks.append(Paragraph(words.receipt))
    title = f"Papers for {sending.whom}"
    return parts.document(copy, "Covering note", title, parts.day(parts.held_on(copy)), tuple(blocks), dated=True)


def covering_text(note: Document) -> str:
    """Return the note as plain text for an email or a text file, in lines of 76 letters; file names stay whole."""
    out: list[str] = []
    label = role = ""
    for line in lines(note):
        if line.role == "TH":
            label = f"{line.text}: "
            continue
        if line.role == "P" or role == "P":
            out.append("")
        role = line.role
        if role in {"H1", "H2"}:
            out += ["", line.text, ("=" if role == "H1" else "-") * len(line.text)]
            continue
        text = f"{line.label} {line.text}" if line.label else f"{label}{line.text}"
        label = ""
        hung = "  " if role == "LI" else ""
        out += textwrap.wrap(text, _WIDTH, subsequent_indent=hung, break_long_words=False, break_on_hyphens=False)
    return re.sub("\n{3,}", "\n\n", "\n".join(out)).strip() + "\n"


def _facts(sending: Sending) -> KeyValue:
    count = len(sending.files)
    way = f"sent to you by {sending.password_by or 'another way'}" if sending.protected else "none"
    files = tuple((f"File {number} of {count}", name) for number, name in enumerate(sending.files, start=1))
    for_whom = ", ".join(part for part in (sending.whom, sending.agency) if part)
    return KeyValue("What is sent", (("For", for_whom), *(files or (("Files", "none"),)), ("Password", way)))
