"""Plan a meeting, then prepare it: the plan, the agenda, the people and reports, and the child's views."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from PySide6.QtWidgets import QWidget

from cremeet.practice.pack import Pack
from cremeet.services import child_page, holding, meetings, packs, planning
from cremeet.services.child_page import ChildPage
from cremeet.services.meeting_records import MeetingHead, MeetingView
from cremeet.services.planning import MeetingPlan, PlannedItem, Proposal
from cremeet.views.fields.measure import wear
from cremeet.views.fields.page import Page
from cremeet.views.fields.speak import announce
from cremeet.views.fields.tabs import FittingTabs
from cremeet.views.fields.words import button
from cremeet.views.navigation import Desk
from cremeet.views.planner.agenda_editor import AgendaEditor
from cremeet.views.planner.people_panel import PeoplePanel
from cremeet.views.planner.plan_form import PlanForm
from cremeet.views.planner.voice_panel import VoicePanel
from cremeet.views.record import Changes


class PlannerPage(Page):
    """One meeting before it begins; without `meeting_id` it plans a new one."""

    def __init__(self, desk: Desk, child_id: str, meeting_id: str | None = None) -> None:
        super().__init__("")
        self._desk, self._child_id, self._meeting_id = desk, child_id, meeting_id
        self._episode_id = ""
        self._proposal: Proposal | None = None
        self._items_changed = self._begun = False
        self._kept: MeetingPlan | None = None
        self.place = self.tr("Plan a meeting")
        self.set_title(self.tr("Plan a meeting"))
        self.tabs = FittingTabs(self.tr("The meeting"))
        self.save = button(
            self.tr("Plan the meeting"), "primary", shortcut="Ctrl+Return", hint=self.tr("keep the plan")
        )
        self.assess = button(self.tr("Begin the assessment"), shortcut="Alt+R")
        self.start = button(self.tr("Start the meeting"), "primary", shortcut="Ctrl+Shift+Return")
        self.save.clicked.connect(self.keep)
        self.assess.clicked.connect(lambda: self._desk.go.show_risk(self._meeting_id or ""))
        self.start.clicked.connect(self._start)
        self.save.setEnabled(False)
        self.start.setEnabled(False)
        self.add_action(self.assess)
        self.add_action(self.save)
        self.add_action(self.start)
        self.content.addWidget(self.tabs, 1)
        self.set_state("loading", self.tr("Fetching the record…"))
        desk.record.do(self, self._dress, packs.practice)
        desk.record.changed.connect(self._heard)

    def leave(self) -> None:
        """Hand over what is typed: the child's views, and the plan of a meeting that is planned already."""
        if not self.tabs.count():
            return
        self.voice.keep()
        if self._changed() and not self.plan.faults():
            self._keep_plan(urgent=True)

    @property
    def waiting(self) -> bool:
        """Whether the views, or the plan of a meeting that is planned already, are typed and not handed over."""
        return super().waiting or self._changed()

    def _changed(self) -> bool:
        """Return whether the plan or the agenda of a planned meeting differs from what is kept."""
        if self._kept is None or self._begun:
            return False
        return self._items_changed or self.plan.values() != asdict(self._kept)

    def _dress(self, pack: Pack) -> None:
        self.plan = PlanForm(self._desk, pack)
        self.agenda = AgendaEditor(self._desk, pack)
        self.people = PeoplePanel(self._desk, pack)
        self.voice = VoicePanel(self._desk, pack)
        panels: tuple[tuple[str, QWidget], ...] = (
            (self.tr("Plan"), self.plan),
            (self.tr("Agenda"), self.agenda),
            (self.tr("People and reports"), self.people),
            (self.tr("The child's views"), self.voice),
        )
        for words, panel in panels:
            self.tabs.addTab(panel, words)
        self.plan.timing_changed.connect(self._propose)
        self.plan.typed.connect(self.unsaved)
        self.voice.typed.connect(self.unsaved)
        self.agenda.edited.connect(self._agenda_edited)
        if self._meeting_id is None:
            self.plan.begin(pack)
        self._show_stage()
        self._desk.record.do(self, self._know, child_page.child_page, self._child_id, failed=self._stop)

    def _stop(self, error: Exception) -> None:
        self.set_state("error", str(error))

    def _know(self, page: ChildPage) -> None:
        self.set_identity(page.identity.line, self.place)
        current = next((one for one in page.episodes if one.closed_on is None), None)
        if current is None:
            self.set_state("error", self.tr("No episode is open for this child; open one on the child's page first."))
            return
        self._episode_id = current.episode_id
        self.set_state("ready")
        if self._meeting_id is None:
            self._propose()
            self.plan.rows[0].target.setFocus()
        else:
            self._fetch()

    def _fetch(self) -> None:
        self._desk.record.do(self, self._show, meetings.meeting_view, self._meeting_id, failed=self._stop)

    def _show(self, view: MeetingView) -> None:
        head = view.head
        self.set_title(f"{head.kind_title}, {head.reference}")
        self.people.show_people(head.meeting_id, view.people)
        self.voice.show_voice(head.meeting_id, view.voice)
        if self._proposal is None:
            self.plan.show_head(head)
            self._kept = self.plan.plan()
            self._propose()
        if not self._items_changed:
            self._desk.record.do(self, self._show_agenda, planning.agenda_of, head.meeting_id)
        self._show_stage(head)

    def _show_agenda(self, items: tuple[PlannedItem, ...]) -> None:
        if not self._items_changed:  # it may have been, while the answer was on its way
            self.agenda.set_items(items)

    def _show_stage(self, head: MeetingHead | None = None) -> None:
        """Say what can be done now: a plan is made first, then people are invited and the meeting is started."""
        planned = self._meeting_id is not None
        for place in (2, 3):
            self.tabs.setTabEnabled(place, planned)
        self.save.setText(self.tr("Keep the plan") if planned else self.tr("Plan the meeting"))
        self.start.setVisible(planned)
        self.assess.setVisible(planned)
        wear(self.save, "kind", "plain" if planned else "primary")
        self._begun = head is not None and head.state != "planned"
        shown = head is not None or not planned  # a plan that is not shown yet can be neither kept nor begun
        self.save.setEnabled(shown and not self._begun)
        self.start.setEnabled(shown)
        self.start.setText(self.tr("Open the meeting") if self._begun else self.tr("Start the meeting"))

    def _propose(self) -> None:
        values = self.plan.values()
        if not values["kind"] or values["triggered_on"] is None or not self._episode_id:
            return
        self._desk.record.do(
            self,
            self._proposed,
            planning.propose,
            self._episode_id,
            values["kind"],
            values["triggered_on"],
            values["starts_at"],
        )

    def _proposed(self, proposal: Proposal) -> None:
        other = self._proposal is None or self._proposal.kind != proposal.kind
        self._proposal = proposal
        fresh = self._meeting_id is None
        self.plan.show_proposal(proposal, minutes=fresh and other)
        if fresh and (other or not self._items_changed):
            self.agenda.set_items(proposal.items)
            self._items_changed = False

    def _agenda_edited(self) -> None:
        self._items_changed = True
        self.unsaved.emit()

    def keep(self) -> None:
        """Plan the meeting, or keep what was changed in its plan and agenda."""
        if self.show_faults(self.plan.faults()) or not self.save.isEnabled():
            if self.errors.isVisible():
                self.tabs.setCurrentIndex(0)
            return
        self.save.setEnabled(False)
        if self._meeting_id is None:
            self._desk.record.do(
                self, self._planned, planning.plan_meeting, self._episode_id, self.plan.plan(), self.agenda.items,
                failed=self._refused,
            )  # fmt: skip
        else:
            self._keep_plan(urgent=False)

    def _keep_plan(self, *, urgent: bool, then: Callable[[], None] | None = None) -> None:
        plan = self.plan.plan()

        def kept(_: tuple[PlannedItem, ...]) -> None:
            self._kept, self._items_changed = plan, False
            self.save.setEnabled(not self._begun)
            announce(self.save, self.tr("The plan is kept"))
            if then is not None:
                then()

        self._desk.record.do(
            self, kept, planning.keep_plan, self._meeting_id, plan, self.agenda.items,
            failed=self._refused, urgent=urgent,
        )  # fmt: skip

    def _planned(self, meeting_id: str) -> None:
        self._meeting_id = meeting_id
        self._items_changed = False
        self._proposal = None
        self._fetch()
        self.tabs.setTabEnabled(2, True)
        self.tabs.setCurrentIndex(2)
        self.people.invite.setFocus()
        announce(self.people.invite, self.tr("The meeting is planned. Now invite people."))

    def _refused(self, error: Exception) -> None:
        self.save.setEnabled(not self._begun)
        self.tabs.setCurrentIndex(0)
        first = next(row.target for row in self.plan.rows if row.target.isEnabled())
        self.show_faults([(str(error), first)])

    def _start(self) -> None:
        """Begin the meeting with the plan as it stands here, or go to it where it has begun."""
        meeting_id = self._meeting_id
        if meeting_id is None:
            return
        self.voice.keep()

        def begin() -> None:
            self._desk.record.do(self, lambda _: self._desk.go.show_meeting(meeting_id), holding.start, meeting_id)

        if self._begun:
            self._desk.go.show_meeting(meeting_id)
        elif not self._changed():
            begin()
        elif self.show_faults(self.plan.faults()):
            self.tabs.setCurrentIndex(0)
        else:
            self._keep_plan(urgent=False, then=begin)

    def _heard(self, changes: Changes) -> None:
        if (
            self._meeting_id is not None
            and self._episode_id
            and any(thing in {"Attendance", "Voice", "Meeting"} for thing, _ in changes)
        ):
            self._fetch()
