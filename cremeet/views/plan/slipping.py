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
        said.append(_say("carried %n times", line.carried))
    if line.moved:
        said.append(_say("date moved %n times", line.moved))
    if late and line.overdue_days:
        said.append(_say("%n days overdue", line.overdue_days))
    return ", ".join(said)


def _say(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("Plan", text, "", count)
