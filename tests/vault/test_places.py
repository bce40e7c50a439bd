"""Where a vault may lie: each wrong place is made up from a machine's answers, and an ordinary one passes beside it."""

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from cremeet.errors import ExportError, PlaceError, UnwritableError, VaultError
from cremeet.vault import places, vault
from cremeet.vault.slots import FLOOR
from cremeet.vault.surroundings import Surroundings, here, takes_writing
from tests.vault.made import PASSPHRASE, PERSON

LINUX = Surroundings(
    platform="linux", environment={}, home=Path("/abode/minnie"), resolve=os.path.abspath, writable=lambda _: True
)
WINDOWS = Surroundings(
    platform="win32",
    environment={"OneDrive": "", "APPDATA": ""},
    home=Path(r"C:\Abode\minnie"),
    resolve=str,
    writable=lambda _: True,
    drive_type=lambda root: 4 if root.upper().startswith("Z") else 3,
)
MOUNTS = """\
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - {root} /dev/vda rw
28 27 0:40 / /abode rw,relatime - ext4 /dev/vdb rw
29 28 0:41 / /abode/minnie/our\\040share rw,relatime shared:7 master:1 - {kind} server:/share rw
30 1 broken
"""


def mounted(kind: str, root: str = "ext4") -> Surroundings:
    return replace(LINUX, mounts=lambda: MOUNTS.format(kind=kind, root=root))


def refusal(folder: str | Path, around: Surroundings) -> str:
    refused = places.trouble(Path(folder), around)
    return str(refused) if refused else ""


SHARE = "/abode/minnie/our share/Team.cremeet"


@pytest.mark.parametrize(
    "kind",
    ["nfs", "nfs4", "cifs", "smb3", "davfs", "9p", "fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.gvfsd-fuse"],
)
def test_a_network_share_is_refused_on_linux_with_the_reason_and_the_way_out(kind):
    said = refusal(SHARE, mounted(kind))
    assert "network share" in said
    assert "own disk" in said
    assert refusal("/abode/minnie/Team.cremeet", mounted(kind)) == ""  # beside the share, not on it
    assert refusal("/abode/minnie/our share two/Team.cremeet", mounted(kind)) == ""


@pytest.mark.parametrize("kind", ["ext4", "btrfs", "xfs", "vfat", "exfat", "fuseblk", "fuse.gocryptfs", "tmpfs"])
def test_a_disk_or_a_stick_of_this_computer_passes_on_linux(kind):
    assert refusal(SHARE, mounted(kind)) == ""


def test_the_root_of_a_sandbox_passes_and_of_two_mounts_at_one_place_the_last_counts():
    assert refusal("/srv/Team.cremeet", mounted("ext4", root="9p")) == ""
    assert "network" in refusal("/srv/Team.cremeet", mounted("ext4", root="nfs"))
    over = mounted("nfs").mounts() + MOUNTS.splitlines()[3].format(kind="ext4")
    assert refusal(SHARE, replace(LINUX, mounts=lambda: over)) == ""


@pytest.mark.parametrize(
    "place",
    [
        r"\\server\share\Team.cremeet",
        "//server/share/Team.cremeet",
        r"\\?\UNC\server\share\Team.cremeet",
        r"\\wsl.localhost\Debian\Team.cremeet",
        r"Z:\Team.cremeet",
        r"\\?\z:\Team.cremeet",
    ],
)
def test_a_network_share_is_refused_on_windows(place):
    assert "network share" in refusal(place, WINDOWS)


def test_a_letter_that_leads_to_a_share_is_followed_on_windows():
    assert "network" in refusal(r"M:\Team.cremeet", replace(WINDOWS, resolve=lambda _: r"\\server\home\Team.cremeet"))


@pytest.mark.parametrize(
    "place",
    [
        r"C:\Abode\minnie\AppData\Local\cremeet\Team.cremeet",
        r"\\?\C:\Abode\minnie\Team.cremeet",
        r"D:\Team.cremeet",
        r"C:\Abode\minnie\Documents\OneDriver\Team.cremeet",
        r"C:\Abode\minnie\Boxes\Dropbox.cremeet",
        r"C:\Work\Box\Team.cremeet",
    ],
)
def test_an_ordinary_folder_passes_on_windows(place):
    assert refusal(place, WINDOWS) == ""


@pytest.mark.parametrize(
    ("place", "service"),
    [
        (r"C:\Abode\minnie\OneDrive - Testshire Council\Documents\Team.cremeet", "OneDrive"),
        (r"C:\Abode\minnie\onedrive\Team.cremeet", "OneDrive"),
        (r"D:\Dropbox (Testshire)\Team.cremeet", "Dropbox"),
        (r"G:\My Drive\Team.cremeet", "Google Drive"),
        (r"C:\Abode\minnie\iCloudDrive\Team.cremeet", "iCloud Drive"),
        (r"C:\Abode\minnie\Nextcloud\Team.cremeet", "Nextcloud"),
        (r"C:\Abode\minnie\Box\Team.cremeet", "Box"),
        (r"C:\Abode\minnie\Testshire Council\Safeguarding - Documents\Team.cremeet", "SharePoint"),
    ],
)
def test_the_usual_names_of_synchronised_folders_are_known(place, service):
    said = refusal(place, WINDOWS)
    assert said.startswith(f"{service} synchronises that folder")
    assert "own disk" in said


