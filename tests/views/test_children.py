"""The list of children: found, narrowed, opened and added to with the keyboard, on a real record."""

from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cremeet.services import child_list
from cremeet.services.child_list import ChildFilter
from cremeet.views.children import ChildrenPage
from tests import factory
from tests.views.asked import Asked
from tests.views.children_here import cast, show
from tests.views.keys import choose, field, press, save, write

__all__ = ["cast", "show"]
Key = Qt.Key


def names(page):
    return [row.name for row in page.table.rows]


def find(page, words, qtbot, record):
    write(words, page.search)
    qtbot.waitUntil(lambda: not page._pause.isActive())
    record.settle(qtbot)


def test_the_list_finds_any_part_of_a_name_without_its_accents_and_says_how_many(show, desk, record, cast, qtbot):
    page = show(ChildrenPage(desk))
    assert QApplication.focusWidget() is page.search
    assert page.count.text() == "3 children"
    find(page, "sion", qtbot, record)
    assert names(page) == ["Siôn Testhill"]
    assert page.count.text() == "1 child"
    find(page, "nobody", qtbot, record)
    assert "No child matches" in page.count.text()
    assert page.search.isVisible()


def test_shared_names_are_marked_for_the_eye_and_the_ear_with_the_birth_date(show, desk, cast):
    page = show(ChildrenPage(desk))
    model = page.table.model()
    marked = [model.index(row, 0) for row, one in enumerate(page.table.rows) if one.same_name]
    assert len(marked) == 2
    for index in marked:
        assert "shared name" in index.data()
        said = index.data(Qt.ItemDataRole.AccessibleTextRole)
        assert "another child has this name" in said
        assert "born" in said
    alone = next(row for row, one in enumerate(page.table.rows) if not one.same_name)
    assert "shared" not in model.index(alone, 0).data()


def test_the_list_is_narrowed_and_ordered(show, desk, record, cast, qtbot):
    page = show(ChildrenPage(desk))
    choose(page.kind, "cce", qtbot, record)
    assert names(page) == ["Siôn Testhill"]
    choose(page.kind, None, qtbot, record)
    choose(page.status, "none", qtbot, record)
    assert len(names(page)) == 2
    choose(page.status, None, qtbot, record)
    choose(page.sort, "age", qtbot, record)
    ages = [row.age for row in page.table.rows]
    assert ages == sorted(ages)
    assert len(ages) == 3


def test_enter_opens_the_only_child_found_and_never_one_of_several(show, desk, record, cast, went, qtbot):
    page = show(ChildrenPage(desk))
    write("robin", page.search)
    press(Key.Key_Return)
    record.settle(qtbot)
    assert went.places == []
    assert QApplication.focusWidget() is page.table
    press(Key.Key_Down)
    wanted = page.table.current()
    press(Key.Key_Return)
    assert went.places == [("child", wanted.child_id)]


def test_a_hasty_enter_opens_who_was_typed_last_not_who_was_found_before(show, desk, record, cast, went, qtbot):
    page = show(ChildrenPage(desk))
    find(page, "testwood", qtbot, record)
    write("testhill", page.search)
    press(Key.Key_Return)  # at once, before the list was asked again
    record.settle(qtbot)
    assert went.places == [("child", cast["sion"])]


def test_an_empty_vault_says_so_and_offers_to_add_the_first_child(show, desk, record, went, qtbot):
    page = show(ChildrenPage(desk))
    first = QApplication.focusWidget()
    assert first.text() == "Add the first child"
    assert not page.search.isVisible()
    record.ask(factory.child)
    qtbot.waitUntil(lambda: bool(page.table.rows) and page.search.isVisible())
    assert page.add.isVisible()


def test_a_child_is_added_with_the_keyboard_and_opened(show, desk, record, went, qtbot):
    page = show(ChildrenPage(desk))

    def fill(dialog):
        QTest.keyClicks(QApplication.focusWidget(), "Alex")
        press(Key.Key_Tab)
        QTest.keyClicks(QApplication.focusWidget(), "Testbrook")
        write("1/2/2012", field(dialog, "born_on").target)
        save(dialog)

    with Asked(fill):
        press(Key.Key_N, Qt.KeyboardModifier.ControlModifier, on=page)
    record.settle(qtbot)
    row = record.ask(child_list.children, ChildFilter()).rows[0]
    assert (row.name, row.born_on) == ("Alex Testbrook", date(2012, 2, 1))
    assert went.places == [("child", row.child_id)]


def test_a_name_that_is_here_already_is_pointed_out_and_turning_back_keeps_what_was_typed(
    show, desk, record, cast, went, qtbot
):
    page = show(ChildrenPage(desk))
    seen = {}

    def fill(dialog):
        write("Robin", field(dialog, "given_names"))
        write("Testwood", field(dialog, "family_name"))
        save(dialog)

    def turn_back(question):
        seen["words"] = question.accessibleName()
        press(Key.Key_Escape, on=question)

    with Asked(fill, turn_back) as asked:

        def look():
            dialog = asked.seen[0] if asked.seen else None
            if dialog is None or len(asked.seen) < 2 or asked.seen[1].isVisible() or not dialog.errors.isVisible():
                return
            timer.stop()
            seen["kept"] = field(dialog, "given_names").value()
            seen["fault"] = dialog.errors.accessibleName()
            dialog.done(0)

        timer = QTimer()
        timer.timeout.connect(look)
        timer.start(5)
        page.add.click()
    assert "Robin Testwood" in seen["words"]
    assert seen["kept"] == "Robin"
    assert "is here already" in seen["fault"]
    assert record.ask(child_list.children, ChildFilter()).total == 3
    assert went.places == []


# -- a child's page ----------------------------------------------------------------------------------------------------
