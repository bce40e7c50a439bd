"""The child's views and the parents', asked for before the meeting: who asked, how, and in whose words."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cremeet.errors import CremeetError
from cremeet.practice.pack import Pack
from cremeet.services import voice
from cremeet.services.meeting_records import VoiceDetails
from cremeet.views.fields.asking import Ask, AskForm
from cremeet.views.fields.autosave import AutoSave
from cremeet.views.fields.measure import space
from cremeet.views.fields.two_columns import TwoColumns
from cremeet.views.fields.words import across, button
from cremeet.views.navigation import Desk


class VoicePanel(QWidget):
    """A form over one meeting's views, kept as it is typed, and at once with Ctrl+S.

    `typed` is sent when something stands here that is not handed to the record yet.
    """

    typed = Signal()
    _edited = Signal()

    def __init__(self, desk: Desk, pack: Pack) -> None:
        super().__init__()
        self._desk, self._meeting_id, self._shown = desk, "", None  # type: Desk, str, VoiceDetails | None
        self._saving = 0
        asks = self._asks(pack)
        cut = next(place for place, ask in enumerate(asks) if ask.name == "space") - 1  # with the heading above it
        self.forms = AskForm(asks[:cut], desk.today), AskForm(asks[cut:], desk.today)
        self.save = button(self.tr("Keep the views"), "primary", shortcut="Ctrl+S")
        self._auto = AutoSave(self, self._edited, self.keep)
        for form in self.forms:
            form.typed.connect(self._edited)
        self._edited.connect(self._say_unsaved)
        self.save.clicked.connect(self.keep)
        column = QVBoxLayout(self)
        space(column, 12, 0, 12)
        column.addWidget(TwoColumns(*self.forms))
        column.addLayout(across(self.save, None))
        column.addStretch(1)

    def show_voice(self, meeting_id: str, details: VoiceDetails) -> None:
        """Show the views, unless they stand here already or something typed here is not kept yet."""
        if self._saving or (details == self._shown and self._meeting_id == meeting_id):
            return  # an answer from before our own words, or our words coming back: what is typed is newer than both
        if self._shown is None or self._meeting_id != meeting_id or self._typed() == self._shown:
            for form in self.forms:
                form.fill(asdict(details))
            self._meeting_id, self._shown = meeting_id, self._typed()

    def keep(self) -> None:
        """Keep what is typed, at once and before anything else that waits."""
        typed = self._typed()
        if typed == self._shown or not self._meeting_id:
            return
        before, self._shown = self._shown, typed
        self._saving += 1
        self._desk.record.do(
            self, self._kept, voice.record_voice, self._meeting_id, typed, urgent=True,
            failed=lambda error: self._refused(error, before),
        )  # fmt: skip

    def _kept(self, _: VoiceDetails) -> None:
        self._saving -= 1

    def _refused(self, error: CremeetError, before: VoiceDetails | None) -> None:
        self._saving -= 1
        self._shown = before  # so that these words count as not kept, and are tried again
        self._desk.record.trouble.emit(str(error))

    def _say_unsaved(self) -> None:
        if self._typed() != self._shown:
            self.typed.emit()

    def _typed(self) -> VoiceDetails:
        values: dict[str, Any] = self.forms[0].values() | self.forms[1].values()
        return VoiceDetails(**values)

    def field(self, name: str) -> Any:
        """Return the field that answers `name`."""
        return next(form.field(name) for form in self.forms if name in form.values())

    def _asks(self, pack: Pack) -> tuple[Ask, ...]:
        def listed(name: str) -> list[tuple[str, str]]:
            return [(each.id, each.title) for each in pack.choices.of(name)]

        return (
            Ask("", self.tr("Invitation"), "heading"),
            Ask("invited", self.tr("The child is invited"), "yes"),
            Ask("invited_how", self.tr("How, and by whom (optional)")),
            Ask("attended", self.tr("Came to the meeting"), "choice", choices=listed("voice_attendances")),
            Ask("absence_reason", self.tr("Why not, or not for all of it (optional)")),
            Ask("advocate", self.tr("Advocate (optional)")),
            Ask("", self.tr("The child's views"), "heading"),
            Ask("own_words", self.tr("In the child's own words"), "text"),
            Ask("method", self.tr("How they were asked"), "choice", choices=listed("voice_methods")),
            Ask("gathered_by", self.tr("Asked by")),
            Ask("gathered_on", self.tr("Asked on"), "day", lean="past"),
            Ask("", self.tr("Space, voice, audience, influence"), "heading"),
            Ask("space", self.tr("Space: a safe chance to speak"), "text"),
            Ask("voice", self.tr("Voice: help to say it"), "text"),
            Ask("audience", self.tr("Audience: who listens"), "text"),
            Ask("influence", self.tr("Influence: what changes because of it"), "text"),
            Ask("", self.tr("Feedback to the child"), "heading"),
            Ask("feedback_by", self.tr("Who tells the child")),
            Ask("feedback_on", self.tr("By when"), "day", lean="future"),
            Ask("feedback_how", self.tr("How (optional)")),
            Ask("feedback_given_on", self.tr("Given on"), "day", lean="past"),
            Ask("", self.tr("Parents and carers"), "heading"),
            Ask("parents_views", self.tr("Their views"), "text"),
            Ask("parents_gathered_by", self.tr("Asked by (optional)")),
            Ask("parents_not_invited_reason", self.tr("Why they are not invited (optional)"), "text"),
        )
