import base64
import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cremeet.errors import KeyFileError, NewerVaultError, VaultError, WrongPassphraseError
from cremeet.vault import keyfile, slots
from cremeet.vault.slots import FLOOR, LIMITS, Cost, calibrate, canonical, make_slot

WORDS = "invented-sample-pretend-words"


@pytest.fixture(scope="module")
def key():
    return bytes(range(32))


@pytest.fixture(scope="module")
def content(key):
    vault_id = keyfile.new_vault_id()
    return keyfile.fresh(key, [make_slot("Minnie Taker", "chair", WORDS, FLOOR)], vault_id)


def changed(content, *path, to):
    spoilt = copy.deepcopy(content)
    at = spoilt
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = to
    return spoilt


def opened(content, passphrase=WORDS):
    return keyfile.open_with(keyfile.parse(canonical(content)), passphrase).key


def test_a_passphrase_opens_the_key_that_was_sealed(content, key):
    assert opened(content) == key
    with pytest.raises(WrongPassphraseError):
        opened(content, WORDS + "x")


def test_the_key_file_never_holds_the_key_or_the_passphrase(content, key):
    raw = canonical(content)
    assert b"Minnie Taker" in raw  # what does stand there is found
    for secret in (WORDS.encode(), key, slots.encode(key).encode(), key.hex().encode()):
        assert secret not in raw


def test_two_vaults_share_nothing_although_name_and_passphrase_are_the_same(content, key):
    vault_id = keyfile.new_vault_id()
    other = keyfile.fresh(key, [make_slot("Minnie Taker", "chair", WORDS, FLOOR)], vault_id)
    slot, another = content["slots"][0], other["slots"][0]
    for field in ("id", "pub", "nonce", "wrapped"):
        assert slot[field] != another[field]
    assert slot["kdf"]["salt"] != another["kdf"]["salt"]
    moved = changed(content, "vault", to=other["vault"])
    with pytest.raises(VaultError):
        opened(moved)


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", "Mallory Other"), ("role", "administrator"), ("id", "0" * 16), ("kind", "recovery")],
)
def test_a_slot_that_was_edited_does_not_open(content, field, value):
    edited = changed(content, "slots", 0, field, to=value)
    if field == "id":
        edited["current"]["sealed"] = {value: edited["current"]["sealed"].popitem()[1]}
    with pytest.raises(VaultError):
        opened(edited)


@pytest.mark.parametrize(("name", "value"), [("m", 131_072), ("t", 4), ("p", 5)])
def test_a_derivation_that_was_edited_does_not_open(content, name, value):
    with pytest.raises(VaultError):
        opened(changed(content, "slots", 0, "kdf", name, to=value))


@pytest.mark.parametrize("name", ["m", "t", "p"])
def test_a_derivation_outside_the_limits_is_refused_before_it_is_tried(content, name, monkeypatch):
    monkeypatch.setattr(slots, "_derive", lambda *_: pytest.fail("it was derived"))
    low, high = LIMITS[name]
    for value in (low - 1, high + 1, 0, -1, 10**12, True, 3.0, "3", None):
        with pytest.raises(KeyFileError):
            opened(changed(content, "slots", 0, "kdf", name, to=value))


def test_a_generation_or_mac_that_was_edited_is_found(content):
    for edited in (changed(content, "gen", to=2), changed(content, "mac", to=slots.encode(bytes(32)))):
        with pytest.raises(KeyFileError, match="outside cremeet"):
            opened(edited)


