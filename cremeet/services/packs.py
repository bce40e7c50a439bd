"""Adopt a practice pack into the vault, and read the one that a meeting was planned with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.errors import NotFoundError
from cremeet.models import PracticePack
from cremeet.practice import loader
from cremeet.practice.pack import Pack
from cremeet.services.unit import find, now, who
from cremeet.vault import rehearsing

PRACTICE_LINE = "PRACTICE – invented: nothing here is real"
PRACTICE_HANDLING = "Made to learn the program with: no person, place or event in it exists."


@dataclass(frozen=True, slots=True)
class Adopted:
    """One adoption: which pack, which version, by whom and when; `confirmed` says that the council made it its own."""

    id: str
    title: str
    version: str
    adopted_at: datetime
    adopted_by: str
    confirmed: bool


def adopt(session: Session, pack: Pack, *, confirmed: bool = False) -> Adopted:
    """Keep `pack` whole in the vault by content address and make it the one that new meetings are planned with.

    In a practice meeting's vault it is marked, so that every document of its meetings is.
    """
    if rehearsing.is_marked(session):
        pack = marked(pack)
    content = loader.dump(pack)
    digest = loader.digest(content)
    row = session.get(PracticePack, digest)
    newest = session.scalar(sa.select(sa.func.max(PracticePack.adoption))) or 0
    if row is None:
        row = PracticePack(id=digest, title=pack.about.title, version=pack.about.version, content=content)
        session.add(row)
    row.adopted_at, row.adopted_by, row.adoption, row.confirmed = now(session), who(session), newest + 1, confirmed
    session.flush()
    return _adopted(row)


def marked(pack: Pack) -> Pack:
    """Return the pack with the marking of a practice meeting in the place of its own."""
    marking = pack.marking.model_copy(
        update={"line": PRACTICE_LINE, "handling": PRACTICE_HANDLING, "subject": PRACTICE_LINE}
    )
    return pack.model_copy(update={"marking": marking})


def adoptions(session: Session) -> tuple[Adopted, ...]:
    """Return every pack ever adopted, newest first."""
    rows = session.scalars(sa.select(PracticePack).order_by(PracticePack.adoption.desc()))
    return tuple(_adopted(row) for row in rows)


def current(session: Session) -> tuple[str, Pack]:
    """Return the id and the pack that new meetings are planned with; raise NotFoundError when none was adopted."""
    newest = session.scalar(sa.select(PracticePack.id).order_by(PracticePack.adoption.desc()).limit(1))
    if newest is None:
        raise NotFoundError("This vault has no practice pack yet; adopt one before planning a meeting.")
    return newest, pack_of(session, newest)


def pack_of(session: Session, practice_id: str) -> Pack:
    """Return the adopted pack with that id, parsed once for each open vault (`session.info["packs"]`)."""
    cache: dict[str, Pack] = session.info.setdefault("packs", {})
    if practice_id not in cache:
        cache[practice_id] = loader.parse(find(session, PracticePack, practice_id, "practice pack").content)
    return cache[practice_id]


def practice(session: Session) -> Pack:
    """Return the pack in force, for screens that need its choices and wording."""
    return current(session)[1]


def _adopted(row: PracticePack) -> Adopted:
    return Adopted(row.id, row.title, row.version, row.adopted_at, row.adopted_by, row.confirmed)
