"""The door: making a vault the first time, and opening one with a name and a passphrase."""
