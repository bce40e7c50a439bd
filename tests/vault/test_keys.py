"""What an open vault does with its keys: signs its key file anew, and ends a change of key that was interrupted."""

import json

import pytest

from cremeet.errors import KeyFileError, UnwritableError
from cremeet.vault import connection, keyfile, vault
from cremeet.vault.thread import RecordThread
from tests import factory
from tests.vault.made import PASSPHRASE

OTHER = bytes(range(32, 64))


@pytest.fixture
def opened(folder):
    with vault.unlock(folder, PASSPHRASE) as made:
        yield made


def test_a_change_is_signed_one_generation_on_in_both_copies(opened, folder):
    before = keyfile.read(folder / "keys.json")
    opened.sign(anchor={"seq": 7, "mac": "ab" * 32})
    for copy in keyfile.copies(folder / "keys.json"):
        now = keyfile.read(copy)
        assert now["gen"] == before["gen"] + 1
        assert now["anchor"] == {"seq": 7, "mac": "ab" * 32}
        assert keyfile.open_with(now, PASSPHRASE).key == opened.keys.current()
    assert opened.id == before["vault"]


@pytest.mark.parametrize("fields", [
    {"anchor": {"seq": -1, "mac": "ab" * 32}}, {"anchor": {"seq": 1, "mac": "zz"}}, {"custody": {"state": "lost"}},
    {"custody": {"state": "here", "term": 0, "to": "", "at": ""}}, {"next": {}}, {"slots": []}, {"more": 1},
])  # fmt: skip
def test_what_would_be_no_key_file_is_never_written(opened, folder, fields):
    before = (folder / "keys.json").read_bytes()
    with pytest.raises(ValueError, match="key file"):
        opened.sign(**fields)
    assert (folder / "keys.json").read_bytes() == before


def test_a_disk_that_takes_nothing_is_said_and_the_old_file_stands(opened, folder, monkeypatch):
    before = (folder / "keys.json").read_bytes()

    def full(*_):
        raise OSError

    monkeypatch.setattr(keyfile, "write_whole", full)
    with pytest.raises(UnwritableError):
        opened.sign(anchor=None)
    assert (folder / "keys.json").read_bytes() == before


@pytest.mark.parametrize("field", ["anchor", "custody", "next"])
def test_custody_and_anchor_are_authenticated(folder, field):
    forged = {
        "anchor": {"seq": 9, "mac": "cd" * 32},
        "custody": {"state": "handed", "term": 2, "to": "Somebody Invented", "at": "2026-11-23T09:30:00Z"},
        "next": keyfile.read(folder / "keys.json")["current"],
    }
    for copy in keyfile.copies(folder / "keys.json"):
        copy.write_text(json.dumps(json.loads(copy.read_text("utf-8")) | {field: forged[field]}), "utf-8")
    with pytest.raises(KeyFileError):
        vault.unlock(folder, PASSPHRASE)


@pytest.mark.parametrize("rekeyed", [False, True])
def test_an_interrupted_change_of_key_is_ended_either_way(folder, rekeyed):
    with vault.unlock(folder, PASSPHRASE) as first:
        first.sign(next=keyfile.seal_all(OTHER, first.keys.content["slots"], first.id))
        old = first.keys.current()
    if rekeyed:
        raw = connection.sqlcipher.connect(str(folder / "record.db"))
        raw.execute(f"PRAGMA key = \"x'{old.hex()}'\"")
        raw.execute(f"PRAGMA rekey = \"x'{OTHER.hex()}'\"")
        raw.close()
    with vault.unlock(folder, PASSPHRASE) as again:
        assert again.keys.current() == OTHER
        assert again.keys.content["next"] is None
    opened = keyfile.open_with(keyfile.read(folder / "keys.json"), PASSPHRASE)
    assert (opened.key, opened.next) == (OTHER, None)
    vault.unlock(folder, PASSPHRASE).close()


def test_work_apart_runs_between_units_and_tells_its_errors(engine):
    thread = RecordThread(engine, factory.context(), lambda _: None)
    thread.start()
    assert thread.apart(lambda: 3).result(timeout=20) == 3

    def fails():
        raise UnwritableError("No room.")

    with pytest.raises(UnwritableError):
        thread.apart(fails).result(timeout=20)
    thread.stop()
