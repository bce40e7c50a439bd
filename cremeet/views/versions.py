"""What draws the window, asked of Qt itself."""

from __future__ import annotations

import PySide6
from PySide6.QtCore import qVersion


def engines() -> tuple[tuple[str, str], ...]:
    """Return the name and the version of Qt and of its bindings."""
    return (("Qt", qVersion()), ("PySide6", PySide6.__version__))
