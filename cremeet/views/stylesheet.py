"""The one style sheet, generated from the colour tokens and the text scale.

Looks are chosen by a property (`role`, `kind`) and never by a style sheet on a widget. Focus is always a 2 px ring in
the focus colour, drawn inside the same box so that nothing moves.
"""

from __future__ import annotations

from collections.abc import Callable

from cremeet.views.tokens import Tokens

Measure = Callable[[float], int]

MARKS = (
    ("down", "chevron-down", "ink"),
    ("up", "chevron-up", "ink"),
    ("tick", "check", "accent_ink"),
    ("dot", "point-filled", "accent_ink"),
    ("left", "chevron-left", "ink"),
    ("right", "chevron-right", "ink"),
)
"""The drawings that the sheet itself needs: (file, drawing, colour token)."""


def sheet(t: Tokens, px: Measure, sp: Measure, marks: str) -> str:
    """Return the style sheet; `px` scales text and controls, `sp` spacing, `marks` is the folder of the drawings."""
    return "\n".join(
        (
            _words(t, px, sp),
            _surfaces(t, px),
            _buttons(t, px, sp),
            _inputs(t, px, sp),
            _ticks(t, px, sp, marks),
            _lists(t, px, sp),
            _shell(t, px, sp),
            _moving(t, px, sp),
        )
    )


def _words(t: Tokens, px: Measure, sp: Measure) -> str:
    chips = "\n".join(
        f'QLabel[role="chip-{name}"] {{ font-size: {px(12.5)}px; font-weight: 600; color: {ink}; background: {under};'
        f" border: 1px solid {ink if t.name == 'contrast' else under}; border-radius: {px(8)}px;"
        f" padding: {px(1)}px {sp(8)}px; }}"
        for name, ink, under in (
            ("plain", t.muted, t.sunken),
            ("info", t.accent, t.accent_soft),
            ("ok", t.ok, t.ok_soft),
            ("warn", t.warn, t.warn_soft),
            ("bad", t.bad, t.bad_soft),
            ("plum", t.plum, t.plum_soft),
            ("teal", t.teal, t.teal_soft),
        )
    )
    tones = "\n".join(
        f'QLabel[role="{name}"] {{ color: {ink}; font-weight: 600; }}'
        for name, ink in (("ok", t.ok), ("warn", t.warn), ("bad", t.bad), ("accent", t.accent))
    )
    return f"""
* {{ outline: 0; }}
QToolTip {{ color: {t.surface}; background: {t.ink}; padding: {sp(6)}px; border: 0; }}
QLabel {{ background: transparent; }}
QLabel[role="h1"] {{ font-size: {px(22)}px; font-weight: 650; }}
QLabel[role="h2"] {{ font-size: {px(16)}px; font-weight: 650; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="small"] {{ font-size: {px(12.5)}px; color: {t.muted}; }}
QLabel[role="muted"] {{ color: {t.muted}; }}
QLabel[role="error"] {{ color: {t.bad}; font-weight: 600; font-size: {px(13)}px; }}
QLabel[role="badge"] {{ font-size: {px(12)}px; font-weight: 700; color: {t.bad}; border: 1px solid {t.bad};
  border-radius: {px(4)}px; padding: {px(1)}px {px(7)}px; }}
QLabel[role="kbd"] {{ font-size: {px(12)}px; color: {t.muted}; background: {t.sunken}; border: 1px solid {t.control};
  border-radius: {px(4)}px; padding: 0 {px(5)}px; }}
{tones}
{chips}
"""


def _surfaces(t: Tokens, px: Measure) -> str:
    tinted = "\n".join(
        f'QFrame[role="{name}"] {{ background: {under}; border-radius: {px(8)}px;'
        f" border: 1px solid {ink if t.name == 'contrast' else under}; }}"
        for name, ink, under in (
            ("prompt", t.accent, t.accent_soft),
            ("ok-card", t.ok, t.ok_soft),
            ("warn-card", t.warn, t.warn_soft),
            ("bad-card", t.bad, t.bad_soft),
            ("quiet-card", t.control, t.sunken),
        )
    )
    return f"""
QFrame[role="card"] {{ background: {t.surface}; border: 1px solid {t.ink if t.name == "contrast" else t.line};
  border-radius: {px(10)}px; }}
QFrame[role="card"][active="true"] {{ border: 1px solid {t.accent_line}; }}
QFrame[role="line"] {{ background: {t.ink if t.name == "contrast" else t.line}; border: 0; max-height: 1px; }}
QFrame[role="fault"] {{ border: 0; border-left: {px(4)}px solid {t.bad}; }}
QFrame#ErrorSummary {{ background: {t.surface}; border: {px(3)}px solid {t.bad}; border-radius: {px(6)}px; }}
QFrame#ErrorSummary:focus {{ border-color: {t.focus}; }}
QFrame#Code:focus {{ border: 2px solid {t.focus}; }}
QFrame#MessageStrip {{ background: {t.accent_soft}; border: 0; border-bottom: 1px solid {t.accent}; }}
QFrame#MessageStrip[tone="bad"] {{ background: {t.bad_soft}; border-bottom: 2px solid {t.bad}; }}
QFrame#MessageStrip[tone="warn"] {{ background: {t.warn_soft}; border-bottom: 2px solid {t.warn}; }}
QFrame#MessageStrip[tone="ok"] {{ background: {t.ok_soft}; border-bottom: 2px solid {t.ok}; }}
QFrame#ActionBar {{ background: {t.surface}; border-top: 1px solid {t.ink if t.name == "contrast" else t.line}; }}
QDialog {{ background: {t.surface}; }}
{tinted}
"""


