"""Reading a practice folder: which file holds what, TOML or a clear fault, and agendas that build on another."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cremeet.practice.faults import FaultyPackError, line, suggestion, unknown_key
from cremeet.practice.layering import REMOVE, Layers, id_of

KEYED_FILES: dict[str, tuple[str, ...]] = {
    "about.toml": ("about", "default_instrument", "elevated_level"),
    "agencies.toml": ("agencies", "quorum"),
    "audiences.toml": ("tags", "audiences"),
    "disruption.toml": ("disruption",),
    "guidance.toml": ("guidance", "panels", "voice"),
    "plan.toml": ("pillars", "outcomes", "closure_tests"),
    "references.toml": ("references",),
    "strategy.toml": ("priorities", "behaviours"),
    "transition.toml": ("transition",),
    "wording.toml": (
        "marking", "confidentiality", "asked", "closed_part", "invitation", "read_out", "covering", "language",
        "abbreviations", "shorthand",
    ),
}  # fmt: skip
"""Files whose top-level keys are parts of the pack."""

WHOLE_FILES: dict[str, str] = {"choices.toml": "choices", "levels.toml": "levels", "timescales.toml": "timescales"}
"""Files that are one part of the pack each."""

FOLDERS: tuple[str, ...] = ("agendas", "instruments")
"""Folders of which each file is one entry of the part with that name."""

BASED_ON = "based_on"
"""In an agenda: the id of the agenda that this one builds on; its own keys and items are laid over that one's."""

LARGEST = 4_000_000
"""The largest practice file in bytes: a bound, so that a wrong file chosen by mistake is refused quickly."""

HOME: dict[str, str] = {key: name for name, keys in KEYED_FILES.items() for key in keys} | {
    part: name for name, part in WHOLE_FILES.items()
}
"""The file that each part of the pack is kept in, but for the folders."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file's say about an agenda; `layer` counts the folders read so far."""

    layer: int
    file: str
    content: dict[str, Any]

    def items(self) -> list[dict[str, Any]]:
        """Return the items that this file speaks about, leaving out what is no table."""
        items = self.content.get("items")
        return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []

    def without(self, ids: set[str]) -> Part:
        """Return this part without what it says about the items called `ids`."""
        if not ids:
            return self
        kept = [item for item in self.items() if id_of(item) not in ids]
        return replace(self, content=self.content | {"items": kept})


