"""Looking at a screen the way a person with a keyboard, a screen reader or weak sight meets it: its detectors."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTabBar,
    QTextEdit,
    QWidget,
)

from cremeet.views.fields.commands import STANDS_FOR
from cremeet.views.fields.form import ErrorSummary, reveal
from cremeet.views.fields.plain import PlainEditor, PlainLine
from cremeet.views.main_window import MainWindow

TARGET = 24
"""CSS pixels, WCAG 2.5.8: a logical pixel at 100 % here."""
SLACK = 2
"""Pixels by which a widget may be smaller than it asks: rounding at large text."""
LONGEST_WALK = 400
CHANGED_PIXELS = 90
"""More than a blinking cursor at 200 %, less than a ring two pixels wide around the smallest target."""
AROUND = 14
"""How far around a widget its ring may be drawn: some draw it on the frame that holds them."""


def called(widget: QWidget) -> str:
    """Return how a failure names a widget: its class, what it is called or says, and what it lies in."""
    words = widget.accessibleName() or getattr(widget, "text", lambda: "")()
    chain, parent = [], widget.parentWidget()
    while parent is not None and len(chain) < 3:
        chain.append(type(parent).__name__)
        parent = parent.parentWidget()
    return f"{type(widget).__name__} “{str(words)[:60]}” in {' < '.join(chain)}"


def said(within: QWidget) -> list[str]:
    """Return the words of every label that is seen."""
    return [one.text() for one in within.findChildren(QLabel) if one.isVisible()]


def stops(within: QWidget) -> list[QWidget]:
    """Return every widget that the Tab key should reach."""
    return [
        one
        for one in [within, *within.findChildren(QWidget)]
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and not one.focusProxy()
    ]


def unnamed(within: QWidget) -> list[str]:
    """Return what takes the focus and says no name to a screen reader; a bar of tabs says its current tab."""
    found = []
    for one in stops(within):
        spoken = QAccessible.queryAccessibleInterface(one)
        name = spoken.text(QAccessible.Text.Name) if spoken else ""
        if not name.strip() and not (isinstance(one, QTabBar) and one.tabText(one.currentIndex())):
            found.append(called(one))
    return found


def label_not_in_name(within: QWidget) -> list[str]:
    """Return buttons whose name leaves out the words that they show: whoever says these is not understood."""
    found = []
    for one in within.findChildren(QAbstractButton):
        shown = one.text().replace("&&", "&").rstrip("…").casefold()
        if one.isVisible() and shown and one.accessibleName() and shown not in one.accessibleName().casefold():
            found.append(f"{called(one)} shows “{one.text()}”")
    return found


def small_targets(within: QWidget) -> list[str]:
    """Return what takes the focus and is too small for an unsteady hand: it, a tab of a bar, or a row of a list."""
    found = []
    for one in stops(within):
        sizes = [one.size()]
        if isinstance(one, QTabBar):
            sizes = [one.tabRect(number).size() for number in range(one.count()) if one.isTabVisible(number)]
        elif isinstance(one, QAbstractItemView) and one.model() is not None and one.model().rowCount():
            sizes = [one.visualRect(one.model().index(0, 0)).size()]
        if any(min(size.width(), size.height()) < TARGET for size in sizes):
            found.append(f"{called(one)}, {min(min(size.width(), size.height()) for size in sizes)} pixels")
    return found


def faults_without_a_way(errors: ErrorSummary) -> list[str]:
    """Return the lines of a list of faults that lead nowhere, or to a field that does not say the fault itself."""
    links = [one for one in errors.findChildren(QPushButton) if one.isVisible()]
    lost = [] if links and errors.isVisible() and errors.hasFocus() else ["no list of faults has the focus"]
    for link in links:
        said = link.accessibleName() or link.text()
        link.setFocus()
        link.click()
        held = QApplication.focusWidget()
        if held is None or held is link or errors.isAncestorOf(held) or not held.isVisible():
            lost.append(f"“{said}” leads nowhere")
        elif said not in held.accessibleDescription():
            lost.append(f"“{said}” leads to {called(held)}, which does not say so")
    return lost


def bare_fields(within: QWidget) -> list[str]:
    """Return fields of Qt's own, which take rich text, files and control characters."""
    fields = [one for kind in (QLineEdit, QTextEdit, QPlainTextEdit) for one in within.findChildren(kind)]
    return [called(one) for one in fields if not isinstance(one, PlainEditor | PlainLine)]


