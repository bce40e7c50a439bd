"""A form from a list of questions, and the dialog that asks them: one way in for every small record.

The answers come back as keyword values of a frozen details record, so that a screen says what it asks and a verb says
what it keeps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from cremeet.errors import CremeetError
from cremeet.views.fields.choose import ChoiceField, Choices, ManyOf
from cremeet.views.fields.dialogs import confirm
from cremeet.views.fields.entry import DateField, LineField, TextField
from cremeet.views.fields.form import ErrorSummary, FieldRow, Form
from cremeet.views.fields.help_key import give_help
from cremeet.views.fields.measure import px, space
from cremeet.views.fields.moment import MomentField
from cremeet.views.fields.number import NumberField
from cremeet.views.fields.typed_dates import Lean
from cremeet.views.fields.words import across, button, label

Kind = Literal["line", "text", "number", "day", "moment", "choice", "many", "yes", "heading"]

_SHORT = 36
"""The longest choice, in letters, that has room beside another."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: the details record's field, its label, what kind of answer, and the choices where there are some.

    `required` is the sentence shown when it is left empty. A "moment" is a day and a time on English clocks, answered
    in UTC. A "heading" asks nothing. `lean` says which year or week a short day ("fri", "1 Dec") means: by default the
    nearest, for a moment the past.
    """

    name: str
    label: str
    kind: Kind = "line"
    hint: str = ""
    required: str = ""
    choices: Choices = ()
    lean: Lean | None = None


class AskForm(Form):
    """A form of questions, filled from a details record and read back as keyword values.

    `typed` is sent when the person changes any answer.
    """

    typed = Signal()

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
            changed = field.clicked if isinstance(field, QCheckBox) else self._fields[ask.name].edited
            changed.connect(lambda *_: self.typed.emit())
            if isinstance(field, QCheckBox):
                field.setAccessibleDescription(ask.hint)
                self.add_widget(field)
            else:
                self.row_of[ask.name] = self.add(ask.label, field, hint=ask.hint, required=ask.required)
                if isinstance(field, MomentField):
                    field.name_hour(ask.label)

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
        give_help(self, "form")
        self._form, self._keep, self._before = form, keep, form.values()
        self.finished.connect(self.deleteLater)  # a dialog is asked anew each time, and its parent lives on
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

    def reject(self) -> None:
        """Close without keeping: what was typed goes only when the person says so, and never while it is being kept."""
        if not self.save.isEnabled():
            return
        if self._form.values() == self._before or confirm(
            self,
            QCoreApplication.translate("Asking", "Close without saving?"),
            QCoreApplication.translate("Asking", "What you typed here is not in the record yet."),
            yes=QCoreApplication.translate("Asking", "Close without saving"),
            no=QCoreApplication.translate("Asking", "Go on writing"),
            danger=True,
        ):
            super().reject()

    def _try(self) -> None:
        if self.errors.show_faults(self._form.faults()) or not self.save.isEnabled():
            return
        self.save.setEnabled(False)
        self._keep(self._form.values(), self._done, self._refused)

    def _done(self) -> None:
        if isValid(self):
            self.accept()

    def _refused(self, error: CremeetError) -> None:
        if not isValid(self):
            return
        self.save.setEnabled(True)
        first = next((row.target for row in self._form.rows if row.target.isEnabled()), self.save)
        self.errors.show_faults([(str(error), first)])


def _field(ask: Ask, today: Callable[[], date]) -> QWidget:
    match ask.kind:
        case "text":
            return TextField(rows=3)
        case "number":
            return NumberField()
        case "day":
            return DateField(today, lean=ask.lean or "near")
        case "moment":
            return MomentField(today, lean=ask.lean or "past")
        case "choice":
            return ChoiceField(ask.choices)
        case "many":
            choices = tuple(ask.choices)
            return ManyOf(choices, columns=2 if all(len(words) <= _SHORT for _, words in choices) else 1)
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
