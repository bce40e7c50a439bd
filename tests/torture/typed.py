"""The save path that a meeting uses: minutes typed through the record's own thread, as a stream that can be foretold.

Each step is one unit of work of the real verbs: words saved while they are typed, an entry committed, reworded or
withdrawn. A seed gives the stream, so whoever counts the acknowledged steps can say what has to stand in the record.
"""

from __future__ import annotations

import itertools
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet import paths
from cremeet.clock import SteppingClock
from cremeet.models import AgendaItem, Draft, History, MinuteEntry
from cremeet.practice import loader
from cremeet.services import minutes, packs
from cremeet.services.minutes import NewEntry
from cremeet.vault import audit, slots
from cremeet.vault import vault as vaults
from cremeet.vault.slots import FLOOR
from cremeet.vault.thread import RecordThread, unit_of_work
from tests import factory, held
from tests.vault.made import PASSPHRASE, PERSON, quick

WORDS = (
    "the",
    "car",
    "was",
    "seen",
    "by",
    "Łukasz",
    "Siân’s",
    "school",
    "on",
    "three",
    "Mondays",
    "and",
    "nobody",
    "asked",
)
_CACHE: dict[Any, Any] = {}
"""Compiled statements, so that a forked child need not make them again: it would spend its life on it."""


class Step(NamedTuple):
    """One thing done: `kind` is draft, entry, reword or withdraw; `place` an item's or an entry's place in its list."""

    kind: str
    place: int
    words: str


@dataclass(slots=True)
class Minutes:
    """What stands in a record, or has to: words being typed by item, and entries in order."""

    drafts: dict[int, str] = field(default_factory=dict)
    entries: list[tuple[int, str, bool]] = field(default_factory=list)
    rewordings: int = 0

    def after(self, step: Step) -> Minutes:
        """Return what has to stand there once a step is done."""
        drafts, entries, rewordings = dict(self.drafts), list(self.entries), self.rewordings
        if step.kind == "draft":
            drafts[step.place] = step.words
        elif step.kind == "entry":
            drafts.pop(step.place, None)
            entries.append((step.place, step.words, False))
        else:
            item, words, _ = entries[step.place]
            gone = step.kind == "withdraw"
            entries[step.place] = (item, words if gone else step.words, gone)
            rewordings += not gone
        return Minutes(drafts, entries, rewordings)


def stream(seed: str, items: int) -> Iterator[Step]:
    """Yield steps without end: three in four save a draft that has grown, one in four commits or changes an entry."""
    source, drafts, entries = random.Random(seed), dict[int, str](), list[bool]()
    while True:
        item, choice = source.randrange(items), source.random()
        said = " ".join(source.choices(WORDS, k=source.choice((2, 6, 20, 300))))
        standing = [number for number, there in enumerate(entries) if there]
        if choice < 0.7:
            drafts[item] = f"{drafts.get(item, '')} {said}".strip()
            yield Step("draft", item, drafts[item])
        elif choice < 0.9 or not standing:
            entries.append(True)
            yield Step("entry", item, drafts.pop(item, said))
        elif choice < 0.97:
            yield Step("reword", source.choice(standing), said)
        else:
            entries[gone := source.choice(standing)] = False
            yield Step("withdraw", gone, "")


