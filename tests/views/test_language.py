"""Whatever the window counts has its English form for one and for many, from the file that Qt reads."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from cremeet.views import language
from tests import translations
from tests.translations import Message

PLANTED = """
class Part(QWidget):
    def say(self, n):
        return self.tr("%n days", "", n) + self.tr("no days")

class LogPart(fields.Part):
    pass

def _say(text, count=-1):
    return QCoreApplication.translate("Plan", text, "", count)

def told(n):
    return _say("%Ln rows", n) + QCoreApplication.translate("Close", "%n lines", "", n)
"""
NAME = re.compile(r"\{(?!name|keys)\w+\} ((?:[a-z]+ ){0,2}[a-z]+)")


def uncounted(text: str, nouns: set[str]) -> list[str]:
    """Return what a sentence counts by itself: a number put before the name of several things."""
    return [found for found in NAME.findall(text) if nouns & set(found.split())]


def by_hand(text: str) -> list[str]:
    """Return the choices in a module between two sentences that hang on whether something is one."""
    return [
        ast.unparse(node.test)
        for node in ast.walk(translations.parsed(text))
        if isinstance(node, ast.IfExp)
        and any(isinstance(one, ast.Constant) and one.value == 1 for one in ast.walk(node.test))
        and all(re.search(r"\btr\(|_say\(", ast.unparse(side)) for side in (node.body, node.orelse))
    ]


def test_every_counted_sentence_is_found_under_every_name_that_qt_looks_for() -> None:
    found = {("Part", "%n days"), ("LogPart", "%n days"), ("Plan", "%Ln rows"), ("Close", "%n lines")}
    assert translations.counted([PLANTED]) == {Message(*one) for one in found}


def test_the_file_holds_both_forms_of_every_counted_sentence_and_nothing_else() -> None:
    kept = translations.kept()
    assert set(kept) == translations.here(), "make translations brings the file in step"
    assert not [key for key, forms in kept.items() if not forms.finished or not forms.one or forms.one == forms.many]
    places = re.compile(r"\{\w+\}")
    for key, forms in kept.items():
        assert forms.many == key.source
        assert set(places.findall(forms.one)) == set(places.findall(key.source)), key


def test_what_is_shipped_is_compiled_from_the_file(tmp_path: Path) -> None:
    assert translations.QM.read_bytes() == translations.compiled(tmp_path / "made.qm")


def test_one_is_said_as_one_and_many_as_many(qapp: QApplication) -> None:
    for key, forms in translations.kept().items():
        for count in (0, 1, 2, 21):
            form = forms.one if count == 1 else forms.many
            said = form.replace("%n", str(count)).replace("%Ln", str(count))
            assert QCoreApplication.translate(key.context, key.source, "", count) == said
    assert (
        QCoreApplication.translate("LogPart", "Chain whole, %Ln entries.", "", 12_345) == "Chain whole, 12,345 entries."
    )


def test_the_program_speaks_british_english_on_any_machine(qapp: QApplication) -> None:
    before = qapp.findChild(QTranslator, language.NAME)
    before.setObjectName("before")
    qapp.removeTranslator(before)
    QLocale.setDefault(QLocale("de_DE"))
    assert QCoreApplication.translate("ChildrenPage", "%n children", "", 1) == "1 children"
    language.speak_english(qapp)
    language.speak_english(qapp)
    assert QCoreApplication.translate("ChildrenPage", "%n children", "", 1) == "1 child"
    assert QLocale().name() == "en_GB"
    assert len(qapp.findChildren(QTranslator, language.NAME)) == 1


@pytest.fixture(scope="module")
def nouns() -> set[str]:
    """The names of several things, as the file has them."""
    return {
        word
        for forms in translations.kept().values()
        for word in set(re.findall(r"[a-z]+", forms.many)) - set(re.findall(r"[a-z]+", forms.one))
        if word.endswith("s") or word in {"children", "people"}
    } - {"times", "hours", "is", "was"}


def test_no_sentence_counts_by_itself(nouns: set[str]) -> None:
    assert {"days", "children", "readers", "actions"} <= nouns
    assert uncounted("{n} working days late", nouns) == ["working days late"]
    assert by_hand('x = self.tr("1 day") if n == 1 else self.tr("{n} days").format(n=n)') == ["n == 1"]
    wrong = []
    for path, text in translations.texts().items():
        wrong += [f"{path.name}: {one}" for one in by_hand(text)]
        for node in ast.walk(translations.parsed(text)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                wrong += [f"{path.name}:{node.lineno}: {one}" for one in uncounted(node.value, nouns)]
    assert not wrong
