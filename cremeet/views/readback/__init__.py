"""The read-back before a meeting closes: each owner hears their actions, each decision its reason."""

from cremeet.views.readback.page import ReadBackPage

__all__ = ["ReadBackPage"]
