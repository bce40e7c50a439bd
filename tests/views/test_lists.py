"""The directory, the open actions and the practice in force: read and changed with the keyboard, on a real record."""

from datetime import timedelta

from PySide6.QtCore import Qt

from cremeet.services import actions, directory, packs
from cremeet.services.actions import ActionDetails
from cremeet.views.actions import ActionsPage
from cremeet.views.directory import DirectoryPage
from cremeet.views.practice import PracticePage
from tests import factory, held
from tests.views.asked import Asked
from tests.views.children_here import show
from tests.views.keys import choose, field, press, save, write

__all__ = ["show"]
Key, Control = Qt.Key, Qt.KeyboardModifier.ControlModifier


def test_a_person_is_added_found_and_put_out_of_use(show, desk, record, qtbot):
    page = show(DirectoryPage(desk))
    assert "Nobody yet" in page.count.text()

    def fill(dialog):
        write("Zara Invented", field(dialog, "name"))
        choose(field(dialog, "agency"), "health", qtbot, record)
        write("Nurse", field(dialog, "role"))
        save(dialog)

    with Asked(fill):
        press(Key.Key_N, Control)
    record.settle(qtbot)
    record.ask(factory.professionals)
    record.settle(qtbot)
    page.activateWindow()  # nothing does it where there is no window manager
    page.search.setFocus()
    qtbot.waitUntil(page.search.hasFocus)
    write("zar")
    qtbot.waitUntil(lambda: not page._pause.isActive())
    record.settle(qtbot)
    assert [row.details.name for row in page.table.rows] == ["Zara Invented"]

    def retire(dialog):
        field(dialog, "active").setFocus()
        press(Key.Key_Space)
        save(dialog)

    page.table.setFocus()
    with Asked(retire):
        press(Key.Key_Return)
    record.settle(qtbot)
    assert page.table.rows == ()
    assert "Zara Invented" in [
        one.details.name for one in record.ask(directory.professionals, active_only=False) if not one.active
    ]


def test_a_person_without_an_agency_is_refused_in_the_dialog(show, desk, record, qtbot):
    page = show(DirectoryPage(desk))
    said = []

    def fill(dialog):
        write("Nobody Inparticular", field(dialog, "name"))
        save(dialog)
        said.append(dialog.errors.accessibleName())
        dialog.done(0)

    with Asked(fill):
        press(Key.Key_N, Control)
    assert "Choose the agency" in said[0]
    assert page.table.rows == ()


def test_open_actions_stand_late_first_and_lead_to_their_plan(show, desk, record, clock, went, qtbot):
    meeting_id = record.ask(held.live)
    item = record.ask(held.item, meeting_id, "plan")
    day = clock().date()
    for words, days in (("Later", 20), ("Sooner", 2)):
        record.ask(actions.add_action, item, ActionDetails(words, agency="police", due_on=day + timedelta(days=days)))
    clock.advance(timedelta(days=5))
    page = show(ActionsPage(desk))
    assert [line.words for line in page.table.rows] == ["Sooner", "Later"]
    assert page.count.text() == "2 open, 1 overdue"
    assert "Overdue 3 days" in page.table.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    press(Key.Key_Return, on=page.table)
    assert went.places[-1] == ("plan", meeting_id, page.table.rows[0].action_id)
    page.late.setFocus()
    press(Key.Key_Space)
    record.settle(qtbot)
    assert [line.words for line in page.table.rows] == ["Sooner"]
    choose(page.agency, "health", qtbot, record)
    assert page.table.rows == ()


def test_an_open_action_whose_date_was_moved_twice_says_that_it_slips(show, desk, record, clock):
    meeting_id = record.ask(held.live)
    item, day = record.ask(held.item, meeting_id, "plan"), clock().date()
    for words, days in (("Late", 1), ("Soon", 30)):
        made = record.ask(actions.add_action, item, ActionDetails(words, due_on=day + timedelta(days=90)))
        for later in (60, days):
            moved = ActionDetails(words, due_on=day + timedelta(days=later))
            record.ask(actions.change_action, made.action_id, moved)
    clock.advance(timedelta(days=3))
    page = show(ActionsPage(desk))
    said = [page.table.model().index(row, 1).data() for row in range(2)]
    assert said == ["Overdue 2 days, slipping", "Not started, slipping"]


def test_a_councils_folder_is_adopted_and_a_faulty_one_is_told_line_by_line(show, desk, record, qtbot, tmp_path):
    page = show(PracticePage(desk))
    assert "not local policy" in page._notice.text()
    good = tmp_path / "good"
    good.mkdir()
    (good / "about.toml").write_text('[about]\ntitle = "Testshire practice"\nversion = "7.1"\n', "utf-8")
    with Asked(lambda dialog: press(Key.Key_Return, on=dialog.yes)):
        page.try_adopt(good)
    record.settle(qtbot)
    newest = record.ask(packs.adoptions)[0]
    assert (newest.title, newest.version, newest.adopted_by) == ("Testshire practice", "7.1", "Minnie Taker")
    assert "Testshire practice" in page._notice.text()
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "about.toml").write_text('[about]\nvershun = "8"\n', "utf-8")
    page.try_adopt(bad)
    assert "vershun" in page.errors.accessibleName()
    assert record.ask(packs.adoptions)[0].version == "7.1"
    with Asked(lambda dialog: press(Key.Key_Return, on=dialog.yes)):
        press(Key.Key_Space, on=page.own)
    record.settle(qtbot)
    assert record.ask(packs.adoptions)[0].confirmed
    assert not page.own.isVisible()
