"""The harness of the benchmarks finds them, survives a broken one, and says plainly what does not hold."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.bench import __main__ as program
from tests.bench import harness


def _boom() -> list[harness.Row]:
    raise ValueError("no vault")


@pytest.mark.parametrize(("value", "holds"), [(99.9, True), (100.0, True), (100.1, False)])
def test_a_limit_is_kept_up_to_and_at_the_limit(value: float, holds: bool) -> None:
    assert harness.at_most("list", value, "ms", 100.0)["holds"] is holds


def test_a_benchmark_that_breaks_is_a_figure_not_held_and_says_why() -> None:
    said: list[str] = []
    assert harness.measure("unlock", _boom, said.append) == [
        {"name": "unlock", "value": None, "unit": "failed", "limit": None, "holds": False}
    ]
    assert said == ["unlock: ValueError: no vault"]


def test_benchmarks_are_found_in_the_order_they_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "planted_benchmarks"
    folder.mkdir()
    (folder / "bench_one.py").write_text("def bench_z(): return []\ndef bench_a(): return []\ndef other(): ...\n")
    (folder / "not_a_bench.py").write_text("raise SystemExit('never imported')\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert list(harness.found(folder, "planted_benchmarks")) == ["one.z", "one.a"]
    for name in [name for name in sys.modules if name.startswith("planted_benchmarks")]:
        monkeypatch.delitem(sys.modules, name)


@pytest.mark.parametrize(("value", "code", "verdict"), [(1.0, 0, "holds"), (9.0, 1, "DOES NOT HOLD")])
def test_the_program_prints_a_table_and_writes_every_row(
    value: float,
    code: int,
    verdict: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = [harness.at_most("child list", value, "ms", 2.0), harness.told("bare window", 7.25, "ms")]
    monkeypatch.setattr(harness, "found", lambda: {"lists.filter": lambda: rows})
    file = tmp_path / "bench.json"
    assert program.main(["--json", str(file)]) == code
    assert json.loads(file.read_text()) == rows
    shown = capsys.readouterr().out.splitlines()
    assert shown[1].startswith("child list")
    assert shown[1].endswith(verdict)
    assert shown[2].split() == ["bare", "window", "7.25", "-", "ms"]


def test_a_word_chooses_benchmarks_and_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(harness, "found", lambda: {"lists.filter": list, "unlock.open": _boom})
    file = tmp_path / "bench.json"
    assert program.main(["lists", "--json", str(file)]) == 0
    assert not file.exists()
    assert program.main(["nothing of the kind", "--json", str(file)]) == 2


@pytest.mark.parametrize(("values", "expected"), [([3.0], 3.0), ([float(one) for one in range(200)], 198.0)])
def test_a_percentile_is_a_value_that_was_measured(values: list[float], expected: float) -> None:
    assert harness.percentile(values, 99) == expected
