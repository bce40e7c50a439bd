"""What was typed in the minutes is there again after the program was killed, and after the record was locked."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys import until_killed
from tests.journeys.hands import Hands
from tests.journeys.writer import Writer

ROOT = Path(__file__).parents[2]
SAVED, AFTER = "The school saw the silver car", " on three Mondays, and a second man in it."
Sitting = Callable[..., tuple[int, list[list[str]]]]


@pytest.fixture
def writer(hands: Hands) -> Writer:
    return Writer(hands)


def found(sitting: Sitting, writer: Writer, vault: Path) -> str:
    """Return what stands in the line of the minutes when the vault is opened the next time."""
    seen: list[str] = []

    def play() -> None:
        writer.unlock()
        writer.open_the_meeting()
        seen.append(writer.line)
        writer.lock()

    sitting(play, vault)
    return seen[0]


def test_words_are_there_again_after_the_program_was_killed(
    sitting: Sitting, writer: Writer, vault: Path, tmp_path: Path
) -> None:
    killed = subprocess.run(
        [sys.executable, "-m", until_killed.__name__, str(vault), str(tmp_path / "other"), SAVED, AFTER],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert killed.returncode == until_killed.ENDED, killed.stderr
    there = found(sitting, writer, vault)
    assert there.startswith(SAVED), "what was said to be saved is there to its last letter"
    assert (SAVED + AFTER).startswith(there), "and nothing stands there that was not typed"


def test_words_are_there_again_to_the_last_letter_after_a_lock(sitting: Sitting, writer: Writer, vault: Path) -> None:
    def play() -> None:
        writer.unlock()
        writer.open_the_meeting()
        writer.hands.add(SAVED + AFTER)  # and not a moment for the words to be saved in
        writer.lock()

    _, begun = sitting(play, vault)
    assert begun == [["open", str(vault)]]
    assert found(sitting, writer, vault) == SAVED + AFTER


def test_a_copy_taken_under_the_open_window_holds_what_was_saved(
    sitting: Sitting, writer: Writer, vault: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy" / vault.name

    def play() -> None:
        writer.unlock()
        writer.open_the_meeting()
        writer.type_until_saved(SAVED)
        shutil.copytree(vault, copy, ignore=shutil.ignore_patterns("*.lock"))
        writer.lock()

    sitting(play, vault)
    assert found(sitting, writer, copy) == SAVED
