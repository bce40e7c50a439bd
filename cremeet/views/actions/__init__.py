"""Open actions over all children: what is late, and who holds it."""

from cremeet.views.actions.actions_page import ActionsPage

__all__ = ["ActionsPage"]
