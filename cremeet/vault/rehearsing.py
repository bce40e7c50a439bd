"""The vault of a practice meeting: marked in its own record when it is made, and kept apart from every real one.

The mark lies inside the encrypted record, so it goes wherever the folder is copied. Nothing sets it but the making and
nothing takes it off. Such a vault is never backed up, handed over, restored or received; it lies in one place, where no
real vault may; and its passphrase is the same everywhere and printed in the documentation, because it guards nothing.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cremeet import paths
from cremeet.errors import PlaceError, VaultError

if TYPE_CHECKING:
    import sqlalchemy as sa

SETTING = "rehearsal"
"""The vault's setting that marks it."""
PASSPHRASE = "nothing-here-is-real"  # noqa: S105 - it opens nothing but invented records, and is printed
KEPT_OUT = (
    "A practice meeting is not backed up and not handed over: nothing in it is real, and none of it may come into a "
    "real vault."
)
COMES_IN = "That file holds a practice meeting, which never becomes a real vault; choose another file."
KEYS_STAY = "The practice meeting keeps its own passphrase and people: nothing in it is real."


def mark(engine: sa.Engine) -> None:
    """Mark an empty record as a practice meeting's: only while the vault is being made."""
    import sqlalchemy as sa

    from cremeet.models import VaultSetting
    from cremeet.models.base import new_id
    from cremeet.vault.connection import plain_words

    with plain_words(), engine.begin() as connection:
        connection.execute(sa.insert(VaultSetting).values(id=new_id(), name=SETTING, value="true"))


def is_marked(connection: Any) -> bool:
    """Say whether a record is a practice meeting's; `connection` is one, or a session."""
    import sqlalchemy as sa

    from cremeet.models import VaultSetting

    return connection.scalar(sa.select(VaultSetting.value).where(VaultSetting.name == SETTING)) is not None


def read(engine: sa.Engine) -> bool:
    """Say whether the record behind an engine is a practice meeting's."""
    from cremeet.vault.connection import plain_words

    with plain_words(), engine.connect() as connection:
        return is_marked(connection)


def refuse_place(folder: Path) -> None:
    """Raise PlaceError for a real vault where the practice meeting lies, which is deleted by one click."""
    place = Path(os.path.realpath(paths.rehearsal_vault().parent))
    whole = Path(os.path.realpath(folder))
    if place == whole or place in whole.parents:
        raise PlaceError("That folder is the practice meeting’s, which is deleted whole; choose another place.")


def refuse_to_leave(*, rehearsal: bool) -> None:
    """Raise VaultError for a practice meeting that would be backed up or handed over."""
    if rehearsal:
        raise VaultError(KEPT_OUT)


def refuse_to_come(*, rehearsal: bool) -> None:
    """Raise VaultError for a practice meeting that would become a real vault out of a file."""
    if rehearsal:
        raise VaultError(COMES_IN)
