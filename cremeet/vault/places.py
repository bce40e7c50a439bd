"""Where a vault may lie: on this computer's own disk, where no service copies it away and it can be written.

A share keeps its promises about locks and flushing badly, and a record is lost by that; a synchronising service sends
pages away one by one, and brings old ones back. So both are refused, each with its reason and with the way out.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from cremeet import paths
from cremeet.errors import ExportError, PlaceError, UnwritableError, VaultError
from cremeet.vault.surroundings import DRIVE_REMOTE, Surroundings, here
from cremeet.vault.synchronised import service

_SHARES = frozenset(
    {"9p", "afs", "ceph", "cifs", "coda", "davfs", "glusterfs", "gpfs", "lustre", "ncp", "ncpfs", "nfs", "nfs4", "smb3"}
    | {"smbfs"}
    | {f"fuse.{kind}" for kind in ("afpfs", "ceph", "cifs", "curlftpfs", "davfs", "davfs2", "gcsfuse", "glusterfs")}
    | {f"fuse.{kind}" for kind in ("google-drive-ocamlfuse", "goofys", "gvfsd-fuse", "juicefs", "kio-fuse", "moosefs")}
    | {f"fuse.{kind}" for kind in ("onedriver", "pcloud", "rclone", "s3fs", "smbnetfs", "sshfs", "webdavfs")}
)
_READ_ONLY = "Nothing can be written there: it is a read-only disk, or a folder that is not yours."
_OCTAL = re.compile(r"\\([0-7]{3})")


def check(folder: Path, around: Surroundings | None = None) -> None:
    """Raise an error where no vault may lie, for one that is there already or is to be made or restored at `folder`.

    Raises PlaceError for a network share and a synchronised folder, UnwritableError where nothing can be written. Links
    are followed first. `around` None asks this machine.
    """
    refused = trouble(folder, around or here())
    if refused is not None:
        raise refused


def refuse_inside_vault(folder: Path) -> None:
    """Raise ExportError for a folder in a vault: only what the vault itself writes may lie there."""
    try:
        whole = Path(os.path.realpath(folder))  # unlike resolve(), it raises on no loop of links
    except (OSError, ValueError):  # no path at all: whoever writes there says so
        whole = folder
    if any(each.name.casefold().endswith(".cremeet") for each in (whole, *whole.parents)):
        raise ExportError("That folder lies in a vault, where no document may be; choose another folder.")


def carried_away(folder: Path, around: Surroundings | None = None) -> str:
    """Return a sentence where copies written to `folder` leave this computer at once, or nothing. Never raises.

    Unlike a vault, copies may lie on a share or in a synchronised folder; whoever sends them has to know it.
    """
    around = around or here()
    resolved = _resolved(folder, around)
    if any(_is_share(place, around) for place in (str(folder), resolved)):
        return "That folder is on a network share: whoever can open it there sees the files."
    name = next((found for place in (resolved, str(folder)) if (found := service(place, around))), "")
    return (
        f"{name} synchronises that folder: the files leave this computer as soon as they are written." if name else ""
    )


def trouble(folder: Path, around: Surroundings) -> VaultError | None:
    """Return why a vault may not lie at `folder`, or None. Never raises."""
    reason = _unsafe(folder, around)
    kind: type[VaultError] = PlaceError
    if not reason and not around.writable(_nearest(folder)):
        reason, kind = _READ_ONLY, UnwritableError
    return kind(f"{reason} {_way_out(folder, reason, around)}") if reason else None


def _unsafe(folder: Path, around: Surroundings) -> str:
    """Return the reason against a share or a synchronised folder, by its name as given and by where links lead."""
    resolved = _resolved(folder, around)
    if any(_is_share(place, around) for place in (str(folder), resolved)):
        return "That is on a network share, where a lost connection can spoil the record."
    for place in (resolved, str(folder)):
        name = service(place, around)
        if name:
            return f"{name} synchronises that folder: it would send the record away and can put old pages back into it."
    return ""


def _way_out(folder: Path, reason: str, around: Surroundings) -> str:
    offered = paths.vaults_folder()
    such_as = "" if _unsafe(offered / "x", around) else f", such as {offered}"
    if _is_vault(folder):
        verb, rest = ("Copy", "") if reason is _READ_ONLY else ("Move", "; leave no copy behind")
        return f"{verb} the whole folder {folder.name} to this computer’s own disk{such_as}, and open it there{rest}."
    return f"Choose a folder of your own on this computer’s own disk{such_as}."


def _is_vault(folder: Path) -> bool:
    return any(os.path.isfile(folder / name) for name in ("keys.json", "keys.json.copy"))  # noqa: PTH113 - never raises


def _resolved(folder: Path, around: Surroundings) -> str:
    try:
        return around.resolve(str(folder))
    except (OSError, ValueError):
        return str(folder)


def _nearest(folder: Path) -> Path:
    """Return the folder itself, or the nearest above it that is there: where writing would begin."""
    whole = Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() raises on a loop of links
    return next((above for above in (whole, *whole.parents) if os.path.lexists(above)), whole)


def _is_share(place: str, around: Surroundings) -> bool:
    if around.platform == "win32":
        place = place.replace("/", "\\")
        if place.upper().startswith("\\\\?\\UNC\\"):
            return True
        plain = place[4:] if place.startswith(("\\\\?\\", "\\\\.\\")) else place
        return plain.startswith("\\\\") or (plain[1:2] == ":" and around.drive_type(plain[:2] + "\\") == DRIVE_REMOTE)
    point, kind = _mounted(place, around)
    if kind == "9p" and point == "/":
        return False  # the root of a sandbox: there is no other disk
    return kind in _SHARES


def _mounted(place: str, around: Surroundings) -> tuple[str, str]:
    """Return the mount that holds a path, and its kind of file system: the deepest, and of two there, the last."""
    pure, found = around.pure(place), ("", "")
    for line in around.mounts().splitlines():
        before, dash, after = line.partition(" - ")
        fields, kind = before.split(" "), after.split(" ")[0]
        if not dash or len(fields) < 5:  # proc(5): the fifth field is the mount point
            continue
        point = _OCTAL.sub(lambda escaped: chr(int(escaped[1], 8)), fields[4])
        if len(point) >= len(found[0]) and pure.is_relative_to(point):
            found = (point, kind)
    return found
