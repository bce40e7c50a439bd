"""Before the meeting: the list of meetings, planning one, inviting people, reports and the child's views."""

from cremeet.views.planner.meetings_page import MeetingsPage
from cremeet.views.planner.planner_page import PlannerPage

__all__ = ["MeetingsPage", "PlannerPage"]
