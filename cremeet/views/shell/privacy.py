"""The privacy blank: one key covers every window at once, and the same key brings them back.

It is no lock: the record stays open behind it, for somebody at the door or a neighbour on a train. The idle time goes
on, so that a window that stays blank locks like any other. While it is blank, no key and no click reaches what is
covered.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcutEvent, QWindow
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from shiboken6 import isValid

from cremeet.views.fields.commands import command
from cremeet.views.fields.words import button
from cremeet.views.shell.cover import Sheet
from cremeet.views.shell.every_window import EveryWindow, close_popups, shown_windows, widget_of

KEY = "F12"
_LOCK = QKeySequence("Ctrl+L")
_BACK = (Qt.Key.Key_F12, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.InputMethod, QEvent.Type.ShortcutOverride})
_POINTER = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.Wheel,
        QEvent.Type.ContextMenu,
        QEvent.Type.ToolTip,
        QEvent.Type.TouchBegin,
        QEvent.Type.DragEnter,
        QEvent.Type.Drop,
    }
)
_PASSING = frozenset({Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.SplashScreen})


class Privacy(QObject):
    """Blanks and shows again. `lock_asked` is sent when the lock is asked for while nothing can be seen."""

    lock_asked = Signal()

    def __init__(self, app: QApplication, windows: EveryWindow) -> None:
        super().__init__(app)
        self._app = app
        self._sheets: list[Sheet] = []
        self._focus: QWidget | None = None
        self._keys: set[QAction] = set()
        self.blank = False
        windows.tell(self._watch)

    def toggle(self) -> None:
        """Blank every window, or show them again."""
        if self.blank:
            self.end()
        else:
            self.begin()

    def begin(self) -> None:
        """Cover every window now."""
        if self.blank:
            return
        self.blank, self._focus = True, QApplication.focusWidget()
        close_popups()
        QToolTip.hideText()
        for window in shown_windows():
            self._cover(window)
        self._app.installEventFilter(self)

    def end(self, *, focus: bool = True) -> None:
        """Take every sheet away, and give the focus back to what had it."""
        if not self.blank:
            return
        self.blank = False
        self._app.removeEventFilter(self)
        for sheet in self._sheets:
            if isValid(sheet):
                sheet.hide()
                sheet.deleteLater()
        self._sheets.clear()
        if focus and self._focus is not None and isValid(self._focus) and self._focus.isVisible():
            self._focus.setFocus()
        self._focus = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """While blank, let through what brings the windows back, and nothing else that a person does.

        It is on the application while blank, and on each window always: a menu that is open takes keys before any
        shortcut.
        """
        kind = event.type()
        if not self.blank:
            pressed = kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F12
            if pressed and isinstance(watched, QWindow):
                self.begin()
                return True
            return False
        if kind == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self._cover(watched)
            return False
        if kind == QEvent.Type.Shortcut and isinstance(event, QShortcutEvent):
            return watched not in self._keys and self._asked(event.key())
        if kind in _KEYS:
            return self._key(watched, event)
        return kind in _POINTER and isinstance(watched, QWidget) and not self._on_a_sheet(watched)

    def _shown(self) -> None:
        self.end()

    def _key(self, watched: QObject, event: QEvent) -> bool:
        """Show again or lock for the keys that ask it; hold back all the others once they have reached a widget."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _BACK and event.modifiers() == Qt.KeyboardModifier.NoModifier:
                self.end()
                return True
            if QKeySequence(event.keyCombination()) == _LOCK:
                self.lock_asked.emit()
                return True
        return isinstance(watched, QWidget) and event.type() != QEvent.Type.ShortcutOverride

    def _asked(self, keys: QKeySequence) -> bool:
        if keys == QKeySequence("Esc"):
            self.end()
        elif keys == _LOCK:
            self.lock_asked.emit()
        return True

    def _on_a_sheet(self, widget: QWidget) -> bool:
        return any(isValid(sheet) and (sheet is widget or sheet.isAncestorOf(widget)) for sheet in self._sheets)

    def _cover(self, window: QWidget) -> None:
        """Put a sheet on a window; a menu or a tip is put away instead."""
        if window.windowType() in _PASSING:
            window.hide()
            return
        back = button(self.tr("Show the record again"), "primary", name=self.tr("Show the record again"))
        back.clicked.connect(self._shown)
        sheet = Sheet(window, back)
        self._sheets.append(sheet)
        sheet.cover(self.tr("cremeet is blanked. F12 or Esc brings it back. It is not locked: Ctrl and L locks it."))
        if window.isActiveWindow():
            back.setFocus()

    def _watch(self, window: QWindow) -> None:
        window.installEventFilter(self)
        widget = widget_of(window)
        if widget is None or widget.windowType() in _PASSING:
            return
        words = self.tr("Blank every window, and show it again")
        key = command(widget, words, KEY, self.toggle, group=QCoreApplication.translate("MainWindow", "Window"))
        self._keys.add(key)
        key.destroyed.connect(lambda _=None: self._keys.discard(key))
