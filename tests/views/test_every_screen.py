"""Every screen on the demonstration's records, light and dark, at 100 and 200 %: named, reached, seen and not cut off.

Each detector is first shown a fault that it must find.
"""

import re
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QSize, QStringListModel, Qt
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QTabBar,
    QTabWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from cremeet.exports import crib_sheet
from cremeet.settings import Settings
from cremeet.views.fields import Form, LineField
from cremeet.views.fields.form import ErrorSummary
from cremeet.views.help.topics import find_topic
from cremeet.views.keeper import Keeper
from cremeet.views.main_window import MainWindow
from cremeet.views.shell import screens
from cremeet.views.theme import Theme
from tests import pictures
from tests.views import looking, pseudo
from tests.views.asked import Asked
from tests.views.demonstration import Demonstration
from tests.views.vault_room import opened_vault

SEEN = 12
"""How many of a screen's stops are looked at with and without the focus: the first of each kind go before."""
LOOKS = (("light", 100), ("dark", 200))
"""Both colours and both sizes; colour and size do not depend on each other."""


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    made = Demonstration()
    with opened_vault(tmp_path_factory.mktemp("vaults")) as made.vault:
        yield made
    made.engine.dispose()


@contextmanager
def opened(qapp, demonstration, look, percent):
    """Show a window on the demonstration's records."""
    theme = Theme(look, percent)
    theme.apply(qapp)
    record = demonstration.record()
    keeper = Keeper(demonstration.vault, record, demonstration.thread)
    made = MainWindow(record, theme, demonstration.clock, Settings(look, percent), keeper)
    made.resize(1366, 768)
    made.show()
    made.record = record
    yield made
    made.hide()
    keeper.close()
    demonstration.thread.stop()
    made.deleteLater()


