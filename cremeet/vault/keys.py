"""The keys of a vault that is open: the database key of the moment, and the key file as it stands on the disk."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from cremeet.errors import UnwritableError
from cremeet.vault import keyfile


class Keys:
    """What a sitting needs of the keys: `content` is the key file's, `seed` the private one of who opened the vault."""

    def __init__(self, file: Path, opened: keyfile.Opened, content: dict[str, Any]) -> None:
        self.file, self.content, self.seed = file, content, opened.seed
        self._key = opened.key
        self.pending: bytes | None = None
        """The key that a change of this sitting was about to give the record, until that is settled."""
        self._turn = threading.RLock()

    def current(self) -> bytes:
        """Return the database key."""
        return self._key

    def sign(self, **fields: Any) -> None:
        """As `Vault.sign`."""
        with self._turn:
            self.put(keyfile.changed(self.content, self._key, **fields))

    def expect(self, key: bytes) -> None:
        """Take another of the file's keys for the record's from now on; the file follows with `settle`."""
        self._key = key

    def settle(self, key: bytes) -> None:
        """Take `key`, one of the file's two, for the record's, and forget the other in the file.

        Raises UnwritableError where the disk does not take that. What is signed later in this sitting is signed with
        the record's key all the same: a file signed with one key and sealed with another would open for nobody.
        """
        with self._turn:
            is_next = self.content["next"] is not None and self.content["next"]["key_id"] == keyfile.key_id(key)
            self._key, self.pending = key, None
            self.content = keyfile.changed(
                self.content, key, current=self.content["next" if is_next else "current"], next=None
            )
            self.put(self.content)

    def put(self, content: dict[str, Any]) -> None:
        """Write both copies. Raises UnwritableError."""
        with self._turn:
            try:
                keyfile.save(self.file, content)
            except OSError:
                raise UnwritableError(
                    "The key file could not be written; free some space, or check the folder, and try again."
                ) from None
            self.content = content
