"""The crib sheet: two pages to lay beside the keyboard, made of what the program really reads and does.

Commands and days are read by the very functions that read them in a meeting; a test holds the keys against the commands
of the screens.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cremeet import __version__, paths
from cremeet.exports.document import Block, Document, Heading, KeyValue, Paragraph, Run, shown_day
from cremeet.exports.placing import place
from cremeet.practice import loader
from cremeet.practice.pack import Pack
from cremeet.services.capture import COMMANDS, RESTRICT
from cremeet.services.due import Reckoning, read_due

FILE_NAME = "cremeet-crib-sheet.pdf"
SCALE = 0.9
"""A little smaller than the documents of a meeting, so that all of it has room on two pages."""
ROOM = 720
"""How many letters of the council's short forms have room."""
MADE = {
    "action": "An action",
    "decision": "A decision; “because” gives its reason",
    "risk": "Something that raises or lowers the risk",
    "voice": "The child's voice, in their own words",
    "parked": "A point parked for later",
    "note": "A note, as a line without a slash is",
}
"""What each kind of entry is called here."""
DAYS = (
    ("Days of the week", ("fri", "next fri", "fri week")),
    ("Days ahead", ("2 weeks", "fortnight", "72h", "10 wd", "3/12", "eom")),
)
"""Days as they are said at a table; wd are working days, eom is the end of the month."""


@dataclass(frozen=True, slots=True)
class Group:
    """Keys that go together; `topics` are the screens that have them, each row a label with (key, words) pairs."""

    title: str
    topics: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def build(pack: Pack, day: date) -> Document:
    """Return the crib sheet as a document; dates are read as they would be on `day`."""
    return Document(
        title="cremeet on two pages",
        subtitle="For whoever chairs or minutes. In the program, F1 helps on every screen.",
        organisation=pack.about.council,
        kind="Crib sheet",
        reference=f"cremeet {__version__}",
        version=pack.about.version,
        status="issued",
        marking="OFFICIAL",
        handling="Nothing about a child or a meeting stands here.",
        created=day,
        audience="",
        blocks=(*_typing(pack), *_days(pack, day), *_keys()),
    )


def render(pack: Pack, day: date) -> bytes:
    """Return the crib sheet as the bytes of a PDF."""
    from cremeet.exports import pdf  # takes a moment to load

    return pdf.render(build(pack, day), SCALE)


def write(pack: Pack, day: date, to: Path) -> Path:
    """Write the crib sheet to the file `to`, over whatever is there, and return where it is. Raises ExportError."""
    return place(to.parent, to.name, render(pack, day), None)


def write_shipped(day: date, folder: Path) -> Path:
    """Write the crib sheet of the practice that ships into `folder`, and return where it is. Raises ExportError."""
    return write(loader.load(paths.shipped_practice()), day, folder / FILE_NAME)


def groups() -> tuple[Group, ...]:
    """Return the groups of keys, as `resources/crib-sheet.toml` has them."""
    read = tomllib.loads((paths.resources() / "crib-sheet.toml").read_text(encoding="utf-8"))
    return tuple(
        Group(
            one["title"],
            tuple(one["topics"]),
            tuple((row["label"], tuple((key, words) for key, words in row["keys"])) for row in one["rows"]),
        )
        for one in read["groups"]
    )


def _typing(pack: Pack) -> tuple[Block, ...]:
    kinds = [(f"/{letter}", MADE[kind]) for letter, kind in COMMANDS.items()]
    line = [
        (f"/{RESTRICT}", "Restricted, whatever kind of line it is"),
        ("@Khan", "Who owns the action: a name, a role or an agency"),
        ("by fri", "When it is due: any of the days below"),
        ("!high", "How pressing it is"),
        ("AK:", "Who speaks, at the start of a line: initials or a name"),
        ("?", "Standing alone: a gap to fill in later"),
    ]
    whole = (Run("/a Apply for the notice @Khan by fri !high", bold=True), Run(" is a whole action."))
    short = _short_forms(pack)
    opens = (Run("Short forms open up at the space bar: ", bold=True), Run(short))
    return (
        Heading(2, "Typing at the table"),
        Paragraph(whole),
        KeyValue("What a line begins with, and what may stand in it", (*kinds, *line)),
        *((Paragraph(opens, "small"),) if short else ()),
    )


def _short_forms(pack: Pack) -> str:
    """Return the council's short forms, as many as have room."""
    said = ""
    for one in pack.shorthand:
        more = f"{'; ' if said else ''}{one.typed} {one.becomes}"
        if len(said) + len(more) > ROOM:
            return f"{said}; and more in your council's practice."
        said += more
    return f"{said}." if said else ""


def _days(pack: Pack, day: date) -> tuple[Block, ...]:
    against = Reckoning(day, pack.timescales)
    rows = []
    for label, forms in DAYS:
        read = [(typed, read_due(typed, against)) for typed in forms]
        rows.append((label, _run([(typed, shown_day(found[0])) for typed, found in read if found is not None])))
    return (
        Heading(2, "Days as you say them"),
        Paragraph(f"Typed on {shown_day(day)}, they are read like this. Bank holidays are no working days.", "small"),
        KeyValue("Days as they are typed, and the day that is read", tuple(rows)),
    )


def _keys() -> tuple[Block, ...]:
    blocks: list[Block] = [Heading(2, "Keys")]
    for group in groups():
        told = tuple(
            (label, _run([(key, f"{words[:1].lower()}{words[1:]}") for key, words in keys]))
            for label, keys in group.rows
        )
        blocks += [Heading(3, group.title), KeyValue(group.title, told)]
    return tuple(blocks)


def _run(pairs: Iterable[tuple[str, str]]) -> tuple[Run, ...]:
    """Return what is typed or pressed, strong, each with what it does."""
    runs: list[Run] = []
    for typed, does in pairs:
        runs += [Run("; ")] if runs else []
        runs += [Run(typed, bold=True), Run(f" {does}")]
    return tuple(runs)
