"""The form for one action: who does what by when, and how the meeting will know that it helped."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from cremeet.clock import Clock, london_date
from cremeet.services.actions import ActionDetails
from cremeet.services.meetings import ActionLine
from cremeet.views.fields.asking import Ask, AskForm
from cremeet.views.plan.reading import Planned, day_remark, indicators, owners

COPIED = ("words", "pillar", "outcome", "role", "agency", "due_on", "priority", "measure", "contingency", "indicator",
          "tag")  # fmt: skip


class ActionForm(AskForm):
    """Asks for an action. Choosing an owner fills in the role and agency that the directory knows."""

    def __init__(self, planned: Planned, clock: Clock, line: ActionLine | None = None, pillar: str = "") -> None:
        super().__init__(_asks(planned), lambda: london_date(clock()))
        self._owners = owners(planned)
        today = london_date(clock())
        self.field("due_on").set_remark(day_remark(planned.pack.timescales, today))
        self.field("who").edited.connect(self._know)
        if line is None:
            self.fill({"pillar": pillar, "tag": planned.tag})
        else:
            self.fill({name: getattr(line, name) for name in COPIED})
            self._show_owner(line)

    def details(self, values: dict[str, Any]) -> ActionDetails:
        """Return what the form holds as the verb wants it; a typed name goes before a chosen person."""
        who, name = values.pop("who"), values.pop("name")
        chosen = self._owners[who][1] if who else None
        if name or chosen is None:
            return ActionDetails(**values, owner=name)
        return ActionDetails(**values, owner_id=chosen.owner_id, owner=chosen.name)

    def _show_owner(self, line: ActionLine) -> None:
        key = line.owner_id or next(
            (key for key, (_, owner) in self._owners.items() if owner.name == line.owner and line.owner), None
        )
        if key in self._owners:
            self.fill({"who": key})
        else:
            self.fill({"name": line.owner})

    def _know(self) -> None:
        who = self.field("who").value()
        if who:
            owner = self._owners[who][1]
            self.fill({"role": owner.role, "agency": owner.agency, "name": ""})


def _asks(planned: Planned) -> tuple[Ask, ...]:
    pack = planned.pack
    return (
        Ask("words", _say("What will be done"), "text", required=_say("Say what will be done.")),
        Ask("pillar", _say("Pillar of the plan"), "choice", required=_say("Choose the pillar that it serves."),
            choices=[(one.id, one.title) for one in pack.pillars]),
        Ask("outcome", _say("Outcome for the child (optional)"), hint=_say("What will be different for them.")),
        Ask("who", _say("Owner"), "choice", hint=_say("Those here come first, then everyone in the directory."),
            choices=[(key, words) for key, (words, _) in owners(planned).items()]),
        Ask("name", _say("Or somebody else's name")),
        Ask("role", _say("Role")),
        Ask("agency", _say("Agency"), "choice", choices=[(one.id, one.title) for one in pack.agencies]),
        Ask("due_on", _say("Due"), "day", hint=_say("Such as 4 Dec, fri or 2w.")),
        Ask("measure", _say("How we will know that it helped"), "text"),
        Ask("contingency", _say("If it does not work (optional)"), "text"),
        Ask("priority", _say("Priority (optional)"), "choice",
            choices=[(one.id, one.title) for one in pack.choices.of("action_priorities")]),
        Ask("indicator", _say("The sign that it answers (optional)"), "choice", choices=indicators(planned)),
        Ask("tag", _say("Who may read it"), "choice", hint=_say("Its agenda item's handling, unless you choose."),
            choices=[(one.id, one.title) for one in pack.tags]),
    )  # fmt: skip


def _say(text: str) -> str:
    return QCoreApplication.translate("Plan", text)
