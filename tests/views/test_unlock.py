"""The door: making a vault, opening one, and every refusal as a sentence."""

import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from cremeet.errors import VaultError
from cremeet.vault import vault as real
from cremeet.views.unlock.door import VaultDoor
from cremeet.views.unlock.first_run import FirstRun
from cremeet.views.unlock.open_vault import OpenVault
from cremeet.views.unlock.recovery_sheet import RecoverySheet
from cremeet.views.unlock.roles import ROLES, role_title
from tests.views.doors import WORDS
from tests.views.looking import said


@pytest.fixture
def opening(at_door, tmp_path, qtbot):
    window = at_door(tmp_path / "North Vale.cremeet")
    screen = window.present
    assert isinstance(screen, OpenVault)
    qtbot.waitUntil(lambda: screen.person.count() == 3)
    return window


def test_opening_asks_for_a_name_and_a_passphrase_by_keyboard(opening, door, qtbot, tmp_path):
    screen = opening.present
    assert QApplication.focusWidget() is screen.person
    assert "Vault: North Vale" in said(opening)
    assert screen.person.itemText(2) == "Omar Notes – Minute-taker"
    QTest.keyClicks(screen.person, "O")
    QTest.keyClick(screen.person, Qt.Key.Key_Tab)
    QTest.keyClicks(QApplication.focusWidget(), "four words with spaces")
    with qtbot.waitSignal(opening.opened) as opened:
        QTest.keyClick(screen.passphrase, Qt.Key.Key_Return)
    assert opened.args == [door.vault]
    assert door.asked[-1] == ("unlock", tmp_path / "North Vale.cremeet", "p2", "four words with spaces")
    assert threading.main_thread() not in door.threads
    assert screen.passphrase.text() == ""


def test_while_the_key_is_derived_the_window_says_so_and_takes_no_second_try(opening, door, qtbot):
    screen = opening.present
    gate = threading.Event()
    door.unlock = lambda *_: gate.wait(5) and door.vault
    screen.person.set_value("p1")
    screen.passphrase.setText("four words")
    screen.try_unlock()
    screen.try_unlock()
    assert screen.busy.isVisible()
    assert not screen.unlock.isEnabled()
    assert not screen.passphrase.isEnabled()
    with qtbot.waitSignal(opening.opened):
        gate.set()
    assert not screen.busy.isVisible()


@pytest.mark.parametrize(
    "sentence",
    [
        "That passphrase does not open this vault for the name chosen; try again.",
        "This vault is open already, in another window or by somebody else; close it there first.",
    ],
)
def test_a_refusal_is_a_sentence_and_the_person_can_try_again(opening, door, qtbot, sentence):
    screen = opening.present
    screen.person.set_value("p1")
    screen.passphrase.setText("wrong")
    door.refusal = VaultError(sentence)
    screen.unlock.click()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is screen.errors)
    assert sentence in screen.errors.accessibleName()
    door.refusal = None
    with qtbot.waitSignal(opening.opened):
        screen.unlock.click()


def test_an_unforeseen_fault_shows_no_traceback_and_no_value(opening, door, qtbot):
    screen = opening.present
    screen.person.set_value("p1")
    screen.passphrase.setText("secret words")
    door.refusal = ZeroDivisionError("secret words")
    screen.unlock.click()
    qtbot.waitUntil(screen.errors.isVisible)
    assert "ZeroDivisionError at doors.py" in screen.errors.accessibleName()
    assert "secret" not in screen.errors.accessibleName()


def test_what_is_missing_is_asked_for_before_any_work(opening, door, qtbot):
    screen = opening.present
    before = len(door.asked)
    screen.unlock.click()
    assert screen.errors.accessibleName() == "There is a problem. Choose your name. Type your passphrase."
    assert len(door.asked) == before


def test_a_folder_that_is_no_vault_is_said_at_once(at_door, door, qtbot, tmp_path):
    door.refusal = VaultError("There is no vault at that place; choose a folder whose name ends in .cremeet.")
    window = at_door(tmp_path)
    qtbot.waitUntil(window.present.errors.isVisible)
    assert "There is no vault at that place" in window.present.errors.accessibleName()


def test_a_passphrase_is_hidden_until_it_is_asked_for(opening):
    screen = opening.present
    assert screen.passphrase.echoMode() == QLineEdit.EchoMode.Password
    screen._show.click()
    assert screen.passphrase.echoMode() == QLineEdit.EchoMode.Normal


@pytest.fixture
def making(at_door, qtbot):
    window = at_door(None)
    screen = window.present
    assert isinstance(screen, FirstRun)
    qtbot.waitUntil(lambda: screen.keys.secret.suggested == WORDS)
    return window


