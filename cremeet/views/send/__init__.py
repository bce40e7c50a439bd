"""Issuing a meeting's documents: who gets what, the copies that went out, and what attendees said of the draft."""

from cremeet.views.send.page import SendPage

__all__ = ["SendPage"]
