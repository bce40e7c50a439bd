"""How everything looks: one `Theme` holds the colours, the sizes and the icons, and dresses the application.

Fusion draws, a palette colours and one generated style sheet finishes; there is no other styling anywhere. Text size
starts from the system's own font and is multiplied by the person's 100 to 200 per cent (WCAG 1.4.4).
"""

from __future__ import annotations

import functools
import weakref

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from shiboken6 import isValid

from cremeet import paths, settings
from cremeet.views import icons, stylesheet
from cremeet.views.tokens import DARK, LIGHT, Colour, Tokens, from_system

DESIGN_SIZE = 14
"""The text size, in pixels, that every measure in the code is written for."""

SMALLEST, LARGEST = 100, 200
_SPACE_GROWTH = 0.35
_FAMILIES = ("Segoe UI Variable Text", "Segoe UI", "Inter", "Liberation Sans", "Noto Sans")


class Theme(QObject):
    """Colours, sizes, fonts and icons; `changed` follows every change of look, after the application wears it."""

    changed = Signal()

    def __init__(
        self, choice: settings.Theme = "system", text_percent: int = 100, parent: QObject | None = None
    ) -> None:
        """Follow the system, or `light` or `dark`; a contrast theme of the system goes before either."""
        super().__init__(parent)
        _load_fonts()
        self.choice, self.text_percent = choice, text_percent
        hints = QGuiApplication.styleHints()
        # Both are kept: Python's reference to the second dies with that to the first.
        self._hints, self._accessibility = hints, hints.accessibility()
        self._dressed: list[tuple[weakref.ref[QAbstractButton | QLabel], str, Colour, float]] = []
        system_font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        self._base = max(DESIGN_SIZE, QFontInfo(system_font).pixelSize())
        known = set(QFontDatabase.families())
        self.family = next((name for name in _FAMILIES if name in known), QFontInfo(system_font).family())
        self.tokens = self._find_tokens()
        hints.colorSchemeChanged.connect(self._system_changed)
        self._accessibility.contrastPreferenceChanged.connect(self._system_changed)

    @property
    def name(self) -> str:
        """`light`, `dark` or `contrast`: what is worn now."""
        return self.tokens.name

    @property
    def scale(self) -> float:
        """How much larger than the design everything is, 1.0 or more."""
        return self.text_percent / 100 * self._base / DESIGN_SIZE

    def px(self, design: float) -> int:
        """Return `design` pixels at the present text size: for text and whatever must grow with it."""
        return max(1, round(design * self.scale))

    def sp(self, design: float) -> int:
        """Return `design` pixels of spacing, which grows more slowly than text so that 200 % still fits."""
        return max(1, round(design * (1 + (self.scale - 1) * _SPACE_GROWTH)))

    def em(self, pixels: int) -> float:
        """Return `pixels` in letters of body text: breakpoints are in em, so that zoom and a small window act alike."""
        return pixels / self.px(DESIGN_SIZE)

    def colour(self, name: Colour) -> QColor:
        """Return the token `name` as a colour."""
        return QColor(self.tokens[name])

    def font(self, size: float = DESIGN_SIZE, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """Return the window's font at a design `size` in pixels."""
        font = QFont(self.family)
        font.setPixelSize(self.px(size))
        font.setWeight(weight)
        return font

    def pixmap(self, name: str, colour: Colour = "ink", size: float = 18, ratio: float = 2.0) -> QPixmap:
        """Return an icon as a picture `size` design pixels square, for a painter."""
        return icons.pixmap(name, self.tokens[colour], self.px(size), ratio)

    def icon(self, name: str, colour: Colour = "ink", size: float = 18) -> QIcon:
        """Return an icon by its file name in `resources/icons`, without `.svg`."""
        return QIcon(self.pixmap(name, colour, size))

    def give_icon(self, widget: QAbstractButton | QLabel, name: str, colour: Colour = "ink", size: float = 18) -> None:
        """Put an icon on a button or a label, and keep it in step when the look changes."""
        self._dressed = [one for one in self._dressed if (worn := one[0]()) is not None and worn is not widget]
        self._dressed.append((weakref.ref(widget), name, colour, size))
        self._draw(widget, name, colour, size)

    def palette(self) -> QPalette:
        """Return the palette for whatever the style sheet does not reach."""
        role, palette = QPalette.ColorRole, QPalette()
        pairs: tuple[tuple[QPalette.ColorRole, Colour], ...] = (
            (role.Window, "bg"), (role.WindowText, "ink"), (role.Base, "surface"), (role.AlternateBase, "sunken"),
            (role.Text, "ink"), (role.Button, "surface"), (role.ButtonText, "ink"), (role.Highlight, "accent"),
            (role.HighlightedText, "accent_ink"), (role.ToolTipBase, "ink"), (role.ToolTipText, "surface"),
            (role.PlaceholderText, "muted"), (role.Link, "accent"), (role.LinkVisited, "plum"),
            (role.BrightText, "bad"), (role.Light, "surface"), (role.Midlight, "sunken"), (role.Mid, "line"),
            (role.Dark, "control"), (role.Shadow, "control"), (role.Accent, "accent"),
        )  # fmt: skip
        for which, token in pairs:
            palette.setColor(which, self.colour(token))
        for which in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, which, self.colour("muted"))
        return palette

    def apply(self, app: QApplication) -> None:
        """Dress the application."""
        if app.style().name() != "fusion":
            app.setStyle("Fusion")
        marks, _ = icons.for_style_sheet(
            tuple((file, drawing, self.tokens[colour]) for file, drawing, colour in stylesheet.MARKS)  # type: ignore[index]  # each colour there is a token
        )
        app.setPalette(self.palette())
        app.setFont(self.font())
        app.setStyleSheet(stylesheet.sheet(self.tokens, self.px, self.sp, marks))
        self._dressed = [one for one in self._dressed if one[0]() is not None]
        for worn, name, colour, size in self._dressed:
            widget = worn()
            if widget is not None and isValid(widget):
                self._draw(widget, name, colour, size)
        self.changed.emit()

    def choose(self, choice: settings.Theme) -> None:
        """Wear the chosen look at once."""
        self.choice = choice
        self._again()

    def set_text_percent(self, percent: int) -> None:
        """Set the text size, 100 to 200 per cent of the system's, at once."""
        self.text_percent = min(LARGEST, max(SMALLEST, percent))
        self._again()

    def _again(self) -> None:
        self.tokens = self._find_tokens()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self.apply(app)

    def _system_changed(self) -> None:
        if self._find_tokens() != self.tokens:
            self._again()

    def _find_tokens(self) -> Tokens:
        if self._accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast:
            app = QApplication.instance()
            if isinstance(app, QApplication):
                app.setPalette(QPalette())  # back to the system's own colours, to read them
            return from_system(QGuiApplication.palette())
        system_is_dark = self._hints.colorScheme() == Qt.ColorScheme.Dark
        dark = system_is_dark if self.choice == "system" else self.choice == "dark"
        return DARK if dark else LIGHT

    def _draw(self, widget: QAbstractButton | QLabel, name: str, colour: Colour, size: float) -> None:
        ratio = max(2.0, widget.devicePixelRatioF())
        picture = icons.pixmap(name, self.tokens[colour], self.px(size), ratio)
        if isinstance(widget, QLabel):
            widget.setPixmap(picture)
        else:
            widget.setIcon(QIcon(picture))
            widget.setIconSize(QSize(self.px(size), self.px(size)))


@functools.cache
def _load_fonts() -> None:
    """Offer the shipped fonts, once for the process (5 ms).

    A bare machine has none, and names are written in scripts that few have whole. What the system has of the same name
    says nothing: it may be one of ours and lack the rest.
    """
    for file in sorted((paths.resources() / "fonts").glob("*.[to]tf")):
        QFontDatabase.addApplicationFont(str(file))
