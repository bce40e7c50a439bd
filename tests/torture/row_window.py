"""The real window, watched from below: no word of a case in any write or file but the record, and no inet socket."""

from __future__ import annotations

import base64
import os
import random
import re
import shutil
import string
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.torture import recorded, shims, sitting_watched
from tests.torture.frame import Row, Trial

STATUS = {"locked": (0,), "killed": (-9,), "crashed": (-6,)}


@dataclass(frozen=True, slots=True)
class Made:
    """A vault with a meeting under way, what opens it, and the library that watches."""

    vault: Path
    passphrase: str
    key: bytes
    library: Path

    @classmethod
    def at(cls, folder: Path) -> Made:
        """Make them in `folder`."""
        from cremeet.app import make_ready
        from cremeet.clock import SteppingClock
        from cremeet.vault import keyfile
        from cremeet.vault import vault as vaults
        from cremeet.vault.slots import FLOOR
        from cremeet.vault.thread import unit_of_work
        from tests import factory, held
        from tests.journeys.told import PASSPHRASE

        place, person = folder / "North Vale.cremeet", "Lena Chairwoman"
        made = vaults.create(place, person=person, role="chair", passphrase=PASSPHRASE, cost=FLOOR)
        with made as vault:
            for verb in (make_ready, held.live):
                with unit_of_work(vault.engine, factory.context(SteppingClock(factory.MONDAY), person)) as session:
                    verb(session)
        key = keyfile.open_with(keyfile.candidates(place / "keys.json")[0], PASSPHRASE).key
        return cls(place, PASSPHRASE, key, shims.built("trace_writes", folder))


def forms(words: str) -> Iterator[bytes]:
    """Yield a word as it might be written, folded to small letters: text of three widths, hex, base64."""
    small = words.lower().encode()
    yield small
    yield from (words.lower().encode(width) for width in ("utf-16-le", "utf-16-be", "utf-32-le"))
    for spelled in {words.encode(), small}:
        yield spelled.hex().encode()
        for shift in range(3):  # base64 looks different at each of three places; its ends depend on their neighbours
            yield base64.b64encode(b"x" * shift + spelled)[4:-4].lower()


def holds(raw: bytes, secrets: list[bytes]) -> bool:
    """Say whether any of the secrets stands in what was written."""
    small = raw.lower()
    return any(secret in small for secret in secrets)


def _run(made: Made, trial: Trial, words: str, end: str) -> Path:
    """Sit at the window once, watched; return the folder with all that is left."""
    home = trial.folder / "home"
    home.mkdir()
    vault = Path(shutil.copytree(made.vault, trial.folder / made.vault.name))
    ran = subprocess.run(
        [sys.executable, "-m", sitting_watched.__name__, str(vault), str(home), words, end],
        cwd=shims.ROOT,
        env=_environment(made, trial.folder, home),
        capture_output=True,
        timeout=300,
        check=False,
    )
    (trial.folder / "said").write_bytes(ran.stdout + ran.stderr)
    assert ran.returncode in STATUS[end], f"the sitting ended with {ran.returncode}: {ran.stderr[-600:]!r}"
    return trial.folder


def _environment(made: Made, place: Path, home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "PYTEST"))}
    ours = {"HOME": home, "TMPDIR": home, "TRACE_TO": place / "trace", "LD_PRELOAD": made.library}
    fixed = {"TRACE_FOLDER": "/", "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"}
    return kept | {name: str(value) for name, value in ours.items()} | fixed


def found_in(place: Path, secrets: list[bytes], trial: Trial) -> str | None:
    """Search every write that was traced, every file that is left and every name of one; say where, if anywhere."""
    streams: dict[tuple[str, int], list[bytes]] = {}
    for each in shims.operations(place / "trace"):
        trial.count("operations", 1)
        if each.what == "stream":
            assert re.match(r"/(proc|dev|sys)/", each.path), f"written past the trace, by a stream: {each.path}"
        elif each.what == "wrote":
            streams.setdefault((each.path, each.inode), []).append(each.bytes)
        if holds(os.fsencode(each.path), secrets):
            return "a secret stands in the name of a file"
    for (path, _), parts in streams.items():
        trial.count("bytes written", sum(map(len, parts)))
        if holds(b"".join(parts), secrets) or any(holds(part, secrets) for part in parts):
            return f"a secret was written to {Path(path).name}"
    assert any(path.endswith("record.db") for path, _ in streams), "the record's own writes were not seen"
    for left in (each for each in place.rglob("*") if each.is_file() and each.name != "trace"):
        trial.count("files left")
        if holds(left.read_bytes(), secrets):
            return f"a secret stands in {left.name}"
    return None


def _sentinel(made: Made, trial: Trial) -> str | None:
    words = "".join(trial.random.choices(string.ascii_letters, k=16))
    end = sitting_watched.ENDS[trial.number % len(sitting_watched.ENDS)]
    place = _run(made, trial, words, end)
    trial.count(f"sittings {end}")
    spelled = [made.key.lower(), made.key.hex().encode(), *forms(words), *forms(made.passphrase)]
    return found_in(place, spelled, trial)


def _sentinel_control(made: Made, trial: Trial) -> bool:
    """Sort more than fits into memory with temp_store=FILE: the words must be found in a passing file of SQLite's."""
    folder = Path(shutil.copytree(made.vault, trial.folder / "sorted.cremeet"))
    words = "".join(random.Random(trial.number).choices(string.ascii_letters, k=16))
    shims.traced(
        made.library, trial.folder / "trace", Path("/"), recorded.__name__, "sort_on_disk", folder, words, 1,
        SQLITE_TMPDIR=str(trial.folder), PYTHONDONTWRITEBYTECODE="1",
    )  # fmt: skip
    said = found_in(trial.folder, list(forms(words)), trial)
    return said is not None and "etilqs" in said and all(holds(b"..." + form + b"...", [form]) for form in forms(words))


def _sockets(made: Made, trial: Trial) -> str | None:
    place = _run(made, trial, "words", sitting_watched.ENDS[trial.number % 2])
    seen = list(shims.operations(place / "trace"))
    asked = sum(each.what == "socket" for each in seen)
    trial.count("operations seen", len(seen))
    return f"{asked} inet sockets were asked for" if asked else None


def _sockets_control(made: Made, trial: Trial) -> bool:
    """Ask for one socket of each internet family, as a library would, past Python's own hook."""
    shims.traced(made.library, trial.folder / "trace", Path("/"), recorded.__name__, "ask_for_sockets", Path(), "", 1)
    return [each.inode for each in shims.operations(trial.folder / "trace") if each.what == "socket"] == [2, 10]


ROWS = (
    Row(
        name="sentinel",
        target=30,
        promise="words typed, searched for and failed with: in no write, file, log or crash note but enciphered",
        prepare=Made.at,
        trial=_sentinel,
        control=_sentinel_control,
        short=3,
        missing=shims.missing,
    ),
    Row(
        name="sockets",
        target=10,
        promise="a full run of the window asks for no inet socket",
        prepare=Made.at,
        trial=_sockets,
        control=_sockets_control,
        short=1,
        missing=shims.missing,
    ),
)
