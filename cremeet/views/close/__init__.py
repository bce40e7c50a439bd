"""Closing a meeting: what is missing, the end, approval, documents, and the review."""

from cremeet.views.close.page import ClosePage

__all__ = ["ClosePage"]