def _buttons(t: Tokens, px: Measure, sp: Measure) -> str:
    v, h = sp(5), sp(12)
    ring = f"border: 2px solid {t.focus};"
    return f"""
QPushButton, QToolButton {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.control};
  border-radius: {px(6)}px; padding: {v}px {h}px; min-height: {px(20)}px; }}
QPushButton:hover, QToolButton:hover {{ background: {t.sunken}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {t.selected}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {t.muted}; background: {t.sunken};
  border: 1px dashed {t.control}; }}
QPushButton:focus, QToolButton:focus {{ {ring} padding: {v - 1}px {h - 1}px; }}
QPushButton:checked, QToolButton:checked {{ background: {t.accent_soft}; border-color: {t.accent}; color: {t.accent};
  font-weight: 600; }}
QPushButton[kind="primary"] {{ background: {t.accent}; color: {t.accent_ink}; border-color: {t.accent};
  font-weight: 600; }}
QPushButton[kind="primary"]:hover {{ border-color: {t.ink}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {t.ink}; }}
QPushButton[kind="primary"]:disabled {{ background: {t.sunken}; color: {t.muted}; border: 1px dashed {t.control}; }}
QPushButton[kind="danger"] {{ color: {t.bad}; border-color: {t.bad}; font-weight: 600; }}
QPushButton[kind="danger"]:focus {{ border: 2px solid {t.bad}; background: {t.bad_soft}; }}
QPushButton[kind="danger"]:disabled {{ color: {t.muted}; border: 1px dashed {t.control}; }}
QPushButton[kind="quiet"], QToolButton[kind="quiet"] {{ border-color: transparent; background: transparent;
  color: {t.accent}; font-weight: 600; padding: {sp(3)}px {sp(7)}px; }}
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover {{ background: {t.sunken}; }}
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus {{ {ring} padding: {sp(3) - 1}px {sp(7) - 1}px; }}
QLabel[role="quiet-words"] {{ color: {t.accent}; font-weight: 600; }}
QLabel[role="link-words"] {{ color: {t.bad}; font-weight: 600; text-decoration: underline; }}
QPushButton[kind="link"] {{ border-color: transparent; background: transparent; color: {t.bad}; font-weight: 600;
  text-align: left; text-decoration: underline; padding: {sp(2)}px {sp(4)}px; }}
QPushButton[kind="link"]:focus {{ {ring} padding: {sp(2) - 1}px {sp(4) - 1}px; }}
QPushButton[kind="pill"] {{ border: 1px solid {t.control}; border-radius: {(px(20) + 2 * sp(2)) // 2}px;
  padding: {sp(2)}px {sp(10)}px; font-size: {px(13)}px; }}
QPushButton[kind="pill"]:checked {{ background: {t.accent}; border-color: {t.accent};
  color: {t.accent_ink}; font-weight: 600; }}
QPushButton[kind="pill"][state="done"] {{ background: {t.ok_soft}; border-color: {t.ok}; color: {t.ok}; }}
QPushButton[kind="pill"][state="now"] {{ background: {t.accent}; border-color: {t.accent}; color: {t.accent_ink};
  font-weight: 600; }}
QPushButton[kind="pill"]:focus {{ border: 2px solid {t.ink}; padding: {sp(2) - 1}px {sp(10) - 1}px; }}
QPushButton[kind="tool"] {{ border: 1px solid transparent; background: transparent; color: {t.muted};
  padding: {sp(3)}px {sp(4)}px; font-size: {px(13)}px; }}
QPushButton[kind="tool"]:hover {{ background: {t.sunken}; color: {t.ink}; }}
QPushButton[kind="tool"]:checked {{ background: {t.accent_soft}; color: {t.accent}; border-color: {t.accent_line}; }}
QPushButton[kind="tool"]:focus {{ {ring} padding: {sp(3) - 1}px {sp(4) - 1}px; }}
QPushButton::menu-indicator {{ image: none; width: 0; }}
"""


