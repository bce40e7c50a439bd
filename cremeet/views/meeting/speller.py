"""Spelling as the window asks for it: answers from memory at once, the rest from a thread of its own, later.

A key that is pressed costs a look into a table. What is not in it is asked for together, a moment later; the dictionary
is read on that thread too, long after the window is up. Words are kept in memory for this sitting, written nowhere.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from cremeet import logs, spelling
from cremeet.errors import SpellingError

SOON_MS = 40
"""How long words are collected before they are asked for: shorter than the time between two keys."""
FIRST_MS = 300
"""How long after a meeting shows its dictionary is read: the first picture is drawn by then."""
_AT_ONCE = 16
"""Words looked up before the thread lets the window go first."""
_MOST_KEPT = 20_000

Told = Callable[[tuple[str, ...]], None]


class Speller(QObject):
    """`learnt` follows words that became known to stand or not; `off` carries why there is no spelling, once."""

    learnt = Signal()
    off = Signal(str)
    _answered = Signal(object, object)

    def __init__(
        self, parent: QObject | None = None, source: Callable[[], spelling.Dictionary] = spelling.shipped
    ) -> None:
        """`source` gives the dictionary, on a thread, whenever words are asked for."""
        super().__init__(parent)
        self._source, self.why_off = source, ""
        self._verdicts: dict[str, bool] = {}
        self._waiting: set[str] = set()
        self._names: dict[str, str] = {}
        self._ignored: dict[str, str] = {}
        self._busy = False
        self._thread: ThreadPoolExecutor | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._ask)
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def warm(self) -> None:
        """Have the dictionary read once the window has had time to draw itself."""
        QTimer.singleShot(FIRST_MS, self, self._ask)

    def stands(self, word: str) -> bool | None:
        """Say whether a word is spelt as the dictionary has it; None where that is not known yet and was asked for."""
        verdict = self._verdicts.get(word)
        if verdict is None and not self.why_off:
            self._waiting.add(word)
            if not self._soon.isActive():
                self._soon.start()
        return True if self.why_off else verdict

    def know(self, names: Iterable[str]) -> None:
        """Take every word of these texts for known, in place of those of before."""
        found = spelling.folded([word for text in names for word in spelling.words_in(text)])
        if found != self._names:
            self._names = found
            self._look_again()

    def ignore(self, word: str) -> None:
        """Let a word stand as it is until the window closes."""
        self._ignored[word.casefold()] = word
        self._look_again()

    def offers(self, word: str, told: Told) -> None:
        """Find words that may have been meant and tell them; nothing is told where there is no spelling."""
        names = self._names | self._ignored
        self._submit(lambda: self._source().offers(word, names), told)

    def _look_again(self) -> None:
        self._verdicts = {word: stands for word, stands in self._verdicts.items() if stands}
        self.learnt.emit()

    def _ask(self) -> None:
        if self._busy or self.why_off:
            return
        self._busy = True
        words, self._waiting = tuple(self._waiting), set()
        names = self._names | self._ignored
        self._submit(lambda: _judged(self._source(), words, names), lambda found: self._take(found, names))

    def _take(self, verdicts: dict[str, bool], names: dict[str, str]) -> None:
        self._busy = False
        if names != self._names | self._ignored:  # more is known by now: what did not stand may
            verdicts = {word: stands for word, stands in verdicts.items() if stands}
            self._look_again()
        if len(self._verdicts) > _MOST_KEPT:
            self._verdicts.clear()
        self._verdicts |= verdicts
        if not all(verdicts.values()):
            self.learnt.emit()
        if self._waiting:
            self._soon.start()

    def _submit(self, work: Callable[[], Any], told: Callable[[Any], None]) -> None:
        if self.why_off:
            return
        if self._thread is None:
            self._thread = thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="spelling")
            self.destroyed.connect(lambda: thread.shutdown(wait=False))
        self._thread.submit(work).add_done_callback(lambda done: self._tell(done, told))

    def _tell(self, done: Future[Any], told: Callable[[Any], None]) -> None:
        with contextlib.suppress(RuntimeError):  # the screen closed meanwhile, and nobody wants to know
            self._answered.emit(done, told)

    @Slot(object, object)
    def _deliver(self, done: Future[Any], told: Callable[[Any], None]) -> None:
        error = done.exception()
        if error is None:
            told(done.result())
        elif not self.why_off:
            if not isinstance(error, SpellingError):
                logs.fault(error)
            self.why_off = str(error) if isinstance(error, SpellingError) else str(spelling.off())
            self._waiting.clear()
            self.off.emit(self.why_off)
            self._look_again()


def _judged(dictionary: spelling.Dictionary, words: tuple[str, ...], names: dict[str, str]) -> dict[str, bool]:
    found = {}
    for number, word in enumerate(words, 1):
        found[word] = dictionary.knows(word, names)
        if number % _AT_ONCE == 0:
            time.sleep(0.0005)  # a library in C keeps Python to itself while it looks: let the window draw
    return found
