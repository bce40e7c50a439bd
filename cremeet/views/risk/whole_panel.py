"""The picture as a whole: what keeps the child safer, strengths, the analysis, and who knows of the assessment."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cremeet.views.fields import AutoSave, ChoiceField, FieldRow, ManyOf, TextField, label, space
from cremeet.views.fields.words import card
from cremeet.views.risk.reading import Sheet


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the form holds, by the names that `assessing.weigh` takes."""

    protective: tuple[str, ...]
    strengths: str
    analysis: str
    child_aware: str
    parent_aware: str


class WholePanel(QWidget):
    """`weighed` carries a `Weighed`; `typed` follows each letter."""

    weighed = Signal(object)
    typed = Signal()

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        assert sheet.view is not None, "the whole shows once an assessment is begun"
        record = sheet.view.now
        knows = (("yes", self.tr("Yes")), ("part", self.tr("In part")), ("no", self.tr("No")))
        self.protective = ManyOf([(one.id, one.title) for one in sheet.instrument.protective])
        for one in sheet.instrument.protective:
            self.protective.boxes[one.id].setToolTip(one.help)
        self.strengths, self.analysis = TextField(record.strengths, rows=4), TextField(record.analysis, rows=6)
        self.child_aware, self.parent_aware = ChoiceField(knows), ChoiceField(knows)
        self.protective.set_value(record.protective)
        self.child_aware.set_value(record.child_aware or None)
        self.parent_aware.set_value(record.parent_aware or None)
        column = QVBoxLayout(self)
        space(column, 10, 2, 2, 8, 8)
        column.addWidget(label(self.tr("The picture as a whole"), "h2"))
        frame, inside = card(gap=14)
        if sheet.instrument.protective:
            hint = self.tr("They inform the plan and are never taken off a score.")
            inside.addWidget(FieldRow(self.tr("What keeps the child safer"), self.protective, hint=hint))
        inside.addWidget(FieldRow(self.tr("Strengths"), self.strengths))
        inside.addWidget(FieldRow(self.tr("Overall analysis"), self.analysis,
                                  hint=self.tr("What the signs mean together, who poses the risk, and what we do not "
                                               "know yet.")))  # fmt: skip
        inside.addWidget(FieldRow(self.tr("Does the child know of this assessment?"), self.child_aware))
        inside.addWidget(FieldRow(self.tr("Do the parents or carers know of it?"), self.parent_aware))
        column.addWidget(frame)
        column.addStretch(1)
        self._kept = self.value()
        self._save = AutoSave(self, self.typed, self.keep)
        for text in (self.strengths, self.analysis):
            text.edited.connect(self.typed)
            text.setReadOnly(record.locked)
        for choice in (self.protective, self.child_aware, self.parent_aware):
            choice.edited.connect(self.keep)
            choice.setEnabled(not record.locked)

    def value(self) -> Weighed:
        """Return what the form holds."""
        return Weighed(
            protective=self.protective.value(),
            strengths=self.strengths.value(),
            analysis=self.analysis.value(),
            child_aware=self.child_aware.value() or "",
            parent_aware=self.parent_aware.value() or "",
        )

    def keep(self) -> None:
        """Hand the form over, where it changed."""
        found = self.value()
        if found != self._kept:
            self._kept = found
            self.weighed.emit(found)

    def flush(self) -> None:
        """Hand over what waits."""
        self._save.flush()

    def refresh(self, sheet: Sheet) -> None:
        """Leave the form alone: nothing in it is reckoned from answers."""
