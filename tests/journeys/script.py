"""The script of a meeting as it is typed: a line for each thing that is typed or pressed, with the time on the clock.

    09:34  The school saw the silver car on three Mondays.
    09:35  /a Ring the night team @Testkhan by fri
    09:36  [Ctrl+Down]
    09:40  [tab People] [row People: Mark Testbell] [push Here]
    10:05  The nurse will bring the chro[killed]nology to the review.

A line that begins with no bracket is typed into the minutes and committed with Enter. One in brackets is keys
("Ctrl+Down"), or going somewhere with the keyboard and doing something there: `tab`, `row`, `push`, `enter`, `choose`,
`line` (back to the line that is typed), `see` (wait until these words are on the screen), `menu` (open the menu with
the key named first and choose from it). What stands after "->" answers the question that the step before it opened.
At `[killed]` the program is ended, as a power cut ends it. Lines that begin with # are for the reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

FILE = Path(__file__).with_name("two_hours.txt")
DAY = (2026, 11, 23)
KILLED = "[killed]"
_LINE = re.compile(r"(\d\d):(\d\d)  (\S.*)")
_STEP = re.compile(r"\[([^\]]+)\]|(->)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: when it is typed, and what."""

    at: datetime
    keys: str

    @property
    def typed(self) -> str:
        """What is typed into the minutes in all, or nothing for a line of steps."""
        return "" if self.keys.startswith("[") else self.keys.replace(KILLED, "")

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of a line in brackets, with "->" where a question is answered."""
        return tuple(step or arrow for step, arrow in _STEP.findall(self.keys))

    @property
    def kills(self) -> bool:
        """Whether the program is ended in this line."""
        return KILLED in self.keys


def lines(file: Path = FILE) -> tuple[Line, ...]:
    """Return the lines of a script; raise ValueError for one that cannot be read, or that goes back in time."""
    found: list[Line] = []
    for number, text in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not text.strip() or text.startswith("#"):
            continue
        read = _LINE.fullmatch(text)
        if read is None:
            raise ValueError(f"line {number} of the script cannot be read")
        at = datetime(*DAY, int(read[1]), int(read[2]), tzinfo=UTC)
        if found and at < found[-1].at:
            raise ValueError(f"line {number} of the script goes back in time")
        found.append(Line(at, read[3]))
    return tuple(found)
