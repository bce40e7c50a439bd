"""The fault log: two small files of kinds, modules and lines, with a sentinel wherever a value could come from."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from cremeet import logs, paths

ROOT = Path(__file__).resolve().parent.parent
SENTINEL = "RobinTestwoodSentinel"
LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ (?:INFO|WARNING|ERROR) [ -~]+")


def kept(folder: Path, program: str, *, ends: int | None = 0) -> tuple[str, str]:
    """Run a program that keeps its log in `folder`; return what the log holds and what was printed."""
    before = f"""
        import logging, sys, threading, warnings
        from pathlib import Path
        from cremeet import logs
        sentinel = "Robin" + "Testwood" + "Sentinel"
        assert logs.keep_in(Path({str(folder)!r}))
    """
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(before) + textwrap.dedent(program)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ends is None or ran.returncode == ends, ran.stderr
    files = sorted(folder.iterdir())
    return "".join(file.read_text("utf-8") for file in files), ran.stdout + ran.stderr


FAULTS = {
    "an error nobody caught": ("raise ValueError(sentinel)", 1, "fault ValueError at <string>:"),
    "an error in a thread": (
        """
        def broken(words):
            name = words
            raise KeyError(name)
        one = threading.Thread(target=broken, args=(sentinel,))
        one.start()
        one.join()
        """,
        0,
        "fault KeyError at <string>:",
    ),
    "an error in a destructor": (
        """
        class Broken:
            def __del__(self):
                raise RuntimeError(sentinel)
        Broken()
        """,
        0,
        "fault RuntimeError at <string>:",
    ),
    "a warning": ("warnings.warn(sentinel, UserWarning)", 0, "warning UserWarning at <string>:"),
    "a library's own log": ("logging.getLogger('library').error(sentinel)", 0, ""),
    "our own logger used by hand": ("logging.getLogger('cremeet').error(sentinel)", 0, ""),
    "a logger under our own": ("logging.getLogger('cremeet.vault').warning('%s', sentinel)", 0, ""),
    "a message of Qt's": (
        """
        from PySide6.QtCore import QLoggingCategory, qCritical, qInstallMessageHandler, qWarning
        from cremeet.views.shell import messages
        qInstallMessageHandler(messages.heard)
        qWarning(sentinel)
        qCritical(sentinel)
        """,
        0,
        "qt warning default",
    ),
    "an error in a slot of Qt's": (
        """
        from PySide6.QtCore import QCoreApplication, QTimer
        app = QCoreApplication([])
        def broken():
            raise LookupError(sentinel)
        QTimer.singleShot(0, broken)
        QTimer.singleShot(0, app.quit)
        app.exec()
        """,
        0,
        "fault LookupError at <string>:",
    ),
    "an odd category": ("logs.outside('qt warning', 'default\\n' + sentinel)", 0, "qt warning other"),
    "a crash": (
        """
        import faulthandler
        def crash(name):
            faulthandler._sigsegv()
        crash(sentinel)
        """,
        None,
        "Fatal Python error: Segmentation fault",
    ),
}


@pytest.mark.parametrize(("program", "ends", "told"), FAULTS.values(), ids=FAULTS.keys())
def test_a_value_is_neither_kept_nor_printed(tmp_path: Path, program: str, ends: int | None, told: str) -> None:
    log, printed = kept(tmp_path / "state", program, ends=ends)
    assert told in log
    assert SENTINEL not in log + printed
    if "Fatal" not in told:
        assert all(LINE.fullmatch(line) for line in log.splitlines()), log


def test_a_value_that_is_written_by_mistake_would_be_found(tmp_path: Path) -> None:
    careless = """
        try:
            raise ValueError(sentinel)
        except ValueError as error:
            logs._LOGGER.error("fault %s", str(error), extra=logs._OURS)
    """
    log, _ = kept(tmp_path / "state", careless)
    assert SENTINEL in log


def test_python_would_print_the_value_without_the_log() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", f"raise ValueError({SENTINEL!r})"], capture_output=True, text=True, check=False
    )
    assert SENTINEL in ran.stderr


def test_there_are_two_files_and_both_stay_small(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    log, _ = kept(folder, "for number in range(6_000): logs.event('counted', number=number)")
    assert sorted(file.name for file in folder.iterdir()) == ["cremeet.1.log", "cremeet.log"]
    assert all(file.stat().st_size <= logs.LARGEST + 100 for file in folder.iterdir())
    assert "number=5999" in log, "the newest line is there"
    assert "number=0\n" not in log, "the oldest went"
    if os.name == "posix":
        assert all(file.stat().st_mode & 0o77 == 0 for file in folder.iterdir())


def test_the_crash_note_follows_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    kept(
        folder,
        """
        import faulthandler
        for number in range(3_000):
            logs.event("counted", number=number)
        faulthandler._sigsegv()
        """,
        ends=None,
    )
    assert "Fatal Python error" in (folder / "cremeet.log").read_text("utf-8")


def test_another_window_that_sets_the_file_aside_loses_nobodys_lines(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    log, _ = kept(
        folder,
        f"""
        logs.event("before")
        (Path({str(folder)!r}) / "cremeet.log").replace(Path({str(folder)!r}) / "cremeet.1.log")
        logs.event("after")
        """,
    )
    assert "before" in (folder / "cremeet.1.log").read_text("utf-8")
    assert "after" in (folder / "cremeet.log").read_text("utf-8")
    assert log.count("\n") == 2


def test_a_place_that_takes_no_file_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    program = f"""
        import sys
        from pathlib import Path
        from cremeet import logs
        assert not logs.keep_in(Path({str(tmp_path / "file" / "state")!r}))
        assert not logs.is_kept()
        logs.event("opened")
        raise ValueError("{SENTINEL}")
    """
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.stderr.splitlines() == [
        "Something went wrong in cremeet itself; tell your support team: ValueError at <string>:8."
    ]


def test_the_program_keeps_its_log_in_the_persons_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    ran = subprocess.run(
        [sys.executable, "-m", "cremeet", "--version"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0
    assert paths.state_folder().name == "cremeet"
    assert (paths.state_folder() / logs.FILE_NAME).is_file()
