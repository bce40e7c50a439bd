import json
import shutil

import pytest
import sqlalchemy as sa

from cremeet import logs, paths
from cremeet.errors import UnwritableError, WrongPassphraseError
from cremeet.models import AuditEntry
from cremeet.vault import audit, keyfile, marks, sitting, vault
from cremeet.vault.thread import unit_of_work
from tests import factory
from tests.vault import forgeries
from tests.vault.made import PASSPHRASE, child


def told(opened):
    """What the audit tells: (action, detail)."""
    with unit_of_work(opened.engine, factory.context()) as session:
        found = session.scalars(sa.select(AuditEntry).order_by(AuditEntry.seq))
        return [(entry.action, json.loads(entry.detail or "{}")) for entry in found]


def sit(folder, references=()):
    """Unlock, add children, lock; return what was said at the unlocking."""
    with vault.unlock(folder, PASSPHRASE) as opened:
        said = sitting.begin(opened, factory.context())
        for reference in references:
            with unit_of_work(opened.engine, factory.context()) as session:
                session.add(child(reference))
        sitting.end(opened, factory.context(), "locked")
    return said


def test_a_sitting_is_noted_at_both_ends_and_its_head_is_kept_outside_the_record(folder):
    assert sit(folder, ["CRE-ONE"]) == ()
    with vault.unlock(folder, PASSPHRASE) as opened:
        actions = [action for action, _ in told(opened)]
        assert actions == ["changed", "unlocked", "changed", "locked"]
        assert dict(told(opened))["unlocked"] == {"person": opened.person.id}
        assert dict(told(opened))["locked"] == {"how": "locked"}
        with unit_of_work(opened.engine, factory.context()) as session:
            head = audit.head(session)
            assert audit.check(session, sitting.anchors(opened)).ok
        assert sitting.anchors(opened) == (head, head)
        assert opened.keys.content["anchor"] == head.anchor()
        assert marks.read()[opened.id].gen == opened.keys.content["gen"]
    assert sit(folder) == ()


def test_the_whole_older_vault_put_back_is_noticed_by_this_machine_said_once_and_opens(folder, tmp_path):
    older = shutil.copytree(folder, tmp_path / "older")
    sit(folder, ["CRE-ONE", "CRE-TWO"])
    shutil.rmtree(folder)
    shutil.copytree(older, folder)
    (said,) = sit(folder)
    assert "ends at entry 1 and does not hold entry 5" in said
    assert sit(folder) == ()
    with vault.unlock(folder, PASSPHRASE) as opened:
        assert ("older-record-noticed", {"ends": 1, "seen": 5, "by": "machine"}) in told(opened)


def test_an_older_record_beside_the_key_file_of_now_is_noticed_on_any_machine(folder, tmp_path):
    older = (folder / "record.db").read_bytes()
    sit(folder, ["CRE-ONE"])
    (folder / "record.db").write_bytes(older)
    (paths.state_folder() / "marks.json").unlink()
    (said,) = sit(folder)
    assert "older copy" in said
    with vault.unlock(folder, PASSPHRASE) as opened:
        assert ("older-record-noticed", {"ends": 1, "seen": 4, "by": "key-file"}) in told(opened)


def test_an_older_record_that_went_on_since_is_noticed_by_the_entry_that_differs(folder, tmp_path):
    older = shutil.copytree(folder, tmp_path / "older.cremeet")
    sit(folder, ["CRE-ONE"])
    (paths.state_folder() / "marks.json").unlink()
    sit(older, ["CRE-TWO", "CRE-SIX"])  # elsewhere, and longer by now
    marks.keep(vault_id(folder), marks.Mark(*mark_of(folder)))
    assert "does not hold entry 4" in " ".join(sit(older))


def vault_id(folder):
    return keyfile.read(folder / "keys.json")["vault"]


def mark_of(folder):
    content = keyfile.read(folder / "keys.json")
    return content["anchor"]["seq"], content["anchor"]["mac"], content["gen"]


