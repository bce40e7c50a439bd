"""A language that nobody speaks: every sentence that goes through Qt comes back longer and in brackets.

What is shown without brackets is what people typed, what the practice pack words, a date or a number, a sentence of the
rooms that know no Qt, or one that bypasses the translation.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from pydantic import BaseModel
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListView,
    QTabBar,
    QTextEdit,
    QWidget,
)

import cremeet
from cremeet.models import Base, Child
from cremeet.practice.pack import Pack
from tests.views.looking import called
from tests.views.vault_room import WHO

BEGIN, END = "⟦", "⟧"
_INNERMOST = re.compile(f"{BEGIN}[^{BEGIN}{END}]*{END}")
_KEYS = re.compile(r"\b(?:(?:Ctrl|Alt|Shift)\+)+[\w/?]+")
_APART = re.compile(r"[^\w’'\- ]|\d|_|\band\b")
"""What parts the pieces of a line: signs and figures, and the word in a list."""
_DAY = re.compile(
    r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?= \d)|(?<=\d )(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept|Oct|Nov|Dec)\b"
)


PUT_TOGETHER = re.compile(
    r"[\w ]+ (?:missing|present)|[\w ’-]+ holds the most|levels of risk agreed|a referral considered once|"
    r"While the level of risk is .+"
)
"""Pieces of sentences that the rooms without Qt put together from several: of quorum, timeline and close list."""


class Pseudo(QTranslator):
    """Answers every sentence with itself in brackets, half as long again."""

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        """Return the sentence; its places for words and numbers stay."""
        return f"{BEGIN}{text}{'~' * (len(text) // 2)}{END}"

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        """Return that there is something to ask."""
        return False


@contextmanager
def spoken(app: QApplication) -> Iterator[None]:
    """Have the window speak the language in brackets for a while."""
    translator = Pseudo()
    app.installTranslator(translator)
    try:
        yield
    finally:
        app.removeTranslator(translator)


def known(engine: sa.Engine, pack: Pack) -> str:
    """Return all that is rightly shown without brackets: of a record, its practice pack, and the rooms without Qt."""
    return "\n".join((*typed(engine), *texts_in(pack), *written(Path(cremeet.__file__).parent), WHO)).casefold()


def bypassing(within: QWidget, known: str) -> list[str]:
    """Return what is shown without brackets and is not known."""
    return [
        f"{piece}: {called(one)}"
        for one, text in shown(within)
        for piece in bare(text)
        if piece.casefold() not in known and not PUT_TOGETHER.fullmatch(piece)
    ]


def shown(within: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Yield every text that a widget and what shows in it show or say to a screen reader."""
    for one in (within, *within.findChildren(QWidget)):
        if one.isVisible():
            yield from ((one, text) for text in _texts(one) if text)


def _texts(one: QWidget) -> Iterator[str]:
    yield from (one.accessibleName(), one.accessibleDescription(), one.toolTip())
    if isinstance(one, QLabel | QAbstractButton):
        yield one.text()
    elif isinstance(one, QGroupBox):
        yield one.title()
    elif isinstance(one, QLineEdit | QTextEdit):
        yield one.placeholderText()
    elif isinstance(one, QTabBar):
        yield from (one.tabText(number) for number in range(one.count()))
    elif isinstance(one, QComboBox):
        yield from (one.itemText(number) for number in range(one.count()))
    elif isinstance(one, QAbstractItemView) and one.model() is not None:
        yield from _rows(one.model(), 1 if isinstance(one, QListView) else one.model().columnCount(QModelIndex()))


def _rows(model: QAbstractItemModel, columns: int) -> Iterator[str]:
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(QModelIndex()), 40)):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                yield str(model.index(row, column).data(role) or "")


def bare(text: str) -> list[str]:
    """Return the pieces of a text that stand in no brackets and hold words, without keys."""
    before = ""
    while before != text:
        before, text = text, _INNERMOST.sub("\n", text)
    pieces = _APART.split(_DAY.sub("\n", _KEYS.sub("\n", text)))
    return [piece.strip(" -'’") for piece in pieces if re.search(r"[^\W\d_]{3}", piece)]


def typed(engine: sa.Engine) -> Iterator[str]:
    """Yield every text that a record holds, and each child's name as it is written."""
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            for row in connection.execute(sa.select(table)):
                yield from texts_in(tuple(row))
        for names in connection.execute(sa.select(Child.given_names, Child.family_name)):
            yield " ".join(names)


def texts_in(thing: object) -> Iterator[str]:
    """Yield every text in a thing and in what it holds: rows, lists, a practice pack."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        yield from texts_in((*thing.keys(), *thing.values()))
    elif isinstance(thing, tuple | list | frozenset):
        for one in thing:
            yield from texts_in(one)
    elif isinstance(thing, BaseModel):
        for name in type(thing).model_fields:
            yield from texts_in(getattr(thing, name))


def written(package: Path) -> Iterator[str]:
    """Yield every text in the sources of the rooms without Qt: they hand whole sentences to the window."""
    for path in sorted(package.rglob("*.py")):
        if "views" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value
