"""Spoilt practice files: whatever a slip of the keyboard leaves behind, the answer is a list of faults."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cremeet import paths
from cremeet.practice import loader
from cremeet.practice.faults import FaultyPackError
from tests.practice.folders import FILES, content, copy_of_shipped, toml

LINE = re.compile(r"spoilt/[\w/-]+(\.toml)?: \S.*[.?]$", re.DOTALL)

Spot = tuple[str, tuple[str | int, ...]]
Spoil = Callable[[dict[str, Any], tuple[str | int, ...]], None]


def spots() -> Iterator[Spot]:
    for file in FILES:
        yield from ((file, path) for path in keys(content(file)))


def keys(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        if isinstance(value, dict):
            yield (*at, key)
        yield from keys(inner, (*at, key))


SPOTS = list(spots())


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_shipped(tmp_path_factory.mktemp("practice") / "spoilt")


def faults_of(folder: Path, spot: Spot, spoil: Spoil) -> tuple[str, ...]:
    """Load the folder with one file spoilt, put the file back, and return the faults (none where it still loads)."""
    file, path = spot
    raw = deepcopy(content(file))
    holder = raw
    for step in path[:-1]:
        holder = holder[step]  # type: ignore[index]  # a position in a list or a key of a table
    spoil(holder, path)
    return load_with(folder, file, toml(raw).encode())


def load_with(folder: Path, file: str, written: bytes) -> tuple[str, ...]:
    (folder / file).write_bytes(written)
    try:
        loader.load(folder)
    except FaultyPackError as error:
        return error.faults
    finally:
        (folder / file).write_bytes((paths.shipped_practice() / file).read_bytes())
    return ()


def rename(holder: dict[str, Any], path: tuple[str | int, ...]) -> None:
    holder[f"{path[-1]}x"] = holder.pop(str(path[-1]))


def delete(holder: dict[str, Any], path: tuple[str | int, ...]) -> None:
    del holder[str(path[-1])]


def other_type(holder: dict[str, Any], path: tuple[str | int, ...]) -> None:
    key = str(path[-1])
    wrong = {str: [1], bool: "maybe", int: "many", float: "many", list: 7, dict: "x", date: "soon"}
    holder[key] = wrong[type(holder[key])]


def named(found: tuple[str, ...], spot: Spot, key: str) -> bool:
    file, _ = spot
    about = [line for line in found if line.startswith(f"spoilt/{file}: ")]
    return any(key in line for line in about)


@given(spot=st.sampled_from(SPOTS))
@settings(max_examples=25, deadline=None)
def test_a_misspelt_key_is_named_with_its_file(spoilt: Path, spot: Spot) -> None:
    found = faults_of(spoilt, spot, rename)
    key = str(spot[1][-1])
    assert named(found, spot, key if key == "kind" else f"{key}x"), (
        found
    )  # without its kind, no other key can be judged
    assert all(LINE.match(line) for line in found), found


@given(spot=st.sampled_from(SPOTS))
@settings(max_examples=25, deadline=None)
def test_a_value_of_the_wrong_type_is_named_with_its_file(spoilt: Path, spot: Spot) -> None:
    found = faults_of(spoilt, spot, other_type)
    assert named(found, spot, str(spot[1][-1])), found
    assert all(LINE.match(line) for line in found), found


@given(spot=st.sampled_from(SPOTS))
@settings(max_examples=15, deadline=None)
def test_a_deleted_key_loads_or_is_a_list_of_faults(spoilt: Path, spot: Spot) -> None:
    assert all(LINE.match(line) for line in faults_of(spoilt, spot, delete))


@given(file=st.sampled_from(FILES), cut=st.floats(0, 1), put=st.binary(max_size=6))
@settings(max_examples=15, deadline=None)
def test_bytes_lost_or_put_in_never_make_a_traceback(spoilt: Path, file: str, cut: float, put: bytes) -> None:
    whole = (paths.shipped_practice() / file).read_bytes()
    at = int(cut * len(whole))
    for written in (whole[:at], whole[:at] + put + whole[at:]):
        assert all(LINE.match(line) for line in load_with(spoilt, file, written))


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_is_missing_loads_or_is_a_list_of_faults(tmp_path: Path, file: str) -> None:
    folder = copy_of_shipped(tmp_path / "spoilt")
    (folder / file).unlink()
    try:
        loader.load(folder)
    except FaultyPackError as error:
        assert all(LINE.match(line) for line in error.faults)  # noqa: PT017 - either way is right; how it says so is not


def test_the_shipped_files_survive_being_written_again(spoilt: Path) -> None:
    for file in FILES:
        assert load_with(spoilt, file, toml(content(file)).encode()) == ()
