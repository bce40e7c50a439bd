"""Everything that guards the open window, put together for one sitting: who is there, what is seen, what is copied."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from cremeet.services.guard_rules import GuardRules, guard_rules
from cremeet.services.vault_settings import VaultSettings
from cremeet.views.main_window import MainWindow
from cremeet.views.record import Changes, Record
from cremeet.views.shell.capture import CaptureGuard
from cremeet.views.shell.clipboard import ClipboardGuard
from cremeet.views.shell.every_window import EveryWindow
from cremeet.views.shell.idle import WARN_SECONDS, IdleLock
from cremeet.views.shell.privacy import Privacy
from cremeet.views.shell.rehearsal import mark_title
from cremeet.views.shell.session_watch import SessionWatch

_RULED_BY = frozenset({"VaultSetting", "Meeting"})


class Guarding(QObject):
    """Guards `window` until it is stopped. The rules come from the vault, and a change of them counts at once."""

    def __init__(self, app: QApplication, window: MainWindow, record: Record, idle_ms: int | None = None) -> None:
        """`idle_ms` stands in for the vault's own minutes: for tests."""
        super().__init__(window)
        self._window, self._record, self._idle_ms = window, record, idle_ms
        self._rules = GuardRules(VaultSettings(), in_meeting=False)
        self._windows = EveryWindow(app)
        if window.rehearsal is not None:
            self._windows.tell(mark_title)
        self.clipboard = ClipboardGuard(app.clipboard())
        self.capture = CaptureGuard(self._windows)
        self.idle = IdleLock(self._windows, self.limit)
        self.privacy = Privacy(app, self._windows)
        self.session = SessionWatch(self)
        self._connect()
        self.session.start(int(window.winId()))
        self._ask()

    def limit(self) -> float:
        """Return the seconds after which the window locks when nobody is there."""
        return self._rules.idle_seconds if self._idle_ms is None else self._idle_ms / 1000

    def stop(self) -> None:
        """Guard no longer, and take back what was copied."""
        self.idle.stop()
        self.session.stop()
        self.privacy.end(focus=False)
        self._windows.stop()
        self.clipboard.stop()

    def _connect(self) -> None:
        lock: Callable[[], None] = self._window.lock
        self.idle.idle.connect(lock)
        self.session.away.connect(lock)
        self.privacy.lock_asked.connect(lock)
        self.idle.warned.connect(self._warn)
        self._window.leaving.connect(self._leaving)
        self._record.changed.connect(self._changed)

    def _leaving(self, on: bool) -> None:  # noqa: FBT001 - what the signal carries
        """Let the cover of a window that leaves take the place of the blank, or wait again for one that stays."""
        if on:
            self.privacy.end(focus=False)
            self.clipboard.clear()
        else:
            self.idle.came_back()

    def _warn(self, on: bool) -> None:  # noqa: FBT001 - what the signal carries
        if on:
            words = self.tr(
                "Nobody has used cremeet for a while: it locks in %n seconds. Any key puts that off.", "", WARN_SECONDS
            )
            self._window.notice.say(words, "warn")
        else:
            self._window.notice.hide()

    def _changed(self, changes: Changes) -> None:
        if any(kind in _RULED_BY for kind, _ in changes):
            self._ask()

    def _ask(self) -> None:
        self._record.do(self, self._learn, guard_rules)

    def _learn(self, rules: GuardRules) -> None:
        self._rules = rules
        self.capture.set_on(rules.settings.capture_protection)
        self.idle.look()
