"""Handing a vault over, receiving it, taking it back or over: one living copy, and one only."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.clock import SteppingClock
from cremeet.errors import (
    OpenElsewhereError,
    PlaceError,
    ReadOnlyVaultError,
    UnwritableError,
    VaultError,
    VaultExistsError,
    WrongPassphraseError,
)
from cremeet.models import AuditEntry, Child, Draft
from cremeet.vault import audit, bundle, custody, handing, keyfile, vault
from cremeet.vault.thread import unit_of_work
from tests import factory
from tests.vault.made import PASSPHRASE, PERSON, child


@pytest.fixture(autouse=True)
def at(tmp_path, monkeypatch):
    """Go to a computer: each remembers for itself. Every test begins at ours."""

    def go(name):
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state" / name))

    go("ours")
    return go


@pytest.fixture
def clock():
    return SteppingClock(factory.MONDAY)


@pytest.fixture
def file(tmp_path):
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick" / f"Invented{custody.SUFFIX}"


@pytest.fixture
def theirs(tmp_path):
    """The folder for vaults on the other computer."""
    (tmp_path / "theirs").mkdir()
    return tmp_path / "theirs"


def save(opened, reference):
    with unit_of_work(opened.engine, factory.context()) as session:
        session.add(child(reference))


def look(opened):
    with unit_of_work(opened.engine, factory.context(who=opened.person.name)) as session:
        audit.note(session, audit.VIEWED, "child/0192")


def references(opened):
    with Session(opened.engine) as session:
        return set(session.scalars(sa.select(Child.reference)))


def entries(opened):
    with Session(opened.engine) as session:
        return [tuple(row) for row in session.execute(sa.select(AuditEntry.action, AuditEntry.target, AuditEntry.who))]


def checked(opened):
    with Session(opened.engine) as session:
        return audit.check(session, [audit.Head.of(opened.keys.content["anchor"])])


def names(folder):
    return {path.name for path in folder.iterdir()}


def unlock(folder):
    return vault.unlock(folder, PASSPHRASE)


def hand_over(folder, file, clock):
    with unlock(folder) as opened:
        custody.hand_over(opened, PERSON, file, clock=clock)
    clock.advance(timedelta(hours=1))


def receive(file, place, clock, **more):
    return custody.receive(file, place, PASSPHRASE, clock=clock, **more)


def test_a_vault_is_handed_over_and_lives_where_it_was_received(folder, file, theirs, clock, at):
    with unlock(folder) as ours:
        save(ours, "CRE-LAST")
        assert custody.where(folder).sentence == ""
        custody.hand_over(ours, PERSON, file, clock=clock)
        assert "handed to Minnie Taker on 23 November 2026" in ours.read_only
        with pytest.raises(ReadOnlyVaultError, match="can only be read"):
            save(ours, "CRE-NEVER")
        look(ours)
    assert custody.where(folder).sentence == ours.read_only
    assert names(file.parent) == {file.name}
    assert [one.name for one in custody.people_in(file)] == [PERSON]
    at("theirs")
    with receive(file, theirs, clock) as living:
        assert living.folder == theirs / "Invented.cremeet"
        assert living.read_only == ""
        assert references(living) == {"CRE-TEST", "CRE-LAST"}
        save(living, "CRE-THERE")
        assert [action for action, *_ in entries(living)][-3:] == ["handed-over", "received", "changed"]
        assert checked(living).ok
    assert custody.where(living.folder).sentence == ""
    at("ours")
    with unlock(folder) as left, pytest.raises(ReadOnlyVaultError, match="Minnie Taker"):
        save(left, "CRE-NEVER")
    with unlock(folder) as left:
        assert references(left) == {"CRE-TEST", "CRE-LAST"}
        assert checked(left).ok
    assert names(theirs) == {"Invented.cremeet"}


def alter(opened, how):
    with unit_of_work(opened.engine, factory.context()) as session:
        row = session.scalars(sa.select(Child)).one()
        if how == "add":
            session.add(Draft(place="somewhere", words="Typed"))
        elif how == "change":
            row.address = "Elsewhere"
        elif how == "remove":
            session.delete(row)
        else:
            session.execute(sa.delete(Draft))


@pytest.mark.parametrize("how", ["add", "change", "remove", "statement"])
def test_a_copy_left_behind_refuses_every_change_and_keeps_its_own_account(folder, file, clock, how):
    hand_over(folder, file, clock)
    with unlock(folder) as left:
        before = entries(left)
        with pytest.raises(ReadOnlyVaultError):
            alter(left, how)
        assert entries(left) == before
        look(left)
        assert entries(left) == [*before, ("viewed", "child/0192", PERSON)]
        assert checked(left).ok


def test_it_comes_back_and_replaces_the_copy_left_behind_with_what_was_looked_at_there(folder, file, theirs, clock, at):
    hand_over(folder, file, clock)
    with unlock(folder) as left:
        look(left)
    at("theirs")
    with receive(file, theirs, clock) as living:
        save(living, "CRE-THERE")
        back = custody.hand_over(living, PERSON, file.with_name("Back"), clock=clock)
    at("ours")
    with receive(back, folder.parent, clock) as living:
        assert living.folder == folder
        assert references(living) == {"CRE-TEST", "CRE-THERE"}
        assert entries(living)[-2:] == [("elsewhere", "child/0192", PERSON), ("received", "", PERSON)]
        assert checked(living).ok
        save(living, "CRE-HOME")
    with unlock(folder) as living:
        assert living.read_only == ""
        assert references(living) == {"CRE-TEST", "CRE-THERE", "CRE-HOME"}
    assert not [name for name in names(folder.parent) if "left" in name or "arriving" in name]


def test_the_same_file_is_not_received_twice_on_one_computer(folder, file, theirs, clock, at):
    hand_over(folder, file, clock)
    at("theirs")
    receive(file, theirs, clock).close()
    with pytest.raises(VaultError, match="older than the vault"):
        receive(file, theirs, clock)
    (theirs / "other").mkdir()
    with pytest.raises(VaultError, match="older than the vault"):  # also where the living copy is not seen
        receive(file, theirs / "other", clock)
    assert names(theirs / "other") == set()
    with unlock(theirs / "Invented.cremeet") as living:
        custody.hand_over(living, PERSON, file.with_name("Next"), clock=clock)
    with pytest.raises(VaultError, match="older than the vault"):  # nor after it was handed on
        receive(file, theirs, clock)


def test_after_a_loss_the_file_can_be_taken_for_the_living_vault_with_a_reason(folder, file, theirs, clock, at):
    hand_over(folder, file, clock)
    at("theirs")
    with receive(file, theirs, clock) as living:
        lost = living.folder
    shutil.rmtree(lost)
    with pytest.raises(VaultError, match="older"):
        receive(file, theirs, clock)
    with pytest.raises(VaultError, match="choose"):
        receive(file, theirs, clock, after_loss="because")
    with receive(file, theirs, clock, after_loss="computer-broken") as living:
        assert living.read_only == ""
        assert entries(living)[-1][0] == "taken-over"
    assert custody.where(lost).term == 3


def test_taking_back_is_explicit_reasoned_and_outdates_the_file(folder, file, theirs, clock):
    hand_over(folder, file, clock)
    with unlock(folder) as left:
        with pytest.raises(VaultError, match="choose"):
            custody.take_back(left, "because", clock=clock)
        custody.take_back(left, "never-opened", clock=clock)
        assert left.read_only == ""
        save(left, "CRE-HOME")
        assert [action for action, *_ in entries(left)][-2:] == ["taken-back", "changed"]
        with pytest.raises(VaultError, match="living vault already"):
            custody.take_back(left, "never-opened", clock=clock)
    assert custody.where(folder).term == 3
    with pytest.raises(VaultError, match="older"):
        receive(file, folder.parent, clock)
    with unlock(folder) as living:
        assert "CRE-HOME" in references(living)


def test_taking_over_after_a_loss_is_explicit_and_reasoned(folder, file, clock):
    hand_over(folder, file, clock)
    with unlock(folder) as left:
        with pytest.raises(VaultError, match="choose"):
            custody.take_over(left, "never-opened", clock=clock)
        custody.take_over(left, "computer-lost", clock=clock)
        assert [action for action, *_ in entries(left)][-1] == "taken-over"
    with unlock(folder) as living:
        save(living, "CRE-HOME")
        with pytest.raises(VaultError, match="living vault already"):
            custody.take_over(living, "computer-lost", clock=clock)
        custody.take_over(living, "backup-restored", clock=clock)
    assert custody.where(folder).term == 4


def test_a_living_copy_is_never_replaced(folder, file, theirs, clock, at):
    hand_over(folder, file, clock)
    at("theirs")
    shutil.copytree(folder, theirs / folder.name)
    with unlock(theirs / folder.name) as stray:
        custody.take_over(stray, "person-gone", clock=clock)
        custody.hand_over(stray, PERSON, file.with_name("Other"), clock=clock)
    at("ours")
    with unlock(folder) as left:
        custody.take_back(left, "file-lost", clock=clock)
        save(left, "CRE-HOME")
    with pytest.raises(VaultError, match="takes changes itself"):
        receive(file.with_name("Other"), folder.parent, clock)
    with unlock(folder) as living:
        assert "CRE-HOME" in references(living)


def test_what_cannot_be_handed_over_is_refused_and_nothing_changes(folder, file, tmp_path, clock):
    with unlock(folder) as ours:
        before = entries(ours)
        with pytest.raises(VaultError, match="let the person in first"):
            custody.hand_over(ours, "Nobody Known", file, clock=clock)
        with pytest.raises(VaultError, match="not lie in the vault itself"):
            custody.hand_over(ours, PERSON, folder / "inside", clock=clock)
        with pytest.raises(UnwritableError, match="another place"):
            custody.hand_over(ours, PERSON, tmp_path / "missing" / "file", clock=clock)
        file.write_text("kept")
        with pytest.raises(VaultExistsError):
            custody.hand_over(ours, PERSON, file, clock=clock)
        assert file.read_text() == "kept"
        assert entries(ours) == before
        assert ours.read_only == ""
        save(ours, "CRE-AFTER")
    assert names(folder) - {"open.lock"} <= {"record.db", "record.db-journal", "keys.json", "keys.json.copy"}


def test_a_file_that_cannot_get_its_name_leaves_the_vault_living_here(folder, file, clock, monkeypatch):
    real = Path.replace

    def gone(self, target):
        if Path(target) == file:
            raise OSError("the stick is gone")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", gone)
    with unlock(folder) as ours:
        with pytest.raises(UnwritableError, match="living vault still"):
            custody.hand_over(ours, PERSON, file, clock=clock)
        save(ours, "CRE-AFTER")
    monkeypatch.undo()
    with unlock(folder) as ours:
        assert ours.read_only == ""
        assert names(file.parent) == set()


def test_something_saved_meanwhile_stops_the_hand_over(folder, file, clock, monkeypatch):
    with unlock(folder) as ours:
        real = handing.check_whole

        def meanwhile(*given):
            save(ours, "CRE-MEANWHILE")
            return real(*given)

        monkeypatch.setattr(handing, "check_whole", meanwhile)
        with pytest.raises(VaultError, match="Something was saved"):
            custody.hand_over(ours, PERSON, file, clock=clock)
        assert ours.read_only == ""
        assert names(file.parent) == set()


def test_a_key_file_that_says_otherwise_does_not_make_a_copy_living(folder, file, clock):
    old = {copy: copy.read_bytes() for copy in keyfile.copies(folder / "keys.json")}
    hand_over(folder, file, clock)
    for copy, raw in old.items():
        copy.write_bytes(raw)
    assert custody.where(folder).sentence == ""  # nothing is authenticated yet
    with unlock(folder) as left:
        assert "handed to Minnie Taker" in left.read_only
    assert custody.where(folder).state == "handed"


def test_a_file_that_was_unpacked_by_hand_does_not_live(folder, file, theirs, clock):
    hand_over(folder, file, clock)
    bundle.unpack(file, theirs / "Hand.cremeet")
    with unlock(theirs / "Hand.cremeet") as copy:
        assert "has not been received here" in copy.read_only
        with pytest.raises(ReadOnlyVaultError):
            save(copy, "CRE-NEVER")
    with receive(file, theirs, clock) as living:
        assert living.folder == theirs / "Hand.cremeet"
        assert living.read_only == ""


@pytest.mark.parametrize("what", ["part", "backup", "no file", "not one"])
def test_what_is_no_file_of_a_hand_over_is_refused(folder, file, theirs, clock, what):
    hand_over(folder, file, clock)
    if what == "part":
        file = file.rename(file.with_name(file.name + ".part"))
    elif what == "backup":
        file = file.with_name("backup")
        bundle.pack(folder / "record.db", keyfile.read(folder / "keys.json"), file)
    elif what == "no file":
        file.unlink()
    else:
        file.write_bytes(b"x" * 100)
    with pytest.raises(VaultError):
        receive(file, theirs, clock)
    assert names(theirs) == set()


def test_a_wrong_passphrase_or_a_wrong_place_moves_nothing_in(folder, file, theirs, clock, at):
    hand_over(folder, file, clock)
    at("theirs")
    with pytest.raises(WrongPassphraseError):
        custody.receive(file, theirs, "not-the-invented-one-at-all", clock=clock)
    (theirs / "Dropbox").mkdir()
    with pytest.raises(PlaceError):
        receive(file, theirs / "Dropbox", clock)
    (theirs / "Invented.cremeet").mkdir()
    with pytest.raises(VaultExistsError, match="Another vault"):
        receive(file, theirs, clock)
    assert names(theirs) == {"Dropbox", "Invented.cremeet"}
    assert names(theirs / "Invented.cremeet") == names(theirs / "Dropbox") == set()


def test_a_damaged_copy_left_behind_is_not_replaced_unseen(folder, file, theirs, clock, at):
    hand_over(folder, file, clock)
    at("theirs")
    with receive(file, theirs, clock) as living:
        back = custody.hand_over(living, PERSON, file.with_name("Back"), clock=clock)
    at("ours")
    raw = bytearray((folder / "record.db").read_bytes())
    raw[100] ^= 1
    (folder / "record.db").write_bytes(raw)
    with pytest.raises(VaultError, match="cannot be read"):
        receive(back, folder.parent, clock)
    folder.rename(folder.with_name("Aside"))
    receive(back, folder.parent, clock).close()


def test_a_copy_that_is_open_is_not_replaced(folder, file, theirs, clock, at):
    hand_over(folder, file, clock)
    at("theirs")
    with receive(file, theirs, clock) as living:
        back = custody.hand_over(living, PERSON, file.with_name("Back"), clock=clock)
    at("ours")
    with unlock(folder), pytest.raises(OpenElsewhereError):
        receive(back, folder.parent, clock)
    receive(back, folder.parent, clock).close()
