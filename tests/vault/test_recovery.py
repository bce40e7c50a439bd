"""A lost passphrase is not a lost record: the recovery code opens it and gives a person a new one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cremeet.errors import ChoosePersonError, RecoveryCodeError, VaultError, WrongPassphraseError
from cremeet.vault import audit, people, recovery, vault
from cremeet.vault.slots import FLOOR
from cremeet.vault.thread import unit_of_work
from tests import factory
from tests.vault.made import PASSPHRASE, PERSON

NEW = "fresh-invented-sample-words"


@pytest.fixture
def code(folder):
    with vault.unlock(folder, PASSPHRASE) as opened:
        return recovery.new_recovery_code(opened)


@pytest.fixture
def person(folder):
    return vault.people(folder)[0].id


def test_it_gives_a_person_a_new_passphrase_and_says_so(folder, code, person):
    with recovery.recover(folder, code, person, NEW, FLOOR) as opened:
        assert (opened.person.id, opened.person.name) == (person, PERSON)
        with unit_of_work(opened.engine, factory.context()) as session:
            said = [row[0] for row in session.connection().exec_driver_sql("SELECT action FROM audit")]
        assert audit.RECOVERY_CODE_USED in said
    vault.unlock(folder, NEW).close()
    with pytest.raises(WrongPassphraseError):
        vault.unlock(folder, PASSPHRASE)


def test_it_is_no_person_and_asks_nobody_to_choose(folder, code):
    assert [one.name for one in vault.people(folder)] == [PERSON]
    assert recovery.has_recovery(folder)
    with vault.unlock(folder, PASSPHRASE) as opened:
        assert [one.name for one in people.people_inside(opened)] == [PERSON]


def test_it_is_read_as_people_type_it(folder, code, person):
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    recovery.recover(folder, typed, person, NEW, FLOOR).close()


def test_a_new_code_puts_the_old_one_out_of_use(folder, code, person):
    with vault.unlock(folder, PASSPHRASE) as opened:
        newer = recovery.new_recovery_code(opened)
    with pytest.raises(RecoveryCodeError, match="newer page"):
        recovery.recover(folder, code, person, NEW, FLOOR)
    recovery.recover(folder, newer, person, NEW, FLOOR).close()


def test_it_still_opens_after_somebody_was_removed(folder, code, person):
    with vault.unlock(folder, PASSPHRASE) as opened:
        people.change_key(opened)
    recovery.recover(folder, code, person, NEW, FLOOR).close()


def test_a_vault_without_one_says_so(folder, person):
    assert not recovery.has_recovery(folder)
    code = recovery.written(5)
    with pytest.raises(RecoveryCodeError, match="No recovery code"):
        recovery.recover(folder, code, person, NEW, FLOOR)


def test_the_person_and_the_passphrase_must_do(folder, code, person):
    with pytest.raises(ChoosePersonError):
        recovery.recover(folder, code, "0" * 16, NEW, FLOOR)
    with pytest.raises(VaultError, match="characters"):
        recovery.recover(folder, code, person, "short", FLOOR)
    vault.unlock(folder, PASSPHRASE).close()


@given(st.integers(0, 2**140 - 1), st.integers(0, 29), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_a_code_holds_and_a_slip_is_found(bits, place, letter):
    code = recovery.written(bits)
    assert recovery.mistyped(code) is None
    plain = code.replace("-", "")
    slipped = plain[:place] + letter + plain[place + 1 :]
    assert (recovery.mistyped(slipped) is None) == (
        slipped == plain
    ) or place < 28  # 1 slip in 1,024 has the same check


@pytest.mark.parametrize("typed", ["", "ABCDE", "ABCDE-" * 6 + "A", "ÄBCDE-00000-00000-00000-00000-00000", "0" * 5000])
def test_what_is_none_is_said_before_anything_is_derived(folder, code, person, typed, monkeypatch):
    from cremeet.vault import slots

    monkeypatch.setattr(slots, "_derive", None)
    with pytest.raises(RecoveryCodeError):
        recovery.recover(folder, typed, person, NEW, FLOOR)
