"""The risk assessment in the minutes: the level, why, what changed since the last, and what is not known."""

from __future__ import annotations

from cremeet.exports import parts
from cremeet.exports.admit import Copy
from cremeet.exports.document import Block, Column, Heading, KeyValue, ListBlock, Paragraph, Run, Status, Table

_CHANGES = (Column("Sign", 0.4), Column("Last time", 0.2), Column("Now", 0.2), Column("Change", 0.2))
_SIGNS = (Column("Sign", 0.36), Column("Answer", 0.16), Column("Evidence", 0.34), Column("Source", 0.14))
_WORDS = {
    "new": "New",
    "worse": "More concern",
    "better": "Less concern",
    "lost-sight": "No longer known",
    "now-known": "Now known",
    "newly-asked": "Asked for the first time",
    "no-longer-asked": "No longer asked",
}


def risk(copy: Copy) -> tuple[Block, ...]:
    """Return the assessment of a meeting, or that there is none; nothing for readers who may not have it."""
    view = copy.record.assessment
    if view is None:
        return ()
    now = view.now
    facts: list[tuple[str, str | Status]] = [
        ("Instrument", now.instrument_title),
        ("Suggested", f"{now.suggested_title}. {now.suggestion.reads}"),
        ("Agreed", parts.level(copy, now.agreed_level)),
        ("Reason", now.agreed_reason or ("As suggested." if now.agreed_as_suggested else "Not recorded.")),
        ("Trend", now.trend_words),
    ]
    if now.suggestion.caution:
        facts.append(("Not known", now.suggestion.caution))
    said: list[Block] = [Heading(2, "Risk"), KeyValue("The level of risk", tuple(facts))]
    if now.analysis:
        said.append(parts.labelled("Analysis", now.analysis))
    said.extend(_strengths(copy))
    said.extend(_changes(copy))
    said.extend(_signs(copy))
    prompts = (Paragraph(f"{line.text} (Source: {line.source})", "small") for line in now.suggestion.prompts)
    return (*said, *prompts)


def _strengths(copy: Copy) -> tuple[Block, ...]:
    view = copy.record.assessment
    if view is None:
        return ()
    instrument = copy.record.pack.instrument(view.now.instrument)
    titles = {factor.id: factor.title for factor in instrument.protective}
    kept = ", ".join(titles[each] for each in view.now.protective if each in titles)
    said = [
        parts.labelled("What keeps the child safer", ". ".join(part for part in (kept, view.now.strengths) if part))
    ]
    return tuple(said) if kept or view.now.strengths else ()


def _changes(copy: Copy) -> tuple[Block, ...]:
    view = copy.record.assessment
    if view is None or view.before is None:
        return ()
    rows = tuple(
        (change.text, change.then or "not answered", change.now or "not answered", _WORDS.get(change.kind, change.kind))
        for change in view.changes
        if change.kind != "same"
    )
    caption = f"What changed since {parts.day(view.before.assessed_on)}"
    return (Heading(3, "Since the last assessment"), Table(caption, _CHANGES, rows, empty=f"{caption}: nothing."))


def _signs(copy: Copy) -> tuple[Block, ...]:
    """List every sign that is or was there, with its evidence."""
    view = copy.record.assessment
    if view is None:
        return ()
    rows = []
    for question in copy.record.pack.instrument(view.now.instrument).questions():
        given = view.now.answers.get(question.indicator.id)
        found = question.scale.get(given.answer) if given else None
        before = question.before.get(given.historic) if given and question.before else None
        if given is None or not ((found and found.present) or (before and before.present)):
            continue
        words = found.title if found else "not known now"
        if before is not None and before.present:
            words += f"; before: {before.title}"
        rows.append(
            (question.indicator.text, words, given.evidence or "none recorded", _source(given.source, given.basis))
        )
    domains = [
        (Run(f"{domain.title}: ", bold=True), Run(view.now.analysis_by_domain[domain.id]))
        for domain in copy.record.pack.instrument(view.now.instrument).domains
        if domain.id in view.now.analysis_by_domain
    ]
    blocks: list[Block] = [
        Heading(3, "Signs and their evidence"),
        Table("Signs that are or were there", _SIGNS, tuple(rows), summary="One row for each sign."),
    ]
    if domains:
        blocks.append(ListBlock(tuple(domains)))
    return tuple(blocks)


def _source(source: str, basis: str) -> str:
    return f"{source} ({basis})" if source and basis else source or basis or "not recorded"