def _inputs(t: Tokens, px: Measure, sp: Measure) -> str:
    every = "QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QDateEdit, QTimeEdit, QSpinBox"
    focused = ", ".join(f"{one}:focus" for one in every.split(", "))
    off = ", ".join(f"{one}:disabled" for one in every.split(", "))
    wrong = ", ".join(f'{one}[wrong="true"]' for one in every.split(", "))
    return f"""
{every} {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.control}; border-radius: {px(6)}px;
  padding: {sp(5)}px {sp(8)}px; selection-background-color: {t.accent}; selection-color: {t.accent_ink};
  placeholder-text-color: {t.muted}; }}
QLineEdit, QComboBox, QDateEdit, QTimeEdit, QSpinBox {{ min-height: {px(20)}px; }}
{wrong} {{ border: 2px solid {t.bad}; padding: {sp(5) - 1}px {sp(8) - 1}px; }}
{focused} {{ border: 2px solid {t.focus}; padding: {sp(5) - 1}px {sp(8) - 1}px; }}
{off} {{ color: {t.muted}; background: {t.sunken}; border: 1px dashed {t.control}; }}
QTextEdit[role="bare"], QPlainTextEdit[role="bare"] {{ border: 0; padding: 0; background: transparent; }}
QLineEdit[read-back="true"] {{ border: 0; }}
"""


def _ticks(t: Tokens, px: Measure, sp: Measure, marks: str) -> str:
    box = px(20)
    return f"""
QCheckBox, QRadioButton {{ spacing: {sp(9)}px; padding: {px(3)}px {px(5)}px; border: 2px solid transparent;
  border-radius: {px(6)}px; min-height: {px(20)}px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {t.focus}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {box}px; height: {box}px; background: {t.surface};
  border: 1px solid {t.control}; }}
QCheckBox::indicator {{ border-radius: {px(4)}px; }}
QRadioButton::indicator {{ border-radius: {(box + 2) // 2}px; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ border-color: {t.ink}; }}
QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; image: url({marks}/tick); }}
QRadioButton::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; image: url({marks}/dot); }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ background: {t.sunken}; }}
QComboBox {{ padding-right: {px(28)}px; }}
QComboBox::drop-down {{ border: 0; width: {px(26)}px; subcontrol-origin: padding; subcontrol-position: center right; }}
QComboBox::down-arrow {{ image: url({marks}/down); width: {px(16)}px; height: {px(16)}px; }}
QComboBox QAbstractItemView {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.control};
  selection-background-color: {t.accent}; selection-color: {t.accent_ink}; }}
QComboBox QAbstractItemView::item {{ min-height: {px(28)}px; padding: 0 {sp(8)}px; }}
QDateEdit::up-button, QTimeEdit::up-button, QSpinBox::up-button {{ subcontrol-origin: border;
  subcontrol-position: top right; width: {px(24)}px; border: 0; }}
QDateEdit::down-button, QTimeEdit::down-button, QSpinBox::down-button {{ subcontrol-origin: border;
  subcontrol-position: bottom right; width: {px(24)}px; border: 0; }}
QDateEdit::up-arrow, QTimeEdit::up-arrow, QSpinBox::up-arrow {{ image: url({marks}/up);
  width: {px(12)}px; height: {px(12)}px; }}
QDateEdit::down-arrow, QTimeEdit::down-arrow, QSpinBox::down-arrow {{ image: url({marks}/down);
  width: {px(12)}px; height: {px(12)}px; }}
QDateEdit::drop-down {{ border: 0; width: {px(26)}px; }}
"""


