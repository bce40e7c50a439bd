"""cremeet: Children at Risk of Exploitation strategy meetings, from the agenda to the issued minutes."""

__version__ = "0.1.0"
