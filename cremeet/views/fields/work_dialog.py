"""A question whose answer takes a while to carry out: it stays, says so, and closes only once it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from cremeet.errors import CremeetError
from cremeet.views.fields.busy import Busy
from cremeet.views.fields.form import ErrorSummary, Fault
from cremeet.views.fields.help_key import give_help
from cremeet.views.fields.measure import px, space
from cremeet.views.fields.words import Kind, across, button, label

Done = Callable[[], None]
Refused = Callable[[CremeetError], None]


class WorkDialog(QDialog):
    """Asks with `content`, checks with `faults`, and hands over to `work(done, refused)`.

    While the work runs nothing can be changed and the dialog does not close; a refusal is shown in it, and nothing that
    was typed is lost.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        content: QWidget,
        *,
        yes: str,
        busy: str,
        faults: Callable[[], Sequence[Fault]],
        work: Callable[[Done, Refused], None],
        intro: str = "",
        kind: Kind = "primary",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(QCoreApplication.translate("Asking", "cremeet"))  # a title shows in the taskbar: no names
        self.setAccessibleName(title)
        give_help(self, "work")
        self._content, self._faults, self._work, self._running = content, faults, work, False
        self.finished.connect(self.deleteLater)
        self.errors = ErrorSummary()
        self.busy = Busy(busy)
        self.yes = button(yes, kind, shortcut="Ctrl+Return")
        self.no = button(QCoreApplication.translate("Asking", "Cancel"))
        self.yes.clicked.connect(self._try)
        self.no.clicked.connect(self.reject)
        inside = QWidget()
        column = QVBoxLayout(inside)
        space(column, 12, 20, 16)
        column.addWidget(label(title, "h1", wrap=True))
        if intro:
            column.addWidget(label(intro, wrap=True))
        for piece in (self.errors, content, self.busy):
            column.addWidget(piece)
        column.addStretch(1)
        foot = QFrame()
        foot.setObjectName("ActionBar")
        row = across(None, self.no, self.yes)
        space(row, 10, 20, 9)
        foot.setLayout(row)
        whole = QVBoxLayout(self)
        space(whole, 0)
        whole.addWidget(scrolling(inside), 1)
        whole.addWidget(foot)
        fit(self, inside, parent)

    def reject(self) -> None:
        """Close without doing anything; never while the work runs."""
        if not self._running:
            super().reject()

    def _try(self) -> None:
        if self._running or self.errors.show_faults(self._faults()):
            return
        self._set_running(running=True)
        self._work(self._done, self._refused)

    def _done(self) -> None:
        if isValid(self):
            self._running = False
            self.accept()

    def _refused(self, error: CremeetError) -> None:
        if isValid(self):
            self._set_running(running=False)
            self.errors.show_faults([(str(error), self.yes)])

    def _set_running(self, *, running: bool) -> None:
        self._running = running
        self.busy.set_on(on=running)
        for one in (self._content, self.yes, self.no):
            one.setEnabled(not running)


def scrolling(inside: QWidget) -> QScrollArea:
    """Return a frameless area that scrolls `inside` where there is too little room."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


def fit(dialog: QDialog, inside: QWidget, parent: QWidget | None, *, foot: int = 90) -> None:
    """Give a dialog the room that its inside wants, and never more than the window behind it has."""
    room = parent.window().size() if parent is not None else dialog.size()
    width = min(max(px(640), inside.minimumSizeHint().width() + px(40)), max(room.width() - px(40), px(320)))
    height = inside.heightForWidth(width) if inside.hasHeightForWidth() else inside.sizeHint().height()
    dialog.resize(
        width,
        min(
            max(height, inside.sizeHint().height(), inside.minimumSizeHint().height()) + px(foot),
            max(room.height() - px(40), px(320)),
        ),
    )