def tab_walk(window: QWidget) -> tuple[list[QWidget], str]:
    """Press Tab until it comes round; return where it went and, if it was caught, where."""
    start = QApplication.focusWidget()
    assert start is not None, "nothing has the focus"
    walked: list[QWidget] = []
    for _ in range(LONGEST_WALK):
        here = QApplication.focusWidget()
        if here is None:
            return walked, "the focus was lost"
        walked.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
        after = QApplication.focusWidget()
        if after is not None and _is_out_of_sight(after):
            return walked, f"Tab goes out of sight to {called(after)}"
        if after is start:
            return walked, ""
        if after is here:
            return walked, f"Tab is caught in {called(here)}"
    return walked, "Tab never came round"


def _is_out_of_sight(one: QWidget) -> bool:
    """Return whether nothing of a widget lies inside all that hold it: it was scrolled away, or put beyond an edge."""
    window = one.window()
    left = QRect(one.mapTo(window, QPoint(0, 0)), one.size())
    for parent in _parents(one, window):
        left = left.intersected(QRect(parent.mapTo(window, QPoint(0, 0)), parent.size()))
    return left.isEmpty()


def not_reached(window: QWidget) -> list[str]:
    """Return what Tab does not reach or leaves out of sight, and where it was caught; radio buttons are one stop."""
    walked, caught = tab_walk(window)
    groups = {one.group() for one in walked if isinstance(one, QRadioButton) and one.group()}
    missed = [
        called(one)
        for one in stops(window)
        if one not in walked and not (isinstance(one, QRadioButton) and one.group() in groups)
    ]
    return [*missed, *([caught] if caught else [])]


def _pixels(widget: QWidget) -> QImage:
    window = widget.window()
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()).adjusted(-AROUND, -AROUND, AROUND, AROUND)
    return window.grab(place.intersected(window.rect())).toImage().convertToFormat(QImage.Format.Format_RGB32)


def different(before: QImage, after: QImage) -> int:
    """Return how many pixels differ."""
    if before.size() != after.size():
        return max(before.width() * before.height(), after.width() * after.height())
    if before == after:
        return 0
    one, other = memoryview(before.constBits()).cast("I"), memoryview(after.constBits()).cast("I")
    return sum(1 for first, second in zip(one, other, strict=True) if first != second)


def focus_unseen(widgets: list[QWidget]) -> list[str]:
    """Return what looks the same with and without the focus."""
    found = []
    for one in widgets:
        reveal(one)
        one.setFocus(Qt.FocusReason.TabFocusReason)
        if not one.hasFocus():
            continue
        focused = _pixels(one)
        one.clearFocus()
        if different(_pixels(one), focused) < CHANGED_PIXELS:
            found.append(called(one))
    return found


def clipped(within: QWidget) -> list[str]:
    """Return labels, buttons and lists that are smaller than what they say, or that lie under their container's edge.

    A label that wraps needs the height of its lines; one that is shortened on purpose says the whole in its tip.
    """
    return [called(one) for one in within.findChildren(QWidget) if one.isVisible() and _is_clipped(one, within)]


def _is_clipped(one: QWidget, within: QWidget) -> bool:
    if isinstance(one, QLabel):
        if not one.text() or one.pixmap().width():
            return False
        if one.wordWrap():
            return one.height() + SLACK < one.heightForWidth(one.width()) or _cut_off(one, within)
        shown_whole_elsewhere = bool(one.toolTip())
        return not shown_whole_elsewhere and (_too_small(one) or _cut_off(one, within))
    if isinstance(one, QComboBox):
        room = one.width() - (one.sizeHint().width() - _widest(one))
        return one.fontMetrics().horizontalAdvance(one.currentText()) > room + SLACK and not one.toolTip()
    if isinstance(one, QCheckBox | QRadioButton) or (isinstance(one, QAbstractButton) and one.text()):
        return not one.toolTip().startswith(one.text() + " ") and (_too_small(one) or _cut_off(one, within))
    return False


