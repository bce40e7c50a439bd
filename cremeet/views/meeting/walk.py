"""Walking through the entries of the whole meeting that want something: gaps to fill in, points that were parked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from cremeet.services import entry_words
from cremeet.services.meetings import EntryRecord
from cremeet.views.fields import announce
from cremeet.views.meeting.entry_list import EntryList
from cremeet.views.meeting.work import MeetingWork


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is walked through: which entries, what one is called ("Gap {n} of {all}, item {item}"), and if none is."""

    fits: Callable[[EntryRecord], bool]
    found: Callable[[], str]
    none: Callable[[], str]


def _say(text: str) -> str:
    return QCoreApplication.translate("Walk", text)


GAPS = Wanted(
    lambda entry: entry_words.has_gap(entry.words),
    lambda: _say("Gap {n} of {all}, item {item}."),
    lambda: _say("There is no gap to fill in."),
)
PARKED = Wanted(
    lambda entry: entry.kind == entry_words.PARKED,
    lambda: _say("Parked point {n} of {all}, item {item}."),
    lambda: _say("No point is parked."),
)


class Walk:
    """Goes from one to the next through every item, round and round, and says where it is."""

    def __init__(self, work: MeetingWork, entries: EntryList) -> None:
        self._work, self._entries = work, entries

    def next(self, wanted: Wanted) -> EntryRecord | None:
        """Go to the next entry that is wanted after the one under the cursor, and return it, or None."""
        found = [entry for entry in self._work.view.entries if wanted.fits(entry)]
        if not found:
            announce(self._entries, wanted.none())
            self._work.told.emit(wanted.none())
            return None
        held = self._entries.current() if self._entries.hasFocus() else None
        order = [entry.entry_id for entry in self._work.view.entries]
        after = order.index(held.entry_id) if held is not None and held.entry_id in order else self._before_item(order)
        entry = next((one for one in found if order.index(one.entry_id) > after), found[0])
        self._work.show_item(entry.item_id)
        self._entries.go_to(entry.entry_id)
        self._entries.setFocus()
        items = {item.item_id: item.position for item in self._work.view.items}
        told = wanted.found().format(n=found.index(entry) + 1, all=len(found), item=items[entry.item_id])
        announce(self._entries, told)
        self._work.told.emit(told)
        return entry

    def _before_item(self, order: list[str]) -> int:
        """Return the place before the first entry of the item shown."""
        here = {entry.entry_id for entry in self._work.entries()}
        return next((place for place, entry_id in enumerate(order) if entry_id in here), 0) - 1
