"""Killed at every step of handing over and of receiving: never two living copies, and never none that can be had."""

import json
import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cremeet.vault import custody, vault
from tests.vault.made import PASSPHRASE, PERSON

ROOT = Path(__file__).parents[2]

# Each kill is a fork that ends at its n-th step: a flush, a new name, a removal, a folder, or either side of a commit.
KILLS = """
import json, os, shutil, sys
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.orm import Session
from cremeet.clock import fixed_clock
from cremeet.errors import VaultError
from cremeet.vault import custody, slots, vault
from tests import factory
from tests.vault.made import PASSPHRASE, PERSON, quick

slots._derive = quick
what, made, place = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
at = fixed_clock(factory.MONDAY)
FOLDER, FILE = "ours/Invented.cremeet", "stick/Invented.cremeet-moving"

def die_at(step):
    def counted(name):
        real = getattr(os, name)
        def call(*given, **more):
            nonlocal step
            step -= 1
            if step < 0:
                os._exit(9)
            return real(*given, **more)
        setattr(os, name, call)
    def commit(_):
        nonlocal step
        step -= 1
        if step < 0:
            os._exit(9)
    for name in ("fsync", "replace", "rename", "unlink", "mkdir", "rmdir"):
        counted(name)
    event.listen(Session, "before_commit", commit)
    event.listen(Session, "after_commit", commit)

def work(here):
    if what == "hand over":
        opened = vault.unlock(here / FOLDER, PASSPHRASE)
        die_at(STEP)
        custody.hand_over(opened, PERSON, here / FILE, clock=at)
    elif what == "copy a living one":
        shutil.copytree(here / FOLDER, here / "ours/Second.cremeet")
    else:
        die_at(STEP)
        custody.receive(here / FILE, here / "ours", PASSPHRASE, clock=at).close()

def living(folder):
    try:
        with vault.unlock(folder, PASSPHRASE) as opened:
            return not opened.read_only
    except VaultError:
        return False

def look(here):
    # every folder that opens, whatever it is called, and the file under its own name
    found = {"named": living(here / FOLDER), "file": (here / FILE).exists()}
    found["living"] = sum(living(path.parent) for path in sorted((here / "ours").glob("*/record.db")))
    if not found["named"]:
        with custody.receive(here / FILE, here / "ours", PASSPHRASE, clock=at) as opened:
            found["received"] = not opened.read_only
    found["left"] = sorted(p.name for folder in ("ours", "stick") for p in (here / folder).iterdir())
    found["inside"] = sorted(p.name for p in (here / FOLDER).iterdir())
    print(json.dumps(found), flush=True)

def forked(does, here):
    child = os.fork()
    if not child:
        os.environ["XDG_STATE_HOME"] = str(here / "state")
        try:
            does(here)
        except BaseException:
            import traceback
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

for STEP in range(int(sys.argv[4]), 400, int(sys.argv[5])):
    here = place / str(STEP)
    shutil.copytree(made, here)
    ended = forked(work, here)
    if ended not in (0, 9):
        sys.exit(f"step {STEP} failed")
    if forked(look, here):
        sys.exit(f"what step {STEP} left cannot be looked at")
    shutil.rmtree(here)
    if ended == 0:
        break
"""


@pytest.fixture
def made(folder, tmp_path, monkeypatch):
    """A computer with a vault, and a stick."""
    place = tmp_path / "made"
    for name in ("ours", "stick", "state"):
        (place / name).mkdir(parents=True)
    shutil.move(folder, place / "ours")
    monkeypatch.setenv("XDG_STATE_HOME", str(place / "state"))
    quickly(place / "ours" / folder.name)
    return place


def quickly(folder):
    """Give the vault a slot that opens at once, by the stand-in for Argon2id that the kills use too."""
    from cremeet.vault import keyfile, slots
    from tests.vault.made import quick

    content = keyfile.read(folder / "keys.json")
    opened = keyfile.open_with(content, PASSPHRASE)
    real, slots._derive = slots._derive, quick
    try:
        slot = slots.make_slot(PERSON, "chair", PASSPHRASE, slots.FLOOR)
    finally:
        slots._derive = real
    keyfile.save(folder / "keys.json", keyfile.fresh(opened.key, [slot], content["vault"]))


EVERY = int(os.environ.get("CREMEET_KILLS_EVERY", "3"))
"""One step in three is enough for every day, another third each time; 1 is all of them."""


def kills(what, made, place):
    place.mkdir()
    steps = [str(secrets.randbelow(EVERY)), str(EVERY)]
    command = [sys.executable, "-c", KILLS, what, str(made), str(place), *steps]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stderr
    return [json.loads(line) for line in ran.stdout.splitlines()]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each kill is a fork")
def test_killed_at_any_step_of_a_hand_over_the_vault_lives_here_or_in_the_file_under_its_name(made, tmp_path):
    found = kills("hand over", made, tmp_path / "kills")
    assert len(found) > 20 // EVERY
    for each in found:
        assert each["living"] == (1 if each["named"] else 0)
        assert each["named"] != each["file"]  # never both, never neither
        assert each.get("received", True)
        assert {"moving.json", "moving.part"}.isdisjoint(each["inside"])
        assert not [name for name in each["left"] if name.endswith(".part")]
    assert {each["named"] for each in found} == {True, False}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each kill is a fork")
@pytest.mark.parametrize("replacing", [False, True])
def test_killed_at_any_step_of_a_receiving_it_can_be_received_again_and_lives_once(
    made, tmp_path, monkeypatch, replacing
):
    from cremeet.vault import slots
    from tests.vault.made import quick

    monkeypatch.setattr(slots, "_derive", quick)
    folder, file = made / "ours" / "Invented.cremeet", made / "stick" / f"Invented{custody.SUFFIX}"
    with vault.unlock(folder, PASSPHRASE) as opened:
        custody.hand_over(opened, PERSON, file)
    if not replacing:
        shutil.rmtree(folder)
    found = kills("receive", made, tmp_path / "kills")
    assert len(found) > 20 // EVERY
    for each in found:
        assert each["living"] == (1 if each["named"] else 0)
        assert each.get("received", True)
        assert each["left"] == ["Invented.cremeet", file.name]
    assert {each["named"] for each in found} == {True, False}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each kill is a fork")
def test_two_living_copies_would_be_seen(made, tmp_path):
    assert [each["living"] for each in kills("copy a living one", made, tmp_path / "kills")] == [2]
