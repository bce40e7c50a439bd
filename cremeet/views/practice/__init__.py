"""The practice pack of this vault: which is in force, since when, and adopting another."""

from cremeet.views.practice.practice_page import PracticePage

__all__ = ["PracticePage"]
