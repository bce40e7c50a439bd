"""What is counted, in English words, where Qt is not at hand: documents, rules and refusals.

The window counts through Qt's translation instead (`cremeet/views/language.py`).
"""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with the name of what is counted: "1 day", "3 days"; `many` where an s does not make it."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def often(number: int) -> str:
    """Return how often something was: "once", "3 times"."""
    return "once" if number == 1 else f"{number} times"
