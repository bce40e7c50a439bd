"""What a practice meeting's window says all the time: that nothing in it is real, and what to try next."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from cremeet.services.first_steps import STEPS, FirstSteps, first_steps
from cremeet.views.fields.commands import command, stands_for_command
from cremeet.views.fields.dialogs import confirm
from cremeet.views.fields.flow import flowing
from cremeet.views.fields.measure import space, wear
from cremeet.views.fields.speak import announce
from cremeet.views.fields.words import across, button, down, label
from cremeet.views.navigation import Desk
from cremeet.views.record import Changes
from cremeet.views.shell.beside import Beside
from cremeet.views.shell.every_window import widget_of
from cremeet.views.shell.leaving import How
from cremeet.views.shell.side_panel import SidePanel

_TRIES = "tries"
_SEEN = frozenset({"Meeting", "Attendance", "MinuteEntry", "Action"})


def nothing_is_real() -> str:
    """Return the sentence that stands in every window of a practice meeting."""
    return _say("Practice: nothing here is real")


def practice_title() -> str:
    """Return the title of every window of a practice meeting."""
    return _say("cremeet – {practice}").format(practice=nothing_is_real())


def mark_title(window: QWindow) -> None:
    """Say it in a window's title too, which otherwise never says more than the program's name."""
    widget = widget_of(window)
    if widget is not None and widget.windowTitle() != practice_title():
        widget.setWindowTitle(practice_title())


def steps() -> dict[str, tuple[str, str]]:
    """Return the keys and the words of each of `STEPS`."""
    return {
        "start": (_say("Ctrl+Shift+Enter"), _say("Start the meeting.")),
        "statement": (_say("Ctrl+Shift+C"), _say("Say that the statement was read aloud.")),
        "people": (_say("Alt+E, Alt+Y"), _say("Mark that all who were invited are here.")),
        "minute": (_say("Ctrl+M"), _say("Go to the line, type what somebody says, press Enter.")),
        "action": (_say("/a"), _say("Type an action: /a Ring the school @Priya by friday")),
        "end": (_say("Alt+C"), _say("See what is missing, and end the meeting.")),
    }


class Ways:
    """The way into the practice meeting, or in its own window what to try and the ways out, as commands of the window.

    Each is a question first where it would take a person away from what is open.
    """

    def __init__(
        self, window: QWidget, strip: RehearsalStrip | None, panel: SidePanel, beside: Beside, go: Callable[[How], None]
    ) -> None:
        self._window, self._go = window, go
        group = QCoreApplication.translate("MainWindow", "Window")
        if strip is None:
            command(window, _say("Try a practice meeting"), "Ctrl+F8", self._try, group=group)
            return
        self._strip, self._panel, self._beside = strip, panel, beside
        strip.moved.connect(self._moved)
        strip.tries.clicked.connect(self._turn)
        strip.leave.clicked.connect(partial(go, "home"))
        stands_for_command(strip.tries, strip.leave, strip.hide_hint)
        command(window, _say("What to try"), "F8", self._turn, group=group)
        command(window, _say("Hide the hint, or show it"), "Shift+F8", strip.turn_hint, group=group)
        command(window, _say("Leave practice"), "Ctrl+F8", partial(go, "home"), group=group)
        command(window, _say("Delete the practice meeting"), "Ctrl+Shift+F8", self._delete, group=group)

    def _turn(self) -> None:
        self._beside.toggle_lines(_TRIES, _say("What to try"), self._strip.lines)

    def _moved(self) -> None:
        if self._panel.showing == _TRIES:
            self._panel.show_lines(_TRIES, _say("What to try"), self._strip.lines())

    def _try(self) -> None:
        if confirm(
            self._window,
            _say("Go to the practice meeting?"),
            _say("This vault is locked meanwhile, with everything that you typed. Leave practice to come back to it."),
            yes=_say("Go to the practice meeting"),
        ):
            self._go("rehearse")

    def _delete(self) -> None:
        if confirm(
            self._window,
            _say("Delete the practice meeting?"),
            _say("All that was typed in it goes, and nothing else. A fresh one is made when you begin again."),
            yes=_say("Delete it and leave"),
        ):
            self._go("delete")


class RehearsalStrip(QFrame):
    """The banner, with what to try next; `moved` says that a step was done."""

    moved = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("MessageStrip")
        wear(self, "tone", "warn")
        self._desk = desk
        self.present: FirstSteps | None = None
        icon = QLabel()
        desk.theme.give_icon(icon, "alert-triangle", "warn", 18)
        never = self.tr("{practice}. Never type about a real child here.")
        self._banner = label(never.format(practice=nothing_is_real()), "strong", wrap=True)
        self._next = label("", wrap=True)
        self.tries = button(self.tr("What to try"), "quiet")
        self.hide_hint = button(self.tr("Hide the hint"), "quiet")
        self.leave = button(self.tr("Leave practice"), "quiet")
        words = down(self._banner, self._next, gap=2)
        row = across(icon, words, flowing(self.tries, self.hide_hint, self.leave, gap=2), gap=8)
        row.setStretch(1, 5)
        row.setStretch(2, 2)
        space(row, 8, 20, 4)
        self.setLayout(row)
        self.hide_hint.clicked.connect(self.turn_hint)
        desk.record.changed.connect(self._heard)
        self.ask()

    @property
    def hint(self) -> str:
        """The hint that shows now, or an empty string."""
        return "" if self._next.isHidden() else self._next.text()

    def lines(self) -> tuple[tuple[str, str], ...]:
        """Return every step as keys and words, with a word for those that are done."""
        done = self.present.done if self.present else frozenset()
        return tuple(
            (keys, _say("Done: {what}").format(what=words) if step in done else words)
            for step, (keys, words) in steps().items()
        )

    def set_compact(self, *, compact: bool) -> None:
        """Keep to what a narrow window or large text leaves room for; the menu hides the hint too."""
        self.hide_hint.setVisible(not compact)

    def turn_hint(self) -> None:
        """Hide the hint, or show it again."""
        self._next.setVisible(self._next.isHidden())
        self.hide_hint.setText(self.tr("Hide the hint") if self.hint else self.tr("Show the hint"))

    def ask(self) -> None:
        """Ask the record what was done."""
        self._desk.record.do(self, self._show, first_steps)

    def _heard(self, changes: Changes) -> None:
        if any(kind in _SEEN for kind, _ in changes):
            self.ask()

    def _show(self, found: FirstSteps | None) -> None:
        if found is None or (self.present and found.done == self.present.done):
            return
        self.present = found
        if not found.next:
            self._next.setText(
                self.tr("That was a meeting. Send its documents with Ctrl+D, or leave and hold your own.")
            )
        else:
            keys, words = steps()[found.next]
            self._next.setText(
                self.tr("Next ({number} of {all}), {keys}: {words}").format(
                    number=STEPS.index(found.next) + 1, all=len(STEPS), keys=keys, words=words
                )
            )
        if self.hint:
            announce(self, self.hint)
        self.moved.emit()


def _say(text: str) -> str:
    return QCoreApplication.translate("Rehearsal", text)
