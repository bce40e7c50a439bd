"""Whether the meeting is quorate, and why; where it is not, the chair's reason for going on."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from cremeet.services import attendance
from cremeet.views.fields import across, button, label, space, wear
from cremeet.views.fields.asking import Ask
from cremeet.views.fields.speak import announce
from cremeet.views.meeting.questions import ask, verb
from cremeet.views.meeting.work import HERE, MeetingWork


class QuorumCard(QFrame):
    """Colour, icon and word; "Go on without" asks for the reason that the minutes show."""

    def __init__(self, work: MeetingWork, window: QWidget) -> None:
        super().__init__()
        self._work, self._window, self._told = work, window, ""
        self._icon, self._word, self._here = QLabel(), label("", "ok"), label("", "small")
        self._why = label("", "small", wrap=True)
        self.go_on = button(self.tr("Go on without a quorum…"), "quiet", shortcut="Ctrl+Shift+Q")
        self.go_on.clicked.connect(self._ask)
        column = QVBoxLayout(self)
        space(column, 1, 10, 6)
        column.addLayout(across(self._icon, self._word, None, self._here, gap=6))
        column.addWidget(self._why)
        column.addLayout(across(self.go_on, None))
        work.read.connect(self._show)
        if work.known:
            self._show()

    def _show(self) -> None:
        view, theme = self._work.view, self._work.desk.theme
        quorum = view.quorum
        met, reason = quorum.met, quorum.reason
        tone, words = ("ok", self.tr("Quorate")) if met else ("bad", self.tr("Not quorate"))
        if not met and reason:
            tone, words = "warn", self.tr("Going on without a quorum")
        wear(self, "role", f"{tone}-card")
        theme.give_icon(self._icon, "users-group" if met else "alert-triangle", tone, 18)  # type: ignore[arg-type]  # each tone is a token
        self._word.setText(words)
        wear(self._word, "role", tone)
        coming = [person for person in view.people if person.status != "withdrew"]
        here = sum(person.status in HERE and person.left_at is None for person in coming)
        self._here.setText(self.tr("{here} of {all} here").format(here=here, all=len(coming)))
        self._why.setText(reason if not met and reason else quorum.why.partition(": ")[2] or quorum.why)
        self.setAccessibleName(f"{words}. {quorum.why} {self._here.text()}.")
        if self._told not in {"", words}:  # who comes and goes changes it while the keyboard is elsewhere (WCAG 4.1.3)
            announce(self, f"{words}. {self._why.text()}")
        self._told = words
        self.go_on.setVisible(not met and view.head.state in {"live", "adjourned", "ended"})
        self.go_on.setText(self.tr("Change the reason…") if reason else self.tr("Go on without a quorum…"))

    def _ask(self) -> None:
        asks = (Ask("reason", self.tr("Why does the meeting go on?"), "text", required=self.tr("Write the reason.")),)
        ask(
            self._window,
            self._work,
            self.tr("Go on without a quorum"),
            asks,
            lambda a: verb(attendance.go_on_without_quorum, self._work.meeting_id, a["reason"]),
            fill={"reason": self._work.view.quorum.reason},
            intro=self._work.view.quorum.why,
        )
