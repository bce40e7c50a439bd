"""What stands in a vault's folder in the place of its files is refused, or passed over, at once and in one sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cremeet.errors import VaultError
from cremeet.vault import vault
from tests.vault.made import PASSPHRASE

ROOT = Path(__file__).parents[2]
OPENS = """
import sys
from pathlib import Path
from cremeet.vault import vault
vault.unlock(Path(sys.argv[1]), sys.argv[2]).close()
"""


def folder_there(path):
    path.mkdir()


def huge(path):
    path.touch()
    os.truncate(path, 4 << 30)


def nothing(path):
    path.touch()


def to_itself(path):
    path.symlink_to(path)


def to_a_device(path):
    path.symlink_to("/dev/zero")


STRANGERS = (folder_there, huge, nothing, to_itself, to_a_device)


@pytest.mark.skipif(os.name != "posix", reason="links and devices are made differently elsewhere")
@pytest.mark.parametrize("stranger", STRANGERS)
@pytest.mark.parametrize("name", ["record.db", "keys.json"])
def test_a_stranger_in_a_files_place_is_refused_in_one_sentence(folder, name, stranger):
    places = [folder / name] if name == "record.db" else [folder / "keys.json", folder / "keys.json.copy"]
    for place in places:
        place.unlink()
        stranger(place)
    with pytest.raises(VaultError) as refused:
        vault.unlock(folder, PASSPHRASE)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_in_place_of_one_copy_of_the_keys_holds_nobody_up(folder):
    """In a process of its own: what waits for a pipe's other end waits for ever."""
    (folder / "keys.json").unlink()
    os.mkfifo(folder / "keys.json")
    command = [sys.executable, "-c", OPENS, str(folder), PASSPHRASE]
    assert subprocess.run(command, cwd=ROOT, timeout=60, check=False).returncode == 0
    assert (folder / "keys.json").is_file()  # mended from its spare
