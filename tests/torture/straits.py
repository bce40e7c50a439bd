"""The things that write, to be tried one by one where they cannot: what each gets ready, and what it does."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from cremeet import logs, settings
from cremeet.exports import issue
from cremeet.models import MinuteEntry
from cremeet.services import (
    attendance,
    children,
    decisions,
    directory,
    holding,
    meetings,
    minutes,
    vault_settings,
    voice,
)
from cremeet.services.actions import ActionDetails, add_action
from cremeet.services.children import ChildDetails
from cremeet.services.decisions import DecisionDetails
from cremeet.services.meetings import VoiceDetails
from cremeet.services.minutes import NewEntry
from cremeet.services.record import meeting_record
from cremeet.vault import audit, backups, cards, custody, keyfile, people, recovery, rekeying, sitting
from cremeet.vault import vault as vaults
from cremeet.vault.ballast import Ballast
from cremeet.vault.connection import connect
from cremeet.vault.slots import FLOOR
from cremeet.vault.thread import RecordThread, unit_of_work
from tests import factory
from tests.torture import typed
from tests.torture.row_rekey import Shared

NEW = "fresh-invented-sample-words"
OURS = frozenset({"record.db", "record.db-journal", "keys.json", "keys.json.copy", "open.lock", "ballast", "backups"})
"""What may lie in a vault's folder afterwards."""


