"""Foreseen failures, each with one sentence that is safe to show: what is wrong and what to do.

A message may name a file or a setting that the person chose; it never holds case text, a name from a record or a value
typed into one. Anything that is not a `CremeetError` is a fault of ours and is shown without its text.
"""

from __future__ import annotations


class CremeetError(Exception):
    """A foreseen failure; `str(error)` is one clear sentence for the person."""


class VaultError(CremeetError):
    """The vault cannot be opened, made or used as asked."""


class PracticeError(CremeetError):
    """A practice pack is wrong; the sentence names the file, the key and what to do."""


class NotFoundError(CremeetError):
    """The thing asked for is not in this vault."""


class RuleError(CremeetError):
    """The record's own rules refuse the change; the sentence says which and what to do."""


class ExportError(CremeetError):
    """A document cannot be made or written as asked."""
