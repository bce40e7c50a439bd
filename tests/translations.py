"""Finds every sentence of the window that counts, and keeps the file of their English forms: `make translations`.

Qt's own lupdate reads `tr` but not the short functions that modules say their words through, so the sources are read
here; the file is Qt Linguist's, and Qt's lrelease compiles it. A new sentence is put in unfinished, with the form for
many twice: write the form for one (by hand, or in Linguist), take `type="unfinished"` away, and run it again.
"""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import PySide6

from cremeet import paths
from cremeet.views.language import NAME

ROOT = Path(__file__).resolve().parent.parent
SOURCES = (ROOT / "cremeet" / "app.py", *sorted((ROOT / "cremeet" / "views").rglob("*.py")))
FOLDER = paths.resources() / "translations"
TS, QM = FOLDER / f"{NAME}.ts", FOLDER / f"{NAME}.qm"


class Message(NamedTuple):
    """A counted sentence as it stands in the code, and the context that Qt looks it up in."""

    context: str
    source: str


class Forms(NamedTuple):
    """The English of a counted sentence: for one, and for any other number."""

    one: str
    many: str
    finished: bool


def counts(text: str) -> bool:
    """Say whether Qt puts a number into a sentence."""
    return "%n" in text or "%Ln" in text


@cache
def parsed(text: str) -> ast.Module:
    """Return the tree of a module; several tests walk through the same ones."""
    return ast.parse(text)


def texts() -> dict[Path, str]:
    """Return the modules of the window."""
    return {path: path.read_text(encoding="utf-8") for path in SOURCES}


def counted(sources: Iterable[str]) -> frozenset[Message]:
    """Return every counted sentence of modules.

    PySide looks a sentence up under the class of the object first, so it is listed for each class that inherits it.
    """
    trees = [parsed(text) for text in sources]
    below: dict[str, set[str]] = {}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                for base in node.bases:
                    below.setdefault(ast.unparse(base).partition("[")[0].rpartition(".")[2], set()).add(node.name)
    found: set[Message] = set()
    for tree in trees:
        for context, source in _said(tree):
            names = [context]
            for name in names:
                names += below.get(name, set()) - set(names)
            found |= {Message(name, source) for name in names}
    return frozenset(found)


def _said(tree: ast.Module) -> Iterator[Message]:
    shorts = dict(_shorts(tree))

    def walk(node: ast.AST, inside: str) -> Iterator[Message]:
        if isinstance(node, ast.ClassDef):
            inside = node.name
        if isinstance(node, ast.Call):
            words = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name == "tr" and words:
                yield Message(inside, words[0])
            elif name == "translate" and len(words) > 1:
                yield Message(words[0], words[1])
            elif name in shorts and words:
                yield Message(shorts[name], words[0])
        for child in ast.iter_child_nodes(node):
            yield from walk(child, inside)

    return (message for message in walk(tree, "") if counts(message.source))


def _shorts(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield the functions of a module that only hand their words to Qt, each with the context it hands them to."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            for call in ast.walk(node):
                if (
                    isinstance(call, ast.Call)
                    and ast.unparse(call.func).endswith("translate")
                    and isinstance(call.args[0], ast.Constant)
                    and isinstance(call.args[1], ast.Name)
                ):
                    yield node.name, str(call.args[0].value)


@cache
def here() -> frozenset[Message]:
    """Return every counted sentence of the window."""
    return counted(texts().values())


def kept() -> dict[Message, Forms]:
    """Return what the file holds."""
    found = {}
    for context in ET.parse(TS).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            one, many = (form.text or "" for form in translation.iter("numerusform"))
            key = Message(context.findtext("name", ""), message.findtext("source", ""))
            found[key] = Forms(one, many, translation.get("type") is None)
    return found


def write(messages: dict[Message, Forms]) -> None:
    """Write the file as Linguist would, in an order that does not change."""
    top = ET.Element("TS", version="2.1", language="en_GB", sourcelanguage="en_GB")
    parents: dict[str, ET.Element] = {}
    for key, forms in sorted(messages.items()):
        if key.context not in parents:
            parents[key.context] = ET.SubElement(top, "context")
            ET.SubElement(parents[key.context], "name").text = key.context
        message = ET.SubElement(parents[key.context], "message", numerus="yes")
        ET.SubElement(message, "source").text = key.source
        state = {} if forms.finished else {"type": "unfinished"}
        translation = ET.SubElement(message, "translation", state)
        for form in (forms.one, forms.many):
            ET.SubElement(translation, "numerusform").text = form
    ET.indent(top, " " * 4)
    text = ET.tostring(top, encoding="unicode")
    TS.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', encoding="utf-8")


def compiled(into: Path) -> bytes:
    """Compile the file with the lrelease that comes with PySide6, and return what was compiled."""
    program = next(Path(PySide6.__file__).parent.glob("lrelease*"))
    subprocess.run([program, "-silent", TS, "-qm", into], check=True, timeout=60)
    return into.read_bytes()


def main() -> None:
    """Bring the file in step with the sources, compile it, and say what is unfinished."""
    FOLDER.mkdir(exist_ok=True)
    old = kept() if TS.exists() else {}
    now = {key: old.get(key, Forms(key.source, key.source, finished=False)) for key in here()}
    write(now)
    compiled(QM)
    unfinished = sorted(key for key, forms in now.items() if not forms.finished)
    print(f"{len(now)} counted sentences, {len(unfinished)} unfinished", *unfinished, sep="\n  ")


if __name__ == "__main__":
    main()
