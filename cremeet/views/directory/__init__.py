"""The directory of professionals: found, added, changed, put out of use."""

from cremeet.views.directory.directory_page import DirectoryPage

__all__ = ["DirectoryPage"]
