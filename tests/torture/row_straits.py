"""Full disks, disks that take nothing, a second process: each thing that writes says so clearly and loses nothing."""

from __future__ import annotations

import ctypes
import json
import os
import re
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cremeet.errors import CremeetError
from cremeet.vault import connection, recovery
from cremeet.vault import vault as vaults
from cremeet.vault.connection import connect
from cremeet.vault.thread import unit_of_work
from tests import factory
from tests.torture import shims, straits, typed
from tests.torture.frame import Row, Trial, told
from tests.torture.row_rekey import Shared
from tests.torture.straits import OURS, Operation, World

FREE, FULL, READ_ONLY = 0, 1, 2
_SENTENCE = re.compile(r"[A-Z“].{15,400}[.”]", re.DOTALL)
_CODE_WORDS = re.compile(r"Error|Errno|errno|Traceback|sqlite|SQL|0x[0-9a-f]")
_LIBRARY = ctypes.CDLL(None)


@dataclass(slots=True)
class Made:
    """The vault that is tried, with its recovery code."""

    shared: Shared
    code: str

    @classmethod
    def at(cls, folder: Path) -> Made:
        """Make it; a second process is waited for shortly only."""
        connection.PATIENCE = 0.02
        shared = Shared.make(folder)
        with shared.opened(shared.sample.folder) as vault:
            return cls(shared, recovery.new_recovery_code(vault))


def _refuse(place: Path, how: int, free: int = 0) -> int:
    return int(_LIBRARY.refuse(os.fsencode(place), how, ctypes.c_long(free)))


def _apart(work: Callable[[], Any]) -> Any:
    """Do `work` in a forked child and return what comes of it, as JSON carries it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            said = json.dumps(work())
        except BaseException as error:  # noqa: BLE001 - told to the parent; nothing comes back from a fork
            traceback.print_exc(file=sys.stderr)
            said = json.dumps({"broke": told(error)})
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        said = answer.read()
    os.waitpid(child, 0)
    found = json.loads(said or b'{"broke": "the child died"}')
    if isinstance(found, dict) and "broke" in found:
        raise AssertionError(found["broke"])
    return found


def _begun(made: Made, each: Operation, place: Path) -> World:
    world = World(made.shared, place, made.code)
    if not each.opens:
        world.vault = made.shared.opened(world.folder)
    each.ready(world)
    return world


def _unhindered(made: Made, each: Operation, place: Path) -> int:
    """Do one operation on a disk with ample room, and return what room it took."""
    world = _begun(made, each, place)
    _refuse(place, FULL, 1 << 40)
    each.act(world)
    taken = int(_LIBRARY.refused_taken())
    _refuse(place, FREE)
    world.close()
    return taken


def _held_up(made: Made, each: Operation, place: Path, how: int, free: int) -> dict[str, Any]:
    """Do one operation in straits and tell how it ended: done, or refused with which words."""
    world = _begun(made, each, place)
    before = _record(world)
    _refuse(place, how, free)
    ended: dict[str, Any] = {"refused": "", "before": before}
    try:
        each.act(world)
    except CremeetError as error:
        ended["refused"] = str(error)
    except Exception as error:  # noqa: BLE001 - whatever is not foreseen is what this looks for
        ended["unforeseen"] = told(error)
    ended["calls"] = _refuse(place, FREE)
    world.close()
    return ended


def _record(world: World) -> list[str]:
    """Return every row of the record but those that tell who did what, which may grow without it."""
    if world.vault is None and (world.folder / "record.db-journal").exists():
        return []  # opening it would take the journal back
    opened = connect(world.folder / "record.db", world.made.key)
    try:
        tables = [row[0] for row in opened.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return sorted(
            f"{table} {row!r}"
            for table in tables
            if table not in {"audit", "audit_key"}
            for row in opened.execute(f'SELECT * FROM "{table}"')
        )
    finally:
        opened.close()


def _wrong_after(made: Made, each: Operation, place: Path, ended: dict[str, Any]) -> str | None:
    """Say what is wrong once the straits are over: the words that were said, the record, or what was left lying."""
    said = ended["refused"]
    if "unforeseen" in ended:
        return f"{each.name}: not foreseen: {ended['unforeseen']}"
    if said and (not _SENTENCE.fullmatch(said) or _CODE_WORDS.search(said)):
        return f"{each.name}: not a clear sentence: {said!r}"
    folder = place / "vault.cremeet"
    found = _opened_again(made, folder)
    if found["wrong"]:
        return f"{each.name}: {found['wrong']}"
    if ended["before"] and said and found["record"] != ended["before"]:
        return f"{each.name}: it was refused, and something of it stands in the record"
    if ended["before"] and not said and not each.beside and found["record"] == ended["before"]:
        return f"{each.name}: nothing was said, and nothing was saved"
    left = [one.name for one in folder.iterdir() if one.name not in OURS]
    left += [one.name for one in place.rglob("*") if ".part" in one.name]
    return f"{each.name}: left lying: {', '.join(sorted(left))}" if left else None


def _opened_again(made: Made, folder: Path) -> dict[str, Any]:
    """Open the vault with either passphrase, and return the rows of its record and what is wrong with it."""

    def look() -> dict[str, Any]:
        for passphrase in (typed.PASSPHRASE, straits.NEW):
            try:
                vault = vaults.unlock(folder, passphrase, person=made.shared.stays)
            except vaults.WrongPassphraseError:
                (folder / "refused.json").unlink(missing_ok=True)
                continue
            with vault, unit_of_work(typed.engine_of(vault), factory.context()) as session:
                verdict = straits.audit.check(session)
            *_, last = vault.integrity()
            world = World.__new__(World)
            world.made, world.folder, world.vault = made.shared, folder, vault
            wrong = verdict.sentence if not verdict.ok else "" if last.startswith("ok") else last
            key = vault.keys.current()
            vault.close()
            made.shared.key = key
            return {"wrong": wrong, "record": _record(world)}
        return {"wrong": "neither passphrase opens it", "record": []}

    return _apart(look)


def _place(trial: Trial, name: str) -> Path:
    place = trial.folder / name
    place.mkdir()
    return place


def _full(made: Made, trial: Trial) -> str | None:
    each = straits.WRITING[trial.number * 11 % len(straits.WRITING)]
    needs = _apart(lambda: _unhindered(made, each, _place(trial, "measured")))
    free = trial.random.randrange(needs) if needs else 0
    place = _place(trial, "full")
    ended = _apart(lambda: _held_up(made, each, place, FULL, free))
    trial.count("refused in a sentence" if ended["refused"] else "done all the same")
    if needs and not ended["calls"]:
        return f"{each.name}: the disk was never full"
    return _wrong_after(made, each, place, ended)


def _read_only(made: Made, trial: Trial) -> str | None:
    each = straits.WRITING[trial.number * 11 % len(straits.WRITING)]
    place = _place(trial, "fixed")
    ended = _apart(lambda: _held_up(made, each, place, READ_ONLY, 0))
    trial.count("refused in a sentence" if ended["refused"] else "done without writing")
    if not ended["refused"] and not each.silent:
        return f"{each.name}: nothing could be written, and nothing was said"
    return _wrong_after(made, each, place, ended)


def _second(made: Made, trial: Trial) -> str | None:
    each = straits.TOGETHER[trial.number * 11 % len(straits.TOGETHER)]
    place = _place(trial, "shared")
    ended = _apart(lambda: _held_up_by_another(made, each, place))
    trial.count("refused in a sentence" if ended["refused"] else "done all the same")
    if not ended["refused"]:
        return f"{each.name}: another process has the vault, and nothing was said"
    return _wrong_after(made, each, place, ended)


def _held_up_by_another(made: Made, each: Operation, place: Path) -> dict[str, Any]:
    """As `_held_up`, while a second process has the vault open, or another program is writing to its record."""
    world = _begun(made, each, place)
    before = _record(world)
    ready, done = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(done[1])
            if each.opens:
                held: Any = vaults.locked(world.folder)
            else:
                held = connect(world.folder / "record.db", made.shared.key)
                held.execute("BEGIN EXCLUSIVE")
            os.write(ready[1], b".")
            os.read(done[0], 1)
        finally:
            os._exit(0)
    os.close(ready[1])
    assert os.read(ready[0], 1), "the second process could not take the vault"
    ended: dict[str, Any] = {"refused": "", "before": before}
    try:
        each.act(world)
    except CremeetError as error:
        ended["refused"] = str(error)
    os.close(done[1])
    os.waitpid(child, 0)
    world.close()
    return ended


def _caught(trial: Trial, act: Callable[[World], Any], made: Made, how: int) -> bool:
    """Say whether a planted operation is found out."""
    planted = Operation("planted", act)
    place = _place(trial, f"planted{how}")
    ended = _apart(lambda: _held_up(made, planted, place, how, 0))
    return _wrong_after(made, planted, place, ended) is not None


def _swallows(world: World) -> None:
    """The planted fault: a save that fails, and nobody is told."""
    try:
        straits.VERBS[1].act(world)
    except CremeetError:
        return


def _blurts(world: World) -> None:
    """The planted fault: the system's own words."""
    (world.folder / "note").write_bytes(b"words")


