"""The live workspace: one meeting being held, minuted and corrected."""

from cremeet.views.meeting.page import MeetingPage

__all__ = ["MeetingPage"]
