"""The list of children and a child's page: found, opened, added and changed with the keyboard, on a real record."""

from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from cremeet.services import child_list, child_page, meetings
from cremeet.services.child_list import ChildFilter
from cremeet.views.children import ChildPage, ChildrenPage
from tests import factory
from tests.views.asked import Asked

Key = Qt.Key


def press(key, modifier=Qt.KeyboardModifier.NoModifier, on=None):
    there = on or QApplication.focusWidget()
    assert there is not None, "nothing has the focus"
    QTest.keyClick(there, key, modifier)


def write(words, on=None):
    """Type over what stands in a field."""
    if on is not None:
        on.setFocus()
    press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(QApplication.focusWidget(), words)


def save(dialog):
    press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier, on=dialog)


def field(dialog, name):
    return dialog.findChild(type(dialog._form)).field(name)


@pytest.fixture
def show(qtbot, record):
    """Show a page as a window and wait until it has its answers."""

    def shown(page):
        qtbot.addWidget(page)
        page.resize(1284, 690)
        page.show()
        qtbot.waitExposed(page)
        page.activateWindow()
        record.settle(qtbot)
        (page.first_focus() or page).setFocus()
        return page

    return shown


@pytest.fixture
def cast(record):
    """Three children, two of one name, one with an episode."""
    made = {
        "robin": record.ask(factory.child),
        "older": record.ask(factory.child, born_on=date(2010, 1, 2)),
        "sion": record.ask(factory.child, given_names="Siôn", family_name="Testhill", preferred_name=""),
    }
    record.ask(factory.episode, made["sion"], types=("cce",))
    return made


def names(page):
    return [row.name for row in page.table.rows]


def find(page, words, qtbot, record):
    write(words, page.search)
    qtbot.waitUntil(lambda: not page._pause.isActive())
    record.settle(qtbot)


def choose(field, value, qtbot, record):
    """Choose in a list as the keyboard does: down until it is there."""
    field.setFocus()
    press(Key.Key_Home)
    for _ in range(field.count()):
        if field.value() == value:
            break
        press(Key.Key_Down)
    assert field.value() == value
    field.activated.emit(field.currentIndex())
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


def open_page(show, desk, record, child_id, qtbot):
    page = show(ChildPage(desk, child_id))
    record.settle(qtbot)
    QApplication.processEvents()
    record.settle(qtbot)
    return page


def shown(record, child_id):
    return record.ask(child_page.child_page, child_id)


def test_the_page_names_the_child_by_name_birth_date_and_reference(show, desk, record, cast, qtbot):
    page = open_page(show, desk, record, cast["robin"], qtbot)
    identity = shown(record, cast["robin"]).identity
    assert page.title == "Robin Testwood"
    for part in (identity.name, "2012", identity.reference):
        assert part in page.identity
    other = shown(record, cast["older"]).identity.reference
    assert page._warning.isVisible()
    assert other in page._warning.text()


def test_the_child_is_edited_and_the_page_shows_it(show, desk, record, cast, qtbot):
    page = open_page(show, desk, record, cast["robin"], qtbot)

    def fill(dialog):
        assert field(dialog, "given_names").value() == "Robin"
        write("Rob", field(dialog, "preferred_name"))
        write("Robin's mother", field(dialog, "carer_name"))
        save(dialog)

    with Asked(fill):
        press(Key.Key_E, Qt.KeyboardModifier.ControlModifier, on=page)
    record.settle(qtbot)
    details = shown(record, cast["robin"]).details
    assert details.preferred_name == "Rob"
    assert details.carers[0].name == "Robin's mother"
    assert details.born_on == date(2012, 5, 4)


def test_what_is_refused_is_said_in_the_dialog_and_nothing_typed_is_lost(show, desk, record, cast, qtbot):
    page = open_page(show, desk, record, cast["robin"], qtbot)
    seen = {}

    def fill(dialog):
        write("Rob", field(dialog, "preferred_name"))
        write("", field(dialog, "given_names"))
        press(Key.Key_Delete, on=field(dialog, "given_names"))
        save(dialog)
        seen["open"] = dialog.isVisible()
        seen["said"] = dialog.errors.accessibleName()
        seen["kept"] = field(dialog, "preferred_name").value()
        dialog.done(0)

    with Asked(fill):
        page.edit.click()
    assert seen == {"open": True, "said": "There is a problem. Enter the child's given names.", "kept": "Rob"}
    assert shown(record, cast["robin"]).details.given_names == "Robin"


def test_escape_asks_before_what_was_typed_is_given_up(show, desk, record, cast, qtbot):
    page = open_page(show, desk, record, cast["robin"], qtbot)
    seen = []

    def leave(dialog):
        write("Rob", field(dialog, "preferred_name"))
        QTimer.singleShot(0, lambda: press(Key.Key_Escape, on=dialog))

    def stay(question):
        dialog = question.parent()
        press(Key.Key_Escape, on=question)
        seen.append((dialog.isVisible(), field(dialog, "preferred_name").value()))
        QTimer.singleShot(0, lambda: press(Key.Key_Escape, on=dialog))

    def give_up(question):
        press(Key.Key_Tab, on=question.no)
        press(Key.Key_Space, on=question.yes)

    with Asked(leave, stay, give_up):
        page.edit.click()
    assert seen == [(True, "Rob")]
    assert shown(record, cast["robin"]).details.preferred_name == ""

    with Asked(lambda dialog: press(Key.Key_Escape, on=dialog)):  # nothing typed: no question
        page.edit.click()


