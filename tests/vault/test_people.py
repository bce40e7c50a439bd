"""Who can open a vault: added by a card, given another passphrase, shut out by a change of key."""

import contextlib
import json
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cremeet.errors import (
    CardError,
    ChoosePersonError,
    KeyFileError,
    RecordDamagedError,
    UnwritableError,
    VaultError,
    WrongPassphraseError,
)
from cremeet.vault import attempts, audit, cards, keyfile, people, recovery, rekeying, roles, vault
from cremeet.vault.slots import FLOOR
from cremeet.vault.thread import unit_of_work
from tests import factory
from tests.vault.made import PASSPHRASE, PERSON, changed

THEIRS, NEW = "another-invented-sample-words", "fresh-invented-sample-words"


@pytest.fixture
def opened(folder):
    with vault.unlock(folder, PASSPHRASE) as made:
        yield made


@pytest.fixture
def second(opened):
    """Adam Tester, who was added by a card."""
    card = cards.read_card(cards.make_card("Adam Tester", "manager", THEIRS, FLOOR))
    return people.add_person(opened, card.slot)


def noted(opened):
    with unit_of_work(opened.engine, factory.context()) as session:
        return [row[0] for row in session.connection().exec_driver_sql("SELECT action FROM audit ORDER BY seq")]


def test_somebody_is_added_by_a_card_and_opens_the_vault_with_their_own_passphrase(opened, second, folder):
    assert [(one.name, one.role) for one in people.people_inside(opened)] == [
        ("Adam Tester", "manager"), (PERSON, "chair")
    ]  # fmt: skip
    opened.close()
    with vault.unlock(folder, THEIRS, person=second.id) as theirs:
        assert theirs.person.name == "Adam Tester"
        assert audit.PERSON_ADDED in noted(theirs)
    with pytest.raises(ChoosePersonError):
        vault.unlock(folder, PASSPHRASE)


def test_a_card_holds_no_database_key_and_its_words_change_with_every_byte(opened):
    raw = cards.make_card("Adam Tester", "manager", THEIRS, FLOOR)
    assert opened.keys.current() not in raw
    assert len(cards.read_card(raw).words.split()) == cards.CHECK_WORDS
    other = raw.replace(b"manager", b"chair  ".strip())
    assert cards.read_card(other).words != cards.read_card(raw).words


def test_nobody_is_added_twice(opened, second):
    card = cards.read_card(cards.make_card("adam tester", "chair", THEIRS, FLOOR))
    with pytest.raises(VaultError, match="name"):
        people.add_person(opened, card.slot)
    same = next(slot for slot in opened.keys.content["slots"] if slot["id"] == second.id)
    with pytest.raises(VaultError, match="already"):
        people.add_person(opened, same)


@pytest.mark.parametrize("raw", [b"", b"{}", b"[" * 60_000, b"\xff", b'{"format":"cremeet-card","version":1,"slot":{}}',
                                 b'{"format":"cremeet-card","version":true,"slot":{}}', b" " * 20_000])  # fmt: skip
def test_what_is_no_card_is_refused(raw):
    with pytest.raises(CardError, match="no enrolment card"):
        cards.read_card(raw)


def test_a_card_from_the_future_is_told_apart():
    with pytest.raises(CardError, match="newer"):
        cards.read_card(b'{"format":"cremeet-card","version":2,"more":1}')


_CARD = cards.make_card("Adam Tester", "manager", THEIRS, FLOOR)


@given(st.integers(0, len(_CARD) - 1), st.integers(1, 255))
def test_a_changed_card_is_refused_or_has_other_words(place, bits):
    raw = bytearray(_CARD)
    raw[place] ^= bits
    with contextlib.suppress(CardError):
        assert cards.read_card(bytes(raw)).words != cards.read_card(_CARD).words


@pytest.mark.parametrize(("field", "value"), [
    ("id", ""), ("id", "a" * 5000), ("id", "../aside"), ("id", "\ud800"), ("id", "A" * 16), ("nonce", "AAAA"),
    ("wrapped", ""), ("pub", "AAAA"), ("name", " Adam Tester"), ("name", "   "), ("name", "Adam\u2028Tester"),
    ("role", "owner"),
])  # fmt: skip
def test_a_card_that_could_be_nobodys_slot_is_refused(field, value):
    content = json.loads(_CARD)
    assert cards.read_card(json.dumps(content).encode()).name == "Adam Tester"
    content["slot"][field] = value
    with pytest.raises(CardError, match="no enrolment card"):
        cards.read_card(json.dumps(content).encode())


