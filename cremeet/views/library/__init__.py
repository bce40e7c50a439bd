"""The screen on which everything is looked up, offline."""

from cremeet.views.library.page import LibraryPage

__all__ = ["LibraryPage"]
