"""A vault whose key files were changed at random opens the right record or says why not, and is never made worse."""

import shutil
from contextlib import suppress

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cremeet.errors import NewerVaultError, VaultError
from cremeet.models import Child
from cremeet.vault import keyfile, slots, vault
from cremeet.vault.thread import unit_of_work
from tests import factory
from tests.vault.made import PASSPHRASE, PERSON, child, quick

MANY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module", autouse=True)
def at_once():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slots, "_derive", quick)
        yield


@pytest.fixture(scope="module")
def whole(at_once, tmp_path_factory):
    place = tmp_path_factory.mktemp("whole") / "Whole"
    with vault.create(place, person=PERSON, role="chair", passphrase=PASSPHRASE, cost=slots.FLOOR) as made:
        with unit_of_work(made.engine, factory.context()) as session:
            session.add(child())
        return made.folder


@st.composite
def spoilt(draw, raw):
    """Return `raw` with some bytes flipped, cut, put in or taken out: always different from before."""
    at = draw(st.integers(0, len(raw) - 1))
    how = draw(st.sampled_from(["flip", "cut", "insert", "remove", "swap"]))
    if how == "flip":
        return raw[:at] + bytes([raw[at] ^ draw(st.integers(1, 255))]) + raw[at + 1 :]
    if how == "cut":
        return raw[:at]
    if how == "insert":
        return raw[:at] + draw(st.binary(min_size=1, max_size=9)) + raw[at:]
    if how == "remove":
        return raw[:at] + raw[at + draw(st.integers(1, 60)) :]
    other = draw(st.integers(0, len(raw) - 1).filter(lambda other: raw[other] != raw[at]))
    swapped = bytearray(raw)
    swapped[at], swapped[other] = swapped[other], swapped[at]
    return bytes(swapped)


def opens(folder):
    chosen = vault.people(folder)[0].id
    with (
        vault.unlock(folder, PASSPHRASE, person=chosen) as opened,
        unit_of_work(opened.engine, factory.context()) as session,
    ):
        return session.scalar(sa.select(Child.family_name)) == "Testwood"


@MANY
@given(data=st.data(), which=st.sampled_from([0, 1]))
def test_one_copy_changed_at_random_never_keeps_anybody_out(whole, data, which):
    raw = (whole / "keys.json").read_bytes()
    copies = keyfile.copies(whole / "keys.json")
    worse = data.draw(spoilt(raw))
    try:
        copies[which].write_bytes(worse)
        assert opens(whole)
        assert copies[1 - which].read_bytes() == raw
        if copies[which].read_bytes() != raw:  # left alone: it means the same, or says that a newer program wrote it
            with suppress(NewerVaultError):
                assert keyfile.parse(worse) == keyfile.parse(raw)
    finally:
        for copy in copies:
            copy.write_bytes(raw)


@MANY
@given(data=st.data())
def test_both_copies_changed_at_random_open_the_right_record_or_say_why_not(whole, data):
    raw = (whole / "keys.json").read_bytes()
    copies = keyfile.copies(whole / "keys.json")
    worse = [data.draw(spoilt(raw)) for _ in copies]
    try:
        for copy, content in zip(copies, worse, strict=True):
            copy.write_bytes(content)
        said = None
        try:
            assert opens(whole)
        except VaultError as error:
            said = str(error)
        assert said is None or (said.endswith(".") and [copy.read_bytes() for copy in copies] == worse)
    finally:
        for copy in copies:
            copy.write_bytes(raw)


def test_the_changes_do_keep_people_out_where_no_other_copy_helps(whole, tmp_path):
    """The control: the same kind of change to both copies is refused."""
    folder = shutil.copytree(whole, tmp_path / "Spoilt.cremeet")
    for copy in keyfile.copies(folder / "keys.json"):
        raw = bytearray(copy.read_bytes())
        raw[len(raw) // 2] ^= 1
        copy.write_bytes(raw)
    with pytest.raises(VaultError):
        vault.unlock(folder, PASSPHRASE)


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=12, max_size=60).filter(lambda words: words.strip() and len(set(words)) > 8))
def test_any_passphrase_in_any_script_opens_what_it_closed(passphrase):
    vault_id = keyfile.new_vault_id()
    slot = slots.make_slot(PERSON, "chair", passphrase, slots.FLOOR)
    content = keyfile.fresh(bytes(range(32)), [slot], vault_id)
    assert keyfile.open_with(keyfile.parse(slots.canonical(content)), passphrase).key == bytes(range(32))
    with pytest.raises(VaultError):
        keyfile.open_with(content, passphrase + "\u0301x")
