"""Erasing a child from the window: only with a reason and the right reference, and with what becomes of the backups."""

import pytest
from PySide6.QtWidgets import QCheckBox

from cremeet.services import children
from cremeet.vault import backups
from cremeet.views.children import ChildPage
from cremeet.views.fields.choose import ChoiceField
from cremeet.views.fields.entry import LineField
from cremeet.views.navigation import Desk
from tests import factory
from tests.views.asked import Asked
from tests.views.looking import said
from tests.views.vault_room import vault_room


@pytest.fixture
def room(tmp_path, clock, pack, qapp):
    with vault_room(tmp_path, clock, pack) as made:
        yield made


@pytest.fixture
def child(room):
    return room.kept.ask(factory.child)


@pytest.fixture
def page(room, child, theme, went, qtbot):
    made = ChildPage(Desk(room.kept.record, theme, went, room.kept.clock, room.keeper), child)
    made.resize(1280, 700)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    room.kept.settle(qtbot)
    return made


def fill(dialog, reference):
    dialog.findChild(ChoiceField).set_value("recorded-in-error")
    dialog.findChild(LineField).setText(reference)
    dialog.yes.click()


def here(room):
    from sqlalchemy import func, select

    from cremeet.models import Child

    return room.kept.ask(lambda session: session.scalar(select(func.count()).select_from(Child)))


def test_a_child_goes_with_a_reason_and_the_right_reference(page, room, child, went, qtbot):
    reference = room.kept.ask(lambda session: children.identity(session, child)).reference

    def answer(dialog):
        dialog.yes.click()
        assert "Choose the reason." in dialog.errors.accessibleName()
        fill(dialog, "CRE-OTHER")
        assert "not this child’s reference" in dialog.errors.accessibleName()
        assert here(room) == 1
        assert not [one for one in said(dialog) if "still hold" in one], "there is no backup"
        fill(dialog, reference.lower())

    with Asked(answer):
        page.erase.click()
        qtbot.waitUntil(lambda: ("children",) in went.places, timeout=15_000)
    assert here(room) == 0


def test_backups_that_hold_the_words_are_replaced_by_a_fresh_one(page, room, child, went, qtbot):
    folder = room.vault.folder / backups.FOLDER
    for _ in range(2):
        backups.make(room.vault, None, apart=room.keeper.between)
    before = {one.read_bytes() for one in folder.iterdir()}
    reference = room.kept.ask(lambda session: children.identity(session, child)).reference

    def answer(dialog):
        assert "2 backups of this vault still hold the words." in said(dialog)
        assert dialog.findChild(QCheckBox).isChecked()
        fill(dialog, reference)

    with Asked(answer):
        page.erase.click()
        qtbot.waitUntil(lambda: ("children",) in went.places, timeout=15_000)
    (left,) = folder.iterdir()
    assert left.read_bytes() not in before


def test_a_role_that_is_not_offered_it_is_told_why(page, room, qtbot):
    person = room.vault.person
    room.vault.person = type(person)(person.id, person.name, "minute-taker")

    def read(dialog):
        assert any("Your role here is not offered this" in one for one in said(dialog))
        dialog.accept()

    with Asked(read):
        page.erase.click()
    assert here(room) == 1


def test_without_a_vault_around_the_record_it_is_not_offered(room, child, theme, went, qtbot):
    made = ChildPage(Desk(room.kept.record, theme, went, room.kept.clock), child)
    qtbot.addWidget(made)
    made.show()
    room.kept.settle(qtbot)
    assert not made.erase.isVisible()
