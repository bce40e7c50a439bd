"""Forms: a label above each field, a hint, the fault in words, and the list of faults at the top of a page.

The pattern is GOV.UK's: the error summary takes the focus, is announced, and each line leads to its field.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from cremeet.views.fields.choose import ManyOf, OneOf
from cremeet.views.fields.entry import Field
from cremeet.views.fields.measure import px, space, wear
from cremeet.views.fields.speak import announce
from cremeet.views.fields.words import WrappedButton, across, label

Fault = tuple[str, QWidget]
"""(sentence, the widget to go to)."""


class FieldRow(QFrame):
    """One field with its label, hint and fault; the names a screen reader needs are set from them."""

    def __init__(self, text: str, field: QWidget, *, hint: str = "", required: str = "") -> None:
        """Label `field` (any of this package's fields, or a widget); `required` is the sentence shown when it is empty.

        A field that need not be filled has "(optional)" added to its label by whoever writes the label.
        """
        super().__init__()
        self.field, self.required, self.text, self._hint_text, self._fault = field, required, text, hint, ""
        self._label = label(text, "strong", wrap=True)
        self._hint = label(hint, "small", wrap=True)
        if not hint:  # and never show() before there is a parent: it would flash as a window of its own
            self._hint.hide()
        self._error = label("", "error", wrap=True)
        self._error.hide()
        column = QVBoxLayout(self)
        space(column, 3)
        for piece in (self._label, self._hint, self._error, field):
            column.addWidget(piece)
        self._name_everything()

    @property
    def target(self) -> QWidget:
        """The widget that takes the focus."""
        return cast("Field", self.field).target if hasattr(self.field, "target") else self.field

    @property
    def fault(self) -> str:
        """The fault shown now, or an empty string."""
        return self._fault

    def set_hint(self, hint: str) -> None:
        """Change the hint."""
        self._hint_text = hint
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._name_everything()

    def set_fault(self, sentence: str = "") -> None:
        """Show what is wrong, or nothing."""
        self._fault = sentence
        self._error.setText(self.tr("Error: {sentence}").format(sentence=sentence) if sentence else "")
        self._error.setVisible(bool(sentence))
        wear(self, "role", "fault" if sentence else "")
        if not isinstance(self.target, QAbstractButton):
            wear(self.target, "wrong", bool(sentence))
        margins = px(10) if sentence else 0
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(margins, 0, 0, 0)
        self._name_everything()

    def check(self) -> str:
        """Look at what stands in the field, show what is wrong with it and return that, or an empty string."""
        field = cast("Field", self.field)
        sentence = self.required if self.required and field.is_empty() else field.fault()
        self.set_fault(sentence)
        return sentence

    def _name_everything(self) -> None:
        described = " ".join(one for one in (self._error.text(), self._hint_text) if one)
        if isinstance(self.field, ManyOf | OneOf):
            self.field.setAccessibleName(self.text)
            for box in self.field.findChildren(QAbstractButton):
                box.setAccessibleName(f"{self.text}: {box.text().replace('&&', '&')}")
                box.setAccessibleDescription(described)
            return
        self._label.setBuddy(self.target)
        self.target.setAccessibleName(self.text)
        self.target.setAccessibleDescription(described)


class Form(QWidget):
    """A column of field rows that is checked as one."""

    def __init__(self, *, widest: int = 620) -> None:
        """Keep lines readable: no field is wider than `widest` design pixels."""
        super().__init__()
        self._rows: list[FieldRow] = []
        self._column = QVBoxLayout(self)
        space(self._column, 12)
        self._widest = widest
        self.setMaximumWidth(px(widest))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the size of the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setMaximumWidth(px(self._widest))

    @property
    def rows(self) -> tuple[FieldRow, ...]:
        """The rows, in order."""
        return tuple(self._rows)

    def add(self, text: str, field: QWidget, *, hint: str = "", required: str = "") -> FieldRow:
        """Add a row underneath and return it."""
        row = FieldRow(text, field, hint=hint, required=required)
        self._rows.append(row)
        self._column.addWidget(row)
        return row

    def beside(self, *rows: FieldRow) -> None:
        """Add rows side by side."""
        self._rows.extend(rows)
        line = across(*rows, gap=14)
        for row in rows:
            line.setAlignment(row, Qt.AlignmentFlag.AlignTop)
        line.addStretch(1)
        self._column.addLayout(line)

    def add_widget(self, widget: QWidget) -> None:
        """Add something that is not a field."""
        self._column.addWidget(widget)

    def faults(self) -> list[Fault]:
        """Check every visible row and return what is wrong, in order."""
        return [(sentence, row.target) for row in self._rows if not row.isHidden() and (sentence := row.check())]

    def clear_faults(self) -> None:
        """Take every fault away."""
        for row in self._rows:
            row.set_fault()


class ErrorSummary(QFrame):
    """The list of faults at the top of a page; each line leads to its field."""

    followed = Signal(QWidget)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ErrorSummary")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._column = QVBoxLayout(self)
        space(self._column, 4, 14, 10)
        self._title = label("", "h2", wrap=True)
        self._column.addWidget(self._title)
        self._links: list[QWidget] = []
        self._described: list[tuple[QWidget, str, str]] = []
        self.hide()

    def show_faults(self, faults: Sequence[Fault]) -> bool:
        """Show the faults, take the focus and announce them; with none, hide. Returns whether there were any."""
        for link in self._links:
            self._column.removeWidget(link)
            link.hide()
            link.deleteLater()
        self._links = []
        self._describe(faults)
        if not faults:
            self.hide()
            return False
        self._title.setText(QCoreApplication.translate("ErrorSummary", "There is a problem"))
        for sentence, widget in faults:
            link = WrappedButton(sentence, "link")
            link.clicked.connect(lambda _=False, to=widget: self._go(to))
            self._links.append(link)
            self._column.addWidget(link)
        for before, after in pairwise((self, *self._links)):
            QWidget.setTabOrder(before, after)  # made last, they would come after everything else
        every = " ".join(sentence for sentence, _ in faults)
        self.setAccessibleName(f"{self._title.text()}. {every}")
        self.show()
        reveal(self)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.accessibleName(), assertive=True)
        return True

    def clear(self) -> None:
        """Take the list away."""
        self.show_faults(())

    def _describe(self, faults: Sequence[Fault]) -> None:
        """Have each widget say its fault where its row does not (WCAG 3.3.1); take back what was said before."""
        for widget, ours, before in self._described:
            if isValid(widget) and widget.accessibleDescription() == ours:
                widget.setAccessibleDescription(before)
        self._described = []
        for sentence, widget in faults:
            before = widget.accessibleDescription()
            if sentence not in before:
                words = QCoreApplication.translate("ErrorSummary", "Error: {sentence}").format(sentence=sentence)
                ours = f"{words} {before}".strip()
                widget.setAccessibleDescription(ours)
                self._described.append((widget, ours, before))

    def _go(self, widget: QWidget) -> None:
        reveal(widget)
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.followed.emit(widget)


def reveal(widget: QWidget) -> None:
    """Scroll every scrolling parent so that `widget` shows."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget, px(20), px(60))
        parent = parent.parentWidget()
