"""A form from a list of questions, and the dialog that asks them: one way in for every small record.

The answers come back as keyword values of a frozen details record, so that a screen says what it asks and a verb says
what it keeps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from cremeet.clock import in_london, london
from cremeet.errors import CremeetError
from cremeet.views.fields.choose import ChoiceField, Choices, ManyOf
from cremeet.views.fields.entry import DateField, LineField, TextField, TimeField
from cremeet.views.fields.form import ErrorSummary, FieldRow, Form
from cremeet.views.fields.measure import px, space
from cremeet.views.fields.words import across, button, label

Kind = Literal["line", "text", "day", "moment", "choice", "many", "yes", "heading"]


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: the details record's field, its label, what kind of answer, and the choices where there are some.

    `required` is the sentence shown when it is left empty. A "moment" is a day and a time on English clocks, answered
    in UTC. A "heading" asks nothing.
    """

    name: str
    label: str
    kind: Kind = "line"
    hint: str = ""
    required: str = ""
    choices: Choices = ()


class MomentField(QWidget):
    """A day and a time side by side; answers an aware moment in UTC, or None when both are empty."""

    edited = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.day, self.hour = DateField(today, lean="past"), TimeField()
        row = across(self.day, self.hour, None, gap=10)
        row.setContentsMargins(0, 0, 0, 0)
        self.setLayout(row)
        self.hour.line.setAccessibleName(QCoreApplication.translate("Asking", "Time"))
        self.setFocusProxy(self.day)

    @property
    def target(self) -> QWidget:
        """The line of the day."""
        return self.day.target

    def value(self) -> datetime | None:
        """Return the moment, or None."""
        day = self.day.value()
        if day is None:
            return None
        hour = self.hour.value() or time(0, 0)
        return london(day, hour.hour, hour.minute)

    def set_value(self, moment: datetime | None) -> None:
        """Show a moment on English clocks, or nothing."""
        there = in_london(moment) if moment else None
        self.day.set_value(there.date() if there else None)
        self.hour.set_value(there.time() if there else None)

    def fault(self) -> str:
        """Return what is wrong with the day or the time."""
        return self.day.fault() or self.hour.fault()

    def is_empty(self) -> bool:
        """Return whether no day is written."""
        return self.day.is_empty()


class AskForm(Form):
    """A form of questions, filled from a details record and read back as keyword values."""

    def __init__(self, asks: Sequence[Ask], today: Callable[[], date]) -> None:
        super().__init__()
        self._fields: dict[str, Any] = {}
        self.row_of: dict[str, FieldRow] = {}
        for ask in asks:
            if ask.kind == "heading":
                self.add_widget(label(ask.label, "h2", wrap=True))
                continue
            field = _field(ask, today)
            self._fields[ask.name] = field
            if isinstance(field, QCheckBox):
                field.setAccessibleDescription(ask.hint)
                self.add_widget(field)
            else:
                self.row_of[ask.name] = self.add(ask.label, field, hint=ask.hint, required=ask.required)

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show these values; names that are not asked are left out."""
        for name, field in self._fields.items():
            if name not in values:
                continue
            if isinstance(field, QCheckBox):
                field.setChecked(bool(values[name]))
            elif isinstance(field, ChoiceField):
                field.set_value(values[name] or None)
            else:
                field.set_value(values[name])

    def values(self) -> dict[str, Any]:
        """Return what stands in the form, by name; an unanswered choice is empty text."""
        found: dict[str, Any] = {}
        for name, field in self._fields.items():
            if isinstance(field, QCheckBox):
                found[name] = field.isChecked()
            elif isinstance(field, ChoiceField):
                found[name] = field.value() or ""
            else:
                found[name] = field.value()
        return found

    def field(self, name: str) -> Any:
        """Return the field that answers `name`."""
        return self._fields[name]


class AskDialog(QDialog):
    """Asks, keeps, and only then closes: a refusal of the record is shown in the dialog and nothing typed is lost.

    `keep(values, done, refused)` hands the answers to the record; it calls `done()` or `refused(error)`.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        form: AskForm,
        keep: Callable[[dict[str, Any], Callable[[], None], Callable[[CremeetError], None]], None],
        *,
        intro: str = "",
        yes: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(QCoreApplication.translate("Asking", "cremeet"))  # a title shows in the taskbar: no names
        self.setAccessibleName(title)
        self._form, self._keep = form, keep
        self.errors = ErrorSummary()
        self.save = button(yes or QCoreApplication.translate("Asking", "Save"), "primary", shortcut="Ctrl+Return")
        self.cancel = button(QCoreApplication.translate("Asking", "Cancel"))
        self.save.clicked.connect(self._try)
        self.cancel.clicked.connect(self.reject)
        inside = QWidget()
        column = QVBoxLayout(inside)
        space(column, 12, 20, 16)
        column.addWidget(label(title, "h1", wrap=True))
        if intro:
            column.addWidget(label(intro, "muted", wrap=True))
        column.addWidget(self.errors)
        column.addWidget(form)
        column.addStretch(1)
        foot = QFrame()
        foot.setObjectName("ActionBar")
        row = across(None, self.cancel, self.save)
        space(row, 10, 20, 9)
        foot.setLayout(row)
        whole = QVBoxLayout(self)
        space(whole, 0)
        whole.addWidget(_scrolling(inside), 1)
        whole.addWidget(foot)
        room = parent.window().size() if parent is not None else self.size()
        wanted = inside.sizeHint()
        self.resize(
            min(max(px(700), wanted.width() + px(40)), max(room.width() - px(40), px(320))),
            min(wanted.height() + px(90), max(room.height() - px(40), px(320))),
        )
        rows = form.rows
        if rows:
            rows[0].target.setFocus()

    def _try(self) -> None:
        if self.errors.show_faults(self._form.faults()) or not self.save.isEnabled():
            return
        self.save.setEnabled(False)
        self._keep(self._form.values(), self.accept, self._refused)

    def _refused(self, error: CremeetError) -> None:
        self.save.setEnabled(True)
        rows = self._form.rows
        self.errors.show_faults([(str(error), rows[0].target if rows else self.save)])


def _field(ask: Ask, today: Callable[[], date]) -> QWidget:
    match ask.kind:
        case "text":
            return TextField(rows=3)
        case "day":
            return DateField(today)
        case "moment":
            return MomentField(today)
        case "choice":
            return ChoiceField(ask.choices)
        case "many":
            return ManyOf(ask.choices, columns=2)
        case "yes":
            return QCheckBox(ask.label.replace("&", "&&"))
        case _:
            return LineField(longest=400)


def _scrolling(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area
