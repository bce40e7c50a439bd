"""The shared screen: a second window for the whole room, drawn from a list of what is allowed and nothing else."""

from cremeet.views.shared.window import SharedScreen

__all__ = ["SharedScreen"]
