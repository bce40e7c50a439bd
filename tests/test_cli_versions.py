"""What the command line says of the program itself: what it is made of, and whether its window works."""

import re

import pytest

from tests.demonstrated import run


@pytest.mark.parametrize(
    "name",
    ["Python", "SQLCipher", "OpenSSL in SQLCipher", "SQLite in SQLCipher", "OpenSSL in cryptography", "Qt", "PySide6"],
)
def test_the_version_of_each_engine_is_told(name):
    said = run("--version")
    assert (said.status, said.err) == (0, "")
    assert [line for line in said.out.splitlines() if re.fullmatch(rf"{name} \d+\.\d+.*", line)]


def test_the_window_is_tried_in_a_folder_that_goes_again(monkeypatch):
    from cremeet import app

    asked = []
    monkeypatch.setattr(app, "try_window", lambda make, folder, say: (asked.append(folder), say("drawn: it")))
    answer = run("self-test", "--window")
    assert (answer.status, answer.out.splitlines()) == (0, ["drawn: it", "self-test of the window passed"])
    assert not asked[0].exists()


def test_without_a_screen_the_window_is_not_tried(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    answer = run("self-test", "--window")
    assert (answer.status, answer.out) == (1, "")
    assert "no screen" in answer.err
