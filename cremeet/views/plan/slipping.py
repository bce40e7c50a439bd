"""How an action has slipped, in words: how old it is, how often it was carried, how often its date was moved."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cremeet.services.meetings import ActionLine
from cremeet.views.fields import show_date

_LONG_AGO = 300
"""From this age in days on, the year is said."""


def slipped(line: ActionLine, *, late: bool = True) -> str:
    """Return "agreed 12 Oct, carried 2 times, date moved once, 9 days overdue"; `late` is whether to say the last.

    What has not happened is left out.
    """
    day = show_date(line.agreed_on).partition(" ")[2]
    said = [_say("agreed {day}").format(day=day[:-5] if line.age_days < _LONG_AGO else day)]
    if line.carried:
        said.append(_times(line.carried, _say("carried once"), _say("carried {n} times")))
    if line.moved:
        said.append(_times(line.moved, _say("date moved once"), _say("date moved {n} times")))
    if late and line.overdue_days:
        said.append(_times(line.overdue_days, _say("1 day overdue"), _say("{n} days overdue")))
    return ", ".join(said)


def _times(count: int, once: str, often: str) -> str:
    return once if count == 1 else often.format(n=count)


def _say(text: str) -> str:
    return QCoreApplication.translate("Plan", text)
