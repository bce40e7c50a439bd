"""From live to approved: ending the meeting, approving its minutes, and amending them afterwards."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from cremeet.clock import in_london
from cremeet.services.closing import AmendmentRecord
from cremeet.views.close.reading import Closing
from cremeet.views.fields import button, label, show_date, space
from cremeet.views.fields.words import Role, card, down


class StateCard(QFrame):
    """`end`, `approve` and `amend` are asked for; only the one that fits the meeting's state shows."""

    end = Signal()
    approve = Signal()
    amend = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title, self._said = label("", "h2", wrap=True), label("", wrap=True)
        self.end_button = button(self.tr("End the meeting"), "primary", shortcut="Ctrl+E", hint=self.tr("end"))
        self.approve_button = button(
            self.tr("Approve the minutes"), "primary", shortcut="Ctrl+E", hint=self.tr("approve")
        )
        self.amend_button = button(self.tr("Add an amendment"), shortcut="Ctrl+E")
        self._amendments = QVBoxLayout()
        space(self._amendments, 4)
        frame, column = card()
        for piece in (self._title, self._said, self.end_button, self.approve_button, self.amend_button):
            column.addWidget(piece)
        column.addLayout(self._amendments)
        whole = down(frame, gap=0)
        whole.setContentsMargins(0, 0, 0, 0)
        self.setLayout(whole)
        self.end_button.clicked.connect(self.end)
        self.approve_button.clicked.connect(self.approve)
        self.amend_button.clicked.connect(self.amend)

    def show_closing(self, found: Closing) -> None:
        """Show the state in words, and the one thing that can be done next."""
        head = found.view.head
        title, said = {
            "planned": (self.tr("Planned"), self.tr("The meeting has not started.")),
            "live": (self.tr("Live"), self.tr("Ending it makes the minutes a draft; they can still be corrected.")),
            "adjourned": (self.tr("Adjourned"), self.tr("It can be ended here, or resumed in the meeting.")),
            "ended": (self.tr("Ended: draft minutes"), self.tr("Approving locks them; amendments are dated.")),
            "approved": (self.tr("Approved"), self._approved(found)),
        }[head.state]
        self._title.setText(title)
        self._said.setText(said)
        for one, states in (
            (self.end_button, {"live", "adjourned"}),
            (self.approve_button, {"ended"}),
            (self.amend_button, {"approved"}),
        ):
            one.setVisible(head.state in states)
        self._show_amendments(found.amendments)

    def _approved(self, found: Closing) -> str:
        head = found.view.head
        if head.approved_at is None:
            return ""
        day = show_date(in_london(head.approved_at).date())
        return self.tr("Approved by {name} on {day}.").format(name=head.approved_by, day=day)

    def _show_amendments(self, amendments: tuple[AmendmentRecord, ...]) -> None:
        while (item := self._amendments.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for one in amendments:
            day = show_date(in_london(one.at).date())
            head = self.tr("Amendment {n}, {day}, {who}").format(n=one.number, day=day, who=one.by)
            said: tuple[tuple[str, Role | None], ...] = (
                (": ".join(each for each in (head, one.about) if each), "strong"),
                (one.words, None),
                (self.tr("Reason: {reason}").format(reason=one.reason), "small"),
            )
            for words, role in said:
                self._amendments.addWidget(label(words, role, wrap=True))
