"""Verifying a vault or a backup whole, line by line in plain words; and the drill, which tries the newest backup.

Everything is looked at even where something is wrong already: the report is for whoever has to decide what to restore.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cremeet.clock import in_london, london_date, long_day
from cremeet.errors import BackupError, KeyFileError, NewerVaultError, NotAVaultError, OpenElsewhereError, VaultError
from cremeet.vault import audit, backups, bundle, keyfile, sitting
from cremeet.vault.audit import Head
from cremeet.vault.thread import unit_of_work
from cremeet.vault.vault import KEYS, RECORD, SUFFIX, Vault, unlock

if TYPE_CHECKING:
    import sqlalchemy as sa

DRILL = "drill.part"
"""Where a drill unpacks the newest backup, inside the vault; cleared before and after."""

_COUNTED = {"child": "children", "meeting": "meetings", "minute_entry": "minute entries", "action": "actions"}


@dataclass(frozen=True, slots=True)
class Report:
    """What was looked at and found, a sentence a line; `ok` when nothing is wrong."""

    lines: tuple[str, ...]
    ok: bool


class _Looking:
    def __init__(self) -> None:
        self._lines: list[str] = []
        self._ok = True

    def good(self, line: str) -> None:
        self._lines.append(line)

    def bad(self, line: str) -> None:
        self._lines.append(line)
        self._ok = False

    def report(self) -> Report:
        return Report(tuple(self._lines), self._ok)


def verify(path: Path, passphrase: str, person: str | None = None) -> Report:
    """Look at a closed vault, or at a backup, in every way there is; `person` is an id, None where only one opens it.

    Raises NotAVaultError, BundleError, WrongPassphraseError, ChoosePersonError, OpenElsewhereError and the like where
    it cannot be opened at all; what is wrong inside stands in the report.
    """
    found = _Looking()
    if path.is_dir():
        _key_copies(path, found)
        with unlock(path, passphrase, person=person) as vault:
            _whole(vault, found, sitting.anchors(vault))
            vault.note(audit.VERIFIED)
        return found.report()
    said = bundle.check(path)
    found.good(f"The file is whole, and as it was made on {_when(said.made_at)}.")
    with TemporaryDirectory(prefix="cremeet-") as place:  # nothing but encrypted files goes there
        folder = Path(place) / f"verify{SUFFIX}"
        bundle.unpack(path, folder)
        with unlock(folder, passphrase, person=person) as vault:
            _whole(vault, found, [Head.of(said.head), Head.of(vault.keys.content["anchor"])])
    return found.report()


def verify_open(vault: Vault, apart: backups.Apart = backups.here) -> Report:
    """As `verify`, for a vault that is open; `apart` runs what needs the record on its own thread."""
    found = _Looking()
    _key_copies(vault.folder, found)
    apart(lambda: _whole(vault, found, sitting.anchors(vault)))
    apart(lambda: vault.note(audit.VERIFIED))
    return found.report()


def drill(vault: Vault, folder: Path | None = None, *, apart: backups.Apart = backups.here) -> Report:
    """Try the newest backup of an open vault: unpack and open it, check it, compare it, clear it away.

    `folder` is where the backups lie, by default the vault's own. Raises BackupError where there is none yet.
    """
    newest = next(iter(backups.listed(folder or vault.folder / backups.FOLDER, vault.id)), None)
    if newest is None:
        raise BackupError("There is no backup of this vault yet; make one first.")
    place, found = vault.folder / DRILL, _Looking()
    shutil.rmtree(place, ignore_errors=True)
    try:
        said = bundle.unpack(newest.path, place)
        found.good(f"The newest backup, of {_when(newest.at)}, is whole.")
        living = apart(lambda: _counts(vault.engine))
        content = keyfile.read(place / KEYS)
        if content["current"]["key_id"] != keyfile.key_id(vault.keys.current()):
            found.bad(
                "It was made before the record got another key, so it opens only with the passphrases of its time; "
                "make a new backup now."
            )
            return found.report()
        _record(place / RECORD, vault.keys.current, found, [Head.of(said.head)])
        _compare(place, vault, living, found)
    except OSError:
        raise BackupError("There is not enough room to try the backup; free some space, and try again.") from None
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return found.report()


def _compare(place: Path, vault: Vault, living: dict[str, int], found: _Looking) -> None:
    from cremeet.vault.connection import make_engine

    engine = make_engine(place / RECORD, vault.keys.current)
    try:
        kept = _counts(engine)
    except VaultError as error:
        found.bad(str(error))
        return
    finally:
        engine.dispose()
    said = ", ".join(f"{kept[table]:,} {words} (now {living[table]:,})" for table, words in _COUNTED.items())
    found.good(f"It holds {said}.")


def _key_copies(folder: Path, found: _Looking) -> None:
    """Look at both copies of the key file before anything mends them."""
    for copy in keyfile.copies(folder / KEYS):
        try:
            keyfile.read(copy)
        except (KeyFileError, NewerVaultError):
            found.bad(
                f"{copy.name} is missing or damaged; it is written again from the other when the vault is opened."
            )
        else:
            found.good(f"{copy.name} holds together.")


def _whole(vault: Vault, found: _Looking, anchors: list[Head | None] | tuple[Head, ...]) -> None:
    _record(vault.folder / RECORD, vault.keys.current, found, list(anchors), vault.engine)


def _record(
    path: Path,
    key: Callable[[], bytes],
    found: _Looking,
    anchors: list[Head | None],
    engine: sa.Engine | None = None,
) -> None:
    """Check the pages, the tables, what they refer to, and the record of who did what."""
    from cremeet.vault.checking import refers_whole, slices
    from cremeet.vault.connection import make_engine

    opened = engine or make_engine(path, key)
    try:
        last = [sentence for sentence in slices(opened, path, key) if sentence][-1]
        if last != "ok":
            found.bad(f"The record is {last}")
            return
        found.good(
            f"All {path.stat().st_size // 4096:,} pages of the record carry their seals, and every table is whole."
        )
        if refers_whole(opened):
            found.good("Everything that refers to something else finds it.")
        else:
            found.bad("Something in the record refers to what is not there; restore the vault from a backup.")
        with unit_of_work(opened, {"who": "", "clock": _no_clock}) as session:
            verdict = audit.check(session, anchors)
        (found.good if verdict.ok else found.bad)(verdict.sentence)
    except (OpenElsewhereError, NotAVaultError):
        raise
    except VaultError as error:
        found.bad(str(error))
    finally:
        if engine is None:
            opened.dispose()


def _counts(engine: sa.Engine) -> dict[str, int]:
    with unit_of_work(engine, {"who": "", "clock": _no_clock}) as session:
        connection = session.connection()
        return {
            table: connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one()  # noqa: S608 - our names
            for table in _COUNTED
        }


def _no_clock() -> datetime:
    raise AssertionError("nothing is written here")


def _when(at: datetime) -> str:
    return f"{long_day(london_date(at))}, {in_london(at):%H:%M}"
