"""One meeting as all panes of the workspace share it: asked for once after each change, heard by every pane."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from cremeet.clock import in_london, london_date
from cremeet.errors import CremeetError
from cremeet.practice.pack import Pack
from cremeet.services import capture, directory, meetings, minutes, packs
from cremeet.services.directory import Listed
from cremeet.services.meetings import EntryRecord, ItemRecord, MeetingView, PersonRecord
from cremeet.services.table import Table
from cremeet.views.navigation import Desk
from cremeet.views.record import Changes

T = TypeVar("T")
HERE = frozenset({"present", "part"})
OVER = frozenset({"done", "skipped"})
WRITABLE = frozenset({"live", "adjourned", "ended"})
_UNSEEN = frozenset({"Draft"})
"""Rows whose change shows nowhere: typed text is saved several times a minute."""


class MeetingWork(QObject):
    """`read` follows each fresh view of the meeting, `turned` a change of the item shown, `tick` each second.

    `refused` carries the sentence of a verb that the record refused, `told` one that only says where somebody is now.
    """

    read = Signal()
    turned = Signal()
    tick = Signal()
    refused = Signal(str)
    told = Signal(str)

    def __init__(self, desk: Desk, meeting_id: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk, self.meeting_id = desk, meeting_id
        self.view: MeetingView
        self.pack: Pack
        self.item_id = self._turned_to = ""
        self._known = self._asking = False
        self._changes: Changes | None = frozenset()
        self._of_item: dict[str, tuple[EntryRecord, ...]] = {}
        self._directory: tuple[Listed, ...] = ()
        self._table: Table | None = None
        self._read_at = desk.clock()
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self.tick)
        desk.record.changed.connect(self._changed)

    @property
    def known(self) -> bool:
        """Whether the meeting has been read at all."""
        return self._known

    # -- reading ------------------------------------------------------------------------------------------------------
    def ask(self) -> None:
        """Read the whole meeting again; asked while an answer is on its way, it is read once more after that."""
        self._changes = None
        self._ask()

    def _ask(self) -> None:
        """Read what changed since the meeting was last read; all of it where that is not known, or on another day."""
        if self._asking:
            return
        same_day = self._known and london_date(self._read_at) == self.desk.today()
        before = self.view if same_day and self._changes is not None else None
        changes, self._changes = self._changes or frozenset(), frozenset()
        self._asking = True
        self.desk.record.do(self, self._answer, _look, self.meeting_id, before, changes, failed=self._failed)

    def _answer(self, found: tuple[MeetingView, Pack]) -> None:
        self._asking = False
        before = self.now.item_id if self._known and self.now else ""
        self.view, self.pack = found
        self._of_item, self._table = {}, None
        if not self._known:
            self._ask_directory()
        self._read_at, self._known = self.desk.clock(), True
        now = self.now
        shown = self.item
        # what the meeting was turned to can be over before it was ever read as its current item
        over = self.item_id == self._turned_to and shown is not None and shown.state in OVER
        elsewhere = now is not None and now.item_id != self.item_id
        follows = shown is None or (elsewhere and (self.item_id == before or over))
        if over or (now is not None and now.item_id == self._turned_to):
            self._turned_to = ""
        if follows:
            self.item_id = (now or self.view.items[0]).item_id if self.view.items else ""
        if self.view.head.state == "live":
            self._second.start()
        else:
            self._second.stop()
        self.read.emit()
        if follows:
            self.turned.emit()
        if self._changes or self._changes is None:
            self._ask()

    def _failed(self, error: CremeetError) -> None:
        self._asking, self._changes = False, None
        self.refused.emit(str(error))

    def _ask_directory(self) -> None:
        self.desk.record.do(self, self._listed, directory.professionals)

    def _listed(self, listed: tuple[Listed, ...]) -> None:
        self._directory, self._table = listed, None

    def _changed(self, changes: Changes) -> None:
        if any(kind == "Professional" for kind, _ in changes):
            self._ask_directory()
        if any(kind not in _UNSEEN for kind, _ in changes):
            self._changes = None if self._changes is None else self._changes | changes
            self._ask()

    # -- changing -----------------------------------------------------------------------------------------------------
    def do(
        self,
        verb: Callable[..., T],
        *args: object,
        then: Callable[[T], None] | None = None,
        urgent: bool = False,
        failed: Callable[[CremeetError], None] | None = None,
        **kwargs: object,
    ) -> None:
        """Do a verb; what it refuses goes to `failed`, or is said by the page."""
        refuse = failed or (lambda error: self.refused.emit(str(error)))
        self.desk.record.do(self, then or _nothing, verb, *args, urgent=urgent, failed=refuse, **kwargs)

    def save_draft(self, place: str, words: str) -> None:
        """Keep what is being typed at `place`; a failure is told by the window's save status."""
        self.desk.record.do(self, _nothing, minutes.save_draft, self.meeting_id, place, words, urgent=True)

    def turn_to(self, item_id: str) -> None:
        """Show the item that the meeting is being turned to; from then on what is shown goes on with the meeting."""
        self.show_item(item_id)
        if self.item is not None and self.item.state not in OVER:
            self._turned_to = item_id

    def show_item(self, item_id: str) -> None:
        """Show an item's minutes, without moving the meeting on."""
        if item_id != self.item_id and any(item.item_id == item_id for item in self.view.items):
            self.item_id, self._turned_to = item_id, ""
            self.turned.emit()

    # -- what panes ask -----------------------------------------------------------------------------------------------
    @property
    def item(self) -> ItemRecord | None:
        """The item shown."""
        return next((item for item in self.view.items if item.item_id == self.item_id), None)

    @property
    def now(self) -> ItemRecord | None:
        """The item that the meeting is at."""
        return next((item for item in self.view.items if item.state == "now"), None)

    @property
    def next_waiting(self) -> ItemRecord | None:
        """The item that comes after the current one: the next that waits, else the first that waits.

        What the meeting is being turned to counts as current before it is read as that: two quick keys go two items on.
        """
        turned = next((item for item in self.view.items if item.item_id == self._turned_to), None)
        current = turned or self.now
        after = current.position if current else 0
        waiting = [item for item in self.view.items if item.state == "waiting" and item is not turned]
        return next((item for item in waiting if item.position > after), waiting[0] if waiting else None)

    @property
    def writable(self) -> bool:
        """Whether minutes can be taken and corrected now."""
        return self.view.head.state in WRITABLE

    @property
    def live(self) -> bool:
        """Whether the meeting's clock runs."""
        return self.view.head.state == "live"

    def entries(self) -> tuple[EntryRecord, ...]:
        """Return the entries of the item shown."""
        if not self._of_item:  # grouped once for each reading: every pane asks, some for each person
            grouped: dict[str, list[EntryRecord]] = {}
            for entry in self.view.entries:
                grouped.setdefault(entry.item_id, []).append(entry)
            self._of_item = {item_id: tuple(found) for item_id, found in grouped.items()}
        return self._of_item.get(self.item_id, ())

    @property
    def table(self) -> Table:
        """What a typed line is read against now; made once for each reading."""
        if self._table is None or self._table.reckoning.today != self.desk.today():
            view = self.view
            self._table = capture.table_of(
                view.people, self.pack, self.desk.today(), view.head.review_on, self._directory
            )
        return self._table

    def speakers(self) -> tuple[PersonRecord, ...]:
        """Return who can be named as speaking: those here, or everybody while nobody has been marked."""
        here = tuple(person for person in self.view.people if person.status in HERE)
        return here or tuple(person for person in self.view.people if person.status != "withdrew")

    def seconds_used(self, item: ItemRecord) -> int:
        """Return an item's seconds up to this moment."""
        running = (self.desk.clock() - self._read_at).total_seconds() if item.opened_at is not None else 0
        return item.seconds_used + max(0, int(running))

    def draft(self, place: str) -> str:
        """Return the words that were being typed at `place` when the meeting was last read."""
        return next((words for there, words in self.view.drafts if there == place), "")


def clock_time(at: datetime | None) -> str:
    """Return a moment as English clocks show it, "10:34", or nothing for none."""
    return f"{in_london(at):%H:%M}" if at else ""


def _look(session: Any, meeting_id: str, before: MeetingView | None, changes: Changes) -> tuple[MeetingView, Pack]:
    view = meetings.meeting_view(session, meeting_id, before, changes)
    return view, packs.pack_of(session, view.head.practice_id)


def _nothing(_: object) -> None:
    """Hear an answer that shows through the record's own announcement."""
