"""The actions of this meeting and the earlier ones still open, as cards."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cremeet.services import actions
from cremeet.services.actions import ActionDetails
from cremeet.services.meetings import ActionLine
from cremeet.views.fields import button, label, space
from cremeet.views.fields.asking import Ask
from cremeet.views.fields.flow import flowing
from cremeet.views.meeting.cards import PanelList
from cremeet.views.meeting.earlier_review import CAPTURES, EarlierReview, review_order
from cremeet.views.meeting.entry_acts import EntryActs
from cremeet.views.meeting.questions import Answers, Verb, ask, verb
from cremeet.views.meeting.side_cards import ActionCard
from cremeet.views.meeting.work import MeetingWork


class ActionsPanel(QWidget):
    """Enter on an action opens it in the plan; "Owner and date" mends what a quick line left out.

    Beside the agenda item that reviews earlier actions they lead; each is answered with one key.
    """

    def __init__(self, work: MeetingWork, window: QWidget, acts: EntryActs) -> None:
        super().__init__()
        self._work, self._window = work, window
        card = ActionCard(work.desk.theme)
        self.lines = PanelList(work.desk.theme, self.tr("Actions"), card.say, card)
        self.lines.setObjectName("actions")
        self.lines.clicked.disconnect()  # a click only moves the cursor here, so that an answer can follow it
        self.lines.doubleClicked.connect(lambda _: self._open(self.lines.current()))
        self.lines.chosen.connect(self._open)
        self.lines.moved.connect(lambda _: self._offer())
        self.earlier = EarlierReview(work, window, self.lines, acts)
        self._none = label(self.tr("No actions yet. Type /a in the minutes to make one."), "muted", wrap=True)
        self.mend = button(self.tr("Owner and date…"), shortcut="Alt+U")
        self.mend.clicked.connect(self._ask)
        self.open = button(self.tr("Open in the plan"), shortcut="Alt+K")
        self.open.clicked.connect(lambda: self._open(self.lines.current()))
        column = QVBoxLayout(self)
        space(column, 6)
        column.addWidget(self._none)
        column.addWidget(self.lines, 1)
        column.addWidget(self.earlier)
        column.addWidget(flowing(self.mend, self.open, gap=5))
        work.read.connect(self._show)
        work.turned.connect(self._turned)
        if work.known:
            self._turned()

    @property
    def _reviewing(self) -> bool:
        """Whether the item shown is the one at which earlier actions are reviewed."""
        item = self._work.item
        return item is not None and CAPTURES in item.captures

    def _turned(self) -> None:
        self._show()
        if self._reviewing:
            self.earlier.go_to_first()

    def _show(self) -> None:
        found = self._work.view.actions
        newest_first = sorted(found, key=lambda line: (line.from_earlier, -line.number))
        self.lines.set_rows(review_order(found) if self._reviewing else newest_first, lambda line: line.action_id)
        if self.lines.current() is None and self.lines.rows:
            self.lines.go_to(self.lines.rows[0].action_id)
        self.earlier.show_read()
        self._none.setVisible(not self.lines.rows)
        self.lines.setVisible(bool(self.lines.rows))
        self._offer()

    def _offer(self) -> None:
        line: ActionLine | None = self.lines.current()
        own = line is not None and not line.from_earlier
        self.mend.setVisible(own or line is None)
        self.mend.setEnabled(own and self._work.writable)
        self.earlier.offer()
        self.open.setVisible(own or line is None)  # Enter opens an earlier one; its answers need the room
        self.open.setEnabled(line is not None)

    def _open(self, line: ActionLine | None) -> None:
        if line is not None:
            self._work.desk.go.show_plan(self._work.meeting_id, line.action_id)

    def _ask(self) -> None:
        line: ActionLine | None = self.lines.current()
        if line is None or line.from_earlier:
            return
        people = [one for one in self._work.view.people if one.part == "professional" and one.status != "withdrew"]
        priorities = [(one.id, one.title) for one in self._work.pack.choices.action_priorities]
        owner = next((one.attendance_id for one in people if one.name == line.owner), "")
        ask(
            self._window,
            self._work,
            self.tr("Owner and date of {label}").format(label=line.label),
            (
                Ask("owner", self.tr("Owner"), "choice", choices=[(one.attendance_id, one.name) for one in people]),
                Ask("due_on", self.tr("Due"), "day", lean="future"),
                Ask("priority", self.tr("Priority"), "choice", choices=priorities),
                Ask("measure", self.tr("How will we know that it worked?")),
            ),
            lambda a: self._mended(line, a),
            fill={"owner": owner, "due_on": line.due_on, "priority": line.priority, "measure": line.measure},
            intro=line.words,
        )

    def _mended(self, line: ActionLine, answers: Answers) -> Verb:
        owner = next((one for one in self._work.view.people if one.attendance_id == answers["owner"]), None)
        same = owner is not None and owner.name == line.owner
        details = ActionDetails(
            words=line.words,
            pillar=line.pillar,
            outcome=line.outcome,
            owner_id=owner.professional_id if owner else line.owner_id,
            owner=owner.name if owner else line.owner,
            role=line.role if same or owner is None else owner.role,
            agency=line.agency if same or owner is None else owner.agency,
            due_on=answers["due_on"],
            priority=answers["priority"],
            measure=answers["measure"],
            contingency=line.contingency,
            indicator=line.indicator,
            tag=line.tag,
        )
        return verb(actions.change_action, line.action_id, details)
