"""What can be done with an entry that stands: turned, retagged, given a speaker, withdrawn, and each of it undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from cremeet.services import minutes
from cremeet.services.meetings import EntryRecord
from cremeet.views.fields import announce
from cremeet.views.meeting.handling import HandlingQuestion
from cremeet.views.meeting.questions import Verb, verb
from cremeet.views.meeting.work import MeetingWork


@dataclass(frozen=True, slots=True)
class Change:
    """A change to an entry: how it is undone and done again, and what is said then."""

    undone: str
    inverse: Verb
    done: str
    again: Verb


class EntryActs(QObject):
    """Each change keeps how it is undone. `edit_wanted` carries an entry whose words are to be changed."""

    edit_wanted = Signal(object)
    decision_wanted = Signal(str)

    def __init__(self, work: MeetingWork, window: QWidget) -> None:
        super().__init__(window)
        self._work, self._window = work, window
        self._undo: list[Change] = []
        self._redo: list[Change] = []

    def remember(self, words: str, inverse: Verb, again: Verb, said: str) -> None:
        """Keep how the last change is undone and done again; `words` say what undoing does, `said` what it did."""
        self._undo.append(Change(words, inverse, said, again))
        self._redo.clear()

    def undo(self) -> None:
        """Undo the last change to an entry of this sitting."""
        if not self._undo:
            announce(self._window, self.tr("There is nothing to undo."))
            return
        last = self._undo.pop()
        self._take(last.inverse, last.undone, lambda: self._redo.append(last), lambda: self._undo.append(last))

    def redo(self) -> None:
        """Do again what was undone last, unless something else was done since."""
        if not self._redo:
            announce(self._window, self.tr("There is nothing to do again."))
            return
        last = self._redo.pop()
        self._take(last.again, last.done, lambda: self._undo.append(last), lambda: self._redo.append(last))

    def _take(self, change: Verb, words: str, kept: Callable[[], None], refused: Callable[[], None]) -> None:
        does, args, kwargs = change

        def then(_: object) -> None:
            kept()
            announce(self._window, words)

        def failed(error: object) -> None:
            refused()
            self._work.refused.emit(str(error))

        self._work.do(does, *args, then=then, failed=failed, urgent=True, **kwargs)

    def turn(self, entry: EntryRecord, kind: str) -> None:
        """Turn an entry into another kind."""
        if kind == entry.kind:
            return
        title = self._work.pack.choices.title("entry_kinds", kind)
        back = self._work.pack.choices.title("entry_kinds", entry.kind)
        said = self.tr("Turned into: {kind}").format(kind=title)
        self.remember(
            self.tr("Turned back into: {kind}").format(kind=back),
            verb(minutes.turn_into, entry.entry_id, entry.kind),
            verb(minutes.turn_into, entry.entry_id, kind),
            said,
        )
        self._do(minutes.turn_into, entry.entry_id, kind, said=said)

    def ask_handling(self, entry: EntryRecord) -> None:
        """Ask who may read an entry."""
        HandlingQuestion(
            self._window,
            self._work.pack,
            (entry.tag, entry.agencies),
            lambda tag, agencies: self._retag(entry, tag, agencies),
        ).open()

    def _retag(self, entry: EntryRecord, tag: str, agencies: tuple[str, ...]) -> None:
        words = self.tr("The handling is as it was.")
        said = self.tr("The handling is changed.")
        again = verb(minutes.retag, entry.entry_id, tag, agencies)
        self.remember(words, verb(minutes.retag, entry.entry_id, entry.tag, entry.agencies), again, said)
        self._do(minutes.retag, entry.entry_id, tag, agencies, said=said)

    def speak(self, entry: EntryRecord, attendance_id: str | None) -> None:
        """Say who said an entry."""
        words = self.tr("The speaker is as before.")
        said = self.tr("The speaker is changed.")
        again = verb(minutes.set_speaker, entry.entry_id, attendance_id)
        self.remember(words, verb(minutes.set_speaker, entry.entry_id, entry.speaker_id), again, said)
        self._do(minutes.set_speaker, entry.entry_id, attendance_id, said=said)

    def reword(self, entry: EntryRecord, words: str, failed: Callable[[object], None]) -> None:
        """Change an entry's words."""
        said, before = self.tr("The entry is changed."), self.tr("The words are as before.")
        again = verb(minutes.reword, entry.entry_id, words)
        self.remember(before, verb(minutes.reword, entry.entry_id, entry.words), again, said)
        self._work.do(
            minutes.reword,
            entry.entry_id,
            words,
            then=lambda _: announce(self._window, said),
            failed=failed,
            urgent=True,
        )

    def withdraw(self, entry: EntryRecord) -> None:
        """Take an entry out of the minutes, its action or decision with it; the record keeps it."""
        said, back = self.tr("Withdrawn. Control Z brings it back."), self.tr("The entry is back.")
        again = verb(minutes.withdraw, entry.entry_id)
        self.remember(back, verb(minutes.restore, entry.entry_id), again, said)
        self._do(minutes.withdraw, entry.entry_id, said=said)

    def menu(self, entry: EntryRecord, at: QPoint) -> None:
        """Show what can be done with an entry."""
        menu = QMenu(self._window)
        menu.setEnabled(self._work.writable)
        menu.addAction(self.tr("Change the words"), lambda: self.edit_wanted.emit(entry))
        kinds = menu.addMenu(self.tr("Turn into"))
        for choice in self._work.pack.choices.entry_kinds:
            made = kinds.addAction(choice.title, partial(self.turn, entry, choice.id))
            made.setEnabled(choice.id != entry.kind)
        speakers = menu.addMenu(self.tr("Said by"))
        speakers.addAction(self.tr("Nobody in particular"), lambda: self.speak(entry, None))
        for person in self._work.speakers():
            speakers.addAction(person.name, partial(self.speak, entry, person.attendance_id))
        menu.addAction(self.tr("Who may read it…"), lambda: self.ask_handling(entry))
        if entry.kind == "decision" and entry.about_id:
            menu.addAction(self.tr("Reason and dissent…"), lambda: self.decision_wanted.emit(entry.about_id))
        if entry.kind == "action" and entry.about_id:
            go = self._work.desk.go
            menu.addAction(self.tr("Open in the plan"), lambda: go.show_plan(self._work.meeting_id, entry.about_id))
        menu.addSeparator()
        menu.addAction(self.tr("Withdraw"), lambda: self.withdraw(entry))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _do(self, does: Callable[..., object], *args: object, said: str) -> None:
        def refused(error: object) -> None:
            if self._undo:
                self._undo.pop()  # nothing was changed, so there is nothing to undo
            self._work.refused.emit(str(error))

        self._work.do(does, *args, then=lambda _: announce(self._window, said), failed=refused, urgent=True)
