"""The order in which Tab goes through a window."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.journeys.hands import Hands, Key, named

_MOST = 400


def tab_order(hands: Hands, first: str) -> list[str]:
    """Return the name of everything that Tab reaches, from what is named `first` round to it again."""
    began: QWidget = hands.reach(first)
    passed = [named(began)]
    for _ in range(_MOST):
        QTest.keyClick(hands.focus, Key.Key_Tab)
        if hands.focus is began:
            return passed
        passed.append(named(hands.focus))
    raise AssertionError(f"Tab never comes back to {first!r}; it ends with {passed[-30:]}")


def follow(order: list[str], *names: str) -> bool:
    """Say whether these come one after another in `order`, with others between them or not."""
    left = iter(order)
    return all(any(one.startswith(name) for one in left) for name in names)
