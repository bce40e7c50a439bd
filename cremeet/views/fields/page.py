"""What every screen of the window stands on: heading, faults, content that scrolls, and buttons at the foot."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from cremeet.views.fields.autosave import AutoSave
from cremeet.views.fields.commands import Jump
from cremeet.views.fields.form import ErrorSummary, Fault
from cremeet.views.fields.measure import space
from cremeet.views.fields.speak import announce
from cremeet.views.fields.tab_order import tab_after
from cremeet.views.fields.words import across, label

State = Literal["ready", "loading", "empty", "error"]


class Page(QWidget):
    """A screen's ground: put widgets into `content`, buttons into the foot with `add_action`.

    The window reads `place` (where am I, for the top bar: never a name), `identity` (whose record this is, for the
    strip that guards against the wrong child, or an empty string) and hears `identity_changed` when either is learnt.
    A page that holds typed text overrides `leave`.
    """

    identity_changed = Signal()
    unsaved = Signal()
    """Sent when something has been typed that is not handed to the record yet."""
    left = Signal()
    """Sent when the person wants back to the page behind this one."""
    aside = False
    """Whether the page is only looked at in passing: whoever leaves it is again in the field where they were."""
    topic = ""
    """The name of its help in `resources/help/`: the screen's own, given by whoever makes it."""

    def __init__(self, title: str, intro: str = "", *, scrolls: bool = True, bare: bool = False) -> None:
        """Make a page; with `scrolls=False` the content fills the window and scrolls inside itself.

        A `bare` page draws its own heading and has narrow margins: for a screen of several panes.
        """
        super().__init__()
        self.setObjectName("Page")
        self.place, self.identity = title, ""
        self.keys: tuple[tuple[str, str], ...] = ()
        """The keys of this page's lists and typing lines, which are no commands: (key, what it does)."""
        self.more_keys: tuple[tuple[str, str], ...] = ()
        """More of them, for the sheet and the help panel: the bar has no room."""
        self._heading = label(title, "h1", wrap=True)
        self._intro = label(intro, "muted", wrap=True)
        if bare:
            self._heading.hide()
        if not intro:  # showing what has no parent yet would open a window of its own
            self._intro.hide()
        self._head = across(self._heading, gap=10)
        self._head.setStretch(0, 1)
        self.errors = ErrorSummary()
        self._message = _Message()
        body = QWidget()
        body.setObjectName("Scrolled")
        column = QVBoxLayout(body)
        space(column, 0 if bare else 12, *((8,) if bare else (20, 16)))
        column.addLayout(self._head)
        column.addWidget(self._intro)
        column.addWidget(self.errors)
        column.addWidget(self._message)
        self._inside = QWidget()
        self.content = QVBoxLayout(self._inside)
        space(self.content, 12)
        column.addWidget(self._inside, 1)
        column.addStretch(0)  # takes the room only where the content is not shown
        outer = QVBoxLayout(self)
        space(outer, 0)
        outer.addWidget(_scrolling(body) if scrolls else body, 1)
        self._foot = QFrame()
        self._foot.setObjectName("ActionBar")
        self._foot_row = QHBoxLayout(self._foot)
        space(self._foot_row, 10, 20, 9)
        self._foot_row.addStretch(1)
        self._left = 0
        self._foot.hide()
        outer.addWidget(self._foot)

    @property
    def title(self) -> str:
        """The heading."""
        return self._heading.text()

    def set_title(self, title: str, intro: str | None = None) -> None:
        """Change the heading, and the sentence under it."""
        self._heading.setText(title)
        if intro is not None:
            self._intro.setText(intro)
            self._intro.setVisible(bool(intro))

    def set_identity(self, identity: str, place: str = "") -> None:
        """Say whose record this is ("Name, born 1 Mar 2010 (16), CRE-7F3K") and, if it changed, where the person is."""
        self.identity = identity
        self.place = place or self.place
        self.identity_changed.emit()

    def add_to_heading(self, widget: QWidget) -> None:
        """Put a chip or a button at the right of the heading."""
        self._head.addWidget(widget, alignment=Qt.AlignmentFlag.AlignVCenter)

    def add_action(self, made: QPushButton, *, left: bool = False) -> QPushButton:
        """Put a button into the foot: the main one last, at the right; `left` for what undoes or leaves."""
        self._foot_row.insertWidget(self._left if left else self._foot_row.count(), made)
        self._left += left
        self._foot.show()
        return made

    def set_state(self, state: State, text: str = "", *buttons: QPushButton) -> None:
        """Show the content, or a sentence in its place: what is being fetched, why nothing is here, what went wrong."""
        self._inside.setVisible(state == "ready")
        self._message.set(state, text, buttons)
        if state == "ready":  # what was made meanwhile would come after the buttons at the foot (WCAG 2.4.3)
            row = [item.widget() for item in map(self._foot_row.itemAt, range(self._foot_row.count())) if item]
            if row:  # a page is said to be ready again at whatever is read of it, and most have nothing there
                tab_after(self._inside, *(one for one in row if one is not None))
        if state == "error":
            announce(self, text, assertive=True)

    def show_faults(self, faults: list[Fault]) -> bool:
        """Show the list of faults at the top, or take it away; returns whether there were any."""
        return self.errors.show_faults(faults)

    def first_focus(self) -> QWidget | None:
        """Return the widget that takes the focus when the page opens; by default the first that can."""
        found = [w for w in self._inside.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
        return next((w for w in found if w.isVisibleTo(self) and w.isEnabled()), None)

    def go_to(self, place_id: str) -> None:
        """Lead to one thing on the page (an agenda item, an action, an indicator) by its id; by default nothing."""

    def jumps(self) -> tuple[Jump, ...]:
        """Return where the palette can lead on this page beyond its commands; by default nowhere."""
        return ()

    def panes(self) -> list[QWidget]:
        """Return the parts that F6 walks through, in order; by default the page is one."""
        return [self]

    def shown(self) -> None:
        """Do what is needed each time the page comes to the front; by default nothing."""

    @property
    def waiting(self) -> bool:
        """Whether something has been typed that is not handed to the record yet: until then nobody may say "Saved"."""
        return any(one.waiting for one in self.findChildren(AutoSave))

    def leave(self) -> None:
        """Make typed text safe now: called before the page is left, the window locks or closes; by default nothing."""


class _Message(QFrame):
    """The sentence shown where content would be."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "quiet-card")
        self._text = label("", wrap=True)
        self._buttons: list[QAbstractButton] = []
        self._row = across(None)
        column = QVBoxLayout(self)
        space(column, 10, 18, 16)
        column.addWidget(self._text)
        column.addLayout(self._row)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(250)  # a quick answer must not flash a message first
        self._late.timeout.connect(self.show)
        self.hide()

    def set(self, state: State, text: str, buttons: tuple[QPushButton, ...]) -> None:
        for old in self._buttons:
            if old not in buttons:
                old.hide()
                old.deleteLater()
        self._buttons = list(buttons)
        for number, one in enumerate(buttons):
            self._row.insertWidget(number, one)
        self._text.setText(text)
        self._late.stop()
        if state == "loading":
            self.hide()
            self._late.start()
        else:
            self.setVisible(state != "ready")


def _scrolling(body: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    area.setWidget(body)
    body.setAutoFillBackground(False)
    return area
