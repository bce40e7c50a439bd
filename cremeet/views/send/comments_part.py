"""What attendees said of the draft: taken in or not, and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cremeet.services import comments
from cremeet.services.comments import CommentRecord
from cremeet.views.fields import MessageStrip, across, button, command, down, label, show_date, space
from cremeet.views.fields.asking import Ask, AskDialog, AskForm
from cremeet.views.fields.table import Column, ListTable
from cremeet.views.fields.tabs import Yielding
from cremeet.views.navigation import Desk
from cremeet.views.send.reading import Sendable


class CommentsPart(QWidget):
    """The third tab. Enter answers a comment; the minutes are changed where they stand, not here."""

    def __init__(self, desk: Desk, meeting_id: str) -> None:
        super().__init__()
        self._desk, self._meeting_id = desk, meeting_id
        self._found: Sendable | None = None
        self.notice = MessageStrip()
        self.count = label("", "muted", wrap=True)
        self.table = ListTable(desk.theme, self.tr("Comments on the draft"), self._columns())
        self.detail = label("", wrap=True)
        self.add = button(self.tr("Add a comment"), shortcut="Alt+C")
        self.add.clicked.connect(self._add)
        made = command(self.table, self.tr("Answer this comment"), "Return", self._answer, hint=self.tr("answer"))
        made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.table.chosen.connect(lambda _: self._answer())
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_detail())
        column = down(self.notice, across(self.count, None, self.add), Yielding(self.table, 6), self.detail, gap=8)
        space(column, 8, 0, 12)
        self.setLayout(column)

    def show_found(self, found: Sendable) -> None:
        """Show the comments, and offer to add one while the minutes are a draft."""
        self._found = found
        self.table.set_rows(found.comments, key=lambda one: one.comment_id)
        waiting = sum(not one.outcome for one in found.comments)
        state = found.view.head.state
        self.add.setEnabled(state == "ended")
        if state == "approved":
            said = self.tr("The minutes are approved: what is said about them now is a dated amendment.")
        elif state != "ended":
            said = self.tr("Attendees comment on the draft once the meeting has ended.")
        elif not found.comments:
            said = self.tr("Nobody has commented on the draft.")
        else:
            said = self.tr("%n comments, {waiting} to be answered.", "", len(found.comments)).format(waiting=waiting)
        self.count.setText(said)
        self._show_detail()

    def _show_detail(self) -> None:
        one: CommentRecord | None = self.table.current()
        if one is None:
            self.detail.setText("")
            return
        answer = self.tr(" Answer: {words}").format(words=one.answer) if one.answer else ""
        self.detail.setText(f"{one.person}: {one.words}{answer}")

    def _add(self) -> None:
        if self._found is None:
            return
        people = [(person.name, person.name) for person in self._found.view.people]
        asks = (
            Ask("person", self.tr("Who said it"), "choice", required=self.tr("Choose who said it."), choices=people),
            Ask("about", self.tr("What it is about (optional)"), hint=self.tr("Such as an item or a decision.")),
            Ask("words", self.tr("The comment"), "text", required=self.tr("Write the comment.")),
            Ask("received_on", self.tr("Received on (today, if empty)"), "day", lean="past"),
            Ask("tag", self.tr("Who may read it"), "choice",
                choices=[(one.id, one.title) for one in self._found.pack.tags]),
        )  # fmt: skip
        agencies = {person.name: person.agency for person in self._found.view.people}

        def keep(values: dict[str, Any], done: Callable[[], None], refused: Callable[[Any], None]) -> None:
            agency = agencies.get(values["person"], "")
            self._desk.record.do(
                self, lambda _: done(), comments.add_comment, self._meeting_id, values["person"], values["words"],
                about=values["about"], agency=agency, tag=values["tag"], received_on=values["received_on"],
                failed=refused,
            )  # fmt: skip

        form = AskForm(asks, self._desk.today)
        AskDialog(self, self.tr("Add a comment"), form, keep, yes=self.tr("Add the comment")).exec()

    def _answer(self) -> None:
        one: CommentRecord | None = self.table.current()
        if one is None or self._found is None:
            return
        outcomes = [(comments.TAKEN, self.tr("Taken in")), (comments.NOT_TAKEN, self.tr("Not taken in"))]
        asks = (
            Ask("outcome", self.tr("The comment is"), "choice", required=self.tr("Choose one."), choices=outcomes),
            Ask("answer", self.tr("Answer, and why not"), "text"),
        )
        form = AskForm(asks, self._desk.today)
        form.fill({"outcome": one.outcome, "answer": one.answer})

        def keep(values: dict[str, Any], done: Callable[[], None], refused: Callable[[Any], None]) -> None:
            self._desk.record.do(
                self, lambda _: done(), comments.answer_comment, one.comment_id, values["outcome"], values["answer"],
                failed=refused,
            )  # fmt: skip

        AskDialog(self, self.tr("Answer the comment"), form, keep, intro=f"{one.person}: {one.words}").exec()

    def _columns(self) -> tuple[Column, ...]:
        def stands(one: CommentRecord) -> str:
            return {"": self.tr("To be answered"), comments.TAKEN: self.tr("Taken in")}.get(
                one.outcome, self.tr("Not taken in")
            )

        return (
            Column(self.tr("No."), lambda one: str(one.number), 60),
            Column(self.tr("From"), lambda one: one.person, 200, strong=True),
            Column(self.tr("About"), lambda one: one.about, 180),
            Column(self.tr("Comment"), lambda one: one.words, None),
            Column(self.tr("Received"), lambda one: show_date(one.received_on), 130),
            Column(self.tr("Stands"), stands, 150, tone=lambda one: "ok" if one.outcome else "warn"),
        )
