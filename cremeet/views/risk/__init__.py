"""The risk assessment of a meeting, beside the last one."""

from cremeet.views.risk.page import RiskPage

__all__ = ["RiskPage"]
