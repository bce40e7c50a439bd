"""People and keys, on a real vault: somebody new, another role, somebody who leaves, a new passphrase, a code."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from cremeet.vault import cards, keyfile, people, recovery
from cremeet.vault.slots import FLOOR
from cremeet.views.navigation import Desk
from cremeet.views.unlock.recovery_sheet import RecoverySheet
from cremeet.views.vault import VaultPage
from tests.vault.made import PASSPHRASE
from tests.views.asked import Asked
from tests.views.looking import said
from tests.views.vault_room import WHO, vault_room

THEIRS = "marble-kettle-oyster-fern"


@pytest.fixture
def room(tmp_path, clock, pack, qapp):
    with vault_room(tmp_path, clock, pack) as made:
        yield made


@pytest.fixture
def page(room, theme, went, qtbot):
    made = VaultPage(Desk(room.kept.record, theme, went, room.kept.clock, room.keeper))
    made.resize(1280, 700)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    room.kept.settle(qtbot)
    return made


def names(part):
    return [(one.name, one.role) for one in part.table.rows]


def card(tmp_path, name="Omar Notes"):
    file = tmp_path / "Omar.cremeet-card"
    file.write_bytes(cards.make_card(name, "minute-taker", THEIRS, FLOOR))
    return file


@pytest.fixture
def people_part(page):
    return page._parts["people"]


@pytest.fixture
def with_omar(people_part, room, tmp_path, qtbot):
    room.kept.thread.apart(
        lambda: people.add_person(room.vault, cards.new_slot("Omar Notes", "chair", THEIRS, FLOOR))
    ).result(20)
    people_part.shown()
    room.kept.settle(qtbot)
    return people_part


def test_who_can_open_it_is_listed_and_oneself_is_marked(people_part):
    assert names(people_part) == [(WHO, "administrator")]
    assert people_part.table._model.sentence(0) == f"1 of 1, {WHO}, Role: Administrator, Standing: You"


def test_somebody_is_let_in_only_once_the_words_were_compared(people_part, room, tmp_path, qtbot):
    file = card(tmp_path)
    words = cards.check_words(file.read_bytes()).split()

    def compare(dialog):
        assert [one for one in said(dialog) if one in words] == words
        dialog.yes.click()
        assert "Compare the words with the person first." in dialog.errors.accessibleName()
        dialog.findChild(QCheckBox).click()
        dialog.yes.click()

    with Asked(compare):
        people_part.try_card(file)
    room.kept.settle(qtbot)
    assert names(people_part) == [(WHO, "administrator"), ("Omar Notes", "minute-taker")]


def test_a_file_that_is_no_card_is_a_sentence_at_the_top(page, people_part, tmp_path):
    (tmp_path / "holiday.jpg").write_bytes(b"\xff\xd8")
    people_part.try_card(tmp_path / "holiday.jpg")
    assert "no enrolment card" in page.errors.accessibleName()
    people_part.try_card(tmp_path / "gone")
    assert "cannot be read" in page.errors.accessibleName()


def test_somebody_beside_me_types_a_passphrase_of_their_own(people_part, room, qtbot):
    def type_it(dialog):
        from cremeet.views.fields.choose import ChoiceField
        from cremeet.views.fields.entry import LineField
        from cremeet.views.unlock.new_passphrase import NewPassphrase

        secret = dialog.findChild(NewPassphrase)
        name = next(one for one in dialog.findChildren(LineField) if one.accessibleName() == "Name")
        name.setText("Priya Manager")
        dialog.findChild(ChoiceField).set_value("manager")
        secret.first.setText(THEIRS)
        secret.second.setText(THEIRS)
        dialog.yes.click()

    with Asked(type_it):
        people_part.add_beside.click()
    room.kept.settle(qtbot)
    assert ("Priya Manager", "manager") in names(people_part)


def test_a_role_is_changed(with_omar, room, qtbot):
    def choose(dialog):
        from cremeet.views.fields.choose import ChoiceField

        dialog.findChild(ChoiceField).set_value("manager")
        dialog.yes.click()

    with_omar.table.selectRow(1)
    with Asked(choose):
        with_omar.role.click()
    room.kept.settle(qtbot)
    assert ("Omar Notes", "manager") in names(with_omar)


def test_whoever_leaves_is_shut_out_and_told_of_older_copies(with_omar, room, qtbot):
    before = room.vault.keys.current()

    def agree(dialog):
        assert any("A backup or a copy of the vault made before today" in one for one in said(dialog))
        dialog.yes.click()
        assert dialog.errors.isVisible()
        dialog.findChild(QCheckBox).click()
        dialog.yes.click()

    with_omar.table.selectRow(1)
    with Asked(agree):
        with_omar.remove.click()
    room.kept.settle(qtbot)
    assert names(with_omar) == [(WHO, "administrator")]
    assert room.vault.keys.current() != before, "the record has another key"


def test_nobody_removes_themselves_and_it_says_why(with_omar, page):
    with_omar.table.selectRow(0)
    assert not with_omar.remove.isEnabled()
    assert "Nobody removes themselves" in " ".join(said(page))
    with_omar.table.selectRow(1)
    assert with_omar.remove.isEnabled()


def test_a_new_passphrase_is_mine_from_then_on(people_part, room, qtbot):
    def change(dialog):
        from cremeet.views.unlock.new_passphrase import NewPassphrase
        from cremeet.views.unlock.secret import SecretField

        secret = dialog.findChild(NewPassphrase)
        old = next(one for one in dialog.findChildren(SecretField) if one.accessibleName() == "Your passphrase now")
        old.setText("not this one at all")
        secret.first.setText(THEIRS)
        secret.second.setText(THEIRS)
        dialog.yes.click()
        qtbot.waitUntil(lambda: "not your present passphrase" in dialog.errors.accessibleName())
        old.setText(PASSPHRASE)
        dialog.yes.click()

    with Asked(change):
        people_part.own.click()
    room.kept.settle(qtbot)
    content = keyfile.read(room.vault.folder / "keys.json")
    assert keyfile.open_with(content, THEIRS, room.vault.person.id).key == room.vault.keys.current()


def test_it_reminds_until_there_is_a_recovery_code(page, people_part, room, qtbot):
    assert "There is no recovery code yet" in said(page)

    def make(dialog):
        sheet = dialog.findChild(RecoverySheet)
        sheet.show_code.click()
        qtbot.waitUntil(lambda: bool(sheet.code))
        assert recovery.mistyped(sheet.code) is None
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog.isVisible(), "a code that is shown goes only when it is locked away"
        sheet.locked_away.setChecked(True)
        sheet.go_on.click()

    with Asked(make):
        people_part.code.click()
    room.kept.settle(qtbot)
    assert recovery.has_recovery(room.vault.folder)
    assert "There is a recovery code" in said(page)
    assert people_part.code.text() == "Make a new recovery code…"


def test_what_a_role_is_not_offered_is_off_and_says_why(page, with_omar, room, qtbot):
    room.vault.person = type(room.vault.person)(room.vault.person.id, WHO, "minute-taker")
    with_omar.shown()
    room.kept.settle(qtbot)
    for one in (with_omar.add_card, with_omar.add_beside, with_omar.role, with_omar.remove, with_omar.code):
        assert not one.isEnabled()
    assert with_omar.own.isEnabled(), "one's own passphrase is one's own"
    assert sum("Your role here is not offered this" in one for one in said(page)) >= 1
