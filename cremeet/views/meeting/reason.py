"""A decision asks for its reason at once, in the line itself: nobody has to reach for a form while people talk."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from cremeet.errors import CremeetError
from cremeet.services import decisions
from cremeet.services.meetings import DecisionRecord
from cremeet.views.fields import announce
from cremeet.views.meeting.work import MeetingWork


class Reason(QObject):
    """The line after a decision is its reason. `said` is for the hint under the line.

    `given_back` carries item, words and kind of a reason that was refused.
    """

    said = Signal(str)
    given_back = Signal(str, str, str)

    def __init__(self, work: MeetingWork, window: QWidget) -> None:
        super().__init__(window)
        self._work, self._window = work, window
        self._asked: tuple[str, str] | None = None

    @property
    def asked(self) -> bool:
        """Whether the line being typed is a reason."""
        return self._asked is not None

    def ask(self, item_id: str, decision: str) -> None:
        """Ask for the reason of the decision that was just typed under an item, in these words."""
        self._asked = item_id, decision
        words = self.tr("Why? Type the reason for this decision and press Enter; Enter alone leaves it for later.")
        self.said.emit(words)
        announce(self._window, words)

    def take(self, reason: str) -> None:
        """Take the reason; no words leave it for later.

        The record is told at once: it does one thing after the other, so that the decision is kept by then.
        """
        asked, self._asked = self._asked, None
        if asked is None:
            return
        self.said.emit("")
        if not reason:
            announce(self._window, self.tr("The reason is left for later; the close list asks for it."))
            return
        item_id, decision = asked
        self._work.do(
            decisions.give_reason,
            item_id,
            decision,
            reason,
            then=self._kept,
            failed=lambda error: self._refused(item_id, reason, error),
            urgent=True,
        )

    def leave(self) -> None:
        """Ask no more: another item is shown."""
        self._asked = None

    def _kept(self, decision: DecisionRecord) -> None:
        announce(self._window, self.tr("The reason for D{n} is kept.").format(n=decision.number))

    def _refused(self, item_id: str, reason: str, error: CremeetError) -> None:
        self.given_back.emit(item_id, reason, "note")
        self._work.refused.emit(str(error))
