"""The locked requirements: exact, hashed, free of addresses, and made from what pyproject.toml asks for today."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = ["requirements.txt", "requirements-dev.txt", ".ci/weasyprint.txt"]
ADDRESS = re.compile(r"://|^\s*(?:-i|-f|--index-url|--extra-index-url|--find-links|--trusted-host)\b| @ ", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def locked(text: str) -> dict[str, tuple[Requirement, int]]:
    """Return each requirement of a lock by its name, with the number of its hashes."""
    blocks = re.sub(r"^\s*#.*\n", "", text.replace("\\\n", " "), flags=re.MULTILINE)
    requirements = {}
    for line in blocks.splitlines():
        if not line.strip() or line.startswith("-"):
            continue
        requirement = Requirement(line.split("--hash", 1)[0].strip())
        requirements[canonicalize_name(requirement.name)] = (requirement, len(HASH.findall(line)))
    return requirements


def faults(text: str) -> list[str]:
    """Return what makes a lock no lock: a requirement without exact version or hash, or an address."""
    found = [f"{match.group().strip()}: an address" for match in ADDRESS.finditer(text)]
    for name, (requirement, hashes) in locked(text).items():
        if [specifier.operator for specifier in requirement.specifier] != ["=="]:
            found.append(f"{name}: no exact version")
        if hashes == 0:
            found.append(f"{name}: no hash")
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_exact_and_hashed_and_no_index_is_named(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert len(locked(text)) >= 10
    assert faults(text) == []


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        (f"six>=1.17 \\\n    --hash=sha256:{'0' * 64}\n", "six: no exact version"),
        ("six==1.17.0\n", "six: no hash"),
        (f"six==1.17.0 \\\n    --hash=sha256:{'0' * 63}\n", "six: no hash"),
        ("--find-links wheels\n", "--find-links: an address"),
        ("-i somewhere\n", "-i: an address"),
    ],
)
def test_a_faulty_lock_is_found_out(planted: str, fault: str) -> None:
    assert fault in faults(planted)


@pytest.mark.parametrize(("lock", "extras"), [("requirements.txt", []), ("requirements-dev.txt", ["dev"])])
def test_the_lock_holds_what_the_project_asks_for(lock: str, extras: list[str]) -> None:
    asked = [*PROJECT["dependencies"]]
    for extra in extras:
        asked += PROJECT["optional-dependencies"][extra]
    requirements = locked((ROOT / lock).read_text(encoding="utf-8"))
    stale = []
    for requirement in map(Requirement, asked):
        entry = requirements.get(canonicalize_name(requirement.name))
        if entry is None or not requirement.specifier.contains(_version(entry[0])):
            stale.append(requirement.name)
    assert stale == [], "make lock writes both locks again"


def test_people_develop_on_the_versions_that_they_ship() -> None:
    shipped, developing = (locked((ROOT / lock).read_text(encoding="utf-8")) for lock in LOCKS[:2])
    assert {name: _version(entry[0]) for name, entry in shipped.items()}.items() <= {
        name: _version(entry[0]) for name, entry in developing.items()
    }.items()


def test_pyside_stays_below_the_release_that_loses_references() -> None:
    (asked,) = (each for each in map(Requirement, PROJECT["dependencies"]) if each.name == "PySide6-Essentials")
    assert not asked.specifier.contains("6.12.0")
    assert asked.specifier.contains(
        _version(locked((ROOT / LOCKS[0]).read_text(encoding="utf-8"))["pyside6-essentials"][0])
    )


def _version(requirement: Requirement) -> str:
    (specifier,) = requirement.specifier
    return str(Version(specifier.version))
