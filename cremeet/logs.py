"""Logging that cannot carry a name: events are fixed words and numbers; a fault is logged by type, module and line."""

from __future__ import annotations

import logging
import traceback
from pathlib import PureWindowsPath  # takes both kinds of slash

_LOGGER = logging.getLogger("cremeet")
_LOGGER.addHandler(logging.NullHandler())  # or Python's last resort prints each fault a second time


def event(what: str, **numbers: int) -> None:
    """Log a fixed phrase with whole numbers; values of any other type are refused, so that case text cannot slip in."""
    for name, value in numbers.items():
        if type(value) is not int:
            raise TypeError(f"only whole numbers may be logged; {name} is not one")
    _LOGGER.info("%s %s", what, " ".join(f"{name}={value}" for name, value in sorted(numbers.items())))


def fault(error: BaseException) -> str:
    """Log an unforeseen error by type, module and line, never its text; return that line for the screen."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{PureWindowsPath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "nowhere"
    line = f"{type(error).__name__} at {where}"
    _LOGGER.error("fault %s", line)
    return line
