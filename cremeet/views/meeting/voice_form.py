"""The child's invitation and views, the parents' views, and who tells the child: one form, before and in the meeting.

Space, voice, audience and influence are Lundy's four elements of being heard (Lundy 2007, article 12 UNCRC).
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QVBoxLayout, QWidget

from cremeet.errors import CremeetError
from cremeet.services import minutes, voice
from cremeet.services.meetings import VoiceDetails
from cremeet.views.fields import AutoSave, announce, button, label, space
from cremeet.views.fields.asking import Ask, AskForm
from cremeet.views.meeting.work import MeetingWork

PLACE = "voice"
"""The place of the draft that holds this form while it is being filled in."""


class VoiceForm(QWidget):
    """Saved as it is typed, and kept in the record when the form is left or "Keep the views" is pressed."""

    edited = Signal()

    def __init__(self, work: MeetingWork) -> None:
        super().__init__()
        self._work, self._dirty, self._filled = work, False, False
        self._form: AskForm | None = None
        self._wrong = label("", "error", wrap=True)
        self._wrong.hide()
        self.keep = button(self.tr("Keep the views"), "primary")
        self.keep.clicked.connect(self.flush)
        self._column = QVBoxLayout(self)
        space(self._column, 10)
        self._column.addWidget(self._wrong)
        self._save = AutoSave(self, self.edited, self._save_draft)
        work.read.connect(self._show)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]  # there is one
        if work.known:
            self._show()

    def flush(self) -> None:
        """Keep in the record what stands in the form."""
        self._save.flush()
        if self._form is None or not self._dirty:
            return
        faults = self._form.faults()
        if faults:
            return  # the draft is safe, and the faults show at their fields
        self._dirty = False
        self._work.do(
            _keep,
            self._work.meeting_id,
            self._details(),
            then=lambda _: self._kept(),
            failed=self._refused,
            urgent=True,
        )

    def go_to(self, name: str) -> None:
        """Put the focus on one field."""
        if self._form is not None and name in self._form.row_of:
            self._form.row_of[name].target.setFocus()

    def _kept(self) -> None:
        self._wrong.hide()
        announce(self, self.tr("The views are kept."))

    def _refused(self, error: CremeetError) -> None:
        self._dirty = True
        self._wrong.setText(str(error))
        self._wrong.show()
        announce(self, str(error), assertive=True)

    def _show(self) -> None:
        if self._form is None:
            self._form = self._make()
            self._column.addWidget(self._form)
            self._column.addWidget(self.keep)
            self._column.addStretch(1)
        self.setEnabled(self._work.view.head.state != "approved")
        if self._dirty:
            return
        self._form.fill(asdict(self._work.view.voice))
        if not self._filled:
            self._filled = True
            typed = self._work.draft(PLACE)
            if typed:  # it was not kept when the meeting was last open
                self._form.fill(_read(typed))
                self._dirty = True

    def _make(self) -> AskForm:
        form = AskForm(self._asks(), self._work.desk.today)
        for field in fields(VoiceDetails):
            made: Any = form.field(field.name)
            signal = made.clicked if isinstance(made, QCheckBox) else made.edited
            signal.connect(self._changed)
        return form

    def _asks(self) -> tuple[Ask, ...]:
        choices, tr = self._work.pack.choices, self.tr
        attended = [(one.id, one.title) for one in choices.voice_attendances]
        methods = [(one.id, one.title) for one in choices.voice_methods]
        return (
            Ask("", tr("Invitation"), "heading"),
            Ask("invited", tr("The child was invited"), "yes"),
            Ask("invited_how", tr("How, or why not")),
            Ask("advocate", tr("Advocate")),
            Ask("attended", tr("Was the child there?"), "choice", choices=attended),
            Ask("absence_reason", tr("If not for all of it, why?")),
            Ask("", tr("The child's views"), "heading"),
            Ask("own_words", tr("In the child's own words"), "text"),
            Ask("method", tr("How were they gathered?"), "choice", choices=methods),
            Ask("gathered_by", tr("Gathered by")),
            Ask("gathered_on", tr("On"), "day"),
            Ask("space", tr("Space: a safe place and time to speak"), "text"),
            Ask("voice", tr("Voice: help to say it"), "text"),
            Ask("audience", tr("Audience: who listened"), "text"),
            Ask("influence", tr("Influence: what will change because of it"), "text"),
            Ask("", tr("Parents and carers"), "heading"),
            Ask("parents_views", tr("Their views"), "text"),
            Ask("parents_gathered_by", tr("Gathered by")),
            Ask("parents_not_invited_reason", tr("If they were not invited, why?")),
            Ask("", tr("Telling the child"), "heading"),
            Ask("feedback_by", tr("Who tells the child what was decided")),
            Ask("feedback_on", tr("By when"), "day"),
            Ask("feedback_how", tr("How")),
            Ask("feedback_given_on", tr("Told on (once it is done)"), "day"),
        )

    def _details(self) -> VoiceDetails:
        assert self._form is not None
        return VoiceDetails(**self._form.values())

    def _changed(self) -> None:
        self._dirty = True
        self.edited.emit()

    def _save_draft(self) -> None:
        if self._form is not None and self._dirty:
            values = {name: value for name, value in self._form.values().items() if value}
            self._work.save_draft(PLACE, json.dumps(values, default=date.isoformat))

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        """Keep what was entered once the focus leaves the form for another part of the window."""
        if old is None or new is None or not self._dirty or QApplication.activePopupWidget() is not None:
            return
        if self.isAncestorOf(old) and not self.isAncestorOf(new):
            self.flush()


def _read(typed: str) -> dict[str, Any]:
    """Return the values of a draft; what cannot be read is left out."""
    try:
        found = json.loads(typed)
    except ValueError:
        return {}
    days = {field.name for field in fields(VoiceDetails) if "date" in str(field.type)}
    return {name: date.fromisoformat(value) if name in days else value for name, value in found.items()}


def _keep(session: Any, meeting_id: str, details: VoiceDetails) -> None:
    """Keep the views and clear their draft, in one transaction."""
    voice.record_voice(session, meeting_id, details)
    minutes.save_draft(session, meeting_id, PLACE, "")