def test_a_recovery_slot_cannot_come_in_by_a_card():
    content = json.loads(_CARD)
    content["slot"]["kind"] = "recovery"
    with pytest.raises(CardError):
        cards.read_card(json.dumps(content).encode())


def test_a_passphrase_is_changed_by_whoever_has_the_old_one(opened, folder):
    with pytest.raises(WrongPassphraseError):
        people.change_passphrase(opened, "not-the-passphrase-of-mine", NEW, FLOOR)
    with pytest.raises(VaultError, match="characters"):
        people.change_passphrase(opened, PASSPHRASE, "short", FLOOR)
    people.change_passphrase(opened, PASSPHRASE, NEW, FLOOR)
    opened.close()
    with pytest.raises(WrongPassphraseError):
        vault.unlock(folder, PASSPHRASE)
    with vault.unlock(folder, NEW) as again:
        assert audit.PASSPHRASE_CHANGED in noted(again)


def test_a_role_is_given_without_the_persons_passphrase_and_cannot_be_taken_from_outside(opened, second, folder):
    people.set_role(opened, second.id, "minute-taker")
    opened.close()
    with vault.unlock(folder, THEIRS, person=second.id) as theirs:
        assert theirs.person.role == "minute-taker"

    def raise_role(content):
        next(slot for slot in content["slots"] if slot["id"] == second.id)["role"] = "administrator"

    changed(keyfile.copies(folder / "keys.json"), raise_role)
    with pytest.raises(KeyFileError, match="outside"):
        vault.unlock(folder, THEIRS, person=second.id)


def test_whoever_is_removed_is_shut_out_also_with_the_key_file_of_before(opened, second, folder, tmp_path):
    kept = tmp_path / "kept"
    kept.mkdir()
    for copy in keyfile.copies(folder / "keys.json"):
        shutil.copy(copy, kept / copy.name)
    before = opened.keys.current()
    people.remove_person(opened, second.id)
    assert opened.keys.current() != before
    assert {audit.PERSON_REMOVED, audit.REKEYED} <= set(noted(opened))
    opened.close()
    with pytest.raises(ChoosePersonError):
        vault.unlock(folder, THEIRS, person=second.id)
    for copy in keyfile.copies(folder / "keys.json"):
        shutil.copy(kept / copy.name, copy)
    with pytest.raises(RecordDamagedError):
        vault.unlock(folder, THEIRS, person=second.id)


def test_without_the_change_of_key_the_file_of_before_would_let_them_in(opened, second, folder):
    """The positive control: a dropped slot alone shuts nobody out."""
    old = opened.keys.content
    opened.sign(slots=[slot for slot in old["slots"] if slot["id"] != second.id],
                current=old["current"] | {"sealed": {key: seal for key, seal in old["current"]["sealed"].items()
                                                     if key != second.id}})  # fmt: skip
    opened.close()
    keyfile.save(folder / "keys.json", old)
    vault.unlock(folder, THEIRS, person=second.id).close()


def test_the_record_is_the_same_after_a_change_of_key(opened, second, folder):
    people.remove_person(opened, second.id)
    with unit_of_work(opened.engine, factory.context()) as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM child").scalar_one() == 1
    opened.close()
    with vault.unlock(folder, PASSPHRASE) as again:
        assert list(again.integrity())[-1] == "ok"


def test_what_keeps_sqlcipher_from_changing_the_key_is_said_in_a_sentence(opened, second, monkeypatch):
    """SQLCipher says this, and nothing of a disk, when the disk was full in the midst of it."""

    class Refuses:
        def execute(self, _):
            raise rekeying.sqlcipher.OperationalError("An error occurred with PRAGMA key or rekey. PRAGMA key requires")

        def close(self):
            pass

    real = rekeying.connect
    monkeypatch.setattr(rekeying, "connect", lambda *given, guarded=True: real(*given) if guarded else Refuses())
    with pytest.raises(UnwritableError, match="next opened"):
        people.remove_person(opened, second.id)


def test_a_full_disk_leaves_a_removal_to_be_ended_at_the_next_unlock(opened, second, folder, monkeypatch):
    def full(*_):
        raise UnwritableError("No room.")

    before = opened.keys.current()
    with monkeypatch.context() as patched:
        patched.setattr(rekeying, "_encrypt_anew", full)
        with pytest.raises(UnwritableError, match="next opened"):
            people.remove_person(opened, second.id)
    opened.close()
    with pytest.raises(ChoosePersonError):
        vault.unlock(folder, THEIRS, person=second.id)
    with vault.unlock(folder, PASSPHRASE) as again:
        assert again.keys.current() != before
        assert again.keys.content["next"] is None


