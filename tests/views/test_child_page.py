"""A child's page: read, edited and filled with the keyboard, on a real record."""

from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea

from cremeet.services import child_page, meetings
from cremeet.views.children import ChildPage
from tests import factory
from tests.views.asked import Asked
from tests.views.children_here import cast, show
from tests.views.keys import field, press, save, write

__all__ = ["cast", "show"]
Key = Qt.Key


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
