"""The encrypted file: keys, opening, its one database thread, locking."""
