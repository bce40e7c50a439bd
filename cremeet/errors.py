"""Foreseen failures, each with one sentence that is safe to show: what is wrong and what to do.

A message may name a file or a setting that the person chose; it never holds case text, a name from a record or a value
typed into one. Anything that is not a `CremeetError` is a fault of ours and is shown without its text.
"""

from __future__ import annotations


class CremeetError(Exception):
    """A foreseen failure; `str(error)` is one clear sentence for the person."""


class VaultError(CremeetError):
    """The vault cannot be opened, made or used as asked."""


class NotAVaultError(VaultError):
    """There is no vault at the place chosen."""


class VaultExistsError(VaultError):
    """Something of that name is there already; it is left as it is."""


class UnwritableError(VaultError):
    """The place or the disk does not take what has to be written."""


class DiskFullError(UnwritableError):
    """There is no room left on the disk: what was to be saved is not, and everything before it is."""


class PlaceError(VaultError):
    """A vault may not lie there: on a network share, or in a folder that a service synchronises."""


class ReadOnlyVaultError(VaultError):
    """The living vault is elsewhere: this copy can be read, and nothing in it changed."""


class OpenElsewhereError(VaultError):
    """Another window, program or person has the vault open."""


class WrongPassphraseError(VaultError):
    """The passphrase does not open this person's slot."""


class ChoosePersonError(VaultError):
    """Who opens the vault must be said first, or is not among its people."""


class KeyFileError(VaultError):
    """keys.json is damaged, or was changed outside the program."""


class MarksError(VaultError):
    """What this machine remembered of its vaults is damaged."""


class RecordDamagedError(VaultError):
    """The record is missing, cut short or damaged: its key is right, its pages are not."""


class NewerVaultError(VaultError):
    """A newer program made or changed this vault."""


class BackupError(VaultError):
    """A backup could not be made or does not hold what it should."""


class BundleError(VaultError):
    """A file is no backup or handed-over vault, or is not whole."""


class CardError(VaultError):
    """A file is no enrolment card."""


class RecoveryCodeError(VaultError):
    """What was typed is no recovery code, or the vault has none."""


class PracticeError(CremeetError):
    """A practice pack is wrong; the sentence names the file, the key and what to do."""


class SpellingError(CremeetError):
    """The dictionary cannot be used; typing goes on without it."""


class NotFoundError(CremeetError):
    """The thing asked for is not in this vault."""


class RuleError(CremeetError):
    """The record's own rules refuse the change; the sentence says which and what to do."""


class ExportError(CremeetError):
    """A document cannot be made or written as asked."""