def test_icloud_and_other_services_are_known_on_a_mac():
    mac = replace(LINUX, platform="darwin")
    assert "iCloud" in refusal("/abode/minnie/Library/Mobile Documents/com~apple~CloudDocs/Team.cremeet", mac)
    assert "synchronises" in refusal("/abode/minnie/Library/CloudStorage/Box-Box/Team.cremeet", mac)
    assert refusal("/abode/minnie/Library/Application Support/cremeet/Team.cremeet", mac) == ""


@pytest.mark.parametrize("variable", ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"])
def test_where_the_environment_says_onedrive_is_any_name_is_refused(variable):
    around = replace(WINDOWS, environment={variable: r"C:\Files\Mine"})
    assert "OneDrive" in refusal(r"c:\files\MINE\Team.cremeet", around)
    assert refusal(r"C:\Files\Mine too\Team.cremeet", around) == ""


def test_a_library_that_sharepoint_synchronises_is_refused_by_what_windows_has_registered():
    around = replace(WINDOWS, engines=lambda: (r"C:\Sites\Testshire",))
    assert "SharePoint" in refusal(r"C:\Sites\Testshire\Team.cremeet", around)
    assert refusal(r"C:\Sites\Team.cremeet", around) == ""


@pytest.mark.parametrize(
    ("marker", "service"),
    [
        (".dropbox", "Dropbox"),
        (".dropbox.cache", "Dropbox"),
        (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
        (".tmp.driveupload", "Google Drive"),
        (".nextcloudsync.log", "Nextcloud"),
        (".owncloudsync.log", "ownCloud"),
        (".stfolder", "Syncthing"),
    ],
)
def test_what_a_service_leaves_at_the_top_of_its_folder_is_seen_from_any_depth(tmp_path, marker, service):
    around = replace(LINUX, home=tmp_path)
    place = tmp_path / "files" / "deep" / "Team.cremeet"
    (tmp_path / "files").mkdir()
    assert refusal(place, around) == ""
    (tmp_path / "files" / marker).touch()
    assert service in refusal(place, around)


def test_the_settings_of_dropbox_in_the_home_folder_do_not_condemn_the_home_folder(tmp_path):
    (tmp_path / ".dropbox").mkdir()
    around = replace(LINUX, home=tmp_path)
    assert refusal(tmp_path / "Team.cremeet", around) == ""
    info = {"business": {"path": str(tmp_path / "Shared files"), "host": 1}, "odd": []}
    (tmp_path / ".dropbox" / "info.json").write_text(json.dumps(info))
    assert "Dropbox" in refusal(tmp_path / "Shared files" / "Team.cremeet", around)
    assert refusal(tmp_path / "Team.cremeet", around) == ""


@pytest.mark.parametrize(("name", "file"), [("Nextcloud", "nextcloud.cfg"), ("ownCloud", "owncloud.cfg")])
def test_where_nextcloud_says_it_synchronises_is_read_from_its_settings(tmp_path, name, file):
    (tmp_path / ".config" / name).mkdir(parents=True)
    (tmp_path / ".config" / name / file).write_text(
        f"[Accounts]\n0\\Folders\\1\\localPath={tmp_path}/kept/\n0\\url=https://example.invalid\n"
    )
    around = replace(LINUX, home=tmp_path)
    assert name in refusal(tmp_path / "kept" / "Team.cremeet", around)
    assert refusal(tmp_path / "other" / "Team.cremeet", around) == ""


@pytest.mark.skipif(os.name != "posix", reason="making a link needs rights on Windows")
def test_links_are_followed_both_ways(tmp_path):
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "plain").symlink_to(tmp_path / "Dropbox")
    around = replace(LINUX, home=tmp_path, resolve=os.path.realpath)
    assert "Dropbox" in refusal(tmp_path / "plain" / "Team.cremeet", around)


def test_a_place_that_cannot_be_written_is_refused_and_an_existing_vault_told_to_be_copied(folder):
    around = replace(LINUX, writable=lambda _: False)
    with pytest.raises(UnwritableError, match="Choose a folder of your own"):
        places.check(folder.parent / "New.cremeet", around)
    with pytest.raises(UnwritableError, match=r"Copy the whole folder Invented\.cremeet .* and open it there"):
        places.check(folder, around)


def test_an_existing_vault_is_told_to_be_moved_and_one_that_is_made_to_be_put_elsewhere(folder):
    around = replace(LINUX, mounts=lambda: "9 1 0:1 / / rw - nfs server:/ rw\n")
    with pytest.raises(PlaceError, match=r"Move the whole folder Invented\.cremeet .* leave no copy behind"):
        places.check(folder, around)
    with pytest.raises(PlaceError, match="Choose a folder"):
        places.check(folder.parent / "New.cremeet", around)


def test_the_folder_offered_is_named_unless_it_is_a_wrong_one_itself(monkeypatch):
    monkeypatch.setattr("cremeet.paths.vaults_folder", lambda: Path("/abode/minnie/vaults"))
    assert "such as /abode/minnie/vaults" in refusal(SHARE, mounted("nfs"))
    assert "such as" not in refusal(SHARE, mounted("ext4", root="nfs")) + refusal(
        "/x.cremeet", replace(LINUX, mounts=lambda: "9 1 0:1 / / rw - nfs server:/ rw\n")
    )


def test_writing_is_tried_for_real_and_leaves_nothing(tmp_path):
    assert takes_writing(tmp_path)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").touch()
    assert not takes_writing(tmp_path / "file")
    assert not takes_writing(tmp_path / "missing")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="rights do not hold back an administrator")
