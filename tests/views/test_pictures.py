"""The pictures of the guide: few and small, each of them shown on a page, and stale only where words changed."""

import re
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QPushButton, QVBoxLayout, QWidget

from tests import pictures

ROOT = pictures.FOLDER.parent.parent


def test_there_are_few_and_they_are_small():
    drawn = sorted(pictures.FOLDER.glob("*.png"))
    assert {path.stem for path in drawn} == set(pictures.kept())
    assert 8 <= len(drawn) <= 12
    assert {path.name: path.stat().st_size for path in drawn if path.stat().st_size > pictures.LARGEST} == {}


def test_each_is_shown_on_a_page_with_words_for_who_cannot_see_it():
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    shown = [
        (words, Path(link).stem)
        for page in pages
        for words, link in re.findall(r"!\[([^\]]*)\]\(([^)]+\.png)\)", page.read_text(encoding="utf-8"))
    ]
    assert {name for _, name in shown} == set(pictures.kept())
    assert all(len(words) > 30 for words, _ in shown)


def test_the_picture_of_the_first_run_is_not_stale(theme, qtbot):
    window = pictures.first_run(theme)
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: pictures.seal(pictures.told(window)) == pictures.kept()[pictures.FIRST])
    window.background.close()


def test_what_is_told_changes_with_words_and_with_nothing_else(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    column = QVBoxLayout(made)
    label, line, rows = QLabel("Level"), QLineEdit(), QListWidget()
    line.setPlaceholderText("Name")
    rows.addItems(["First", "Second"])
    hidden = QPushButton("Hidden")
    for one in (label, line, rows, hidden):
        column.addWidget(one)
    hidden.hide()
    made.show()
    before = pictures.told(made)
    assert [word in before for word in ("Level", "Name", "First", "Second", "Hidden")] == [True] * 4 + [False]
    line.setText("Typed")
    made.resize(700, 500)
    label.setStyleSheet("color: red")
    QApplication.processEvents()
    assert pictures.told(made) == before
    label.setText("Levels")
    assert pictures.told(made) != before
