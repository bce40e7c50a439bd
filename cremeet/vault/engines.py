"""What the record is encrypted and kept with, asked of the libraries themselves: no list of packages shows it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import sqlcipher3.dbapi2 as sqlcipher
from cryptography.hazmat.backends.openssl.backend import backend


def engines() -> Iterator[tuple[str, str]]:
    """Yield the name and the version of each: SQLCipher, its own OpenSSL, its SQLite, and the key file's OpenSSL."""
    with closing(sqlcipher.connect(":memory:")) as connection:
        connection.execute("PRAGMA key = 'no record'")  # it is told only of a database that has one
        for name, asked in (("SQLCipher", "cipher_version"), ("OpenSSL in SQLCipher", "cipher_provider_version")):
            (answer,) = connection.execute(f"PRAGMA {asked}").fetchone()
            yield name, answer.removeprefix("OpenSSL ")
    yield "SQLite in SQLCipher", sqlcipher.sqlite_version
    yield "OpenSSL in cryptography", backend.openssl_version_text().removeprefix("OpenSSL ")