def _lists(t: Tokens, px: Measure, sp: Measure) -> str:
    edge = t.ink if t.name == "contrast" else t.line
    views = "QListView, QTableView, QTreeView"
    chosen_edge = f"border: 1px solid {t.accent};" if t.name == "contrast" else ""
    return f"""
{views} {{ background: {t.surface}; alternate-background-color: {t.surface}; color: {t.ink}; border: 1px solid {edge};
  border-radius: {px(8)}px; gridline-color: {edge}; selection-background-color: {t.selected};
  selection-color: {t.ink}; }}
QListView:focus, QTableView:focus, QTreeView:focus {{ border: 2px solid {t.focus}; }}
QListView::item, QTableView::item {{ padding: {sp(5)}px {sp(9)}px; border: 0; border-bottom: 1px solid {edge}; }}
QListView::item:hover, QTableView::item:hover {{ background: {t.sunken}; }}
QListView::item:selected, QTableView::item:selected {{ background: {t.selected}; color: {t.ink}; {chosen_edge} }}
QListView[role="bare"] {{ border: 2px solid transparent; background: transparent; }}
QListView[role="bare"]::item {{ border: 0; padding: 0; }}
QListView[role="bare"]:focus {{ border: 2px solid {t.focus}; }}
QHeaderView {{ background: {t.sunken}; border: 0; }}
QHeaderView::section {{ background: {t.sunken}; color: {t.muted}; font-size: {px(12.5)}px; font-weight: 600; border: 0;
  border-bottom: 1px solid {edge}; padding: {sp(6)}px {sp(9)}px; }}
QTableCornerButton::section {{ background: {t.sunken}; border: 0; }}
QTabBar {{ background: transparent; border: 0; }}
QTabBar::tab {{ background: transparent; color: {t.muted}; padding: {sp(7)}px {sp(9)}px; border: 2px solid transparent;
  border-bottom: 3px solid transparent; font-size: {px(13)}px; }}
QTabBar::tab:selected {{ color: {t.ink}; font-weight: 600; border-bottom: 3px solid {t.accent}; }}
QTabBar::tab:hover {{ color: {t.ink}; }}
QTabBar:focus {{ border: 2px solid {t.focus}; border-radius: {px(6)}px; }}
QTabWidget::pane {{ border: 0; border-top: 1px solid {edge}; }}
"""


def _shell(t: Tokens, px: Measure, sp: Measure) -> str:
    edge = t.ink if t.name == "contrast" else t.line
    chosen = f"border-color: {t.rail_on};" if t.name == "contrast" else ""
    return f"""
QMainWindow, QWidget#Page, QStackedWidget {{ background: {t.bg}; }}
QFrame#TopBar {{ background: {t.surface}; border: 0; border-bottom: 1px solid {edge}; }}
QFrame#ChildStrip {{ background: {t.accent_soft}; border: 0; border-bottom: 1px solid {t.accent_line}; }}
QFrame#KeyBar {{ background: {t.surface}; border: 0; border-top: 1px solid {edge}; }}
QFrame#Rail {{ background: {t.rail}; border: 0; border-right: 1px solid {edge if t.name == "contrast" else t.rail}; }}
QFrame#Rail QToolButton {{ color: {t.rail_ink}; background: transparent; border: 2px solid transparent;
  border-radius: {px(8)}px; padding: {sp(5)}px 0; font-size: {px(12)}px; }}
QFrame#Rail QToolButton:checked {{ background: {t.rail_selected}; color: {t.rail_on}; font-weight: 600; {chosen} }}
QFrame#Rail QToolButton:hover {{ color: {t.rail_on}; background: {t.rail_selected}; }}
QFrame#Rail QToolButton:focus {{ border: 2px solid {t.rail_on}; padding: {sp(5)}px 0; }}
QFrame#SidePanel {{ background: {t.surface}; border: 0; border-left: 1px solid {edge}; }}
QWidget#Door {{ background: {t.bg}; }}
"""


def _moving(t: Tokens, px: Measure, sp: Measure) -> str:
    return f"""
QScrollArea, QScrollArea > QWidget > QWidget#Scrolled {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: {px(13)}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {px(13)}px; margin: 0; }}
QScrollBar::handle {{ background: {t.control}; border-radius: {px(4)}px; margin: {px(3)}px; }}
QScrollBar::handle:vertical {{ min-height: {px(32)}px; }}
QScrollBar::handle:horizontal {{ min-width: {px(32)}px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent;
  border: 0; height: 0; width: 0; }}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QSplitter::handle {{ background: transparent; }}
QSplitter::handle:hover {{ background: {t.accent_line}; }}
QProgressBar {{ background: {t.line}; border: 0; border-radius: {px(3)}px; max-height: {px(6)}px;
  min-height: {px(6)}px; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: {px(3)}px; }}
QProgressBar[late="true"]::chunk {{ background: {t.warn}; }}
QMenu {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.control}; padding: {px(4)}px; }}
QMenu::item {{ padding: {sp(6)}px {sp(14)}px; border-radius: {px(4)}px; }}
QMenu::item:selected {{ background: {t.accent}; color: {t.accent_ink}; }}
QCalendarWidget QToolButton {{ border: 0; }}
"""
