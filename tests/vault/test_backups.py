"""Backups: whole or absent, opened with the passphrase of their time, and never in the place of a vault."""

import contextlib
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from cremeet.errors import (
    BackupError,
    BundleError,
    UnwritableError,
    VaultError,
    VaultExistsError,
    WrongPassphraseError,
)
from cremeet.vault import audit, backups, bundle, keyfile, pages, people, sitting, vault, verifying
from cremeet.vault.connection import connect
from cremeet.vault.slots import FLOOR
from cremeet.vault.thread import RecordThread, unit_of_work
from tests import factory
from tests.vault.made import PASSPHRASE, child

ROOT = Path(__file__).parents[2]
NEW = "fresh-invented-sample-words"


@pytest.fixture
def opened(folder, clock):
    with vault.unlock(folder, PASSPHRASE) as made:
        made.clock = clock
        yield made


def children(folder, passphrase=PASSPHRASE):
    with vault.unlock(folder, passphrase) as again, unit_of_work(again.engine, factory.context()) as session:
        return session.connection().exec_driver_sql("SELECT reference FROM child ORDER BY reference").scalars().all()


def leavings(folder):
    return [path.name for path in folder.rglob("*") if ".part" in path.name]


def test_a_backup_is_one_file_that_becomes_the_same_vault_again(opened, folder, tmp_path):
    file = backups.make(opened)
    assert file.parent == folder / "backups"
    assert leavings(folder) == []
    opened.close()
    again = backups.restore(file, tmp_path / "there", PASSPHRASE)
    assert again == tmp_path / "there" / "Invented.cremeet"
    assert children(again) == children(folder) == ["CRE-TEST"]
    assert verifying.verify(again, PASSPHRASE).ok


def test_it_has_a_salt_of_its_own_and_so_no_page_in_common_with_the_record(opened, folder, tmp_path):
    """Pages of two files with one salt could be exchanged unnoticed (security.md, 3)."""
    bundle.unpack(backups.make(opened), tmp_path / "out")
    one, other = (folder / "record.db").read_bytes(), (tmp_path / "out" / "record.db").read_bytes()
    assert not {one[at : at + pages.PAGE] for at in range(0, len(one), pages.PAGE)} & {
        other[at : at + pages.PAGE] for at in range(0, len(other), pages.PAGE)
    }


def test_both_ends_are_noted_in_the_record_of_who_did_what(opened, tmp_path):
    file = backups.make(opened)
    with unit_of_work(opened.engine, factory.context()) as session:
        told = session.connection().exec_driver_sql("SELECT action FROM audit").scalars().all()
    assert told[-1] == audit.BACKED_UP
    again = backups.restore(file, tmp_path / "there", PASSPHRASE)
    with vault.unlock(again, PASSPHRASE) as restored, unit_of_work(restored.engine, factory.context()) as session:
        assert audit.RESTORED in session.connection().exec_driver_sql("SELECT action FROM audit").scalars().all()
        assert audit.check(session, sitting.anchors(restored)).ok


def test_the_last_ten_are_kept_and_nothing_else_is_touched(opened, folder, clock):
    place = folder / "backups"
    place.mkdir()
    (place / "letter.cremeet-backup").write_text("not ours")
    made = []
    for _ in range(12):
        made.append(backups.make(opened))
        clock.advance(timedelta(hours=1))
    assert [one.path for one in backups.listed(place, opened.id)] == made[:1:-1]
    assert (place / "letter.cremeet-backup").exists()


def test_one_that_a_wrong_clock_dated_ahead_takes_no_others_place(opened, folder, clock):
    first = backups.make(opened)
    clock.advance(timedelta(days=400))
    ahead = [backups.make(opened, keep=20) for _ in range(3)]
    clock.advance(timedelta(days=-399))
    second = backups.make(opened, keep=2)
    assert {one.path for one in backups.listed(folder / "backups")} == {first, second, *ahead}


