"""The level that the meeting agrees, with its reason: always the meeting's, whatever the answers suggest."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from cremeet.services.assessing import AssessmentRecord
from cremeet.views.children.levels import tone_of
from cremeet.views.fields import ChoiceField, FieldRow, TextField, across, announce, button, label, wear
from cremeet.views.fields.words import card, down
from cremeet.views.risk.reading import Sheet


class LevelForm(QFrame):
    """`agreed` carries (level id, reason)."""

    agreed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[str, str] | None = None
        self.level, self.reason = ChoiceField(prompt=self.tr("Not agreed yet")), TextField(rows=3)
        self._level_row = FieldRow(self.tr("Level"), self.level, required=self.tr("Choose the level that was agreed."))
        self._reason_row = FieldRow(
            self.tr("Reason"), self.reason, hint=self.tr("Needed where it differs from the suggestion.")
        )
        self.agree = button(self.tr("Agree this level"), "primary", shortcut="Ctrl+G", hint=self.tr("agree the level"))
        self._now = label("", "chip-plain")
        self._trend = label("", "small", wrap=True)
        frame, column = card()
        head = across(label(self.tr("Agreed by the meeting"), "h2", wrap=True), self._now)
        head.setStretch(0, 1)
        column.addLayout(head)
        for row in (self._trend, self._level_row, self._reason_row, self.agree):
            column.addWidget(row)
        whole = down(frame, gap=0)
        whole.setContentsMargins(0, 0, 0, 0)
        self.setLayout(whole)
        self.agree.clicked.connect(self._try)
        self.level.edited.connect(self._mark)
        self.reason.edited.connect(self._mark)

    @property
    def waiting(self) -> bool:
        """Whether a level or a reason stands here that was not agreed yet."""
        return self._shown is not None and (self.level.value() or "", self.reason.value()) != self._shown

    def show_sheet(self, sheet: Sheet) -> None:
        """Offer the pack's levels and show what was agreed; what is being written is left alone."""
        assert sheet.view is not None, "a level is agreed once an assessment is begun"
        record = sheet.view.now
        agreed = (record.agreed_level, record.agreed_reason)
        if self._shown is None:
            self.level.set_choices([(one.id, one.title) for one in sheet.pack.levels.levels])
        if not self.waiting or agreed != self._shown:
            self.level.set_value(record.agreed_level or None)
            self.reason.set_value(record.agreed_reason)
        if self._shown is not None and agreed != self._shown:
            announce(self, self.tr("Level agreed: {level}.").format(level=record.agreed_title))
        self._shown = agreed
        self._show_now(record)
        for one in (self.level, self.agree):
            one.setEnabled(not record.locked)
        self.reason.setReadOnly(record.locked)
        self._mark()

    def refuse(self, sentence: str) -> None:
        """Show why the level was not taken, and lead to the reason."""
        self._reason_row.set_fault(sentence)
        self.reason.setFocus()

    def _show_now(self, record: AssessmentRecord) -> None:
        wear(self._now, "role", f"chip-{tone_of(record.agreed_level) or 'plain'}")
        self._now.setText(record.agreed_title or self.tr("Not agreed"))
        arrow = {"up": "↑ ", "down": "↓ ", "same": "= "}.get(record.trend, "")
        self._trend.setText(f"{arrow}{record.trend_words}")

    def _mark(self) -> None:
        words = self.tr("Agree this level") if self.waiting or not self._shown or not self._shown[0] else ""
        self.agree.setText(words or self.tr("Agreed"))

    def _try(self) -> None:
        self._reason_row.set_fault()
        if self._level_row.check():
            self.level.setFocus()
            return
        self.agreed.emit(self.level.value() or "", self.reason.value())
