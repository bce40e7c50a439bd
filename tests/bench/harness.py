"""Benchmarks: what one returns, how they are found, and how their figures are shown and kept.

A benchmark is a function named `bench_...` in a module `tests/bench/bench_....py`. It takes nothing, measures, and
returns rows, one for each promised figure. A promise that depends on the machine is a ratio, with both of its parts
measured in the same run. Nothing here is a timed test: `make bench` reports, and no test fails because a machine was
slow.
"""

from __future__ import annotations

import importlib
import inspect
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import TypedDict

FOLDER = Path(__file__).resolve().parent


class Row(TypedDict):
    """One figure: what was measured, in which unit, what was promised, and whether the promise holds.

    `value` is None where the benchmark failed; `limit` is None where a figure is only told, with nothing promised.
    """

    name: str
    value: float | None
    unit: str
    limit: float | None
    holds: bool


Benchmark = Callable[[], Iterable[Row]]


def at_most(name: str, value: float, unit: str, limit: float) -> Row:
    """Return the row of a figure that was promised to be no more than `limit`."""
    return {"name": name, "value": round(value, 4), "unit": unit, "limit": limit, "holds": value <= limit}


def at_least(name: str, value: float, unit: str, limit: float) -> Row:
    """Return the row of a figure that has to reach `limit`: a control that shows that the measure can see."""
    return {"name": name, "value": round(value, 4), "unit": unit, "limit": limit, "holds": value >= limit}


def told(name: str, value: float, unit: str) -> Row:
    """Return the row of a figure that nothing is promised of: what a ratio was made from, for instance."""
    return {"name": name, "value": round(value, 4), "unit": unit, "limit": None, "holds": True}


def milliseconds(work: Callable[[], object], times: int = 5) -> float:
    """Return the median time of `work` in milliseconds, over so many `times` after one that is not counted."""
    work()
    taken: list[float] = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def percentile(values: list[float], hundredth: int) -> float:
    """Return the value that so many in a hundred do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * hundredth // 100)]


def found(folder: Path = FOLDER, package: str = "tests.bench") -> dict[str, Benchmark]:
    """Return the benchmarks of a folder by name, module by module, each module's in the order they are written."""
    benchmarks: dict[str, Benchmark] = {}
    for path in sorted(folder.glob("bench_*.py")):
        module = importlib.import_module(f"{package}.{path.stem}")
        for name, function in _written_in(module):
            benchmarks[f"{path.stem.removeprefix('bench_')}.{name.removeprefix('bench_')}"] = function
    return benchmarks


def measure(name: str, benchmark: Benchmark, complain: Callable[[str], None]) -> list[Row]:
    """Run one benchmark and return its rows; one that fails is a row that does not hold, and the others go on."""
    try:
        return list(benchmark())
    except Exception as error:  # noqa: BLE001 - a benchmark that breaks is a figure that is not held, whatever broke it
        complain(f"{name}: {type(error).__name__}: {error}")
        return [{"name": name, "value": None, "unit": "failed", "limit": None, "holds": False}]


def table(rows: Iterable[Row]) -> str:
    """Return the rows as a table in plain text."""
    lines = [("figure", "value", "limit", "unit", "")]
    for row in rows:
        verdict = "" if row["limit"] is None and row["holds"] else "holds" if row["holds"] else "DOES NOT HOLD"
        lines.append((row["name"], _number(row["value"]), _number(row["limit"]), row["unit"], verdict))
    widths = [max(len(line[column]) for line in lines) for column in range(5)]
    return "\n".join(
        f"{name:<{widths[0]}}  {value:>{widths[1]}}  {limit:>{widths[2]}}  {unit:<{widths[3]}}  {verdict}".rstrip()
        for name, value, limit, unit, verdict in lines
    )


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"


def _written_in(module: ModuleType) -> list[tuple[str, Benchmark]]:
    functions = [
        (name, function)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if name.startswith("bench_") and function.__module__ == module.__name__
    ]
    return sorted(functions, key=lambda pair: pair[1].__code__.co_firstlineno)
