"""The screens about children: the list, a child's page, and the forms that fill it."""

from cremeet.views.children.child_page import ChildPage
from cremeet.views.children.list_page import ChildrenPage

__all__ = ["ChildPage", "ChildrenPage"]
