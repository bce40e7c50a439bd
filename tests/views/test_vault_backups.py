"""Backups from the window: made, listed, drilled, put elsewhere; and the whole vault verified."""

import pytest
from PySide6.QtWidgets import QFileDialog

from cremeet.vault import backups
from cremeet.views.navigation import Desk
from cremeet.views.vault import VaultPage
from tests import factory
from tests.views.looking import said
from tests.views.vault_room import vault_room


@pytest.fixture
def room(tmp_path, clock, pack, qapp):
    with vault_room(tmp_path, clock, pack) as made:
        made.kept.ask(factory.child)
        yield made


@pytest.fixture
def page(room, theme, went, qtbot):
    made = VaultPage(Desk(room.kept.record, theme, went, room.kept.clock, room.keeper))
    made.resize(1280, 700)
    qtbot.addWidget(made)
    made.show()
    made.go_to("backups")
    room.kept.settle(qtbot)
    return made


@pytest.fixture
def part(page):
    return page._parts["backups"]


def test_the_first_backup_is_asked_for_made_and_listed(part, page, room, qtbot):
    assert "There is no backup yet. Make the first one now." in said(page)
    assert not part.table.isVisible()
    part.now.click()
    assert not part.drill.isEnabled(), "one thing at a time"
    room.kept.settle(qtbot)
    assert "The backup was made and verified." in said(page)
    (listed,) = part.table.rows
    assert listed.path.parent == room.vault.folder / backups.FOLDER
    assert any(one.startswith("One backup, made on ") for one in said(page))
    assert part.drill.isEnabled()


def test_a_drill_opens_the_newest_and_says_what_it_found(part, page, room, qtbot):
    part.drill.click()
    room.kept.settle(qtbot)
    assert part.report.property("role") == "bad-card", "there is none to open yet"
    part.now.click()
    room.kept.settle(qtbot)
    part.drill.click()
    room.kept.settle(qtbot)
    assert "The newest backup would open: the drill found it whole." in said(page)
    assert part.report.property("role") == "ok-card"


def test_a_backup_that_was_spoilt_does_not_pass_the_drill(part, page, room, qtbot):
    part.now.click()
    room.kept.settle(qtbot)
    file = part.table.rows[0].path
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)
    part.drill.click()
    room.kept.settle(qtbot)
    assert part.report.property("role") == "bad-card"


def test_the_whole_vault_is_verified(part, page, room, qtbot):
    part.verify.click()
    room.kept.settle(qtbot)
    assert "The vault is whole." in said(page)


def test_a_backup_goes_to_another_place(part, page, room, qtbot, tmp_path, monkeypatch):
    (tmp_path / "stick").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "stick"))
    part.elsewhere.click()
    room.kept.settle(qtbot)
    assert [one.name for one in (tmp_path / "stick").iterdir()]
    assert any(str(tmp_path / "stick") in one for one in said(page))


def test_a_place_that_takes_nothing_is_a_sentence(part, page, room, qtbot, tmp_path):
    (tmp_path / "file").write_text("in the way")
    part.back_up(tmp_path / "file")
    room.kept.settle(qtbot)
    assert part.report.property("role") == "bad-card"
    assert part.now.isEnabled()
