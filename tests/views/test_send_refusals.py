"""What the Send screen refuses or cannot do is told in a sentence, and no value with it."""

# ruff: noqa: F811 - a fixture is asked for by its own name
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cremeet.exports import issue
from cremeet.views.send import SendPage, issue_part
from tests.views.asked import Asked
from tests.views.kept import Kept
from tests.views.test_send_page import CTRL, choose, ended, page, quick, register, send  # noqa: F401 - fixtures


def test_what_view_as_cannot_show_is_told_without_a_value(
    page: SendPage, record: Kept, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("zzvaluezz")

    monkeypatch.setattr(issue, "build", broken)
    table = page.issue.table
    assert table is not None
    table.setFocus()
    table.selectRow(0)
    said: list[str] = []

    def look(dialog: Any) -> None:
        qtbot.waitUntil(lambda: "ValueError at" in dialog.words.toPlainText(), timeout=5000)
        said.append(dialog.words.toPlainText())
        QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)

    with Asked(look):
        QTest.keyClick(table, Qt.Key.Key_V)
    assert "zzvaluezz" not in said[0]


def test_a_folder_in_a_vault_is_refused_and_one_that_leaves_the_computer_is_told(
    page: SendPage, record: Kept, qtbot: Any, ended: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    choose(page, "Amira Testkhan")
    page.issue.folder.set_value(str(tmp_path / "North.cremeet"))
    QTest.keyClick(page, Qt.Key.Key_D, CTRL)
    record.settle(qtbot)
    assert page.errors.isVisible()
    assert register(record, ended) == ()
    page.issue.folder.set_value(str(tmp_path))
    monkeypatch.setattr(issue_part.places, "carried_away", lambda _: "It leaves this computer.")
    send(page, record, qtbot)
    assert "It leaves this computer." in page.issue.notice.text
    assert [line.state for line in register(record, ended)] == ["issued"]
