"""What an answer rests on: evidence, where it comes from, when the sign was last seen, and fact or judgement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from cremeet.services.assessing import Answer
from cremeet.views.fields import ChoiceField, DateField, FieldRow, LineField, TextField, across, down

_SUMMARY = 70


class BasisForm(QWidget):
    """`edited` follows every change by the person."""

    edited = Signal()

    def __init__(self, about: str, wanted: str, today: Callable[[], date]) -> None:
        """`about` is the indicator's words, for a screen reader; `wanted` says what would count as evidence."""
        super().__init__()
        self.evidence = TextField(rows=2)
        self.source = LineField(placeholder=self.tr("such as: school, police report, the child"))
        self.seen = DateField(today, lean="past", not_after=today())
        self.basis = ChoiceField(
            [("fact", self.tr("Fact")), ("judgement", self.tr("Professional judgement"))], prompt=self.tr("Not said")
        )
        rows = [
            FieldRow(self.tr("Evidence"), self.evidence, hint=wanted),
            FieldRow(self.tr("Source"), self.source),
            FieldRow(self.tr("Last seen"), self.seen),
            FieldRow(self.tr("Fact or judgement"), self.basis),
        ]
        self._seen_row, self._about = rows[2], about
        for row in rows:
            self._name(row)
        beside = across(rows[2], rows[3], None, gap=14)
        for row in rows[2:]:
            beside.setAlignment(row, Qt.AlignmentFlag.AlignTop)
        column = down(rows[0], rows[1], beside, gap=8)
        column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column)
        for field in (self.evidence, self.source, self.seen, self.basis):
            field.edited.connect(self.edited)
        self.seen.line.editingFinished.connect(self._check_seen)

    def _check_seen(self) -> None:
        self._seen_row.check()
        self._name(self._seen_row)  # a checked row is named by its label alone

    def _name(self, row: FieldRow) -> None:
        row.target.setAccessibleName(f"{row.text}: {self._about}")

    def show_answer(self, given: Answer) -> None:
        """Fill the form from an answer."""
        self.evidence.set_value(given.evidence)
        self.source.set_value(given.source)
        self.seen.set_value(given.last_seen_on)
        self.basis.set_value(given.basis or None)

    def summary(self) -> str:
        """Return in a few words what is written here, for when the form is folded away."""
        said = ", ".join(one for one in (self.source.value(), self.evidence.value().replace("\n", " ")) if one)
        return said if len(said) <= _SUMMARY else f"{said[:_SUMMARY].rstrip()}…"

    def answer(self, now: str, before: str, kept: Answer) -> Answer:
        """Return the whole answer; a day that cannot be read leaves the one of `kept`."""
        return Answer(
            answer=now,
            historic=before,
            last_seen_on=kept.last_seen_on if self.seen.fault() else self.seen.value(),
            evidence=self.evidence.value(),
            source=self.source.value(),
            basis=self.basis.value() or "",
        )