@dataclass(slots=True)
class World:
    """One copy of the vault in a folder that will be in straits, and whatever an operation got ready there."""

    made: Shared
    place: Path
    code: str
    folder: Path = field(init=False)
    vault: vaults.Vault | None = None
    kept: Any = None

    def __post_init__(self) -> None:
        os.environ["XDG_STATE_HOME"] = str(
            self.place / "remembered"
        )  # what this machine remembers, of this trial alone
        self.folder = self.made.sample.copy(self.place / "vault")

    @property
    def open(self) -> vaults.Vault:
        """Return the vault, which was opened before the straits began."""
        assert self.vault is not None
        return self.vault

    def do(self, verb: Callable[[Session], Any]) -> Any:
        """Do a verb in a unit of work, as the record's thread does."""
        with unit_of_work(typed.engine_of(self.open), factory.context()) as session:
            return verb(session)

    def close(self) -> None:
        """Close the vault, as the end of the process would."""
        if self.vault is not None:
            self.vault.close()
            self.vault = None


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that writes.

    `opens`: it opens the vault itself. `ready` runs before the straits begin. `silent`: where it cannot write it says
    nothing, which is what it promises. `beside`: it does not change the rows of the record.
    """

    name: str
    act: Callable[[World], Any]
    opens: bool = False
    ready: Callable[[World], Any] = lambda world: None
    silent: bool = False
    beside: bool = False


def _verb(name: str, verb: Callable[[World, Session], Any]) -> Operation:
    return Operation(name, lambda world: world.do(lambda session: verb(world, session)))


def _entry(session: Session) -> str:
    return session.query(MinuteEntry.id).order_by(MinuteEntry.id).first()[0]


def _committed(world: World) -> None:
    world.do(lambda session: minutes.add_entry(session, world.made.sample.items[0], NewEntry("said before")))


def _with_ballast(world: World) -> None:
    thread = RecordThread(typed.engine_of(world.open), factory.context(), lambda _: None, world.kept)
    thread.start()
    try:
        thread.submit(
            lambda session: minutes.add_entry(session, world.made.sample.items[1], NewEntry("x" * 9000))
        ).result()
    finally:
        thread.stop()


def _fill_ballast(world: World) -> None:
    world.kept = Ballast(world.folder, lambda _: None, free=lambda _: 1 << 30)
    list(world.kept.fill())


def _halfway(world: World) -> None:
    """Leave the record and its journal as a crash in the midst of a change leaves them."""
    record, aside = world.folder / "record.db", world.place / "halfway"
    aside.mkdir()
    opened = connect(record, world.made.key)
    opened.execute("PRAGMA cache_size = 2")
    opened.execute("BEGIN IMMEDIATE")
    opened.execute("CREATE TABLE invented (words)")
    opened.execute("INSERT INTO invented VALUES (hex(randomblob(50000))), (hex(randomblob(50000)))")
    names = (record.name, f"{record.name}-journal")
    for name in names:
        shutil.copy(world.folder / name, aside / name)
    opened.close()
    for name in names:
        shutil.move(aside / name, world.folder / name)
    aside.rmdir()


def _one_copy_gone(world: World) -> None:
    keyfile.copies(world.folder / "keys.json")[1].unlink()


def _open(world: World) -> None:
    world.vault = world.made.opened(world.folder)


def _create(world: World) -> None:
    vaults.create(world.place / "New", person="Cher Person", role="chair", passphrase=NEW, cost=FLOOR).close()


def _export(world: World) -> None:
    issue.write(world.kept, "actions", "word", world.place)


def _details(**changes: Any) -> ActionDetails:
    given = {"pillar": "protect", "owner": "Priya Testnair", "agency": "social-care", "due_on": date(2026, 12, 4)}
    return ActionDetails("Offer a trusted worker", **given | {"measure": "Seen twice"} | changes)


def _people(world: World, session: Session) -> Any:
    return meetings.meeting_view(session, world.made.sample.meeting_id).people


def _key_waits(world: World) -> None:
    """Leave a change of key as a kill between its steps leaves it, with ballast kept beside the record."""
    with world.made.opened(world.folder) as vault:
        slots = [slot for slot in vault.keys.content["slots"] if slot["id"] != world.made.leaves]
        rekeying.begin(world.folder / "record.db", vault.keys, slots)
    _fill_ballast(world)


def _shut_out_and_end(world: World) -> None:
    try:
        world.made.shut_out(world.open)
    finally:
        sitting.end(world.open, factory.context(), folder=world.place / "state")


def _hand_over(world: World) -> None:
    custody.hand_over(world.open, world.open.person.name, world.place / f"handed{custody.SUFFIX}")


def _handed(world: World) -> None:
    _hand_over(world)
    world.close()


def _was_handed(world: World) -> None:
    world.vault = world.made.opened(world.folder)
    _handed(world)
    (world.place / "received").mkdir()
    os.environ["XDG_STATE_HOME"] = str(world.place / "theirs")  # from here on it is another machine


def _take_back(world: World) -> None:
    with world.made.opened(world.folder) as vault:
        custody.take_back(vault, next(iter(custody.REASONS)))


def _receive(world: World) -> None:
    file = world.place / f"handed{custody.SUFFIX}"
    custody.receive(file, world.place / "received", typed.PASSPHRASE, world.made.stays).close()


VERBS = (
    _verb("save words being typed", lambda world, session: minutes.save_draft(
        session, world.made.sample.meeting_id, world.made.sample.items[0], "typed " * 400)),
    _verb("commit an entry", lambda world, session: minutes.add_entry(
        session, world.made.sample.items[0], NewEntry("said " * 900))),
    _verb("commit an action", lambda world, session: add_action(session, world.made.sample.items[0], _details())),
    _verb("decide", lambda world, session: decisions.decide(
        session, world.made.sample.items[0], DecisionDetails("Hold a plan", reason="Known risk"))),
    _verb("add a child", lambda world, session: children.add_child(
        session, ChildDetails(given_names="Wren", family_name="Inventedson", born_on=date(2012, 1, 2)))),
    _verb("add a professional", lambda world, session: directory.add_professional(
        session, directory.ProfessionalDetails("Ann Testsmith", "police", "Officer", "Testshire Police"))),
    _verb("plan a meeting", lambda world, session: factory.meeting(session)),
    _verb("mark who is here", lambda world, session: attendance.mark(
        session, _people(world, session)[0].attendance_id, "present")),
    _verb("record the child's views", lambda world, session: voice.record_voice(
        session, world.made.sample.meeting_id, VoiceDetails(own_words="I want to stay. " * 90))),
    _verb("read out confidentiality", lambda world, session: holding.read_confidentiality(
        session, world.made.sample.meeting_id)),
    _verb("go to an item", lambda world, session: holding.go_to(session, world.made.sample.items[3])),
    _verb("set the contingency", lambda world, session: holding.set_contingency(
        session, world.made.sample.meeting_id, "Meet again within two days", "Call the night team")),
)  # fmt: skip

KEPT = (
    Operation("reword an entry", ready=_committed, act=lambda world: world.do(
        lambda session: minutes.reword(session, _entry(session), "said otherwise " * 300))),
    Operation("withdraw an entry", ready=_committed, act=lambda world: world.do(
        lambda session: minutes.withdraw(session, _entry(session)))),
    Operation("note who did what", lambda world: world.open.note(audit.VIEWED, "child/1"), beside=True),
    Operation("change a passphrase", lambda world: people.change_passphrase(world.open, typed.PASSPHRASE, NEW, FLOOR),
              beside=True),
    Operation("add a person", lambda world: people.add_person(
        world.open, cards.new_slot("Ann Testsmith", "manager", NEW, FLOOR)), beside=True),
    Operation("set the vault's settings", lambda world: world.do(lambda session: vault_settings.set_vault_settings(
        session, vault_settings.VaultSettings(idle_minutes=9, meeting_idle_minutes=20))), beside=False),
    Operation("shut a person out and end the sitting", _shut_out_and_end, beside=True),
    Operation("hand the vault over", _hand_over, beside=True),
    Operation("shut a person out", lambda world: world.made.shut_out(world.open), beside=True),
    Operation("make a recovery code", lambda world: recovery.new_recovery_code(world.open), beside=True),
    Operation("make a backup", lambda world: backups.make(world.open), beside=True),
    Operation("begin a sitting", lambda world: sitting.begin(world.open, factory.context(), world.place / "state"),
              beside=True),
)  # fmt: skip


OPENING = (
    Operation("unlock while a change of key waits", _open, opens=True, ready=_key_waits, beside=True),
    Operation("unlock", _open, opens=True, beside=True),
    Operation("unlock after a crash", _open, opens=True, ready=_halfway, beside=True),
    Operation("unlock with one key file", _open, opens=True, ready=_one_copy_gone, silent=True, beside=True),
    Operation("recover with the code", opens=True, beside=True, act=lambda world: recovery.recover(
        world.folder, world.code, world.made.stays, NEW, FLOOR).close()),
)  # fmt: skip

ELSEWHERE = (
    Operation("make a vault", _create, opens=True, beside=True),
    Operation("commit an entry, with ballast", _with_ballast, ready=_fill_ballast),
    Operation("take the vault back", _take_back, opens=True, ready=_was_handed, beside=True),
    Operation("receive a vault", _receive, opens=True, ready=_was_handed, beside=True),
    Operation("make a document", _export, beside=True, ready=lambda world: setattr(
        world, "kept", world.do(lambda session: meeting_record(session, world.made.sample.meeting_id)))),
    Operation("restore a backup", beside=True,
              ready=lambda world: setattr(world, "kept", backups.make(world.open, world.place / "kept")),
              act=lambda world: backups.restore(world.kept, world.place / "there", typed.PASSPHRASE, world.made.stays)),
    Operation("keep the settings", beside=True, silent=True,
              act=lambda world: settings.save(settings.Settings("dark"), world.place / "settings")),
    Operation("keep a log", lambda world: logs.keep_in(world.place / "logs"), beside=True, silent=True),
    Operation("sign the key file", lambda world: world.open.sign(anchor={"seq": 1, "mac": "ab" * 32}), beside=True),
)  # fmt: skip

WRITING = (*VERBS, *KEPT, *OPENING, *ELSEWHERE)
"""What is tried on a full disk and on one that takes nothing."""

TOGETHER = (*VERBS, *KEPT, *OPENING)
"""What is tried while a second process has the vault."""
