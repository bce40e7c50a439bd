"""Telling whether a service copies a folder elsewhere as it changes.

By where it says that it does, by what it leaves there, and by the names that it gives its folders. The first two are
sure; a name may mislead, and then costs no more than the choice of another folder.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from cremeet.vault.surroundings import Surroundings, read

_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")

# Left by the service at the top of what it synchronises.
_MARKERS = {
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
    ".dropbox.cache": "Dropbox",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".shortcut-targets-by-id": "Google Drive",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".stfolder": "Syncthing",
}

_NAMES = tuple(
    (re.compile(pattern, re.IGNORECASE), service)
    for pattern, service in (
        (r"OneDrive( - .+)?", "OneDrive"),
        (r"Dropbox( \(.+\))?", "Dropbox"),
        (r"Google ?Drive(-.+)?|My Drive|Shared drives", "Google Drive"),
        (r"iCloud ?Drive|Mobile Documents", "iCloud Drive"),
        (r"Nextcloud", "Nextcloud"),
        (r"ownCloud", "ownCloud"),
        (r"Box Sync", "Box"),
        (r"SharePoint", "SharePoint"),
        (r"MEGA(sync)?", "MEGA"),
        (r"pCloud ?Drive", "pCloud"),
    )
)
_LIBRARY = re.compile(r".+ - (Shared )?Documents", re.IGNORECASE)
_LOCAL_PATH = re.compile(r"^\d+\\Folders\S*\\localPath=(.+)$", re.MULTILINE)


def service(place: str, around: Surroundings) -> str:
    """Return the name of the service that synchronises `place` (a resolved path), or "" when none is known to."""
    pure = around.pure(place)
    for root, name in _told(around):
        if root.strip() and pure.is_relative_to(around.pure(around.resolve(root))):
            return name
    for above in (pure, *pure.parents):
        found = _marked(Path(str(above)), around)
        if found:
            return found
    return _named(place, around)


def _told(around: Surroundings) -> Iterator[tuple[str, str]]:
    """Yield each folder that a service says it synchronises, with the service's name."""
    for variable in _VARIABLES:
        yield around.environment.get(variable, ""), "OneDrive"
    for engine in around.engines():
        yield engine, "OneDrive or SharePoint"
    folders = [around.home / ".config", around.home]
    folders += [Path(around.environment[name]) for name in ("APPDATA", "LOCALAPPDATA") if around.environment.get(name)]
    for folder in folders:
        for where in (folder / "Dropbox" / "info.json", folder / ".dropbox" / "info.json"):
            yield from ((path, "Dropbox") for path in _dropbox(read(where)))
        for where, name in (
            (folder / "Nextcloud" / "nextcloud.cfg", "Nextcloud"),
            (folder / "ownCloud" / "owncloud.cfg", "ownCloud"),
        ):
            yield from ((path.strip(), name) for path in _LOCAL_PATH.findall(read(where)))


def _dropbox(words: str) -> list[str]:
    try:
        accounts = json.loads(words)
    except (ValueError, RecursionError):
        return []
    accounts = accounts.values() if isinstance(accounts, dict) else ()
    paths = [account.get("path") for account in accounts if isinstance(account, dict)]
    return [path for path in paths if isinstance(path, str)]


def _marked(folder: Path, around: Surroundings) -> str:
    for marker, name in _MARKERS.items():
        if around.exists(folder / marker):
            return name
    # Dropbox keeps its settings in a folder of the same name in the person's home.
    return "Dropbox" if folder != around.home and around.exists(folder / ".dropbox") else ""


def _named(place: str, around: Surroundings) -> str:
    """Return the service whose usual name a folder above bears."""
    pure = around.pure(place)
    for part in pure.parts[1:]:
        for pattern, name in _NAMES:
            if pattern.fullmatch(part):
                return name
    try:
        inside = pure.relative_to(around.pure(str(around.home))).parts
    except ValueError:
        return ""
    if inside[:2] == ("Library", "CloudStorage"):
        return "A cloud service"
    if inside and inside[0].casefold() == "box":
        return "Box"
    return "SharePoint" if len(inside) > 1 and _LIBRARY.fullmatch(inside[1]) else ""
