"""F1 for a dialog or a window of its own; the window of the record has its help beside the page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from cremeet.views.fields.commands import command


def give_help(over: QWidget, topic: str | Callable[[], str]) -> None:
    """Give a dialog or a window its F1, which opens the topic with this name, or with the name of now."""

    def show() -> None:
        from cremeet.views.help.dialog import HelpDialog  # made of fields itself

        HelpDialog(over, topic if isinstance(topic, str) else topic()).open()

    command(over, QCoreApplication.translate("Help", "Help"), "F1", show)
