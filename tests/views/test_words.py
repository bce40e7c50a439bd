"""No visible sentence of the window bypasses Qt's translation, and no date is written in the machine's own language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from cremeet.exports.text import shown_day
from cremeet.views.fields.typed_dates import show_date
from tests import translations
from tests.views import pseudo

PACKAGE = Path(translations.ROOT) / "cremeet"
PHRASE = re.compile(r"[^\W\d_]{2,}[,;:]? [^\W\d_]{2}")
WORD = re.compile(r"[^\W\d_]{2}")
SHOWING = {
    "label", "button", "announce", "addTab", "Column", "FieldRow", "setText", "setToolTip", "setAccessibleName", "say",
    "setAccessibleDescription", "setPlaceholderText", "setWindowTitle", "set_title", "set_state", "confirm", "Ask",
    "AskDialog", "WrappedButton", "QCheckBox", "QRadioButton", "QLabel", "QPushButton", "addItem",
}  # fmt: skip
"""What puts a word on the screen or in a screen reader's mouth: its first arguments are read however short they are."""
NO_WORDS = {"setProperty", "setObjectName", "findChild", "findChildren", "setStyleSheet"}
NOT_SHOWN = {
    "stylesheet.py": "a style sheet",
    "theme.py": "names of fonts",
    "screen.py": "a program of one line",
    "messages.py": "lines of the fault log",
    "trying.py": "lines of the self-test, in a terminal",
}
NOT_WORDS = {"ddd d MMM yyyy"}
"""Phrases that nobody reads."""
CODES = {"h1", "h2", "Esc", "Enter", "Space", "Return"}
BY_MACHINE = re.compile(r"%[aAbB]\b|%-?d %")
"""Names of days and months as the machine's language has them, and forms that not every machine knows."""


def bypassing(text: str, shorts: set[str]) -> list[str]:
    """Return the words in a module that are shown as they stand, given the functions that hand theirs to Qt."""
    return [f"{node.lineno}: {node.value}" for node in _outside(translations.parsed(text), shorts) if _is_shown(node)]


def _outside(tree: ast.AST, shorts: set[str], *, direct: bool = False) -> Iterator[ast.Constant]:
    """Yield every text that is not on its way to Qt, without docstrings, annotations and what is only raised."""
    if isinstance(tree, ast.Constant):
        if isinstance(tree.value, str):
            tree.direct = direct  # type: ignore[attr-defined]  # a note on the node, for the next step
            yield tree
        return
    if isinstance(tree, ast.Raise | ast.Assert) or (
        isinstance(tree, ast.Expr) and isinstance(tree.value, ast.Constant)
    ):
        return
    name = _called(tree)
    if name in NO_WORDS | {"tr", "translate"} or (isinstance(tree, ast.Call) and ast.unparse(tree.func) in shorts):
        return
    for field, value in ast.iter_fields(tree):
        if field in {"annotation", "returns", "decorator_list"} or (field == "slice" and name == ""):
            continue
        children = value if isinstance(value, list) else [value]
        for place, child in enumerate(children):
            if isinstance(child, ast.AST):
                yield from _outside(child, shorts, direct=name in SHOWING and field == "args" and place < 2)


def _called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _is_shown(node: ast.Constant) -> bool:
    text = node.value
    assert isinstance(text, str)
    if text in NOT_WORDS | CODES:
        return False
    return bool(PHRASE.search(text)) or (
        bool(getattr(node, "direct", False)) and text[:1].isupper() and bool(WORD.search(text))
    )


def shorts_of(texts: list[str]) -> set[str]:
    """Return the names of the functions that only hand their words to Qt, and of those that stand for `tr`."""
    names = set()
    for text in texts:
        for node in ast.walk(translations.parsed(text)):
            if isinstance(node, ast.FunctionDef) and "translate(" in ast.unparse(node) and len(node.body) <= 2:
                names.add(node.name)
            elif isinstance(node, ast.Assign) and ast.unparse(node.value) == "self.tr":
                names |= {ast.unparse(target) for target in node.targets}
    return names


PLANTED = '''
"""A docstring of several words."""
def _told(text):
    return QCoreApplication.translate("Plan", text)
class One(QWidget):
    def say(self):
        self.first = label("Bypassed words")
        self.second.setText("Bypassed")
        self.third = f"still {n} bypassed words"
        self.notice.say("Bypassed too")
        self.fourth.setProperty("role", "a few words")
        raise RuleError("These are shown in another way.")
    def right(self):
        label(self.tr("Words on their way"), "h2")
        return _told("Other words on their way")
'''


def test_words_that_bypass_the_translation_are_found() -> None:
    shorts = shorts_of([PLANTED])
    assert shorts == {"_told"}
    found = [words.partition(": ")[2] for words in bypassing(PLANTED, shorts)]
    assert found == ["Bypassed words", "Bypassed", " bypassed words", "Bypassed too"]


def test_no_words_of_the_window_bypass_the_translation() -> None:
    texts = translations.texts()
    shorts = shorts_of(list(texts.values()))
    assert {"_say", "say"} <= shorts
    assert [
        f"{path.relative_to(PACKAGE)}:{words}"
        for path, text in texts.items()
        if path.name not in NOT_SHOWN
        for words in bypassing(text, shorts)
    ] == []


def test_words_outside_the_brackets_are_found(qapp: QApplication, qtbot: Any) -> None:
    shown = QWidget()
    qtbot.addWidget(shown)
    with pseudo.spoken(qapp):
        through = QCoreApplication.translate("Any", "%n days of {name}", "", 3).format(name="Robin Testwood")
        for words in (through, "Bypassing words", f"{through}, Robin, 2 of 5, Ctrl+Shift+G, Wed 2 Sept 2026"):
            QLabel(words, shown)
        QPushButton("", shown).setAccessibleName("Bypassing a name")
        shown.show()
        found = [words.partition(":")[0] for words in pseudo.bypassing(shown, "robin testwood")]
    assert through.startswith("⟦3 days of Robin Testwood~~~")
    assert found == ["Bypassing words", "Bypassing a name"]


def test_every_counted_sentence_is_handed_to_qt_where_it_is_found() -> None:
    """Nothing that Qt counts stands where the file of English forms does not look for it."""
    found = {
        node.value
        for text in translations.texts().values()
        for node in ast.walk(translations.parsed(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and translations.counts(node.value)
    }
    docstrings = {text for text in found if "`tr(" in text}
    assert found - docstrings == {message.source for message in translations.here()}


def test_no_date_is_written_in_the_machines_own_language() -> None:
    assert BY_MACHINE.search("f'{day:%B %Y}'")
    assert BY_MACHINE.search("f'{day:%d %m}'")
    wrong = [
        f"{path.relative_to(PACKAGE)}:{number}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if BY_MACHINE.search(line) and "writer.py" not in path.name  # the PDF's bytes
    ]
    assert wrong == []


def test_the_window_and_the_documents_write_a_day_alike(qapp: QApplication) -> None:
    for days in range(0, 366, 3):
        day = date(2026, 1, 1) + timedelta(days=days)
        assert show_date(day) == shown_day(day)
