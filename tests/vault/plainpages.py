"""What somebody who holds the key can read of a record's file: every page, whether it is in use or free."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVE, IV, SALT = 4096, 80, 16, 16


def plain(file: Path, key: bytes) -> bytes:
    """Return all pages decrypted, one after the other (SQLCipher 4: AES-256-CBC, each page's IV in its reserve)."""
    raw, out = file.read_bytes(), []
    for start in range(0, len(raw) - len(raw) % PAGE, PAGE):
        page = raw[start : start + PAGE]
        iv = page[PAGE - RESERVE : PAGE - RESERVE + IV]
        decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
        out.append(decryptor.update(page[SALT if start == 0 else 0 : PAGE - RESERVE]) + decryptor.finalize())
    return b"".join(out)
