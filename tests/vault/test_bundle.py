"""One file with a whole vault in it: made whole, and refused when anything about it is not as it was made."""

import contextlib
import io
import json
import os
import struct
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cremeet.errors import BundleError, NewerVaultError, VaultError
from cremeet.vault import bundle, keyfile, vault
from tests.vault.made import PASSPHRASE


@pytest.fixture(scope="module")
def packed(pattern, tmp_path_factory):
    file = tmp_path_factory.mktemp("packed") / "whole.bundle"
    bundle.pack(pattern / "record.db", keyfile.read(pattern / "keys.json"), file, kind=bundle.BACKUP)
    return file


def refused(raw, tmp_path, kind=BundleError):
    file, folder = tmp_path / "hostile.bundle", tmp_path / "out"
    file.write_bytes(raw)
    with pytest.raises(kind) as told:
        bundle.unpack(file, folder)
    assert not folder.exists(), "nothing is left of it"
    with pytest.raises(kind):
        bundle.check(file)
    return str(told.value)


def rebuilt(packed, change=None, **instead):
    """Return the bundle built anew by other hands, with some members changed, left out (None) or added."""
    with zipfile.ZipFile(packed) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    if change:
        said = json.loads(members["manifest.json"])
        change(said)
        members["manifest.json"] = json.dumps(said).encode()
    members |= {name.replace("__", "."): raw for name, raw in instead.items()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, raw in members.items():
            if raw is not None:
                archive.writestr(name, raw)
    return made.getvalue()


def test_what_comes_out_is_what_went_in_and_opens(packed, pattern, tmp_path):
    said = bundle.unpack(packed, tmp_path / "Out.cremeet")
    assert (tmp_path / "Out.cremeet" / "record.db").read_bytes() == (pattern / "record.db").read_bytes()
    assert keyfile.read(tmp_path / "Out.cremeet" / "keys.json") == keyfile.read(pattern / "keys.json")
    assert said == bundle.check(packed) == bundle.manifest(packed)
    assert bundle.keys_of(packed)["vault"] == said.vault
    vault.unlock(tmp_path / "Out.cremeet", PASSPHRASE).close()


def test_it_is_readable_by_its_owner_alone_and_names_nobody(packed):
    if os.name == "posix":
        assert packed.stat().st_mode & 0o077 == 0
    assert b"Testwood" not in packed.read_bytes()


def test_built_by_other_hands_the_same_way_it_opens_too(packed, tmp_path):
    """The positive control: what the hostile cases change is what gets them refused."""
    (tmp_path / "other.bundle").write_bytes(rebuilt(packed))
    bundle.check(tmp_path / "other.bundle")


@pytest.mark.parametrize(
    "raw", [b"", b"PK", b"not a zip at all, but long enough to be one", b"PK\x03\x04" + b"\0" * 64]
)
def test_what_is_no_bundle_is_refused(raw, tmp_path):
    refused(raw, tmp_path)


@pytest.mark.parametrize("instead", [
    {"keys__json": None}, {"record__db": None}, {"manifest__json": None}, {"more__txt": b"x"}, {"../keys__json": b"x"},
    {"/etc/passwd": b"x"}, {"record__db": b""}, {"record__db": b"x" * 4096}, {"keys__json": b"{}"},
    {"manifest__json": b"{}"}, {"manifest__json": b"[" * 10_000}, {"manifest__json": b" " * 20_000},
])  # fmt: skip
def test_members_missing_added_or_exchanged_are_refused(packed, tmp_path, instead):
    refused(rebuilt(packed, **instead), tmp_path)


@pytest.mark.parametrize("change", [
    lambda said: said.update(version=0), lambda said: said.update(version=True), lambda said: said.update(kind="other"),
    lambda said: said.update(vault="0" * 32), lambda said: said.update(made_at="yesterday"),
    lambda said: said.update(made_at="2026-02-31T00:00:00Z"), lambda said: said.update(head={"seq": 1}),
    lambda said: said.update(more=1), lambda said: said["files"].pop("keys.json"),
    lambda said: said["files"]["record.db"].update(size=4096), lambda said: said["files"]["record.db"].update(size=1e9),
    lambda said: said["files"]["record.db"].update(sha256="0" * 64), lambda said: said.pop("head"),
])  # fmt: skip
def test_a_manifest_that_says_something_else_is_refused(packed, tmp_path, change):
    refused(rebuilt(packed, change), tmp_path)


def test_one_from_the_future_has_its_own_sentence(packed, tmp_path):
    assert "newer" in refused(rebuilt(packed, lambda said: said.update(version=2)), tmp_path, NewerVaultError)


def test_a_bomb_is_refused_before_it_is_unfolded(packed, tmp_path):
    made = io.BytesIO()
    with zipfile.ZipFile(packed) as archive, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as other:
        for name in archive.namelist():
            other.writestr(name, archive.read(name))
    refused(made.getvalue(), tmp_path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_twice_is_refused(packed, tmp_path):
    made = io.BytesIO()
    with zipfile.ZipFile(packed) as archive, zipfile.ZipFile(made, "w") as other:
        for name in [*archive.namelist(), "keys.json"]:
            other.writestr(name, archive.read(name))
    refused(made.getvalue(), tmp_path)


def test_a_cipher_a_comment_and_anything_before_or_behind_are_refused(packed, tmp_path):
    raw = packed.read_bytes()
    central = raw.index(b"PK\x01\x02")
    sealed = bytearray(raw)
    sealed[central + 8] |= 1
    for hostile in (bytes(sealed), b"before" + raw, raw + b"behind", raw[:-2] + struct.pack("<H", 6) + b"behind"):
        refused(hostile, tmp_path)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_one_changed_byte_or_a_cut_never_gets_through(packed, tmp_path, data):
    raw = bytearray(packed.read_bytes())
    place = data.draw(st.integers(0, len(raw) - 1))
    if data.draw(st.booleans()):
        raw[place] ^= data.draw(st.integers(1, 255))
    else:
        del raw[place:]
    file, folder = tmp_path / "changed.bundle", tmp_path / "changed"
    file.write_bytes(raw)
    with contextlib.suppress(VaultError):
        bundle.unpack(file, folder)
    if folder.exists():  # a byte of the zip's own that says nothing: what came out is the same all the same
        with zipfile.ZipFile(packed) as archive:
            assert (folder / "record.db").read_bytes() == archive.read("record.db")
            assert keyfile.read(folder / "keys.json") == json.loads(archive.read("keys.json"))
        for each in folder.iterdir():
            each.unlink()
        folder.rmdir()


def test_nothing_there_and_a_folder_are_said(tmp_path):
    with pytest.raises(BundleError, match="no such file"):
        bundle.check(tmp_path / "nowhere")
    with pytest.raises(BundleError, match="folder"):
        bundle.check(tmp_path)
