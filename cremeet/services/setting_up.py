"""What a council says of itself when its vault is made: its name, its practice and its Word template, kept at once."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from cremeet import paths
from cremeet.practice import loader
from cremeet.practice.pack import Pack
from cremeet.services import packs
from cremeet.services.letterhead import Letterhead, set_letterhead


@dataclass(frozen=True, slots=True)
class Chosen:
    """`council` is empty where the practice's own name stands; `pack` None is the practice that ships."""

    council: str = ""
    pack: Pack | None = None
    letterhead: Letterhead | None = None


def set_up(session: Session, chosen: Chosen) -> None:
    """Adopt the practice in the council's name, and keep its template; everything here can be changed later."""
    packs.adopt(session, in_name_of(chosen.pack or loader.load(paths.shipped_practice()), chosen.council))
    if chosen.letterhead is not None:
        set_letterhead(session, chosen.letterhead)


def in_name_of(pack: Pack, council: str) -> Pack:
    """Return the pack with this council's name, which stands on every document; with none, the pack itself."""
    if not council.strip():
        return pack
    name = " ".join(council.split())
    return pack.model_copy(update={"about": pack.about.model_copy(update={"council": name, "area": name})})