def test_an_episode_is_opened_changed_and_closed(show, desk, record, cast, went, qtbot):
    page = open_page(show, desk, record, cast["robin"], qtbot)
    assert not page.plan.isEnabled()

    def opens(dialog):
        field(dialog, "types").boxes["cse"].setFocus()
        press(Key.Key_Space)
        save(dialog)

    with Asked(opens):
        page.episode.open.setFocus()
        press(Key.Key_Space)
    qtbot.waitUntil(page.plan.isEnabled)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    press(Key.Key_M, Qt.KeyboardModifier.ControlModifier, on=page)
    assert went.places == [("planner", cast["robin"])]

    def changes(dialog):
        write("Gifts that nobody can explain.", field(dialog, "summary"))
        save(dialog)

    with Asked(changes):
        page.episode.change.click()
    record.settle(qtbot)
    assert shown(record, cast["robin"]).episodes[0].summary == "Gifts that nobody can explain."

    def closes(dialog):
        write("Support has done its work.", field(dialog, "reason"))
        save(dialog)

    with Asked(closes):
        page.episode.close_it.click()
    qtbot.waitUntil(lambda: not page.plan.isEnabled())
    assert shown(record, cast["robin"]).episodes[0].closed_on == desk.today()


def test_what_happens_around_the_child_is_recorded_and_opened_again(show, desk, record, cast, qtbot):
    page = open_page(show, desk, record, cast["sion"], qtbot)
    around = page.around
    seen = {}

    def missing(dialog):
        moment = field(dialog, "missing_from")
        write("20/11/2026", moment.day.line)
        save(dialog)
        seen["no time"] = dialog.errors.accessibleName()
        write("2130", moment.hour.line)
        save(dialog)

    with Asked(missing):
        around.missing.add.click()
    record.settle(qtbot)
    assert "Enter the time too" in seen["no time"]
    kept = shown(record, cast["sion"]).episodes[0].missing
    assert [one.details.missing_from.isoformat() for one in kept] == ["2026-11-20T21:30:00+00:00"]

    def concern(dialog):
        kind = field(dialog, "kind")
        kind.setCurrentIndex(1)
        write("A grey car", field(dialog, "descriptor"))
        save(dialog)

    with Asked(concern):
        around.concerns.add.click()
    qtbot.waitUntil(lambda: bool(around.concerns.table.rows))
    tags = {tag.id: tag.title for tag in page._need_pack().tags}
    handling = around.concerns.table.model().index(0, 3).data()
    assert handling == tags[around.concerns.table.rows[0].tag]

    def again(dialog):
        assert field(dialog, "descriptor").value() == "A grey car"
        write("A grey car with a dent", field(dialog, "descriptor"))
        save(dialog)

    with Asked(again):
        around.concerns.table.chosen.emit(around.concerns.table.current())
    record.settle(qtbot)
    concerns = shown(record, cast["sion"]).episodes[0].concerns
    assert [one.details.descriptor for one in concerns] == ["A grey car with a dent"]


def test_another_child_is_linked_by_reference_only(show, desk, record, cast, qtbot):
    page = open_page(show, desk, record, cast["sion"], qtbot)
    other = shown(record, cast["robin"]).identity.reference
    said = []

    def fill(dialog):
        write("CRE-0000", field(dialog, "reference"))
        field(dialog, "relation").setCurrentIndex(1)
        save(dialog)
        qtbot.waitUntil(dialog.errors.isVisible)
        said.append(dialog.errors.accessibleName())
        write(other.lower(), field(dialog, "reference"))
        save(dialog)

    with Asked(fill):
        page.link.click()
    record.settle(qtbot)
    assert "No child has that reference" in said[0]
    assert [link.reference for link in shown(record, cast["sion"]).links] == [other]


def test_a_meeting_in_the_list_opens_where_its_state_allows_most(show, desk, record, cast, went, qtbot):
    episode = shown(record, cast["sion"]).episodes[0].episode_id
    meeting = record.ask(factory.meeting, episode)
    page = open_page(show, desk, record, cast["sion"], qtbot)
    page.episode.meetings.setFocus()
    press(Key.Key_Return)
    assert went.places == [("planner", cast["sion"], meeting)]
    assert record.ask(meetings.meeting_view, meeting).head.state == "planned"


def test_the_page_does_not_scroll_where_there_is_room_and_puts_the_work_first_where_there_is_not(
    show, desk, record, cast, qtbot
):
    episode = shown(record, cast["sion"]).episodes[0].episode_id
    for _ in range(5):
        record.ask(factory.meeting, episode)
    page = open_page(show, desk, record, cast["sion"], qtbot)
    page.resize(1284, 668)  # what the bars leave of 1366 x 768
    area = page.findChild(QScrollArea)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)
    top = page.mapToGlobal(page.rect().topLeft())
    assert page.person.mapToGlobal(top).x() < page.episode.mapToGlobal(top).x()
    page.resize(700, 668)
    qtbot.waitUntil(lambda: page.person.mapToGlobal(top).y() > page.episode.mapToGlobal(top).y())
