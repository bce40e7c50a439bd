"""What is wrong with a practice folder, said so that the person who wrote it can mend it: file, key and what to do."""

from __future__ import annotations

import difflib
import typing
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from cremeet.errors import PracticeError
from cremeet.practice.layering import Place

SHOWN = 60
"""How many faults one message lists; the rest are counted."""

MEANINGS: dict[str, str] = {
    "missing": "is missing; add it",
    "string_type": "must be text in quotation marks",
    "string_too_short": "must not be empty",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "int_type": "must be a whole number, without quotation marks",
    "int_parsing": "must be a whole number, without quotation marks",
    "int_from_float": "must be a whole number, without a fraction",
    "float_type": "must be a number, without quotation marks",
    "float_parsing": "must be a number, without quotation marks",
    "finite_number": "must be a finite number",
    "tuple_type": "must be a list in square brackets",
    "list_type": "must be a list in square brackets",
    "model_type": "must be a table with keys of its own",
    "model_attributes_type": "must be a table with keys of its own",
    "union_tag_not_found": "needs the key `kind`, which says what sort it is",
}
"""pydantic's fault types in plain words, where they need no figure."""

FIGURES: dict[str, str] = {
    "string_too_long": "is too long; use at most {max_length} characters",
    "too_short": "needs at least {min_length} entries",
    "too_long": "has too many entries; {max_length} are the most",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "literal_error": "must be one of: {expected}",
    "union_tag_invalid": "needs a `kind` that is one of: {expected_tags}",
    "value_error": "is not right: {error}",
}
"""pydantic's fault types in plain words with the figure from their context."""


class FaultyPackError(PracticeError):
    """A practice folder that cannot be used; `faults` holds one line for each thing to mend."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(dict.fromkeys(faults))
        shown = list(self.faults[:SHOWN])
        if len(self.faults) > SHOWN:
            shown.append(f"... and {len(self.faults) - SHOWN} more; mend these first.")
        super().__init__("\n".join(shown))


def line(file: str, place: Place, what: str) -> str:
    """Return one fault as a line: the file, the key within it, and what to do."""
    key = ".".join(str(step) for step in place)
    sentence = what.strip() if what.strip().endswith((".", "?")) else f"{what.strip()}."
    return f"{file}: {key}: {sentence}" if key else f"{file}: {sentence}"


def meaning(error: Mapping[str, Any], root: type[BaseModel]) -> str:
    """Return what to do about one of pydantic's errors against the shape `root`; it never repeats what was typed."""
    kind, context = str(error["type"]), dict(error.get("ctx", {}))
    if kind == "extra_forbidden":
        model = model_at(root, error["loc"][:-1])
        return unknown_key(str(error["loc"][-1]), tuple(model.model_fields) if model else ())
    if kind == "string_pattern_mismatch":
        if r"\r\n" in str(context.get("pattern")):
            return "must be a single line"
        return "must be an id: lower-case words joined by hyphens, such as missing-overnight"
    if kind in MEANINGS:
        return MEANINGS[kind]
    if kind in FIGURES:
        return FIGURES[kind].format_map(context)
    return str(error["msg"])


def unknown_key(key: str, known: Iterable[str]) -> str:
    """Return what to do about a key that is not known, with the nearest one that is."""
    return f"is not a key that is used here; {suggestion(key, known)}"


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return "did you mean ...?" for the nearest of `known`, else all of them to choose from."""
    offered = list(known)
    near = difflib.get_close_matches(word, offered, n=1, cutoff=0.6)
    if near:
        return f"did you mean “{near[0]}”?"
    return f"use one of: {', '.join(offered)}" if offered else "remove it"


def model_at(root: type[BaseModel], location: Place) -> type[BaseModel] | None:
    """Return the shape that pydantic was filling at `location`, or None where that cannot be told."""
    here: Any = root
    for step in location:
        if isinstance(step, int):
            continue
        models = _models_in(here)
        fields = [model.model_fields[step].annotation for model in models if step in model.model_fields]
        # a step that is no field is the name of a union's member: keep to the member that says so
        here = fields[0] if fields else next((model for model in models if _says(model, step)), here)
    models = _models_in(here)
    return models[0] if len(models) == 1 else None


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in typing.get_args(annotation) for model in _models_in(inner)]


def _says(model: type[BaseModel], tag: str) -> bool:
    return any(tag in typing.get_args(field.annotation) for field in model.model_fields.values())
