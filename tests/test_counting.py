"""What is counted outside the window is named in one place, as one or as many."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from cremeet.counting import counted, often

PACKAGE = Path(__file__).resolve().parent.parent / "cremeet"


def by_hand(text: str) -> list[str]:
    """Return the choices between two pieces of text that hang on whether something is one."""
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.IfExp)
        and ast.unparse(node.test).endswith((" == 1", " != 1"))
        and all(_is_text(side) for side in (node.body, node.orelse))
    ]


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 days"), (1, "1 day"), (2, "2 days"), (21, "21 days"), (101, "101 days")]
)
def test_one_is_one_and_every_other_number_is_many(number: int, said: str) -> None:
    assert counted(number, "day") == said


def test_a_name_that_an_s_does_not_make_many_is_given_whole() -> None:
    assert counted(2, "agency", "agencies") == "2 agencies"
    assert counted(1, "line is", "lines are") == "1 line is"
    assert [often(number) for number in (1, 2)] == ["once", "2 times"]


def test_nothing_else_counts_by_hand() -> None:
    assert by_hand("f\"{n} day{'' if n == 1 else 's'}\"")
    assert by_hand("'once' if n == 1 else f'{n} times'")
    assert not by_hand("words[0] if len(words) == 1 else ', '.join(words)")
    places = [path for path in sorted(PACKAGE.rglob("*.py")) if path.name != "counting.py"]
    assert [f"{path.name}: {one}" for path in places for one in by_hand(path.read_text(encoding="utf-8"))] == []