def test_a_folder_without_the_right_to_write_is_refused(folder):
    folder.chmod(0o500)
    try:
        with pytest.raises(UnwritableError, match="Copy the whole folder"):
            vault.unlock(folder, PASSPHRASE)
    finally:
        folder.chmod(0o700)


@pytest.mark.parametrize("place", ["", ".", "\0", "x" * 5000, "\udcff", "a\nb", "/proc/self/mem/x", "~"])
@pytest.mark.parametrize("around", [LINUX, WINDOWS, mounted("nfs"), here()])
def test_the_question_never_raises(place, around):
    assert places.trouble(Path(place), around) is None or isinstance(places.trouble(Path(place), around), VaultError)


def test_a_vault_is_neither_made_nor_opened_in_a_wrong_place(folder, tmp_path, monkeypatch):
    synced = tmp_path / "Dropbox"
    synced.mkdir()
    with pytest.raises(PlaceError, match="Dropbox"):
        vault.create(synced / "Ours", person=PERSON, role="chair", passphrase=PASSPHRASE, cost=FLOOR)
    assert list(synced.iterdir()) == []
    moved = folder.rename(synced / folder.name)
    before = {path.name: path.read_bytes() for path in moved.iterdir()}
    with pytest.raises(PlaceError, match="Move the whole folder"):
        vault.unlock(moved, PASSPHRASE)
    assert {path.name: path.read_bytes() for path in moved.iterdir()} == before
    vault.unlock(moved.rename(tmp_path / "Moved.cremeet"), PASSPHRASE).close()


def test_the_question_is_quick(folder):
    """The best of many: ten milliseconds is what an unlock can give away (0.3 ms was measured)."""
    around, took = here(), []
    for _ in range(20):
        start = time.perf_counter()
        assert places.trouble(folder, around) is None
        took.append(time.perf_counter() - start)
    assert min(took) < 0.010


HOLDS = """
import sys, time
from pathlib import Path
from cremeet.vault import vault
from tests.vault.made import PASSPHRASE
opened = vault.unlock(Path(sys.argv[1]), PASSPHRASE)
print("open", flush=True)
sys.stdin.read()
"""


def test_a_second_program_is_refused_and_the_vault_is_free_after_a_kill(folder):
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", HOLDS, str(folder)]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "open\n"
        with pytest.raises(VaultError, match="open already") as refused:
            vault.unlock(folder, PASSPHRASE)
        assert "another window" in str(refused.value)
        other.kill()
        other.wait()
        vault.unlock(folder, PASSPHRASE).close()


def test_where_copies_leave_this_computer_is_said_and_not_refused():
    assert "network share" in places.carried_away(Path(SHARE).parent, mounted("cifs"))
    assert places.carried_away(Path(SHARE).parent, mounted("ext4")) == ""
    onedrive = replace(mounted("ext4"), environment={"OneDrive": "/abode/minnie/x"})
    assert "OneDrive" in places.carried_away(Path("/abode/minnie/x/copies"), onedrive)


def test_nothing_else_is_written_into_a_vault_by_whatever_way_it_is_named(tmp_path):
    inner = tmp_path / "North.Cremeet" / "papers"
    inner.mkdir(parents=True)
    link = tmp_path / "link"
    link.symlink_to(inner)
    for inside in (inner, inner.parent, link, tmp_path / "x" / ".." / "North.Cremeet"):
        with pytest.raises(ExportError):
            places.refuse_inside_vault(inside)
    places.refuse_inside_vault(tmp_path)
    places.refuse_inside_vault(Path("no\0path"))
