"""Do the main job as somebody does who sees nothing: `make check-accessibility`.

On a desktop of its own, an assistive technology (`reader.py`, on the system's Python) holds a whole meeting with the
real program by the names and roles of its tree, and by what it is told. Before that, the same hands meet the program
with a fault planted in it, which they must find. Prints a table, leaves what was spoken in build/accessibility/, and
exits 1 when anything was not found, not said or not recorded.
"""

from __future__ import annotations

import html
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.accessibility import session

if session.INSIDE not in sys.argv:
    sys.exit(session.go_inside())

from tests.accessibility import audit, chair  # they need the desktop
from tests.accessibility.reader import LostError, Reader

TRANSCRIPT = session.ROOT / "build" / "accessibility" / "spoken.txt"
CONTROL_PATIENCE = 4.0
"""Seconds that a control waits for what its planted fault keeps from coming."""


class Table:
    """The lines that are printed, and whether every one of them holds."""

    def __init__(self) -> None:
        self.holds = True

    def tell(self, what: str, begun: float, wrong: str = "") -> None:
        """Print one line, and what is wrong under it."""
        self.holds = self.holds and not wrong
        print(f"{'FAILS' if wrong else 'holds'}  {time.monotonic() - begun:6.1f} s  {what}", flush=True)
        if wrong:
            print("       " + wrong.replace("\n", "\n       "), flush=True)


def main() -> int:
    """Run everything on the desktop; return the exit status."""
    table = Table()
    with session.helpers():
        controls(table)
        job(table)
    return 0 if table.holds else 1


def controls(table: Table) -> None:
    """Meet the program with a fault planted in it, and tell whether it was found."""
    for fault, misses in (("nameless", "Name of the vault"), ("silent", "This takes a few seconds.")):
        begun = time.monotonic()
        with (
            tempfile.TemporaryDirectory(prefix="cremeet-home-") as home,
            session.program(Path(home), "-m", "tests.accessibility.planted", fault),
        ):
            reader = Reader(patience=CONTROL_PATIENCE)
            found = audit.faults(reader.nodes())
            wrong = _failure(chair.Chair(reader, Path(home)).make_a_vault)
        said = "" if misses in wrong else f"the planted fault was not met, but: {wrong or 'nothing'}"
        if fault == "nameless" and not any("without a name" in one for one in found):
            said = f"the audit of the tree finds only {found}"
        table.tell(f"a {fault} window is found out", begun, said)


def job(table: Table) -> None:
    """Hold the meeting, stage by stage, with an audit of the tree after each; then look at what was recorded."""
    with tempfile.TemporaryDirectory(prefix="cremeet-home-") as made:
        home, copies = Path(made), Path(made) / "copies"
        with session.program(home, "-m", "cremeet") as running:
            reader = Reader()
            person, wrong = chair.Chair(reader, copies), ""
            for stage in chair.STAGES:
                begun = time.monotonic()
                wrong = _failure(partial(stage, person))
                reader.look(stage.__name__.replace("_", " "))
                table.tell(stage.__name__.replace("_", " "), begun, wrong)
                if wrong:
                    break
            TRANSCRIPT.parent.mkdir(parents=True, exist_ok=True)
            TRANSCRIPT.write_text("".join(f"{one.how:10} {one.words}\n" for one in reader.heard), encoding="utf-8")
            begun = time.monotonic()
            table.tell(f"nothing unnamed in {reader.looked} trees", begun, "\n".join(reader.faults))
            if wrong:
                return
            begun = time.monotonic()
            table.tell("the program is left by its keys", begun, _failure(partial(person.leave, running)))
        begun = time.monotonic()
        table.tell("what was typed is in the copies", begun, _missing(copies))
        begun = time.monotonic()
        table.tell("the vault is whole", begun, _verified(home))


def _failure(does: Callable[[], object]) -> str:
    try:
        does()
    except (LostError, AssertionError) as error:
        return str(error) or "an assertion without words"
    return ""


def _missing(folder: Path) -> str:
    """Return what was typed and stands in no Word copy."""
    copies = list(folder.rglob("*-minutes-*.docx"))
    if len(copies) != 1 or len(list(folder.rglob("*-minutes-*.pdf"))) != 1:
        return f"the copies are {[one.name for one in folder.rglob('*')]}"
    with zipfile.ZipFile(copies[0]) as opened:
        xml = opened.read("word/document.xml").decode("utf-8")
    words = html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"</w:p>", " ", xml)))
    return "\n".join(f"“{one}” is not in the minutes" for one in chair.TYPED if one not in words)


def _verified(home: Path) -> str:
    """Return what the program says of the closed vault, where that is not that it is whole."""
    (vault,) = home.rglob("*.cremeet")
    ran = subprocess.run(
        [str(session.PYTHON), "-m", "cremeet", "verify", str(vault), "--passphrase-stdin"],
        cwd=session.ROOT, input=f"{chair.PASSPHRASE}\n", capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    return "" if ran.returncode == 0 else ran.stdout + ran.stderr


sys.exit(main())
