"""The rooms of the house, and which may know which: the import contracts of pyproject.toml, with planted breaches."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = PROJECT["tool"]["importlinter"]["contracts"]

LAYERS = "Rooms import downwards only, and every room is named"
QT = "Qt appears in views and app alone"
TABLES = "SQLAlchemy appears in vault, models and services alone"
RECORDS = "Screens and documents see records, never tables"
NETWORK = "Nothing imports a network module"

# import-linter sees PySide6 as one piece, so the parts of Qt that talk to others are looked for by name.
QT_THAT_TALKS = re.compile(
    r"\bQt(?:Network\w*|WebEngine\w*|WebSockets|WebChannel|WebView|HttpServer|RemoteObjects|Bluetooth)\b"
)


def broken_contracts(folder: Path) -> set[str]:
    """Return the names of the contracts that the package `cremeet` in `folder` breaks."""
    script = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    ran = subprocess.run(
        [sys.executable, "-c", script, "--config", str(folder / "pyproject.toml"), "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    report = ran.stdout + ran.stderr
    verdicts = {
        contract["name"]: [line for line in report.splitlines() if line.startswith(contract["name"])][:1]
        for contract in CONTRACTS
    }
    assert all(verdicts.values()), f"import-linter did not come to its contracts:\n{report}"
    broken = {name for name, (line,) in verdicts.items() if line.endswith("BROKEN")}
    assert bool(broken) == bool(ran.returncode), report
    return broken


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package and of its contracts, to plant breaches in."""
    shutil.copytree(ROOT / "cremeet", tmp_path / "cremeet", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold() -> None:
    assert broken_contracts(ROOT) == set()


@pytest.mark.parametrize(
    ("module", "source", "contract"),
    [
        ("practice/planted.py", "from cremeet.services import planning\n", LAYERS),
        ("models/planted.py", "import cremeet.vault\n", LAYERS),
        ("clock_again.py", "", LAYERS),
        ("services/planted.py", "from PySide6.QtCore import QObject\n", QT),
        ("exports/planted.py", "def draw():\n    import PySide6.QtGui\n", QT),
        ("views/planted.py", "import sqlalchemy as sa\n", TABLES),
        ("practice/planted.py", "from sqlcipher3 import dbapi2\n", TABLES),
        ("exports/planted.py", "from cremeet.models.child import Child\n", RECORDS),
        ("demo/planted.py", "from cremeet import models\n", RECORDS),
        ("services/planted.py", "import urllib.request\n", NETWORK),
        ("logs_planted.py", "import socket\n", NETWORK),
    ],
)
def test_a_planted_breach_is_found(copy: Path, module: str, source: str, contract: str) -> None:
    (copy / "cremeet" / module).write_text(f'"""Planted."""\n{source}', encoding="utf-8")
    assert contract in broken_contracts(copy)


@pytest.mark.parametrize(
    ("name", "may"),
    [
        (QT, {"views", "app"}),
        (TABLES, {"vault", "models", "services"}),
        (
            RECORDS,
            {
                "vault",
                "models",
                "services",
                "practice",
                "errors",
                "guard",
                "logs",
                "clock",
                "counting",
                "paths",
                "settings",
                "spelling",
            },
        ),
    ],
)
def test_each_contract_names_every_room_but_those_it_admits(name: str, may: set[str]) -> None:
    (contract,) = (contract for contract in CONTRACTS if contract["name"] == name)
    rooms = {
        path.stem
        for path in (ROOT / "cremeet").iterdir()
        if (path.suffix == ".py" and path.stem != "__init__") or (path / "__init__.py").exists()
    }
    assert {source.removeprefix("cremeet.") for source in contract["source_modules"]} == rooms - may


def test_no_part_of_qt_that_talks_to_others_is_used() -> None:
    sources = {path: path.read_text(encoding="utf-8") for path in (ROOT / "cremeet").rglob("*.py")}
    assert len(sources) > 50
    assert [str(path.relative_to(ROOT)) for path, source in sources.items() if QT_THAT_TALKS.search(source)] == []


@pytest.mark.parametrize("planted", ["from PySide6.QtNetwork import QTcpSocket", "from PySide6 import QtWebEngineCore"])
def test_a_part_of_qt_that_talks_to_others_would_be_seen(planted: str) -> None:
    assert QT_THAT_TALKS.search(planted)
