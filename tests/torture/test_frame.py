"""The frame runs rows in workers, goes on where it stopped, and says plainly what does not hold."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.torture import __main__ as program
from tests.torture import frame, running
from tests.torture.frame import Row, Trial


def tried(made, trial: Trial) -> str | None:
    with (made / "numbers").open("a") as file:
        file.write(f"{trial.number} {trial.random.random()}\n")
    trial.count("even", trial.number % 2 == 0)
    return None


def planted(trial=tried, *, control=True, kept: Path | None = None, **changes) -> Row:
    given = {"name": "planted", "target": 1000, "promise": "nothing", "short": 10}
    return Row(**given | changes, prepare=lambda folder: kept or folder, trial=trial, control=lambda made, one: control)


@pytest.fixture
def go(tmp_path, monkeypatch, capsys):
    """Run the program on one planted row: gives its exit code, what it printed, and the row's result."""

    def run(row: Row, *arguments: str) -> tuple[int, str, dict]:
        monkeypatch.setattr(frame, "found", lambda: {row.name: row})
        code = program.main([*arguments, "--state", str(tmp_path / "torture.json"), "--jobs", "2"])
        kept = json.loads((tmp_path / "torture.json").read_text())
        return code, capsys.readouterr().out, kept[row.name]["result"]

    return run


def test_every_number_is_tried_once_and_the_table_says_so(go, tmp_path):
    code, shown, result = go(planted(kept=tmp_path), "--trials", "50")
    lines = (tmp_path / "numbers").read_text().splitlines()
    assert code == 0
    assert sorted(int(line.split()[0]) for line in lines) == list(range(50))
    assert len({line.split()[1] for line in lines}) == 50
    assert (result["trials"], result["failures"], result["control"]) == (50, 0, "found")
    assert result["tallies"] == {"even": 25}
    assert "holds" in shown
    assert "make torture ROW=planted" in shown


def test_a_failure_and_an_exception_are_counted_and_told(go):
    def trial(made, one):
        if one.number == 7:
            raise ValueError("boom")
        return "lost" if one.number == 3 else None

    code, shown, result = go(planted(trial), "--short")
    assert (code, result["failures"], result["holds"]) == (1, 2, False)
    assert "DOES NOT HOLD" in shown
    assert "3: lost" in shown
    assert "ValueError at test_frame.py" in shown


def test_a_control_that_is_not_found_fails_the_row(go):
    code, shown, result = go(planted(control=False), "--short")
    assert (code, result["failures"], result["control"]) == (1, 0, "NOT FOUND")
    assert "DOES NOT HOLD" in shown


def test_a_worker_that_dies_is_a_failure_and_the_others_go_on(go):
    code, _, result = go(planted(lambda made, one: os._exit(3) if one.number == 1 else None), "--short")
    assert (code, result["trials"], result["failures"]) == (1, 10, 1)
    assert "the worker died with 3" in result["told"][0]


def test_a_row_goes_on_where_it_stopped_with_the_same_trials(go, tmp_path, monkeypatch):
    row = planted(kept=tmp_path)
    go(row, "--trials", "40")
    before = (tmp_path / "numbers").read_text().splitlines()
    _, _, result = go(row, "--trials", "60")
    lines = (tmp_path / "numbers").read_text().splitlines()
    assert result["trials"] == 60
    assert len(lines) == 60
    go(row, "--trials", "60")
    assert len((tmp_path / "numbers").read_text().splitlines()) == 60, "a whole row is only shown again"
    go(row, "--trials", "40", "--again")
    assert sorted((tmp_path / "numbers").read_text().splitlines()[60:]) == sorted(before)


def test_rows_of_one_state_leave_each_other_alone(tmp_path):
    state = running.State(tmp_path / "torture.json")
    state.keep("one", {"seed": 1})
    running.State(tmp_path / "torture.json").keep("two", {"seed": 2})
    assert state.rows() == {"one": {"seed": 1}, "two": {"seed": 2}}


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1)])
def test_what_this_machine_lacks_skips_a_row_but_not_where_everything_has_to_be(go, monkeypatch, ci, code):
    monkeypatch.setenv("CI", ci)
    ended, shown, _ = go(planted(missing=lambda: "no C compiler"), "--short")
    assert ended == code
    assert "no C compiler" in shown


def test_an_unknown_row_is_refused_with_those_there_are(go, capsys):
    assert program.main(["nothing-of-the-kind"]) == 2
    assert "There is no row nothing-of-the-kind" in capsys.readouterr().err
