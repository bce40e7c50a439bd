"""What is tracked: the top level, no path of one machine, no package index, small files, honest exceptions.

Each detector is shown to find what it looks for.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOP_LEVEL = {"cremeet", "resources", "tests", "docs", "pyinstaller.spec", "pyproject.toml", "README.md", "Makefile"} | {
    "CHANGELOG.md",
    "SECURITY.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "requirements.txt",
    "requirements-dev.txt",
}
LONGEST = 400
VAGUE_NAMES = {"utils", "util", "common", "helpers", "helper", "manager", "managers", "data", "info", "misc"}

# Written so that this file does not hold what it looks for.
MACHINE_PATH = re.compile(r"(?<![\w./\]}-])/(?:home|root|tmp|work|farm|opt|mnt|Users)/\w|\b[A-Z]:\\{1,2}Users\\")
REGISTRY = re.compile(r"pypi\.org|python[h]osted|registry\.npmjs|deb\.[d]ebian|conda\.[a]naconda")
EXCEPTION = re.compile(
    r"#\s*(noqa|type:\s*ignore)(?P<codes>:\s*[A-Z]+[0-9]+(?:,\s*[A-Z]+[0-9]+)*|\[[\w, -]+\])?(?P<rest>.*)"
)


def tracked() -> list[str]:
    """Return the tracked paths that exist, relative to the top of the repository."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        if os.environ.get("CI") == "true":
            raise
        pytest.skip("not a git checkout")
    return [path for path in listed.split("\0") if path and (ROOT / path).exists()]


def tracked_text() -> Iterator[tuple[str, int, str]]:
    """Yield path, line number and line of every tracked file that is text."""
    for path in tracked():
        try:
            text = (ROOT / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            yield path, number, line


def unexplained(line: str) -> bool:
    """Say whether a line makes an exception to ruff or mypy without naming its code, or without a reason beside it."""
    found = list(EXCEPTION.finditer(line))
    if not found:
        return False
    return any(each["codes"] is None for each in found) or not re.search(r"[-#]\s*\S", found[-1]["rest"])


def test_the_top_level_is_as_the_house_was_planned() -> None:
    top = {path.split("/")[0] for path in tracked()}
    assert {name for name in top if not name.startswith(".")} == TOP_LEVEL


@pytest.mark.parametrize(
    ("detector", "planted"),
    [
        (MACHINE_PATH, "cd /" + "home/someone/cremeet"),
        (MACHINE_PATH, '"/' + 'tmp/vault"'),
        (MACHINE_PATH, "C:" + r"\Users\someone"),
        (REGISTRY, "--index-url https://" + "gro.ipyp"[::-1] + "/simple"),
        (REGISTRY, "files." + "detsohnohtyp"[::-1] + ".org"),
    ],
)
def test_the_detectors_find_what_they_look_for(detector: re.Pattern[str], planted: str) -> None:
    assert detector.search(planted)


@pytest.mark.parametrize(
    "innocent", ["https://www.gov.uk/home/guidance", "tests/work/file", "{folder}" + "/tmp" + "/x", "and/or"]
)
def test_the_detectors_leave_the_rest_alone(innocent: str) -> None:
    assert not MACHINE_PATH.search(innocent)
    assert not REGISTRY.search(innocent)


def test_no_tracked_line_names_a_path_of_one_machine_or_a_package_registry() -> None:
    assert [
        f"{path}:{number}"
        for path, number, line in tracked_text()
        if MACHINE_PATH.search(line) or REGISTRY.search(line)
    ] == []


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    counted = {
        path: len((ROOT / path).read_text(encoding="utf-8").splitlines())
        for path in tracked()
        if path.endswith(".py") and "/migrations/versions/" not in path
    }
    assert counted
    assert {path: lines for path, lines in counted.items() if lines > LONGEST} == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    modules = [Path(path) for path in tracked() if path.startswith(("cremeet/", "tests/")) and path.endswith(".py")]
    assert [str(path) for path in modules if VAGUE_NAMES & {path.stem, *path.parts}] == []


@pytest.mark.parametrize(
    ("line", "bad"),
    [
        ("x = 1  # no" + "qa", True),
        ("x = 1  # no" + "qa: E501", True),
        ("x = 1  # type: " + "ignore", True),
        ("x = 1  # type: " + "ignore[attr-defined]", True),
        ("x = 1  # no" + "qa: E501 - the address may not be broken", False),
        ("x = 1  # type: " + "ignore[index]  # every colour is a token", False),
        ("x = 1", False),
    ],
)
def test_an_exception_without_its_reason_is_seen(line: str, bad: bool) -> None:
    assert unexplained(line) is bad


def test_every_exception_to_the_linters_has_its_reason_beside_it() -> None:
    assert [
        f"{path}:{number}" for path, number, line in tracked_text() if path.endswith(".py") and unexplained(line)
    ] == []


def test_no_vault_is_tracked_outside_the_tests() -> None:
    assert [path for path in tracked() if ".cremeet/" in path and not path.startswith("tests/")] == []
