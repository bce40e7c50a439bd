"""What `cremeet practice check` says: what a folder makes of the shipped practice, or what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from cremeet import paths
from cremeet.practice import loader
from cremeet.practice.choices import Choices
from cremeet.practice.pack import Pack


def load_over_shipped(folder: Path) -> Pack:
    """Return the shipped pack with `folder` laid over it; the shipped folder itself is read by itself.

    Raises PracticeError that lists every fault.
    """
    shipped = paths.shipped_practice()
    if folder.exists() and folder.resolve() == shipped.resolve():
        return loader.load(shipped)
    return loader.load(shipped, over=folder)


def report(folder: Path) -> str:
    """Return what the pack made with `folder` holds, as lines. Raises PracticeError that lists every fault."""
    pack = load_over_shipped(folder)
    about = pack.about
    lines = [
        f"{about.title}, version {about.version}, {about.dated.isoformat()}",
        f"{about.council} ({about.area})",
        about.notice,
        "",
        *(f"{count:>5}  {what}" for count, what in counts(pack)),
        "",
        f"Default instrument: {pack.instrument().title}",
        f"Quorum: {', '.join(need.title for need in pack.quorum.needs)}",
        f"Content address: {loader.digest(loader.dump(pack))}",
        "No fault found.",
    ]
    return "\n".join(lines)


def counts(pack: Pack) -> tuple[tuple[int, str], ...]:
    """Return how many of each kind of thing the pack holds, in the order of the practice guide."""
    lists = len(Choices.model_fields)
    return (
        (len(pack.agendas), f"agendas with {sum(len(agenda.items) for agenda in pack.agendas)} items"),
        (len(pack.instruments), "risk instruments"),
        (len(pack.levels.levels), "levels of risk"),
        (len(pack.agencies), "agencies"),
        (len(pack.timescales.steps), "timescales"),
        (len(pack.pillars), "plan pillars"),
        (len(pack.outcomes), "outcomes"),
        (len(pack.closure_tests), "lines of the closure test"),
        (len(pack.priorities), "strategy priorities"),
        (len(pack.behaviours), "behaviours of the strategy"),
        (len(pack.disruption), "disruption measures"),
        (len(pack.tags), "handling tags"),
        (len(pack.audiences), "audiences"),
        (len(pack.language), "pairs in the language guide"),
        (len(pack.abbreviations), "abbreviations"),
        (len(pack.shorthand), "short forms that expand while typing"),
        (lists, f"lists with {sum(len(pack.choices.of(name)) for name in Choices.model_fields)} choices"),
        (len(pack.references), "references"),
        (len(pack.transition), "transition prompts"),
        (len(pack.guidance), "notes on law and guidance"),
        (len(pack.panels), "panels"),
    )
