"""The multi-agency plan as it is agreed in a meeting."""

from cremeet.views.plan.page import PlanPage

__all__ = ["PlanPage"]
