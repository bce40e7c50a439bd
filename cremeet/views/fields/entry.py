"""Fields that are typed into: a line, a text, a date, a time.

Every field answers `value()`, takes `set_value(...)`, says what is wrong with what stands in it through `fault()` (an
empty string when nothing is), sends `edited` when the person changes it, and names in `target` the widget that takes
the focus, the label and the screen reader's name.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Protocol

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cremeet.views.fields.measure import px, space
from cremeet.views.fields.plain import PlainEditor, PlainLine
from cremeet.views.fields.typed_dates import Lean, read_date, read_time, show_date, show_time
from cremeet.views.fields.words import label

_TEXT_MARGIN = 14


class Field(Protocol):
    """What a form needs of any field."""

    @property
    def target(self) -> QWidget:
        """The widget that takes the focus and the name."""
        ...

    def fault(self) -> str:
        """Return what is wrong with what stands in the field, or an empty string."""
        ...

    def is_empty(self) -> bool:
        """Return whether nothing has been entered."""
        ...


class LineField(PlainLine):
    """One line of text."""

    edited = Signal()

    def __init__(self, text: str = "", *, placeholder: str = "", longest: int = 200) -> None:
        super().__init__(text)
        self.setPlaceholderText(placeholder)
        self.setMaxLength(longest)
        self.textEdited.connect(lambda _: self.edited.emit())

    @property
    def target(self) -> QWidget:
        """The line itself."""
        return self

    def value(self) -> str:
        """Return the text without the spaces around it."""
        return self.text().strip()

    def set_value(self, text: str) -> None:
        """Show `text`."""
        self.setText(text)

    def fault(self) -> str:
        """Return nothing: any line will do."""
        return ""

    def is_empty(self) -> bool:
        """Return whether the line is blank."""
        return not self.value()


class TextField(PlainEditor):
    """Several lines of plain text. Tab moves on, and what is pasted loses its formatting."""

    edited = Signal()

    def __init__(self, text: str = "", *, rows: int = 4, placeholder: str = "") -> None:
        """Make it `rows` lines high; it may be stretched by its layout."""
        super().__init__()
        self._rows = rows
        self.setTabChangesFocus(True)  # otherwise Tab is a trap (WCAG 2.1.2)
        self.setPlaceholderText(placeholder)
        self.document().setDocumentMargin(2)
        self.setPlainText(text)
        self._quiet = False
        self.textChanged.connect(self._changed)

    @property
    def target(self) -> QWidget:
        """The editor itself."""
        return self

    def value(self) -> str:
        """Return the text without the blank space around it."""
        return self.toPlainText().strip()

    def set_value(self, text: str) -> None:
        """Show `text`, unless it already stands there: a refresh must not move the cursor of someone typing."""
        if text == self.toPlainText():
            return
        self._quiet = True
        self.setPlainText(text)
        self._quiet = False

    def fault(self) -> str:
        """Return nothing: any text will do."""
        return ""

    def is_empty(self) -> bool:
        """Return whether the text is blank."""
        return not self.value()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for the rows asked for."""
        return QSize(px(320), self.fontMetrics().lineSpacing() * self._rows + px(_TEXT_MARGIN) + 4)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for the rows asked for, at most three."""
        return QSize(px(120), self.fontMetrics().lineSpacing() * min(3, self._rows) + px(_TEXT_MARGIN) + 4)

    def _changed(self) -> None:
        if not self._quiet:
            self.edited.emit()


class _ReadBack(QWidget):
    """A line that is read as something, with what was understood said underneath."""

    edited = Signal()

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self.line = PlainLine()
        self.line.setPlaceholderText(placeholder)
        self.line.setMaximumWidth(px(220))
        self._heard = label("", "small")
        self._heard.hide()
        column = QVBoxLayout(self)
        space(column, 2)
        column.addWidget(self.line)
        column.addWidget(self._heard)
        self.line.textEdited.connect(lambda _: self.edited.emit())
        self.line.textChanged.connect(lambda _: self._say())
        self.line.editingFinished.connect(self._settle)

    @property
    def target(self) -> QWidget:
        """The line that is typed into."""
        return self.line

    def is_empty(self) -> bool:
        """Return whether nothing has been typed."""
        return not self.line.text().strip()

    def fault(self) -> str:
        """Return why what was typed cannot be read, or an empty string."""
        if self.is_empty():
            return ""
        try:
            self._understand()
        except ValueError as error:
            return str(error)
        return ""

    def _understand(self) -> str:
        """Return what was understood, in words; raise ValueError with a sentence."""
        raise NotImplementedError

    def _shown(self) -> str:
        """Return what the line should hold once it has been left, for a reading that succeeded."""
        return self._understand()

    def _say(self) -> None:
        heard = "" if self.is_empty() or self.fault() else self._understand()
        self._heard.setText("" if heard == self.line.text().strip() else heard)
        self._heard.setVisible(bool(self._heard.text()))
        self.line.setAccessibleDescription(self._heard.text())

    def _settle(self) -> None:
        if not self.is_empty() and not self.fault():
            self.line.setText(self._shown())


class DateField(_ReadBack):
    """A day, typed as people in England type it ("1/12/2026", "1 Dec", "fri"), and read back as "Tue 1 Dec 2026"."""

    def __init__(
        self,
        today: Callable[[], date],
        *,
        lean: Lean = "near",
        not_before: date | None = None,
        not_after: date | None = None,
        remark: Callable[[date], str] | None = None,
    ) -> None:
        """Read days against `today()`; `remark(day)` is added to the read-back ("a bank holiday")."""
        super().__init__(self.tr("day/month/year"))
        self._today, self._lean, self._remark = today, lean, remark
        self._not_before, self._not_after = not_before, not_after

    def value(self) -> date | None:
        """Return the day, or None when the field is empty or cannot be read."""
        if self.is_empty() or self.fault():
            return None
        return self._read()

    def set_value(self, day: date | None) -> None:
        """Show a day, or empty the field."""
        self.line.setText(show_date(day))

    def set_remark(self, remark: Callable[[date], str] | None) -> None:
        """Change what is said about the day, and say it."""
        self._remark = remark
        self._say()

    def _read(self) -> date:
        return read_date(self.line.text(), self._today(), self._lean)

    def _understand(self) -> str:
        day = self._read()
        if self._not_before and day < self._not_before:
            raise ValueError(self.tr("Give a day on or after {day}.").format(day=show_date(self._not_before)))
        if self._not_after and day > self._not_after:
            raise ValueError(self.tr("Give a day on or before {day}.").format(day=show_date(self._not_after)))
        remark = self._remark(day) if self._remark else ""
        return f"{show_date(day)} – {remark}" if remark else show_date(day)

    def _shown(self) -> str:
        return show_date(self._read())


class TimeField(_ReadBack):
    """A time of day, typed as 10:30, 1030, 2pm or 14, on the clock in England."""

    def __init__(self) -> None:
        super().__init__(self.tr("such as 10:30"))
        self.line.setMaximumWidth(px(130))

    def value(self) -> time | None:
        """Return the time, or None when the field is empty or cannot be read."""
        return None if self.is_empty() or self.fault() else read_time(self.line.text())

    def set_value(self, moment: time | None) -> None:
        """Show a time, or empty the field."""
        self.line.setText(show_time(moment))

    def _understand(self) -> str:
        return show_time(read_time(self.line.text()))
