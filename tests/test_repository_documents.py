"""The written pages are true of the tree: links lead somewhere, commands exist, the architecture names every room."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import cremeet

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PROVED = ("threat-model.md", "reliability.md", "it-guide.md", "key-file.md", "dpia.md", "accessibility.md")
"""Pages whose statements point to what shows them."""
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def dead_links(page: Path, text: str) -> list[str]:
    """Return the relative links in `text` that lead nowhere from the folder of `page`."""
    return [link for link in LINK.findall(text) if not (page.parent / link).exists()]


def rooms_named(text: str) -> set[str]:
    """Return the rooms in the first column of the architecture page's first table."""
    table = text.split("## How a thing", 1)[0]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return {name.rstrip("/") for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_the_pages_lead_somewhere(page: Path) -> None:
    assert dead_links(page, page.read_text(encoding="utf-8")) == []


def test_a_dead_link_is_found() -> None:
    assert dead_links(ROOT / "README.md", "[a](docs/nowhere.md) and [b](docs/architecture.md)") == ["docs/nowhere.md"]


def test_every_decision_that_is_referred_to_is_written() -> None:
    numbers = [path.name[:3] for path in (ROOT / "docs" / "decisions").glob("*.md")]
    assert len(numbers) == len(set(numbers)), "two decisions share a number"
    sources = [*PAGES, ROOT / "pyproject.toml", *(ROOT / "cremeet").rglob("*.py")]
    named = {
        number for path in sources for number in re.findall(r"decisions/(\d{3})", path.read_text(encoding="utf-8"))
    }
    assert named <= set(numbers)


def test_the_architecture_names_every_room_and_no_other() -> None:
    rooms = {
        path.name
        for path in (ROOT / "cremeet").iterdir()
        if (path.suffix == ".py" and path.name != "__init__.py") or (path / "__init__.py").exists()
    }
    assert rooms_named((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")) == rooms


def test_every_path_that_the_architecture_names_exists() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    paths = [path for path in re.findall(r"`([\w/]+(?:/|\.py|\.toml))`", text) if "<" not in path]
    assert len(paths) > 10
    assert [path for path in paths if not (ROOT / path).exists() and not (ROOT / "cremeet" / path).exists()] == []


def test_the_make_targets_that_pages_name_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    named = {
        target
        for page in PAGES
        for target in re.findall(r"(?:`|^)make ([a-z]+)", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    }
    assert {"demo", "test", "check"} <= named
    assert named <= targets


def test_every_package_has_its_reason() -> None:
    written = (ROOT / "docs" / "decisions" / "001-packages.md").read_text(encoding="utf-8").casefold()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = [re.split(r"[<>=!~\[; ]", each, maxsplit=1)[0].casefold() for each in asked]
    assert [name for name in names if name not in written] == []


def test_the_program_and_the_project_agree_on_the_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert cremeet.__version__ == project["version"]


def test_the_commands_of_the_readme_are_the_programs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = set(re.findall(r"^\| `cremeet ([a-z-]+)", readme, flags=re.MULTILINE))
    ran = subprocess.run(
        [sys.executable, "-m", "cremeet", "--help"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert commands == set(re.findall(r"^    ([a-z-]+)(?: {2,}|$)", ran.stdout, flags=re.MULTILINE))


def test_the_tests_and_rows_that_pages_point_to_exist() -> None:
    """What the threat model says is shown somewhere is shown there."""
    from tests.torture import frame

    rows = set(frame.found())
    pages = [ROOT / "docs" / name for name in PROVED]
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    files = set(re.findall(r"`(tests/[\w/]+\.py)`", text))
    assert len(files) > 5
    assert sorted(path for path in files if not (ROOT / path).exists()) == []
    named = set(re.findall(r"ROW=([\w-]+)", text))
    assert len(named) > 5
    assert sorted(named - rows) == []


def test_the_sentences_that_the_it_guide_quotes_are_the_programs() -> None:
    guide = (ROOT / "docs" / "it-guide.md").read_text(encoding="utf-8")
    quoted = re.findall(r'"(T[^"]+newer cremeet[^"]+\.)"', guide)
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "cremeet").rglob("*.py"))
    assert len(quoted) == 3
    assert [sentence for sentence in quoted if f'NewerVaultError("{sentence}")' not in code] == []
