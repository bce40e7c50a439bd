"""How a screen reaches what the open vault itself can do: its people, its copies, its moves.

`desk.record.do` runs a verb of the services with a session; `desk.keeper.do` runs a verb of the vault with the open
vault. Both answer on the window's thread through `views/record.py`, and neither makes the window wait.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Signal

from cremeet.errors import CremeetError
from cremeet.views.record import Record

if TYPE_CHECKING:
    from cremeet.vault.vault import Person, Vault

T = TypeVar("T")


class Between(Protocol):
    """What the keeper needs of the record's thread."""

    def apart(self, work: Callable[[], T]) -> Future[T]:
        """Run `work` between units of work, without a session."""
        ...


class Keeper(QObject):
    """The open vault, as the screens may use it. What it is called and who opened it can be read at once.

    `moved` is sent by whoever has just handed the vault over, or taken it back.
    """

    moved = Signal()

    def __init__(self, vault: Vault, record: Record, between: Between) -> None:
        super().__init__()
        self._vault, self._record, self._between = vault, record, between
        self._aside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vault-work")

    @property
    def name(self) -> str:
        """The vault's name."""
        return self._vault.name

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self._vault.folder

    @property
    def person(self) -> Person:
        """Who opened it, and in which role."""
        return self._vault.person

    @property
    def rehearsal(self) -> bool:
        """Whether it is a practice meeting's vault."""
        return self._vault.rehearsal

    @property
    def read_only(self) -> str:
        """Why this copy can only be read, in one sentence; nothing for a living vault."""
        return self._vault.read_only

    @property
    def waits_for_key(self) -> bool:
        """Whether it can only be read because a change of key waits for room on the disk."""
        return self._vault.waits_for_key

    @property
    def people(self) -> tuple[Person, ...]:
        """Who can open it, by name."""
        from cremeet.vault import people

        return people.people_inside(self._vault)

    @property
    def offered(self) -> frozenset[str]:
        """What the role of whoever opened it is offered: see `vault/roles.py`, which knows the words."""
        from cremeet.vault import roles

        if self.rehearsal:
            return frozenset({roles.SETTINGS, roles.AUDIT, roles.ERASE})
        return roles.offered(self.person.role, (one.role for one in self.people))

    def do(
        self,
        screen: QObject,
        then: Callable[[T], None],
        verb: Callable[..., T],
        *args: object,
        failed: Callable[[CremeetError], None] | None = None,
        **kwargs: object,
    ) -> None:
        """Run `verb(vault, *args, **kwargs)` between units of work, where nothing else touches the record."""
        self._record.answer(
            screen, then, lambda: self._between.apart(lambda: verb(self._vault, *args, **kwargs)), failed=failed
        )

    def aside(
        self,
        screen: QObject,
        then: Callable[[T], None],
        verb: Callable[..., T],
        *args: object,
        failed: Callable[[CremeetError], None] | None = None,
        **kwargs: object,
    ) -> None:
        """Run `verb(vault, *args, **kwargs)` on a thread of its own, one after another.

        For what takes seconds (a key that is derived, a copy that is checked): typed text is saved meanwhile.
        """
        self._record.answer(
            screen, then, lambda: self._aside.submit(lambda: verb(self._vault, *args, **kwargs)), failed=failed
        )

    def between(self, work: Callable[[], T]) -> T:
        """Run `work` between units of work and wait for it: a verb that runs aside needs the record for a moment."""
        return self._between.apart(work).result()

    def close(self, *, wait: bool = True) -> None:
        """Take no more work; what runs is finished first, or left to end with the process, as at a lock."""
        self._aside.shutdown(wait=wait, cancel_futures=True)


def why_not(keeper: Keeper, what: str) -> str:
    """Return why somebody is not offered `what` (a word of `vault/roles.py`), or nothing where they are."""
    if what in keeper.offered:
        return ""
    if keeper.rehearsal:
        return QCoreApplication.translate(
            "Vault", "Not in a practice meeting: nothing here is real, and none of it may mix with a real vault."
        )
    return QCoreApplication.translate(
        "Vault", "Your role here is not offered this: ask an administrator or a manager of this vault."
    )
