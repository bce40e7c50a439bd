"""JSON Schemas for editors, made from the types: a council's editor then offers keys and marks slips while typing.

They are made to suit files that are laid over the shipped ones, so nothing but an id is required; the loader checks
the whole. `python -m cremeet.practice.schema` writes them to the shipped practice folder.
"""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from cremeet import paths
from cremeet.practice.folder import BASED_ON, KEYED_FILES, WHOLE_FILES
from cremeet.practice.layering import AFTER, REMOVE
from cremeet.practice.pack import Pack

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ENTRY_FILES: dict[str, str] = {"agenda.json": "Agenda", "instrument.json": "Instrument"}
"""Schemas for the files of a folder, one entry a file."""


def schemas() -> dict[str, str]:
    """Return the text of every schema by file name."""
    whole = Pack.model_json_schema()
    parts, definitions = whole["properties"], {name: _laid_over(each) for name, each in whole["$defs"].items()}
    made: dict[str, dict[str, Any]] = {}
    for name, keys in KEYED_FILES.items():
        made[name.replace(".toml", ".json")] = {
            "type": "object",
            "properties": {key: parts[key] for key in keys},
            "additionalProperties": False,
        }
    for name, key in WHOLE_FILES.items():
        made[name.replace(".toml", ".json")] = deepcopy(definitions[parts[key]["$ref"].rsplit("/", 1)[-1]])
    for name, shape in ENTRY_FILES.items():
        made[name] = deepcopy(definitions[shape])
    made["agenda.json"]["properties"][BASED_ON] = {
        "type": "string",
        "description": "The id of the agenda that this one builds on; items are laid over that one's by id.",
    }
    return {name: _text(name, schema, definitions) for name, schema in sorted(made.items())}


def write(folder: Path) -> None:
    """Write every schema into `folder`, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _laid_over(definition: dict[str, Any]) -> dict[str, Any]:
    """Return a definition for an entry that may say only what it changes."""
    made = deepcopy(definition)
    if "id" not in made.get("properties", {}):
        made.pop("required", None)
        return made
    made["required"] = ["id"]
    made["properties"][REMOVE] = {"type": "boolean", "description": "true takes this entry away."}
    made["properties"][AFTER] = {"type": "string", "description": "The id of the entry that this one stands behind."}
    return made


def _text(name: str, schema: dict[str, Any], definitions: dict[str, Any]) -> str:
    used: dict[str, Any] = {}
    waiting = [schema]
    while waiting:
        for reference in _references(waiting.pop()):
            if reference not in used:
                used[reference] = definitions[reference]
                waiting.append(definitions[reference])
    content = {
        "$schema": DIALECT,
        "title": name.replace(".json", ""),
        **{k: v for k, v in schema.items() if k != "title"},
    }
    if used:
        content["$defs"] = used
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _references(schema: Any) -> list[str]:
    if isinstance(schema, dict):
        own = [schema["$ref"].rsplit("/", 1)[-1]] if isinstance(schema.get("$ref"), str) else []
        return own + [name for value in schema.values() for name in _references(value)]
    if isinstance(schema, list):
        return [name for value in schema for name in _references(value)]
    return []


if __name__ == "__main__":
    write(paths.shipped_practice() / "schema")
