"""Measure the promised figures: `python -m tests.bench [WORD]`, or `make bench`.

Prints a table and writes bench.json; with WORD, measures only the benchmarks whose name holds it and writes nothing.
Exits 1 when a figure does not hold.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from tests.bench import harness


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, write; return the exit code."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure the promised figures.")
    parser.add_argument("word", nargs="?", default="", help="measure only the benchmarks whose name holds this word")
    parser.add_argument("--json", type=Path, default=Path("bench.json"), help="the file to write (default: bench.json)")
    chosen = parser.parse_args(arguments)
    benchmarks = {name: run for name, run in harness.found().items() if chosen.word in name}
    if not benchmarks:
        print(f"No benchmark has {chosen.word!r} in its name.", file=sys.stderr)
        return 2
    rows: list[harness.Row] = []
    for name, benchmark in benchmarks.items():
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        rows += harness.measure(name, benchmark, lambda line: print(line, file=sys.stderr))
    print(harness.table(rows))
    if not chosen.word:
        chosen.json.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0 if all(row["holds"] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
