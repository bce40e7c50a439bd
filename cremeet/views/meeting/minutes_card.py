"""The minutes of the item shown: what stands, and the line being typed. Nothing here waits for a disk."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from cremeet.services import minutes
from cremeet.services.capture import Kept
from cremeet.services.meetings import EntryRecord
from cremeet.services.minutes import NewEntry
from cremeet.views.fields import AutoSave, announce, label, line, space
from cremeet.views.meeting.commits import PENDING, Commits
from cremeet.views.meeting.entry_acts import EntryActs
from cremeet.views.meeting.entry_list import EntryList
from cremeet.views.meeting.handling import HandlingQuestion
from cremeet.views.meeting.questions import verb
from cremeet.views.meeting.type_bar import TypeBar
from cremeet.views.meeting.typing_line import TypingLine
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
        self._started = False
        self._item = ""
        self.bar, self.entries, self.line = TypeBar(work.desk.theme), EntryList(work), TypingLine(work)
        self.acts, self._commits = EntryActs(work, self), Commits(work, self)
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
        self._save = AutoSave(self, self.line.editor.edited, self._save_draft)
        self._connect()

    def _connect(self) -> None:
        editor, work = self.line.editor, self._work
        work.read.connect(self._show)
        work.turned.connect(self._turned)
        self._commits.changed.connect(lambda: self._show_entries(to_end=True))
        self._commits.kept.connect(self._kept)
        self._commits.given_back.connect(self._given_back)
        editor.edited.connect(self.unsaved)
        editor.committed.connect(self.commit)
        editor.given_up.connect(self._give_up)
        editor.left_upwards.connect(self._to_entries)
        editor.undone.connect(self.acts.undo)
        self.entries.undone.connect(self.acts.undo)
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

    def set_speaker(self, attendance_id: str) -> None:
        """Give the word to somebody; empty for nobody in particular."""
        self._speaker = attendance_id
        self.bar.show_speaker(attendance_id)
        self._dress()
        self.line.editor.setFocus()
        self.speaker_changed.emit(attendance_id)

    def commit(self) -> None:
        """Commit the line typed: it stands at once, and the record is asked to keep it."""
        words = self.line.editor.value()
        if not words:
            announce(self, self.tr("Nothing is typed yet."))
            return
        self._save.flush()  # before it: the commit clears the draft
        if self._editing is not None:
            self._commit_edit(self._editing, words)
            return
        item_id, entry = (
            self._work.item_id,
            NewEntry(words, self._kind, self._speaker or None, self._tag, self._agencies),
        )
        self._drafts.pop(item_id, None)
        self._fill("")
        self._set_kind("note")
        self._commits.commit(item_id, entry)

    def _kept(self, kept: Kept) -> None:
        entry, pack = kept.entry, self._work.pack
        title = pack.choices.title("entry_kinds", entry.kind)
        self.acts.remember(self.tr("The entry is withdrawn."), verb(minutes.withdraw, entry.entry_id))
        if entry.kind != "note" or kept.warnings:
            said = self.tr("{kind} {label} added.").format(kind=title, label=entry.label).replace(" .", ".")
            announce(self, " ".join((said, *kept.warnings)))
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
        self.line.hint(self.tr("Changing this entry: Enter keeps the change, Esc leaves it as it was."))
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

    def _withdraw(self, entry: EntryRecord) -> None:
        if self._work.writable:
            self.acts.withdraw(entry)

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
        if self._item != work.item_id:
            self._turned()
        self.bar.offer(work.pack, work.speakers())
        self.bar.show_speaker(self._speaker)
        self.bar.setEnabled(work.writable)
        self.line.setVisible(work.writable)
        self._closed.setVisible(work.view.head.state == "approved")
        self._show_entries()

    def _turned(self) -> None:
        """Show another item: its own draft, its own handling."""
        if not self._started:
            return
        self._save.flush()
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
        person = next((one for one in self._work.view.people if one.attendance_id == speaker), None)
        self.line.dress(kind, person.initials if person else "")

    def _fill(self, words: str) -> None:
        self.line.editor.set_value(words)

    def _save_draft(self) -> None:
        self._look_at_words()
        words = self.line.editor.value()
        if self._editing is not None:
            place = EDIT + self._editing.entry_id
            words = "" if words == self._editing.words else words
        else:
            place = self._item or self._work.item_id
            self._drafts[place] = words
        self._work.save_draft(place, words)

    def _look_at_words(self) -> None:
        """Say what the language guide would have worded otherwise; it only ever warns."""
        hints = self._work.pack.hints(self.line.editor.toPlainText())
        first = hints[0].pair if hints else None
        text = self.tr("Instead of “{avoid}”, consider: {prefer}") if first else ""
        self.line.hint(text.format(avoid=first.avoid, prefer=first.prefer) if first else "")
