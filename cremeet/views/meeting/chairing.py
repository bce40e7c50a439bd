"""What the chair does with the agenda and the meeting: on, skip, reopen, add, move, adjourn, review date, hand over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from cremeet.services import closing, holding, planning
from cremeet.services.closing import ReviewProposal
from cremeet.services.meetings import ItemRecord
from cremeet.views.fields import announce, show_date
from cremeet.views.fields.asking import Ask
from cremeet.views.meeting.questions import Verb, ask, verb
from cremeet.views.meeting.work import MeetingWork

NEW_ITEM_MINUTES = 5


class Chairing(QObject):
    """The chair's verbs, each with the question that it needs; `window` is what a question belongs to."""

    def __init__(self, work: MeetingWork, window: QWidget) -> None:
        super().__init__(window)
        self._work, self._window = work, window

    # -- the agenda ---------------------------------------------------------------------------------------------------
    def next_item(self) -> None:
        """Complete the current item and turn to the next that waits."""
        following = self._work.next_waiting
        if self._work.live and following is not None:
            self.turn_to(following)

    def turn_to(self, item: ItemRecord) -> None:
        """Make an item the meeting's current one."""
        self._work.show_item(item.item_id)
        self._work.do(holding.go_to, item.item_id, then=lambda _: announce(self._window, item.title))

    def skip(self, item: ItemRecord) -> None:
        """Skip an item, with a reason."""
        why = item.why_mandatory or self.tr("The minutes show the reason.")
        self._reason(
            self.tr("Skip “{title}”").format(title=item.title),
            self.tr("Why is this item skipped?"),
            lambda reason: verb(holding.skip, item.item_id, reason),
            hint=why,
            yes=self.tr("Skip it"),
        )

    def reopen(self, item: ItemRecord) -> None:
        """Make a done or skipped item one that is still to come."""
        self._work.do(holding.reopen, item.item_id)

    def add_after(self, item: ItemRecord | None) -> None:
        """Add an item by hand after another, or at the end."""
        asks = (
            Ask("title", self.tr("What is it about?"), required=self.tr("Give the item a title.")),
            Ask(
                "minutes",
                self.tr("How many minutes?"),
                "number",
                required=self.tr("Say how many minutes it should take."),
            ),
        )
        after = item.item_id if item else None
        ask(
            self._window,
            self._work,
            self.tr("Add an agenda item"),
            asks,
            lambda a: verb(planning.add_item, self._work.meeting_id, a["title"], a["minutes"], after_id=after),
            fill={"minutes": NEW_ITEM_MINUTES},
            yes=self.tr("Add the item"),
        )

    def move(self, item: ItemRecord, step: int) -> None:
        """Move an item up (-1) or down (1)."""
        self._work.do(planning.move_item, item.item_id, item.position + step)

    # -- the meeting --------------------------------------------------------------------------------------------------
    def pause(self) -> None:
        """Adjourn a live meeting with a reason, or resume an adjourned one."""
        if self._work.view.head.state == "adjourned":
            self._work.do(holding.resume, self._work.meeting_id)
            return
        self._reason(
            self.tr("Adjourn the meeting"),
            self.tr("Why is the meeting adjourned?"),
            lambda reason: verb(holding.adjourn, self._work.meeting_id, reason),
            hint=self.tr("The clock stops, and the minutes show the reason."),
            yes=self.tr("Adjourn"),
        )

    def read_statement(self) -> None:
        """Keep that the confidentiality statement was read."""
        said = self.tr("The reading of the statement is noted.")
        self._work.do(holding.read_confidentiality, self._work.meeting_id, then=lambda _: announce(self._window, said))

    def set_review(self) -> None:
        """Set the date of the review, with a reason where it is late or on a day off."""
        self._work.do(closing.propose_review, self._work.meeting_id, then=self._ask_review)

    def _ask_review(self, proposal: ReviewProposal) -> None:
        head = self._work.view.head
        asks = (
            Ask(
                "on",
                self.tr("Date of the review"),
                "day",
                lean="future",
                required=self.tr("Give the date of the review."),
            ),
            Ask("reason", self.tr("Reason, if it is later than that or on a day off (optional)"), "text"),
        )
        latest = show_date(proposal.latest)
        ask(
            self._window,
            self._work,
            self.tr("Next review"),
            asks,
            lambda a: verb(holding.set_review, self._work.meeting_id, a["on"], a["reason"]),
            fill={"on": head.review_on or proposal.latest, "reason": head.review_reason},
            intro=self.tr("{why} The latest day is {day}.").format(why=proposal.why, day=latest),
        )

    def set_circulation(self) -> None:
        """Say who receives the minutes."""
        self._reason(
            self.tr("Circulation"),
            self.tr("Who receives the minutes, and which redaction was agreed?"),
            lambda words: verb(holding.set_circulation, self._work.meeting_id, words),
            fill=self._work.view.head.circulation,
        )

    def hand_over(self) -> None:
        """Hand the minutes to somebody else."""
        taker = self._work.view.head.minute_taker
        asks = (Ask("to", self.tr("Who takes the minutes from here?"), required=self.tr("Name who takes them.")),)
        ask(
            self._window,
            self._work,
            self.tr("Hand over the minutes"),
            asks,
            lambda a: verb(holding.hand_over_minutes, self._work.meeting_id, a["to"]),
            intro=self.tr("{name} takes the minutes now.").format(name=taker) if taker else "",
        )

    def chair_note(self) -> None:
        """Write the chair's private note on the item shown; no document can contain it."""
        self._work.do(holding.chair_note, self._work.meeting_id, self._work.item_id, then=self._ask_note)

    def _ask_note(self, words: str) -> None:
        item = self._work.item_id
        ask(
            self._window,
            self._work,
            self.tr("Chair's private note"),
            (Ask("words", self.tr("Note on this item (optional)"), "text"),),
            lambda a: verb(holding.keep_chair_note, self._work.meeting_id, a["words"], item),
            fill={"words": words},
            intro=self.tr("No document and no copy of the minutes contains it."),
        )

    # -- menus --------------------------------------------------------------------------------------------------------
    def item_menu(self, item: ItemRecord, at: QPoint) -> None:
        """Show what can be done with an item."""
        menu = QMenu(self._window)
        self.fill_menu(menu, item)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def fill_menu(self, menu: QMenu, item: ItemRecord) -> None:
        """Put what can be done with an item, and with the meeting, into a menu."""
        menu.clear()
        live, state, number = self._work.live, self._work.view.head.state, len(self._work.view.items)
        under_way, closed = state in {"live", "adjourned"}, state == "approved"
        over = item.state in {"done", "skipped"}
        self._add(menu, self.tr("Turn to this item now"), lambda: self.turn_to(item), on=live and item.state != "now")
        self._add(menu, self.tr("Skip this item…"), lambda: self.skip(item), on=not closed)
        self._add(menu, self.tr("Open this item again"), lambda: self.reopen(item), on=under_way and over)
        menu.addSeparator()
        self._add(menu, self.tr("Move up"), lambda: self.move(item, -1), on=under_way and item.position > 1)
        self._add(menu, self.tr("Move down"), lambda: self.move(item, 1), on=under_way and item.position < number)
        self._add(menu, self.tr("Add an item after this one…"), lambda: self.add_after(item), on=under_way)
        menu.addSeparator()
        self._add(menu, self.tr("Confidentiality statement was read"), self.read_statement, on=not closed)
        self._add(menu, self.tr("Set the review date…"), self.set_review, on=not closed)
        self._add(menu, self.tr("Circulation…"), self.set_circulation, on=not closed)
        self._add(menu, self.tr("Hand over the minutes…"), self.hand_over, on=not closed)
        self._add(menu, self.tr("Chair's private note…"), self.chair_note, on=not closed)

    def _add(self, menu: QMenu, words: str, does: Callable[[], None], *, on: bool) -> None:
        action = menu.addAction(words)
        action.setEnabled(on)
        action.triggered.connect(does)

    def _reason(
        self,
        title: str,
        prompt: str,
        keep: Callable[[str], Verb],
        *,
        hint: str = "",
        yes: str = "",
        fill: str = "",
    ) -> None:
        """Ask for one text and do what `keep` makes of it."""
        required = self.tr("Write it in a few words.")
        ask(
            self._window,
            self._work,
            title,
            (Ask("words", prompt, "text", hint=hint, required=required),),
            lambda answers: keep(answers["words"]),
            fill={"words": fill},
            yes=yes,
        )
