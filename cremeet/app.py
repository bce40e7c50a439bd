"""The joint of the window: the look, the door, the record's thread and the main window, put together for one sitting.

Locking ends the process, because keys and rows stay in memory after a vault is closed: the same program starts again at
the unlock screen.
"""

from __future__ import annotations

import gc
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from cremeet import logs, paths, settings
from cremeet.clock import Clock, system_clock
from cremeet.errors import CremeetError, SpellingError
from cremeet.views.language import speak_english
from cremeet.views.shell import messages
from cremeet.views.shell.auto_backup import AutoBackup, LastBackup
from cremeet.views.theme import Theme
from cremeet.views.unlock.door import Door, VaultDoor
from cremeet.views.unlock.window import UnlockWindow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cremeet.demo.rehearsal import Rehearsal
    from cremeet.services.first_steps import FirstSteps
    from cremeet.vault.vault import Vault
    from cremeet.views.keeper import Keeper
    from cremeet.views.main_window import MainWindow
    from cremeet.views.record import Changes, Record
    from cremeet.views.shell.guarding import Guarding

_SIZE = (1366, 768)
TURN_SECONDS = 0.0005
"""How long the record's thread may go on once the window has something to draw: Python's own ten times are seen."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a caller may set: the door, the clock, the wait before locking, where settings lie, how to start again.

    `idle_ms` is None for the vault's own minutes.
    """

    door: Door
    clock: Clock
    idle_ms: int | None
    settings_folder: Path | None
    again: Callable[[list[str]], int]


def start_again(arguments: list[str]) -> int:
    """Replace this process by a fresh one with these arguments; on Windows, start one and end at once.

    Nothing of this process may linger: no thread, no clean-up that waits, no memory with keys in it.
    """
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "cremeet"]
    if os.name == "posix":
        os.execv(program[0], [*program, *arguments])  # noqa: S606 - our own program, no shell
    subprocess.Popen([*program, *arguments], close_fds=True)  # noqa: S603 - our own program, no shell
    os._exit(0)


def run(
    vault: Path | None = None,
    *,
    door: Door | None = None,
    clock: Clock = system_clock,
    idle_ms: int | None = None,
    settings_folder: Path | None = None,
    again: Callable[[list[str]], int] = start_again,
    then: Callable[[House], None] | None = None,
) -> int:
    """Open the window on `vault`, or on the last one, or at the making of a first one; return the exit code.

    After a lock it starts the program again at the unlock screen, through `again`. `then` is called with the sitting
    once the unlock screen is up.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["cremeet"])
    app.setApplicationName("cremeet")
    app.setQuitOnLastWindowClosed(False)  # the door closes before the main window has opened
    speak_english(app)
    house = House(app, Choices(door or VaultDoor(), clock, idle_ms, settings_folder, again))
    before, sys.excepthook = sys.excepthook, house.fault
    kept = logs.is_kept()
    said = qInstallMessageHandler(messages.heard) if kept else None
    turns = sys.getswitchinterval()
    sys.setswitchinterval(TURN_SECONDS)
    try:
        house.knock(vault)
        if then is not None:
            QTimer.singleShot(0, house, lambda: then(house))
        app.exec()
    finally:
        sys.setswitchinterval(turns)
        gc.unfreeze()
        sys.excepthook = before
        house.close()
        if kept:
            qInstallMessageHandler(said)
    return again(house.next) if house.next is not None else 0


class Practice:
    """The practice meeting, as the unlock screens use it: its room is imported on their background thread."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def is_there(self) -> bool:
        """Say whether one was begun."""
        return paths.rehearsal_vault().exists()

    def open(self) -> Vault:
        """Open it, made first where there is none."""
        return self._made().open()

    def delete(self) -> None:
        """Delete it whole."""
        self._made().delete()

    def _made(self) -> Rehearsal:
        from cremeet.demo.rehearsal import Rehearsal

        return Rehearsal(self._clock)


def try_window(make: Callable[[], tuple[Path, str, str]], settings_folder: Path, say: Callable[[str], None]) -> None:
    """Open the window on an invented vault and draw each screen; `say` is told a line for each, as it is drawn.

    `make` is called once the unlock screen is up, and returns the vault's folder, its passphrase and a meeting's id.
    Raises whatever goes wrong. The first line stands for the moment at which a person could begin to type.
    """
    failed: list[Exception] = []

    def play(house: House) -> None:
        try:
            house.try_out(make, say)
        except Exception as error:  # noqa: BLE001 - raised again below, once Qt has been left
            failed.append(error)
        QApplication.exit(0)

    run(settings_folder=settings_folder, then=play)
    if failed:
        raise failed[0]


