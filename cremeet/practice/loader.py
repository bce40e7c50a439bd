"""From a folder of TOML files to a checked `Pack`, and from a pack to the one text that a vault keeps for ever."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from cremeet.errors import PracticeError
from cremeet.practice.crosschecks import faults_between
from cremeet.practice.faults import FaultyPackError, line, meaning
from cremeet.practice.folder import Reader, file_of, shown
from cremeet.practice.layering import id_of, place_of
from cremeet.practice.pack import Pack

FORMAT = 1
"""The form that `dump` writes. A reader of a later form keeps reading this one: vaults hold it for decades."""


def load(folder: Path, *, over: Path | None = None) -> Pack:
    """Read the practice files of `folder`, with those of `over` laid over them by id, and return the checked pack.

    Raises FaultyPackError (a PracticeError) that lists every fault with its file, key and what to do.
    """
    reader = Reader()
    reader.read(folder)
    if over is not None:
        reader.read(over)
    tree = reader.finish()
    if isinstance(tree.get("agendas"), list):
        tree["agendas"].sort(key=_order)
    faults = list(reader.faults)
    pack: Pack | None = None
    try:
        pack = Pack.model_validate(tree)
    except ValidationError as error:
        for each in error.errors(include_url=False, include_input=False):
            place = place_of(tree, each["loc"])
            faults.append(line(file_of(place, reader.layers, folder.name), shown(place), meaning(each, Pack)))
    if pack is not None:
        for fault in faults_between(pack):
            place = place_of(tree, fault.at)
            faults.append(line(file_of(place, reader.layers, folder.name), shown(place), fault.message))
    if faults or pack is None:
        raise FaultyPackError(faults)
    return pack


def dump(pack: Pack) -> str:
    """Return the pack as canonical JSON: the same pack gives the same text on every machine."""
    content = {"format": FORMAT, "pack": pack.model_dump(mode="json")}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(text: str) -> str:
    """Return the content address of a dumped pack: its SHA-256 in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def parse(text: str) -> Pack:
    """Return the pack that `dump` wrote, in any format up to this program's.

    Only its shape is checked: a pack that a meeting was planned with stays readable when later checks are stricter.
    Raises PracticeError for text that is no pack, or one of a newer program.
    """
    try:
        content: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise PracticeError(
            "The practice pack kept in this vault is damaged; restore the vault from a backup."
        ) from error
    number = content.get("format") if isinstance(content, dict) else None
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise PracticeError(
            "The practice pack kept in this vault has no format number; restore the vault from a backup."
        )
    if number > FORMAT:
        raise PracticeError(
            "The practice pack kept in this vault is from a newer version of cremeet; update cremeet to read it."
        )
    try:
        return Pack.model_validate_json(json.dumps(content.get("pack")))
    except ValidationError as error:
        raise PracticeError(
            "The practice pack kept in this vault is damaged; restore the vault from a backup."
        ) from error


def _order(agenda: Any) -> tuple[bool, int]:
    """Sort agendas by their order; what is no agenda with an id stays last, where its faults are looked for."""
    order = agenda.get("order", 0) if isinstance(agenda, dict) else 0
    return id_of(agenda) is None, order if isinstance(order, int) else 0