def fill(run, second=WORDS, first=WORDS):
    screen = run.keys
    screen.vault_name.setText("North Vale: CRE")
    screen.person.setText("Lena Chairwoman")
    screen.role.set_value("chair")
    screen.secret.first.setText(first)
    screen.secret.second.setText(second)
    screen.understood.setChecked(True)


def test_making_a_vault(making, door, qtbot, tmp_path):
    run = making.present
    fill(run)
    assert "Step 1 of 4: Passphrase and recovery" in said(making)
    assert WORDS in said(making)
    assert f"It will be kept in {tmp_path / 'North Vale- CRE.cremeet'}" in said(making)
    assert "A lost passphrase cannot be recovered" in said(making)
    with qtbot.waitSignal(making.made) as made:
        run.go_on.click()
    assert made.args == [door.made]
    assert isinstance(run.sheet, RecoverySheet)
    assert door.asked == [("create", tmp_path / "North Vale- CRE.cremeet", "Lena Chairwoman", "chair", WORDS)]
    assert WORDS not in said(making)
    assert run.keys.secret.value() == "", "a passphrase is not held once it has made the vault"


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda one: one.secret.second.setText("other"), "The two passphrases are not the same. Type both again."),
        (lambda one: one.secret.first.setText("short"), "A passphrase needs at least 12 characters."),
        (lambda one: one.understood.setChecked(False), "Confirm that you have a safe copy of the passphrase."),
        (lambda one: one.person.setText("  "), "Give your name."),
        (lambda one: one.role.set_value(None), "Choose your role."),
        (lambda one: one.vault_name.clear(), "Give the vault a name."),
    ],
)
def test_a_vault_is_not_made_while_something_is_wrong(making, door, spoil, sentence):
    run = making.present
    fill(run)
    spoil(run.keys)
    run.go_on.click()
    assert run.errors.accessibleName() == f"There is a problem. {sentence}"
    assert door.asked == []


@pytest.mark.parametrize("name", ["../elsewhere", "a/b\\c", "...", "con:me?"])
def test_a_vaults_name_never_leaves_its_place(making, tmp_path, name):
    making.present.keys.vault_name.setText(name)
    folder = making.present.keys.folder
    assert folder.parent == tmp_path
    assert folder.name.endswith(".cremeet")
    assert folder.resolve().parent == tmp_path.resolve()


def test_the_two_screens_lead_to_each_other(making, qtbot):
    making.present.existing.click()
    assert isinstance(making.present, OpenVault)
    assert "No vault is chosen yet." in said(making)
    making.present._new.click()
    assert isinstance(making.present, FirstRun)


def test_the_roles_are_the_vaults_own_and_each_has_words():
    assert ROLES == real.ROLES
    assert all(role_title(role) != role for role in ROLES)


def test_the_real_door_makes_and_opens_a_vault(tmp_path):
    from cremeet.vault.slots import FLOOR

    door = VaultDoor(FLOOR)
    door.prepare()
    words = door.suggest()
    assert door.check(words) is None
    assert door.check("short") is not None
    folder = tmp_path / "Invented.cremeet"
    with door.create(folder, "Lena Chairwoman", "chair", words) as made:
        assert made.person.name == "Lena Chairwoman"
    (person,) = door.people(folder)
    with door.unlock(folder, person.id, words) as opened:
        assert opened.folder == folder
    with pytest.raises(VaultError, match="passphrase"):
        door.unlock(folder, person.id, "not these words at all")


def test_the_unlock_screen_shows_before_the_database_is_loaded(tmp_path):
    program = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from cremeet import app
application = QApplication([])
house = app.House(application, app.Choices(app.VaultDoor(), app.system_clock, 1000, Path(sys.argv[1]), lambda _: 0))
house.knock(None)
application.processEvents()
late = {"sqlalchemy", "alembic", "sqlcipher3", "reportlab", "docx", "pydantic"}
loaded = {name.split(".")[0] for name in sys.modules} & late
assert house.unlock.isVisible()
assert not loaded, loaded
house.close()
"""
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_stop_at_the_door_has_a_name(making, qtbot):
    from PySide6.QtGui import QAccessible

    stops = [
        one
        for one in making.findChildren(QWidget)
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and not one.focusProxy()
    ]
    assert len(stops) >= 10
    unnamed = [
        one.metaObject().className()
        for one in stops
        if not QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name).strip()
    ]
    assert not unnamed


def test_what_is_read_early_waits_until_the_door_has_loaded_what_it_needs(at_door, door, qtbot):
    gate, told = threading.Event(), []
    door.prepare = lambda: gate.wait(5)
    window = at_door(None)
    window.prepared.connect(lambda: told.append(1))
    qtbot.waitUntil(lambda: window._prepared)
    assert told == []
    gate.set()
    qtbot.waitUntil(lambda: told == [1])
