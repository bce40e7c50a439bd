"""Try every promise of the vault thousands of times: `python -m tests.torture [ROW ...]`, or `make torture ROW=name`.

Prints a table of trials and failures, and keeps its state in torture.json: a run that was interrupted goes on where it
stopped, and one that is complete is only shown again (--again starts it afresh). Exits 1 when a promise does not hold.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from tests.torture import frame, running, shims, unlocked_memory


def main(arguments: list[str] | None = None) -> int:
    """Run the rows asked for, print the table, return the exit code."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description="Try the vault's promises.")
    parser.add_argument("rows", nargs="*", metavar="ROW", help="the rows to run (default: all)")
    parser.add_argument("--trials", type=int, help="how many trials of each (default: each row's own target)")
    parser.add_argument("--short", action="store_true", help="so many trials as the ordinary tests run")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes other trials (default: 1)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many workers (default: one a core)")
    parser.add_argument("--again", action="store_true", help="forget what was done before and start afresh")
    parser.add_argument("--state", type=Path, default=Path("torture.json"), help="where the state is kept")
    parser.add_argument("--list", action="store_true", help="list the rows and what they promise")
    chosen = parser.parse_args(arguments)
    known = frame.found()
    if chosen.list:
        print("\n".join(f"{row.name:<16} {row.target:>8,}  {row.promise}" for row in known.values()))
        return 0
    if unknown := [name for name in chosen.rows if name not in known]:
        print(f"There is no row {', '.join(unknown)}; there are {', '.join(known)}.", file=sys.stderr)
        return 2
    state, results = running.State(chosen.state), []
    for name in chosen.rows or known:
        row = known[name]
        if chosen.again:
            state.keep(name, {})
        trials = row.short if chosen.short else chosen.trials or row.target
        work = partial(running.run, row, state, trials=trials, seed=chosen.seed, jobs=max(1, chosen.jobs), say=_say)
        process = multiprocessing.get_context("fork").Process(target=work)  # what one row puts in place stays its own
        process.start()
        process.join()
        whole = state.rows().get(name, {}).get("result") if process.exitcode == 0 else None
        results.append(whole or running.result(row, running.NOTHING, trials))
    print(running.table(results))
    return 0 if all(each["holds"] for each in results) else 1


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _under_the_library() -> int:
    """Run this command again with the library preloaded that can refuse writes: it does so only when a row asks."""
    with tempfile.TemporaryDirectory(prefix="cremeet-torture-") as place:
        library = shims.built("refuse_writes", Path(place))
        command = [sys.executable, "-m", "tests.torture", *sys.argv[1:]]
        return subprocess.call(command, env=os.environ | {"LD_PRELOAD": str(library)})


if __name__ == "__main__":
    if not shims.missing() and not shims.can_refuse():
        sys.exit(_under_the_library())
    unlocked_memory.use()
    with frame.working_folder() as home:  # nothing of this person's own is read or written
        os.environ.update(dict.fromkeys(("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), home))
        code = main()
    sys.exit(code)
