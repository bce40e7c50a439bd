"""A change to who opens a vault on a disk that is full: everybody who stays still reads it, and the log is true."""

import pytest

from cremeet.errors import ChoosePersonError, ReadOnlyVaultError, UnwritableError, VaultError
from cremeet.vault import cards, custody, keyfile, people, rekeying, vault
from cremeet.vault.ballast import Ballast
from cremeet.vault.slots import FLOOR
from cremeet.vault.thread import unit_of_work
from tests import factory
from tests.vault.made import PASSPHRASE

THEIRS = "another-invented-sample-words"


@pytest.fixture
def opened(folder):
    with vault.unlock(folder, PASSPHRASE) as made:
        yield made


@pytest.fixture
def second(opened):
    """Adam Tester, who was added by a card."""
    return people.add_person(opened, cards.new_slot("Adam Tester", "manager", THEIRS, FLOOR))


def waiting(opened, second, folder, monkeypatch):
    """Leave a removal between its steps, on a disk that takes no record with another key from then on."""

    def full(*_):
        raise UnwritableError("No room.")

    monkeypatch.setattr(rekeying, "_encrypt_anew", full)
    with pytest.raises(UnwritableError, match="next opened"):
        people.remove_person(opened, second.id)
    opened.close()


def test_a_disk_that_stays_full_leaves_the_vault_to_be_read_and_shuts_the_leaver_out(
    opened, second, folder, monkeypatch
):
    with monkeypatch.context() as patched:
        waiting(opened, second, folder, patched)
        with vault.unlock(folder, PASSPHRASE) as again:
            assert again.waits_for_key
            assert "free some space" in again.read_only
            assert [one.name for one in vault.people(folder)] == [again.person.name]
            with unit_of_work(again.engine, factory.context()) as session:
                assert session.connection().exec_driver_sql("SELECT count(*) FROM child").scalar() == 1
            with (
                pytest.raises(ReadOnlyVaultError, match="new key"),
                unit_of_work(again.engine, factory.context()) as session,
            ):
                factory.child(session)
            with pytest.raises(VaultError, match="new key"):
                custody.take_back(again, next(iter(custody.REASONS)))
        with pytest.raises(ChoosePersonError):
            vault.unlock(folder, THEIRS, person=second.id)
    with vault.unlock(folder, PASSPHRASE) as again:
        assert (again.waits_for_key, again.read_only) == (False, "")


def test_the_ballast_makes_the_room_that_a_change_of_key_needs(opened, second, folder, monkeypatch):
    real = rekeying._encrypt_anew
    with monkeypatch.context() as patched:
        waiting(opened, second, folder, patched)
    list(Ballast(folder, lambda _: None, free=lambda _: 1 << 30).fill())

    def full_while_there_is_ballast(*given):
        if (folder / "ballast").exists():
            raise UnwritableError("No room.")
        real(*given)

    monkeypatch.setattr(rekeying, "_encrypt_anew", full_while_there_is_ballast)
    with vault.unlock(folder, PASSPHRASE) as again:
        assert (again.waits_for_key, again.read_only) == (False, "")
        assert again.keys.content["next"] is None


def told(opened):
    with unit_of_work(opened.engine, factory.context()) as session:
        return session.connection().exec_driver_sql("SELECT action FROM audit ORDER BY seq").scalars().all()


def test_a_change_that_the_disk_did_not_take_is_noted_as_not_done(opened, second, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(keyfile, "save", refuses)
        for change in (
            lambda: people.set_role(opened, second.id, "manager"),
            lambda: people.remove_person(opened, second.id),
        ):
            with pytest.raises(UnwritableError):
                change()
    assert told(opened)[-4:] == ["role-changed", "not-done", "person-removed", "not-done"]
    people.set_role(opened, second.id, "manager")
    assert told(opened)[-1] == "role-changed"


def refuses(*_):
    raise OSError(28, "No space left on device")
