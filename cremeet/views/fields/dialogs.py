"""Questions that have to be answered before going on: yes or no, and why."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from cremeet.views.fields.entry import TextField
from cremeet.views.fields.form import FieldRow
from cremeet.views.fields.help_key import give_help
from cremeet.views.fields.measure import px, space
from cremeet.views.fields.speak import announce
from cremeet.views.fields.words import Kind, across, button, label


class Question(QDialog):
    """A heading, a sentence, whatever is added to `content`, and two buttons. Esc is the second button."""

    topic = "question"
    """The name of its help."""

    def __init__(
        self, parent: QWidget | None, title: str, text: str, yes: str, no: str, *, kind: Kind = "primary"
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(QCoreApplication.translate("Question", "cremeet"))  # a title shows in the taskbar: no names
        self.setAccessibleName(f"{title} {text}" if title.endswith(("?", ".", "…")) else f"{title}. {text}")
        give_help(self, lambda: self.topic)
        self.setMinimumWidth(px(440))
        self.setMaximumWidth(px(640))
        self.content = QVBoxLayout()
        space(self.content, 10)
        self.yes = button(yes, kind)
        self.no = button(no)
        self.yes.setDefault(True)
        self.yes.clicked.connect(self._agreed)
        self.no.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        space(column, 12, 20, 18)
        column.addWidget(label(title, "h2", wrap=True))
        if text:
            column.addWidget(label(text, wrap=True))
        column.addLayout(self.content)
        column.addLayout(across(None, self.no, self.yes))

    def _agreed(self) -> None:
        self.accept()


class _Reason(Question):
    def __init__(self, parent: QWidget | None, title: str, prompt: str, yes: str, no: str) -> None:
        super().__init__(parent, title, "", yes, no)
        self.setAccessibleName(title)
        self.field = TextField(rows=3)
        self._row = FieldRow(prompt, self.field, required=self.tr("Write the reason in a few words."))
        self.content.addWidget(self._row)
        self.field.setFocus()

    def _agreed(self) -> None:
        if sentence := self._row.check():
            self.field.setFocus()
            announce(self.field, sentence, assertive=True)
            return
        self.accept()


def ask_reason(parent: QWidget | None, title: str, prompt: str, *, yes: str = "", no: str = "") -> str | None:
    """Ask for a reason in the person's own words; None when they turn back. It is never blank."""
    asked = _Reason(parent, title, prompt, yes or _say("Save the reason"), no or _say("Cancel"))
    return asked.field.value() if asked.exec() == QDialog.DialogCode.Accepted else None


def confirm(parent: QWidget | None, title: str, text: str, *, yes: str, no: str = "", danger: bool = False) -> bool:
    """Ask a yes or no question; `yes` says what will be done ("Approve the minutes"), never a bare "OK"."""
    asked = Question(parent, title, text, yes, no or _say("Cancel"), kind="danger" if danger else "primary")
    if danger:
        asked.yes.setDefault(False)
        asked.no.setDefault(True)
        asked.no.setFocus()
    return asked.exec() == QDialog.DialogCode.Accepted


def tell(parent: QWidget | None, title: str, text: str) -> None:
    """Say one thing that must be read before going on."""
    said = Question(parent, title, text, _say("Close"), "")
    said.no.hide()
    said.exec()


def _say(text: str) -> str:
    return QCoreApplication.translate("Question", text)
