"""An invented vault and rows for it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from cremeet.models import Child
from cremeet.vault.slots import Cost

PASSPHRASE = "invented-sample-lantern-otter"
PERSON = "Minnie Taker"
KEY = bytes(range(32))


def quick(secret: bytes, cost: Cost, salt: bytes) -> bytes:
    """Stand in for Argon2id where a test opens hundreds of vaults: as bound to its inputs, but at once."""
    return hashlib.sha256(repr((secret, cost, salt)).encode()).digest()


def child(reference: str = "CRE-TEST", **changes: Any) -> Child:
    """Return an invented child's row."""
    names = {
        "given_names": "Robin",
        "family_name": "Testwood",
        "sort_name": "testwood",
        "search_name": "robin testwood",
    }
    return Child(**{"reference": reference, **names, **changes})


def changed(copies: Any, change: Callable[[dict[str, Any]], Any]) -> None:
    """Edit a key file's content in the files given, as somebody with a text editor would."""
    for copy in copies:
        content = json.loads(copy.read_text("utf-8"))
        change(content)
        copy.write_text(json.dumps(content), "utf-8")
