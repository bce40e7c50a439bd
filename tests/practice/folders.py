"""Practice folders to spoil: the shipped one as plain data, and writers for a council's own."""

from __future__ import annotations

import shutil
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from cremeet import paths

FILES = sorted(
    path.relative_to(paths.shipped_practice()).as_posix() for path in paths.shipped_practice().rglob("*.toml")
)
"""Every shipped practice file, by its path within the folder."""


@cache
def content(file: str) -> dict[str, Any]:
    """Return a shipped practice file as plain data; copy it before changing it."""
    return tomllib.loads((paths.shipped_practice() / file).read_text("utf-8"))


def copy_of_shipped(folder: Path) -> Path:
    """Copy the shipped practice files to `folder` and return it."""
    shutil.copytree(paths.shipped_practice(), folder, ignore=shutil.ignore_patterns("*.json"))
    return folder


def council(folder: Path, **files: str) -> Path:
    """Write a council's own files into `folder`: `agencies="..."`, or `agendas__initial="..."` in a folder of it."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def toml(value: Any) -> str:
    """Return plain data as TOML, with tables inline below the top: all that the tests need of a writer."""
    if isinstance(value, dict) and value:
        return "\n".join(f"{key} = {_inline(each)}" for key, each in value.items()) + "\n"
    return "\n"


def _inline(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_inline(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_inline(each) for each in value) + "]"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{escaped}"'
    return repr(value)
