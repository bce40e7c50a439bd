"""Opens Word files in LibreOffice, run by the system's own Python, which has the bridge to it.

Each line of standard input is a file, a tab and a password (empty for none). Each is answered by one line: the number
of letters of its text, or "refused".
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

PATIENCE = 60


def main() -> None:
    with tempfile.TemporaryDirectory() as profile:
        pipe = f"cremeet-{os.getpid()}"
        office = subprocess.Popen([
            "soffice", "--headless", "--norestore", "--nologo", f"-env:UserInstallation={Path(profile).as_uri()}",
            f"--accept=pipe,name={pipe};urp;",
        ], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        try:
            desktop = connected(pipe)
            for line in sys.stdin:
                file, _, password = line.rstrip("\n").partition("\t")
                print(letters(desktop, file, password), flush=True)
            desktop.terminate()
        finally:
            office.kill()
            office.wait()


def connected(pipe: str):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    until = time.monotonic() + PATIENCE
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def letters(desktop, file: str, password: str) -> str:
    asked = [PropertyValue("Hidden", 0, True, 0)]
    if password:
        asked.append(PropertyValue("Password", 0, password, 0))
    try:
        opened = desktop.loadComponentFromURL(Path(file).as_uri(), "_blank", 0, tuple(asked))
    except Exception:  # noqa: BLE001 - whatever the office raises, it did not open the file
        return "refused"
    if opened is None or not hasattr(opened, "getText"):
        return "refused"
    count = len(opened.getText().getString())
    opened.close(True)
    return str(count)


if __name__ == "__main__":
    main()
