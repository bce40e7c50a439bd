"""What a meeting gives the line that is typed: its names, the council's short forms, and the language guide."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from cremeet.practice.pack import Pack
from cremeet.services import wording_look
from cremeet.services.known_names import NAMED_IN, known_names
from cremeet.services.wording_look import WordingLine
from cremeet.views.fields import announce, command
from cremeet.views.meeting.speller import FIRST_MS
from cremeet.views.meeting.typing_line import TypingLine
from cremeet.views.meeting.wording_help import NEXT, OFFER
from cremeet.views.meeting.wording_lines import WordingDialog, follow
from cremeet.views.meeting.work import MeetingWork
from cremeet.views.record import Changes

WHOLE = "Ctrl+F7"


class MeetingWording(QObject):
    """Keeps spelling, guide and short forms of one line in step with its meeting, and can look at the whole of it."""

    def __init__(self, work: MeetingWork, line: TypingLine, window: QWidget) -> None:
        super().__init__(window)
        self._work, self._line, self._window = work, line, window
        self._practice = ""
        self._help = line.editor.wording
        self._help.said.connect(line.hint)
        self._help.speller.off.connect(self._say)
        work.read.connect(self._read)
        work.desk.record.changed.connect(self._changed)
        if work.known:
            self._read()
        group = self.tr("Minutes")
        command(window, self.tr("Next underlined words"), NEXT, self._help.next, group=group)
        command(window, self.tr("Other words for what is underlined"), OFFER, self._help.offer, group=group)
        command(window, self.tr("Wording to look at again, in the whole meeting"), WHOLE, self.look, group=group)

    def look(self) -> None:
        """Look at the wording of the whole meeting, and list what there is."""
        self._work.do(wording_look.wording_of, self._work.meeting_id, then=self._found)

    def _found(self, lines: tuple[WordingLine, ...]) -> None:
        if not lines:
            self._say(self.tr("The language guide has nothing to say about these minutes."))
            return
        dialog = WordingDialog(self._window, lines)
        dialog.followed.connect(lambda line: follow(self._work.desk.go, self._work.meeting_id, line))
        dialog.open()

    def _read(self) -> None:
        practice, editor, pack = self._work.view.head.practice_id, self._line.editor, self._work.pack
        if practice == self._practice:
            return
        if not self._practice:
            self._help.speller.warm()
            QTimer.singleShot(FIRST_MS, self, self._count_days)
        self._practice = practice
        editor.proof.advise_with(pack.language)
        editor.shorthand.words = {one.typed: one.becomes for one in pack.shorthand}
        self._ask_names()

    def _count_days(self) -> None:
        """Have the bank holidays read: the first "by fri" that is typed must not wait a fifth of a second for them."""
        self._work.do(_first_days, self._work.pack, self._work.desk.today())

    def _changed(self, changes: Changes) -> None:
        if self._practice and any(kind in NAMED_IN for kind, _ in changes):
            self._ask_names()

    def _ask_names(self) -> None:
        self._work.do(known_names, self._work.meeting_id, then=self._help.speller.know)

    def _say(self, words: str) -> None:
        self._line.hint(words)
        announce(self._line, words)


def _first_days(_: Any, pack: Pack, today: date) -> None:
    """Ask about a day of this year and one of the next: their holidays are remembered."""
    for day in (today, today + timedelta(days=365)):
        pack.timescales.holiday_name(day)
