"""Close a meeting: one list of what is missing, the end, approval and amendments, documents, and the review."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from cremeet.errors import CremeetError
from cremeet.services import closing
from cremeet.services.closing import Missing
from cremeet.services.wording_look import WordingLine
from cremeet.views.close.closing_form import ClosingForm
from cremeet.views.close.missing_list import MissingList
from cremeet.views.close.reading import Closing, lead, look
from cremeet.views.close.review_card import ReviewCard
from cremeet.views.close.send_card import SendCard
from cremeet.views.close.state_card import StateCard
from cremeet.views.close.wording_card import WordingCard
from cremeet.views.fields import MessageStrip, Page, announce, ask_reason, button, confirm, space
from cremeet.views.fields.asking import Ask, AskDialog, AskForm
from cremeet.views.fields.tab_order import tab_after
from cremeet.views.meeting.wording_lines import follow
from cremeet.views.navigation import Desk
from cremeet.views.record import Changes

NARROW_EM = 70
"""Below this width, in letters of body text, the two columns stand under each other."""
_UNSHOWN = frozenset({"Draft", "ChairNote"})


class ClosePage(Page):
    """The close of one meeting."""

    def __init__(self, desk: Desk, meeting_id: str) -> None:
        super().__init__("")
        self._desk, self._meeting_id = desk, meeting_id
        self._found: Closing | None = None
        self._asking = self._again = False
        self.set_title(self.tr("Close the meeting"))
        self.place = self.tr("Close")
        self.notice = MessageStrip()
        self.missing = MissingList()
        self.wording = WordingCard()
        self.form = ClosingForm(desk.today, self._keep)
        self.state = StateCard()
        self.send = SendCard(desk, meeting_id)
        self.review = ReviewCard(desk, meeting_id, self)
        self.read_back = button(self.tr("Read back"), shortcut="Ctrl+R")
        self.meeting = button(self.tr("Back to the meeting"), shortcut="Alt+M")
        self._columns = QHBoxLayout()
        self._build()
        self.set_state("loading", self.tr("Fetching the meeting…"))
        desk.record.changed.connect(self._heard)

    def _build(self) -> None:
        self.meeting.clicked.connect(lambda: self._desk.go.show_meeting(self._meeting_id))
        self.read_back.clicked.connect(lambda: self._desk.go.show_read_back(self._meeting_id))
        self.add_to_heading(self.read_back)
        self.add_to_heading(self.meeting)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, pieces in (
            (left, (self.missing, self.wording, self.form)),
            (right, (self.state, self.send, self.review)),
        ):
            space(column, 12)
            for piece in pieces:
                column.addWidget(piece)
            column.addStretch(1)
        space(self._columns, 16)
        self._columns.addLayout(left, 3)
        self._columns.addLayout(right, 2)
        self.content.addWidget(self.notice)
        self.content.addLayout(self._columns, 1)
        self.missing.followed.connect(self._follow)
        self.missing.override.connect(self._override)
        self.missing.take_back.connect(self._take_back)
        self.wording.followed.connect(self._look_at_wording)
        self.form.typed.connect(self.unsaved)
        self.state.end.connect(self._end)
        self.state.approve.connect(self._approve)
        self.state.amend.connect(self._amend)

    # -- what the window asks ------------------------------------------------------------------------------------------
    def shown(self) -> None:
        """Read the meeting each time the page comes to the front."""
        if self._asking:
            self._again = True
            return
        self._asking = True
        self._desk.record.do(self, self._show, look, self._meeting_id, failed=self._unread)

    def leave(self) -> None:
        """Hand over every word that waits."""
        self.form.flush()

    def first_focus(self) -> QWidget | None:
        """Return the first line of what is missing, else the next step."""
        if self._found is not None and self._found.open_count:
            return self.missing.lines[0].goes
        steps = (self.state.end_button, self.state.approve_button, self.state.amend_button)
        return next((one for one in steps if not one.isHidden()), self.send.go)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the columns under each other where there is no room."""
        super().resizeEvent(event)
        narrow = self._desk.theme.em(self.width()) < NARROW_EM
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)

    # -- showing -------------------------------------------------------------------------------------------------------
    def _show(self, found: Closing) -> None:
        first, self._found, self._asking = self._found is None, found, False
        head = found.view.head
        self.set_identity(found.view.identity.line, self.tr("Close, {reference}").format(reference=head.reference))
        self.set_title(self.tr("Close the meeting"), f"{head.kind_title}, {head.reference}")
        for part in (self.missing, self.wording, self.form, self.state, self.send, self.review):
            part.show_closing(found)
        tab_after(self.meeting, self.missing, self.wording, self.form, self.state, self.send, self.review)
        self.set_state("ready")
        held = self.window().focusWidget()
        if self.isVisible() and (first or held is None or not held.isVisible()):  # what was pressed may have gone
            (self.first_focus() or self).setFocus()
        if self._again:
            self._again = False
            self.shown()

    def _unread(self, error: CremeetError) -> None:
        self._asking = False
        self.set_state("error", str(error))

    def _heard(self, changes: Changes) -> None:
        if self._found is not None and any(thing not in _UNSHOWN for thing, _ in changes):
            self.shown()

    # -- the list ------------------------------------------------------------------------------------------------------
    def _follow(self, line: Missing) -> None:
        if self._found is not None:
            part = lead(self._desk.go, self._found, line)
            if part is not None:
                self.form.go_to(part)

    def _look_at_wording(self, line: WordingLine) -> None:
        if line.place == "contingency":
            self.form.go_to("contingency")
        else:
            follow(self._desk.go, self._meeting_id, line)

    def _override(self, line: Missing) -> None:
        reason = ask_reason(
            self,
            self.tr("Close this line with a reason"),
            self.tr("Why it stays open. The minutes show this reason."),
        )
        if reason is not None:
            self._do(closing.override, line.check, line.about_id, reason)

    def _take_back(self, line: Missing) -> None:
        self._do(closing.take_back_override, line.check, line.about_id)

    # -- the states ----------------------------------------------------------------------------------------------------
    def _end(self) -> None:
        self.form.flush()
        count = self._found.open_count if self._found is not None else 0
        if count or confirm(
            self,
            self.tr("End the meeting?"),
            self.tr("Its minutes become a draft. They can be corrected until they are approved."),
            yes=self.tr("End the meeting"),
        ):
            self._do(closing.end, said=self.tr("The meeting has ended. The minutes are a draft."))

    def _approve(self) -> None:
        self.form.flush()
        if self._found is None:
            return
        name = Ask("by", self.tr("Approved by"), required=self.tr("Name who approves the minutes."))
        form = AskForm((name,), self._desk.today)
        form.fill({"by": self._found.view.head.chair})
        self._ask(
            self.tr("Approve the minutes"),
            form,
            closing.approve,
            lambda values: ((values["by"],), {}),
            intro=self.tr("Approval locks the minutes and the assessment. Later changes are dated amendments."),
            yes=self.tr("Approve the minutes"),
            said=self.tr("The minutes are approved and locked."),
        )

    def _amend(self) -> None:
        if self._found is None:
            return
        form = AskForm(
            (
                Ask("about", self.tr("What it is about (optional)"), hint=self.tr("Such as an item or a decision.")),
                Ask("words", self.tr("The amendment"), "text", required=self.tr("Write the amendment.")),
                Ask("reason", self.tr("Reason"), "text", required=self.tr("Say why the minutes are amended.")),
                Ask("tag", self.tr("Who may read it"), "choice",
                    hint=self.tr("The professionals of the meeting, unless you choose."),
                    choices=[(one.id, one.title) for one in self._found.pack.tags]),
            ),
            self._desk.today,
        )  # fmt: skip
        self._ask(
            self.tr("Amend the approved minutes"),
            form,
            closing.amend,
            lambda values: ((values["about"], values["words"], values["reason"]), {"tag": values["tag"]}),
            yes=self.tr("Add the amendment"),
            said=self.tr("The amendment is added."),
        )

    # -- keeping -------------------------------------------------------------------------------------------------------
    def _ask(
        self,
        title: str,
        form: AskForm,
        verb: Callable[..., Any],
        takes: Callable[[dict[str, Any]], tuple[tuple[object, ...], dict[str, Any]]],
        *,
        intro: str = "",
        yes: str = "",
        said: str = "",
    ) -> None:
        def keep(values: dict[str, Any], done: Callable[[], None], refused: Callable[[CremeetError], None]) -> None:
            args, named = takes(values)

            def kept(_: object) -> None:
                done()
                announce(self, said)
                self.shown()

            self._desk.record.do(self, kept, verb, self._meeting_id, *args, failed=refused, **named)

        AskDialog(self, title, form, keep, intro=intro, yes=yes).exec()

    def _do(self, verb: Callable[..., Any], *args: object, said: str = "") -> None:
        def kept(_: object) -> None:
            self.notice.hide()
            if said:
                announce(self, said)
            self.shown()

        self._desk.record.do(self, kept, verb, self._meeting_id, *args, failed=self._refused)

    def _keep(self, verb: Callable[..., Any], *args: object, failed: Callable[[str], None] | None = None) -> None:
        """Keep typed text before anything that waits; the list is read again once it is kept."""

        def refused(error: CremeetError) -> None:
            if failed is not None:
                failed(str(error))
            else:
                self._refused(error)

        self._desk.record.do(self, lambda _: self.shown(), verb, self._meeting_id, *args, urgent=True, failed=refused)

    def _refused(self, error: CremeetError) -> None:
        self.notice.say(str(error), "bad")
        if self._found is not None and self._found.open_count:
            self.missing.take_focus()
