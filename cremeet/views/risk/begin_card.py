"""Beginning an assessment: who makes it, and whether it starts from the last answers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from cremeet.views.fields import ChoiceField, FieldRow, LineField, button, label, show_date
from cremeet.views.fields.words import card, down
from cremeet.views.risk.reading import Sheet
from cremeet.views.risk.three_panes import scrolling


class BeginCard(QFrame):
    """`begun` carries (author, agency id, whether to start from the last answers)."""

    begun = Signal(str, str, bool)

    def __init__(self) -> None:
        super().__init__()
        self._about = label("", "muted", wrap=True)
        self.author, self.agency = LineField(), ChoiceField()
        self.carry = QCheckBox()
        self.begin = button(self.tr("Begin the assessment"), "primary", shortcut="Ctrl+Return")
        frame, column = card(gap=12)
        self._title = label("", "h2", wrap=True)
        for piece in (
            self._title,
            self._about,
            FieldRow(self.tr("Made by (optional)"), self.author, hint=self.tr("Yourself, if you leave it empty.")),
            FieldRow(self.tr("Their agency (optional)"), self.agency),
            self.carry,
            self.begin,
        ):
            column.addWidget(piece)
        inside = QWidget()
        inside.setLayout(down(frame, None, gap=0))
        self.setLayout(down(scrolling(inside), gap=0))  # at large text it is taller than the window
        self.begin.clicked.connect(
            lambda: self.begun.emit(self.author.value(), self.agency.value() or "", self.carry.isChecked())
        )

    def show_sheet(self, sheet: Sheet) -> None:
        """Show which instrument it will be, and the last assessment to start from."""
        self._title.setText(sheet.instrument.title)
        self._about.setText(sheet.instrument.summary)
        self.agency.set_choices([(one.id, one.title) for one in sheet.pack.agencies])
        self.carry.setVisible(sheet.last is not None)
        self.carry.setChecked(sheet.last is not None)
        if sheet.last is not None:
            words = self.tr("Start from the answers of {day} ({level})")
            self.carry.setText(words.format(day=show_date(sheet.last.assessed_on), level=sheet.last.agreed_title))
