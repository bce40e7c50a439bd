"""Colours, sizes, icons and the style sheet."""

import re
from dataclasses import replace

import pytest
from PySide6.QtCore import QFile
from PySide6.QtGui import QColor, QPalette, QTextLayout
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton

from cremeet import paths
from cremeet.views import icons, stylesheet
from cremeet.views.theme import Theme
from cremeet.views.tokens import CONTROL_PAIRS, DARK, LIGHT, TEXT_PAIRS, contrast, from_system


def system_palette(window, ink, chosen, chosen_ink):
    palette, role = QPalette(), QPalette.ColorRole
    for which, colour in (
        (role.Window, window), (role.WindowText, ink), (role.Highlight, chosen), (role.HighlightedText, chosen_ink),
        (role.Link, chosen),
    ):  # fmt: skip
        palette.setColor(which, QColor(colour))
    return palette


SYSTEMS = {
    "aquatic": ("#202020", "#ffffff", "#8ee3f0", "#263b50"),
    "desert": ("#fffaef", "#3d3d3d", "#903909", "#fff5e3"),
    "black": ("#000000", "#ffff00", "#ffff00", "#000000"),
}


def sets():
    yield LIGHT
    yield DARK
    for colours in SYSTEMS.values():
        yield from_system(system_palette(*colours))


def test_contrast_is_measured_as_wcag_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("tokens", list(sets()), ids=["light", "dark", *SYSTEMS])
def test_every_pair_that_meets_on_the_screen_can_be_read(tokens):
    assert faint(tokens) == {}


def faint(tokens):
    """Return the pairs of tokens that are too alike: text under 4.5 to 1, edges of controls under 3 to 1."""
    measured = [(pair, least) for pairs, least in ((TEXT_PAIRS, 4.5), (CONTROL_PAIRS, 3)) for pair in pairs]
    found = {pair: contrast(tokens[pair[0]], tokens[pair[1]]) for pair, _ in measured}
    return {pair: found[pair] for pair, least in measured if found[pair] < least}


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_one_faint_colour_is_found_in_every_pair_that_it_is_in(tokens):
    planted = replace(tokens, muted=tokens.surface, focus=tokens.bg)
    assert {("muted", "surface"), ("focus", "bg")} <= faint(planted).keys()
    assert not any({"muted", "focus"}.isdisjoint(pair) for pair in faint(planted))


def test_a_contrast_theme_uses_the_systems_colours_only():
    colours = SYSTEMS["aquatic"]
    tokens = from_system(system_palette(*colours))
    used = {tokens[name] for pair in (*TEXT_PAIRS, *CONTROL_PAIRS) for name in pair}
    assert used <= set(colours)


def test_text_grows_to_twice_its_size_and_spacing_less(qapp):
    one, two = Theme("light", 100), Theme("light", 200)
    assert two.px(14) == 2 * one.px(14)
    assert one.sp(10) < two.sp(10) < 2 * one.sp(10)
    assert one.px(14) >= 14
    assert two.em(1366) < 60 < one.em(1366)


def test_changing_the_look_dresses_the_application_at_once(theme, qapp, qtbot):
    before = qapp.palette().color(QPalette.ColorRole.Window)
    with qtbot.waitSignal(theme.changed):
        theme.choose("dark")
    assert theme.name == "dark"
    assert qapp.palette().color(QPalette.ColorRole.Window) != before
    theme.set_text_percent(900)
    assert theme.text_percent == 200
    assert qapp.font().pixelSize() == theme.px(14)


def test_an_icon_on_a_button_follows_the_look_and_a_closed_one_is_forgotten(theme, qtbot):
    kept, closed = QPushButton("Save"), QLabel()
    qtbot.addWidget(kept)
    theme.give_icon(kept, "check", "ink")
    theme.give_icon(closed, "check", "ink")
    light = kept.icon().pixmap(16, 16).toImage()
    del closed
    theme.choose("dark")
    assert kept.icon().pixmap(16, 16).toImage() != light


def test_every_icon_can_be_drawn_in_any_colour():
    names = [file.stem for file in (paths.resources() / "icons").glob("*.svg")]
    assert len(names) > 40
    flat = [name for name in names if "currentColor" not in (paths.resources() / "icons" / f"{name}.svg").read_text()]
    assert not flat
    assert (paths.resources() / "icons" / "LICENSE").is_file()


def test_the_sheets_own_drawings_are_served_from_memory(qapp):
    folder, _ = icons.for_style_sheet(tuple((file, drawing, "#123456") for file, drawing, _ in stylesheet.MARKS))
    for file, drawing, _ in stylesheet.MARKS:
        served = QFile(f"{folder}/{file}")
        assert served.open(QFile.OpenModeFlag.ReadOnly)
        assert bytes(served.readAll().data()) == icons.svg(drawing, "#123456")
        served.close()
    assert not QFile.exists(f"{folder}/nothing")


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_sheet_knows_no_colour_of_its_own_and_names_no_file_on_disk(tokens):
    sheet = stylesheet.sheet(tokens, round, round, ":/marks")
    assert set(re.findall(r"#[0-9a-fA-F]{6}\b", sheet)) <= {getattr(tokens, one) for one in tokens.__slots__}
    assert set(re.findall(r"url\((.*?)/", sheet)) == {":"}
    assert sheet.count("{") == sheet.count("}")


def test_the_arrow_of_a_list_and_the_tick_of_a_box_are_painted(theme, qtbot):
    def dark_pixels(widget, left, right):
        image = widget.grab().toImage()
        ratio = image.devicePixelRatio()
        return sum(
            image.pixelColor(x, y).lightness() < 110
            for x in range(int(left * ratio), int(right * ratio))
            for y in range(int(image.height() * 0.25), int(image.height() * 0.75))
        )

    choice, box = QComboBox(), QCheckBox("")
    for widget in (choice, box):
        qtbot.addWidget(widget)
        widget.resize(200, 34)
        widget.show()
        qtbot.waitExposed(widget)
        widget.clearFocus()
    assert dark_pixels(choice, 172, 196) > 4
    assert dark_pixels(choice, 100, 160) == 0
    empty = dark_pixels(box, 0, 40)
    box.setChecked(True)
    assert dark_pixels(box, 0, 40) > empty + 50


@pytest.mark.parametrize("name", ["Zażółć Gęśla", "Ŵyn Ŷnys", "رابعہ خان", "王小明"])
def test_names_in_any_of_the_areas_scripts_are_drawn_with_real_letters(theme, name):
    layout = QTextLayout(name, theme.font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    glyphs = [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]
    assert glyphs
    assert 0 not in glyphs
