"""Ask something beside the workspace, hand the answer to a verb, and close only once the record has taken it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cremeet.errors import CremeetError
from cremeet.views.fields.asking import Ask, AskDialog, AskForm
from cremeet.views.meeting.work import MeetingWork

Answers = dict[str, Any]
Verb = tuple[Callable[..., Any], tuple[object, ...], dict[str, Any]]
"""A verb of the services with what it takes after the session."""


def verb(does: Callable[..., Any], *args: object, **kwargs: Any) -> Verb:
    """Return a verb with what it takes."""
    return does, args, kwargs


def ask(
    window: QWidget,
    work: MeetingWork,
    title: str,
    asks: Sequence[Ask],
    keep: Callable[[Answers], Verb],
    *,
    fill: Mapping[str, Any] | None = None,
    intro: str = "",
    yes: str = "",
    after: Callable[[], None] | None = None,
) -> AskDialog:
    """Open the questions; what the record refuses is shown there, and nothing typed is lost."""
    form = AskForm(asks, work.desk.today)
    form.fill(fill or {})

    def hand_over(values: Answers, done: Callable[[], None], refused: Callable[[CremeetError], None]) -> None:
        does, args, kwargs = keep(values)
        work.do(does, *args, then=lambda _: done(), failed=refused, **kwargs)

    dialog = AskDialog(window.window(), title, form, hand_over, intro=intro, yes=yes)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if after is not None:
        dialog.accepted.connect(after)
    dialog.open()
    return dialog