def test_another_spelling_of_the_same_seal_is_refused(content):
    """The last letter of 32 bytes in base64 has two bits that stand for nothing."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    mac = content["mac"]
    other = mac[:-2] + letters[letters.index(mac[-2]) ^ 1] + mac[-1]
    assert base64.b64decode(other) == base64.b64decode(mac)
    with pytest.raises(KeyFileError):
        opened(content | {"mac": other})


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        b"1" * (keyfile.MAX_BYTES + 1),
        b'{"format":"cremeet-keys"}',
        b'{"format":"cremeet-keys","version":true}',
        b'{"format":"cremeet-keys","version":0}',
        b'{"format":"other","version":1}',
    ],
    ids=lambda raw: repr(raw[:30]),
)
def test_what_is_no_key_file_is_damaged(raw):
    with pytest.raises(KeyFileError, match="damaged"):
        keyfile.parse(raw)


def test_a_newer_key_file_is_told_from_a_damaged_one(content):
    with pytest.raises(NewerVaultError):
        keyfile.parse(canonical(content | {"version": 2}))


def paths_of(value, path=()):
    yield path
    for step in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield from paths_of(value[step], (*path, step))


JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 2**70), st.text(max_size=8), st.just([]), st.just({}), st.just("A" * 24)
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)
@given(data=st.data())
def test_a_changed_key_file_opens_the_right_key_or_says_in_one_sentence_why_not(content, key, monkeypatch, data):
    """Most changes are refused by shape; those that reach the derivation are given its answer at once, from memory."""
    right = _remembered(content)
    monkeypatch.setattr(slots, "_derive", lambda secret, cost, salt: right.get((secret, cost, salt), bytes(32)))
    path = data.draw(st.sampled_from([path for path in paths_of(content) if path]))
    spoilt = copy.deepcopy(content)
    at = spoilt
    for step in path[:-1]:
        at = at[step]
    if isinstance(at, dict) and data.draw(st.booleans()):
        del at[path[-1]]
    else:
        at[path[-1]] = data.draw(JUNK)
    raw = bytearray(json.dumps(spoilt).encode())
    if data.draw(st.booleans()):
        raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        answer = keyfile.open_with(keyfile.parse(bytes(raw)), WORDS).key
    except VaultError as error:
        answer = str(error)
    assert answer == key or (answer.endswith(".") and "\n" not in answer)


_MEMORY = {}


def _remembered(content):
    """Derive the one key that opens this content, once."""
    kdf = content["slots"][0]["kdf"]
    if kdf["salt"] not in _MEMORY:
        salt = slots.decode(kdf["salt"])
        asked = (WORDS.encode(), Cost(kdf["m"], kdf["t"], kdf["p"]), salt)
        _MEMORY[kdf["salt"]] = {asked: slots.wrapping_key(WORDS, kdf)}
    return _MEMORY[kdf["salt"]]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=300))
def test_any_bytes_are_refused_in_one_sentence(raw):
    with pytest.raises(VaultError):
        keyfile.parse(raw)


def test_saving_puts_the_spare_first_and_leaves_no_half_file(tmp_path, content, monkeypatch):
    order = []
    kept = keyfile.write_whole
    monkeypatch.setattr(keyfile, "write_whole", lambda target, raw: (order.append(target.name), kept(target, raw)))
    keyfile.save(tmp_path / "keys.json", content)
    assert order == ["keys.json.copy", "keys.json"]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["keys.json", "keys.json.copy"]
    assert keyfile.read(tmp_path / "keys.json") == content


def test_a_write_that_fails_keeps_what_was_there(tmp_path, content, monkeypatch):
    keyfile.save(tmp_path / "keys.json", content)

    def full(_):
        raise OSError(28, "full")

    monkeypatch.setattr(keyfile.os, "fsync", full)
    with pytest.raises(OSError, match="full"):
        keyfile.save(tmp_path / "keys.json", content | {"gen": 2})
    monkeypatch.undo()
    assert keyfile.candidates(tmp_path / "keys.json") == [content]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["keys.json", "keys.json.copy"]


def test_of_two_whole_copies_the_newer_is_tried_first(tmp_path, content):
    newer = content | {"gen": 7}
    (tmp_path / "keys.json").write_bytes(canonical(content))
    (tmp_path / "keys.json.copy").write_bytes(canonical(newer))
    assert [each["gen"] for each in keyfile.candidates(tmp_path / "keys.json")] == [7, 1]


def test_a_newer_programs_copy_is_never_mended_away(tmp_path, content):
    newer = canonical(content | {"version": 9})
    (tmp_path / "keys.json").write_bytes(canonical(content))
    (tmp_path / "keys.json.copy").write_bytes(newer)
    keyfile.mend(tmp_path / "keys.json", content)
    assert (tmp_path / "keys.json.copy").read_bytes() == newer


@pytest.mark.parametrize(("seconds", "memory"), [(10.0, FLOOR.m), (0.5, 2 * FLOOR.m), (0.0001, LIMITS["m"][1])])
def test_the_cost_follows_the_machine_within_the_limits(seconds, memory):
    assert calibrate(1.0, lambda _: seconds) == Cost(m=memory)


def test_a_machine_short_of_memory_says_so(content, monkeypatch):
    def short(*_):
        raise MemoryError

    monkeypatch.setattr(slots, "_derive", short)
    with pytest.raises(VaultError, match="memory"):
        opened(content)
