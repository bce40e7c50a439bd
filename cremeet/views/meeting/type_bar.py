"""Above the minutes: which kind of entry is typed, who speaks, and who may read it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from cremeet.practice.pack import Pack
from cremeet.services.meetings import PersonRecord
from cremeet.views.fields import button, space
from cremeet.views.fields.flow import Flow, flowing
from cremeet.views.meeting.kinds import KINDS, is_restricted, tag_words
from cremeet.views.theme import Theme


class TypeBar(QWidget):
    """`kind_chosen` carries a kind's id, `speaker_chosen` an attendance id or "", `handling_asked` the button."""

    kind_chosen = Signal(str)
    speaker_chosen = Signal(str)
    handling_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._kinds: dict[str, QPushButton] = {}
        self.speaker = button("", "tool", tip=self.tr("Who speaks (Alt+S)"))
        self.speaker.setMenu(QMenu(self.speaker))
        theme.give_icon(self.speaker, "user", "muted", 16)
        self._speakers: tuple[PersonRecord, ...] = ()
        self.handling = button(self.tr("Everyone"), "tool", tip=self.tr("Who may read the entry (Alt+G)"))
        self.handling.clicked.connect(self.handling_asked)
        self._flow = flowing(gap=2)
        column = QVBoxLayout(self)
        space(column, 0, 6, 3)
        column.addWidget(self._flow)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def offer(self, pack: Pack, speakers: Sequence[PersonRecord]) -> None:
        """Offer the pack's kinds and the people who can speak."""
        if not self._kinds:
            flow = self._flow.layout()
            for number, choice in enumerate(pack.choices.entry_kinds, start=1):
                made = button(choice.title.replace("&", "&&"), "tool", shortcut=f"Ctrl+{number}")
                made.setToolTip(
                    self.tr("{kind} (Ctrl+{n}), or /{letter} at the start of the line").format(
                        kind=choice.title, n=number, letter=KINDS[choice.id].letter
                    )
                )
                made.setCheckable(True)
                self._theme.give_icon(made, KINDS[choice.id].icon, KINDS[choice.id].ink, 16)
                made.clicked.connect(lambda _=False, kind=choice.id: self._choose(kind))
                self._kinds[choice.id] = made
            if isinstance(flow, Flow):
                for piece in (*self._kinds.values(), self.speaker, self.handling):
                    flow.addWidget(piece)
                    piece.show()
        if tuple(speakers) != self._speakers:
            self._speakers = tuple(speakers)
            menu = self.speaker.menu()
            menu.clear()
            menu.addAction(self.tr("Nobody in particular"), partial(self.speaker_chosen.emit, ""))
            for one in speakers:
                words = f"{one.name} ({one.agency_title or one.role})".replace("&", "&&")
                menu.addAction(words, partial(self.speaker_chosen.emit, one.attendance_id))

    def show_kind(self, kind: str) -> None:
        """Mark the kind that the line will be."""
        for one, made in self._kinds.items():
            made.setChecked(one == kind)

    def show_speaker(self, attendance_id: str) -> None:
        """Show who speaks."""
        person = next((one for one in self._speakers if one.attendance_id == attendance_id), None)
        self.speaker.setText(person.initials if person else self.tr("Speaker"))
        name = f"{person.name} ({person.initials})" if person else self.tr("nobody in particular")
        self.speaker.setAccessibleName(self.tr("Speaker: {name}").format(name=name))
        self.speaker.setToolTip(f"{self.speaker.accessibleName()} (Alt+S)")
        self._flow.updateGeometry()

    def show_handling(self, pack: Pack, tag: str, agencies: tuple[str, ...]) -> None:
        """Show who may read the line."""
        words, restricted = tag_words(pack, tag, agencies), is_restricted(pack, tag)
        self.handling.setText(words)
        self.handling.setAccessibleName(self.tr("Handling: {tag}").format(tag=words))
        self._theme.give_icon(self.handling, "eye-off" if restricted else "eye", "warn" if restricted else "muted", 16)
        self._flow.updateGeometry()

    def _choose(self, kind: str) -> None:
        self.show_kind(kind)
        self.kind_chosen.emit(kind)
