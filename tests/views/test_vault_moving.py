"""Moving, on a real vault: handed over in one file, read only from then on and said so, taken back with a reason."""

import pytest
from PySide6.QtWidgets import QFileDialog

from cremeet.settings import Settings
from cremeet.vault import cards, custody, people
from cremeet.vault.slots import FLOOR
from cremeet.views.fields.choose import ChoiceField, OneOf
from cremeet.views.main_window import MainWindow
from cremeet.views.vault.path_field import PathField
from tests import factory
from tests.views.asked import Asked
from tests.views.looking import said
from tests.views.vault_room import vault_room

THEIRS = "marble-kettle-oyster-fern"


@pytest.fixture
def room(tmp_path, clock, pack, qapp):
    with vault_room(tmp_path, clock, pack) as made:
        slot = cards.new_slot("Omar Notes", "chair", THEIRS, FLOOR)
        made.kept.thread.apart(lambda: people.add_person(made.vault, slot)).result(20)
        yield made


@pytest.fixture
def window(room, theme, qtbot):
    made = MainWindow(room.kept.record, theme, room.kept.clock, Settings("light", 100), room.keeper)
    made.resize(1366, 768)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.show_vault("moving")
    room.kept.settle(qtbot)
    return made


@pytest.fixture
def part(window):
    return window.pages.page._parts["moving"]


@pytest.fixture
def handed(window, part, room, qtbot, tmp_path, monkeypatch):
    """The file that the vault was handed over in, to Omar."""
    file = tmp_path / f"North Vale{custody.SUFFIX}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))

    def name_him(dialog):
        dialog.yes.click()
        assert "Choose who takes it." in dialog.errors.accessibleName()
        dialog.findChild(ChoiceField).set_value("Omar Notes")
        dialog.findChild(PathField).target.click()
        dialog.yes.click()

    with Asked(name_him):
        part.hand_over.click()
    room.kept.settle(qtbot)
    return file


def test_a_living_vault_says_so_and_can_be_handed_over(window, part):
    assert "This is the living vault" in said(window)
    assert part.hand_over.isVisible()
    assert not part.take_back.isVisible()
    assert window.read_only.text == ""


def test_what_was_handed_over_is_said_on_every_screen(window, part, room, handed, qtbot):
    assert handed.exists()
    assert window.read_only.text.startswith("Read only. This vault was handed to Omar Notes")
    assert not part.hand_over.isVisible()
    assert part.take_back.isVisible()
    window.show_children()
    room.kept.settle(qtbot)
    assert window.read_only.isVisible()


def test_a_change_is_refused_with_the_same_sentence(window, room, handed, qtbot):
    room.kept.record.do(window, lambda _: None, factory.child)
    qtbot.waitUntil(lambda: "handed to Omar Notes" in window.message.text)


def test_taking_it_back_needs_a_reason_and_makes_it_the_living_one(window, part, room, handed, qtbot):
    def give_reason(dialog):
        dialog.yes.click()
        assert "Choose the reason." in dialog.errors.accessibleName()
        dialog.findChild(OneOf).set_value("never-opened")
        dialog.yes.click()

    with Asked(give_reason):
        part.take_back.click()
    room.kept.settle(qtbot)
    assert window.read_only.text == ""
    assert "This is the living vault" in said(window)
    assert room.kept.ask(factory.child), "changes are taken again"


def test_taking_it_over_offers_the_losses(window, part, handed, room, qtbot):
    def read(dialog):
        assert {
            one.text() for one in dialog.findChild(OneOf).findChildren(type(dialog.findChild(OneOf).target))
        } == set(custody.LOSSES.values())
        dialog.reject()

    with Asked(read):
        part.take_over.click()


def test_a_place_that_takes_no_file_is_said_and_it_stays_the_living_one(
    window, part, room, qtbot, tmp_path, monkeypatch
):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "gone" / "x"), ""))

    def try_it(dialog):
        dialog.findChild(ChoiceField).set_value("Omar Notes")
        dialog.findChild(PathField).target.click()
        dialog.yes.click()
        qtbot.waitUntil(dialog.errors.isVisible, timeout=8000)
        dialog.reject()

    with Asked(try_it):
        part.hand_over.click()
    assert window.read_only.text == ""
