"""A practice meeting's vault: known by its record wherever it lies, and kept out of every way into a real vault."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cremeet import paths
from cremeet.errors import PlaceError, VaultError
from cremeet.services import packs
from cremeet.vault import backups, bundle, custody, handing, keyfile, people, recovery, rehearsing, slots, vault
from cremeet.vault.slots import FLOOR
from cremeet.vault.standing import HERE, Custody
from cremeet.vault.thread import unit_of_work
from tests import factory
from tests.vault.made import PASSPHRASE, PERSON, quick

WORDS = rehearsing.PASSPHRASE


@pytest.fixture(autouse=True)
def at_once(monkeypatch, tmp_path):
    """Derive keys at once, and keep vaults in the test's folder."""
    monkeypatch.setattr(slots, "_derive", quick)
    monkeypatch.setattr(paths, "vaults_folder", lambda: tmp_path / "vaults")


@pytest.fixture
def practised():
    """An empty practice meeting's vault in its own place, open."""
    place = paths.rehearsal_vault()
    with vault.create(place, person=PERSON, role="chair", passphrase=WORDS, cost=FLOOR, rehearsal=True) as opened:
        yield opened


def packed(opened, to, kind, **fields):
    """Pack a vault by hand, as the program itself refuses to."""
    content = keyfile.changed(opened.keys.content, opened.keys.current(), **fields)
    bundle.pack(opened.folder / vault.RECORD, content, to, kind=kind)
    return to


def test_the_mark_is_in_the_record_and_goes_with_every_copy_of_the_folder(practised, tmp_path):
    assert practised.rehearsal
    copied = shutil.copytree(practised.folder, tmp_path / "Real looking.cremeet")
    with vault.unlock(copied, WORDS) as opened:
        assert opened.rehearsal
    with vault.create(tmp_path / "Real", person=PERSON, role="chair", passphrase=PASSPHRASE, cost=FLOOR) as real:
        assert not real.rehearsal


def test_it_is_neither_backed_up_nor_handed_over(practised, tmp_path):
    with pytest.raises(VaultError, match="not backed up"):
        backups.make(practised)
    with pytest.raises(VaultError, match="not handed over"):
        handing.hand_over(practised, PERSON, tmp_path / "stick.cremeet-moving")
    assert not (practised.folder / backups.FOLDER).exists()
    assert not list(tmp_path.glob("stick*"))


def test_a_file_of_it_that_was_made_by_other_means_never_becomes_a_real_vault(practised, tmp_path):
    backup = packed(practised, tmp_path / "x.cremeet-backup", bundle.BACKUP)
    with pytest.raises(VaultError, match="holds a practice meeting"):
        backups.restore(backup, tmp_path / "restored", WORDS)
    arriving = Custody(HERE, 2, PERSON, factory.MONDAY).fields()
    moving = packed(practised, tmp_path / "x.cremeet-moving", bundle.HAND_OVER, custody=arriving)
    with pytest.raises(VaultError, match="holds a practice meeting"):
        custody.receive(moving, tmp_path, WORDS)
    assert not list(tmp_path.glob("**/x.cremeet"))


def test_a_real_file_is_taken_in_the_same_way_elsewhere_and_never_in_its_place(tmp_path):
    with vault.create(tmp_path / "Real", person=PERSON, role="chair", passphrase=PASSPHRASE, cost=FLOOR) as real:
        backup = backups.make(real, tmp_path / "kept")
        arriving = Custody(HERE, 2, PERSON, factory.MONDAY).fields()
        moving = packed(real, tmp_path / "Real.cremeet-moving", bundle.HAND_OVER, custody=arriving)
    within = paths.rehearsal_vault().parent
    with pytest.raises(PlaceError, match="deleted whole"):
        backups.restore(backup, within, PASSPHRASE)
    with pytest.raises(PlaceError, match="deleted whole"):
        custody.receive(moving, within, PASSPHRASE)
    with pytest.raises(PlaceError, match="deleted whole"):
        vault.create(within / "Real", person=PERSON, role="chair", passphrase=PASSPHRASE, cost=FLOOR)
    link = tmp_path / "link"
    within.mkdir(parents=True)
    link.symlink_to(within)
    with pytest.raises(PlaceError, match="deleted whole"):
        vault.create(link / "Real", person=PERSON, role="chair", passphrase=PASSPHRASE, cost=FLOOR)
    assert backups.restore(backup, tmp_path / "elsewhere", PASSPHRASE).is_dir()


def test_its_passphrase_and_its_people_stay_as_they_are(practised):
    before = practised.keys.content["slots"]
    with pytest.raises(VaultError, match="keeps its own passphrase"):
        people.change_passphrase(practised, WORDS, "otter-lemon-brick-tide", FLOOR)
    with pytest.raises(VaultError, match="keeps its own passphrase"):
        recovery.new_recovery_code(practised)
    assert practised.keys.content["slots"] == before


def test_whatever_practice_is_adopted_in_it_marks_every_page(practised, pack, session):
    with unit_of_work(practised.engine, factory.context()) as opened:
        packs.adopt(opened, pack)
        assert packs.practice(opened).marking.line.startswith("PRACTICE – invented")
    packs.adopt(session, pack)
    assert packs.practice(session).marking == pack.marking


def test_the_folder_has_a_place_of_its_own():
    assert paths.rehearsal_vault().parent.parent == Path(paths.vaults_folder())