def test_one_that_the_disk_cannot_take_whole_leaves_nothing_lying(opened, folder, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(bundle.os, "fsync", full)
    with pytest.raises(UnwritableError):
        backups.make(opened)
    assert leavings(folder) == []


def test_two_in_one_second_do_not_take_each_others_place(opened):
    assert backups.make(opened) != backups.make(opened)


def test_one_of_before_a_change_of_key_opens_with_the_passphrase_of_its_time(opened, tmp_path):
    file = backups.make(opened)
    people.change_key(opened)
    people.change_passphrase(opened, PASSPHRASE, NEW, FLOOR)
    opened.close()
    with pytest.raises(WrongPassphraseError):
        backups.restore(file, tmp_path / "there", NEW)
    assert not list(tmp_path.glob("there/*"))
    again = backups.restore(file, tmp_path / "there", PASSPHRASE)
    assert children(again) == ["CRE-TEST"]


def test_nothing_is_restored_over_a_vault(opened, folder, tmp_path):
    file = backups.make(opened)
    backups.restore(file, tmp_path / "there", PASSPHRASE)
    with pytest.raises(VaultExistsError):
        backups.restore(file, tmp_path / "there", PASSPHRASE)


def test_a_handed_over_vault_is_no_backup(opened, folder, tmp_path):
    opened.close()
    bundle.pack(folder / "record.db", keyfile.read(folder / "keys.json"), tmp_path / "handed")
    with pytest.raises(BundleError, match="handed over"):
        backups.restore(tmp_path / "handed", tmp_path, PASSPHRASE)


def test_a_damaged_record_makes_no_backup(opened, folder):
    opened.engine.dispose()
    raw = bytearray((folder / "record.db").read_bytes())
    raw[-2000] ^= 1
    (folder / "record.db").write_bytes(raw)
    with pytest.raises(BackupError, match="whole"):
        backups.make(opened)
    assert backups.listed(folder / "backups") == ()
    assert leavings(folder) == []


@pytest.mark.parametrize("step", ["copyfile", "replace", "pack"])
def test_a_full_disk_is_said_and_leaves_nothing(opened, folder, monkeypatch, step):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        if step == "copyfile":
            patched.setattr(backups.shutil, "copyfile", full)
        elif step == "pack":
            patched.setattr(backups.bundle, "pack", full)
        else:
            patched.setattr(Path, "replace", full)
        with pytest.raises(UnwritableError, match="backup"):
            backups.make(opened)
    assert backups.listed(folder / "backups") == ()
    backups.make(opened)
    assert leavings(folder) == []


def test_typed_words_are_saved_while_a_backup_is_made(opened):
    """Only the copying stands on the record's thread; what is saved meanwhile is not in the backup, and not lost."""
    thread = RecordThread(opened.engine, factory.context(), lambda _: None)
    thread.start()
    told = []

    def apart(work):
        answer = thread.apart(work).result(timeout=20)
        if not told:
            told.append(thread.submit(lambda session: session.add(child("CRE-MEAN")), urgent=True).result(timeout=20))
        return answer

    file = backups.make(opened, apart=apart)
    thread.stop()
    assert told == [None]
    assert bundle.check(file).kind == bundle.BACKUP
    with unit_of_work(opened.engine, factory.context()) as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM child").scalar_one() == 2


MAKES = """
import os, sys
from pathlib import Path
from cremeet.vault import backups, slots, vault
from tests.vault.made import PASSPHRASE
left = int(sys.argv[2])
def counted(real):
    def call(*arguments, **more):
        global left
        left -= 1
        if left < 0:
            os._exit(9)
        return real(*arguments, **more)
    return call
opened = vault.unlock(Path(sys.argv[1]), PASSPHRASE)
os.fsync, os.replace, os.rename = counted(os.fsync), counted(os.replace), counted(os.rename)
backups.make(opened)
"""


@pytest.mark.parametrize("calls", range(8))
def test_killed_at_any_step_there_is_a_whole_backup_or_none(folder, calls):
    command = [sys.executable, "-c", MAKES, str(folder), str(calls)]
    status = subprocess.run(command, cwd=ROOT, timeout=120, check=False, capture_output=True).returncode
    assert status in (0, 9)
    for made in backups.listed(folder / "backups"):
        bundle.check(made.path)
    with vault.unlock(folder, PASSPHRASE) as again:
        backups.make(again)
    assert leavings(folder) == []


def test_the_drill_says_what_the_newest_backup_holds_and_leaves_nothing(opened, folder):
    with pytest.raises(BackupError, match="no backup"):
        verifying.drill(opened)
    backups.make(opened)
    report = verifying.drill(opened)
    assert report.ok
    assert any("1 children (now 1)" in line for line in report.lines)
    assert leavings(folder) == []


def test_the_drill_finds_a_spoilt_backup_and_one_of_another_key(opened, folder):
    file = backups.make(opened)
    people.change_key(opened)
    report = verifying.drill(opened)
    assert not report.ok
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)
    with pytest.raises(BundleError):
        verifying.drill(opened)
    assert leavings(folder) == []


def test_verify_looks_at_everything_and_names_what_is_wrong(opened, folder):
    file = backups.make(opened)
    assert verifying.verify_open(opened).ok
    opened.close()
    assert verifying.verify(file, PASSPHRASE).ok
    (folder / "keys.json.copy").write_text("{}")
    report = verifying.verify(folder, PASSPHRASE)
    assert not report.ok
    assert any("keys.json.copy" in line for line in report.lines)
    assert verifying.verify(folder, PASSPHRASE).ok, "opening it has mended the copy"
    raw = bytearray((folder / "record.db").read_bytes())
    raw[pages.PAGE * 9 + 100] ^= 4
    (folder / "record.db").write_bytes(raw)
    with contextlib.suppress(VaultError):
        report = verifying.verify(folder, PASSPHRASE)
        assert not report.ok
        assert any("page 10" in line for line in report.lines)


def tampered(folder, sql):
    """Return a backup whose record was changed with the right key, as somebody who may open the vault could."""
    with vault.unlock(folder, PASSPHRASE) as made:
        made.engine.dispose()
        raw = connect(folder / "record.db", made.keys.current(), guarded=False)
        raw.execute("PRAGMA foreign_keys = OFF")
        for each in sql:
            raw.execute(each)
        raw.commit()
        raw.close()
        return backups.make(made)


def test_a_backup_that_refers_to_what_is_not_there_becomes_no_vault(opened, folder, tmp_path):
    opened.close()
    file = tampered(
        folder,
        ["INSERT INTO draft (id, meeting_id, place, words, saved_at) VALUES ('d', 'gone', 'p', 'w', '2026-11-25')"],
    )
    with pytest.raises(BackupError, match="refers to what is not there"):
        backups.restore(file, tmp_path / "there", PASSPHRASE)
    assert list((tmp_path / "there").iterdir()) == []


def test_a_backup_whose_record_of_who_did_what_was_cut_becomes_no_vault(opened, folder, tmp_path):
    for number in range(3):
        opened.note(audit.VIEWED, f"child/{number}")
    opened.close()
    file = tampered(folder, ["DROP TRIGGER audit_no_delete", "DELETE FROM audit WHERE seq = 2"])
    with pytest.raises(BackupError, match="Choose another backup"):
        backups.restore(file, tmp_path / "there", PASSPHRASE)
    assert list((tmp_path / "there").iterdir()) == []
