"""The topics of help, as data: one TOML file for each screen or dialog, named after it, in `resources/help/`.

Keys stand in backticks, as Qt writes them (`Ctrl+Down`); a test looks for each on the screen that the topic is about.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cremeet import paths


@dataclass(frozen=True, slots=True)
class Topic:
    """What a screen is for, what to do on it in order, and what is good to know."""

    title: str
    about: str
    next: tuple[str, ...] = ()
    know: tuple[str, ...] = ()

    @property
    def keys(self) -> set[str]:
        """The keys that it names."""
        return {key for words in (self.about, *self.next, *self.know) for key in words.split("`")[1::2]}


def folder() -> Path:
    """Return the folder of the topics."""
    return paths.resources() / "help"


@cache
def topics() -> dict[str, Topic]:
    """Return every topic by the name of its screen or dialog, in the order of the names."""
    return {path.stem: _read(path) for path in sorted(folder().glob("*.toml"))}


def find_topic(name: str) -> Topic | None:
    """Return the topic with this name, or None where there is none."""
    return topics().get(name)


def _read(path: Path) -> Topic:
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return Topic(told["title"], told["about"], tuple(told.get("next", ())), tuple(told.get("know", ())))
