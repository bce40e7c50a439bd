"""Issue a meeting's documents: who gets what, the register of copies, and the comments on the draft."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cremeet.errors import CremeetError
from cremeet.views.fields import Page, button
from cremeet.views.fields.tabs import FittingTabs
from cremeet.views.navigation import Desk
from cremeet.views.record import Changes
from cremeet.views.send.comments_part import CommentsPart
from cremeet.views.send.issue_part import IssuePart
from cremeet.views.send.reading import Sendable, look
from cremeet.views.send.register_part import RegisterPart

_UNSHOWN = frozenset({"Draft", "ChairNote"})


class SendPage(Page):
    """The documents of one meeting, in three tabs."""

    def __init__(self, desk: Desk, meeting_id: str) -> None:
        super().__init__("")
        self._desk, self._meeting_id = desk, meeting_id
        self._found: Sendable | None = None
        self._asking = self._again = self._busy = False
        self.set_title(self.tr("Issue documents"))
        self.place = self.tr("Documents")
        self.tabs = FittingTabs(self.tr("Issuing, register and comments"))
        self.issue = IssuePart(desk, meeting_id)
        self.register = RegisterPart(desk, meeting_id)
        self.comments = CommentsPart(desk, meeting_id)
        for part, title in (
            (self.issue, self.tr("Issue")),
            (self.register, self.tr("Register of copies")),
            (self.comments, self.tr("Comments on the draft")),
        ):
            self.tabs.addTab(part, title)
        self.close_check = button(self.tr("Close list"), shortcut="Alt+M")
        self.close_check.clicked.connect(lambda: desk.go.show_close(meeting_id))
        self.add_to_heading(self.close_check)
        self.content.addWidget(self.tabs, 1)
        self.keys = (("← →", self.tr("other tabs")),)
        self.tabs.currentChanged.connect(lambda _: self.identity_changed.emit())
        self.issue.refused.connect(self.show_faults)
        self.issue.busy.connect(self._set_busy)
        self.set_state("loading", self.tr("Fetching the meeting…"))
        desk.record.changed.connect(self._heard)

    def shown(self) -> None:
        """Read the meeting each time the page comes to the front."""
        if self._asking:
            self._again = True
            return
        self._asking = True
        self._desk.record.do(self, self._show, look, self._meeting_id, failed=self._unread)

    def first_focus(self) -> QWidget | None:
        """Return the list of readers, or the bar of tabs."""
        if self.tabs.currentWidget() is self.issue and self.issue.table is not None:
            return self.issue.table
        return self.tabs.tabBar()

    def _show(self, found: Sendable) -> None:
        first, self._found, self._asking = self._found is None, found, False
        head = found.view.head
        self.set_identity(found.view.identity.line, self.tr("Documents, {reference}").format(reference=head.reference))
        self.set_title(self.tr("Issue documents"), f"{head.kind_title}, {head.reference}. {found.version}.")
        for part in (self.issue, self.register, self.comments):
            part.show_found(found)
        self.set_state("ready")
        self.identity_changed.emit()  # only now the commands of the list of readers are there for the bar of keys
        if first and self.isVisible():
            (self.first_focus() or self).setFocus()
        if self._again:
            self._again = False
            self.shown()

    def _unread(self, error: CremeetError) -> None:
        self._asking = False
        self.set_state("error", str(error))

    def _set_busy(self, busy: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._busy = busy
        if not busy and self._found is not None:
            self.shown()

    def _heard(self, changes: Changes) -> None:
        if self._found is not None and not self._busy and any(thing not in _UNSHOWN for thing, _ in changes):
            self.shown()
