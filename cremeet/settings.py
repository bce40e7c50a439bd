"""How the window looks on this machine: theme, text size, last vault folder. No case data, no security setting."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Literal

from cremeet import paths

Theme = Literal["system", "light", "dark"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Appearance: `text_percent` is 100 to 200; `last_vault` is a folder's path or empty."""

    theme: Theme = "system"
    text_percent: int = 100
    last_vault: str = ""


def load(folder: Path | None = None) -> Settings:
    """Read the settings; anything missing, damaged or out of range falls back to its default."""
    file = (folder or paths.settings_folder()) / "settings.json"
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    known = {field.name: found[field.name] for field in fields(Settings) if field.name in found}
    if known.get("theme") not in ("system", "light", "dark"):  # a list cannot be looked for in a set
        known.pop("theme", None)
    percent = known.get("text_percent")
    if type(percent) is not int or not 100 <= percent <= 200:
        known.pop("text_percent", None)
    if not isinstance(known.get("last_vault"), str):
        known.pop("last_vault", None)
    return Settings(**known)


def save(settings: Settings, folder: Path | None = None) -> None:
    """Write the settings whole or not at all; a folder that cannot be written is not worth stopping for."""
    target = folder or paths.settings_folder()
    part = target / "settings.json.part"
    try:
        target.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.write_text(json.dumps(asdict(settings), indent=1), "utf-8")
        part.replace(target / "settings.json")
    except OSError:
        with suppress(OSError):  # the folder may be none
            part.unlink()