def _widest(box: QComboBox) -> int:
    """Return the width of the words that the box's own measure has room for."""
    return box.fontMetrics().horizontalAdvance("X") * box.minimumContentsLength()


def _too_small(one: QWidget) -> bool:
    wanted = one.sizeHint()
    if isinstance(one, QAbstractButton) and one.layout() is not None:
        return one.height() + SLACK < one.heightForWidth(one.width())
    return one.width() + SLACK < wanted.width() or one.height() + SLACK < wanted.height()


def _cut_off(one: QWidget, within: QWidget) -> bool:
    """Return whether a parent cuts a widget off where nothing can be scrolled to show it."""
    for parent in _parents(one, within):
        if isinstance(parent, QAbstractScrollArea) or isinstance(parent.parentWidget(), QAbstractScrollArea):
            return False
        place = QRect(one.mapTo(parent, QPoint(0, 0)), one.size())
        if not parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(place):
            return True
    return False


def _parents(one: QWidget, within: QWidget) -> Iterator[QWidget]:
    parent = one.parentWidget()
    while parent is not None:
        yield parent
        if parent is within:
            return
        parent = parent.parentWidget()


def key_faults(window: MainWindow) -> list[str]:
    """Return what is wrong with the commands of what shows: a key used twice, one outside them, one that says nothing.

    What a menu and the sheet of keys show is made from the same list, so that each command stands in both.
    """
    commands = window.commands()
    wrong = [f"no words for {one.keys}" for one in commands if not one.words]
    wrong += [f"no keys for “{one.words}”" for one in commands if not one.keys]
    used: dict[str, str] = {}
    for one in commands:
        if one.keys in used and one.ready:
            wrong.append(f"{one.keys} is “{used[one.keys]}” and “{one.words}”")
        if one.ready:
            used[one.keys] = one.words
    wrong += [f"{one.key().toString()} is no command" for one in window.findChildren(QShortcut)]
    page = window.pages.page
    for one in page.findChildren(QPushButton) if page is not None else ():
        led = one.property("kind") in {"plain", "primary", "danger", "quiet"} and not one.property(STANDS_FOR)
        if one.isVisible() and led and not any(action.property("command") for action in one.actions()):
            wrong.append(f"no keys for the button {called(one)}")
    known = {one.action for one in commands}
    for widget in (window, *window.findChildren(QWidget)):
        for action in widget.actions() if widget.isVisible() and not isinstance(widget, QMenu) else ():
            if not action.shortcut().isEmpty() and action not in known:
                wrong.append(f"{action.shortcut().toString()} (“{action.text()}”) is no command")
    return wrong


def focus_lost(window: MainWindow) -> list[str]:
    """Return after which step nothing that a person sees has the focus: parts walked, lists opened and left, help."""
    key, control = Qt.Key, Qt.KeyboardModifier.ControlModifier
    none, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
    steps = (
        *[("F6", key.Key_F6, none)] * 4,
        *[("Shift+F6", key.Key_F6, shift)] * 2,
        ("Ctrl+K", key.Key_K, control),
        ("Esc", key.Key_Escape, none),
        ("Ctrl+/", key.Key_Slash, control),
        ("Esc", key.Key_Escape, none),
        ("F1", key.Key_F1, none),
        ("F1 again", key.Key_F1, none),
    )
    wrong = []
    for words, pressed, modifiers in steps:
        QTest.keyClick(QApplication.focusWidget() or window, pressed, modifiers)
        front = QApplication.activeModalWidget() or window
        front.activateWindow()  # the offscreen platform may not hear it at once
        QTest.qWait(0)
        held = QApplication.focusWidget()
        if held is None or not held.isVisible() or not held.isEnabled():
            wrong.append(f"{words}: {'nothing' if held is None else called(held)}")
    return wrong
