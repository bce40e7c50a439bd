"""Every question of the vault's section, in both colours and sizes: named, reached, seen and not cut off."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from cremeet.services.erasing import Erasure
from cremeet.vault.backups import BackupFile
from cremeet.vault.cards import Card
from cremeet.vault.vault import Person
from cremeet.views.children import erase
from cremeet.views.fields.follow import FollowFocus
from cremeet.views.navigation import Desk
from cremeet.views.vault import asking_people as asking
from tests.views import looking
from tests.views.vault_room import vault_room

LONG = Person("p2", "Oluwaseun-Bartholomew Featherstonehaugh-Invented", "minute-taker")
CARD = Card(LONG.name, LONG.role, "otter lemon brick tide walnut", {})
BACKUP = BackupFile(Path("North Vale.cremeet-backup"), datetime(2026, 11, 25, tzinfo=UTC), 1_234_567)


@pytest.fixture
def room(tmp_path, clock, pack, qapp):
    with vault_room(tmp_path, clock, pack) as made:
        yield made


@pytest.fixture
def behind(theme, qtbot):
    made = QWidget()
    made.resize(1366, 768)
    qtbot.addWidget(made)
    FollowFocus(made)  # as every window of the program has
    made.show()
    return made


@pytest.fixture
def questions(room, behind, theme, went, pack):
    keeper = room.keeper
    desk = Desk(room.kept.record, theme, went, room.kept.clock, keeper)
    erasure = Erasure("CRE-7F3K", 1204, 5, 320)
    return {
        "passphrase": lambda: asking.change_passphrase(behind, keeper),
        "card": lambda: asking.add_from_card(behind, keeper, CARD),
        "beside": lambda: asking.add_beside(behind, keeper),
        "role": lambda: asking.change_role(behind, keeper, LONG),
        "remove": lambda: asking.remove(behind, keeper, LONG),
        "code": lambda: asking.new_code(behind, keeper, lambda: date(2026, 11, 25), first=True),
        "erase": lambda: erase.question(behind, desk, keeper, "id", erasure, pack, (BACKUP, BACKUP)),
    }


@pytest.mark.parametrize("name", ["passphrase", "card", "beside", "role", "remove", "code", "erase"])
@pytest.mark.parametrize(("look", "percent"), [("light", 100), ("dark", 200)])
def test_a_question_is_named_reached_seen_and_whole(questions, theme, qtbot, name, look, percent):
    theme.choose(look)
    theme.set_text_percent(percent)
    dialog = questions[name]()
    dialog.finished.disconnect()
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and dialog.isAncestorOf(QApplication.focusWidget()))
    for _ in range(6):  # wrapped lines find their height in several rounds
        QApplication.processEvents()
    wrong = [*looking.unnamed(dialog), *looking.clipped(dialog), *looking.not_reached(dialog)]
    wrong += looking.focus_unseen(looking.stops(dialog)[:8])
    assert dialog.windowTitle() == "cremeet", "a title shows in the taskbar: no names"
    assert not wrong, "\n".join(wrong)