@pytest.mark.parametrize("copies", [0, 1])
def test_what_is_signed_after_a_change_of_key_that_the_disk_did_not_take_opens(
    opened, second, folder, monkeypatch, copies
):
    """A sitting ends by signing the key file: with one key over the seals of the other, it would open for nobody."""
    written, whole = [], keyfile.write_whole

    def full(target, raw):
        written.append(target)
        if len(written) > 2 + copies:  # both copies with both keys, and perhaps the spare of what follows
            raise OSError(28, "full")
        whole(target, raw)

    with monkeypatch.context() as patched:
        patched.setattr(keyfile, "write_whole", full)
        with pytest.raises(UnwritableError):
            people.remove_person(opened, second.id)
    assert keyfile.read(folder / "keys.json")["next"] is not None
    opened.sign(anchor={"seq": 1, "mac": "ab" * 32})
    key = opened.keys.current()
    opened.close()
    with vault.unlock(folder, PASSPHRASE) as again:
        assert again.keys.current() == key
    with pytest.raises(ChoosePersonError):
        vault.unlock(folder, THEIRS, person=second.id)


@pytest.mark.parametrize("let_in", ["a person", "a recovery code"])
def test_a_change_of_key_that_was_not_ended_is_ended_before_anybody_is_let_in(
    opened, second, folder, monkeypatch, let_in
):
    def full(*_):
        raise UnwritableError("No room.")

    def let():
        if let_in == "a person":
            people.add_person(opened, cards.new_slot("Eve Tester", "chair", THEIRS, FLOOR))
        else:
            recovery.new_recovery_code(opened)

    before = opened.keys.current()
    with monkeypatch.context() as patched:
        patched.setattr(rekeying, "_encrypt_anew", full)
        with pytest.raises(UnwritableError):
            people.remove_person(opened, second.id)
        with pytest.raises(UnwritableError, match="next opened"):
            let()
    let()
    assert opened.keys.current() != before
    assert len(opened.keys.content["slots"]) == 2
    me = opened.person.id
    opened.close()
    vault.unlock(folder, PASSPHRASE, person=me).close()


def test_nobody_removes_themselves(opened):
    with pytest.raises(VaultError, match="themselves"):
        people.remove_person(opened, opened.person.id)
    with pytest.raises(ChoosePersonError):
        people.remove_person(opened, "0" * 16)


def test_refused_tries_wait_beside_the_vault_without_what_was_typed(folder):
    (person,) = vault.people(folder)
    for _ in range(2):
        with pytest.raises(WrongPassphraseError):
            vault.unlock(folder, "an-invented-wrong-sample", person=person.id)
    assert [slot for _, slot in attempts.refused_attempts(folder)] == [person.id] * 2
    assert b"wrong" not in (folder / attempts.NAME).read_bytes()
    attempts.forget(folder)
    assert attempts.refused_attempts(folder) == ()


@pytest.mark.parametrize("raw", [b"", b"{", b"[1, [2]]", b"[" * 30_000, b" " * 40_000, b'[["x", "y"]]', b'{"a": 1}'])
def test_a_spoilt_note_of_refused_tries_is_passed_over(folder, raw):
    (folder / attempts.NAME).write_bytes(raw)
    assert attempts.refused_attempts(folder) == ()


def test_the_note_of_refused_tries_stays_small(folder, clock):
    for _ in range(attempts.MOST + 20):
        attempts.refuse(folder, "ab", clock())
    assert len(attempts.refused_attempts(folder)) == attempts.MOST


@pytest.mark.parametrize(("role", "others", "everything"), [
    ("administrator", ["chair"], True), ("chair", ["chair", "minute-taker"], True),
    ("chair", ["chair", "manager"], False), ("minute-taker", ["minute-taker"], True),
    ("minute-taker", ["chair", "minute-taker"], False), ("nobody", [], False),
])  # fmt: skip
def test_what_a_role_is_offered(role, others, everything):
    assert (roles.offered(role, others) == roles.EVERYTHING) is everything


def test_a_change_of_key_that_was_taken_though_the_disk_said_no_is_settled(opened, second, folder, monkeypatch):
    real = rekeying._encrypt_anew

    def takes_and_complains(*arguments):
        real(*arguments)
        raise UnwritableError("The disk said no.")

    before = opened.keys.current()
    monkeypatch.setattr(rekeying, "_encrypt_anew", takes_and_complains)
    people.change_key(opened)
    people.change_key(opened)
    assert opened.keys.current() != before
    opened.close()
    vault.unlock(folder, PASSPHRASE, person=opened.person.id).close()
