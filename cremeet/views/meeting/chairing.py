"""What the chair does with the agenda and the meeting: on, skip, reopen, add, move, adjourn, review date, hand over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from cremeet.services import closing, holding, planning, readings
from cremeet.services.closing import ReviewProposal
from cremeet.services.meetings import ItemRecord
from cremeet.views.fields import announce, command, show_date
from cremeet.views.fields.asking import Ask
from cremeet.views.fields.commands import native
from cremeet.views.meeting.questions import Verb, ask, verb
from cremeet.views.meeting.work import MeetingWork

NEW_ITEM_MINUTES = 5


@dataclass(frozen=True, slots=True)
class _Act:
    """One thing that can be done with an item or the meeting; `on` says whether now, `apart` begins a new part."""

    words: str
    keys: str
    does: Callable[[], None]
    on: bool
    apart: bool = False


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
        self._work.turn_to(item.item_id)
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
        """Adjourn a live meeting with a reason, or resume one that is adjourned or on a break."""
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

    def take_break(self) -> None:
        """Stop the clock for a short break, or go on after it."""
        paused = self._work.view.head.state == "adjourned"
        said = self.tr("The meeting goes on.") if paused else self.tr("The clock stands still for a break.")
        verb_ = holding.resume if paused else holding.pause
        self._work.do(verb_, self._work.meeting_id, then=lambda _: announce(self._window, said))

    def read_script(self) -> None:
        """Keep that what the item has to be read aloud was read."""
        item = self._work.item
        if item is not None and "confidentiality" in item.captures:
            self.read_statement()
        elif item is not None:
            said = self.tr("The reading is noted.")
            self._work.do(readings.read_script, item.item_id, then=lambda _: announce(self._window, said))

    def ask_conflict(self) -> None:
        """Keep that everybody was asked about conflicts of interest, and what they said."""
        title, who = self.tr("Conflicts of interest"), self.tr("Who has one, and which (leave empty where nobody has)")
        self._ask_everybody(readings.CONFLICT, title, self._work.pack.asked.conflict, who)

    def ask_sharing(self) -> None:
        """Keep that everybody was asked what cannot be shared here, and what they said."""
        title, who = self.tr("What cannot be shared"), self.tr("Who holds something (leave empty where nobody does)")
        self._ask_everybody(readings.SHARING, title, self._work.pack.asked.sharing, who)

    def _ask_everybody(self, what: str, title: str, question: str, who: str) -> None:
        before = readings.last(self._work.view, what)
        tags = [(tag.id, tag.title) for tag in self._work.pack.tags if not tag.named]
        asks = (Ask("words", who, "text"), Ask("tag", self.tr("Who may read the answer"), "choice", choices=tags))
        ask(
            self._window,
            self._work,
            title,
            asks,
            lambda a: verb(readings.ask, self._work.meeting_id, what, a["words"], a["tag"] or ""),
            fill={"words": before.words if before else "", "tag": before.tag if before else "professionals"},
            intro=question,
            yes=self.tr("Everybody was asked"),
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
        for act in self._acts(item):
            if act.apart:
                menu.addSeparator()
            made = menu.addAction(f"{act.words}\t{native(act.keys)}")
            made.setEnabled(act.on)
            made.triggered.connect(lambda _=False, does=act.does: does())

    def give_commands(self, page: QWidget, group: str) -> None:
        """Give a page the same as its commands, for the item shown."""
        item = self._work.item
        if item is None:
            return
        given = [
            command(page, act.words, act.keys, partial(self._do, number), group=group)
            for number, act in enumerate(self._acts(item))
        ]

        def look() -> None:
            shown = self._work.item
            for made, act in zip(given, self._acts(shown) if shown else (), strict=False):
                made.setText(act.words)
                made.setEnabled(act.on)

        self._work.read.connect(look)
        self._work.turned.connect(look)
        look()

    def _do(self, number: int) -> None:
        item = self._work.item
        if item is not None:
            self._acts(item)[number].does()

    def _acts(self, item: ItemRecord) -> tuple[_Act, ...]:
        live, state, number = self._work.live, self._work.view.head.state, len(self._work.view.items)
        under_way, open_ = state in {"live", "adjourned"}, state != "approved"
        over = item.state in {"done", "skipped"}
        go_on = self.tr("Resume the meeting") if state == "adjourned" else self.tr("Adjourn…")
        return (
            _Act(
                self.tr("Turn to this item now"),
                "Ctrl+Shift+T",
                lambda: self.turn_to(item),
                live and item.state != "now",
            ),
            _Act(self.tr("Skip this item…"), "Ctrl+Shift+K", lambda: self.skip(item), open_),
            _Act(self.tr("Open this item again"), "Ctrl+Shift+O", lambda: self.reopen(item), under_way and over),
            _Act(
                self.tr("Move up"),
                "Ctrl+Shift+Up",
                lambda: self.move(item, -1),
                under_way and item.position > 1,
                apart=True,
            ),
            _Act(
                self.tr("Move down"),
                "Ctrl+Shift+Down",
                lambda: self.move(item, 1),
                under_way and item.position < number,
            ),
            _Act(self.tr("Add an item after this one…"), "Ctrl+Shift+N", lambda: self.add_after(item), under_way),
            _Act(go_on, "Ctrl+Shift+J", self.pause, under_way, apart=True),
            _Act(self.tr("Break, or go on after it"), "Ctrl+Shift+U", self.take_break, under_way),
            _Act(self.tr("Confidentiality statement was read"), "Ctrl+Shift+C", self.read_statement, open_),
            _Act(self.tr("Conflicts of interest…"), "Ctrl+Shift+I", self.ask_conflict, open_),
            _Act(self.tr("What cannot be shared…"), "Ctrl+Shift+S", self.ask_sharing, open_),
            _Act(self.tr("The script was read aloud"), "Ctrl+Shift+A", self.read_script, open_ and bool(item.script)),
            _Act(self.tr("Set the review date…"), "Ctrl+Shift+D", self.set_review, open_),
            _Act(self.tr("Circulation…"), "Ctrl+Shift+L", self.set_circulation, open_),
            _Act(self.tr("Hand over the minutes…"), "Ctrl+Shift+H", self.hand_over, open_),
            _Act(self.tr("Chair's private note…"), "Ctrl+Shift+P", self.chair_note, open_),
        )

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
