"""Running rows: workers forked from a parent that is ready, a state file after each chunk, a table at the end."""

from __future__ import annotations

import collections
import json
import multiprocessing
import os
import time
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any

from filelock import FileLock

from tests.torture import frame
from tests.torture.frame import Row

TELL_EVERY = 10.0
"""Seconds between two lines about how far a row has come."""

Chunks = dict[str, dict[str, Any]]


NOTHING: dict[str, Any] = {"control": "", "chunks": {}, "skipped": ""}
"""The entry of a row that could not even be begun."""


class State:
    """What has been done so far, row by row, in one JSON file that several runs may write to at once."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def rows(self) -> dict[str, dict[str, Any]]:
        """Return what stands in the file: nothing where there is none, or where it is not whole."""
        try:
            return dict(json.loads(self.path.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return {}

    def keep(self, name: str, entry: dict[str, Any]) -> None:
        """Write one row's entry and leave the others as they are."""
        with FileLock(self.path.with_name(self.path.name + ".lock")):  # one of each process's own
            whole = self.rows() | {name: entry}
            part = self.path.with_name(self.path.name + ".part")
            part.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
            part.replace(self.path)


def run(row: Row, state: State, *, trials: int, seed: int, jobs: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Bring a row to so many trials, keep its state, and return its result (see `result`)."""
    lacking = row.missing()
    if lacking:
        entry = {"seed": seed, "control": "", "chunks": {}, "skipped": lacking}
        return _finished(row, state, entry, trials)
    before = {name: value for name, value in state.rows().get(row.name, {}).items() if name != "result"}
    if before.get("seed") != seed or before.get("chunk") != row.chunk:
        before = {}
    entry = {"seed": seed, "chunk": row.chunk, "control": "", "skipped": ""} | before | {"chunks": {}}
    chunks: Chunks = entry["chunks"]
    wanted = {
        str(first // row.chunk): range(first, min(first + row.chunk, trials)) for first in range(0, trials, row.chunk)
    }
    kept: Chunks = before.get("chunks", {})
    chunks.update({at: each for at, each in kept.items() if at not in wanted or each["trials"] >= len(wanted[at])})
    left = {at: numbers for at, numbers in wanted.items() if at not in chunks}
    if not left and entry["control"] == "found":
        return _finished(row, state, entry, trials)
    with frame.working_folder() as place:
        folder = Path(place)
        (folder / "made").mkdir()
        made = row.prepare(folder / "made")
        if entry["control"] != "found":
            caught, why = frame.controlled(row, made, seed, folder)
            entry["control"] = "found" if caught else f"NOT FOUND {why}".strip()
            state.keep(row.name, entry)
        said = time.monotonic()
        for at, done in _spread(row, made, seed, left, folder, jobs):
            chunks[at] = done
            state.keep(row.name, entry)
            so_far = sum(each["trials"] for each in chunks.values())
            failed = sum(each["failed"] for each in chunks.values())
            if so_far >= trials or time.monotonic() - said > TELL_EVERY:
                said = time.monotonic()
                say(f"{row.name}: {so_far:,} of {trials:,}, {failed} failed")
    return _finished(row, state, entry, trials)


def _finished(row: Row, state: State, entry: dict[str, Any], trials: int) -> dict[str, Any]:
    """Keep a row's result beside its chunks, and return it."""
    sums = result(row, entry, trials)
    state.keep(row.name, entry | {"result": sums})
    return sums


def _spread(
    row: Row, made: Any, seed: int, left: dict[str, range], folder: Path, jobs: int
) -> Iterable[tuple[str, dict[str, Any]]]:
    """Hand chunks to forked workers and yield each as it is done; a worker that dies is a failure of its chunk."""
    waiting = list(left.items())
    at_work: dict[Connection, tuple[ForkProcess, str]] = {}
    started = 0
    try:
        while waiting or at_work:
            while waiting and len(at_work) < jobs:
                started += 1
                ours, process = _worker(row, made, seed, folder / f"worker-{started}", list(at_work))
                at, numbers = waiting.pop(0)
                ours.send(numbers)
                at_work[ours] = (process, at)
            for ours in wait(list(at_work)):
                assert isinstance(ours, Connection)
                process, at = at_work.pop(ours)
                try:
                    done = ours.recv()
                except EOFError:
                    process.join()
                    lost = f"the worker died with {process.exitcode} in trials {left[at]}"
                    yield at, {"trials": len(left[at]), "failed": 1, "told": [lost], "tallies": {}, "seconds": 0.0}
                    continue
                if waiting:
                    following, numbers = waiting.pop(0)
                    ours.send(numbers)
                    at_work[ours] = (process, following)
                else:
                    ours.send(None)
                    process.join()
                yield at, done
    finally:
        for process, _ in at_work.values():
            process.terminate()
            process.join()


def _worker(row: Row, made: Any, seed: int, folder: Path, others: list[Connection]) -> tuple[Connection, ForkProcess]:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()

    def work() -> None:
        for each in (ours, *others):
            each.close()  # or the workers would outlive a parent that was killed
        for numbers in iter(theirs.recv, None):
            theirs.send(frame.chunk(row, made, seed, numbers, folder))

    process = context.Process(target=work)
    process.start()
    theirs.close()
    return ours, process


def result(row: Row, entry: dict[str, Any], trials: int) -> dict[str, Any]:
    """Return a row's figures: what machines read, and what `table` shows."""
    chunks: Chunks = entry["chunks"]
    tallies: collections.Counter[str] = collections.Counter()
    for each in chunks.values():
        tallies.update(each["tallies"])
    made = sum(each["trials"] for each in chunks.values())
    failures = sum(each["failed"] for each in chunks.values())
    skipped = entry["skipped"]
    lets_pass = bool(skipped) and os.environ.get("CI") != "true"
    return {
        "row": row.name,
        "promise": row.promise,
        "target": row.target,
        "trials": made,
        "failures": failures,
        "control": entry["control"],
        "tallies": dict(sorted(tallies.items())),
        "seconds": round(sum(each["seconds"] for each in chunks.values()), 1),
        "told": [line for each in chunks.values() for line in each["told"]][:20],
        "skipped": skipped,
        "command": f"make torture ROW={row.name}",
        "holds": lets_pass or (made >= trials and not failures and entry["control"] == "found" and not skipped),
    }


def table(results: Iterable[dict[str, Any]]) -> str:
    """Return the results as a table in plain text, with what went wrong and the further figures below it."""
    results = list(results)
    lines = [("row", "trials", "target", "failures", "control", "seconds", "", "command")]
    for each in results:
        verdict = "skipped" if each["skipped"] and each["holds"] else "holds" if each["holds"] else "DOES NOT HOLD"
        figures = (f"{each['trials']:,}", f"{each['target']:,}", f"{each['failures']:,}")
        control = each["control"].split(" at ")[0] or "-"
        lines.append((each["row"], *figures, control, f"{each['seconds']:,.0f}", verdict, each["command"]))
    widths = [max(len(line[column]) for line in lines) for column in range(8)]
    shown = [
        "  ".join(f"{words:<{width}}" for words, width in zip(line, widths, strict=True)).rstrip() for line in lines
    ]
    for each in results:
        if each["tallies"]:
            shown.append(f"{each['row']}: " + ", ".join(f"{many:,} {what}" for what, many in each["tallies"].items()))
        shown += [f"{each['row']}: FAILED {line}" for line in each["told"]]
        shown += [f"{each['row']}: {each['control']}"] if each["control"].startswith("NOT FOUND ") else []
        shown += [f"{each['row']}: not tried: {each['skipped']}"] if each["skipped"] else []
    return "\n".join(shown)
