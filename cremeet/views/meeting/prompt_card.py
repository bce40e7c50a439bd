"""The chair's prompts for the item shown: the first two, all of them, or the script to be read aloud."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from cremeet.services import readings
from cremeet.views.fields import across, button, label, space
from cremeet.views.meeting.work import MeetingWork, clock_time

FIRST, FIRST_IF_LOW = 3, 1
"""How many prompts show until all are asked for: the rest of the height belongs to the minutes."""


class PromptCard(QFrame):
    """Prompts with "All", "Full script" and "Hide" (Ctrl+H); `hidden` says that there are some and they do not show.

    `was_read` is sent when somebody says that the words to be read aloud were read.
    """

    hidden = Signal(bool)
    was_read = Signal()

    def __init__(self, work: MeetingWork) -> None:
        super().__init__()
        self.setProperty("role", "prompt")
        self._work, self._wanted, self._folded, self._first = work, True, False, FIRST
        icon = QLabel()
        work.desk.theme.give_icon(icon, "message-circle", "accent", 17)
        self._title = label(self.tr("Chair's prompt"), "strong")
        self._words = label("", wrap=True)
        self.all = button(self.tr("All"), "quiet", shortcut="Alt+F")
        self.script = button(self.tr("Full script"), "quiet", shortcut="Alt+X")
        for one in (self.all, self.script):
            one.setCheckable(True)
            one.toggled.connect(lambda _: self._show())
        self.read_it = button(self.tr("It was read aloud"), "quiet")
        self.read_it.hide()
        self.read_it.clicked.connect(self.was_read)
        self.hide_it = button(self.tr("Hide"), "quiet", tip=self.tr("Hide the prompts; the same key shows them again"))
        self.hide_it.clicked.connect(self.toggle)
        column = QVBoxLayout(self)
        space(column, 2, 11, 6)
        column.addLayout(across(icon, self._title, None, self.all, self.script, self.read_it, self.hide_it, gap=5))
        column.addWidget(self._words)
        work.read.connect(self._show)
        work.turned.connect(self._turned)

    @property
    def text(self) -> str:
        """The words shown now, or nothing while hidden."""
        return "" if self.isHidden() else self._words.text()

    def set_room(self, *, folded: bool, low: bool) -> None:
        """Start hidden where there is little room, with one prompt where the window is low."""
        self._first = FIRST_IF_LOW if low else FIRST
        if folded == self._folded:
            self._show()
        else:
            self._folded = folded
            self._wanted = not folded
            self._show()

    def toggle(self) -> None:
        """Hide or show the prompts."""
        self._wanted = not self._wanted
        self._show()

    def _turned(self) -> None:
        self.all.setChecked(False)
        self.script.setChecked(False)
        self._show()

    def _read_at(self, item_id: str) -> str:
        item, view = self._work.item, self._work.view
        statement = item is not None and "confidentiality" in item.captures
        found = readings.last(
            view, readings.CONFIDENTIALITY if statement else readings.SCRIPT, "" if statement else item_id
        )
        return clock_time(found.at) if found else ""

    def _show(self) -> None:
        item = self._work.item
        prompts = item.prompts if item else ()
        script = item.script if item else ""
        if item is not None and "confidentiality" in item.captures:
            script = self._work.pack.confidentiality.script
        elif item is not None and item.closed_part and not script:
            script = self._work.pack.closed_part.script
        self.script.setVisible(bool(script))
        self.all.setVisible(len(prompts) > self._first and not self.script.isChecked())
        self.all.setText(self.tr("Fewer") if self.all.isChecked() else self.tr("All {n}").format(n=len(prompts)))
        shown = prompts if self.all.isChecked() else prompts[: self._first]
        reading = self.script.isChecked() and bool(script)
        self.read_it.setVisible(reading)
        read = self._read_at(item.item_id if item is not None else "")
        aloud = self.tr("To be read aloud (read at {time})").format(time=read) if read else self.tr("To be read aloud")
        self._title.setText(aloud if reading else self.tr("Chair's prompt"))
        mark = "•  " if len(shown) > 1 else ""
        self._words.setText(script if reading else "\n".join(f"{mark}{prompt}" for prompt in shown))
        self.setVisible(self._wanted and bool(prompts or script))
        self.hidden.emit(not self._wanted and bool(prompts or script))
        self.updateGeometry()
