"""A day and a time side by side: when something happened, or will."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from cremeet.clock import in_london, london
from cremeet.views.fields.entry import DateField, TimeField
from cremeet.views.fields.typed_dates import Lean
from cremeet.views.fields.words import across


class MomentField(QWidget):
    """A day and a time on English clocks; answers an aware moment in UTC, or None when both are empty.

    A day alone is a fault: midnight would stand in the record as if somebody had said so.
    """

    edited = Signal()

    def __init__(self, today: Callable[[], date], *, lean: Lean = "past") -> None:
        """Read days against `today()`; `lean` says which year or week a short day means."""
        super().__init__()
        self.day, self.hour = DateField(today, lean=lean), TimeField()
        row = across(self.day, self.hour, None, gap=10)
        for place, field in enumerate((self.day, self.hour)):
            row.setAlignment(field, Qt.AlignmentFlag.AlignTop)
            row.setStretch(place, 0)
            field.edited.connect(self.edited)
        self.setLayout(row)
        self.name_hour("")

    @property
    def target(self) -> QWidget:
        """The line of the day."""
        return self.day.target

    def name_hour(self, label: str) -> None:
        """Say whose time it is, for a screen reader: the label stands beside the day only."""
        said = QCoreApplication.translate("Asking", "Time")
        self.hour.line.setAccessibleName(f"{label}: {said.lower()}" if label else said)

    def value(self) -> datetime | None:
        """Return the moment, or None while the day or the time is missing or cannot be read."""
        day, hour = self.day.value(), self.hour.value()
        return None if day is None or hour is None else london(day, hour.hour, hour.minute)

    def set_value(self, moment: datetime | None) -> None:
        """Show a moment on English clocks, or nothing."""
        there = in_london(moment) if moment else None
        self.day.set_value(there.date() if there else None)
        self.hour.set_value(there.time() if there else None)

    def fault(self) -> str:
        """Return what is wrong with the day or the time, or which of the two is missing."""
        wrong = self.day.fault() or self.hour.fault()
        if wrong or self.day.is_empty() == self.hour.is_empty():
            return wrong
        if self.hour.is_empty():
            return QCoreApplication.translate("Asking", "Enter the time too, as near as it is known, such as 14:30.")
        return QCoreApplication.translate("Asking", "Enter the day too.")

    def is_empty(self) -> bool:
        """Return whether neither a day nor a time is written."""
        return self.day.is_empty() and self.hour.is_empty()