@pytest.fixture(scope="module", params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def window(request, qapp, demonstration):
    """One window for each look; each test goes to its screen in it."""
    with opened(qapp, demonstration, *request.param) as made:
        yield made


def sections():
    """Return the ways to screens: those above, and every section of the rail that has no other way."""
    known = {name.partition(",")[0] for name in WAYS}
    return [*WAYS, *(name for name in screens.SCREENS if name not in known)]


WAYS = (
    "children", "child", "meetings", "planner", "planner, new", "meeting", "meeting, held", "meeting, planned",
    "risk", "plan", "close", "close, held", "send", "send, register", "send, comments",
)  # fmt: skip


def settle(qtbot, record):
    quiet = 0

    def is_quiet():
        nonlocal quiet
        quiet = quiet + 1 if record.pending == 0 else 0
        return quiet > 3

    qtbot.waitUntil(is_quiet, timeout=10_000)


def go(window, demonstration, name, qtbot):
    """Bring a screen to the front, and wait until every answer has come."""
    if name in demonstration.ways:
        demonstration.ways[name](window)
    else:
        window._start(name)
    window.activateWindow()
    settle(qtbot, window.record)
    window.pages.focus_page()
    assert window.pages.page is not None
    return window.pages.page


@pytest.fixture(params=sections())
def screen(request, window, demonstration, qtbot):
    """The window with one screen in front, as it stands once every answer has come."""
    name = request.param
    if not screens.exists(name.partition(",")[0]):
        pytest.skip("this screen has not been built yet")
    go(window, demonstration, name, qtbot)
    return window


def fronts(window):
    """Yield once for each tab of the page in front, or once."""
    found = [tabs for tabs in window.pages.page.findChildren(QTabWidget) if tabs.isVisible()]
    if not found:
        yield ""
        return
    for number in range(found[0].count()):
        if found[0].isTabEnabled(number):
            found[0].setCurrentIndex(number)
            QApplication.processEvents()
            yield f" (tab “{found[0].tabText(number)}”)"


def test_a_screen_is_named_reached_seen_and_whole(screen, qtbot):
    wrong = []
    for front in fronts(screen):
        settle(qtbot, screen.record)
        page = screen.pages.page
        wrong += [f"no name{front}: {one}" for one in looking.unnamed(screen)]
        wrong += [f"not plain{front}: {one}" for one in looking.bare_fields(screen)]
        wrong += [f"cut off{front}: {one}" for one in looking.clipped(page)]
        wrong += [f"other words{front}: {one}" for one in looking.label_not_in_name(screen)]
        wrong += [f"too small{front}: {one}" for one in looking.small_targets(screen)]
        wrong += [f"keys{front}: {one}" for one in looking.key_faults(screen)]
        screen.pages.focus_page()
        if QApplication.focusWidget() is None:
            page.setFocus()
        wrong += [f"not reached{front}: {one}" for one in looking.not_reached(screen)]
        wrong += [f"focus not seen{front}: {one}" for one in looking.focus_unseen(sample(looking.stops(page)))]
        wrong += [f"focus lost{front} after {one}" for one in looking.focus_lost(screen)]
    assert not wrong, "\n" + "\n".join(wrong)


def test_every_word_of_every_screen_comes_through_the_translation_or_from_a_record(qapp, demonstration, pack, qtbot):
    known, found = pseudo.known(demonstration.engine, pack), []
    with pseudo.spoken(qapp), opened(qapp, demonstration, *LOOKS[0]) as window:
        for name in sections():
            go(window, demonstration, name, qtbot)
            for front in fronts(window):
                settle(qtbot, window.record)
                found += [f"{name}{front}: {one}" for one in pseudo.bypassing(window, known)]
    assert not found, "\n" + "\n".join(found)


EVERYWHERE = {"Enter", "Space", "Esc", "Tab", "Up", "Down"}
"""Keys that lists and buttons have by themselves."""


@pytest.mark.parametrize("window", [LOOKS[0]], indirect=True)
def test_help_the_crib_sheet_and_the_pictures_are_true_of_every_screen(window, demonstration, qtbot):
    """One walk through all of them: keys that help names, words of the crib sheet, what the guide's pictures say."""
    named, there, pairs, told = {}, {}, {}, {}
    for name in dict.fromkeys((*demonstration.ways, *sections())):
        if name in demonstration.ways:
            demonstration.ways[name](window)
        else:
            window._start(name)
        settle(qtbot, window.record)
        told[name] = pictures.told(window.pages.page)
        for _ in fronts(window):
            page = window.pages.page
            named[page.topic] = find_topic(page.topic).keys
            listed = {key for keys, _ in (*page.keys, *page.more_keys) for key in keys.replace(",", "").split()}
            known = [(one.keys, one.words) for one in window.commands()]
            pairs.setdefault(page.topic, set()).update(
                (keys, words.casefold()) for keys, words in (*known, *page.keys, *page.more_keys)
            )
            there.setdefault(page.topic, set(EVERYWHERE)).update(listed, (one.keys for one in window.commands()))
    wrong = {topic: keys - there[topic] for topic, keys in named.items() if keys - there[topic]}
    assert not wrong
    for group in crib_sheet.groups():
        real = set().union(*(pairs[topic] for topic in group.topics))
        written = {(keys, words.casefold()) for _, row in group.rows for keys, words in row}
        assert written <= real, f"the crib sheet, {group.title}"
    guide = (pictures.FOLDER.parent / "user-guide.md").read_text(encoding="utf-8")
    keys = set(re.findall(r"`((?:Ctrl|Alt|Shift|F\d|[A-Z]\b)[^` ]*)`", guide))
    assert len(keys) > 20
    assert not keys - set().union(*there.values()), "keys of the guide that no screen has"
    kept = pictures.kept()
    stale = [name for name, seal in pictures.seals(told).items() if kept[name] != seal]
    assert not stale, "run python -m tests.pictures"
    assert len(named) == len(screens.SCREENS) - 1 + 5, "every screen, with the vault's five tabs for one"


def sample(stops):
    """Return some stops: one of each kind first."""
    kinds = {}
    for one in stops:
        kinds.setdefault((type(one).__name__, one.property("kind")), one)
    firsts = list(kinds.values())
    return (firsts + [one for one in stops if one not in firsts])[:SEEN]


AT_ONCE = ("light", 100)


@pytest.mark.parametrize("window", [AT_ONCE], indirect=True, ids=["light-100"])
@pytest.mark.parametrize(("name", "keys"), [("children", "Ctrl+N"), ("directory", "Ctrl+N"), ("plan", "Ctrl+N")])
def test_a_question_left_empty_lists_its_faults_and_leads_to_each(window, demonstration, qtbot, name, keys):
    page = go(window, demonstration, name, qtbot)
    asks = next(one for one in window.commands() if one.keys == keys)
    lost = []

    def leave_empty(dialog):
        dialog.save.click()
        lost.extend(looking.faults_without_a_way(dialog.errors))
        dialog.reject()

    with Asked(leave_empty):
        asks.action.trigger()
    assert not lost
    assert page.isVisible()


@pytest.mark.parametrize("window", [AT_ONCE], indirect=True, ids=["light-100"])
@pytest.mark.parametrize(
    ("name", "tries"), [("planner, new", lambda page: page.save), ("send", lambda page: page.issue.go)]
)
def test_a_page_left_empty_lists_its_faults_and_leads_to_each(window, demonstration, qtbot, name, tries):
    page = go(window, demonstration, name, qtbot)
    page.tabs.setCurrentIndex(0)  # another test may have left it at another
    tries(page).click()
    assert looking.faults_without_a_way(page.errors) == []


# -- the detectors find what they are for ------------------------------------------------------------------------------


@pytest.fixture
def ground(theme, qtbot):
    made = QWidget()
    made.resize(400, 300)
    QVBoxLayout(made)
    qtbot.addWidget(made)

    def shown(*widgets):
        for one in widgets:
            made.layout().addWidget(one)
        made.show()
        qtbot.waitExposed(made)
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        widgets[0].setFocus()
        return made

    return shown


def test_what_has_no_name_is_found(ground):
    named, bare = QPushButton("Save"), QLineEdit()
    assert [one.partition(" ")[0] for one in looking.unnamed(ground(named, bare))] == ["QLineEdit"]


class Plain(QWidget):
    """Takes the focus, and is as large as it is told: the style sheet knows nothing of it."""

    def __init__(self, name, width, height):
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(width, height)


class ThinTabs(QTabBar):
    def tabSizeHint(self, index):  # noqa: N802 - Qt's name
        return QSize(80, looking.TARGET - 12)


def test_a_target_that_is_too_small_is_found_and_one_of_24_pixels_is_not(ground):
    tabs, rows = ThinTabs(), QListView()
    tabs.addTab("Thin")
    rows.setModel(QStringListModel(["A row"], rows))
    rows.setStyleSheet("QListView::item { min-height: 0; padding: 0; margin: 0; } QListView { font-size: 8px; }")
    small, narrow, whole = Plain("Small", 60, 23), Plain("Narrow", 23, 60), Plain("Whole", 24, 24)
    found = looking.small_targets(ground(small, narrow, whole, tabs, rows))
    assert [one.partition(" ")[0] for one in found] == ["Plain", "Plain", "ThinTabs", "QListView"]
    assert not any("Whole" in one for one in found)


def test_a_fault_that_leads_nowhere_or_is_not_said_by_its_field_is_found(ground):
    errors, form, mute, gone = ErrorSummary(), Form(), LineField(), QLineEdit()
    form.add("Told", LineField(), required="Write it.")
    ground(errors, form, mute, gone)
    gone.hide()
    errors.show_faults([*form.faults(), ("Nobody says this.", mute), ("It has gone.", gone)])
    mute.setAccessibleDescription("")
    found = looking.faults_without_a_way(errors)
    assert len(found) == 2
    assert "Nobody says this." in found[0]
    assert "“It has gone.” leads nowhere" in found[1]
    errors.clear()
    assert looking.faults_without_a_way(errors) == ["no list of faults has the focus"]


def test_a_button_that_is_called_otherwise_than_it_says_is_found(ground):
    good, other = QPushButton("Report…"), QPushButton("Save")
    good.setAccessibleName("Report: A. Tester")
    other.setAccessibleName("Keep")
    assert [one.partition(" shows ")[2] for one in looking.label_not_in_name(ground(good, other))] == ["“Save”"]


def test_a_stop_that_tab_leaves_out_of_sight_is_found(ground):
    holder, beyond = QWidget(), QPushButton("Beyond")
    holder.setFixedSize(60, 30)
    beyond.setParent(holder)
    made = ground(QPushButton("First"), holder)
    beyond.move(0, 60)
    beyond.show()
    assert any("out of sight" in one and "“Beyond”" in one for one in looking.not_reached(made))


def test_a_trap_for_tab_and_what_lies_beyond_it_are_found(ground):
    made = ground(QPushButton("First"), QTextEdit(), QPushButton("Beyond"))
    found = looking.not_reached(made)
    assert any("caught in QTextEdit" in one for one in found)
    assert any("“Beyond”" in one for one in found)


def test_a_walk_that_comes_round_finds_nothing(ground):
    assert looking.not_reached(ground(QPushButton("First"), QLineEdit(), QPushButton("Last"))) == []


def test_a_stop_that_looks_the_same_with_the_focus_is_found(ground):
    plain, dull = QPushButton("Save"), QWidget()
    dull.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    dull.setAccessibleName("Dull")
    made = ground(plain, dull)
    assert [one.partition("“")[2][:4] for one in looking.focus_unseen(looking.stops(made))] == ["Dull"]


def test_words_that_are_cut_off_are_found_and_wrapped_ones_are_not(ground):
    narrow, small, wrapped = (
        QLabel("These words are cut off"),
        QPushButton("Much too narrow"),
        QLabel("Wrapped words " * 9),
    )
    narrow.setFixedWidth(40)
    small.setFixedWidth(40)
    wrapped.setWordWrap(True)
    outside, holder = QLabel("Beyond the edge"), QWidget()
    QHBoxLayout(holder)
    outside.setParent(holder)
    made = ground(narrow, small, wrapped, holder)
    holder.setFixedSize(60, 20)
    outside.setGeometry(30, 0, outside.sizeHint().width(), 20)
    outside.show()
    found = " ".join(looking.clipped(made))
    for words in ("These words", "Much too", "Beyond"):
        assert words in found
    assert "Wrapped" not in found