@dataclass(slots=True)
class Sample:
    """A closed vault with one meeting under way, whose keys open at once."""

    folder: Path
    meeting_id: str
    items: list[str]

    @classmethod
    def make(cls, place: Path) -> Sample:
        """Make one, and do each kind of step in a copy of it once, so that children find all of it imported."""
        slots._derive = quick  # in this process and all that are forked from it
        made = vaults.create(place / "Sample", person=PERSON, role="chair", passphrase=PASSPHRASE, cost=FLOOR)
        with made as vault, unit_of_work(vault.engine, factory.context()) as session:
            packs.adopt(session, loader.load(paths.shipped_practice()))
            meeting_id = held.live(session)
            rows = session.scalars(sa.select(AgendaItem).order_by(AgendaItem.position)).all()
            sample = cls(vault.folder, meeting_id, [row.id for row in rows])
        copy = sample.copy(place / "tried")
        with unlocked(copy) as vault:
            for step in (Step("draft", 0, "a"), Step("entry", 0, "b"), Step("reword", 0, "c"), Step("withdraw", 0, "")):
                with unit_of_work(engine_of(vault), factory.context()) as session:
                    sample.do(session, step)
        wrong_with(copy, sample, lambda found: True)
        shutil.rmtree(copy)
        return sample

    @classmethod
    def known(cls, vault: vaults.Vault) -> Sample:
        """Return what was made in another process, from the open vault alone."""
        with unit_of_work(vault.engine, factory.context()) as session:
            rows = session.scalars(sa.select(AgendaItem).order_by(AgendaItem.position)).all()
            return cls(vault.folder, rows[0].meeting_id, [row.id for row in rows])

    def copy(self, folder: Path) -> Path:
        """Return a copy of the vault, to spoil."""
        return Path(shutil.copytree(self.folder, folder.with_name(f"{folder.name}{vaults.SUFFIX}")))

    def do(self, session: Session, step: Step) -> None:
        """Do one step through the verb that the window uses."""
        if step.kind == "draft":
            minutes.save_draft(session, self.meeting_id, self.items[step.place], step.words)
        elif step.kind == "entry":
            minutes.add_entry(session, self.items[step.place], NewEntry(step.words))
        elif step.kind == "reword":
            minutes.reword(session, _entries(session)[step.place].id, step.words)
        else:
            minutes.withdraw(session, _entries(session)[step.place].id)

    def found(self, session: Session) -> Minutes:
        """Return what stands in the record."""
        drafts = session.scalars(sa.select(Draft)).all()
        entries = [
            (self.items.index(row.item_id), row.words, row.withdrawn_at is not None) for row in _entries(session)
        ]
        reworded = sa.select(sa.func.count()).where(
            History.thing == "MinuteEntry", History.field == "words", History.old.is_not(None)
        )
        there = {self.items.index(row.place): row.words for row in drafts}
        return Minutes(there, entries, session.scalar(reworded) or 0)


def unlocked(folder: Path, person: str | None = None) -> vaults.Vault:
    """Open a vault as the program does."""
    return vaults.unlock(folder, PASSPHRASE, person=person)


def engine_of(vault: vaults.Vault) -> sa.Engine:
    """Return the vault's engine with the statements that were compiled before."""
    return vault.engine.execution_options(compiled_cache=_CACHE)


def type_on(
    vault: vaults.Vault,
    sample: Sample,
    seed: str,
    acknowledge: Callable[[int], object],
    *,
    steps: int | None = None,
    too_soon: bool = False,
) -> None:
    """Type through the record's thread, telling each step's number once its commit has returned.

    `too_soon` is the planted fault: it tells before.
    """
    clock = SteppingClock(factory.MONDAY)
    thread = RecordThread(engine_of(vault), factory.context(clock), lambda _: None)
    thread.start()
    for number, step in enumerate(stream(seed, len(sample.items)), 1):
        if too_soon:
            acknowledge(number)
        thread.submit(lambda session, step=step: sample.do(session, step), urgent=step.kind == "draft").result()
        if not too_soon:
            acknowledge(number)
        if number == steps:
            break
    thread.stop()


def foretold(seed: str, sample: Sample, steps: int) -> tuple[Minutes, Minutes]:
    """Return what has to stand in the record after so many steps, and after the next one."""
    here, foreseen = Minutes(), stream(seed, len(sample.items))
    for step in itertools.islice(foreseen, steps):
        here = here.after(step)
    return here, here.after(next(foreseen))


def wrong_with(
    folder: Path, sample: Sample, right: Callable[[Minutes], bool], *, person: str | None = None
) -> str | None:
    """Open a vault as the program does and say what is wrong with it: its words, history, audit, tables or pages."""
    with unlocked(folder, person) as vault:
        engine = engine_of(vault)
        with unit_of_work(engine, factory.context()) as session:
            found = sample.found(session)
            told = session.scalars(sa.select(History.thing_id).where(History.thing == "MinuteEntry")).all()
            if not right(found):
                return f"other words stand there than were acknowledged: {len(found.entries)} entries"
            if len(set(told)) != len(found.entries):
                return "an entry and its history do not stand together"
            verdict = audit.check(session)
            if not verdict.ok:
                return verdict.sentence
        *_, last = vault.integrity()
        return None if last == "ok" else last


def _entries(session: Session) -> list[MinuteEntry]:
    return list(session.scalars(sa.select(MinuteEntry).order_by(MinuteEntry.id)))
