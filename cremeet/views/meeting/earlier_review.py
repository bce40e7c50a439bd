"""Earlier actions are reviewed first: one key answers the one under the cursor, and the next that waits comes up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from cremeet.errors import CremeetError
from cremeet.services import actions
from cremeet.services.actions import ReviewDetails
from cremeet.services.meetings import ActionLine
from cremeet.views.fields import announce, button, command, label
from cremeet.views.fields.flow import flowing
from cremeet.views.fields.words import down
from cremeet.views.meeting.cards import CardList
from cremeet.views.meeting.entry_acts import EntryActs
from cremeet.views.meeting.questions import Verb, verb
from cremeet.views.meeting.work import MeetingWork
from cremeet.views.plan.review_form import Heard, heard_before, replies, review_dialog, status_for

CAPTURES = "previous_actions"
"""What the agenda item captures at which earlier actions are reviewed."""


def review_order(lines: Iterable[ActionLine]) -> list[ActionLine]:
    """Return earlier actions that wait, the most overdue first and those without a date last, then reviewed, then own.

    The overdue ones come first by themselves: theirs are the earliest dates.
    """
    return sorted(lines, key=lambda line: (not line.from_earlier, line.reviewed, line.due_on or date.max, line.number))


class EarlierReview(QWidget):
    """The answers for the earlier action under the cursor of `lines`, and how many of them are reviewed.

    What is answered is remembered by `acts`, so that Ctrl+Z takes it back as it does any other change.
    """

    def __init__(self, work: MeetingWork, window: QWidget, lines: CardList, acts: EntryActs) -> None:
        super().__init__()
        self._work, self._window, self._lines, self._acts = work, window, lines, acts
        self._answered: ActionLine | None = None
        self.buttons: list[QPushButton] = []
        self._keys: list[QAction] = []
        for reply in replies():
            made = button(self.tr("{answer} ({key})").format(answer=reply.words, key=reply.key), "tool")
            made.clicked.connect(partial(self.answer, reply.heard))
            self.buttons.append(made)
            words = self.tr("Earlier action: {answer}").format(answer=reply.words)
            self._keys.append(self._command(words, reply.key, partial(self.answer, reply.heard)))
        self._command(self.tr("Undo"), "Ctrl+Z", acts.undo)
        self._command(self.tr("Do again"), ("Ctrl+Y", "Ctrl+Shift+Z"), acts.redo)
        self.said = label("", "strong", wrap=True)
        self._answers = flowing(*self.buttons, gap=4)
        column = down(self.said, self._answers, gap=4)
        column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column)

    def _command(self, words: str, keys: str | tuple[str, ...], does: Callable[[], object]) -> QAction:
        made = command(self._lines, words, keys, does, group=self.tr("Earlier actions"))
        made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # a letter is a letter everywhere else
        return made

    # -- showing ------------------------------------------------------------------------------------------------------
    def show_read(self) -> None:
        """Say how many are reviewed; after an answer, go on to the next action that waits."""
        earlier = self._earlier()
        self.setVisible(bool(earlier))
        words = self._count(earlier)
        if self.said.text() != words:
            self.said.setText(words)
        self._go_on()

    def offer(self) -> None:
        """Let the answers be given where the action under the cursor is an earlier one."""
        line: ActionLine | None = self._lines.current()
        earlier = line is not None and line.from_earlier
        self._answers.setVisible(earlier)
        for reply, made, key in zip(replies(), self.buttons, self._keys, strict=True):
            made.setEnabled(earlier and self._work.writable)
            key.setEnabled(earlier and self._work.writable)
            if line is not None:
                made.setAccessibleName(f"{line.label}: {reply.words} ({reply.key})")

    def go_to_first(self) -> None:
        """Move to the first earlier action that waits."""
        waiting = [line for line in self._lines.rows if line.from_earlier and not line.reviewed]
        if waiting:
            self._lines.go_to(waiting[0].action_id)

    def _earlier(self) -> list[ActionLine]:
        return [line for line in self._work.view.actions if line.from_earlier]

    def _count(self, earlier: list[ActionLine]) -> str:
        done = sum(line.reviewed for line in earlier)
        return self.tr("{done} of %n earlier actions reviewed", "", len(earlier)).format(done=done)

    def _go_on(self) -> None:
        """Once the answer is read back, say where the review is and move to the next that waits."""
        before = self._answered
        earlier = self._earlier()
        kept = next((line for line in earlier if before and line.action_id == before.action_id), None)
        if before is None or kept is None or not kept.reviewed or kept == before:
            return
        self._answered = None
        said = [f"{kept.label}: {kept.status_title}.", f"{self._count(earlier)}."]
        waiting = [line for line in review_order(earlier) if not line.reviewed]
        place = (before.due_on or date.max, before.number)
        after = [line for line in waiting if (line.due_on or date.max, line.number) > place]
        if waiting:
            following = (after or waiting)[0]
            self._lines.go_to(following.action_id)
            said.append(self.tr("Next: {label}, {words}").format(label=following.label, words=following.words))
        announce(self._lines, " ".join(said))

    # -- answering ----------------------------------------------------------------------------------------------------
    def answer(self, heard: Heard, _: object = None) -> None:
        """Take an answer for the action under the cursor; only what it needs is asked, and nothing where that is none.

        An action that goes on as it was, and is not overdue, is carried forward at once.
        """
        line: ActionLine | None = self._lines.current()
        if line is None or not line.from_earlier or not self._work.writable:
            return
        keep = partial(self._keep, line)
        if heard == "carried" and not line.overdue_days and not line.reviewed:
            details = ReviewDetails(status_for(heard, line), escalated_to=line.escalated_to)
            keep(details, _nothing, lambda error: self._work.refused.emit(str(error)))
            return
        calendar, clock = self._work.pack.timescales, self._work.desk.clock
        review_dialog(self._window.window(), heard, line, calendar, clock, keep).open()

    def _keep(
        self,
        line: ActionLine,
        details: ReviewDetails,
        done: Callable[[], None],
        refused: Callable[[CremeetError], None],
    ) -> None:
        def kept(_: ActionLine) -> None:
            self._answered = line
            self._acts.remember(
                self.tr("{label} is as it was.").format(label=line.label),
                self._inverse(line),
                verb(actions.review_action, self._work.meeting_id, line.action_id, details),
                self.tr("{label} is answered again.").format(label=line.label),
            )
            done()
            if self._work.known:
                self._go_on()  # where the change was read before this answer came

        self._work.do(
            actions.review_action,
            self._work.meeting_id,
            line.action_id,
            details,
            then=kept,
            failed=refused,
            urgent=True,
        )

    def _inverse(self, line: ActionLine) -> Verb:
        if line.reviewed:
            return verb(actions.review_action, self._work.meeting_id, line.action_id, heard_before(line))
        return verb(actions.take_back_review, self._work.meeting_id, line.action_id)


def _nothing() -> None:
    """Close no dialog: none was opened."""
