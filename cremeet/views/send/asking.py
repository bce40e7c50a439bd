"""What is asked on the way to a copy: the chair's approval of the family's, and another audience for a reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from cremeet.services import approvals
from cremeet.views.fields.asking import Ask, AskDialog, AskForm
from cremeet.views.navigation import Desk
from cremeet.views.send.readers_table import Row
from cremeet.views.send.reading import Sendable, document_title

Done = Callable[[], None]
Refused = Callable[[Any], None]


def ask_approval(
    parent: QWidget, desk: Desk, found: Sendable, missing: list[tuple[str, str]], then: Callable[[], None]
) -> None:
    """Have the chair approve documents for the child or the family; `missing` are (document, audience) pairs.

    `then` is called once the approvals are recorded.
    """
    titles = ", ".join(f"{document_title(document)} ({found.audience(whom).title})" for document, whom in missing)
    form = AskForm(
        (
            Ask("by", _say("Approved by"), required=_say("Name who approves it.")),
            Ask("words", _say("Why, or on what condition (optional)"), "text"),
        ),
        desk.today,
    )
    form.fill({"by": found.view.head.chair})

    def keep(values: dict[str, Any], done: Done, refused: Refused) -> None:
        def approve(session: Any) -> None:
            for document, whom in missing:
                approvals.approve_for_family(
                    session, found.view.head.meeting_id, document, whom, by=values["by"], words=values["words"]
                )

        def kept(_: object) -> None:
            done()
            then()

        desk.record.do(parent, kept, approve, failed=refused)

    intro = _say("A copy for the child or the family needs the chair’s approval: {titles}.").format(titles=titles)
    AskDialog(
        parent, _say("Approve the family’s copies"), form, keep, intro=intro, yes=_say("Approve and issue")
    ).exec()


def ask_audience(parent: QWidget, desk: Desk, found: Sendable, row: Row, then: Callable[[str, str], None]) -> None:
    """Ask which audience's copy a reader gets; `then` is given the reader's key and the audience."""
    audiences = sorted(found.pack.audiences, key=lambda one: one.breadth)
    ask = Ask(
        "audience",
        _say("Gets the copy for"),
        "choice",
        required=_say("Choose an audience."),
        choices=[(one.id, one.title) for one in audiences],
    )
    form = AskForm((ask,), desk.today)
    form.fill({"audience": row.audience.id})

    def keep(values: dict[str, Any], done: Done, _: Refused) -> None:
        then(row.reader.key, values["audience"])
        done()

    AskDialog(parent, row.reader.name, form, keep, intro=row.reader.why, yes=_say("Use this audience")).exec()


def _say(text: str) -> str:
    return QCoreApplication.translate("Send", text)