class House(QObject):
    """One sitting, from the unlock screen to the lock."""

    def __init__(self, app: QApplication, choices: Choices) -> None:
        super().__init__()
        self._app, self._choices = app, choices
        self._settings = settings.load(choices.settings_folder)
        self.theme = Theme(self._settings.theme, self._settings.text_percent)
        self.theme.apply(app)
        self.unlock: UnlockWindow | None = None
        self.window: MainWindow | None = None
        self.next: list[str] | None = None
        """With what the program starts again in a process of its own, once this one ends."""
        self._rehearsal = Practice(choices.clock)
        self._deletes = False
        self._vault: Vault | None = None
        self._thread: Any = None
        self._record: Record | None = None
        self._keeper: Keeper | None = None
        self._context: dict[str, Any] = {}
        self._guarding: Guarding | None = None
        self.backup: AutoBackup | None = None
        self.last: LastBackup | None = None

    def knock(self, vault: Path | None) -> None:
        """Show the unlock screen: for `vault`, else for the last one opened here, else the making of a first one.

        The practice meeting's place shows the practice meeting.
        """
        last = Path(self._settings.last_vault) if self._settings.last_vault else None
        practises = vault is not None and vault.absolute() == paths.rehearsal_vault()
        folder = vault if vault is not None and not practises else last if last is not None and last.is_dir() else None
        self.unlock = UnlockWindow(
            self._choices.door, self.theme, folder, paths.vaults_folder(), self._choices.clock, self._rehearsal
        )
        if practises:
            self.unlock.show_rehearsal()
        self.unlock.opened.connect(self._enter)
        self.unlock.made.connect(self._remember)
        self.unlock.look_chosen.connect(
            lambda look, percent: self._keep(replace(self._settings, theme=look, text_percent=percent))
        )
        self.unlock.prepared.connect(_read_early)
        self.unlock.begin_again.connect(lambda: self._left("rehearse"))
        self.unlock.closed.connect(lambda: self._app.exit(0))
        self.unlock.resize(*_SIZE)
        self.unlock.show()

    def try_out(self, make: Callable[[], tuple[Path, str, str]], say: Callable[[str], None]) -> None:
        """Draw the unlock screen, go into the vault that `make` returns, and draw its screens."""
        from cremeet.views.shell.trying import visit

        assert self.unlock is not None  # it knocked
        self.unlock.repaint()
        say("drawn: the unlock screen")
        folder, passphrase, meeting_id = make()
        (person,) = self._choices.door.people(folder)
        self._enter(self._choices.door.unlock(folder, person.id, passphrase))
        assert self.window is not None  # it was entered
        assert self._record is not None
        for line in visit(self.window, self._record, meeting_id):
            say(line)

    def close(self) -> None:
        """Finish what waits on the record's thread, close the vault and the windows."""
        if self._guarding is not None:
            self._guarding.stop()
        for window in (self.unlock, self.window, self.last):
            if window is not None:
                window.hide()
                window.deleteLater()
        if self.unlock is not None:
            self.unlock.background.close()
        if self._keeper is not None:
            self._keeper.close(wait=self.next is None)
        if self._thread is not None:
            self._thread.stop()
        if self._vault is not None:
            from cremeet.vault import sitting

            sitting.end(self._vault, self._context, "locked" if self.next else "closed")
            self._vault.close()
        if self._deletes:
            with suppress(CremeetError):  # the screen that shows next offers it again
                self._rehearsal.delete()

    def fault(self, kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        """Log what nobody foresaw by type and line, and say one sentence about it."""
        line = logs.fault(error.with_traceback(where))
        if issubclass(kind, KeyboardInterrupt):
            self._app.exit(0)
        elif self.window is not None and isValid(self.window):  # a fault in here would have Python print everything
            self.window.message.say(
                self.tr(
                    "Something went wrong inside cremeet. What you typed before it is kept. If it happens again, tell "
                    "your support team: {line}."
                ).format(line=line),
                "bad",
            )

    def _enter(self, vault: Vault) -> None:
        """Go from the door to the main window."""
        from cremeet.vault import sitting
        from cremeet.vault.ballast import Ballast
        from cremeet.vault.thread import RecordThread
        from cremeet.views.keeper import Keeper
        from cremeet.views.main_window import MainWindow
        from cremeet.views.record import Record

        self._vault = vault
        self._context = context = {
            "who": vault.person.name,
            "clock": self._choices.clock,
            "random": random.SystemRandom(),
            "packs": {},
        }

        def tell(sentence: str) -> None:
            if self._record is not None:
                self._record.warn(sentence)

        ballast = Ballast(vault.folder, tell)

        def start(announce: Callable[[Changes], None]) -> RecordThread:
            thread = RecordThread(vault.engine, context, announce, ballast)
            thread.start()
            self._thread = thread
            return thread

        self._record = Record(start, self)
        if not vault.rehearsal:
            self._remember(vault)
        self._keeper = Keeper(vault, self._record, self._thread)
        self.window = MainWindow(self._record, self.theme, self._choices.clock, self._settings, self._keeper)
        self.window.look_changed.connect(self._keep)
        self.window.left.connect(self._left)
        begun = self._thread.apart(lambda: sitting.begin(vault, context))
        self._record.answer(self.window, self._begun, lambda: begun)
        self._record.do(self.window, self._welcome, make_ready)
        self.window.resize(*_SIZE)
        self.window.show()
        if self.unlock is not None:
            self.unlock.hide()
        self._thread.run_between(ballast.fill())
        self._thread.run_between(self._checked(vault, self._record))
        if vault.rehearsal:
            return
        self.backup = AutoBackup(vault, self._keeper.between, self)
        self.backup.done.connect(lambda sentence: tell(sentence) if sentence else None)
        self.backup.after_unlock()

    def _begun(self, said: tuple[str, ...]) -> None:
        """Say what the unlocking noticed, where it stays when the page turns."""
        if said and self.window is not None:
            self.window.notice.say(" ".join(said), "warn")

    def _welcome(self, _: None) -> None:
        """Begin, once the record is ready, at the list of children; and lock when nobody is there."""
        from cremeet.services.first_steps import first_steps
        from cremeet.views.shell.guarding import Guarding

        gc.freeze()  # what stands now stays, and going through it again would stop the window for a tenth of a second
        if self.window is not None and self._record is not None:
            self.window.show_children()
            if self.window.rehearsal is not None:
                self._record.do(self.window, self._practise, first_steps)
            self._guarding = Guarding(self._app, self.window, self._record, self._choices.idle_ms)

    def _practise(self, found: FirstSteps | None) -> None:
        """Begin at the meeting that the practice is about."""
        if self.window is not None and found is not None:
            self.window.show_meeting(found.meeting_id)

    def _left(self, how: str) -> None:
        self._deletes = how == "delete"
        if how == "lock" and self._vault is not None:
            self.next = ["open", str(self._vault.folder)]
        elif how != "close":
            self.next = ["rehearse"] if how == "rehearse" else ["open"]
        if self.next is not None or self.backup is None or self.window is None:
            self._app.exit(0)
            return
        self.window.hide()
        self.last = LastBackup(self.backup)
        self.last.closed.connect(lambda: self._app.exit(0))
        self.last.show()

    def _remember(self, vault: Vault) -> None:
        """Offer this vault the next time."""
        self._keep(replace(self._settings, last_vault=str(vault.folder)))

    def _keep(self, changed: settings.Settings) -> None:
        self._settings = changed
        settings.save(changed, self._choices.settings_folder)

    @staticmethod
    def _checked(vault: Vault, record: Record) -> Iterator[str]:
        """Check the whole record in slices between verbs, and say what came of it."""
        for sentence in vault.integrity():
            if sentence:
                record.tell_checked(sentence)
            yield sentence


def make_ready(session: Session) -> None:
    """Adopt the practice pack that ships with the program into a vault that has none yet."""
    from cremeet.practice import loader
    from cremeet.services import packs

    if not packs.adoptions(session):
        packs.adopt(session, loader.load(paths.shipped_practice()))


def _read_early() -> None:
    """Read the dictionary and the bank holidays on a thread, so that no key of a minute waits for them.

    It begins once the unlock screen has loaded what it needs, since two threads that import the same rooms trip over
    each other. They hold nothing of any record, and Python does nothing else for some hundredths of a second meanwhile.
    """

    def read() -> None:
        from cremeet import spelling  # not before the unlock screen has been seen
        from cremeet.practice.timescales import read_bank_holidays

        with suppress(SpellingError):  # told where spelling is asked for
            spelling.shipped()
        read_bank_holidays(system_clock().year)

    Thread(target=read, daemon=True).start()
