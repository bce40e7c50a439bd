"""One sitting, from the unlock screen to the lock, on a real vault."""

import os
import random
import shutil
import subprocess
import sys
import textwrap
import threading
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from cremeet import app as joint
from cremeet import settings
from cremeet.clock import SteppingClock
from cremeet.errors import UnwritableError
from cremeet.vault import backups
from cremeet.vault import vault as vaults
from cremeet.vault.slots import FLOOR
from cremeet.views.fields import AutoSave, LineField, Page
from cremeet.views.shell import screens
from cremeet.views.unlock.door import VaultDoor

WORDS = "otter-lemon-brick-tide"


class Board(Page):
    """A page with one line that is kept in the vault."""

    def __init__(self, desk):
        super().__init__("Children")
        self.desk, self.heard = desk, []
        self.line = LineField()
        self.keeper = AutoSave(self, self.line.edited, self.save, quiet_ms=60_000, ceiling_ms=60_000)
        self.content.addWidget(self.line)

    def save(self):
        self.desk.record.do(self, self.heard.append, add_child, self.line.value(), urgent=True)

    def leave(self):
        self.keeper.flush()


def add_child(session, name):
    from cremeet.services import children
    from cremeet.services.children import ChildDetails

    details = ChildDetails(given_names=name, family_name="Testwood", born_on=datetime(2012, 5, 4, tzinfo=UTC).date())
    return children.add_child(session, details).child_id


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A vault made once: deriving its key is slow on purpose."""
    folder = tmp_path_factory.mktemp("vaults") / "North Vale.cremeet"
    vaults.create(folder, person="Lena Chairwoman", role="chair", passphrase=WORDS, cost=FLOOR).close()
    return folder


@pytest.fixture
def sitting(qapp, monkeypatch, tmp_path, qtbot):
    """Run the application, doing `act(house)` once the door is up; returns the exit code and how it began again."""
    boards, begun = [], []

    def make(screen, desk, *ids):
        boards.append(Board(desk))
        return boards[-1]

    monkeypatch.setattr(screens, "make", make)
    monkeypatch.setattr(screens, "exists", lambda screen: screen == "children")
    real_knock = joint.House.knock

    def run(folder, act, idle_ms=600_000):
        failed = []

        def play(house):
            try:
                act(house, boards)
            except BaseException as error:  # noqa: BLE001 - told once the sitting has ended
                failed.append(error)
                qapp.exit(1)

        def knock(house, vault):
            real_knock(house, vault)
            QTimer.singleShot(0, house, lambda: play(house))

        monkeypatch.setattr(joint.House, "knock", knock)
        code = joint.run(
            folder,
            door=VaultDoor(FLOOR),
            clock=SteppingClock(datetime(2026, 11, 23, 10, tzinfo=UTC)),
            idle_ms=idle_ms,
            settings_folder=tmp_path / "settings",
            again=lambda arguments: begun.append(arguments) or 0,
        )
        if failed:
            raise failed[0]
        return code, begun

    yield run
    qapp.setStyleSheet("")
    qapp.setPalette(QPalette())


def enter(house, qtbot):
    """Unlock the vault by hand."""
    screen = house.unlock.present
    qtbot.waitUntil(lambda: screen.person.count() == 2)
    screen.passphrase.setText(WORDS)
    screen.unlock.click()
    qtbot.waitUntil(lambda: house.window is not None and house.window.pages.page is not None, timeout=20_000)


def test_unlock_type_lock_and_begin_again_at_the_same_vault(sitting, kept, qtbot, tmp_path):
    seen = {}

    def act(house, boards):
        enter(house, qtbot)
        seen["unlock"] = house.unlock.isVisible()
        seen["titles"] = {one.windowTitle() for one in QApplication.topLevelWidgets() if one.isVisible()}
        board = boards[-1]
        qtbot.waitUntil(lambda: any("checked whole" in one.text() for one in house.window.keys.findChildren(QLabel)))
        board.line.setText("Robin")
        board.line.edited.emit()
        house.window.lock()

    code, begun = sitting(kept, act)
    assert (code, begun) == (0, [["open", str(kept)]])
    assert seen == {"unlock": False, "titles": {"cremeet"}}
    assert settings.load(tmp_path / "settings").last_vault == str(kept)
    with vaults.unlock(kept, WORDS) as opened:  # which also shows that the lock was let go
        from cremeet.services import audit_log, child_list, packs
        from cremeet.vault import audit
        from cremeet.vault.sitting import anchors
        from cremeet.vault.thread import unit_of_work

        info = {
            "who": "Lena Chairwoman",
            "clock": SteppingClock(datetime(2026, 11, 23, tzinfo=UTC)),
            "random": random.Random(1),
            "packs": {},
        }
        with unit_of_work(opened.engine, info) as session:
            assert "Robin" in repr(child_list.children(session, child_list.ChildFilter()))
            assert len(packs.adoptions(session)) == 1
            told = audit_log.audit_log(session, audit_log.AuditFilter()).lines
            ends = [(line.action, line.detail) for line in told if line.action in {"unlocked", "locked"}]
            assert ends[:2] == [("locked", {"how": "locked"}), ("unlocked", {"person": opened.person.id})]
            assert audit.check(session, anchors(opened)).ok


def test_an_older_vault_put_back_is_said_in_the_window_and_opens(sitting, kept, qtbot, tmp_path):
    said = []

    def act(house, boards):
        enter(house, qtbot)
        qtbot.waitUntil(lambda: house._record.pending == 0)
        said.append(house.window.notice.text)
        house.window.lock()

    older = shutil.copytree(kept, tmp_path / "older")
    sitting(kept, act)
    shutil.rmtree(kept)
    shutil.copytree(older, kept)
    sitting(kept, act)
    sitting(kept, act)
    assert ["older copy" in words for words in said] == [False, True, False]


def test_closing_the_window_ends_without_beginning_again(sitting, kept, qtbot, monkeypatch):
    monkeypatch.setattr(backups, "is_due", lambda *_: True)

    def act(house, boards):
        enter(house, qtbot)
        house.window.close()

    before = len(backups.listed(kept / "backups"))
    assert sitting(kept, act) == (0, [])
    assert len(backups.listed(kept / "backups")) == before + 1, "the sitting ends with a backup"


def test_nobody_has_to_wait_for_the_last_backup(sitting, kept, qtbot, monkeypatch):
    go, seen = threading.Event(), []
    monkeypatch.setattr(backups, "is_due", lambda *_: True)
    monkeypatch.setattr(backups, "make", lambda *_, **__: go.wait(20))

    def act(house, boards):
        enter(house, qtbot)
        house.window.close()
        qtbot.waitUntil(lambda: house.last is not None and house.last.isVisible())
        seen.append((house.window.isVisible(), house.last.windowTitle()))
        house.last.leave.click()

    assert sitting(kept, act) == (0, [])
    go.set()
    assert seen == [(False, "cremeet")]


def test_a_last_backup_that_cannot_be_made_is_said_before_the_window_goes(sitting, kept, qtbot, monkeypatch):
    seen = []
    monkeypatch.setattr(backups, "is_due", lambda *_: True)

    def fails(*_, **__):
        raise UnwritableError("The disk is full.")

    monkeypatch.setattr(backups, "make", fails)

    def act(house, boards):
        enter(house, qtbot)
        house.window.close()
        qtbot.waitUntil(lambda: house.last is not None and "disk is full" in house.last._words.text())
        seen.append(house.last.leave.text())
        house.last.leave.click()

    assert sitting(kept, act) == (0, [])
    assert seen == ["Close"]


def test_a_lock_never_waits_for_a_backup(sitting, kept, qtbot, monkeypatch):
    go, begun = threading.Event(), threading.Event()

    def slow(*_, **__):
        begun.set()
        go.wait(20)

    monkeypatch.setattr(backups, "make", slow)
    monkeypatch.setattr(backups, "is_due", lambda *_: True)

    def act(house, boards):
        enter(house, qtbot)
        house.backup.after_unlock(0)
        qtbot.waitUntil(begun.is_set)
        house.window.lock()

    _, again = sitting(kept, act)
    assert again == [["open", str(kept)]]
    assert not go.is_set(), "the backup is still being made"
    go.set()


def test_nobody_there_locks(sitting, kept, qtbot):
    _, begun = sitting(kept, lambda house, boards: enter(house, qtbot), idle_ms=100)
    assert begun == [["open", str(kept)]]


def test_closing_the_door_ends(sitting, kept):
    assert sitting(kept, lambda house, boards: house.unlock.close()) == (0, [])


def test_a_fault_in_the_window_is_one_sentence_and_the_window_stays(sitting, kept, qtbot, caplog):
    said = []

    def act(house, boards):
        enter(house, qtbot)
        with pytest.raises(KeyError) as caught:
            {}["Robin Testwood"]
        house.fault(KeyError, caught.value, caught.tb)
        said.append(house.window.message.text)
        house.window.close()

    sitting(kept, act)
    assert "KeyError at test_app.py" in said[0]
    assert "Robin" not in said[0] + caplog.text


def test_the_last_vault_is_offered_and_a_lost_one_is_not(sitting, kept, tmp_path, qtbot):
    shown = []

    def act(house, boards):
        shown.append(type(house.unlock.present).__name__)
        house.unlock.close()

    folder = tmp_path / "settings"
    settings.save(settings.Settings(last_vault=str(kept)), folder)
    sitting(None, act)
    settings.save(settings.Settings(last_vault=str(Path(tmp_path / "gone.cremeet"))), folder)
    sitting(None, act)
    assert shown == ["OpenVault", "FirstRun"]


@pytest.mark.parametrize(("frozen", "program"), [(False, ["python", "-m", "cremeet"]), (True, ["python"])])
@pytest.mark.parametrize("system", ["posix", "nt"])
def test_beginning_again_ends_this_process_so_that_no_key_stays_in_memory(monkeypatch, frozen, program, system):
    begun = []
    monkeypatch.setattr(joint.sys, "executable", "python")
    monkeypatch.setattr(joint.sys, "frozen", frozen, raising=False)
    monkeypatch.setattr(joint, "os", SimpleNamespace(name=system, execv=replaced, _exit=begun.append))
    monkeypatch.setattr(joint.subprocess, "Popen", lambda arguments, **_: begun.append(arguments))
    whole = [*program, "open", "North Vale.cremeet"]
    if system == "posix":
        with pytest.raises(InterruptedError) as gone:
            joint.start_again(["open", "North Vale.cremeet"])
        assert gone.value.args == ("python", whole)
    else:
        joint.start_again(["open", "North Vale.cremeet"])
        assert begun == [whole, 0]


def replaced(path, arguments):
    """Stand in for a process that is replaced and never returns."""
    raise InterruptedError(path, arguments)


def test_the_rules_come_from_the_vault_and_what_was_copied_goes_with_the_lock(sitting, kept, qtbot):
    from cremeet.services.vault_settings import VaultSettings, set_vault_settings
    from cremeet.views.fields.plain import copy

    limits = []

    def act(house, boards):
        enter(house, qtbot)
        guarding = house._guarding
        qtbot.waitUntil(lambda: guarding.limit() == 300)
        house._record.do(house.window, limits.append, set_vault_settings, VaultSettings(idle_minutes=2))
        qtbot.waitUntil(lambda: guarding.limit() == 120)
        copy("Robin Testwood")
        QTest.keyClick(house.window, Qt.Key.Key_F12)
        assert guarding.privacy.blank
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        assert not guarding.privacy.blank
        assert house.window._leaving._cover.isVisible()
        assert QGuiApplication.clipboard().text() == ""

    assert sitting(kept, act, idle_ms=None) == (0, [["open", str(kept)]])


@pytest.mark.skipif(os.name != "posix", reason="Windows starts another process and ends this one")
def test_the_process_is_really_replaced_and_told_nothing_but_where_the_vault_lies(tmp_path):
    script, vault = tmp_path / "python", tmp_path / "North Vale.cremeet"
    script.write_text('#!/bin/sh\necho "$$"\nfor one; do echo "$one"; done\nenv\n')
    script.chmod(0o700)
    program = """
        import os, sys, threading, time
        from cremeet import app
        threading.Thread(target=time.sleep, args=(600,)).start()  # must not be waited for
        sys.executable, key = sys.argv[1], "RobinTestwood" + "Sentinel"
        print(os.getpid(), flush=True)
        app.start_again(["open", sys.argv[2]])
    """
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parents[2])}
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), str(script), str(vault)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    before, after, *rest = ran.stdout.splitlines()
    assert before == after, "it is the same process, with nothing left of what it was"
    assert rest[:4] == ["-m", "cremeet", "open", str(vault)]
    assert {"PATH", "PYTHONPATH"} <= {line.split("=")[0] for line in rest[4:]}, "the environment is seen"
    assert "RobinTestwoodSentinel" not in ran.stdout