def _control(how: int) -> Callable[[Made, Trial], bool]:
    return lambda made, trial: _caught(trial, _swallows, made, how) and _caught_blurting(made, trial, how)


def _caught_blurting(made: Made, trial: Trial, how: int) -> bool:
    again = Trial(trial.number, trial.random, _place(trial, "blurts"))
    return _caught(again, _blurts, made, how)


def _second_control(made: Made, trial: Trial) -> bool:
    """A save that is refused because another program has the record, and nobody is told."""
    place = _place(trial, "planted")
    planted = Operation("planted", _swallows)
    ended = _apart(lambda: _held_up_by_another(made, planted, place))
    return not ended["refused"] and _wrong_after(made, planted, place, ended) is not None


def _missing() -> str:
    return shims.missing() or (
        "" if hasattr(_LIBRARY, "refuse") else "the library that refuses writes is not preloaded"
    )


def _row(name: str, promise: str, trial: Any, control: Any, target: int, short: int) -> Row:
    return Row(name, target, promise, Made.at, trial, control, short, _missing)


_MANY, _FEWER = len(straits.WRITING), len(straits.TOGETHER)
_HOLDS = "said clearly, nothing lost, nothing half written"
ROWS = (
    _row("full", f"{_MANY} things on a disk that fills up anywhere: {_HOLDS}", _full, _control(FULL), _MANY * 20, 8),
    _row(
        "readonly", f"{_MANY} things on a disk that takes nothing: {_HOLDS}", _read_only, _control(READ_ONLY), _MANY, 8
    ),
    _row(
        "second", f"{_FEWER} things while a second process has the vault: {_HOLDS}", _second, _second_control, _FEWER, 8
    ),
)