class Reader:
    """Reads folders one after another into `layers`; `faults` collects what was wrong as lines."""

    def __init__(self) -> None:
        self.layers = Layers()
        self.faults: list[str] = []
        self._agendas: dict[str, list[Part]] = {}
        self._layer = 0
        self._unnamed: list[tuple[str, dict[str, Any]]] = []

    def read(self, folder: Path) -> None:
        """Lay every practice file of `folder` over what was read before. Raises FaultyPackError where there is none."""
        if not folder.is_dir():
            raise FaultyPackError(
                [f"{folder.name}: There is no such folder; choose the one that holds the practice files."]
            )
        self._layer += 1
        files = sorted(path for path in folder.rglob("*.toml") if path.is_file())
        if not files:
            raise FaultyPackError([f"{folder.name}: This folder holds no practice file (their names end in .toml)."])
        for path in files:
            file = f"{folder.resolve().name}/{path.relative_to(folder).as_posix()}"
            content = self._parsed(path, file)
            if content is not None:
                self._take(path.relative_to(folder), content, file)

    def finish(self) -> dict[str, Any]:
        """Build the agendas and return everything read as plain data."""
        for name in self._agendas:
            for part in self._chain(name, ()):
                whole = {key: value for key, value in part.content.items() if key != BASED_ON} | {"id": name}
                self.layers.lay("agendas", [whole], part.file)
        for file, content in self._unnamed:
            self.layers.lay("agendas", [content], file)
        self.faults += [line(file, shown(place), what) for file, place, what in self.layers.faults]
        return self.layers.tree

    def _parsed(self, path: Path, file: str) -> dict[str, Any] | None:
        try:
            if path.stat().st_size > LARGEST:
                self.faults.append(f"{file}: This file is too large to be a practice file; is it the right one?")
                return None
            return tomllib.loads(path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
        except tomllib.TOMLDecodeError as error:
            self.faults.append(f"{file}: This is not valid TOML: {error}.")
        except UnicodeDecodeError:
            self.faults.append(f"{file}: This file is not UTF-8 text; save it again as UTF-8.")
        except RecursionError:
            self.faults.append(f"{file}: Lists or tables are nested too deeply; flatten them.")
        except OSError:
            self.faults.append(f"{file}: This file cannot be read; check that you may open it.")
        except ValueError:  # a number of absurd length, for one
            self.faults.append(f"{file}: A number in this file cannot be read; shorten it.")
        return None

    def _take(self, path: Path, content: dict[str, Any], file: str) -> None:
        name = path.as_posix()
        if len(path.parts) == 2 and path.parts[0] in FOLDERS:
            self._take_entry(path.parts[0], content, file)
        elif name in WHOLE_FILES:
            self.layers.lay(WHOLE_FILES[name], content, file)
        elif name in KEYED_FILES:
            self._take_keys(name, content, file)
        else:
            known = [*KEYED_FILES, *WHOLE_FILES, *(f"{folder}/{path.name}" for folder in FOLDERS)]
            self.faults.append(line(file, (), f"No practice file has this name; {suggestion(name, known)}"))

    def _take_entry(self, part: str, content: dict[str, Any], file: str) -> None:
        if part != "agendas":
            self.layers.lay(part, [content], file)
            return
        name = content.get("id")
        if isinstance(name, str):
            self._agendas.setdefault(name, []).append(Part(self._layer, file, content))
        else:
            self._unnamed.append((file, content))

    def _take_keys(self, name: str, content: dict[str, Any], file: str) -> None:
        for key, value in content.items():
            if key in KEYED_FILES[name]:
                self.layers.lay(key, value, file)
            elif key in HOME:
                self.faults.append(line(file, (key,), f"belongs in {HOME[key]}; move it there"))
            else:
                self.faults.append(line(file, (key,), unknown_key(key, KEYED_FILES[name])))

    def _chain(self, name: str, above: tuple[str, ...]) -> list[Part]:
        """Return what makes up an agenda, what it builds on first."""
        own = self._agendas[name]
        last = next((part for part in reversed(own) if BASED_ON in part.content), None)
        if last is None:
            return own
        base = last.content[BASED_ON]
        if not isinstance(base, str) or base not in self._agendas:
            hint = suggestion(base if isinstance(base, str) else "", [each for each in self._agendas if each != name])
            self.faults.append(line(last.file, (BASED_ON,), f"names no agenda; {hint}"))
            return own
        if base in (*above, name):
            what = "goes round in a circle; build on an agenda that stands by itself"
            self.faults.append(line(last.file, (BASED_ON,), what))
            return own
        beneath = [part for part in self._chain(base, (*above, name)) if REMOVE not in part.content]
        return beneath + [part.without(removed_after(part.layer, beneath)) for part in own]


def removed_after(layer: int, parts: Iterable[Part]) -> set[str]:
    """Return the ids of items that folders read after `layer` take away from an agenda."""
    removed = {id_of(item) for part in parts if part.layer > layer for item in part.items() if item.get(REMOVE) is True}
    return {name for name in removed if name is not None}


def shown(place: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Return a place in the pack as a key within its own file."""
    if place and place[0] in FOLDERS:
        return place[2:]
    if place and place[0] in WHOLE_FILES.values():
        return place[1:]
    return place


def file_of(place: tuple[str | int, ...], layers: Layers, folder: str) -> str:
    """Return the file that spoke last about `place`, or the one that should have."""
    part = str(place[0]) if place else ""
    if len(place) == 1 and part in FOLDERS:
        return f"{folder}/{part}/"  # about the files of a folder together
    return layers.origin(place) or f"{folder}/{HOME.get(part, '')}"
