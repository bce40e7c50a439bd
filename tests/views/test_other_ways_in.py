"""The other ways in: a recovery code offered, shown once, printed and used; an enrolment card; a vault handed over."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from cremeet.errors import VaultError
from cremeet.vault import cards
from cremeet.views.unlock import make_card, recovery_sheet
from cremeet.views.unlock.make_card import MakeCard
from cremeet.views.unlock.open_vault import OpenVault
from cremeet.views.unlock.receive import Receive
from cremeet.views.unlock.recover import Recover
from cremeet.views.unlock.recovery_print import RecoveryPage, code_lines, draw
from cremeet.views.unlock.recovery_sheet import RecoverySheet
from tests.views import looking
from tests.views.doors import CARD_WORDS, CODE, WORDS
from tests.views.looking import said

FOLDER = Path("North Vale.cremeet")


def push(window, words):
    button = next(one for one in window.findChildren(QPushButton) if one.isVisible() and one.text() == words)
    assert button.isEnabled()
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


@pytest.fixture
def window(at_door, qtbot):
    made = at_door(FOLDER)
    qtbot.waitUntil(lambda: made.present.person.count() == 3)
    return made


# -- the recovery code, made -------------------------------------------------------------------------------------------


@pytest.fixture
def offered(window, door):
    window.show_recovery_code(door.vault)
    assert isinstance(window.present, RecoverySheet)
    return window


def test_a_code_is_shown_once_and_left_only_when_it_is_locked_away(offered, door, qtbot):
    push(offered, "Make the recovery code")
    qtbot.waitUntil(lambda: "7F3K9  Q2M4X  TP0RH" in said(offered))
    assert "W8BNC  3VYZ6  JDG2T" in said(offered)
    push(offered, "Go on")
    assert offered.present.errors.accessibleName() == "There is a problem. Say that it is locked away."
    offered.present.locked_away.setChecked(True)
    with qtbot.waitSignal(offered.opened) as opened:
        push(offered, "Go on")
    assert opened.args == [door.vault]
    assert "7F3K9  Q2M4X  TP0RH" not in said(offered)
    assert offered.present.code == ""


def test_a_code_may_be_put_off_and_none_is_made(offered, door, qtbot):
    with qtbot.waitSignal(offered.opened):
        push(offered, "Later")
    assert ("new code", door.vault) not in door.asked


def test_a_code_is_never_in_reach_of_the_clipboard(offered, qtbot):
    push(offered, "Make the recovery code")
    qtbot.waitUntil(lambda: offered.present.code == CODE)
    plain = Qt.TextInteractionFlag.LinksAccessibleByMouse  # what every label has: nothing can be selected
    assert {one.textInteractionFlags() for one in offered.present._lines} == {plain}


def test_each_group_is_spelt_out_for_a_screen_reader(offered, qtbot):
    push(offered, "Make the recovery code")
    qtbot.waitUntil(lambda: offered.present.code == CODE)
    assert offered.present._lines[0].accessibleName() == "7 F 3 K 9, Q 2 M 4 X, T P 0 R H"


def test_a_code_that_could_not_be_made_is_said_and_can_be_tried_again(offered, door, qtbot):
    door.refusal = VaultError("The key file could not be written; free some room and try again.")
    push(offered, "Make the recovery code")
    qtbot.waitUntil(offered.present.errors.isVisible)
    assert "could not be written" in offered.present.errors.accessibleName()
    assert offered.present.show_code.isEnabled()


def test_going_away_while_the_code_is_offered_closes_the_vault(offered, door):
    offered.close()
    assert door.vault.closed


def test_printing_hands_the_page_over(offered, qtbot, monkeypatch):
    pages = []
    monkeypatch.setattr(recovery_sheet, "print_page", lambda parent, page: pages.append(page) or True)
    push(offered, "Make the recovery code")
    qtbot.waitUntil(lambda: offered.present.code == CODE)
    push(offered, "Print the page to be locked away…")
    assert pages == [RecoveryPage("North Vale", "Wed 25 Nov 2026", CODE)]
    assert QApplication.focusWidget() is offered.present.locked_away


@pytest.mark.parametrize("name", ["North Vale", "A very long name of a partnership of many agencies in the north " * 2])
def test_the_page_fits_on_paper(qapp, name):
    paper = QImage(1240, 1754, QImage.Format.Format_RGB32)  # A4 at 150 dots an inch
    paper.fill(0xFFFFFFFF)
    painter = QPainter(paper)
    end = draw(painter, paper.rect().adjusted(60, 60, -60, -60), RecoveryPage(name, "Wed 25 Nov 2026", CODE))
    painter.end()
    assert 1000 < end < 1754 - 60
    edge = [paper.pixel(x, y) & 0xFFFFFF for x in (10, 1230) for y in range(0, 1754, 3)]
    assert set(edge) == {0xFFFFFF}, "nothing runs into the edge"


def test_a_code_stands_in_lines_of_groups():
    assert code_lines(CODE) == ["7F3K9  Q2M4X  TP0RH", "W8BNC  3VYZ6  JDG2T"]


# -- the recovery code, used -------------------------------------------------------------------------------------------


@pytest.fixture
def recovering(window, qtbot):
    push(window, "I have lost my passphrase")
    assert isinstance(window.present, Recover)
    qtbot.waitUntil(lambda: window.present.person.count() == 3)
    return window


def fill(screen, code=CODE, passphrase=WORDS):
    screen.code.clear()
    QTest.keyClicks(screen.code, code)
    screen.person.set_value("p2")
    screen.secret.first.setText(passphrase)
    screen.secret.second.setText(passphrase)


def test_a_lost_passphrase_is_not_a_lost_record(recovering, door, qtbot):
    fill(recovering.present, CODE.replace("-", "").lower())
    assert recovering.present.code.text() == CODE, "it stands in groups as it is typed"
    push(recovering, "Open with the recovery code")
    qtbot.waitUntil(lambda: isinstance(recovering.present, RecoverySheet))
    assert door.asked[-1] == ("recover", FOLDER, CODE, "p2", WORDS)
    assert any("takes the place of the one made before" in one for one in said(recovering))


def test_a_mistyped_code_is_said_at_once_and_not_tried(recovering, door):
    fill(recovering.present, CODE.replace("9", "4"))
    push(recovering, "Open with the recovery code")
    assert "That code was mistyped" in recovering.present.errors.accessibleName()
    assert not [one for one in door.asked if one[0] == "recover"]


def test_a_code_can_be_mended_in_its_middle(recovering):
    code = recovering.present.code
    QTest.keyClicks(code, "7F3K9Q2M")
    code.setCursorPosition(5)
    QTest.keyClick(code, Qt.Key.Key_Backspace)
    assert (code.text(), code.cursorPosition()) == ("7F3KQ-2M", 4)
    QTest.keyClicks(code, "9")
    assert (code.text(), code.cursorPosition()) == ("7F3K9-Q2M", 5)


def test_a_code_that_does_not_open_is_a_sentence(recovering, door, qtbot):
    fill(recovering.present)
    door.refusal = VaultError("That recovery code does not open this vault; a newer one may have replaced it.")
    push(recovering, "Open with the recovery code")
    qtbot.waitUntil(recovering.present.errors.isVisible)
    assert "does not open this vault" in recovering.present.errors.accessibleName()
    push(recovering, "Back to the usual way")
    assert isinstance(recovering.present, OpenVault)


# -- an enrolment card -------------------------------------------------------------------------------------------------


@pytest.fixture
def making_card(window, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "Omar"), ""))
    push(window, "Make an enrolment card")
    screen = window.present
    assert isinstance(screen, MakeCard)
    screen.person.setText("Omar Notes")
    screen.role.set_value("minute-taker")
    screen.secret.first.setText(WORDS)
    screen.secret.second.setText(WORDS)
    return window


def test_a_card_is_saved_and_its_words_are_shown_to_be_read_out(making_card, door, qtbot, tmp_path):
    push(making_card, "Save the card…")
    qtbot.waitUntil(lambda: "walnut" in said(making_card))
    assert door.asked[-1] == ("card", "Omar Notes", "minute-taker", WORDS, tmp_path / "Omar.cremeet-card")
    assert making_card.present.words.accessibleName() == f"Check words: {', '.join(CARD_WORDS)}"
    assert WORDS not in said(making_card)
    push(making_card, "Back")
    assert isinstance(making_card.present, OpenVault)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda one: one.person.clear(), "Give your name."),
        (lambda one: one.role.set_value(None), "Choose your role."),
        (lambda one: one.secret.second.setText("x"), "The two passphrases are not the same. Type both again."),
    ],
)
def test_a_card_is_not_made_while_something_is_wrong(making_card, door, spoil, sentence):
    spoil(making_card.present)
    push(making_card, "Save the card…")
    assert making_card.present.errors.accessibleName() == f"There is a problem. {sentence}"
    assert not [one for one in door.asked if one[0] == "card"]


def test_a_card_has_the_ending_that_the_vault_knows():
    assert make_card.ENDING == cards.ENDING


def test_turning_back_from_the_place_of_a_card_keeps_what_was_typed(making_card, door, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    push(making_card, "Save the card…")
    assert making_card.present.person.value() == "Omar Notes"
    assert not [one for one in door.asked if one[0] == "card"]


# -- a vault that was handed over --------------------------------------------------------------------------------------


def test_before_unlocking_a_copy_says_where_the_living_one_went(at_door, door, qtbot):
    door.moved = "This vault was handed to Omar Notes on 20 November 2026: this copy can only be read."
    window = at_door(FOLDER)
    qtbot.waitUntil(lambda: door.moved in said(window))


def test_a_vault_that_was_handed_over_moves_in_and_opens(window, door, qtbot, tmp_path):
    push(window, "Open a vault that was handed to me")
    screen = window.present
    assert isinstance(screen, Receive)
    push(window, "Take it over and open it")
    assert "Choose the file first." in screen.errors.accessibleName()
    screen.look_at(tmp_path / "North Vale.handed")
    qtbot.waitUntil(lambda: screen.person.count() == 3)
    screen.person.set_value("p1")
    screen.passphrase.setText(WORDS)
    with qtbot.waitSignal(window.opened) as opened:
        push(window, "Take it over and open it")
    assert opened.args == [door.vault]
    assert door.asked[-1] == ("receive", tmp_path / "North Vale.handed", tmp_path, "p1", WORDS, "")


def test_a_file_that_is_none_is_a_sentence(window, door, qtbot, tmp_path):
    push(window, "Open a vault that was handed to me")
    door.refusal = VaultError("That file is not a vault that was handed over; choose another.")
    window.present.look_at(tmp_path / "holiday.zip")
    qtbot.waitUntil(window.present.errors.isVisible)
    assert "not a vault that was handed over" in window.present.errors.accessibleName()


# -- every one of them -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["recover", "card", "receive", "code"])
@pytest.mark.parametrize(("look", "percent"), [("light", 100), ("dark", 200)])
def test_each_is_named_reached_seen_and_whole(window, theme, door, qtbot, way, look, percent):
    theme.choose(look)
    theme.set_text_percent(percent)
    {
        "recover": lambda: window.show_recover(FOLDER),
        "card": window.show_card,
        "receive": window.show_receive,
        "code": lambda: window.show_recovery_code(door.vault),
    }[way]()
    if way == "code":
        push(window, "Make the recovery code")
        qtbot.waitUntil(lambda: window.present.code == CODE)
    for _ in range(6):  # wrapped lines find their height in several rounds
        QApplication.processEvents()
    wrong = [*looking.unnamed(window), *looking.clipped(window)]
    window.present.first_focus().setFocus()
    if QApplication.focusWidget() is None:
        looking.stops(window)[0].setFocus()
    wrong += looking.not_reached(window)
    wrong += looking.focus_unseen(looking.stops(window)[:8])
    assert not wrong, "\n".join(wrong)
