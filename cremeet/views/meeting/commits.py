"""Entries on their way into the record: they stand at once, and are given back whole where the record refuses them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from cremeet.errors import CremeetError
from cremeet.services import capture
from cremeet.services.capture import Kept
from cremeet.services.meetings import EntryRecord
from cremeet.services.minutes import NewEntry
from cremeet.views.meeting.work import MeetingWork

PENDING = "pending-"
"""How the id of an entry begins that the record has not answered for yet."""


class Commits(QObject):
    """`changed` says that what stands is another; `kept` carries what was kept; `given_back` item, words and kind."""

    changed = Signal()
    kept = Signal(object)
    given_back = Signal(str, str, str)

    def __init__(self, work: MeetingWork, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._waiting: list[EntryRecord] = []
        self._number = 0

    def commit(self, item_id: str, entry: NewEntry) -> None:
        """Hand an entry to the record; it stands from now on."""
        self._number += 1
        pending = self._stand_in(item_id, entry)
        self._waiting.append(pending)
        self.changed.emit()
        self._work.do(
            capture.keep,
            item_id,
            entry,
            then=lambda kept: self._kept(pending, kept),
            failed=lambda error: self._refused(pending, entry, error),
            urgent=True,
        )

    def of_item(self, item_id: str) -> tuple[EntryRecord, ...]:
        """Return what stands at an item and is not in the view of the meeting yet."""
        there = {entry.entry_id for entry in self._work.view.entries}
        self._waiting = [one for one in self._waiting if one.entry_id not in there]
        return tuple(one for one in self._waiting if one.item_id == item_id)

    def _kept(self, pending: EntryRecord, kept: Kept) -> None:
        self._waiting = [kept.entry if one is pending else one for one in self._waiting]
        self.changed.emit()
        self.kept.emit(kept)

    def _refused(self, pending: EntryRecord, entry: NewEntry, error: CremeetError) -> None:
        self._waiting = [one for one in self._waiting if one is not pending]
        self.given_back.emit(pending.item_id, entry.words, entry.kind)
        self.changed.emit()
        self._work.refused.emit(str(error))

    def _stand_in(self, item_id: str, entry: NewEntry) -> EntryRecord:
        person = next((one for one in self._work.view.people if one.attendance_id == entry.speaker_id), None)
        return EntryRecord(
            entry_id=f"{PENDING}{self._number}",
            item_id=item_id,
            position=0,
            at=self._work.desk.clock(),
            speaker_id=entry.speaker_id,
            speaker=person.name if person else "",
            initials=person.initials if person else "",
            agency=person.agency if person else "",
            kind=entry.kind,
            words=entry.words,
            tag=entry.tag,
            agencies=entry.agencies,
            about_id="",
            label="",
        )
