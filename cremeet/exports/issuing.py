"""Make one copy for one reader: cut, built, drawn, opened again and searched, then protected and sealed.

`make` gives the finished document and what a person has to judge in it; `finish` protects it once that is judged. What
is withheld stops the copy in `make`. No database and no window is known here: `services.copies` took the number, and
whoever calls writes the file (`exports.placing`) and tells the register how it ended.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from cremeet.exports import issue, leaks, protect
from cremeet.exports.admit import Copy, admit, audience_named
from cremeet.exports.changes import changes, kept_lines
from cremeet.exports.leaks import Finding, LeakError
from cremeet.exports.opened import Piece
from cremeet.exports.placing import seal
from cremeet.exports.word.template import Template
from cremeet.services.copies import PAPER, Prepared, Written


@dataclass(frozen=True, slots=True)
class Made:
    """A finished document before it is protected. `to_judge` are withheld words that the reader has from elsewhere too.

    `form` is word or pdf (a printed copy is a PDF), `lost` the letters that a PDF cannot show.
    """

    prepared: Prepared
    form: str
    content: bytes
    told: tuple[str, ...]
    tags: tuple[str, ...]
    to_judge: tuple[Finding, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """What is written: the file's content, and what the register keeps of it."""

    content: bytes
    written: Written


class Maker:
    """Makes the copies of one meeting; what a reader may not have is worked out once for each reader."""

    def __init__(self, template: Template | None = None) -> None:
        self._template = template
        self._cuts: dict[tuple[str, str], tuple[Copy, leaks.Withheld]] = {}

    def make(self, prepared: Prepared) -> Made:
        """Return the finished document of a copy. Raises LeakError where something withheld is in it, ExportError."""
        order, record = prepared.order, prepared.record
        cut, hidden = self._cut(prepared)
        copy = replace(cut, record=replace(cut.record, entry=record.entry))
        document = replace(issue.built(copy, order.document), copy=named(prepared))
        told = kept_lines(document)
        before = prepared.supersedes
        if before is not None and before.lines:
            since = f"copy {before.number}, {before.version}"
            blocks = changes(before.lines, document, since, may_repeat=lambda line: not _withheld(hidden, line))
            document = replace(document, blocks=(*document.blocks, *blocks))
        form = "pdf" if order.form == PAPER else order.form
        content = issue.render(document, form, self._template)
        found = leaks.search(hidden, content, form)
        certain = tuple(finding for finding in found if finding.certain)
        if certain:
            raise LeakError(certain)
        return Made(prepared, form, content, told, tags(copy), found, issue.lost_letters(document, form))

    def cut(self, prepared: Prepared) -> Copy:
        """Return what the reader of a copy may have of the meeting."""
        return self._cut(prepared)[0]

    def _cut(self, prepared: Prepared) -> tuple[Copy, leaks.Withheld]:
        order, record = prepared.order, prepared.record
        key = (order.audience, order.agency)
        if key not in self._cuts:
            copy = admit(record, audience_named(record.pack, order.audience), reader=order.agency or None)
            self._cuts[key] = (copy, leaks.withheld(record, copy))
        return self._cuts[key]


def finish(made: Made, *, name: str, password: str, judged_by: str = "") -> Finished:
    """Return what is written of a made copy, protected by `password` unless that is empty.

    `judged_by` signed for what had to be judged and for what can be deduced. Raises ExportError where the copy cannot
    be protected.
    """
    content = protect.protect(made.content, made.form, password) if password else made.content
    written = Written(
        file_name=name,
        size=len(content),
        sha256=seal(content),
        plain_sha256=seal(made.content),
        tags=made.tags,
        lines=made.told,
        judged=len(made.to_judge),
        judged_by=judged_by,
    )
    return Finished(content, written)


def named(prepared: Prepared) -> str:
    """Return what every page says of whose copy it is; the child and the family are not named on it."""
    order, pack = prepared.order, prepared.record.pack
    audience = audience_named(pack, order.audience)
    if not audience.professional:
        return f"Copy {prepared.number} for: {audience.title}"
    agency = next((one.title for one in pack.agencies if one.id == order.agency), "")
    return f"Copy {prepared.number} for {order.recipient}{f', {agency}' if agency else ''}"


def _withheld(hidden: leaks.Withheld, line: str) -> bool:
    """Whether a line that this reader once got holds what they may not have any more."""
    return any(True for _ in hidden.in_piece(Piece("", line)))


def tags(copy: Copy) -> tuple[str, ...]:
    """Return the handling tags of what a copy tells, in the pack's order."""
    record = copy.record
    plan = record.plan
    actions = (line for pillar in plan.pillars for line in pillar.actions)
    told = {
        thing.tag
        for things in (record.entries, record.decisions, actions, plan.unplaced, plan.to_review, plan.reviewed,
                       record.amendments, record.circumstances.concerns, record.circumstances.disruption)
        for thing in things
    }  # fmt: skip
    told |= {person.report_tag for person in record.people if person.report}
    return tuple(tag.id for tag in record.pack.tags if tag.id in told)
