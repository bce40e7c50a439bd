"""Agree the plan: earlier actions are reviewed first, then each pillar has its actions or says why it needs none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cremeet.errors import CremeetError
from cremeet.services import actions
from cremeet.services.actions import ReviewDetails
from cremeet.services.meetings import ActionLine
from cremeet.views.fields import Page, announce, button, command, label, reveal, space
from cremeet.views.fields.asking import AskDialog
from cremeet.views.fields.plain import PlainEditor, PlainLine
from cremeet.views.fields.tab_order import tab_after
from cremeet.views.navigation import Desk
from cremeet.views.plan.action_card import ActionCard
from cremeet.views.plan.action_form import ActionForm
from cremeet.views.plan.earlier import EarlierActions
from cremeet.views.plan.pillar_card import PillarCard
from cremeet.views.plan.reading import Planned, indicator_title, look
from cremeet.views.plan.review_form import Heard, review_dialog
from cremeet.views.record import Changes

SHOWN_IN = frozenset({"Action", "ActionReview", "PillarNone", "Meeting", "Attendance", "MinuteEntry"})


class PlanPage(Page):
    """The plan of one meeting."""

    def __init__(self, desk: Desk, meeting_id: str) -> None:
        super().__init__("")
        self._desk, self._meeting_id = desk, meeting_id
        self._planned: Planned | None = None
        self._wanted = self._focus = ""
        self.set_title(self.tr("The plan"))
        self.place = self.tr("Plan")
        self.earlier = EarlierActions()
        self.pillars: dict[str, PillarCard] = {}
        self._pillars, self._unplaced = QVBoxLayout(), QVBoxLayout()
        self._loose: list[ActionCard] = []
        self.add = button(self.tr("Add an action"), "primary", shortcut="Ctrl+N", hint=self.tr("add an action"))
        self.close_check = button(self.tr("Go to the close"), shortcut="Ctrl+Shift+E")
        self._unplaced_title = label(self.tr("Not under a pillar yet"), "h2")
        self._build()
        self.set_state("loading", self.tr("Fetching the plan…"))
        desk.record.changed.connect(self._heard)

    def _build(self) -> None:
        self.add.clicked.connect(lambda: self._ask_action(None, self._pillar_in_hand()))
        self.close_check.clicked.connect(lambda: self._desk.go.show_close(self._meeting_id))
        self.add_to_heading(self.close_check)
        self.add_to_heading(self.add)
        self.earlier.heard.connect(self._ask_review)
        space(self._pillars, 8)
        space(self._unplaced, 8)
        self.content.addWidget(self.earlier)
        self.content.addLayout(self._unplaced)
        self._unplaced.addWidget(self._unplaced_title)
        self.content.addLayout(self._pillars)
        self.content.addStretch(1)
        for made in (
            command(self, self.tr("Next action"), "Ctrl+Down", lambda: self._step(1)),
            command(self, self.tr("Action before"), "Ctrl+Up", lambda: self._step(-1)),
        ):
            made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # -- what the window asks ------------------------------------------------------------------------------------------
    def shown(self) -> None:
        """Read the plan each time the page comes to the front."""
        self._desk.record.do(
            self, self._show, look, self._meeting_id, failed=lambda error: self.set_state("error", str(error))
        )

    def leave(self) -> None:
        """Hand over every word that waits."""
        for card in self.pillars.values():
            card.flush()

    def go_to(self, place_id: str) -> None:
        """Lead to an action."""
        self._wanted = place_id
        found = next((card for card in self._cards() if card.line.action_id == place_id and card.buttons), None)
        if found is not None:
            self._wanted = ""
            found.take_focus()
            reveal(found)

    def first_focus(self) -> QWidget | None:
        """Return the first earlier action that waits, else the button that adds one."""
        if self._planned is not None and self._planned.plan.to_review and self._planned.writable:
            return self.earlier.cards[0].buttons[0]
        return self.add

    # -- showing -------------------------------------------------------------------------------------------------------
    def _show(self, planned: Planned) -> None:
        first = self._planned is None
        held = self._holder()
        self._planned = planned
        head = planned.view.head
        self.set_identity(planned.view.identity.line, self.tr("Plan, {reference}").format(reference=head.reference))
        self.set_title(self.tr("The plan"), self._state_words(planned))
        self.add.setEnabled(planned.writable)
        self.earlier.show_plan(planned)
        self._show_pillars(planned)
        self._show_unplaced(planned)
        tab_after(self.add, *self.earlier.cards, *self._loose)
        self.set_state("ready")
        wanted = self._wanted or ("" if self._typing() else self._focus) or held
        self._focus = ""
        if wanted:
            self.go_to(wanted)
            self._wanted = ""
        elif first and self.isVisible():
            (self.first_focus() or self).setFocus()

    def _state_words(self, planned: Planned) -> str:
        match planned.view.head.state:
            case "planned":
                return self.tr("The meeting has not started: start it, then its plan can be agreed.")
            case "approved":
                return self.tr("The minutes are approved, so the plan is locked.")
            case _:
                return self.tr("Owner, date and measure for each action; earlier actions first.")

    def _show_pillars(self, planned: Planned) -> None:
        for pillar in planned.plan.pillars:
            card = self.pillars.get(pillar.pillar)
            if card is None:
                card = PillarCard(pillar, planned.pack.pillar(pillar.pillar).question)
                card.add.connect(lambda where: self._ask_action(None, where))
                card.edit.connect(lambda line: self._ask_action(line, line.pillar))
                card.none_because.connect(self._keep_none)
                card.typed.connect(self.unsaved)
                self.pillars[pillar.pillar] = card
                self._pillars.addWidget(card)
            card.show_pillar(planned, pillar)

    def _show_unplaced(self, planned: Planned) -> None:
        for old in self._loose:
            self._unplaced.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._loose = []
        self._unplaced_title.setVisible(bool(planned.plan.unplaced))
        for line in planned.plan.unplaced:
            made = ActionCard(line, indicator_title(planned, line.indicator), writable=planned.writable)
            made.edit.connect(lambda one: self._ask_action(one, one.pillar))
            self._unplaced.addWidget(made)
            made.show()  # now, and not when the events are done: it may be given the keyboard at once
            self._loose.append(made)

    def _heard(self, changes: Changes) -> None:
        if self._planned is not None and any(thing in SHOWN_IN for thing, _ in changes):
            self.shown()

    # -- asking --------------------------------------------------------------------------------------------------------
    def _ask_action(self, line: ActionLine | None, pillar: str) -> None:
        planned = self._planned
        if planned is None or not planned.writable:
            return
        form = ActionForm(planned, self._desk.clock, line, pillar)

        def keep(values: dict[str, Any], done: Callable[[], None], refused: Callable[[CremeetError], None]) -> None:
            details = form.details(values)
            verb, about = (actions.add_action, planned.item_id) if line is None else (
                actions.change_action, line.action_id
            )  # fmt: skip
            self._desk.record.do(self, lambda kept: self._kept(kept, done), verb, about, details, failed=refused)

        change = self.tr("Change action {label}")
        title = change.format(label=line.label) if line else self.tr("Add an action")
        AskDialog(self, title, form, keep, yes=self.tr("Save the action")).exec()

    def _ask_review(self, line: ActionLine, heard: Heard) -> None:
        planned = self._planned
        if planned is None:
            return

        def keep(details: ReviewDetails, done: Callable[[], None], refused: Callable[[CremeetError], None]) -> None:
            self._desk.record.do(
                self,
                lambda kept: self._kept(kept, done),
                actions.review_action,
                self._meeting_id,
                line.action_id,
                details,
                failed=refused,
            )

        review_dialog(self, heard, line, planned.pack.timescales, self._desk.clock, keep).exec()

    def _kept(self, line: ActionLine, done: Callable[[], None]) -> None:
        done()
        announce(self, self.tr("Action {label} saved.").format(label=line.label))
        waiting = [] if self._planned is None else [one.action_id for one in self._planned.plan.to_review]
        following = next((one for one in waiting if one != line.action_id), line.action_id)
        self._focus = following if line.action_id in waiting else line.action_id
        self.shown()

    def _keep_none(self, pillar: str, reason: str) -> None:
        self._desk.record.do(self, lambda _: None, actions.no_action_for, self._meeting_id, pillar, reason, urgent=True)

    # -- the keyboard --------------------------------------------------------------------------------------------------
    def _cards(self) -> list[ActionCard]:
        return [*self.earlier.cards, *self._loose, *(card for one in self.pillars.values() for card in one.cards)]

    def _holder(self) -> str:
        """Return the action whose card has the keyboard, so that it keeps it."""
        held = self.focusWidget()
        return next((card.line.action_id for card in self._cards() if held and card.isAncestorOf(held)), "")

    def _typing(self) -> bool:
        """Whether somebody types into a field here, which then keeps the keyboard (WCAG 3.2.2)."""
        return isinstance(self.focusWidget(), PlainEditor | PlainLine)

    def _pillar_in_hand(self) -> str:
        held = self.focusWidget()
        return next((name for name, card in self.pillars.items() if held and card.isAncestorOf(held)), "")

    def _step(self, by: int) -> None:
        """Move the keyboard to the next pillar, or the one before."""
        cards = list(self.pillars.values())
        here = self._pillar_in_hand()
        present = next((row for row, card in enumerate(cards) if card.pillar_id == here), -1 if by > 0 else len(cards))
        row = present + by
        if 0 <= row < len(cards):
            cards[row].add_button.setFocus()
            reveal(cards[row])
