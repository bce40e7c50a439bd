"""The minutes of the item shown: what stands, and the line being typed. Nothing here waits for a disk."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from cremeet.services import capture as lines
from cremeet.services import minutes
from cremeet.services.capture import Kept
from cremeet.services.meetings import EntryRecord
from cremeet.services.minutes import NewEntry
from cremeet.views.fields import AutoSave, announce, label, line, space
from cremeet.views.meeting.commits import PENDING, Commits
from cremeet.views.meeting.entry_acts import EntryActs
from cremeet.views.meeting.entry_list import EntryList
from cremeet.views.meeting.handling import HandlingQuestion
from cremeet.views.meeting.meeting_wording import MeetingWording
from cremeet.views.meeting.questions import verb
from cremeet.views.meeting.reason import Reason
from cremeet.views.meeting.type_bar import TypeBar
from cremeet.views.meeting.typing_line import TypingLine
from cremeet.views.meeting.walk import Walk
from cremeet.views.meeting.work import MeetingWork

EDIT = "entry:"
"""The place of a draft that changes an entry: this, and the entry's id."""


class MinutesCard(QFrame):
    """`speaker_changed` carries who speaks now; `unsaved` is sent when something typed is not handed over yet."""

    speaker_changed = Signal(str)
    unsaved = Signal()

    def __init__(self, work: MeetingWork) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._work = work
        self._drafts: dict[str, str] = {}
        self._kind, self._speaker, self._tag, self._agencies = "note", "", "", ()  # type: str, str, str, tuple[str, ...]
        self._editing: EntryRecord | None = None
        self._recovered = ""
        self._started = False
        self._item = ""
        self.bar, self.entries, self.line = TypeBar(work.desk.theme), EntryList(work), TypingLine(work)
        self.acts, self._commits = EntryActs(work, self), Commits(work, self)
        self.walk, self.reason = Walk(work, self.entries), Reason(work, self)
        self.reason.said.connect(self.line.hint)
        self.reason.given_back.connect(self._given_back)
        work.told.connect(self.line.hint)
        self._closed = label(
            self.tr("These minutes are approved and locked; add a dated amendment instead."), "muted", wrap=True
        )
        column = QVBoxLayout(self)
        space(column, 0, 1)
        column.addWidget(self.bar)
        column.addWidget(line())
        column.addWidget(self.entries)
        column.addWidget(self.line)
        column.addWidget(self._closed)
        column.addStretch(1)
        self.wording = MeetingWording(work, self.line, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._save = AutoSave(self, self.line.editor.edited, self._save_draft)
        self._connect()

    def _connect(self) -> None:
        editor, work = self.line.editor, self._work
        work.read.connect(self._show)
        work.turned.connect(self._turned)
        # the line that was typed is drawn empty first: the list of what stands is some ten times as much to draw
        self._commits.changed.connect(self._soon.start)
        self._soon.timeout.connect(partial(self._show_entries, to_end=True))
        self._commits.kept.connect(self._kept)
        self._commits.given_back.connect(self._given_back)
        editor.edited.connect(self.unsaved)
        editor.edited.connect(self._preview)
        editor.committed.connect(self.commit)
        editor.given_up.connect(self._give_up)
        editor.left.connect(self._leave_reason)
        editor.left_upwards.connect(self._to_entries)
        for pane in (editor, self.entries):
            pane.undone.connect(self.acts.undo)
            pane.redone.connect(self.acts.redo)
        self.entries.turn_wanted.connect(self._turn_entry)
        self.entries.chosen.connect(self.edit)
        self.entries.left_downwards.connect(editor.setFocus)
        self.entries.menu_wanted.connect(self.acts.menu)
        self.entries.withdraw_wanted.connect(self._withdraw)
        self.acts.edit_wanted.connect(self.edit)
        self.bar.kind_chosen.connect(self._choose_kind)
        self.bar.speaker_chosen.connect(self.set_speaker)
        self.bar.handling_asked.connect(self._ask_handling)
        if work.known:
            self._show()

    # -- what is typed ------------------------------------------------------------------------------------------------
    def flush(self) -> None:
        """Hand over what is typed now."""
        self._save.flush()

    def set_speaker(self, attendance_id: str, *, take_focus: bool = True) -> None:
        """Give the word to somebody; empty for nobody in particular."""
        self._speaker = attendance_id
        self.bar.show_speaker(attendance_id)
        self._dress()
        if take_focus:
            self.line.editor.setFocus()
        self.speaker_changed.emit(attendance_id)

    def commit(self) -> None:
        """Commit the line typed: it stands at once, and the record is asked to keep it."""
        words = self.line.editor.value()
        if self.reason.asked:
            self._take_reason(words)
            return
        if not words:
            announce(self, self.tr("Nothing is typed yet."))
            return
        if self._save.settled():
            self.line.editor.wording.advice()  # said, and not shown: the line is about to be another
            self._keep_draft()  # before the commit, which clears it
        if self._editing is not None:
            self._commit_edit(self._editing, words)
            return
        item_id, entry = (
            self._work.item_id,
            NewEntry(words, self._kind, self._speaker or None, self._tag, self._agencies),
        )
        line = lines.read_line(words, self._kind, self._work.table)
        self._drafts.pop(item_id, None)
        self._fill("")
        self._set_kind("note")
        self._commits.commit(item_id, entry)
        if line.speaker is not None:  # who was named speaks on
            self.set_speaker(line.speaker.attendance_id, take_focus=False)
        if line.kind == "decision" and not line.reason:
            self.reason.ask(item_id, line.words)
            self._dress()

    def _take_reason(self, words: str) -> None:
        """Take the line as the reason of the decision before it; an empty one leaves the reason for later."""
        self._save.flush()
        self._drafts.pop(self._work.item_id, None)
        self._fill("")
        self.reason.take(words)
        self._dress()

    def _leave_reason(self) -> None:
        """Leave a reason for later that nobody began to type: the person went elsewhere."""
        if self.reason.asked and not self.line.editor.value():
            self.reason.take("")
            self._dress()

    def _kept(self, kept: Kept) -> None:
        entry, pack = kept.entry, self._work.pack
        title = pack.choices.title("entry_kinds", entry.kind)
        back = self.tr("The entry is back.")
        again = verb(minutes.restore, entry.entry_id)
        self.acts.remember(self.tr("The entry is withdrawn."), verb(minutes.withdraw, entry.entry_id), again, back)
        if entry.kind != "note" or kept.warnings:
            said = self.tr("{kind} {label} added.").format(kind=title, label=entry.label).replace(" .", ".")
            announce(self, " ".join((said, *kept.warnings)))
        if not self.reason.asked:
            self.line.hint(" ".join(kept.warnings))

    def _given_back(self, item_id: str, words: str, kind: str) -> None:
        """Take back what the record refused: nothing typed is ever lost."""
        if item_id != self._work.item_id or self._editing is not None:
            before = self._drafts.get(item_id, "")
            self._drafts[item_id] = f"{words}\n{before}" if before else words
            self._work.save_draft(item_id, self._drafts[item_id])
            return
        typed = self.line.editor.value()
        self._fill(f"{words}\n{typed}" if typed else words)
        self._set_kind(kind)
        self.line.editor.edited.emit()

    # -- what stands --------------------------------------------------------------------------------------------------
    def edit(self, entry: EntryRecord, words: str = "") -> None:
        """Take an entry into the line to change its words; what was being typed there waits."""
        if not self._work.writable or entry.entry_id.startswith(PENDING):
            return
        self._save.flush()
        if self._editing is None:
            self._drafts[self._work.item_id] = self.line.editor.value()
        self._editing = entry
        self._fill(words or entry.words)
        self._dress()
        self.line.hint(self.line.editor.wording.advice() or self._about_editing())
        self.line.editor.setFocus()
        announce(self, self.tr("Changing the entry. Enter keeps it, Escape leaves it as it was."))

    def go_to(self, entry_id: str) -> bool:
        """Move to an entry of the item shown; returns whether it is there."""
        if self.entries.go_to(entry_id):
            self.entries.setFocus()
            return True
        return False

    def _commit_edit(self, entry: EntryRecord, words: str) -> None:
        self._end_edit()
        if words != entry.words:
            self.acts.reword(entry, words, lambda error: self._edit_refused(entry, words, error))

    def _edit_refused(self, entry: EntryRecord, words: str, error: object) -> None:
        self.edit(entry, words)
        self._work.refused.emit(str(error))

    def _end_edit(self) -> None:
        if self._editing is not None:
            self._work.save_draft(EDIT + self._editing.entry_id, "")
        self._editing = None
        self._fill(self._drafts.get(self._work.item_id, ""))
        self._dress()
        self.line.hint("")

    def _give_up(self) -> None:
        if self._editing is not None:
            self._end_edit()
            announce(self, self.tr("The entry is as it was."))
        elif self.reason.asked and not self.line.editor.value():
            self._take_reason("")

    def _withdraw(self, entry: EntryRecord) -> None:
        if self._work.writable:
            self.acts.withdraw(entry)

    def _turn_entry(self, entry: EntryRecord, kind: str) -> None:
        if self._work.writable and self._work.pack.choices.has("entry_kinds", kind):
            self.acts.turn(entry, kind)

    def _to_entries(self) -> None:
        rows = self.entries.rows
        if rows and not self.line.editor.value():
            self.entries.go_to(rows[-1].entry_id)
            self.entries.setFocus()

    # -- kind and handling --------------------------------------------------------------------------------------------
    def _choose_kind(self, kind: str) -> None:
        entry = self.entries.current()
        if self.entries.hasFocus() and entry is not None:
            self.acts.turn(entry, kind)
            self.bar.show_kind(self._kind)
        elif self._editing is not None:
            self.acts.turn(self._editing, kind)
            self._set_kind(kind)
        else:
            self._set_kind(kind)
            self.line.editor.setFocus()

    def _set_kind(self, kind: str) -> None:
        self._kind = kind
        self._preview()
        self.bar.show_kind(kind)
        self._dress()

    def _ask_handling(self) -> None:
        entry = self.entries.current()
        if self.entries.hasFocus() and entry is not None:
            self.acts.ask_handling(entry)
        else:
            HandlingQuestion(self, self._work.pack, (self._tag, self._agencies), self._set_handling).open()

    def _set_handling(self, tag: str, agencies: tuple[str, ...]) -> None:
        self._tag, self._agencies = tag, agencies
        self.bar.show_handling(self._work.pack, tag, agencies)
        self._dress()
        self.line.editor.setFocus()

    # -- showing ------------------------------------------------------------------------------------------------------
    def _show(self) -> None:
        work = self._work
        if not self._started:
            self._started, self._drafts = True, dict(work.view.drafts)
            self._item = ""
            self._go_back_to_typing()
        if self._item != work.item_id:
            self._turned()
        self.bar.offer(work.pack, work.speakers())
        self.bar.show_speaker(self._speaker)
        self.bar.setEnabled(work.writable)
        self.line.setVisible(work.writable)
        if self._recovered:
            self.line.hint(self._recovered)
            announce(self, self._recovered)
            self._recovered = ""
        self._closed.setVisible(work.view.head.state == "approved")
        self._show_entries()

    def _go_back_to_typing(self) -> None:
        """Say which words that were being typed are back, and go where they are."""
        work = self._work
        places = {item.item_id: item for item in work.view.items}
        entries = {EDIT + entry.entry_id: entry.item_id for entry in work.view.entries}
        back = [
            (places[at], words) for place, words in self._drafts.items() if (at := entries.get(place, place)) in places
        ]
        if not back or not work.writable:
            return
        item, words = min(back, key=lambda one: (one[0].item_id != work.item_id, one[0].position))
        work.show_item(item.item_id)
        typed = self.tr("%n words that were being typed", "", len(words.split()))
        said = self.tr("Back as they were last saved: {typed} under item {item}, “{title}”.").format(
            typed=typed, item=item.position, title=item.title)  # fmt: skip
        if len(back) > 1:
            others = ", ".join(str(one.position) for one, _ in back if one is not item)
            said = self.tr("{said} Others wait under item {others}.").format(said=said, others=others)
        self._recovered = said

    def _turned(self) -> None:
        """Show another item: its own draft, its own handling."""
        if not self._started or self._item == self._work.item_id:
            return
        self._save.flush()
        self.reason.leave()
        if self._editing is not None:
            self._end_edit()
        elif self._item:
            self._drafts[self._item] = self.line.editor.value()
        self._item = self._work.item_id
        item = self._work.item
        self._fill(self._drafts.get(self._item, ""))
        self._tag, self._agencies = (item.tag if item else "everyone"), ()
        self.bar.show_handling(self._work.pack, self._tag, self._agencies)
        name = self.tr("Minutes for item {n}, {title}").format(n=item.position, title=item.title) if item else ""
        self.line.editor.setAccessibleName(name)
        self.line.editor.setAccessibleDescription(
            self.tr("Enter keeps the entry. Slash chooses a kind, at names an owner.")
        )
        self.line.hint("")
        self._set_kind("note")
        self._show_entries(to_end=True)
        self._go_on_editing()

    def _go_on_editing(self) -> None:
        """Take up a change to an entry that was not finished when the meeting was last open."""
        for entry in self._work.entries():
            words = self._drafts.pop(EDIT + entry.entry_id, "")
            if words and words != entry.words:
                self.edit(entry, words)
                return

    def _show_entries(self, *, to_end: bool = False) -> None:
        waiting = self._commits.of_item(self._work.item_id)
        self.entries.set_rows((*self._work.entries(), *waiting), lambda entry: entry.entry_id)
        self.entries.setVisible(bool(self.entries.rows))
        if to_end:
            self.entries.show_end()

    def _dress(self) -> None:
        kind, speaker = self._kind, self._speaker
        if self._editing is not None:
            kind, speaker = self._editing.kind, self._editing.speaker_id or ""
        elif self.reason.asked:
            kind = "decision"
        person = next((one for one in self._work.view.people if one.attendance_id == speaker), None)
        self.line.dress(kind, person.initials if person else "")

    def _about_editing(self) -> str:
        if self._editing is None:
            return ""
        return self.tr("Changing this entry: Enter keeps the change, Esc leaves it as it was.")

    def _fill(self, words: str) -> None:
        self.line.editor.set_value(words)
        self._preview()

    def _preview(self) -> None:
        """Show what the line would be recorded as."""
        words = self.line.editor.toPlainText()
        asked = self._editing is not None or self.reason.asked or not self._work.known
        self.line.preview(None if asked or not words.strip() else lines.read_line(words, self._kind, self._work.table))

    def _save_draft(self) -> None:
        self.line.hint(self.line.editor.wording.advice() or self._about_editing())
        self._keep_draft()

    def _keep_draft(self) -> None:
        words = self.line.editor.value()
        if self._editing is not None:
            place = EDIT + self._editing.entry_id
            words = "" if words == self._editing.words else words
        else:
            place = self._item or self._work.item_id
            self._drafts[place] = words
        self._work.save_draft(place, words)