def test_a_cut_tail_is_noticed_at_the_unlocking_and_named_by_the_check(folder):
    sit(folder, ["CRE-ONE", "CRE-TWO"])
    with vault.unlock(folder, PASSPHRASE) as opened:
        with opened.engine.begin() as connection:
            connection.exec_driver_sql("DROP TRIGGER audit_no_delete")
            connection.exec_driver_sql("DELETE FROM audit WHERE seq > 3")
        with unit_of_work(opened.engine, factory.context()) as session:
            verdict = audit.check(session, sitting.anchors(opened))
            assert (verdict.broken_at, audit.check(session).ok) == (4, True)
        assert "does not hold entry 5" in " ".join(sitting.begin(opened, factory.context()))


def test_an_older_key_file_beside_the_record_of_now_is_noticed(folder):
    sit(folder)
    older = (folder / "keys.json").read_bytes()
    sit(folder)
    for copy in keyfile.copies(folder / "keys.json"):
        copy.write_bytes(older)
    assert sit(folder) == (sitting.OLDER_KEYS,)
    assert sit(folder) == ()


def test_a_crash_leaves_an_older_head_and_that_is_no_alarm(folder):
    sit(folder)
    with vault.unlock(folder, PASSPHRASE) as opened:
        sitting.begin(opened, factory.context())
        with unit_of_work(opened.engine, factory.context()) as session:
            forgeries.fill(session, 20)
    assert sit(folder) == ()


def test_damaged_marks_are_said_and_the_vault_opens(folder):
    sit(folder)
    (paths.state_folder() / "marks.json").write_bytes(b"{")
    (said,) = sit(folder)
    assert "remembers anew" in said
    assert sit(folder) == ()


def test_what_cannot_be_kept_keeps_nobody_in_or_out(folder, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    with vault.unlock(folder, PASSPHRASE) as opened:
        monkeypatch.setattr(keyfile, "write_whole", full)
        monkeypatch.setattr(marks, "write_whole", full)
        assert sitting.begin(opened, factory.context()) == ()
        sitting.end(opened, factory.context())
        assert [action for action, _ in told(opened)] == ["changed", "unlocked", "locked"]


def test_a_record_that_cannot_be_written_is_locked_all_the_same(folder, monkeypatch):
    faults = []
    monkeypatch.setattr(logs, "fault", faults.append)

    def full(*_, **__):
        raise UnwritableError("There is no room left on this disk.")

    with vault.unlock(folder, PASSPHRASE) as opened:
        monkeypatch.setattr(audit, "note", full)
        sitting.end(opened, factory.context())
    assert [type(fault) for fault in faults] == [UnwritableError]


def test_the_head_can_be_kept_in_the_middle_of_a_sitting(folder):
    with vault.unlock(folder, PASSPHRASE) as opened:
        head = sitting.anchor(opened, factory.context())
        assert sitting.anchors(opened) == (head, head)


def test_a_copy_that_was_handed_over_leaves_no_mark_on_this_machine(folder, monkeypatch):
    with vault.unlock(folder, PASSPHRASE) as opened:
        monkeypatch.setattr(vault.Vault, "read_only", True, raising=False)
        sitting.begin(opened, factory.context())
        assert marks.read() == {}
        assert len(sitting.anchors(opened)) == 1


@pytest.mark.parametrize("seq", [0, 1])
def test_a_head_that_the_record_holds_is_known_again(session, seq):
    forgeries.fill(session, seq)
    assert audit.holds(session, audit.head(session))
    assert not audit.holds(session, audit.Head(seq + 1, "ab" * 32))


def test_tries_that_were_refused_go_into_the_audit_by_nobody_known_and_only_once(folder):
    for _ in range(2):
        with pytest.raises(WrongPassphraseError):
            vault.unlock(folder, "not-the-right-passphrase")
    sit(folder)
    sit(folder)
    with vault.unlock(folder, PASSPHRASE) as opened:
        person = opened.person.id
        with unit_of_work(opened.engine, factory.context()) as session:
            found = session.scalars(sa.select(AuditEntry).where(AuditEntry.action == audit.REFUSED)).all()
            assert [(entry.who, json.loads(entry.detail)["person"]) for entry in found] == [("", person)] * 2
            assert all(json.loads(entry.detail)["tried_at"].endswith("Z") for entry in found)


def test_a_key_file_that_was_mended_is_noted(folder):
    keyfile.copies(folder / "keys.json")[1].write_bytes(b"{}")
    sit(folder)
    sit(folder)
    with vault.unlock(folder, PASSPHRASE) as opened:
        assert [action for action, _ in told(opened)].count("key-file-mended") == 1
