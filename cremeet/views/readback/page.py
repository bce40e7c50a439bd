"""Read the actions back, owner by owner, then the decisions; from here it is one key to the close list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from cremeet.services import readback
from cremeet.services.meetings import DecisionRecord
from cremeet.services.readback import OwnerActions, Told
from cremeet.views.fields import MessageStrip, Page, announce, button, command, label
from cremeet.views.fields.asking import Ask
from cremeet.views.fields.flow import flowing
from cremeet.views.meeting.cards import CardList
from cremeet.views.meeting.decision_questions import DecisionQuestions
from cremeet.views.meeting.questions import ask, verb
from cremeet.views.meeting.work import MeetingWork
from cremeet.views.navigation import Desk
from cremeet.views.readback.card import ReadBackCard, Row


class ReadBackPage(Page):
    """The read-back of one meeting: one row an owner, one a decision, walked with Enter or Down."""

    def __init__(self, desk: Desk, meeting_id: str) -> None:
        super().__init__("", scrolls=False)
        self._desk, self._meeting_id = desk, meeting_id
        self._told: tuple[Told, ...] = ()
        self._shown = False
        self.set_title(self.tr("Read back the actions"))
        self.place = self.tr("Read-back")
        self.keys = (("Enter", self.tr("next")),)
        self.work = MeetingWork(desk, meeting_id, self)
        self.notice = MessageStrip()
        card = ReadBackCard(desk.theme)
        self.rows = CardList(desk.theme, self.tr("Owners and decisions"), card.say, card)
        self.rows.setObjectName("read-back")
        self._card = card
        self.asks = DecisionQuestions(self.work, self)
        self.count = label("", "strong", wrap=True)
        self._none = label(self.tr("No action and no decision is minuted yet."), "muted", wrap=True)
        self.owner_buttons: list[QPushButton] = []
        self.decision_buttons: list[QPushButton] = []
        self.meeting = button(self.tr("Back to the meeting"), shortcut="Alt+M")
        self.close_check = button(
            self.tr("Go to the close list"), "primary", shortcut="Ctrl+Shift+E", hint=self.tr("close list")
        )
        self._build()
        self.set_state("loading", self.tr("Fetching the actions…"))
        self.work.read.connect(self._ask_told)
        self.work.refused.connect(self._refused)
        self.work.ask()

    def _build(self) -> None:
        self.add_to_heading(label(self.tr("Shows names: not for the shared screen"), "chip-warn"))
        for piece in (self.notice, self.count, self._none):
            self.content.addWidget(piece)
        self.content.addWidget(self.rows, 1)
        self.meeting.clicked.connect(lambda: self._desk.go.show_meeting(self._meeting_id))
        self.close_check.clicked.connect(lambda: self._desk.go.show_close(self._meeting_id))
        self.add_action(self.meeting, left=True)
        self.add_action(self.close_check)
        self.rows.clicked.disconnect()  # a click only moves the cursor; Enter goes on
        self.rows.chosen.connect(lambda _: self._next())
        owner, decision = self._of_owner, self._of_decision
        for words, key, does in (
            (self.tr("Agreed"), "Space", partial(owner, self._agree)),
            (self.tr("Who tells them"), "T", partial(owner, self._ask_told_by)),
            (self.tr("Open in the plan"), "P", partial(owner, self._open)),
        ):
            self.owner_buttons.append(self._offer(words, key, does))
        for words, key, does in (
            (self.tr("Reason"), "R", partial(decision, self.asks.ask_reason)),
            (self.tr("Nobody dissents"), "N", partial(decision, self.asks.nobody_dissents)),
            (self.tr("Dissent"), "D", partial(decision, self.asks.ask_dissent)),
        ):
            self.decision_buttons.append(self._offer(words, key, does))
        self.content.addWidget(flowing(*self.owner_buttons, *self.decision_buttons, gap=4))
        self.rows.moved.connect(lambda _: self._show_buttons())

    def _offer(self, words: str, key: str, does: Callable[[], object]) -> QPushButton:
        """Give the rows a command of one key, and return the button that does the same."""
        made = command(self.rows, words, key, does)
        made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # a letter is a letter everywhere else
        pushed = button(self.tr("{words} ({key})").format(words=words, key=key), "tool")
        pushed.clicked.connect(lambda _=False: does())
        return pushed

    def _show_buttons(self) -> None:
        row = self.rows.current()
        for one in self.owner_buttons:
            one.setVisible(isinstance(row, OwnerActions))
        for one in self.decision_buttons:
            one.setVisible(isinstance(row, DecisionRecord))

    def first_focus(self) -> QWidget | None:
        """Return the rows, or the way on where there are none."""
        return self.rows if self.rows.rows else self.close_check

    # -- showing ------------------------------------------------------------------------------------------------------
    def _ask_told(self) -> None:
        self._desk.record.do(self, self._show, readback.told_of, self._meeting_id, failed=self._unread)

    def _show(self, told: tuple[Told, ...]) -> None:
        view = self.work.view
        owners = readback.by_owner(view, told)
        self.rows.set_rows((*owners, *view.decisions), _key)
        if self.rows.current() is None and self.rows.rows:
            first = next((one for one in self.rows.rows if not _settled(one)), self.rows.rows[0])
            self.rows.go_to(_key(first))
        self._none.setVisible(not self.rows.rows)
        self.rows.setVisible(bool(self.rows.rows))
        self.count.setVisible(bool(self.rows.rows))
        decided = view.decisions
        agreed = self.tr("{done} of %n owners agreed or to be told", "", len(owners))
        complete = self.tr("{done} of %n decisions complete", "", len(decided))
        agreed = agreed.format(done=sum(_settled(one) for one in owners))
        self.count.setText(f"{agreed}, {complete.format(done=sum(_settled(one) for one in decided))}")
        self._show_buttons()
        self.set_state("ready")
        self.set_identity(view.identity.line, self.tr("Read-back, {reference}").format(reference=view.head.reference))
        if not self._shown and self.isVisible():
            (self.first_focus() or self).setFocus(Qt.FocusReason.OtherFocusReason)
        self._shown = True

    def _refused(self, sentence: str) -> None:
        if self._shown:
            self.notice.say(sentence, "warn")
        else:
            self.set_state("error", sentence)

    def _unread(self, error: Exception) -> None:
        self._refused(str(error))

    # -- doing --------------------------------------------------------------------------------------------------------
    def _of_owner(self, does: Callable[[OwnerActions], object]) -> None:
        row = self.rows.current()
        if isinstance(row, OwnerActions):
            self._may(partial(does, row))

    def _of_decision(self, does: Callable[[DecisionRecord], object]) -> None:
        row = self.rows.current()
        if isinstance(row, DecisionRecord):
            self._may(partial(does, row))

    def _may(self, does: Callable[[], object]) -> None:
        self.notice.hide()
        if self.work.writable:
            does()
        else:
            self.notice.say(self.tr("The minutes are approved and locked; nothing can be noted here now."), "warn")

    def _agree(self, row: OwnerActions) -> None:
        name = self._card.title(row)
        if row.place == "nobody":
            self.notice.say(self.tr("Nobody owns this yet: P opens the plan, to name who does it."), "warn")
        elif row.place != "here":
            self.notice.say(self.tr("{name} is not here to agree: T says who tells them.").format(name=name), "warn")
        else:
            agreed = row.agreed_at is None
            said = self.tr("{name} agrees.") if agreed else self.tr("{name}: not agreed after all.")
            self.work.do(
                readback.agree,
                row.attendance_id,
                agreed=agreed,
                then=lambda _: announce(self.rows, said.format(name=name)),
                urgent=True,
            )

    def _ask_told_by(self, row: OwnerActions) -> None:
        if row.place in {"nobody", "here"}:
            said = self.tr("This is for owners who are not here; one who is here hears it now.")
            self.notice.say(said, "warn")
            return
        ask(
            self,
            self.work,
            self.tr("Who tells the owner?"),
            (Ask("told_by", self.tr("To be told by"), hint=self.tr("Leave empty to take it back.")),),
            lambda a: verb(readback.tell, self._meeting_id, row.owner, row.agency, a["told_by"]),
            fill={"told_by": row.told_by or row.suggested},
            intro=self._card.title(row),
        )

    def _open(self, row: OwnerActions) -> None:
        missing = (one for one in row.actions if not (one.owner and one.due_on and one.measure))
        self._desk.go.show_plan(self._meeting_id, next(missing, row.actions[0]).action_id)

    def _next(self) -> None:
        place = self.rows.currentIndex().row() + 1
        if place < len(self.rows.rows):
            self.rows.go_to(_key(self.rows.rows[place]))
        else:
            self.close_check.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, self.tr("All is read back. Space goes to the close list."))


def _key(row: Row) -> str:
    if isinstance(row, DecisionRecord):
        return row.decision_id
    return row.attendance_id or f"{row.owner}|{row.agency}"


def _settled(row: Row) -> bool:
    return row.settled if isinstance(row, OwnerActions) else bool(row.reason) and row.dissent_asked
