"""Kacper's year: five invented meetings in which the risk rises, is acted on, and falls."""

from __future__ import annotations

from cremeet.demo import kacper_falling, kacper_rising
from cremeet.demo.script import Script


def scripts() -> tuple[Script, ...]:
    """Return the five meetings, oldest first; the last is held on the day of the demonstration."""
    return (
        kacper_rising.initial(),
        kacper_rising.strategy(),
        kacper_rising.first_review(),
        kacper_falling.second_review(),
        kacper_falling.third_review(),
    )
