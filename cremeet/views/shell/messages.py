"""What Qt says about itself: kept by kind and category, never by its words, which may hold a file's name or a value."""

from __future__ import annotations

from PySide6.QtCore import QMessageLogContext, QtMsgType

from cremeet import logs

_KEPT = {
    QtMsgType.QtWarningMsg: "qt warning",
    QtMsgType.QtCriticalMsg: "qt critical",
    QtMsgType.QtFatalMsg: "qt fatal",
}


def heard(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:  # noqa: ARG001 - Qt's signature; the words are dropped
    """Log one message of Qt's; for `qInstallMessageHandler`."""
    if kind in _KEPT:
        logs.outside(_KEPT[kind], str(context.category or "other"))
