"""Who did what and the vault's settings: read, filtered, checked, set."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cremeet.services import children, vault_settings
from cremeet.vault import audit
from cremeet.views.navigation import Desk
from cremeet.views.vault import VaultPage
from cremeet.views.vault.actions import action_choices, action_title, detail_words
from tests import factory
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
    made = VaultPage(Desk(room.kept.record, theme, went, room.kept.clock, room.keeper))
    made.resize(1280, 700)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    room.kept.settle(qtbot)
    return made


@pytest.fixture
def log(page, room, qtbot):
    page.go_to("log")
    room.kept.settle(qtbot)
    return page._parts["log"]


def settled(log, room, qtbot):
    qtbot.waitUntil(lambda: not log._pause.isActive())
    room.kept.settle(qtbot)


def done(log):
    return [one.action for one in log.table.rows]


def test_the_newest_entry_stands_first_and_says_who_did_what(log):
    assert log.table.rows[0].seq == len(log.table.rows) >= 1
    assert "Changed" in log.table._model.sentence(0)
    assert log.count.text() == f"1–{len(log.table.rows)} of {len(log.table.rows)}"


def test_entries_are_filtered_by_what_was_done_and_by_whom(log, room, qtbot):
    room.kept.ask(lambda session: audit.note(session, audit.EXPORTED, document="minutes", found=3))
    log.action.set_value("exported")
    log.action.edited.emit()
    settled(log, room, qtbot)
    assert done(log) == ["exported"]
    log.person.set_value(log.table.rows[0].who)
    log.person.edited.emit()
    settled(log, room, qtbot)
    assert done(log) == ["exported"]


def test_entries_are_filtered_by_day(log, room, qtbot):
    tomorrow = room.kept.clock().date() + timedelta(days=2)
    log.since.set_value(tomorrow)
    log.since.edited.emit()
    settled(log, room, qtbot)
    assert done(log) == []
    assert log.count.text() == "Nothing here fits what you look for."


def test_entries_are_filtered_by_the_reference_on_paper(log, page, room, child, qtbot):
    reference = room.kept.ask(lambda session: children.identity(session, child)).reference
    QTest.keyClicks(log.reference, reference.lower())
    settled(log, room, qtbot)
    assert {one.about.reference for one in log.table.rows} == {reference}
    log.reference.setText("CRE-NONE")
    log.reference.edited.emit()
    settled(log, room, qtbot)
    assert any("No child, episode or meeting here has this reference." in one for one in said(page))


def test_more_than_a_page_is_read_page_by_page(log, room, qtbot, monkeypatch):
    from cremeet.views.vault import log_part

    monkeypatch.setattr(log_part, "PAGE", 5)

    def many(session):
        for number in range(12):
            audit.note(session, audit.SEARCHED, found=number)

    room.kept.ask(many)
    log.action.set_value("searched")
    log._begin_again()
    settled(log, room, qtbot)
    assert log.count.text() == "1–5 of 12"
    assert not log.newer.isEnabled()
    log.older.click()
    settled(log, room, qtbot)
    log.older.click()
    settled(log, room, qtbot)
    assert log.count.text() == "11–12 of 12"
    assert not log.older.isEnabled()
    log.newer.click()
    settled(log, room, qtbot)
    assert log.count.text() == "6–10 of 12"


def test_the_check_says_that_the_chain_is_whole_and_how_it_ends(log, page, room, qtbot):
    log.check.click()
    settled(log, room, qtbot)
    head = room.kept.ask(audit.head)
    assert head.seq == 1
    assert "Chain whole, 1 entry." in said(page)
    assert any(head.short in one for one in said(page))


def test_a_broken_chain_is_said_with_the_entry_that_breaks_it(log, page, room, qtbot):
    def forge(vault):
        with vault.engine.connect() as connection:
            connection.exec_driver_sql("DROP TRIGGER audit_no_update")
            connection.exec_driver_sql("UPDATE audit SET who = 'Nobody' WHERE seq = 1")
            connection.commit()

    room.kept.thread.apart(lambda: forge(room.vault)).result(20)
    log.check.click()
    settled(log, room, qtbot)
    assert any("Entry 1 of the record of who did what is not as it was written" in one for one in said(page))


def test_a_role_that_is_not_offered_it_reads_nothing_and_is_told_why(log, page, room, qtbot):
    person = room.vault.person
    room.vault.person = type(person)(person.id, person.name, "minute-taker")
    log.shown()
    assert not log.table.isVisible()
    assert any("Your role here is not offered this" in one for one in said(page))


def test_every_action_and_reason_has_words():
    assert {action for action, _ in action_choices()} >= set(audit.ACTIONS)
    assert all(action_title(action) != action for action in audit.ACTIONS)
    assert action_title("from-the-future") == "from-the-future"


def test_what_else_an_entry_says_is_one_line_without_ids():
    detail = {
        "Meeting": ["0192"],
        "MissingEpisode": ["1", "2"],
        "found": 3,
        "document": "action-sheet",
        "person": "ab12",
    }
    assert detail_words(detail) == "meeting, missing episode 2, found 3, document action sheet"


@pytest.fixture
def settings(page, room, qtbot):
    page.go_to("settings")
    room.kept.settle(qtbot)
    return page._parts["settings"]


def test_the_settings_are_shown_and_kept_with_the_vault(settings, page, room, qtbot):
    assert (settings.idle.value(), settings.meeting.value()) == (5, 15)
    settings.idle.set_value(10)
    settings.meeting.setText("20")
    QTest.keyClick(settings.meeting, Qt.Key.Key_Return)
    room.kept.settle(qtbot)
    assert "The settings are saved." in said(page)
    kept = room.kept.ask(vault_settings.vault_settings)
    assert (kept.idle_minutes, kept.meeting_idle_minutes) == (10, 20)


def test_what_will_not_do_is_said_and_not_kept(settings, page, room, qtbot):
    settings.idle.setText("soon")
    settings.save.click()
    assert "whole number in figures" in page.errors.accessibleName()
    settings.idle.setText("500")
    settings.save.click()
    room.kept.settle(qtbot)
    assert "A vault locks after 1 to 60 minutes" in page.errors.accessibleName()
    assert room.kept.ask(vault_settings.vault_settings).idle_minutes == 5


def test_settings_are_the_administrators(settings, page, room):
    person = room.vault.person
    room.vault.person = type(person)(person.id, person.name, "minute-taker")
    settings.shown()
    assert not settings.save.isEnabled()
    assert not settings.idle.isEnabled()
